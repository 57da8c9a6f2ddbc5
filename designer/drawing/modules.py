"""Modules as block references on their surface."""

from collections.abc import Sequence

from designer.core.geometry.axes import Orientation, RailAxis, rect_uv, to_xy
from designer.core.model.plan import PlacedModule
from designer.drawing.blocks import BlockBook, block_name
from designer.drawing.labels import label
from designer.drawing.layers import LayerName
from designer.drawing.model import Block, BlockReference, Polyline, Role, Text
from designer.drawing.shapes import corners, size
from designer.drawing.style import Style

_LETTERS = {Orientation.PORTRAIT: "P", Orientation.LANDSCAPE: "L"}
_NAME_LEVEL = 0.36
_HIGH_EDGE_SHARE = 0.04


def module_items(
    modules: Sequence[PlacedModule], axis: RailAxis, book: BlockBook, style: Style
) -> tuple[BlockReference | Text, ...]:
    """The modules of one surface, in its frame, inserted at their lower left corners, with names.

    `axis` is the way of its rails: about them modules are tilted.
    """
    references = tuple(_reference(module, book.add(_block(module, axis))) for module in modules)
    return (*references, *(_name(module, style) for module in modules))


def _block(module: PlacedModule, axis: RailAxis) -> Block:
    outline = corners((0.0, 0.0, *size(module.rect)))
    shapes = [Polyline(points=outline, closed=True, layer=LayerName.MODULE, role=Role.MODULE)]
    if module.tilt_deg:
        shapes.append(_high_edge(module, axis))
    return Block(
        name=block_name("PV_MODULE", module.product, _letters(module)),
        layer=LayerName.MODULE,
        shapes=tuple(shapes),
        attributes=("ID", "SURFACE", "ROW", "COL", "TYPE", "INVERTER", "PORT"),
    )


def _high_edge(module: PlacedModule, axis: RailAxis) -> Polyline:
    """A line along the edge at which a tilted module stands high."""
    length, depth = size(rect_uv(axis, module.rect))
    v = depth * (1.0 - _HIGH_EDGE_SHARE) if module.tilt_deg > 0.0 else depth * _HIGH_EDGE_SHARE
    ends = (to_xy(axis, 0.0, v), to_xy(axis, length, v))
    return Polyline(points=ends, layer=LayerName.MODULE, role=Role.MODULE)


def _letters(module: PlacedModule) -> str:
    """Which way a module lies, and how steep it stands: P, L, L10."""
    tilt = f"{abs(module.tilt_deg):g}" if module.tilt_deg else ""
    return f"{_LETTERS[module.orientation]}{tilt}"


def _name(module: PlacedModule, style: Style) -> Text:
    """The id below the middle, where DC leads and rails leave room."""
    width, height = size(module.rect)
    at = (module.rect[0] + 0.5 * width, module.rect[1] + _NAME_LEVEL * height)
    return label(module.id, at, style.module_share * min(width, height), module.id)


def _reference(module: PlacedModule, block: str) -> BlockReference:
    return BlockReference(
        block=block,
        at=(module.rect[0], module.rect[1]),
        attributes=(
            ("ID", module.id),
            ("SURFACE", module.surface),
            ("ROW", str(module.row)),
            ("COL", str(module.col)),
            ("TYPE", module.product),
            ("INVERTER", module.inverter),
            ("PORT", str(module.port) if module.inverter else ""),
        ),
        layer=LayerName.MODULE,
        role=Role.MODULE,
        owner=module.id,
    )
