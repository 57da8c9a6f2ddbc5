"""Underlays of a surface in its mirror image: lines and pictures change sides, texts stay readable."""

import math

from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.core.model.design import Design
from designer.core.model.underlay import PictureUnderlay, Underlay, UnderlayText
from designer.drawing.style import text_width_mm
from designer.edit.edits.changing import angle_of
from designer.edit.edits.outlines import committed_point


def with_underlays_mirrored(design: Design, surface_id: str, ends: float) -> Design:
    """The Design with what lies under a surface mirrored in its frame: x becomes `ends` - x, mm."""
    return replace(
        design,
        underlays=tuple(_lines(one, ends) if one.surface == surface_id else one for one in design.underlays),
        pictures=tuple(_picture(one, ends) if one.surface == surface_id else one for one in design.pictures),
    )


def _lines(underlay: Underlay, ends: float) -> Underlay:
    return replace(
        underlay,
        lines=tuple(
            replace(line, points=tuple(_image(point, ends) for point in line.points))
            for line in underlay.lines
        ),
        texts=tuple(_text(text, ends) for text in underlay.texts),
    )


def _picture(picture: PictureUnderlay, ends: float) -> PictureUnderlay:
    """The picture is seen as in a mirror, as the roof on it is."""
    first, second, third, fourth = (_image(point, ends) for point in picture.places)
    return replace(picture, places=(first, second, third, fourth))


def _text(text: UnderlayText, ends: float) -> UnderlayText:
    """Where the text's image is, read from the other end."""
    turn, width = math.radians(text.rotation_deg), text_width_mm(text.text, text.height_mm)
    x, y = text.at
    end = (x + width * math.cos(turn), y + width * math.sin(turn))
    return replace(text, at=_image(end, ends), rotation_deg=angle_of(-text.rotation_deg))


def _image(point: Point, ends: float) -> Point:
    return committed_point((ends - point[0], point[1]))
