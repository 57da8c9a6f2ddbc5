"""What ezdxf writes of a drawing: block definitions, hatches and dimensions."""

from collections.abc import Callable

from ezdxf.document import Drawing as Document
from ezdxf.enums import TextEntityAlignment
from ezdxf.layouts.base import BaseLayout
from ezdxf.layouts.layout import Modelspace

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
    Spot,
    Text,
)
from designer.export.dxf_scripts import style_for
from designer.export.dxf_setup import BY_LAYER, TEXT_STYLE, set_millimetres, style_name
from designer.export.dxf_text import one_line

INVISIBLE = 1

_HATCH_PATTERN = "ANSI31"
_HATCH_SPACING_MM = 3.175
"""Distance of the lines of ANSI31 at scale 1 in metric drawings: 1/8 inch."""

_OUTERMOST = 1 | 16
_ISLAND = 0
_ROTATED = 0 | 32
"""A rotated linear dimension whose block is its own."""

_TEXT_PLACED = 128
"""The text keeps to its place when the dimension is drawn anew."""

_ALIGNMENTS = {
    Align.LEFT: TextEntityAlignment.LEFT,
    Align.CENTER: TextEntityAlignment.CENTER,
    Align.RIGHT: TextEntityAlignment.RIGHT,
    Align.MIDDLE: TextEntityAlignment.MIDDLE_CENTER,
    Align.TOP_LEFT: TextEntityAlignment.TOP_LEFT,
}


Naming = Callable[[str], str]
"""What the file calls a layer."""


def add_blocks(document: Document, drawing: Drawing, named: Naming) -> None:
    """Define all blocks of the drawing."""
    for block in drawing.blocks:
        layout = document.blocks.new(block.name)
        set_millimetres(layout)
        for shape in block.shapes:
            _add_polyline(layout, shape, named)
        for text in block.texts:
            _add_text(layout, text, named)
        for tag, spot in zip(block.attributes, _spots(block), strict=True):
            _add_attribute(layout, block, tag, spot, named)


def add_hatch(modelspace: Modelspace, hatch: Hatch, named: Naming) -> None:
    """Lines at 45° within the first ring and outside the others."""
    entity = modelspace.add_hatch(color=BY_LAYER, dxfattribs={"layer": named(hatch.layer)})
    scale = hatch.spacing_mm / _HATCH_SPACING_MM
    entity.set_pattern_fill(_HATCH_PATTERN, color=BY_LAYER, scale=scale, style=0)
    for number, ring in enumerate(hatch.rings):
        entity.paths.add_polyline_path(ring, is_closed=True, flags=_ISLAND if number else _OUTERMOST)


def add_dimension(document: Document, dimension: Dimension, style: DimensionStyle, named: Naming) -> None:
    """A real dimension, with its picture in a block as every DXF reader expects."""
    picture = document.blocks.new_anonymous_block(type_char="D")
    set_millimetres(picture)
    for shape in dimension_shapes(dimension, style):
        if isinstance(shape, Text):
            _add_text(picture, shape, named)
        else:
            _add_polyline(picture, shape, named)
    _, second = line_ends(dimension)
    document.modelspace().new_entity(
        "DIMENSION",
        {
            "layer": named(dimension.layer),
            "dimtype": _ROTATED | (0 if dimension.text_at is None else _TEXT_PLACED),
            "dimstyle": style_name(dimension.style),
            "geometry": picture.name,
            "defpoint": _point(second),
            "defpoint2": _point(dimension.first),
            "defpoint3": _point(dimension.second),
            "text_midpoint": _point(text_place(dimension, style)),
            "text": dimension.text,
            "angle": dimension.angle_deg,
            "attachment_point": 5,
            "actual_measurement": measured_mm(dimension),
        },
    )


def _spots(block: Block) -> tuple[Spot, ...]:
    """Where the attributes stand: shown in a form, else in hidden lines."""
    return block.spots or tuple(
        Spot(at=place, height_mm=block.attribute_mm, width_mm=0.0) for place in attribute_places(block)
    )


def _point(point: tuple[float, float]) -> tuple[float, float, float]:
    return (*point, 0.0)


def _add_polyline(layout: BaseLayout, shape: Polyline, named: Naming) -> None:
    layout.add_lwpolyline(shape.points, close=shape.closed, dxfattribs={"layer": named(shape.layer)})


def _add_text(layout: BaseLayout, text: Text, named: Naming) -> None:
    entity = layout.add_text(
        one_line(text.text),
        height=text.height_mm,
        rotation=text.rotation_deg,
        dxfattribs={"layer": named(text.layer), "style": style_for(text.text, TEXT_STYLE)},
    )
    entity.set_placement(text.at, align=_ALIGNMENTS[text.align])


def _add_attribute(layout: BaseLayout, block: Block, tag: str, spot: Spot, named: Naming) -> None:
    layout.add_attdef(
        tag,
        insert=spot.at,
        height=spot.height_mm,
        dxfattribs={
            "layer": named(block.layer),
            "style": TEXT_STYLE,
            "prompt": tag,
            "flags": 0 if block.spots else INVISIBLE,
        },
    )
