"""Marks where a result of the engines failed its check: nobody may build there, so every drawing says so."""

from designer.core.checks.results.faults import faults
from designer.core.findings import Finding, Location
from designer.core.geometry.axes import Point
from designer.core.model.plan import Plan
from designer.drawing.labels import label
from designer.drawing.layers import LayerName
from designer.drawing.model import Item, Polyline, Role
from designer.drawing.style import Style

ARM_MM = 150.0
"""From the middle of the cross to its ends."""


def fault_items(plan: Plan, surface_id: str, style: Style) -> tuple[Item, ...]:
    """A cross and the name of what failed, for each failed check with a place on the surface."""
    return tuple(
        item
        for finding in faults(plan.findings)
        if finding.location is not None and finding.location.surface == surface_id
        for item in _mark(finding, finding.location, style)
    )


def _mark(finding: Finding, place: Location, style: Style) -> tuple[Item, ...]:
    x, y, arm = place.x, place.y, ARM_MM
    owner = finding.subjects[0]
    return (
        _stroke((x - arm, y - arm), (x + arm, y + arm), owner),
        _stroke((x - arm, y + arm), (x + arm, y - arm), owner),
        label(f"CHECK FAILED: {owner}", (x, y + arm + style.port_mm), style.port_mm, owner),
    )


def _stroke(start: Point, end: Point, owner: str) -> Polyline:
    return Polyline(points=(start, end), layer=LayerName.TEXT, role=Role.LABEL, owner=owner)
