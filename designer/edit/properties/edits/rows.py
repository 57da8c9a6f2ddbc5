"""Edits of the figures of rows: which way the modules lie, where the row is, and its own products."""

from collections.abc import Callable, Collection
from itertools import pairwise
from typing import Any

from msgspec.structs import replace

from designer.core.geometry.axes import Orientation, module_extent
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row, RowModule
from designer.core.units import rounded
from designer.edit.edits.pins_along import with_pins_along


def set_row_fields(design: Design, ids: Collection[str], **values: Any) -> Design:
    """The Design with `across_mm` or `inverter` of these rows set."""
    return _each(design, ids, lambda row: replace(row, **values))


def set_row_orientation(
    design: Design, catalog: Catalog, ids: Collection[str], orientation: Orientation
) -> Design:
    """The Design with the modules of these rows lying another way; gaps and pins stay."""
    turned = _each(
        design, ids, lambda row: respaced(design, catalog, row, replace(row, orientation=orientation))
    )
    return with_pins_along(turned, design, catalog)


def set_row_module(design: Design, catalog: Catalog, ids: Collection[str], product: str | None) -> Design:
    """The Design with another module in these rows, None = the project's; gaps and pins stay."""
    changed = _each(design, ids, lambda row: respaced(design, catalog, row, replace(row, module=product)))
    return with_pins_along(changed, design, catalog)


def start_rows_at(design: Design, catalog: Catalog, ids: Collection[str], along_mm: float) -> Design:
    """The Design with the first module of these rows at a place along the rail.

    The others move with it, and so do pins of their inverters.
    """

    def moved(row: Row) -> Row:
        by = along_mm - row.modules[0].along_mm if row.modules else 0.0
        return replace(row, modules=_shifted(row.modules, by), removed=_shifted(row.removed, by))

    return with_pins_along(_each(design, ids, moved), design, catalog)


def respaced(design: Design, catalog: Catalog, before: Row, after: Row) -> Row:
    """`after` with the modules set so that the gaps of `before` stay, whatever size a module has now.

    Modules that overlap in `before` do so in `after`. The first module keeps its place; removed ones move
    with the module before them.
    """
    grown = _along(design, catalog, after) - _along(design, catalog, before)
    if not grown:
        return after
    every = sorted((*before.modules, *before.removed), key=lambda module: module.along_mm)
    places = {one.id: one.along_mm for one in every[:1]}
    for last, module in pairwise(every):
        places[module.id] = places[last.id] + module.along_mm - last.along_mm + grown
    return replace(after, modules=_placed(after.modules, places), removed=_placed(after.removed, places))


def _along(design: Design, catalog: Catalog, row: Row) -> float:
    product = catalog.module(row.module or design.products.module)
    axis = design.surface(row.surface).rail_axis
    return module_extent(axis, row.orientation, product.length_mm, product.width_mm)[0]


def _placed(modules: tuple[RowModule, ...], places: dict[str, float]) -> tuple[RowModule, ...]:
    return tuple(replace(module, along_mm=rounded(places[module.id])) for module in modules)


def _shifted(modules: tuple[RowModule, ...], by_mm: float) -> tuple[RowModule, ...]:
    return tuple(replace(module, along_mm=rounded(module.along_mm + by_mm)) for module in modules)


def _each(design: Design, ids: Collection[str], change: Callable[[Row], Row]) -> Design:
    chosen = frozenset(ids)
    return replace(design, rows=tuple(change(row) if row.id in chosen else row for row in design.rows))
