"""Rows that are racked together, with their rails before these are carried, and what is wrong with them."""

from collections.abc import Iterator

from msgspec import Struct

from designer.core.findings import Finding
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
    """All rails of the rows as one chain."""
    lines = shared_lines(group.rows, figures)
    found = shared_rails(lines, catalog, figures, mask)
    judge = SharedJudge(mask.surface.id, mask.surface.rail_axis, figures, catalog)
    rails = tuple(one.rail for one in found)
    return RackedGroup(
        id=group.id,
        chains=(rails,),
        blocks=tuple((rail,) for rail in rails),
        findings=(*judge.rows(group.rows), *judge.lines(lines), *judge.support(lines), *judge.clamps(found)),
    )
