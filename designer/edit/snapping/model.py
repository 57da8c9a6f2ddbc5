"""What snapping can find, and its answer with the reason."""

from enum import StrEnum

from msgspec import Struct

from designer.core.geometry.axes import Point


class SnapKind(StrEnum):
    """What a point was caught by; each kind has a mark of its own."""

    ENDPOINT = "endpoint"
    MIDPOINT = "midpoint"
    INTERSECTION = "intersection"
    CENTRE = "centre"
    MODULE_CORNER = "module-corner"
    PERPENDICULAR = "perpendicular"
    RAIL = "rail"
    RAFTER = "rafter"
    NEAREST = "nearest"
    GRID = "grid"


class Guide(Struct, frozen=True):
    """A helping line that made the point: tracking, ortho, the rail or rafter snapped to."""

    start: Point
    end: Point


class SnapResult(Struct, frozen=True):
    """The point, what caught it, whose it is, and the lines to show."""

    point: Point
    kind: SnapKind
    owner: str = ""
    guides: tuple[Guide, ...] = ()
