"""Modules in rail coordinates, row by row."""

from collections.abc import Iterable

from msgspec import Struct

from designer.core.geometry.axes import RailAxis, rect_uv
from designer.core.model.plan import PlacedModule


class Seat(Struct, frozen=True, kw_only=True, gc=False):
    """A module's place in its row: its ends along the rail, its lower and upper edge across."""

    module: str
    product: str
    start_mm: float
    end_mm: float
    lower_mm: float
    upper_mm: float
    tilt_deg: float = 0.0


class SeatRow(Struct, frozen=True, kw_only=True, gc=False):
    """The modules of one row, sorted along the rail."""

    id: str
    seats: tuple[Seat, ...]

    @property
    def lower_mm(self) -> float:
        """The row's lower edge across the rails."""
        return min(seat.lower_mm for seat in self.seats)

    @property
    def upper_mm(self) -> float:
        """The row's upper edge across the rails."""
        return max(seat.upper_mm for seat in self.seats)


def seat_rows(modules: Iterable[PlacedModule], axis: RailAxis) -> tuple[SeatRow, ...]:
    """The rows of placed modules, in the order in which they first occur."""
    seats: dict[str, list[Seat]] = {}
    for module in modules:
        seats.setdefault(module.row_id, []).append(_seat(module, axis))
    return tuple(
        SeatRow(id=row_id, seats=tuple(sorted(row, key=lambda seat: (seat.start_mm, seat.module))))
        for row_id, row in seats.items()
    )


def _seat(module: PlacedModule, axis: RailAxis) -> Seat:
    start, lower, end, upper = rect_uv(axis, module.rect)
    return Seat(
        module=module.id,
        product=module.product,
        start_mm=start,
        end_mm=end,
        lower_mm=lower,
        upper_mm=upper,
        tilt_deg=module.tilt_deg,
    )
