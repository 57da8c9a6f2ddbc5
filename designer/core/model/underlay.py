"""What lies under the drawing to be traced: lines of another drawing, and pictures. No plan follows from it.

An underlay lies in the frame of a surface, or on the site plan (east and north, seen from above) where
`surface` is empty; all lengths in mm.
"""

from enum import StrEnum

from msgspec import Struct

from designer.core.geometry.axes import Point

Quad = tuple[Point, Point, Point, Point]


class UnderlayLine(Struct, frozen=True, kw_only=True, gc=False):
    """A line of straight parts; a closed one does not repeat its first point."""

    points: tuple[Point, ...]
    closed: bool = False


class UnderlayText(Struct, frozen=True, kw_only=True, gc=False):
    """One line of text by its lower left corner; `height_mm` is that of the capitals."""

    at: Point
    text: str
    height_mm: float
    rotation_deg: float = 0.0


class Underlay(Struct, frozen=True, kw_only=True, gc=False):
    """One layer of another drawing. `opacity` is above 0 and 1 at most."""

    id: str
    name: str
    surface: str = ""
    lines: tuple[UnderlayLine, ...] = ()
    texts: tuple[UnderlayText, ...] = ()
    shown: bool = True
    opacity: float = 0.6


class PictureMedia(StrEnum):
    """Formats of pictures that every part of the program can show."""

    PNG = "image/png"
    JPEG = "image/jpeg"


class PictureUnderlay(Struct, frozen=True, kw_only=True, gc=False):
    """A picture, placed by four of its points: `pixels` (x right, y down from its upper left corner) lie at
    `places`. Between them it is drawn in perspective, so a slanting photograph is set straight by corners.
    """

    id: str
    name: str
    surface: str = ""
    media: PictureMedia
    data: bytes
    width_px: int
    height_px: int
    pixels: Quad
    places: Quad
    shown: bool = True
    opacity: float = 0.7
