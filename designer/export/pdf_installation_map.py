"""The installation map: per surface the modules and inverters at their places, with a cell for every serial.

Serial number and DC input of every module can be read from it, which is what commissioning needs.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from designer.core.geometry.axes import Rect
from designer.core.model.catalog import Catalog
from designer.core.model.design import Box, Design, Surface
from designer.core.model.plan import BranchPlan, Plan, SurfacePlan
from designer.drawing.directory import Directory, walking_order
from designer.drawing.palette import branch_inks
from designer.export.pdf_canvas import A4_LANDSCAPE_MM, Paper, Size, TextStyle, field_mm
from designer.export.pdf_map_caps import draw_end_caps
from designer.export.pdf_map_cells import mark_rect
from designer.export.pdf_map_frame import Heading, draw_footer, draw_heading
from designer.export.pdf_map_labels import (
    CELLS_PER_SHEET,
    draw_cell_sheet,
    draw_cells,
    draw_flags,
    flags_of,
    paper_rects,
)
from designer.export.pdf_map_layout import MapLayout, Tile, lay_out, outline_bounds
from designer.export.pdf_map_plan import (
    FINE_DENOMINATOR,
    draw_boxes,
    draw_modules,
    draw_names,
    draw_ports,
    draw_rails,
    draw_roof,
    draw_tile_frames,
    draw_trunk,
    frame_plan,
    name_rects,
)
from designer.export.pdf_map_rects import span
from designer.export.pdf_map_side import draw_side
from designer.export.pdf_map_view import Fields, View, view_of

_PLAN_NOTE = (
    "“in 1” is the inverter's DC input that the module is plugged into. Grey modules are on another sheet."
)
_OVERVIEW_NOTE = "The frames show which sheet holds which part of this surface."
_CELLS_NOTE = (
    "Label cells in walking order: row by row from the eave, turning at row ends. Numbers as on the plan."
)


class _SurfaceSheets(Struct, frozen=True):
    """Everything needed to draw the sheets of one surface."""

    surface: Surface
    plan: SurfacePlan
    layout: MapLayout
    branches: tuple[BranchPlan, ...]
    numbered: tuple[tuple[int, str], ...]

    @property
    def cell_sheets(self) -> int:
        return -(-len(self.numbered) // CELLS_PER_SHEET)

    @property
    def sheets(self) -> int:
        return len(self.layout.tiles) + bool(self.layout.overview) + self.cell_sheets


def installation_map_pdf(
    design: Design, plan: Plan, catalog: Catalog, *, date: str = "", page_mm: Size = A4_LANDSCAPE_MM
) -> bytes:
    """The installation map as a PDF of lying sheets, A4 or Letter; the same bytes for the same input.

    A surface without modules gets a sheet only when none has any. `date` is printed as it is. Raises
    CatalogError when the plan names a product that the catalogue lacks.
    """
    directory = Directory(design, plan, catalog)
    field = field_mm(page_mm)
    paper = Paper(field, title=f"Installation map {design.name}".strip(), page_mm=page_mm)
    surfaces = _surfaces(design, plan, Fields(field[0]).room_mm)
    total = sum(each.sheets for each in surfaces)
    first = 1
    for each in surfaces:
        _MapWriter(paper, directory, each, first, max(total, 1), date).write()
        first += each.sheets
    if not surfaces:
        paper.text((20, 180), "Installation map", TextStyle(16, bold=True))
        paper.text((20, 170), "The design has no surface yet.", TextStyle(10))
        paper.next_page()
    return paper.finish()


def _surfaces(design: Design, plan: Plan, room_mm: Size) -> list[_SurfaceSheets]:
    plans = {each.surface: each for each in plan.surfaces}
    known = [(surface, plans[surface.id]) for surface in design.surfaces if surface.id in plans]
    used = [(surface, each) for surface, each in known if each.modules]
    return [
        _surface_sheets(surface, each, plan.branches, design.boxes, room_mm)
        for surface, each in used or known
    ]


def _surface_sheets(
    surface: Surface, plan: SurfacePlan, branches: Sequence[BranchPlan], boxes: Sequence[Box], room_mm: Size
) -> _SurfaceSheets:
    mine = tuple(branch for branch in branches if _is_on(branch, surface.id))
    layout = lay_out(surface, plan, mine, boxes, room_mm)
    left = [inverter.id for inverter in walking_order(plan) if inverter.id not in layout.cells]
    return _SurfaceSheets(surface, plan, layout, mine, tuple(enumerate(left, start=1)))


def _is_on(branch: BranchPlan, surface_id: str) -> bool:
    parts = (part.surface for piece in branch.pieces for part in piece.route)
    return surface_id in {*(drop.surface for drop in branch.drops), *parts}


class _MapWriter:
    """Draws the sheets of one surface, the first of them being number `first` of `total`."""

    def __init__(
        self, paper: Paper, directory: Directory, sheets: _SurfaceSheets, first: int, total: int, date: str
    ) -> None:
        self._paper, self._directory, self._own = paper, directory, sheets
        self._sheet, self._total, self._date = first, total, date
        self._inks = branch_inks(directory.plan.branches)
        self._plan_field = Fields(paper.width_mm).plan

    def write(self) -> None:
        layout = self._own.layout
        self._paper.bookmark(self._own.surface.name or self._own.surface.id)
        if layout.overview:
            self._write_overview()
        for tile in layout.tiles:
            self._write_tile(tile)
        for start in range(0, len(self._own.numbered), CELLS_PER_SHEET):
            self._write_cells(self._own.numbered[start : start + CELLS_PER_SHEET])

    def _write_tile(self, tile: Tile) -> None:
        own, paper = self._own, self._paper
        view = view_of(tile.window, own.layout.denominator, self._plan_field)
        cells = [cell for cell in own.layout.cells.values() if cell.inverter in tile.inverters]
        numbers = {inverter: number for number, inverter in own.numbered if inverter in tile.inverters}
        flags = flags_of(view, self._directory.inverters, numbers, self._marks(view))
        taken = [*paper_rects(view, cells), *(flag.rect for flag in flags)]
        with paper.clipped(self._plan_field):
            self._draw_ground(view, tile.modules)
            names = name_rects(view, tile, own.plan)
            draw_end_caps(paper, view, own.branches, own.surface.id, self._inks, taken, names)
            draw_cells(paper, view, self._directory, cells)
            draw_flags(paper, flags)
            draw_names(paper, view, self._directory, tile, own.plan, taken)
            draw_ports(paper, view, own.branches, own.surface.id, self._inks)
        shown = self._branches_in(view, tile) if own.layout.overview else own.branches
        window = tile.window if own.layout.overview else None
        draw_side(paper, self._directory.design, own.surface, shown, self._inks, window)
        self._close(_PLAN_NOTE, own.layout.denominator)

    def _write_overview(self) -> None:
        own, paper = self._own, self._paper
        view = view_of(outline_bounds(own.surface, own.plan), own.layout.overview, self._plan_field)
        with paper.clipped(self._plan_field):
            self._draw_ground(view, frozenset(module.id for module in own.plan.modules))
            numbers = range(self._sheet + 1, self._sheet + 1 + len(own.layout.tiles))
            if own.layout.overview <= FINE_DENOMINATOR:
                draw_end_caps(paper, view, own.branches, own.surface.id, self._inks, ())
            draw_tile_frames(paper, view, own.layout.tiles, numbers)
        draw_side(paper, self._directory.design, own.surface, own.branches, self._inks, None)
        self._close(_OVERVIEW_NOTE, own.layout.overview)

    def _write_cells(self, numbered: Sequence[tuple[int, str]]) -> None:
        draw_cell_sheet(self._paper, self._directory, numbered)
        shown = self._branches_of(inverter for _, inverter in numbered)
        draw_side(self._paper, self._directory.design, self._own.surface, shown, self._inks, None)
        self._close(_CELLS_NOTE, 0)

    def _draw_ground(self, view: View, modules: frozenset[str]) -> None:
        """Roof, modules, cable and boxes; labels and names come on top."""
        own, paper = self._own, self._paper
        draw_roof(paper, view, own.surface)
        draw_modules(paper, view, own.plan, modules)
        if view.denominator <= FINE_DENOMINATOR:
            draw_rails(paper, view, own.plan)
        draw_trunk(paper, view, own.branches, own.surface.id, self._inks)
        draw_boxes(paper, view, self._directory, own.surface.id)

    def _marks(self, view: View) -> list[Rect]:
        own = self._own
        drops = (drop for branch in own.branches for drop in branch.drops if drop.surface == own.surface.id)
        return [view.rect(mark_rect(drop, view.denominator)) for drop in drops]

    def _branches_in(self, view: View, tile: Tile) -> list[BranchPlan]:
        """Those with an inverter on a tile, or cable where its sheet shows the roof."""
        here = self._branches_of(tile.inverters)
        return [each for each in self._own.branches if each in here or self._shows_cable(view, each)]

    def _shows_cable(self, view: View, branch: BranchPlan) -> bool:
        parts = (part for piece in branch.pieces for part in piece.route)
        return any(
            view.sees(span(first, second)) and view.visible_part(first, second)
            for part in parts
            if part.surface == self._own.surface.id
            for first, second in pairwise(part.points)
        )

    def _branches_of(self, inverters: Iterable[str]) -> list[BranchPlan]:
        wanted = set(inverters)
        return [branch for branch in self._own.branches if wanted & set(branch.inverters)]

    def _close(self, note: str, denominator: int) -> None:
        """Border, header and footer, then the next page."""
        frame_plan(self._paper)
        draw_heading(self._paper, self._heading())
        draw_footer(self._paper, note, denominator)
        self._paper.next_page()
        self._sheet += 1

    def _heading(self) -> Heading:
        directory, surface, plan = self._directory, self._own.surface, self._own.plan
        customer, catalog = directory.design.customer, directory.catalog
        panels = (catalog.module(module.product) for module in plan.modules)
        units = (catalog.inverter(inverter.product) for inverter in plan.inverters)
        return Heading(
            title=surface.name or surface.id,
            customer=customer.name,
            address=customer.address,
            project=" · ".join(part for part in (directory.design.name, customer.project_number) if part),
            azimuth=f"{surface.azimuth_deg:g}°",
            tilt=f"{surface.tilt_deg:g}°",
            panel=_listed(f"{panel.maker} {panel.model}" for panel in panels),
            inverter=_listed(f"{unit.maker} {unit.model}" for unit in units),
            dtus=directory.design.settings.dtu_serials,
            sheet=self._sheet,
            sheets=self._total,
            date=self._date,
        )


def _listed(names: Iterable[str]) -> str:
    """Every different name once, in order."""
    return "; ".join(dict.fromkeys(names))
