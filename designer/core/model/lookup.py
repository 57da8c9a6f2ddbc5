"""Products found by their ids."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Protocol, TypeVar

from designer.core.errors import CatalogError


class _Product(Protocol):
    @property
    def id(self) -> str: ...


P = TypeVar("P", bound=_Product)


def find(products: Iterable[P], product_id: str, kind: str) -> P:
    """The product with `product_id`; CatalogError with the nearest names when there is none."""
    names = []
    for product in products:
        if product.id == product_id:
            return product
        names.append(product.id)
    near = get_close_matches(product_id, names, n=3, cutoff=0.4)
    remedy = f"did you mean {' or '.join(near)}" if near else "see `trunkline catalog list`"
    raise CatalogError(f"there is no {kind} '{product_id}' in the catalogue", remedy=remedy)
