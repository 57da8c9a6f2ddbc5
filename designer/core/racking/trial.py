"""What is wrong with rails as they would be, before they are cut into bars."""

from collections.abc import Sequence

from designer.core.findings import Finding, Severity
from designer.core.model.catalog import Catalog
from designer.core.model.plan import PlacedModule
from designer.core.model.rail_layout import RailLayout
from designer.core.racking.bars import Breaking
from designer.core.racking.figures import Figures
from designer.core.racking.groups import racked_group
from designer.core.racking.mask import RoofMask
from designer.core.racking.rails import carried
from designer.core.racking.rows import seat_rows
from designer.core.racking.sharing import row_groups
from designer.core.racking.verdicts import Judge
from designer.core.racking.wind_limits import WindLimits

_WHOLE = Breaking(breaks=())


class Trial:
    """Racks rows of one surface as the stage does, up to the bars, which have no part in any error."""

    def __init__(
        self,
        catalog: Catalog,
        figures: Figures,
        mask: RoofMask,
        wind: WindLimits,
        layout: RailLayout = RailLayout.PAIRS,
    ) -> None:
        self._catalog, self._figures, self._mask, self._wind = catalog, figures, mask, wind
        self._layout = layout
        self._axis = mask.surface.rail_axis
        self._judge = Judge(mask.surface.id, self._axis, figures, mask)

    def errors(self, modules: Sequence[PlacedModule]) -> int:
        """How many errors the stage would find under these modules and no others."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings(modules))

    def findings(self, modules: Sequence[PlacedModule]) -> list[Finding]:
        """What the stage would find under these modules and no others, splices aside."""
        rows = row_groups(seat_rows(modules, self._axis), self._layout, self._figures)
        groups = [racked_group(group, self._catalog, self._figures, self._mask) for group in rows]
        rails = (rail for group in groups for rail in group.rails)
        found = carried(rails, self._figures, self._mask, self._wind)
        findings: list[Finding] = [finding for group in groups for finding in group.findings]
        for block in (block for group in groups for block in group.blocks):
            carriers = [found[rail.id] for rail in block]
            findings += self._judge.block(carriers)
            findings += (finding for one in carriers for finding in self._judge.rail(one, _WHOLE))
        return findings
