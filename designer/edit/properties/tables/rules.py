"""Rules of the project as properties: figures that may be left out, and whose figure holds then."""

from collections.abc import Callable
from functools import partial

from designer.core.errors import CatalogError
from designer.core.model.rail_system import RailSystem
from designer.edit.properties.edits.project import set_settings
from designer.edit.properties.facts import Facts
from designer.edit.properties.field import Field
from designer.edit.properties.quantities import Quantity, with_unit
from designer.edit.properties.tables.products import rail_label

Default = Callable[[Facts], tuple[float | None, str]]
"""The figure that holds where the project has none, and whose it is."""


def rule(
    key: str, label: str, quantity: Quantity, group: str, hint: str, default: Default | None = None
) -> Field:
    """A rule by its name in `Settings`; `default` tells what holds where it is left empty."""
    return Field(
        key=key,
        label=label,
        quantity=quantity,
        group=group,
        hint=hint,
        read=lambda facts, _: getattr(facts.design.settings, key),
        write=lambda facts, _ids, value: set_settings(facts.design, **{key: value}),
        fallback=partial(_said, default, quantity) if default else None,
    )


def _said(default: Default, quantity: Quantity, facts: Facts, _id: str) -> str:
    """The default as text with its source; nothing where the catalogue does not know the product."""
    try:
        value, source = default(facts)
    except CatalogError:
        return ""
    return ", ".join(part for part in (with_unit(quantity, value), source) if part)


def of_rail(read: Callable[[RailSystem], float]) -> Default:
    """A figure of the project's rail system."""

    def default(facts: Facts) -> tuple[float, str]:
        rail = facts.catalog.rail(facts.design.products.rail)
        return read(rail), rail_label(rail)

    return default


def none(text: str) -> Default:
    """A text in place of a figure."""
    return lambda _facts: (None, text)
