"""Edits of the chosen products."""

from msgspec.structs import replace

from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.edit.edits.branches import kept_branches


def set_products(design: Design, plan: Plan | None = None, **products: str | None) -> Design:
    """The Design with other products: `module`, `inverter`, `family`, `rail` or `trunk` by catalogue id.

    Nothing else is touched: what no longer fits is kept and told by the checks. A trunk cable of another
    family is the exception, as its id means nothing there. Where the cable alone changes, the branches of
    `plan` keep their inverters and order; another inverter lets them go.
    """
    changed = replace(design.products, **products)
    if changed.family != design.products.family and "trunk" not in products:
        changed = replace(changed, trunk=None)
    if changed.inverter != design.products.inverter:
        return replace(design, products=changed, kept=())
    if (changed.family, changed.trunk) != (design.products.family, design.products.trunk) and plan:
        return replace(design, products=changed, kept=kept_branches(design, plan))
    return replace(design, products=changed)
