"""The racking stage: from placed modules to rails, bars, splices, joints, attachments and clamps."""

from collections.abc import Sequence

from msgspec import Struct

from designer.core.caching.memo import Age, Memo
from designer.core.findings import Finding
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Surface
from designer.core.model.plan import Hardware, PlacedModule, RailRun
from designer.core.model.rail_choice import asked_layout, rail_layout
from designer.core.racking.figures import Figures, project_figures
from designer.core.racking.groups import RackedGroup, racked_group
from designer.core.racking.joint import PairBreaking, PairMemory, break_pairs
from designer.core.racking.mask import RoofMask
from designer.core.racking.parts import Drafter
from designer.core.racking.rails import CarriedRail, carried
from designer.core.racking.rows import seat_rows
from designer.core.racking.shared_verdicts import layout_findings
from designer.core.racking.sharing import RowGroup, row_groups
from designer.core.racking.verdicts import Judge
from designer.core.racking.wind_limits import WindLimits

_MOST_ROWS = 5_000
"""So many rows are remembered; larger sites are racked anew in part."""


class Racking(Struct, frozen=True, kw_only=True):
    """The racking of one surface."""

    rails: tuple[RailRun, ...]
    hardware: tuple[Hardware, ...]
    findings: tuple[Finding, ...]


_Chain = tuple[CarriedRail, ...]
_Broken = tuple[tuple[_Chain, PairBreaking], ...]
"""The carried rails of a group, chain by chain, and where they are broken."""


class RackingMemory:
    """Rows as they were racked before, with what they follow from. It changes the time, never the racking."""

    def __init__(self, age: Age | None = None) -> None:
        self._racked: Memo[RackedGroup] = Memo(_MOST_ROWS, age=age)
        self._built: Memo[Racking] = Memo(_MOST_ROWS, age=age)
        self.pairs = PairMemory(age)

    def fit(self, rows: int) -> None:
        """There are so many rows now."""
        self._racked.fit(rows)
        self._built.fit(rows)
        self.pairs.fit(rows)

    def racked(self, group: RowGroup, catalog: Catalog, figures: Figures, mask: RoofMask) -> RackedGroup:
        """The rows with their rails."""
        inputs = (group, figures, mask.surface)
        return self._racked.get(
            (mask.surface.id, group.id), inputs, lambda: racked_group(group, catalog, figures, mask)
        )

    def built(self, group: RackedGroup, rails: _Broken, figures: Figures, mask: RoofMask) -> Racking:
        """The group's bars, hardware and findings."""
        inputs = (group, rails, figures, mask.surface)
        return self._built.get(
            (mask.surface.id, group.id), inputs, lambda: _built(group, rails, figures, mask)
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
    layout = rail_layout(design.settings, surface, figures.system)
    groups = row_groups(seat_rows(modules, surface.rail_axis), layout, figures)
    racked = [memory.racked(group, catalog, figures, mask) for group in groups]
    wind = WindLimits(design.settings, surface, figures)
    supported = carried((rail for group in racked for rail in group.rails), figures, mask, wind)
    chains: list[_Chain] = [
        tuple(supported[rail.id] for rail in chain) for group in racked for chain in group.chains
    ]
    broken = iter(zip(chains, break_pairs(chains, figures, _shelf(design), memory.pairs), strict=True))
    parts = [
        memory.built(group, tuple(next(broken) for _ in group.chains), figures, mask) for group in racked
    ]
    asked = asked_layout(design.settings, surface, figures.system)
    return Racking(
        rails=tuple(rail for part in parts for rail in part.rails),
        hardware=tuple(one for part in parts for one in part.hardware),
        findings=(
            *layout_findings(asked, figures.system, modules),
            *(finding for part in parts for finding in part.findings),
        ),
    )


def _built(group: RackedGroup, rails: _Broken, figures: Figures, mask: RoofMask) -> Racking:
    drafter = Drafter(mask.surface.id, mask.surface.rail_axis, figures)
    judge = Judge(mask.surface.id, mask.surface.rail_axis, figures, mask)
    found = {one.rail.id: one for chain, _ in rails for one in chain}
    runs: list[RailRun] = []
    hardware: list[Hardware] = []
    findings = list(group.findings)
    breaking = {
        one.rail.id: breaking
        for chain, breakings in rails
        for one, breaking in zip(chain, breakings, strict=True)
    }
    for block in group.blocks:
        carried_rails = [found[rail.id] for rail in block]
        findings.extend(judge.block(carried_rails))
        for one in carried_rails:
            runs.append(drafter.run(one, breaking[one.rail.id]))
            hardware.extend(drafter.hardware(one, breaking[one.rail.id]))
            findings.extend(judge.rail(one, breaking[one.rail.id]))
    hardware.extend(drafter.joints(list(found.values())))
    return Racking(rails=tuple(runs), hardware=tuple(hardware), findings=tuple(findings))


def _shelf(design: Design) -> tuple[float, ...]:
    """Lengths of the offcuts of the project's rail, mm."""
    return tuple(offcut.length_mm for offcut in design.offcuts if offcut.product == design.products.rail)
