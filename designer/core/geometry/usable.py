"""The part of a surface that modules may cover: outline less setbacks less obstacles with clearance."""

import math
from collections.abc import Sequence

import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon

from designer.core.errors import DesignError

MITRE_LIMIT = 5.0
"""A mitred corner reaches at most this many offsets beyond its vertex; past it the corner is cut off."""


def usable_area(
    outline: Polygon,
    edge_setbacks_mm: Sequence[float],
    obstacles: Sequence[tuple[Polygon, float]],
) -> Polygon | MultiPolygon:
    """Outline less a strip along every edge, less every obstacle grown by its own clearance, mm.

    Edge i of the exterior ring runs from vertex i to vertex i + 1. With one setback for all edges the result
    is the mitred inward offset of the outline. With different ones the least is offset that way, and along
    each edge with a larger one a strip is taken off that goes on by its own width past both ends, as far as
    the offset with that width reaches: so no usable point is nearer to an edge than that edge's setback,
    around inner corners too, and a smaller setback never takes anything away.
    Raises DesignError when the setbacks do not match the edges or a length is negative or not finite.
    """
    _require_lengths(edge_setbacks_mm, "setback")
    _require_lengths([clearance for _, clearance in obstacles], "obstacle clearance")
    remaining = _inside_setbacks(outline, edge_setbacks_mm)
    grown = [_grown(shape, clearance) for shape, clearance in obstacles]
    return _polygons(shapely.difference(remaining, shapely.union_all(grown)) if grown else remaining)


def _require_lengths(values_mm: Sequence[float], name: str) -> None:
    for value in values_mm:
        if not (math.isfinite(value) and value >= 0):
            raise DesignError(f"{name} {value:g} mm is not a length", remedy="give zero or more millimetres")


def _inside_setbacks(outline: Polygon, setbacks_mm: Sequence[float]) -> shapely.Geometry:
    vertices = list(outline.exterior.coords)
    if len(setbacks_mm) != len(vertices) - 1:
        raise DesignError(
            f"{len(setbacks_mm)} setbacks for {len(vertices) - 1} edges",
            remedy="give one setback for each edge",
        )
    least = min(setbacks_mm)
    larger = {setback: _grown(outline, -setback) for setback in sorted(set(setbacks_mm)) if setback > least}
    strips = [
        shapely.difference(_strip(vertices[i : i + 2], setback), larger[setback])
        for i, setback in enumerate(setbacks_mm)
        if setback > least
    ]
    inside = _grown(outline, -least)
    return shapely.difference(inside, shapely.union_all(strips)) if strips else inside


def _strip(edge: Sequence[tuple[float, ...]], width_mm: float) -> shapely.Geometry:
    return LineString(edge).buffer(width_mm, cap_style="square")


def _grown(shape: Polygon, distance_mm: float) -> shapely.Geometry:
    if distance_mm == 0:
        return shape
    return shape.buffer(distance_mm, join_style="mitre", mitre_limit=MITRE_LIMIT)


def _polygons(shape: shapely.Geometry) -> Polygon | MultiPolygon:
    """The areal part of a geometry; lines and points that differences leave behind are dropped."""
    if isinstance(shape, Polygon | MultiPolygon):
        return shape
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, Polygon)]
    return MultiPolygon(parts)
