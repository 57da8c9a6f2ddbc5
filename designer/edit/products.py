"""Edits of the chosen products."""

from msgspec.structs import replace

from designer.core.model.design import Design


def set_products(design: Design, **products: str | None) -> Design:
    """The Design with other products: `module`, `inverter`, `family`, `rail` or `trunk` by catalogue id.

    Nothing else is touched: what no longer fits is kept and told by the checks. A trunk cable of another
    family is the exception, as its id means nothing there.
    """
    changed = replace(design.products, **products)
    if changed.family != design.products.family and "trunk" not in products:
        changed = replace(changed, trunk=None)
    return replace(design, products=changed)
