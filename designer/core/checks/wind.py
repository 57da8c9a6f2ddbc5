"""Whether attachments in the zones of higher wind load have limits of their own."""

from collections.abc import Collection, Iterator

import shapely
from shapely.geometry import Polygon

from designer.core.findings import Finding, note
from designer.core.model.design import Design, Settings
from designer.core.model.plan import HardwareKind, Plan, SurfacePlan, WindZone


def check_wind(design: Design, plan: Plan) -> Iterator[Finding]:
    """`wind-zones-without-limits` (note): surfaces with attachments in zones that no limit is given for."""
    open_zones = _without_limits(design.settings)
    counts = {part.surface: _attachments_in(open_zones, part) for part in plan.surfaces if part.wind}
    met = [surface for surface, count in counts.items() if count]
    if met:
        zones = " and ".join(zone.value for zone in open_zones)
        yield note("wind-zones-without-limits", *met, attachments=sum(counts.values()), zones=zones)


def _without_limits(settings: Settings) -> tuple[WindZone, ...]:
    """A corner without limits has those of the edge, an edge without them has none."""
    if settings.edge_span_mm is not None or settings.edge_cantilever_mm is not None:
        return ()
    if settings.corner_span_mm is not None or settings.corner_cantilever_mm is not None:
        return (WindZone.EDGE,)
    return (WindZone.EDGE, WindZone.CORNER)


def _attachments_in(zones: Collection[WindZone], part: SurfacePlan) -> int:
    areas = shapely.union_all([Polygon(area.outline) for area in part.wind if area.zone in zones])
    shapely.prepare(areas)
    places = [(one.x, one.y) for one in part.hardware if one.kind is HardwareKind.ATTACHMENT]
    return int(shapely.contains_xy(areas, *zip(*places, strict=True)).sum()) if places else 0
