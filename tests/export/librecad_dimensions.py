"""Where LibreCAD 2.2 writes the texts of dimensions: a model of its own way, knowing only the file.

It draws all dimensions by the header ($DIMTXT, $DIMGAP), turns a text along its dimension line whatever
text_rotation says, and moves one that is longer than its dimension further along by half of both lengths
and the gap. Measured on its prints; widths of letters are those of its font for simplex.shx.
"""

import math
from dataclasses import dataclass

from ezdxf.document import Drawing as Document
from ezdxf.entities import Dimension
from shapely import STRtree
from shapely.affinity import rotate, translate
from shapely.geometry import Polygon, box

_BETWEEN = 1.0 / 3.0
_SPACE = 0.75
_NARROW = {"'": 0.15, "(": 0.15, ")": 0.15, "l": 0.15}
_USUAL = 0.5


@dataclass(frozen=True)
class Written:
    """A text of a dimension: what it says, its layer and what it takes up."""

    text: str
    layer: str
    area: Polygon


def as_librecad_draws(document: Document) -> list[Written]:
    """All texts of dimensions in model space, in their order in the file."""
    return [_by_the_header(document, one) for one in _dimensions(document)]


def as_meant(document: Document) -> list[Written]:
    """The same as the blocks of the dimensions show them, which other programs draw."""
    return [_by_its_block(one) for one in _dimensions(document)]


def meetings(written: list[Written]) -> list[tuple[str, str]]:
    """Texts that lie on each other."""
    tree = STRtree([one.area for one in written])
    pairs = tree.query([one.area for one in written], predicate="intersects").T
    return [(written[i].text, written[j].text) for i, j in pairs.tolist() if i < j]


def width(text: str, height: float) -> float:
    """Of a line of text in LibreCAD's font."""
    letters = sum(_SPACE if c == " " else _NARROW.get(c, _USUAL) + _BETWEEN for c in text)
    return height * (letters - _BETWEEN)


def _dimensions(document: Document) -> list[Dimension]:
    return list(document.modelspace().query("DIMENSION"))


def _figure(dimension: Dimension):
    """The text in the block of a dimension."""
    (text,) = dimension.get_geometry_block().query("TEXT")
    return text.dxf


def _by_the_header(document: Document, dimension: Dimension) -> Written:
    height, gap = document.header["$DIMTXT"], document.header["$DIMGAP"]
    text, dxf = _figure(dimension).text, dimension.dxf
    turn = math.radians(dxf.angle)
    along = (dxf.defpoint3 - dxf.defpoint2).dot((math.cos(turn), math.sin(turn)))
    wide, long = width(text, height), abs(along)
    reading = _readable(dxf.angle)
    further = (wide + long) / 2.0 + gap if wide > long else 0.0
    x = dxf.text_midpoint.x + further * math.cos(math.radians(reading))
    y = dxf.text_midpoint.y + further * math.sin(math.radians(reading))
    return Written(text, dxf.layer, _area(wide, height, reading, (x, y)))


def _by_its_block(dimension: Dimension) -> Written:
    text = _figure(dimension)
    middle = (text.align_point.x, text.align_point.y)
    area = _area(width(text.text, text.height), text.height, text.rotation, middle)
    return Written(text.text, dimension.dxf.layer, area)


def _readable(angle: float) -> float:
    """From below or from the right."""
    turn = angle % 360.0
    return turn - 180.0 if 90.0 + 1e-6 < turn <= 270.0 + 1e-6 else turn


def _area(wide: float, high: float, turn: float, middle: tuple[float, float]) -> Polygon:
    level = box(-wide / 2.0, -high / 2.0, wide / 2.0, high / 2.0)
    return translate(rotate(level, turn, origin=(0.0, 0.0)), *middle)
