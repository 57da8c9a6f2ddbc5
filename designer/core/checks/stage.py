"""All rules over a Design and its Plan."""

from designer.core.checks.assumed import check_assumed
from designer.core.checks.bends import check_bends
from designer.core.checks.electrical import check_electrical
from designer.core.checks.families import check_families
from designer.core.checks.intents import check_intents
from designer.core.checks.inverters import check_inverters
from designer.core.checks.layout import check_layout
from designer.core.checks.trunk import check_trunk
from designer.core.findings import Finding
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan


def check_plan(design: Design, catalog: Catalog, plan: Plan) -> tuple[Finding, ...]:
    """Findings of every rule, in the order of the work."""
    return (
        *check_layout(design, plan),
        *check_inverters(design, catalog, plan),
        *check_electrical(design, catalog, plan),
        *check_trunk(design, catalog, plan),
        *check_bends(catalog, plan),
        *check_families(design, catalog, plan),
        *check_intents(design, catalog, plan),
        *check_assumed(catalog, plan),
    )
