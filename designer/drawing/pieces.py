"""The names of the pieces to cut, each at the middle of its rail bar or cable."""

import math
from collections.abc import Iterable

from designer.core.geometry.axes import Point, RailAxis, to_xy
from designer.core.model.plan import BranchPlan, CablePiece, PieceKind, PlacedInverter, RailBar, RailRun
from designer.core.units import rounded
from designer.drawing.blocks import BlockBook
from designer.drawing.labels import label
from designer.drawing.layers import LayerName
from designer.drawing.model import Block, BlockReference, Polyline, Role, Text
from designer.drawing.shapes import RIGHT_ANGLE_DEG, length, point_along, readable, size, turned
from designer.drawing.style import Style, text_width_mm

_PIECE_TAGS = ("PIECE", "KIND", "PRODUCT", "LENGTH_MM", "PORTS", "BRANCH")


def number_text(value: float) -> str:
    """A length or count without needless decimals: 2388, 2388.5, never an exponent."""
    return f"{rounded(value):.3f}".rstrip("0").rstrip(".")


def connectors(count: int) -> str:
    """How many connectors: what the person at the reel counts."""
    return f"{count} connector{'' if count == 1 else 's'}"


def length_or_count(told: str, length_mm: float, ports: int) -> str:
    """A length as it is told, or its connectors in place of it where trunk of one port has none."""
    return told if length_mm or not ports else connectors(ports)


def rail_names(
    rails: Iterable[RailRun], inverters: Iterable[PlacedInverter], book: BlockBook, style: Style
) -> tuple[BlockReference | Text, ...]:
    """The name of each bar at its middle, beside the rail where no inverter hangs."""
    hung: dict[str, list[tuple[int, float, float]]] = {}
    for inverter in inverters:
        place = (inverter.side, inverter.along_mm, max(size(inverter.clearance)))
        hung.setdefault(inverter.rail, []).append(place)
    found: list[BlockReference | Text] = []
    for rail in rails:
        places = hung.get(rail.id, ())
        for bar in rail.bars:
            along = (bar.start_mm + bar.end_mm) / 2.0
            reach = text_width_mm(bar.piece, style.piece_mm) / 2.0
            taken = any(side < 0 and abs(along - at) < reach + wide / 2.0 for side, at, wide in places)
            found += _rail_name(rail, bar, 1.0 if taken else -1.0, book.add(_block(style)), style)
    return tuple(found)


def cable_names(
    branches: Iterable[BranchPlan], surface_id: str, book: BlockBook, style: Style
) -> tuple[BlockReference | Text, ...]:
    """The names of the cable pieces whose middle lies on one surface, each above its cable."""
    found: list[BlockReference | Text] = []
    for branch in branches:
        for piece in branch.pieces:
            surface, at, direction_deg = _middle(piece)
            if surface == surface_id:
                angle = readable(direction_deg)
                found.append(_reference(_cable_values(piece), at, angle, book.add(_block(style))))
                up = turned((0.0, _above_mm(at, branch, style)), angle)
                place = (at[0] + up[0], at[1] + up[1])
                found.append(label(piece.id, place, style.piece_mm, piece.id, rotation_deg=angle))
    return tuple(found)


def _rail_name(
    rail: RailRun, bar: RailBar, side: float, block: str, style: Style
) -> tuple[BlockReference, Text]:
    """Name of a bar on the side of growing (1) or falling (−1) coordinates across."""
    values = (bar.piece, PieceKind.RAIL.value, rail.product, number_text(bar.length_mm), "0", "")
    direction_deg = 0.0 if rail.axis is RailAxis.EAVE else RIGHT_ANGLE_DEG
    along = (bar.start_mm + bar.end_mm) / 2.0
    beside = rail.across_mm + side * (rail.width_mm / 2.0 + 0.8 * style.piece_mm)
    at, place = to_xy(rail.axis, along, rail.across_mm), to_xy(rail.axis, along, beside)
    return (
        _reference(values, at, direction_deg, block),
        label(bar.piece, place, style.piece_mm, bar.piece, rotation_deg=direction_deg),
    )


def _cable_values(piece: CablePiece) -> tuple[str, ...]:
    return (
        piece.id,
        piece.kind.value,
        piece.product,
        number_text(piece.length_mm),
        str(piece.ports),
        piece.branch,
    )


def _above_mm(at: Point, branch: BranchPlan, style: Style) -> float:
    """From a cable to its name; at a port the name goes above the port's notes."""
    crowded = any(math.dist(at, (drop.x, drop.y)) < 4.0 * style.port_symbol_mm for drop in branch.drops)
    return style.port_symbol_mm + 2.6 * style.port_mm if crowded else 1.6 * style.piece_mm


def _middle(piece: CablePiece) -> tuple[str, Point, float]:
    """Surface, place and direction half along a piece's route; nowhere for a piece without a route."""
    parts = [part for part in piece.route if part.points]
    rest = sum(length(part.points) for part in parts) / 2.0
    for part in parts:
        long = length(part.points)
        if rest <= long or part is parts[-1]:
            point, direction_deg = point_along(part.points, rest)
            return part.surface, point, direction_deg
        rest -= long
    return "", (0.0, 0.0), 0.0


def _reference(values: tuple[str, ...], at: Point, direction_deg: float, block: str) -> BlockReference:
    return BlockReference(
        block=block,
        at=at,
        rotation_deg=direction_deg,
        attributes=tuple(zip(_PIECE_TAGS, values, strict=True)),
        layer=LayerName.PIECE,
        role=Role.PIECE,
        owner=values[0],
    )


def _block(style: Style) -> Block:
    """A short stroke along the piece."""
    arm = style.piece_mark_mm
    return Block(
        name="PV_PIECE",
        layer=LayerName.PIECE,
        shapes=(Polyline(points=((-arm, 0.0), (arm, 0.0)), layer=LayerName.PIECE, role=Role.PIECE),),
        attributes=_PIECE_TAGS,
        attribute_mm=style.piece_mm,
    )
