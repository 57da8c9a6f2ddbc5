"""Bridges between surfaces: how much cable lies on one."""

import math

from designer.core.geometry.axes import Point
from designer.core.model.design import Design
from designer.edit.framing import in_plan

SLACK_MM = 200.0
"""Cable on a bridge beyond its plan distance: down over the ridge or through the roof, and a bend."""

_STEP_MM = 10.0


def plan_distance_mm(design: Design, first: tuple[str, Point], second: tuple[str, Point]) -> float:
    """How far apart two places, each a surface and a point on it, are as seen from above."""
    here, there = (in_plan(design.surface(name), (point,))[0] for name, point in (first, second))
    return math.dist(here, there)


def bridge_cable_mm(design: Design, first: tuple[str, Point], second: tuple[str, Point]) -> float:
    """The length of cable to propose for a bridge: its plan distance and slack, in full centimetres."""
    return math.ceil((plan_distance_mm(design, first, second) + SLACK_MM) / _STEP_MM) * _STEP_MM
