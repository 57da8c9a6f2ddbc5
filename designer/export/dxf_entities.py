"""What ezdxf writes of a drawing: block definitions, hatches and dimensions."""

from ezdxf.document import Drawing as Document
from ezdxf.enums import TextEntityAlignment
from ezdxf.layouts.base import BaseLayout
from ezdxf.layouts.layout import Modelspace

from designer.core.geometry.axes import Point
from designer.drawing.blocks import attribute_places
from designer.drawing.dimension import dimension_shapes, line_ends, measured_mm, text_place
from designer.drawing.model import (
    Align,
    Block,
    Dimension,
    DimensionStyle,
    Drawing,
    Hatch,
    Polyline,
    Text,
)
from designer.export.dxf_setup import BY_LAYER, TEXT_STYLE, set_millimetres
from designer.export.dxf_text import one_line

INVISIBLE = 1

_HATCH_PATTERN = "ANSI31"
_HATCH_SPACING_MM = 3.175
"""Distance of the lines of ANSI31 at scale 1 in metric drawings: 1/8 inch."""

_OUTERMOST = 1 | 16
_ISLAND = 0
_ROTATED = 0 | 32
"""A rotated linear dimension whose block is its own."""

_ALIGNMENTS = {
    Align.LEFT: TextEntityAlignment.LEFT,
    Align.CENTER: TextEntityAlignment.CENTER,
    Align.MIDDLE: TextEntityAlignment.MIDDLE_CENTER,
    Align.TOP_LEFT: TextEntityAlignment.TOP_LEFT,
}


def add_blocks(document: Document, drawing: Drawing) -> None:
    """Define all blocks of the drawing."""
    for block in drawing.blocks:
        layout = document.blocks.new(block.name)
        set_millimetres(layout)
        for shape in block.shapes:
            _add_polyline(layout, shape)
        for tag, place in zip(block.attributes, attribute_places(block), strict=True):
            _add_attribute(layout, block, tag, place)


def add_hatch(modelspace: Modelspace, hatch: Hatch) -> None:
    """Lines at 45° within the first ring and outside the others."""
    entity = modelspace.add_hatch(color=BY_LAYER, dxfattribs={"layer": hatch.layer.value})
    scale = hatch.spacing_mm / _HATCH_SPACING_MM
    entity.set_pattern_fill(_HATCH_PATTERN, color=BY_LAYER, scale=scale, style=0)
    for number, ring in enumerate(hatch.rings):
        entity.paths.add_polyline_path(ring, is_closed=True, flags=_ISLAND if number else _OUTERMOST)


def add_dimension(document: Document, dimension: Dimension, style: DimensionStyle, style_name: str) -> None:
    """A real dimension, with its picture in a block as every DXF reader expects."""
    picture = document.blocks.new_anonymous_block(type_char="D")
    set_millimetres(picture)
    for shape in dimension_shapes(dimension, style):
        if isinstance(shape, Text):
            _add_text(picture, shape)
        else:
            _add_polyline(picture, shape)
    _, second = line_ends(dimension)
    document.modelspace().new_entity(
        "DIMENSION",
        {
            "layer": dimension.layer.value,
            "dimtype": _ROTATED,
            "dimstyle": style_name,
            "geometry": picture.name,
            "defpoint": _point(second),
            "defpoint2": _point(dimension.first),
            "defpoint3": _point(dimension.second),
            "text_midpoint": _point(text_place(dimension, style)),
            "angle": dimension.angle_deg,
            "attachment_point": 5,
            "actual_measurement": measured_mm(dimension),
        },
    )


def _point(point: tuple[float, float]) -> tuple[float, float, float]:
    return (*point, 0.0)


def _add_polyline(layout: BaseLayout, shape: Polyline) -> None:
    layout.add_lwpolyline(shape.points, close=shape.closed, dxfattribs={"layer": shape.layer.value})


def _add_text(layout: BaseLayout, text: Text) -> None:
    entity = layout.add_text(
        one_line(text.text),
        height=text.height_mm,
        rotation=text.rotation_deg,
        dxfattribs={"layer": text.layer.value, "style": TEXT_STYLE},
    )
    entity.set_placement(text.at, align=_ALIGNMENTS[text.align])


def _add_attribute(layout: BaseLayout, block: Block, tag: str, place: Point) -> None:
    layout.add_attdef(
        tag,
        insert=place,
        height=block.attribute_mm,
        dxfattribs={
            "layer": block.layer.value,
            "style": TEXT_STYLE,
            "prompt": tag,
            "flags": INVISIBLE,
        },
    )
