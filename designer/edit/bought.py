"""Which things on the roof a line of the parts list stands for."""

from collections.abc import Iterator

from designer.core.bom.stock import stock_name
from designer.core.model.catalog import Catalog
from designer.core.model.plan import BomItem, HardwareKind, PieceKind, Plan

_HARDWARE = {
    "mid clamp": HardwareKind.MID_CLAMP,
    "end clamp": HardwareKind.END_CLAMP,
    "splice": HardwareKind.SPLICE,
    "joint": HardwareKind.JOINT,
    "attachment": HardwareKind.ATTACHMENT,
}


def things_of(plan: Plan, catalog: Catalog, item: BomItem) -> frozenset[str]:
    """Ids of modules, inverters, pieces or small parts of a rail; none for what has no place of its own."""
    match item.item:
        case "module":
            return frozenset(one.id for one in plan.modules if one.product == item.product)
        case "inverter":
            return frozenset(one.id for one in plan.inverters if one.product == item.product)
        case "rail":
            return frozenset(_bars(plan, catalog, item.product))
        case "box":
            return frozenset((item.product,))
        case kind if kind in _HARDWARE:
            return frozenset(part.id for part in plan.hardware if part.kind is _HARDWARE[kind])
    return frozenset(piece.id for piece in plan.pieces if piece.product == item.product)


def _bars(plan: Plan, catalog: Catalog, article: str) -> Iterator[str]:
    """Rail pieces that are cut from bars of an article."""
    names = {(rail.id, bar.length_mm): stock_name(bar) for rail in catalog.rails for bar in rail.stock}
    for stock in plan.cuts.stocks:
        if stock.kind is PieceKind.RAIL and names.get((stock.product, stock.length_mm)) == article:
            yield from (cut.piece for cut in stock.cuts)
