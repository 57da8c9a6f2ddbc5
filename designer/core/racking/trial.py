"""What is wrong with rails as they would be, before they are cut into bars."""

from collections.abc import Sequence

from designer.core.findings import Finding, Severity
from designer.core.model.catalog import Catalog
from designer.core.model.plan import PlacedModule
from designer.core.racking.bars import Breaking
from designer.core.racking.blocks import blocks_of
from designer.core.racking.figures import Figures
from designer.core.racking.mask import RoofMask
from designer.core.racking.rails import Rail, carried, rails_of
from designer.core.racking.rows import seat_rows
from designer.core.racking.verdicts import Judge
from designer.core.racking.wind_limits import WindLimits
from designer.core.racking.zones import rail_pair

_WHOLE = Breaking(breaks=())


class Trial:
    """Racks rows of one surface as the stage does, up to the bars, which have no part in any error."""

    def __init__(self, catalog: Catalog, figures: Figures, mask: RoofMask, wind: WindLimits) -> None:
        self._catalog, self._figures, self._mask, self._wind = catalog, figures, mask, wind
        self._axis = mask.surface.rail_axis
        self._judge = Judge(mask.surface.id, self._axis, figures, mask)

    def errors(self, modules: Sequence[PlacedModule]) -> int:
        """How many errors the stage would find under these modules and no others."""
        findings: list[Finding] = []
        pairs: list[tuple[Rail, Rail]] = []
        for row in seat_rows(modules, self._axis):
            pair = rail_pair(row, self._catalog, self._figures)
            findings += self._judge.row(row, pair)
            pairs += rails_of(row, pair, blocks_of(row, self._figures, self._mask))
        found = carried((rail for pair in pairs for rail in pair), self._figures, self._mask, self._wind)
        for lower, upper in pairs:
            both = (found[lower.id], found[upper.id])
            findings += self._judge.block(both)
            findings += (finding for one in both for finding in self._judge.rail(one, _WHOLE))
        return sum(finding.severity is Severity.ERROR for finding in findings)
