"""Rail bars as true outlines, and the small parts on the rails as block references."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from designer.core.geometry.axes import RailAxis, Rect, rect_xy
from designer.core.model.plan import Hardware, HardwareKind, RailBar, RailRun
from designer.core.units import TOLERANCE_MM
from designer.drawing.blocks import BlockBook, common_size
from designer.drawing.layers import LayerName
from designer.drawing.model import Block, BlockReference, Polyline, Role
from designer.drawing.shapes import RIGHT_ANGLE_DEG, corners, middle, size

_KINDS = {
    HardwareKind.MID_CLAMP: ("PV_CLAMP_MID", LayerName.CLAMP),
    HardwareKind.END_CLAMP: ("PV_CLAMP_END", LayerName.CLAMP),
    HardwareKind.SPLICE: ("PV_SPLICE", LayerName.SPLICE),
    HardwareKind.JOINT: ("PV_JOINT", LayerName.JOINT),
    HardwareKind.ATTACHMENT: ("PV_ATTACHMENT", LayerName.ATTACHMENT),
}

_SIZES_KEPT = 1 << 14
"""So many parts have their sizes at hand when the roof is drawn again after an edit."""

Unit = tuple[str, float, float]
"""Name of a block and its size along and across the rail."""


def rail_items(rails: Sequence[RailRun]) -> tuple[Polyline, ...]:
    """One closed polyline of true width per bar, owned by the piece, in the surface's frame."""
    return tuple(_bar(rail, bar) for rail in rails for bar in rail.bars)


def hardware_blocks(
    parts: Iterable[Hardware], axes: Mapping[str, RailAxis], book: BlockBook
) -> dict[HardwareKind, Unit]:
    """One block per kind, as large as most of its kind; `axes` are the rails' directions by surface."""
    by_kind: dict[HardwareKind, list[tuple[float, float]]] = {}
    for part in parts:
        by_kind.setdefault(part.kind, []).append(_size_on_rail(part.footprint, axes[part.surface]))
    units = {}
    for kind in HardwareKind:
        if kind in by_kind:
            along, across = common_size(by_kind[kind])
            units[kind] = (book.add(_block(kind, along, across)), along, across)
    return units


def hardware_items(
    parts: Iterable[Hardware], axis: RailAxis, units: Mapping[HardwareKind, Unit]
) -> tuple[BlockReference, ...]:
    """The parts of one surface, in its frame: the unit block scaled to the part's own outline."""
    return tuple(_reference(part, axis, units[part.kind]) for part in parts)


def _bar(rail: RailRun, bar: RailBar) -> Polyline:
    half = rail.width_mm / 2.0
    outline = rect_xy(rail.axis, bar.start_mm, rail.across_mm - half, bar.end_mm, rail.across_mm + half)
    return Polyline(
        points=corners(outline), closed=True, layer=LayerName.RAIL, role=Role.RAIL, owner=bar.piece
    )


@lru_cache(maxsize=_SIZES_KEPT)
def _size_on_rail(footprint: Rect, axis: RailAxis) -> tuple[float, float]:
    """Size along and across the rail; never nothing, as no CAD takes a scale of zero."""
    width, height = (max(length, TOLERANCE_MM) for length in size(footprint))
    return (width, height) if axis is RailAxis.EAVE else (height, width)


def _block(kind: HardwareKind, along: float, across: float) -> Block:
    name, layer = _KINDS[kind]
    half_along, half_across = along / 2.0, across / 2.0
    outline = corners((-half_along, -half_across, half_along, half_across))
    shapes = [Polyline(points=outline, closed=True, layer=layer, role=Role.HARDWARE)]
    shapes += [
        Polyline(points=line, layer=layer, role=Role.HARDWARE)
        for line in _mark(kind, half_along, half_across)
    ]
    return Block(
        name=name,
        layer=layer,
        shapes=tuple(shapes),
        attributes=("ID", "RAIL"),
        attribute_mm=0.5 * min(along, across),
    )


def _mark(kind: HardwareKind, x: float, y: float) -> tuple[tuple[tuple[float, float], ...], ...]:
    """What tells the kinds apart within an outline of half size x by y: cross, stroke or nothing."""
    match kind:
        case HardwareKind.ATTACHMENT:
            return (((-x, -y), (x, y)), ((-x, y), (x, -y)))
        case HardwareKind.SPLICE | HardwareKind.JOINT:
            return (((0.0, -y), (0.0, y)),)
        case HardwareKind.MID_CLAMP | HardwareKind.END_CLAMP:
            return ()


def _reference(part: Hardware, axis: RailAxis, unit: Unit) -> BlockReference:
    block, along, across = unit
    own_along, own_across = _size_on_rail(part.footprint, axis)
    return BlockReference(
        block=block,
        at=middle(part.footprint),
        rotation_deg=0.0 if axis is RailAxis.EAVE else RIGHT_ANGLE_DEG,
        x_scale=own_along / along,
        y_scale=own_across / across,
        attributes=(("ID", part.id), ("RAIL", part.rail)),
        layer=_KINDS[part.kind][1],
        role=Role.HARDWARE,
        owner=part.id,
    )
