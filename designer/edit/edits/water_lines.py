"""Edits of water lines."""

from collections.abc import Sequence

from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.core.model.design import Design, WaterLine
from designer.edit.edits.numbering import WATER_LINE, Numberer
from designer.edit.edits.outlines import committed_point
from designer.edit.edits.roof import with_surface


def add_water_line(design: Design, surface_id: str, points: Sequence[Point]) -> Design:
    """The Design with one more water line on a surface. KeyError when there is no such surface."""
    numbers = Numberer(design)
    line = WaterLine(id=numbers.new(WATER_LINE), points=tuple(committed_point(point) for point in points))
    return numbers.stamped(
        with_surface(design, surface_id, lambda old: replace(old, water_lines=(*old.water_lines, line)))
    )
