"""Trunk ports, cable routes and boxes on a surface."""

from collections.abc import Iterable, Sequence

from designer.core.model.design import Box
from designer.core.model.plan import BranchPlan, CablePiece, Drop, PieceKind
from designer.drawing.blocks import BlockBook
from designer.drawing.labels import label
from designer.drawing.layers import LayerName
from designer.drawing.model import Block, BlockReference, Polyline, Role, Text
from designer.drawing.shapes import corners, length
from designer.drawing.style import Style

_ROUTE_LAYERS = {
    PieceKind.TRUNK_RUN: LayerName.TRUNK,
    PieceKind.LINK: LayerName.LINK,
    PieceKind.END_CABLE: LayerName.END_CABLE,
}


def route_items(pieces: Iterable[CablePiece], surface_id: str) -> tuple[Polyline, ...]:
    """The parts of the cables' routes that lie on one surface, owned by their pieces.

    A run of one port goes nowhere: it has a name but no line.
    """
    return tuple(
        Polyline(points=part.points, layer=_ROUTE_LAYERS[piece.kind], role=Role.CABLE, owner=piece.id)
        for piece in pieces
        for part in piece.route
        if part.surface == surface_id and length(part.points) > 0.0
    )


def drop_items(
    branches: Iterable[BranchPlan], surface_id: str, book: BlockBook, style: Style
) -> tuple[BlockReference | Text, ...]:
    """The trunk ports on one surface with their numbers; capped ones and both ends of a branch say so."""
    found: list[BlockReference | Text] = []
    for branch in branches:
        for drop in branch.drops:
            if drop.surface == surface_id:
                found.append(_drop(drop, book.add(_drop_block(style))))
                found.append(label(str(drop.index), (drop.x, drop.y), style.port_mm, drop.id))
                if note := _port_note(branch, drop):
                    above = drop.y + style.port_symbol_mm + 0.8 * style.port_mm
                    found.append(label(note, (drop.x, above), style.port_mm, drop.id))
    return tuple(found)


def box_items(
    boxes: Sequence[Box], surface_id: str, book: BlockBook, style: Style
) -> tuple[BlockReference | Text, ...]:
    """The boxes on one surface, by their middles; the block is as large as the first box of all."""
    found: list[BlockReference | Text] = []
    for box in boxes:
        if box.surface == surface_id:
            found.append(_box(box, boxes[0], book.add(_box_block(boxes[0], style))))
            found.append(label(box.id, (box.x, box.y), style.box_mm, box.id))
    return tuple(found)


def _port_note(branch: BranchPlan, drop: Drop) -> str:
    last = max(port.index for port in branch.drops)
    notes = []
    if drop.index == 1:
        notes.append(f"{branch.id} end cap")
    if not drop.inverter:
        notes.append("port cap")
    if drop.index == last:
        notes.append(f"{branch.id} feed")
    return ", ".join(notes)


def _drop(drop: Drop, block: str) -> BlockReference:
    return BlockReference(
        block=block,
        at=(drop.x, drop.y),
        attributes=(
            ("ID", drop.id),
            ("BRANCH", drop.branch),
            ("INDEX", str(drop.index)),
            ("INVERTER", drop.inverter),
        ),
        layer=LayerName.DROP,
        role=Role.DROP,
        owner=drop.id,
    )


def _drop_block(style: Style) -> Block:
    """A square on its corner about the port."""
    arm = style.port_symbol_mm
    diamond = ((arm, 0.0), (0.0, arm), (-arm, 0.0), (0.0, -arm))
    return Block(
        name="PV_DROP",
        layer=LayerName.DROP,
        shapes=(Polyline(points=diamond, closed=True, layer=LayerName.DROP, role=Role.DROP),),
        attributes=("ID", "BRANCH", "INDEX", "INVERTER"),
        attribute_mm=style.port_mm,
    )


def _box(box: Box, unit: Box, block: str) -> BlockReference:
    return BlockReference(
        block=block,
        at=(box.x, box.y),
        x_scale=box.width_mm / unit.width_mm,
        y_scale=box.height_mm / unit.height_mm,
        attributes=(("ID", box.id), ("KIND", box.kind.value)),
        layer=LayerName.BOX,
        role=Role.BOX,
        owner=box.id,
    )


def _box_block(unit: Box, style: Style) -> Block:
    half_x, half_y = unit.width_mm / 2.0, unit.height_mm / 2.0
    outline = corners((-half_x, -half_y, half_x, half_y))
    return Block(
        name="PV_BOX",
        layer=LayerName.BOX,
        shapes=(Polyline(points=outline, closed=True, layer=LayerName.BOX, role=Role.BOX),),
        attributes=("ID", "KIND"),
        attribute_mm=style.box_mm,
    )
