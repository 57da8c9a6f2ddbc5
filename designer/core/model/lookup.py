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
    by_id = {product.id: product for product in products}
    if product_id in by_id:
        return by_id[product_id]
    near = get_close_matches(product_id, by_id, n=3, cutoff=0.4)
    remedy = f"did you mean {' or '.join(near)}" if near else "see `trunkline catalog list`"
    raise CatalogError(f"there is no {kind} '{product_id}' in the catalogue", remedy=remedy)
