"""Serial numbers against the plan: see `designer.core.serials.judging`."""

from collections.abc import Iterator

from designer.core.findings import Finding
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.core.serials.judging import serial_findings


def check_serials(design: Design, catalog: Catalog, plan: Plan) -> Iterator[Finding]:
    """Findings on all serial numbers of the project."""
    return serial_findings(design, catalog, plan.inverters)
