"""What is found in a drawing that was exported, edited in a CAD and saved: the program's own things in it.

Coordinates are those of the drawing's model space, mm. Ids are empty where the CAD has dropped them, as those
do that know no attributes.
"""

from enum import StrEnum

from msgspec import Struct

from designer.core.geometry.axes import Point, Rect


class ReturnedKind(StrEnum):
    """What an outline stands for."""

    SURFACE = "surface"
    OBSTACLE = "obstacle"
    WATER = "water line"


class ReturnedModule(Struct, frozen=True, kw_only=True, gc=False):
    """A module's block: its rectangle, and how far it is turned from the surface's directions, degrees."""

    id: str = ""
    rect: Rect
    turned_deg: float = 0.0

    @property
    def middle(self) -> Point:
        """The middle of the module."""
        return ((self.rect[0] + self.rect[2]) / 2.0, (self.rect[1] + self.rect[3]) / 2.0)


class ReturnedLine(Struct, frozen=True, kw_only=True, gc=False):
    """An outline or a water line; a closed one does not repeat its first point."""

    kind: ReturnedKind
    id: str = ""
    points: tuple[Point, ...]


class ReturnedBox(Struct, frozen=True, kw_only=True, gc=False):
    """A junction box by its middle."""

    id: str = ""
    at: Point


class ReturnedDrawing(Struct, frozen=True, kw_only=True):
    """All that was found."""

    modules: tuple[ReturnedModule, ...] = ()
    lines: tuple[ReturnedLine, ...] = ()
    boxes: tuple[ReturnedBox, ...] = ()
