"""Bridges between surfaces: where their ends may be, and how much cable lies on one."""

import math

import numpy as np
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import Polygon
from shapely.ops import nearest_points

from designer.core.geometry.axes import Point
from designer.core.model.design import Design, Surface
from designer.edit.edits.framing import in_plan, surfaces_in
from designer.edit.edits.outlines import committed_point
from designer.edit.edits.site import frame_of
from designer.edit.view import View, ViewKind

SLACK_MM = 200.0
"""Cable on a bridge beyond its plan distance: down over the ridge or through the roof, and a bend."""

_STEP_MM = 10.0

_EDGE_MM = 1.0
"""A snap to a ridge or an eave may miss the surface by less than this."""

_HAIR_MM = 0.01


def plan_distance_mm(design: Design, first: tuple[str, Point], second: tuple[str, Point]) -> float:
    """How far apart two places, each a surface and a point on it, are as seen from above."""
    here, there = (in_plan(design.surface(name), (point,))[0] for name, point in (first, second))
    return math.dist(here, there)


def bridge_cable_mm(design: Design, first: tuple[str, Point], second: tuple[str, Point]) -> float:
    """The length of cable to propose for a bridge: its plan distance and slack, in full centimetres."""
    return math.ceil((plan_distance_mm(design, first, second) + SLACK_MM) / _STEP_MM) * _STEP_MM


def places_at(design: Design, view: View, point: Point) -> tuple[tuple[str, Point], ...]:
    """Surfaces at a point of a view, each with the place on it, mm; the one drawn last first.

    Faces that meet in a ridge share its points, so a point may be on several. A place a hair off the edge
    is put just inside, where cable can reach it.
    """
    found = []
    for surface in reversed(surfaces_in(design, view)):
        x, y = frame_of(surface).to_surface(np.array((point,)))[0].tolist()
        at = (x, y) if view.kind is ViewKind.SITE else point
        if (inside := _inside(surface, at)) is not None:
            found.append((surface.id, inside))
    return tuple(found)


def _inside(surface: Surface, at: Point) -> Point | None:
    outline, spot = Polygon(surface.outline), ShapelyPoint(at)
    if outline.distance(spot) > _EDGE_MM:
        return None
    roof = outline.buffer(-_HAIR_MM)
    if roof.is_empty or roof.covers(spot):
        return committed_point(at)
    near = nearest_points(roof, spot)[0]
    return committed_point((near.x, near.y))
