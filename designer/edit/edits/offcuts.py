"""Pieces from the user's shelf that a project is planned with."""

from collections.abc import Iterable

from msgspec.structs import replace

from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, ShelfOffcut

SHELF_PREFIX = "shelf-"
"""Offcuts with ids like this are copies of pieces on the user's shelf."""


def use_offcuts(design: Design, catalog: Catalog, pieces: Iterable[ShelfOffcut]) -> Design:
    """Plan with those of the shelf's `pieces` that the project's rail or cable can be cut from.

    They take the place of those from the shelf that it was planned with so far; other offcuts stay.
    """
    products = stock_products(design, catalog)
    own = tuple(offcut for offcut in design.offcuts if not is_from_shelf(offcut))
    return replace(design, offcuts=(*own, *(piece for piece in pieces if piece.product in products)))


def leave_offcuts(design: Design) -> Design:
    """Plan without the shelf."""
    return replace(design, offcuts=tuple(offcut for offcut in design.offcuts if not is_from_shelf(offcut)))


def is_from_shelf(offcut: ShelfOffcut) -> bool:
    """Whether an offcut is a copy of a piece on the shelf."""
    return offcut.id.startswith(SHELF_PREFIX)


def stock_products(design: Design, catalog: Catalog) -> frozenset[str]:
    """The products of a project that are cut from stock: its rail and the bulk cable of its family."""
    bulk = (cable.id for cable in catalog.family(design.products.family).bulk)
    return frozenset((design.products.rail, *bulk))
