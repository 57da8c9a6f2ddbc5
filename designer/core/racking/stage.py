"""The racking stage: from placed modules to rails, bars, splices, joints, attachments and clamps."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from designer.core.findings import Finding
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Surface
from designer.core.model.plan import Hardware, PlacedModule, RailRun
from designer.core.racking.bars import Breaking, break_rail
from designer.core.racking.blocks import blocks_of
from designer.core.racking.figures import Figures, project_figures
from designer.core.racking.mask import RoofMask
from designer.core.racking.parts import Drafter
from designer.core.racking.rails import CarriedRail, Rail, carried, rails_of
from designer.core.racking.rows import SeatRow, seat_rows
from designer.core.racking.verdicts import Judge
from designer.core.racking.zones import RailPair, rail_pair


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


def rack_surface(
    design: Design, surface: Surface, catalog: Catalog, modules: Sequence[PlacedModule]
) -> Racking:
    """Rails and hardware under the placed `modules` of one surface.

    What cannot be built by the maker's rules is built as far as possible and told in a finding.
    Raises CatalogError for unknown products or a rail without stock, DesignError for a span or a rafter
    spacing that is no length.
    """
    figures, mask = project_figures(design, catalog), RoofMask(surface)
    rows = [_racked_row(row, catalog, figures, mask) for row in seat_rows(modules, surface.rail_axis)]
    supported = carried((rail for row in rows for pair in row.rails for rail in pair), figures, mask)
    drafter = Drafter(surface.id, surface.rail_axis, figures)
    judge = Judge(surface.id, surface.rail_axis, figures, mask)
    rails: list[RailRun] = []
    hardware: list[Hardware] = []
    findings: list[Finding] = []
    for row in rows:
        mine = [[supported[rail.id] for rail in pair] for pair in row.rails]
        findings.extend(judge.row(row.row, row.pair))
        for pair in mine:
            findings.extend(judge.block(pair))
            for found, breaking in _broken(pair, figures):
                rails.append(drafter.run(found, breaking))
                hardware.extend(drafter.hardware(found, breaking))
                findings.extend(judge.rail(found, breaking))
        hardware.extend(drafter.joints([found for pair in mine for found in pair]))
    return Racking(rails=tuple(rails), hardware=tuple(hardware), findings=tuple(findings))


def _racked_row(row: SeatRow, catalog: Catalog, figures: Figures, mask: RoofMask) -> _RackedRow:
    pair = rail_pair(row, catalog, figures.system.profile_width_mm)
    return _RackedRow(row=row, pair=pair, rails=tuple(rails_of(row, pair, blocks_of(row, figures, mask))))


def _broken(pair: Sequence[CarriedRail], figures: Figures) -> Iterator[tuple[CarriedRail, Breaking]]:
    """The two rails of a block with their breaks, the upper one's staggered against the lower one's."""
    partner: tuple[float, ...] = ()
    for found in pair:
        clamps = [(clamp.start_mm, clamp.end_mm) for clamp in found.rail.block.clamps]
        breaking = break_rail(found.support, figures, clamps=clamps, partner=partner)
        yield found, breaking
        partner = breaking.breaks
