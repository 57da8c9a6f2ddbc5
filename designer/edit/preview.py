"""What a tool shows while it is at work. It lies over the drawing and is never part of the Design."""

from enum import StrEnum

from msgspec import Struct

from designer.core.geometry.axes import Point, Rect


class Tone(StrEnum):
    """What a preview means; the theme gives it its colour and dash."""

    RUBBER = "rubber"
    """The line that follows the cursor."""
    GHOST = "ghost"
    """A thing as it would be."""
    GOOD = "good"
    """A ghost that is allowed, and the places that are."""
    BAD = "bad"
    """A ghost that breaks a rule, and what it collides with."""
    GUIDE = "guide"
    MEASURE = "measure"
    WINDOW = "window"
    """Selection of what lies inside."""
    CROSSING = "crossing"
    """Selection of what is touched."""


class Path(Struct, frozen=True, kw_only=True):
    """Straight lines through `points`; closed ones may be filled lightly."""

    points: tuple[Point, ...]
    tone: Tone
    closed: bool = False
    filled: bool = False
    branch: int | None = None
    """Number of a branch whose colour to use instead of the tone's."""


class Boxes(Struct, frozen=True, kw_only=True):
    """Many rectangles at once: modules of a row, of a fill."""

    rects: tuple[Rect, ...]
    tone: Tone
    filled: bool = True


class Note(Struct, frozen=True, kw_only=True):
    """A short text at a place of the drawing: a length, a reason.

    An `echo` says what the boxes at the cursor say as well, and is shown only while there are none.
    """

    at: Point
    text: str
    tone: Tone
    echo: bool = False


class Grip(Struct, frozen=True, kw_only=True):
    """A handle of the selection."""

    at: Point
    hot: bool = False


Shape = Path | Boxes | Note | Grip
