"""Changes to some modules of rows: the part that is meant leaves its row where it no longer fits in it.

Modules keep their ids. Places of removed modules go with the whole row only.
"""

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

from msgspec.structs import replace

from designer.core.geometry.axes import tilted_extent
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row, RowModule, Surface
from designer.core.units import TOLERANCE_MM
from designer.edit.edits.numbering import ROW, Numberer

RowChange = Callable[[Row, Surface], Row]
"""A change of a row with all its modules and removed modules; the answer need not be sorted."""


def with_modules_changed(design: Design, catalog: Catalog, ids: Collection[str], change: RowChange) -> Design:
    """The Design with a change made to the modules and whole rows named.

    Where a part of a row is meant, the changed part stays in its row if it still lies in line with it, lies
    the same way and meets none of its modules; else it becomes a row of its own with the same products.
    """
    numbers = Numberer(design)
    surfaces = {surface.id: surface for surface in design.surfaces}
    rows: list[Row] = []
    for row in design.rows:
        chosen, rest = chosen_part(row, ids), rest_of(row, ids)
        if chosen is None:
            rows.append(row)
            continue
        surface = surfaces[row.surface]
        part = sorted_row(change(chosen, surface))
        rows.extend((part,) if rest is None else _rejoined(design, catalog, surface, rest, part, numbers))
    return numbers.stamped(replace(design, rows=tuple(rows)))


def chosen_part(row: Row, ids: Collection[str]) -> Row | None:
    """The row with the modules named only; the whole row where it or all its modules are; None for none."""
    if row.id in ids:
        return row
    chosen = tuple(module for module in row.modules if module.id in ids)
    if not chosen:
        return None
    return row if len(chosen) == len(row.modules) else replace(row, modules=chosen, removed=())


def rest_of(row: Row, ids: Collection[str]) -> Row | None:
    """The row without the modules named; None where nothing of it is left."""
    if row.id in ids:
        return None
    rest = tuple(module for module in row.modules if module.id not in ids)
    return replace(row, modules=rest) if rest else None


def row_and_module_ids(design: Design) -> frozenset[str]:
    """Ids of all rows and of the modules in them."""
    return frozenset(name for row in design.rows for name in (row.id, *(one.id for one in row.modules)))


def sorted_row(row: Row) -> Row:
    """The row with its modules in order along the rail."""
    return replace(row, modules=_in_order(row.modules), removed=_in_order(row.removed))


def extent_of(design: Design, catalog: Catalog, surface: Surface, row: Row) -> tuple[float, float]:
    """Size of a row's modules along and across the rails, mm."""
    product = catalog.module(row.module or design.products.module)
    return tilted_extent(
        surface.rail_axis, row.orientation, product.length_mm, product.width_mm, row.tilt_deg
    )


def _in_order(modules: Sequence[RowModule]) -> tuple[RowModule, ...]:
    return tuple(sorted(modules, key=lambda module: (module.along_mm, module.id)))


def _rejoined(
    design: Design, catalog: Catalog, surface: Surface, rest: Row, part: Row, numbers: Numberer
) -> tuple[Row, ...]:
    """Both parts as one row again, else as two of which the changed one is new."""
    whole = sorted_row(replace(rest, modules=(*rest.modules, *part.modules)))
    alike = (part.orientation, part.tilt_deg) == (rest.orientation, rest.tilt_deg)
    in_line = alike and abs(part.across_mm - rest.across_mm) < TOLERANCE_MM
    size, _ = extent_of(design, catalog, surface, rest)
    if in_line and _apart(whole.modules, size):
        return (whole,)
    return (rest, replace(part, id=numbers.new(ROW)))


def _apart(modules: Sequence[RowModule], size_mm: float) -> bool:
    return all(
        after.along_mm - before.along_mm > size_mm - TOLERANCE_MM for before, after in pairwise(modules)
    )
