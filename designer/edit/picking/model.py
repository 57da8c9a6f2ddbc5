"""What a person points at: ids of the Design and the Plan by place."""

from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from designer.core.geometry.axes import Point, Rect


class Kind(StrEnum):
    """What can be picked."""

    SURFACE = "surface"
    EDGE = "edge"
    """An edge of a surface: its id is the surface's, `part` counts from 0."""
    OBSTACLE = "obstacle"
    WATER_LINE = "water-line"
    MODULE = "module"
    REMOVED = "removed"
    """A removed module at the place it may come back to."""
    INVERTER = "inverter"
    BOX = "box"
    BRIDGE = "bridge"
    BRANCH = "branch"
    """A cable or port of a branch: its id is the branch's."""
    RAIL = "rail"
    WAYPOINT = "waypoint"
    DIMENSION = "dimension"
    TEXT = "text"
    UNDERLAY = "underlay"
    """A line of an underlay: snapped to, and never picked, so that it is not in the way."""


class Hit(Struct, frozen=True):
    """Something under the cursor. `part` counts edges from 0."""

    id: str
    kind: Kind
    distance_mm: float = 0.0
    part: int = 0


class Picker(Protocol):
    """Finds things of one view."""

    def at(self, point: Point, reach_mm: float) -> tuple[Hit, ...]:
        """Things within `reach_mm` of a point, the one meant first: small before large, upper first."""
        ...

    def within(self, rect: Rect, *, crossing: bool = False) -> frozenset[str]:
        """Ids of things wholly inside a rectangle; with `crossing` also of those that it touches."""
        ...
