"""Edits of what the edges of a surface are."""

from msgspec.structs import replace
from shapely.geometry import LineString
from shapely.geometry import Point as ShapelyPoint

from designer.core.geometry.axes import Point
from designer.core.geometry.edges import EdgeKind
from designer.core.model.design import Design, Surface
from designer.edit.edits.roof import with_surface


def set_edge_kind(design: Design, surface_id: str, edge: int, kind: EdgeKind) -> Design:
    """The Design with another kind for one edge, counted from 0. KeyError when there is no such surface."""
    return with_surface(
        design, surface_id, lambda old: replace(old, edges=(*old.edges[:edge], kind, *old.edges[edge + 1 :]))
    )


def edge_line(surface: Surface, edge: int) -> tuple[Point, Point]:
    """Both ends of an edge."""
    return surface.outline[edge], surface.outline[(edge + 1) % len(surface.outline)]


def nearest_edge(surface: Surface, at: Point, reach_mm: float) -> int | None:
    """The edge nearest to a point, if it is within reach."""
    spot = ShapelyPoint(at)
    distances = [LineString(edge_line(surface, edge)).distance(spot) for edge in range(len(surface.outline))]
    nearest = min(range(len(distances)), key=distances.__getitem__)
    return nearest if distances[nearest] <= reach_mm else None
