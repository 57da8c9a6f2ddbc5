"""How much space an inverter is given."""

from designer.core.model.catalog import Inverter
from designer.core.model.design import Settings


def clearance_mm(settings: Settings, inverter: Inverter) -> float:
    """Free space all round an inverter, mm: the project's own figure, else its maker's."""
    return inverter.clearance_mm if settings.clearance_mm is None else settings.clearance_mm
