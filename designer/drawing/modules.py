"""Modules as block references on their surface."""

from collections.abc import Sequence

from designer.core.geometry.axes import Orientation
from designer.core.model.plan import PlacedModule
from designer.drawing.blocks import BlockBook, block_name
from designer.drawing.labels import label
from designer.drawing.layers import LayerName
from designer.drawing.model import Block, BlockReference, Polyline, Role, Text
from designer.drawing.shapes import corners, size
from designer.drawing.style import Style

_LETTERS = {Orientation.PORTRAIT: "P", Orientation.LANDSCAPE: "L"}
_NAME_LEVEL = 0.36


def module_items(
    modules: Sequence[PlacedModule], book: BlockBook, style: Style
) -> tuple[BlockReference | Text, ...]:
    """The modules of one surface, in its frame, inserted at their lower left corners, with names."""
    references = tuple(_reference(module, book.add(_block(module))) for module in modules)
    return (*references, *(_name(module, style) for module in modules))


def _block(module: PlacedModule) -> Block:
    outline = corners((0.0, 0.0, *size(module.rect)))
    return Block(
        name=block_name("PV_MODULE", module.product, _LETTERS[module.orientation]),
        layer=LayerName.MODULE,
        shapes=(Polyline(points=outline, closed=True, layer=LayerName.MODULE, role=Role.MODULE),),
        attributes=("ID", "SURFACE", "ROW", "COL", "TYPE", "INVERTER", "PORT"),
    )


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
