"""What is wrong with rows that share rails: how they lie on them, and where their clamps stand."""

from collections.abc import Iterable, Iterator, Sequence

from designer.core.findings import Finding, Location, error
from designer.core.geometry.axes import RailAxis, to_xy
from designer.core.model.catalog import Catalog
from designer.core.model.plan import PlacedModule
from designer.core.model.rail_layout import RailLayout
from designer.core.model.rail_system import RailSystem
from designer.core.racking.clamp_zones import edge_overloaded
from designer.core.racking.figures import Figures
from designer.core.racking.rows import SeatRow
from designer.core.racking.shared_rails import SharedRail
from designer.core.racking.sharing import SharedLine
from designer.core.units import TOLERANCE_MM, rounded


class SharedJudge:
    """Finds what is wrong with rows of one surface that share rails, all of it errors.

    `clamp-load-exceeded` (row, products), `shared-bearing-short` (the rows on a rail),
    `shared-support-short` (product, rows) and `shared-clamps-apart` (rail, the two modules).
    """

    def __init__(self, surface: str, axis: RailAxis, figures: Figures, catalog: Catalog) -> None:
        self._surface, self._axis, self._figures, self._catalog = surface, axis, figures, catalog

    def rows(self, rows: Iterable[SeatRow]) -> Iterator[Finding]:
        """`clamp-load-exceeded`: no zone along the edges of these products bears the project's loads."""
        loads = self._figures.loads
        if loads is None:
            return
        for row in rows:
            sides = {(seat.product, seat.end_mm - seat.start_mm) for seat in row.seats}
            names = sorted(
                {name for name, side in sides if edge_overloaded(self._catalog.module(name), side, loads)}
            )
            if names:
                figures = {"pressure_pa": loads.pressure_pa, "uplift_pa": loads.uplift_pa}
                at = self._at(row.seats[0].start_mm, row.lower_mm)
                yield error("clamp-load-exceeded", row.id, *names, at=at, **figures)

    def lines(self, lines: Iterable[SharedLine]) -> Iterator[Finding]:
        """`shared-bearing-short`: modules lie on a rail by less than its system asks for."""
        half, least = self._figures.system.profile_width_mm / 2.0, self._figures.bearing_mm
        for line in lines:
            reaches = [line.across_mm - row.upper_mm for row in line.below]
            reaches += [row.lower_mm - line.across_mm for row in line.above]
            bearing = half - max(reaches)
            if bearing < least - TOLERANCE_MM:
                rows = (*line.below, *line.above)
                first = min(seat.start_mm for row in rows for seat in row.seats)
                yield error(
                    "shared-bearing-short",
                    *(row.id for row in rows),
                    at=self._at(first, line.across_mm),
                    bearing_mm=rounded(bearing),
                    least_mm=least,
                    gap_mm=self._figures.system.gap_between_rows_mm(RailLayout.SHARED),
                )

    def support(self, lines: Iterable[SharedLine]) -> Iterator[Finding]:
        """`shared-support-short`: less of a product's back lies on a rail than its manual asks for."""
        rows: dict[str, list[str]] = {}
        worst: dict[str, tuple[float, Location]] = {}
        for row, product, bearing, at in self._bearings(lines):
            needed = self._catalog.module(product).edge_support_mm
            if needed is not None and bearing < needed - TOLERANCE_MM:
                rows.setdefault(product, []).append(row)
                worst[product] = min(worst.get(product, (bearing, at)), (bearing, at), key=lambda one: one[0])
        for product, (bearing, at) in worst.items():
            figures = {
                "bearing_mm": rounded(bearing),
                "needed_mm": self._catalog.module(product).edge_support_mm or 0.0,
            }
            yield error("shared-support-short", product, *dict.fromkeys(rows[product]), at=at, **figures)

    def _bearings(self, lines: Iterable[SharedLine]) -> Iterator[tuple[str, str, float, Location]]:
        """Row, product, how far it lies on a rail, and where."""
        half = self._figures.system.profile_width_mm / 2.0
        for line in lines:
            edges = [(row, row.upper_mm) for row in line.below] + [(row, row.lower_mm) for row in line.above]
            for row, edge in edges:
                at = self._at(row.seats[0].start_mm, line.across_mm)
                for product in dict.fromkeys(seat.product for seat in row.seats):
                    yield row.id, product, half - abs(line.across_mm - edge), at

    def clamps(self, rails: Iterable[SharedRail]) -> Iterator[Finding]:
        """`shared-clamps-apart`: clamps that lie in the zone of one module and in none of the other's."""
        for found in rails:
            if found.misfits:
                worst = max(found.misfits, key=lambda misfit: (misfit.missing_mm, -misfit.at_mm))
                yield error(
                    "shared-clamps-apart",
                    found.rail.id,
                    worst.module,
                    worst.other,
                    at=self._at(worst.at_mm, found.rail.across_mm),
                    missing_mm=rounded(worst.missing_mm),
                    clamps=len(found.misfits),
                )

    def _at(self, along_mm: float, across_mm: float) -> Location:
        x, y = to_xy(self._axis, along_mm, across_mm)
        return Location(self._surface, rounded(x), rounded(y))


def layout_findings(
    asked: RailLayout, system: RailSystem, modules: Sequence[PlacedModule]
) -> Iterator[Finding]:
    """`no-shared-rails` (error, system): shared rails are asked for of a system without such a layout."""
    if asked is RailLayout.SHARED and system.shared is None and modules:
        x0, y0, _, _ = modules[0].rect
        yield error("no-shared-rails", system.id, at=Location(modules[0].surface, rounded(x0), rounded(y0)))
