"""Lines along which water runs, and the ground near them that connectors keep off."""

from itertools import pairwise

from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from designer.core.geometry.edges import EdgeKind
from designer.core.model.design import Surface

_WATER_EDGES = frozenset({EdgeKind.EAVE, EdgeKind.VALLEY})
"""Gutters hang along eaves, and valleys channel the water of two surfaces."""


def water_lines(surface: Surface) -> list[LineString]:
    """Gutters, valleys and drawn channels of a surface."""
    ring = (*surface.outline, surface.outline[0])
    edges = zip(pairwise(ring), surface.edges, strict=True)
    found = [LineString(ends) for ends, kind in edges if kind in _WATER_EDGES]
    return found + [LineString(line.points) for line in surface.water_lines]


def wet_areas(surface: Surface, distance_mm: float) -> list[BaseGeometry]:
    """Where no connector may be: `distance_mm` round every water line."""
    return [line.buffer(distance_mm) for line in water_lines(surface)]
