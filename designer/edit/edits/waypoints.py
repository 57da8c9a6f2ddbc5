"""Edits of waypoints, and between which neighbours a place on a cable lies."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace
from shapely.geometry import LineString
from shapely.geometry import Point as ShapelyPoint

from designer.core.geometry.axes import Point
from designer.core.model.design import Design, Waypoint
from designer.core.model.plan import BranchPlan, Plan
from designer.edit.edits.numbering import WAYPOINT, Numberer
from designer.edit.edits.outlines import committed_point

_SAME_MM = 0.05
"""Ports are rounded when they are placed; nearer than this a bend of the route is the port."""


class CableStep(Struct, frozen=True, kw_only=True):
    """The way of a branch's cable between two neighbours, as far as it lies on one surface."""

    branch: str
    between: tuple[str, str]
    surface: str
    points: tuple[Point, ...]


def cable_steps(branch: BranchPlan) -> Iterator[CableStep]:
    """The cable of a branch from neighbour to neighbour, in its order from the far end to the box."""
    ports = [drop for drop in branch.drops if drop.inverter]
    stops = [*(port.inverter for port in ports), branch.box]
    place = 0
    for surface, start, end in _legs(branch):
        yield CableStep(
            branch=branch.id,
            between=(stops[place], stops[place + 1]),
            surface=surface,
            points=(start, end),
        )
        if place + 1 < len(ports):
            port = ports[place + 1]
            if port.surface == surface and math.dist(end, (port.x, port.y)) <= _SAME_MM:
                place += 1


def nearest_step(plan: Plan, surface: str, at: Point, reach_mm: float) -> CableStep | None:
    """The piece of cable on a surface that is nearest to a point, if one is within reach."""
    spot = ShapelyPoint(at)
    steps = [step for branch in plan.branches for step in cable_steps(branch) if step.surface == surface]
    ways = [(LineString(step.points).distance(spot), index) for index, step in enumerate(steps)]
    near = [way for way in ways if way[0] <= reach_mm]
    return steps[min(near)[1]] if near else None


def whole_step(plan: Plan, step: CableStep) -> tuple[tuple[Point, ...], ...]:
    """All parts of the way between the same two neighbours on the same surface."""
    branch = next(branch for branch in plan.branches if branch.id == step.branch)
    return tuple(
        one.points
        for one in cable_steps(branch)
        if one.between == step.between and one.surface == step.surface
    )


def add_waypoint(design: Design, between: tuple[str, str], surface: str, at: Point) -> Design:
    """The Design with one more place that the cable between two neighbours passes."""
    numbers = Numberer(design)
    x, y = committed_point(at)
    added = Waypoint(id=numbers.new(WAYPOINT), between=between, surface=surface, x=x, y=y)
    return numbers.stamped(replace(design, waypoints=(*design.waypoints, added)))


def move_waypoint(design: Design, waypoint_id: str, at: Point) -> Design:
    """The Design with a waypoint at another place of its surface."""
    x, y = committed_point(at)
    return replace(
        design,
        waypoints=tuple(replace(one, x=x, y=y) if one.id == waypoint_id else one for one in design.waypoints),
    )


def nearest_waypoint(
    waypoints: Sequence[Waypoint], surface: str, at: Point, reach_mm: float
) -> Waypoint | None:
    """The waypoint of a surface that is nearest to a point, if one is within reach."""
    near = [
        (math.dist((one.x, one.y), at), index)
        for index, one in enumerate(waypoints)
        if one.surface == surface and math.dist((one.x, one.y), at) <= reach_mm
    ]
    return waypoints[min(near)[1]] if near else None


def _legs(branch: BranchPlan) -> Iterator[tuple[str, Point, Point]]:
    for piece in branch.pieces:
        for part in piece.route:
            for start, end in pairwise(part.points):
                if math.dist(start, end) > 0.0:
                    yield part.surface, start, end
