"""The wind zones of a surface as areas, and where they lie along a rail.

Strips lie along eaves, ridges and verges, corners where the strip of an eave (of a monopitch roof also of its
ridge) comes near a verge. Parapets of a flat roof (EN 1991-1-4, section 7.2.3, same widths) count as eaves
where they run along x and as verges where they run along y. Hips and valleys have no zone of their own here.
"""

from collections.abc import Iterable, Iterator

import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from designer.core.geometry.axes import Point, RailAxis, rect_polygon, rect_uv, rect_xy
from designer.core.geometry.edges import EdgeKind
from designer.core.geometry.intervals import IntervalSet, normalized
from designer.core.model.design import RoofForm, Settings, Surface
from designer.core.model.plan import WindArea, WindZone
from designer.core.racking.wind import WindZones, wind_zones
from designer.core.units import rounded

UPRIGHT_DEG = 90.0
"""A wall: roofs have their zones below this tilt."""

_LEAST_MM2 = 100.0
"""What is left of a strip at the seam of another, smaller than this, is no area."""


def wind_areas(settings: Settings, surface: Surface) -> tuple[WindArea, ...]:
    """The zones of a surface, corners first; none on walls and where the building's height is not known."""
    if settings.building_height_mm is None or surface.tilt_deg >= UPRIGHT_DEG:
        return ()
    zones = _zones(surface, settings.building_height_mm)
    corner, edge = _shapes(surface, zones)
    return (*_areas(WindZone.CORNER, corner), *_areas(WindZone.EDGE, edge))


def stretches(
    areas: Iterable[WindArea], axis: RailAxis, across_mm: float, half_mm: float
) -> dict[WindZone, IntervalSet]:
    """Where a rail at a place across lies in each zone, along it."""
    found: dict[WindZone, list[tuple[float, float]]] = {zone: [] for zone in WindZone}
    for area in areas:
        outline = Polygon(area.outline)
        low, _, high, _ = rect_uv(axis, outline.bounds)
        band = rect_polygon(rect_xy(axis, low, across_mm - half_mm, high, across_mm + half_mm))
        for part in shapely.get_parts(outline.intersection(band)):
            if part.area > 0.0:
                start, _, end, _ = rect_uv(axis, part.bounds)
                found[area.zone].append((start, end))
    return {zone: normalized(spans) for zone, spans in found.items()}


def _zones(surface: Surface, height_mm: float) -> WindZones:
    xs, ys = zip(*surface.outline, strict=True)
    return wind_zones(
        surface.roof_form,
        eave_length_mm=max(xs) - min(xs),
        slope_length_mm=max(ys) - min(ys),
        height_mm=height_mm,
        tilt_deg=surface.tilt_deg,
    )


def _shapes(surface: Surface, zones: WindZones) -> tuple[BaseGeometry, BaseGeometry]:
    """The corners, and the strips without them."""
    roof = Polygon(surface.outline)
    eaves, ridges, verges = _edges(surface)
    cornered = (*eaves, *ridges) if surface.roof_form is RoofForm.MONOPITCH else eaves
    strips = shapely.union_all([*_strips((*eaves, *ridges), zones.eave_mm), *_strips(verges, zones.verge_mm)])
    near_verge = shapely.union_all([*_strips(verges, zones.corner_along_eave_mm)])
    corner = shapely.union_all([*_strips(cornered, zones.corner_up_slope_mm)]).intersection(near_verge)
    corner = corner.intersection(roof)
    return corner, strips.intersection(roof).difference(corner)


def _edges(surface: Surface) -> tuple[list[LineString], list[LineString], list[LineString]]:
    """Eaves, ridges and verges of a surface."""
    eaves: list[LineString] = []
    ridges: list[LineString] = []
    verges: list[LineString] = []
    ends = (*surface.outline[1:], surface.outline[0])
    for start, end, kind in zip(surface.outline, ends, surface.edges, strict=True):
        line = LineString((start, end))
        if kind is EdgeKind.RIDGE:
            ridges.append(line)
        elif kind is EdgeKind.EAVE or (kind is EdgeKind.PARAPET and _runs_level(start, end)):
            eaves.append(line)
        elif kind in (EdgeKind.VERGE, EdgeKind.PARAPET):
            verges.append(line)
    return eaves, ridges, verges


def _runs_level(start: Point, end: Point) -> bool:
    return abs(end[0] - start[0]) >= abs(end[1] - start[1])


def _strips(lines: Iterable[LineString], width_mm: float) -> Iterator[BaseGeometry]:
    return (line.buffer(width_mm, cap_style="flat") for line in lines)


def _areas(zone: WindZone, shape: BaseGeometry) -> Iterator[WindArea]:
    for part in shapely.get_parts(shape):
        if isinstance(part, Polygon) and part.area > _LEAST_MM2:
            yield from _simple(zone, part)


def _simple(zone: WindZone, part: Polygon) -> Iterator[WindArea]:
    """A part as outlines without holes: a ring of strips is cut in two down its middle."""
    if not part.interiors:
        ring = tuple((rounded(x), rounded(y)) for x, y in part.exterior.coords[:-1])
        yield WindArea(zone=zone, outline=ring)
        return
    x0, y0, x1, y1 = part.bounds
    middle = part.interiors[0].centroid.x
    for low, high in ((x0, middle), (middle, x1)):
        for half in shapely.get_parts(part.intersection(shapely.box(low, y0, high, y1))):
            if isinstance(half, Polygon) and half.area > _LEAST_MM2:
                yield from _simple(zone, half)
