"""Rows that are racked together, with their rails before these are carried, and what is wrong with them."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from designer.core.findings import Finding
from designer.core.geometry.intervals import normalized
from designer.core.model.catalog import Catalog
from designer.core.racking.blocks import blocks_of
from designer.core.racking.figures import Figures
from designer.core.racking.mask import RoofMask
from designer.core.racking.rails import Rail, rails_of
from designer.core.racking.shared_rails import shared_rails
from designer.core.racking.shared_verdicts import SharedJudge
from designer.core.racking.sharing import RowGroup, shared_lines
from designer.core.racking.verdicts import Judge
from designer.core.racking.zones import rail_pair


class RackedGroup(Struct, frozen=True, kw_only=True):
    """A group of rows with its rails.

    Rails of one of the `chains` are broken together; `blocks` are rails that run under the same modules.
    """

    id: str
    chains: tuple[tuple[Rail, ...], ...]
    blocks: tuple[tuple[Rail, ...], ...]
    findings: tuple[Finding, ...]

    @property
    def rails(self) -> Iterator[Rail]:
        """All rails, chain by chain."""
        return (rail for chain in self.chains for rail in chain)


def racked_group(group: RowGroup, catalog: Catalog, figures: Figures, mask: RoofMask) -> RackedGroup:
    """The rails under a group of rows. CatalogError for an unknown module."""
    return (_shared if group.shared else _paired)(group, catalog, figures, mask)


def _paired(group: RowGroup, catalog: Catalog, figures: Figures, mask: RoofMask) -> RackedGroup:
    """Two rails under every block of the one row."""
    (row,) = group.rows
    pair = rail_pair(row, catalog, figures)
    rails = tuple(rails_of(row, pair, blocks_of(row, figures, mask)))
    judge = Judge(mask.surface.id, mask.surface.rail_axis, figures, mask)
    return RackedGroup(id=group.id, chains=rails, blocks=rails, findings=tuple(judge.row(row, pair)))


def _shared(group: RowGroup, catalog: Catalog, figures: Figures, mask: RoofMask) -> RackedGroup:
    """The rails of the rows, those between two joints of all rows as one chain."""
    lines = shared_lines(group.rows, figures)
    found = shared_rails(lines, catalog, figures, mask)
    judge = SharedJudge(mask.surface.id, mask.surface.rail_axis, figures, catalog)
    rails = tuple(one.rail for one in found)
    return RackedGroup(
        id=group.id,
        chains=tuple(_from_joint_to_joint(rails)),
        blocks=tuple((rail,) for rail in rails),
        findings=(*judge.rows(group.rows), *judge.lines(lines), *judge.support(lines), *judge.clamps(found)),
    )


def _from_joint_to_joint(rails: Sequence[Rail]) -> Iterator[tuple[Rail, ...]]:
    """Rails that lie over the same stretch of the rows."""
    for low, high in normalized((rail.block.first_mm, rail.block.last_mm) for rail in rails):
        yield tuple(rail for rail in rails if low <= rail.block.first_mm <= high)
