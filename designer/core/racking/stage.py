"""The racking stage: from placed modules to rails, bars, splices, joints, attachments and clamps."""

from collections.abc import Sequence

from msgspec import Struct

from designer.core.caching.memo import Memo
from designer.core.findings import Finding
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Surface
from designer.core.model.plan import Hardware, PlacedModule, RailRun
from designer.core.racking.blocks import blocks_of
from designer.core.racking.figures import Figures, project_figures
from designer.core.racking.joint import PairBreaking, PairMemory, break_pairs
from designer.core.racking.mask import RoofMask
from designer.core.racking.parts import Drafter
from designer.core.racking.rails import CarriedRail, Rail, carried, rails_of
from designer.core.racking.rows import SeatRow, seat_rows
from designer.core.racking.verdicts import Judge
from designer.core.racking.wind_limits import WindLimits
from designer.core.racking.zones import RailPair, rail_pair

_MOST_ROWS = 5_000
"""So many rows are remembered; larger sites are racked anew in part."""


class Racking(Struct, frozen=True, kw_only=True):
    """The racking of one surface."""

    rails: tuple[RailRun, ...]
    hardware: tuple[Hardware, ...]
    findings: tuple[Finding, ...]


class _RackedRow(Struct, frozen=True, kw_only=True):
    """A row, its rail pair, and its rails two by two along the row."""

    row: SeatRow
    pair: RailPair
    rails: tuple[tuple[Rail, Rail], ...]


_Pair = tuple[CarriedRail, CarriedRail]
_Broken = tuple[tuple[_Pair, PairBreaking], ...]
"""The carried rails of a row, two by two along the row, and where they are broken."""


class RackingMemory:
    """Rows as they were racked before, with what they follow from. It changes the time, never the racking."""

    def __init__(self) -> None:
        self._racked: Memo[_RackedRow] = Memo(_MOST_ROWS)
        self._built: Memo[Racking] = Memo(_MOST_ROWS)
        self.pairs = PairMemory()

    def racked(self, row: SeatRow, catalog: Catalog, figures: Figures, mask: RoofMask) -> _RackedRow:
        """The row with its rails."""
        inputs = (row, figures, mask.surface)
        return self._racked.get(
            (mask.surface.id, row.id), inputs, lambda: _racked_row(row, catalog, figures, mask)
        )

    def built(self, row: _RackedRow, rails: _Broken, figures: Figures, mask: RoofMask) -> Racking:
        """The row's bars, hardware and findings."""
        inputs = (row, rails, figures, mask.surface)
        return self._built.get(
            (mask.surface.id, row.row.id), inputs, lambda: _built(row, rails, figures, mask)
        )


def rack_surface(
    design: Design,
    surface: Surface,
    catalog: Catalog,
    modules: Sequence[PlacedModule],
    memory: RackingMemory | None = None,
) -> Racking:
    """Rails and hardware under the placed `modules` of one surface.

    What cannot be built by the maker's rules is built as far as possible and told in a finding. `memory` is
    what racking with the same catalogue left behind; the result does not depend on it.
    Raises CatalogError for unknown products or a rail without stock, DesignError for a span or a rafter
    spacing that is no length.
    """
    figures, mask, memory = project_figures(design, catalog), RoofMask(surface), memory or RackingMemory()
    rows = [memory.racked(row, catalog, figures, mask) for row in seat_rows(modules, surface.rail_axis)]
    wind = WindLimits(design.settings, surface, figures)
    supported = carried((rail for row in rows for pair in row.rails for rail in pair), figures, mask, wind)
    pairs: list[_Pair] = [
        (supported[lower.id], supported[upper.id]) for row in rows for lower, upper in row.rails
    ]
    broken = iter(zip(pairs, break_pairs(pairs, figures, _shelf(design), memory.pairs), strict=True))
    parts = [memory.built(row, tuple(next(broken) for _ in row.rails), figures, mask) for row in rows]
    return Racking(
        rails=tuple(rail for part in parts for rail in part.rails),
        hardware=tuple(one for part in parts for one in part.hardware),
        findings=tuple(finding for part in parts for finding in part.findings),
    )


def _racked_row(row: SeatRow, catalog: Catalog, figures: Figures, mask: RoofMask) -> _RackedRow:
    pair = rail_pair(row, catalog, figures)
    return _RackedRow(row=row, pair=pair, rails=tuple(rails_of(row, pair, blocks_of(row, figures, mask))))


def _built(row: _RackedRow, rails: _Broken, figures: Figures, mask: RoofMask) -> Racking:
    drafter = Drafter(mask.surface.id, mask.surface.rail_axis, figures)
    judge = Judge(mask.surface.id, mask.surface.rail_axis, figures, mask)
    runs: list[RailRun] = []
    hardware: list[Hardware] = []
    findings = list(judge.row(row.row, row.pair))
    for pair, breakings in rails:
        findings.extend(judge.block(pair))
        for found, breaking in zip(pair, breakings, strict=True):
            runs.append(drafter.run(found, breaking))
            hardware.extend(drafter.hardware(found, breaking))
            findings.extend(judge.rail(found, breaking))
    hardware.extend(drafter.joints([found for pair, _ in rails for found in pair]))
    return Racking(rails=tuple(runs), hardware=tuple(hardware), findings=tuple(findings))


def _shelf(design: Design) -> tuple[float, ...]:
    """Lengths of the offcuts of the project's rail, mm."""
    return tuple(offcut.length_mm for offcut in design.offcuts if offcut.product == design.products.rail)
