"""The rails under rows that share them: one along every edge, one between two rows, with their clamps.

A rail goes on for as long as a row on either side of it has modules; it is broken where both have a gap in
which two rail ends and a joint find room.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct

from designer.core.model.catalog import Catalog, Zone
from designer.core.model.plan import RowLine
from designer.core.racking.blocks import Block, overhang_mm
from designer.core.racking.clamp_zones import edge_zone
from designer.core.racking.edge_clamps import Misfit, edge_clamps
from designer.core.racking.figures import Figures
from designer.core.racking.mask import RoofMask
from designer.core.racking.rails import Rail
from designer.core.racking.rows import Seat, SeatRow
from designer.core.racking.sharing import SharedLine
from designer.core.racking.tributary import heavy_stretches
from designer.core.units import TOLERANCE_MM


class SharedRail(Struct, frozen=True, kw_only=True, gc=False):
    """A rail, and its clamps that do not suit all their modules."""

    rail: Rail
    misfits: tuple[Misfit, ...]


def shared_rails(
    lines: Sequence[SharedLine], catalog: Catalog, figures: Figures, mask: RoofMask
) -> tuple[SharedRail, ...]:
    """The rails of all lines, from the lowest up, along each in their order.

    They are named after the first row below them, S1, S2, … where they are shared and U1, U2, … elsewhere,
    or L1, L2, … after the first row above where none lies below.
    """
    return tuple(_Builder(catalog, figures, mask).rails(lines))


class _Builder:
    def __init__(self, catalog: Catalog, figures: Figures, mask: RoofMask) -> None:
        self._catalog, self._figures, self._mask = catalog, figures, mask
        self._numbers: Counter[tuple[str, str]] = Counter()
        self._zones: dict[tuple[str, float], Zone] = {}

    def rails(self, lines: Sequence[SharedLine]) -> Iterator[SharedRail]:
        for line in lines:
            rows = {seat.module: row.id for row in (*line.below, *line.above) for seat in row.seats}
            runs = self._runs(line)
            for number, seats in enumerate(runs):
                before = _end_of(runs[number - 1]) if number else None
                after = runs[number + 1][0].start_mm if number + 1 < len(runs) else None
                yield self._rail(line, rows, seats, (before, after))

    def _runs(self, line: SharedLine) -> list[list[Seat]]:
        """The modules on a line, from both sides, by the rails that carry them."""
        runs: list[list[Seat]] = []
        reached = 0.0
        for seat in _sorted((*line.below, *line.above)):
            if not runs or self._broken(line, reached, seat.start_mm):
                runs.append([])
                reached = seat.end_mm
            runs[-1].append(seat)
            reached = max(reached, seat.end_mm)
        return runs

    def _broken(self, line: SharedLine, end_mm: float, start_mm: float) -> bool:
        if start_mm - end_mm > self._figures.least_break_mm - 2.0 * TOLERANCE_MM:
            return True
        half = self._figures.system.profile_width_mm / 2.0
        between = (end_mm, line.across_mm - half, start_mm, line.across_mm + half)
        return start_mm - end_mm > TOLERANCE_MM and bool(self._mask.obstacles_in(between))

    def _rail(
        self,
        line: SharedLine,
        rows: dict[str, str],
        seats: Sequence[Seat],
        around: tuple[float | None, float | None],
    ) -> SharedRail:
        lower = {seat.module for row in line.below for seat in row.seats}
        below = [seat for seat in seats if seat.module in lower]
        above = [seat for seat in seats if seat.module not in lower]
        set_ = edge_clamps(below, above, self._zone, self._figures)
        first, last = seats[0].start_mm, _end_of(seats)
        block = Block(
            seats=tuple(seats),
            start_mm=first - overhang_mm(self._figures, around[0], first),
            end_mm=last + overhang_mm(self._figures, last, around[1]),
            clamps=set_.clamps,
        )
        own, *others = [
            *(RowLine(row, 1) for row in dict.fromkeys(rows[seat.module] for seat in below)),
            *(RowLine(row, 0) for row in dict.fromkeys(rows[seat.module] for seat in above)),
        ]
        heavy = heavy_stretches(below, above, self._figures.least_break_mm)
        rail = Rail(
            id=self._name(own, shared=bool(heavy)),
            row=own.row_id,
            line=own.line,
            across_mm=line.across_mm,
            block=block,
            also=tuple(others),
            may_end_short=True,
            heavy=heavy,
        )
        return SharedRail(rail=rail, misfits=set_.misfits)

    def _name(self, own: RowLine, *, shared: bool) -> str:
        letter = "S" if shared else "LU"[own.line]
        self._numbers[own.row_id, letter] += 1
        return f"{own.row_id}.{letter}{self._numbers[own.row_id, letter]}"

    def _zone(self, seat: Seat) -> Zone:
        """The zone of a module along its edge, cut off where its two clamps would touch in the middle."""
        along_mm = seat.end_mm - seat.start_mm
        known = self._zones.get((seat.product, along_mm))
        if known is None:
            module, figures = self._catalog.module(seat.product), self._figures
            zone = edge_zone(module, self._catalog.assumptions, along_mm, figures.loads)
            most = (along_mm - figures.system.clamp_length_mm) / 2.0
            known = Zone(min(zone.min_mm, most), min(zone.max_mm, most))
            self._zones[seat.product, along_mm] = known
        return known


def _sorted(rows: Sequence[SeatRow]) -> list[Seat]:
    seats = chain.from_iterable(row.seats for row in rows)
    return sorted(seats, key=lambda seat: (seat.start_mm, seat.module))


def _end_of(seats: Sequence[Seat]) -> float:
    return max(seat.end_mm for seat in seats)
