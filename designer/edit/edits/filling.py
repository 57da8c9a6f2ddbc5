"""The edit that fills a surface with rows of modules."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from designer.core.errors import DesignError
from designer.core.layout.fill import fill
from designer.core.layout.model import FilledRow, ModuleSize
from designer.core.layout.surface_area import surface_usable_area
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row, RowModule, Surface
from designer.core.model.places import place_of
from designer.core.units import TOLERANCE_MM, rounded
from designer.edit.edits.fill_choice import FillChoice, fill_options, row_rects
from designer.edit.edits.former_ids import with_former_ids
from designer.edit.edits.numbering import MODULE, ROW, Numberer
from designer.edit.edits.settling import settled_rows


def fill_surface(
    design: Design, catalog: Catalog, surface_id: str, choice: FillChoice | None = None
) -> Design:
    """The Design with a surface filled anew: pinned modules stay, all other rows of it are replaced.

    Rows are settled along their rails so that these find their attachments. Modules where modules stood
    before keep their ids, so that what was decided of them stays.

    A surface that has no room for a module is left with its pinned ones. Raises KeyError for an unknown
    surface and CatalogError for an unknown product.
    """
    surface = design.surface(surface_id)
    pinned = [kept for row in design.rows_on(surface_id) if (kept := _pinned_part(row))]
    keep = tuple(rect for row in pinned for rect in row_rects(row, surface, design, catalog))
    options = fill_options(design, catalog, surface, choice or FillChoice(), keep)
    filled = fill(surface_usable_area(design, surface), module_size(design, catalog), options)
    numbers = Numberer(design)
    rows = _joined(pinned, filled, surface_id, numbers)
    others = (row for row in design.rows if row.surface != surface_id)
    filled_design = numbers.stamped(replace(design, rows=(*others, *rows)))
    carried_only = choice is not None and choice.carried_only
    settled = settled_rows(filled_design, catalog, surface_id, carried_only=carried_only)
    return with_former_ids(settled, design, catalog, surface_id)


def module_size(design: Design, catalog: Catalog) -> ModuleSize:
    """Size of the project's module."""
    module = catalog.module(design.products.module)
    return ModuleSize(module.length_mm, module.width_mm)


def require_room(design: Design, catalog: Catalog) -> None:
    """DesignError when the module, however it is turned, is larger than every surface of the roof."""
    size = module_size(design, catalog)
    if design.surfaces and not any(_has_room(surface, size) for surface in design.surfaces):
        lengths = f"{size.length_mm:g} × {size.width_mm:g} mm"
        what = f"module {design.products.module} ({lengths}) is larger than the roof"
        where = ", ".join(place_of(surface) for surface in design.surfaces[:3])
        raise DesignError(what, where=where, remedy="choose a smaller module or check the lengths")


def _has_room(surface: Surface, size: ModuleSize) -> bool:
    """Whether a module fits between the outermost corners of a surface, upright or lying."""
    xs, ys = ([corner[axis] for corner in surface.outline] for axis in (0, 1))
    short, long = sorted((max(xs) - min(xs), max(ys) - min(ys)))
    return min(size.length_mm, size.width_mm) <= short and max(size.length_mm, size.width_mm) <= long


def _pinned_part(row: Row) -> Row | None:
    modules = tuple(module for module in row.modules if module.pinned)
    return replace(row, modules=modules) if modules else None


def _joined(
    pinned: Sequence[Row], filled: Iterable[FilledRow], surface_id: str, numbers: Numberer
) -> list[Row]:
    """The pinned rows, each with the new modules that stand in line with it, and the new rows."""
    rows = list(pinned)
    for found in filled:
        new = _numbered_row(found, surface_id, numbers)
        place = next((index for index, row in enumerate(rows) if _in_line(row, new)), None)
        if place is None:
            rows.append(replace(new, id=numbers.new(ROW)))
        else:
            together = sorted((*rows[place].modules, *new.modules), key=lambda module: module.along_mm)
            rows[place] = replace(rows[place], modules=tuple(together))
    return rows


def _numbered_row(found: FilledRow, surface_id: str, numbers: Numberer) -> Row:
    modules = (RowModule(id=numbers.new(MODULE), along_mm=rounded(along)) for along in found.along_mm)
    return Row(
        id="",
        surface=surface_id,
        orientation=found.orientation,
        across_mm=rounded(found.across_mm),
        modules=tuple(modules),
        tilt_deg=found.tilt_deg,
    )


def _in_line(row: Row, new: Row) -> bool:
    return (
        row.module is None
        and (row.orientation, row.tilt_deg) == (new.orientation, new.tilt_deg)
        and abs(row.across_mm - new.across_mm) < TOLERANCE_MM
    )
