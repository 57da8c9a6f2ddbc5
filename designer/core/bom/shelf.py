"""What a project takes from the shelf of offcuts and what it leaves for it."""

from collections.abc import Collection

from msgspec import Struct

from designer.core.model.plan import PieceKind, Plan, StockUse


class LeftOver(Struct, frozen=True, kw_only=True):
    """A remnant worth keeping, of the stock with this id."""

    stock: str
    product: str
    length_mm: float


class ShelfBalance(Struct, frozen=True, kw_only=True):
    """Ids of the offcuts that are cut up, and what remains of all stock."""

    used: tuple[str, ...]
    left: tuple[LeftOver, ...]


def shelf_balance(plan: Plan, shelf: Collection[str]) -> ShelfBalance:
    """What a plan changes on a shelf that holds offcuts with these ids.

    Remnants of rails go back, of new bars and offcuts alike; those not worth keeping are 0 in the plan.
    Of cable only what remains of an offcut does: new cable is bought by the metre, reels stay reels.
    """
    used = tuple(stock.id for stock in plan.cuts.stocks if not stock.new and stock.id in shelf)
    left = tuple(
        LeftOver(stock=stock.id, product=stock.product, length_mm=stock.remnant_mm)
        for stock in plan.cuts.stocks
        if stock.remnant_mm > 0.0 and _goes_back(stock, shelf)
    )
    return ShelfBalance(used=used, left=left)


def _goes_back(stock: StockUse, shelf: Collection[str]) -> bool:
    return stock.kind is PieceKind.RAIL or (not stock.new and stock.id in shelf)
