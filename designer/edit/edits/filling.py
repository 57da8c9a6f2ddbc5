"""The edit that fills a surface with rows of modules."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from designer.core.errors import DesignError
from designer.core.geometry.axes import Rect, rect_xy, tilted_extent
from designer.core.layout.fill import fill
from designer.core.layout.model import FilledRow, FillMode, FillOptions, ModuleSize, Tilt, Walkways
from designer.core.layout.surface_area import surface_usable_area
from designer.core.model.catalog import Catalog, RailSystem
from designer.core.model.design import Design, Row, RowModule, Surface
from designer.core.model.places import place_of
from designer.core.units import TOLERANCE_MM, rounded
from designer.edit.edits.numbering import MODULE, ROW, Numberer
from designer.edit.edits.settling import settled_rows

OBLIQUITY_DEG = 23.44
"""Inclination of the earth's axis: the sun at noon of the shortest day stands 90° − latitude − this high."""


class FlatRows(Struct, frozen=True, kw_only=True):
    """Rows that stand up from a flat roof, as a person asks for them; None = what the assumptions say.

    One way they face down the surface, `paired` back to back down and up it. Without `pitch_mm` rows stand so
    that none lies in the shadow of another while the sun stands `sun_deg` high or more: without that at noon
    of the shortest day at the site's latitude. After every `walkway_rows` rows, or pairs, comes a walkway.
    """

    tilt_deg: float | None = None
    paired: bool = False
    pitch_mm: float | None = None
    sun_deg: float | None = None
    walkway_rows: int = 0
    walkway_mm: float = 0.0


class FillChoice(Struct, frozen=True, kw_only=True):
    """What a person decides about a fill; the lengths follow from the Design and its rail system."""

    mode: FillMode = FillMode.BEST
    aligned_columns: bool = False
    halves: bool = False
    block_only: bool = False
    wanted: int | None = None
    multiple_of: int = 1
    min_run: int = 1
    flat: FlatRows | None = None


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
    options = FillOptions(
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
    return options if choice.flat is None else _standing_up(options, design, catalog, choice.flat)


def _standing_up(options: FillOptions, design: Design, catalog: Catalog, flat: FlatRows) -> FillOptions:
    """The options for rows that stand up from a flat roof."""
    assumed = catalog.assumptions
    tilt_deg = assumed.flat_tilt_deg if flat.tilt_deg is None else flat.tilt_deg
    valley_mm = assumed.flat_valley_gap_mm if flat.paired and flat.pitch_mm is None else 0.0
    return replace(
        options,
        tilt=Tilt(deg=tilt_deg, paired=flat.paired, ridge_gap_mm=assumed.flat_ridge_gap_mm),
        row_gap_mm=max(options.row_gap_mm, valley_mm),
        row_pitch_mm=flat.pitch_mm,
        sun_deg=None if flat.pitch_mm is not None else sun_height_deg(design, catalog, flat),
        walkways=Walkways(rows=flat.walkway_rows, width_mm=flat.walkway_mm),
    )


def sun_height_deg(design: Design, catalog: Catalog, flat: FlatRows) -> float:
    """The height of the sun from which on rows are to be free of each other's shadow.

    As asked for; else at noon of the shortest day at the site's latitude, else the assumed one. Raises
    DesignError where the sun does not rise that day.
    """
    if flat.sun_deg is not None:
        return flat.sun_deg
    if design.plane is None:
        return catalog.assumptions.flat_sun_deg
    height = 90.0 - OBLIQUITY_DEG - abs(design.plane.lat_deg)
    if height <= 0.0:
        what = f"at {abs(design.plane.lat_deg):.1f}° the sun does not rise on the shortest day"
        raise DesignError(what, remedy="give the row pitch or the height of the sun")
    return height


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
    along, across = tilted_extent(
        surface.rail_axis, row.orientation, product.length_mm, product.width_mm, row.tilt_deg
    )
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
        tilt_deg=found.tilt_deg,
    )


def _in_line(row: Row, new: Row) -> bool:
    return (
        row.module is None
        and (row.orientation, row.tilt_deg) == (new.orientation, new.tilt_deg)
        and abs(row.across_mm - new.across_mm) < TOLERANCE_MM
    )
