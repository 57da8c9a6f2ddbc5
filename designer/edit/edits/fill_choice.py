"""What is asked of a fill, and what the engine is asked for: gaps and blocks of the project or its rails."""

from msgspec import Struct
from msgspec.structs import replace

from designer.core.errors import DesignError
from designer.core.geometry.axes import Rect, rect_xy, tilted_extent
from designer.core.layout.model import FillMode, FillOptions, Tilt, Walkways
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row, Surface
from designer.core.model.rail_choice import rail_layout
from designer.core.model.rail_layout import RailLayout
from designer.core.model.rail_system import RailSystem
from designer.core.racking.figures import project_figures

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
    carried_only: bool = False
    """Modules whose rails find no attachment within their cantilever are left out."""


def fill_options(
    design: Design, catalog: Catalog, surface: Surface, choice: FillChoice, keep: tuple[Rect, ...] = ()
) -> FillOptions:
    """What the fill engine is asked for, with the gaps and blocks of the project or its rail system.

    Rows that share rails stand all one way, the better one, with their columns aligned: a clamp between two
    rows holds a module of each.
    """
    rail = catalog.rail(design.products.rail)
    settings = design.settings
    gap_mm = rail.mid_gap_mm if settings.module_gap_mm is None else settings.module_gap_mm
    layout = RailLayout.PAIRS if choice.flat else rail_layout(settings, surface, rail)
    shared = layout is RailLayout.SHARED
    own_mm = settings.row_gap_mm
    row_gap_mm = rail.gap_between_rows_mm(layout) if own_mm is None else own_mm
    options = FillOptions(
        gap_mm=gap_mm,
        row_gap_mm=row_gap_mm,
        apart_mm=project_figures(design, catalog).room_for_two_mm if shared else 0.0,
        mode=FillMode.BEST if shared and choice.mode is FillMode.MIXED else choice.mode,
        axis=surface.rail_axis,
        aligned_columns=choice.aligned_columns or shared,
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


def _longest_block_mm(rail: RailSystem) -> float | None:
    """Modules on one rail run, outer edges: the longest run less its overhang at both ends."""
    return None if rail.max_run_mm is None else rail.max_run_mm - 2 * rail.end_overhang_mm
