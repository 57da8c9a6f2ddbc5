"""The edit that fills a surface with rows of modules."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from designer.core.errors import DesignError
from designer.core.geometry.axes import Rect, module_extent, rect_xy
from designer.core.layout.fill import fill
from designer.core.layout.model import FilledRow, FillMode, FillOptions, ModuleSize
from designer.core.layout.surface_area import surface_usable_area
from designer.core.model.catalog import Catalog, RailSystem
from designer.core.model.design import Design, Row, RowModule, Surface
from designer.core.model.places import place_of
from designer.core.units import TOLERANCE_MM, rounded
from designer.edit.edits.numbering import MODULE, ROW, Numberer
from designer.edit.edits.settling import settled_rows


class FillChoice(Struct, frozen=True, kw_only=True):
    """What a person decides about a fill; the lengths follow from the Design and its rail system."""

    mode: FillMode = FillMode.BEST
    aligned_columns: bool = False
    halves: bool = False
    block_only: bool = False
    wanted: int | None = None
    multiple_of: int = 1
    min_run: int = 1


def fill_surface(
    design: Design, catalog: Catalog, surface_id: str, choice: FillChoice | None = None
) -> Design:
    """The Design with a surface filled anew: pinned modules stay, all other rows of it are replaced.

    Rows are settled along their rails so that these find their attachments.

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
    return settled_rows(filled_design, catalog, surface_id)


def fill_options(
    design: Design, catalog: Catalog, surface: Surface, choice: FillChoice, keep: tuple[Rect, ...] = ()
) -> FillOptions:
    """What the fill engine is asked for, with the gaps and blocks of the project or its rail system."""
    rail = catalog.rail(design.products.rail)
    settings = design.settings
    gap_mm = rail.mid_gap_mm if settings.module_gap_mm is None else settings.module_gap_mm
    row_gap_mm = rail.row_gap_mm if settings.row_gap_mm is None else settings.row_gap_mm
    return FillOptions(
        gap_mm=gap_mm,
        row_gap_mm=row_gap_mm,
        mode=choice.mode,
        axis=surface.rail_axis,
        aligned_columns=choice.aligned_columns,
        halves=choice.halves,
        block_only=choice.block_only,
        wanted=choice.wanted,
        multiple_of=choice.multiple_of,
        min_run=choice.min_run,
        max_block_mm=_longest_block_mm(rail),
        block_gap_mm=max(gap_mm, rail.joint_gap_mm + 2 * rail.end_overhang_mm),
        keep=keep,
    )


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


def row_rects(row: Row, surface: Surface, design: Design, catalog: Catalog) -> list[Rect]:
    """The modules of a row as rectangles on their surface, in their order."""
    product = catalog.module(row.module or design.products.module)
    along, across = module_extent(surface.rail_axis, row.orientation, product.length_mm, product.width_mm)
    low, high = row.across_mm, row.across_mm + across
    return [
        rect_xy(surface.rail_axis, module.along_mm, low, module.along_mm + along, high)
        for module in row.modules
    ]


def _has_room(surface: Surface, size: ModuleSize) -> bool:
    """Whether a module fits between the outermost corners of a surface, upright or lying."""
    xs, ys = ([corner[axis] for corner in surface.outline] for axis in (0, 1))
    short, long = sorted((max(xs) - min(xs), max(ys) - min(ys)))
    return min(size.length_mm, size.width_mm) <= short and max(size.length_mm, size.width_mm) <= long


def _longest_block_mm(rail: RailSystem) -> float | None:
    """Modules on one rail run, outer edges: the longest run less its overhang at both ends."""
    return None if rail.max_run_mm is None else rail.max_run_mm - 2 * rail.end_overhang_mm


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
    )


def _in_line(row: Row, new: Row) -> bool:
    return (
        row.module is None
        and row.orientation is new.orientation
        and abs(row.across_mm - new.across_mm) < TOLERANCE_MM
    )
