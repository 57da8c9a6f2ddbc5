"""Whether attachments in the zones of higher wind load have limits of their own."""

from collections.abc import Iterator

import shapely
from shapely.geometry import Polygon

from designer.core.findings import Finding, note
from designer.core.model.design import Design, Settings
from designer.core.model.plan import HardwareKind, Plan, SurfacePlan


def check_wind(design: Design, plan: Plan) -> Iterator[Finding]:
    """`wind-zones-without-limits` (note): surfaces with attachments in zones that no limit is given for."""
    if _has_limits(design.settings):
        return
    counts = {part.surface: _attachments_in_zones(part) for part in plan.surfaces if part.wind}
    met = [surface for surface, count in counts.items() if count]
    if met:
        yield note("wind-zones-without-limits", *met, attachments=sum(counts.values()))


def _has_limits(settings: Settings) -> bool:
    own = (
        settings.edge_span_mm,
        settings.edge_cantilever_mm,
        settings.corner_span_mm,
        settings.corner_cantilever_mm,
    )
    return any(limit is not None for limit in own)


def _attachments_in_zones(part: SurfacePlan) -> int:
    zones = shapely.union_all([Polygon(area.outline) for area in part.wind])
    shapely.prepare(zones)
    places = [(one.x, one.y) for one in part.hardware if one.kind is HardwareKind.ATTACHMENT]
    return int(shapely.contains_xy(zones, *zip(*places, strict=True)).sum()) if places else 0
