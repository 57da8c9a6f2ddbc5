"""Edits of the figures of single modules."""

from collections.abc import Collection
from typing import Any

from msgspec.structs import replace

from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row
from designer.edit.edits.pins_along import with_pins_along


def set_module_fields(design: Design, catalog: Catalog, ids: Collection[str], **values: Any) -> Design:
    """The Design with `along_mm` or `pinned` of these modules set; each row stays sorted along its rail.

    Pins of inverters go along with the modules that gave them their names.
    """
    chosen = frozenset(ids)

    def changed(row: Row) -> Row:
        if not any(module.id in chosen for module in row.modules):
            return row
        modules = (replace(one, **values) if one.id in chosen else one for one in row.modules)
        return replace(row, modules=tuple(sorted(modules, key=lambda module: module.along_mm)))

    after = replace(design, rows=tuple(changed(row) for row in design.rows))
    return with_pins_along(after, design, catalog)
