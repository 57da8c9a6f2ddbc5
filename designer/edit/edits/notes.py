"""Edits of what a person writes on the drawing: dimensions and texts."""

import math

from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.core.model.design import Design, DimensionNote, TextNote
from designer.core.units import rounded
from designer.edit.edits.changing import angle_of
from designer.edit.edits.numbering import DIMENSION, TEXT, Numberer
from designer.edit.edits.outlines import committed_point
from designer.edit.picking.scenery import dimension_line


def add_dimension(design: Design, note: DimensionNote) -> Design:
    """The Design with one more dimension; it gets the next id, whatever id it came with."""
    numbers = Numberer(design)
    added = replace(
        note,
        id=numbers.new(DIMENSION),
        first=committed_point(note.first),
        second=committed_point(note.second),
        offset_mm=rounded(note.offset_mm),
        angle_deg=None if note.angle_deg is None else angle_of(note.angle_deg),
    )
    return numbers.stamped(replace(design, dimensions=(*design.dimensions, added)))


def add_text(design: Design, note: TextNote) -> Design:
    """The Design with one more text; it gets the next id, whatever id it came with."""
    numbers = Numberer(design)
    added = replace(
        note,
        id=numbers.new(TEXT),
        at=committed_point(note.at),
        rotation_deg=angle_of(note.rotation_deg),
        height_mm=rounded(note.height_mm),
    )
    return numbers.stamped(replace(design, texts=(*design.texts, added)))


def measured_direction(first: Point, second: Point, angle_deg: float | None) -> Point:
    """The unit vector a dimension measures along: its own angle, else from the first point to the second."""
    angle = math.radians(angle_deg) if angle_deg is not None else _angle(first, second)
    return (math.cos(angle), math.sin(angle))


def offset_to(first: Point, second: Point, angle_deg: float | None, at: Point) -> float:
    """The offset of a dimension line through `at`: left of the first point, seen along what is measured."""
    ux, uy = measured_direction(first, second, angle_deg)
    return (at[1] - first[1]) * ux - (at[0] - first[0]) * uy


def measured_mm(note: DimensionNote) -> float:
    """What a dimension measures."""
    return math.dist(*dimension_line(note))


def _angle(first: Point, second: Point) -> float:
    return math.atan2(second[1] - first[1], second[0] - first[0])
