"""Edits of rows and their modules: add, take out, bring back.

All take a Design and return a new one. Modules keep their ids for ever; new ones get the next number.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Orientation, Rect, rect_polygons
from designer.core.layout.surface_area import surface_usable_area
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row, RowModule
from designer.core.units import TOLERANCE_MM, rounded
from designer.edit.edits.fill_choice import row_rects
from designer.edit.edits.numbering import MODULE, ROW, Numberer


class NewModules(Struct, frozen=True, kw_only=True):
    """Modules to add side by side: their lower edges along the rail, and the row's across it, mm.

    `module` is another product than the project's.
    """

    surface: str
    orientation: Orientation
    across_mm: float
    along_mm: tuple[float, ...]
    module: str | None = None
    tilt_deg: float = 0.0


class Added(Struct, frozen=True):
    """The Design with new modules, their ids in order along the rail, and their row."""

    design: Design
    ids: tuple[str, ...]
    row: str


def row_of(design: Design, module_id: str) -> Row | None:
    """The row that holds a module, or that it was taken out of; None where there is none."""
    return next((row for row in design.rows if any(one.id == module_id for one in all_places(row))), None)


def all_places(row: Row) -> Iterator[RowModule]:
    """The modules of a row and those taken out of it."""
    yield from row.modules
    yield from row.removed


def add_modules(design: Design, new: NewModules) -> Added:
    """The Design with modules placed by hand: they are pinned, so that no fill takes them away.

    They join the row that has their rails, else they make a new one. The caller has seen to it that there
    is room for them.
    """
    numbers = Numberer(design)
    modules = tuple(
        RowModule(id=numbers.new(MODULE), along_mm=rounded(along), pinned=True)
        for along in sorted(new.along_mm)
    )
    ids = tuple(module.id for module in modules)
    row = next((row for row in design.rows if _shares_rails(row, new)), None)
    if row is not None:
        joined = replace(row, modules=in_order((*row.modules, *modules)))
        rows = tuple(joined if one is row else one for one in design.rows)
        return Added(numbers.stamped(replace(design, rows=rows)), ids, row.id)
    made = Row(
        id=numbers.new(ROW),
        surface=new.surface,
        orientation=new.orientation,
        across_mm=rounded(new.across_mm),
        modules=modules,
        module=new.module,
        tilt_deg=new.tilt_deg,
    )
    return Added(numbers.stamped(replace(design, rows=(*design.rows, made))), ids, made.id)


def remove_modules(design: Design, ids: Collection[str]) -> Design:
    """The Design with modules taken out of their rows; they may be brought back to their places."""
    return replace(design, rows=tuple(_without(row, ids) for row in design.rows))


def restore_modules(design: Design, ids: Collection[str]) -> Design:
    """The Design with removed modules back at their places. The caller asks `restorable` for room."""
    return replace(design, rows=tuple(_with_back(row, ids) for row in design.rows))


def restorable(design: Design, catalog: Catalog, ids: Collection[str]) -> frozenset[str]:
    """Those of some removed modules whose places are still free and on the usable area.

    Of two removed modules on one place the first one counts.
    """
    free: set[str] = set()
    for surface in design.surfaces:
        rows = design.rows_on(surface.id)
        if not any(module.id in ids for row in rows for module in row.removed):
            continue
        area = surface_usable_area(design, surface).buffer(TOLERANCE_MM)
        taken = [rect for row in rows for rect in row_rects(row, surface, design, catalog)]
        for name, rect in _removed_rects(design, catalog, surface.id):
            if name in ids and area.covers(rect_polygons([rect])[0]) and not _meets_any(rect, taken):
                free.add(name)
                taken.append(rect)
    return frozenset(free)


def removed_rects(design: Design, catalog: Catalog, surface_id: str) -> dict[str, Rect]:
    """Places of the removed modules of a surface, by id."""
    return dict(_removed_rects(design, catalog, surface_id))


def module_rects(design: Design, catalog: Catalog, surface_id: str) -> dict[str, Rect]:
    """Places of the modules of a surface, by id."""
    surface = design.surface(surface_id)
    return {
        module.id: rect
        for row in design.rows_on(surface_id)
        for module, rect in zip(row.modules, row_rects(row, surface, design, catalog), strict=True)
    }


def in_order(modules: Iterable[RowModule]) -> tuple[RowModule, ...]:
    """Modules in order along the rail."""
    return tuple(sorted(modules, key=lambda module: (module.along_mm, module.id)))


def _shares_rails(row: Row, new: NewModules) -> bool:
    same = _kind(row) == _kind(new)
    return same and abs(row.across_mm - new.across_mm) < TOLERANCE_MM


def _kind(row: Row | NewModules) -> tuple[object, ...]:
    return (row.surface, row.orientation, row.module, row.tilt_deg)


def _without(row: Row, ids: Collection[str]) -> Row:
    out = tuple(module for module in row.modules if module.id in ids)
    if not out:
        return row
    left = tuple(module for module in row.modules if module.id not in ids)
    return replace(row, modules=left, removed=in_order((*row.removed, *out)))


def _with_back(row: Row, ids: Collection[str]) -> Row:
    back = tuple(module for module in row.removed if module.id in ids)
    if not back:
        return row
    left = tuple(module for module in row.removed if module.id not in ids)
    return replace(row, modules=in_order((*row.modules, *back)), removed=left)


def _removed_rects(design: Design, catalog: Catalog, surface_id: str) -> Iterator[tuple[str, Rect]]:
    surface = design.surface(surface_id)
    for row in design.rows_on(surface_id):
        out = replace(row, modules=row.removed)
        rects = row_rects(out, surface, design, catalog)
        yield from ((module.id, rect) for module, rect in zip(row.removed, rects, strict=True))


def _meets_any(rect: Rect, others: Sequence[Rect]) -> bool:
    return any(_meet(rect, other) for other in others)


def _meet(one: Rect, other: Rect) -> bool:
    """Whether two rectangles have ground in common; touching is allowed."""
    return (
        one[0] < other[2] - TOLERANCE_MM
        and other[0] < one[2] - TOLERANCE_MM
        and one[1] < other[3] - TOLERANCE_MM
        and other[1] < one[3] - TOLERANCE_MM
    )
