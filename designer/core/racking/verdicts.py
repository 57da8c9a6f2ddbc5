"""What racking has to say: which rail breaks which limit, where, and by how many millimetres."""

from collections.abc import Iterator, Sequence

from designer.core.findings import Finding, Location, error, warning
from designer.core.geometry.axes import RailAxis, Rect, to_xy
from designer.core.racking.attachments import (
    LEAST_ATTACHMENTS,
    Excess,
    excess_cantilever,
    excess_span,
)
from designer.core.racking.bars import Breaking
from designer.core.racking.figures import Figures
from designer.core.racking.mask import RoofMask
from designer.core.racking.rails import CarriedRail
from designer.core.racking.rows import SeatRow
from designer.core.racking.zones import RailPair
from designer.core.units import TOLERANCE_MM, rounded


class Judge:
    """Finds what is wrong with the rails of one surface.

    Subjects are rail ids unless said. Errors: `clamp-zone-conflict` and `clamp-load-exceeded` (row,
    products), `rail-run-too-long`, `rail-off-roof`, `rail-crosses-obstacle` (rail, obstacle),
    `span-too-long`, `cantilever-too-long`, `rail-without-attachment`. Warnings: `rail-on-one-attachment`,
    `end-clamps-meet` (the two modules), `splice-rule-broken`.
    """

    def __init__(self, surface: str, axis: RailAxis, figures: Figures, mask: RoofMask) -> None:
        self._surface = surface
        self._axis = axis
        self._figures = figures
        self._mask = mask

    def row(self, row: SeatRow, pair: RailPair) -> Iterator[Finding]:
        """On what the clamps of a row hold.

        `clamp-zone-conflict` (error): no place across the row suits the clamp zones of all its modules;
        `clamp-load-exceeded` (error): no clamp zone of these products bears the project's loads.
        """
        if not pair.common_zone:
            at = self._at(row.seats[0].start_mm, pair.lower_mm)
            yield error("clamp-zone-conflict", row.id, *sorted({seat.product for seat in row.seats}), at=at)
        loads = self._figures.loads
        if pair.overloaded and loads:
            at = self._at(row.seats[0].start_mm, pair.lower_mm)
            figures = {"pressure_pa": loads.pressure_pa, "uplift_pa": loads.uplift_pa}
            yield error("clamp-load-exceeded", row.id, *pair.overloaded, at=at, **figures)

    def block(self, rails: Sequence[CarriedRail]) -> Iterator[Finding]:
        """On the rails of one block: `rail-run-too-long` (error), once, and `end-clamps-meet` (warning)."""
        longest = max(rails, key=lambda found: found.support.end_mm - found.support.start_mm)
        yield from self._too_long(longest, tuple(found.rail.id for found in rails))
        room_mm = 2.0 * self._figures.system.end_clamp_outer_mm
        for gap in longest.rail.block.tight_gaps:
            yield warning(
                "end-clamps-meet",
                gap.before,
                gap.after,
                at=self._at((gap.start_mm + gap.end_mm) / 2.0, longest.rail.across_mm),
                gap_mm=rounded(gap.end_mm - gap.start_mm),
                needed_mm=room_mm,
                shared_mm=self._figures.mid_gap_mm,
            )

    def rail(self, found: CarriedRail, breaking: Breaking) -> Iterator[Finding]:
        """On one rail: where it runs, what carries it and how it is broken."""
        yield from self._ground(found)
        yield from self._carriers(found)
        if breaking.broken_rule:
            at = self._at(breaking.breaks[0], found.rail.across_mm)
            yield warning("splice-rule-broken", found.rail.id, at=at, rule=breaking.broken_rule)

    def _too_long(self, found: CarriedRail, rails: Sequence[str]) -> Iterator[Finding]:
        start, limit = found.support.start_mm, self._figures.system.max_run_mm
        length = found.support.end_mm - start
        if limit is None or length <= limit + TOLERANCE_MM:
            return
        seats, overhang = found.rail.block.seats, self._figures.system.end_overhang_mm
        fitting = [seat for seat in seats[:-1] if seat.end_mm + overhang - start <= limit + TOLERANCE_MM]
        last = fitting[-1] if fitting else seats[0]
        at = self._at(last.end_mm, found.rail.across_mm)
        yield error(
            "rail-run-too-long",
            *rails,
            at=at,
            run_mm=rounded(length),
            limit_mm=limit,
            after=last.module,
            gap_mm=self._figures.least_break_mm,
        )

    def _ground(self, found: CarriedRail) -> Iterator[Finding]:
        """On what lies under the rail."""
        rail, band = found.rail.id, self._band(found)
        off = self._mask.off_roof(band)
        if off is not None:
            yield error("rail-off-roof", rail, at=self._middle(off), length_mm=rounded(off[2] - off[0]))
        for obstacle, covered in self._mask.obstacles_in(band):
            at, length_mm = self._middle(covered), rounded(covered[2] - covered[0])
            yield error("rail-crosses-obstacle", rail, obstacle, at=at, length_mm=length_mm)

    def _carriers(self, found: CarriedRail) -> Iterator[Finding]:
        """On spans and cantilevers, and on rails with too few attachments to have any."""
        rail, count = found.rail.id, len(found.support.attachments)
        span = excess_span(found.support, found.limits)
        cantilever = excess_cantilever(found.support, found.limits)
        if span is not None:
            figures = {"span_mm": rounded(span.length_mm), "limit_mm": span.limit_mm}
            yield error("span-too-long", rail, at=self._place(span, found), **figures)
        if cantilever is not None:
            figures = {"cantilever_mm": rounded(cantilever.length_mm), "limit_mm": cantilever.limit_mm}
            yield error("cantilever-too-long", rail, at=self._place(cantilever, found), **figures)
        if count == 0:
            yield error("rail-without-attachment", rail, at=self._middle(self._band(found)))
        elif count < LEAST_ATTACHMENTS and cantilever is None:
            yield warning("rail-on-one-attachment", rail, at=self._middle(self._band(found)))

    def _band(self, found: CarriedRail) -> Rect:
        """The rail's outline in rail coordinates."""
        support, across, half = (
            found.support,
            found.rail.across_mm,
            self._figures.system.profile_width_mm / 2.0,
        )
        return (support.start_mm, across - half, support.end_mm, across + half)

    def _place(self, excess: Excess, found: CarriedRail) -> Location:
        return self._at((excess.start_mm + excess.end_mm) / 2.0, found.rail.across_mm)

    def _middle(self, rect: Rect) -> Location:
        return self._at((rect[0] + rect[2]) / 2.0, (rect[1] + rect[3]) / 2.0)

    def _at(self, u: float, v: float) -> Location:
        x, y = to_xy(self._axis, u, v)
        return Location(self._surface, rounded(x), rounded(y))
