"""The whole drawing of a Design and its Plan, as a draw list: model space, and the sheets that show it."""

import math
from collections.abc import Iterator

from msgspec.structs import replace

from designer.core.geometry.axes import Point, Rect
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Surface
from designer.core.model.plan import Plan, SurfacePlan
from designer.drawing.blocks import BlockBook
from designer.drawing.bridges import bridge_items
from designer.drawing.directory import Directory
from designer.drawing.fault_marks import fault_items
from designer.drawing.inverters import InverterPainter, branch_places, lead_items
from designer.drawing.layers import LAYERS, LINETYPES
from designer.drawing.layout import Cell, arrange
from designer.drawing.length_units import LengthUnit
from designer.drawing.model import DimensionStyle, Drawing, Item, PaperSheet, Sheet, moved
from designer.drawing.modules import module_items
from designer.drawing.notes import note_items, note_points
from designer.drawing.pieces import cable_names, rail_names
from designer.drawing.racking import hardware_blocks, hardware_items, rail_items
from designer.drawing.report.book import report_book
from designer.drawing.roof import roof_items
from designer.drawing.shapes import bounds, corners
from designer.drawing.sheet_dims import sheet_dimensions
from designer.drawing.sheet_layers import SHEET_LAYERS, branch_layers, branch_linetypes
from designer.drawing.sheets.book import sheet_book
from designer.drawing.sheets.context import Context, Face, SheetOrder
from designer.drawing.sheets.drawn import Drawn
from designer.drawing.sheets.scales import WHOLE_SIDES, chosen_frame, dimension_style
from designer.drawing.sheets.site_view import site_scale
from designer.drawing.sheets.template import SheetFrame
from designer.drawing.site_dims import ROOM_STEPS, SITE_STYLE, site_dimensions
from designer.drawing.siteplan import site_bounds, site_heading_mm, site_items
from designer.drawing.style import Style, text_width_mm
from designer.drawing.title import sheet_items, surface_name, title_fields
from designer.drawing.trunk import box_items, drop_items, route_items

_ASIDE = 2.0
"""So many papers of the set away model space begins, so that not even their lines' widths reach it."""


def build_drawing(
    design: Design, plan: Plan, catalog: Catalog, *, date: str = "", order: SheetOrder | None = None
) -> Drawing:
    """Surfaces in true size side by side, the site plan apart, frame and title block; and a set of sheets.

    Surfaces are drawn in the Plan's order, dimensions as large as the plans of the set ask for. Without an
    `order` there is no set. `date` is put on the sheets as given. Raises CatalogError when the catalogue
    lacks a product of the plan, DesignError when the surfaces lie too far apart for a sheet, InputError for a
    paper that the template of the order lacks.
    """
    return _Scene(design, plan, catalog, order).drawing(date)


class _Scene:
    """The work of `build_drawing`, with what all its steps need at hand."""

    def __init__(self, design: Design, plan: Plan, catalog: Catalog, order: SheetOrder | None) -> None:
        self._design, self._plan, self._catalog, self._order = design, plan, catalog, order
        self._surfaces = [(design.surface(part.surface), part) for part in plan.surfaces]
        self._extents = {surface.id: self._surface_extents(surface, part) for surface, part in self._surfaces}
        self._chosen = self._chosen_frame()
        self._arrangement = arrange(self._cells, at=self._aside(), unit=self._unit)
        self._style = self._for_plans(self._arrangement.style)
        self._site_style = self._for_site(self._arrangement.style)
        self._book = BlockBook()
        places = branch_places(plan.branches)
        self._inverters = InverterPainter(places, design.serials, self._book, self._style)
        axes = {surface.id: surface.rail_axis for surface, _ in self._surfaces}
        self._units = hardware_blocks(plan.hardware, axes, self._book)

    def drawing(self, date: str) -> Drawing:
        sheet = self._arrangement.sheet
        fields = title_fields(self._design, self._plan, self._catalog, self._named(sheet), date)
        items = (*self._placed(), *sheet_items(fields, sheet, self._style.dimension.unit))
        sheets = self._sheets(date, items)
        branches = len(self._plan.branches) if sheets else 0
        return Drawing(
            name=self._design.name,
            date=date,
            layers=(*LAYERS, *SHEET_LAYERS, *branch_layers(branches)),
            linetypes=(*LINETYPES, *branch_linetypes()),
            dimension_style=self._style.dimension,
            further_styles={SITE_STYLE: self._site_style},
            sheet=sheet,
            blocks=self._book.blocks(),
            items=items,
            extents=(0.0, 0.0, *sheet.rect[2:]),
            sheets=sheets,
        )

    def _chosen_frame(self) -> tuple[SheetFrame, float] | None:
        """The paper of the set and the scale of its plans."""
        if self._order is None:
            return None
        extents = [(surface, self._extents[surface.id]) for surface, _ in self._surfaces]
        order = self._order
        return chosen_frame(order.template, order.paper, extents, whole=order.report)

    @property
    def _unit(self) -> LengthUnit:
        """What the readers of the set measure in."""
        return self._order.template.lengths if self._order else LengthUnit.MILLIMETRES

    def _named(self, sheet: Sheet) -> str:
        """Paper and scale of model space, as the template of the set calls them."""
        scale = self._order.template.scale_name(sheet.scale) if self._order else f"1:{sheet.scale:g}"
        return f"{sheet.name}, {scale}"

    def _aside(self) -> Point:
        """Where model space begins: beyond a paper of the set.

        Some programs, LibreCAD among them, draw what lies on papers into model space, about its origin.
        """
        if self._chosen is None:
            return (0.0, 0.0)
        paper = self._chosen[0].paper
        sides = (paper.width_mm, paper.height_mm)
        across, up = (float(math.ceil(_ASIDE * side / 10.0) * 10) for side in sides)
        return (across, up)

    def _for_plans(self, style: Style) -> Style:
        """The style with dimensions as the plans of the set ask for."""
        if self._chosen is None:
            return style
        frame, scale = self._chosen
        return replace(style, dimension=dimension_style(scale, frame.template.lengths))

    def _for_site(self, style: Style) -> DimensionStyle:
        """Dimensions as the site plan of the set asks for, which has a scale of its own."""
        if self._chosen is None or not self._surfaces:
            return style.dimension
        frame, scale = self._chosen
        site = site_bounds([surface for surface, _ in self._surfaces])
        return dimension_style(site_scale(frame, site, scale), frame.template.lengths)

    def _sheets(self, date: str, items: tuple[Item, ...]) -> tuple[PaperSheet, ...]:
        """The set of sheets; their title block joins the blocks of the drawing."""
        if self._order is None or self._chosen is None:
            return ()
        frame, scale = self._chosen
        surfaces = [surface for surface, _ in self._surfaces]
        offsets = self._arrangement.offsets
        site_offset = offsets[-1] if offsets else (0.0, 0.0)
        x0, y0, x1, y1 = site_bounds(surfaces)
        dx, dy = site_offset
        context = Context(
            directory=Directory(self._design, self._plan, self._catalog),
            order=self._order,
            frame=frame,
            scale=scale,
            faces=tuple(
                Face(surface, part, offset, self._extents[surface.id])
                for (surface, part), offset in zip(self._surfaces, offsets, strict=False)
            ),
            site_offset=site_offset,
            site=(x0 + dx, y0 + dy, x1 + dx, y1 + dy),
            style=self._style,
            date=date,
            drawn=Drawn(items, self._book.blocks()),
        )
        sheets, block = report_book(context) if self._order.report else sheet_book(context)
        self._book.add(block)
        return sheets

    def _placed(self) -> Iterator[Item]:
        """All surfaces and the site plan, each moved to its place."""
        offsets = self._arrangement.offsets
        for (surface, part), offset in zip(self._surfaces, offsets, strict=False):
            yield from moved(self._surface_items(surface, part), offset)
        if self._surfaces:
            surfaces = [surface for surface, _ in self._surfaces]
            items = site_items(surfaces, self._plan.surfaces, self._style)
            yield from moved(
                (*items, *site_dimensions(surfaces, self._site_style, self._style.dimension)), offsets[-1]
            )

    def _surface_items(self, surface: Surface, part: SurfacePlan) -> tuple[Item, ...]:
        """Everything on one surface, in its frame; what is painted later lies on top."""
        style, book, plan = self._style, self._book, self._plan
        return (
            *roof_items(surface, part, style),
            *module_items(part.modules, surface.rail_axis, book, style),
            *rail_items(part.rails),
            *hardware_items(part.hardware, surface.rail_axis, self._units),
            *lead_items(part.inverters),
            *self._inverters.items(part.inverters),
            *route_items(plan.pieces, surface.id),
            *drop_items(plan.branches, surface.id, book, style),
            *box_items(self._design.boxes, surface.id, book, style),
            *rail_names(part.rails, part.inverters, book, style),
            *cable_names(plan.branches, surface.id, book, style),
            *bridge_items(self._design, surface, style),
            *sheet_dimensions(surface, part, self._design.boxes, style.dimension),
            *note_items(self._design, surface.id, style),
            *surface_name(surface, part, self._extents[surface.id], style),
            *fault_items(plan, surface.id, style),
        )

    def _surface_extents(self, surface: Surface, part: SurfacePlan) -> Rect:
        """Outline, boxes, routes and notes: cables, boxes and notes may lie beside the outline."""
        points: list[Point] = [*note_points(self._design, surface.id)]
        for box in self._design.boxes:
            if box.surface == surface.id:
                half_x, half_y = box.width_mm / 2.0, box.height_mm / 2.0
                points += corners((box.x - half_x, box.y - half_y, box.x + half_x, box.y + half_y))
        for piece in self._plan.pieces:
            for route in piece.route:
                if route.surface == surface.id:
                    points += route.points
        points += [point for module in part.modules for point in corners(module.rect)]
        return bounds((*surface.outline, *points))

    def _cells(self, style: Style) -> list[Cell]:
        """A cell per surface with room for its dimensions and names, and one for the site plan."""
        style = self._for_plans(style)
        cells = [self._surface_cell(surface, part, style) for surface, part in self._surfaces]
        if self._surfaces:
            site = site_bounds([surface for surface, _ in self._surfaces])
            wanted = site_heading_mm(style) - (site[2] - site[0])
            largest = max(self._for_site(style).text_mm, style.dimension.text_mm)
            room = max(style.margin_mm, ROOM_STEPS * largest)
            cells.append(
                Cell(
                    bounds=site,
                    left_mm=room,
                    right_mm=max(room, wanted),
                    bottom_mm=room,
                    top_mm=3.2 * style.name_mm,
                )
            )
        return cells

    def _surface_cell(self, surface: Surface, part: SurfacePlan, style: Style) -> Cell:
        """Room for dimensions on all sides, and for the names above those."""
        extents = self._extents[surface.id]
        texts = surface_name(surface, part, extents, style)
        wanted = max(text.at[0] + text_width_mm(text.text, text.height_mm) for text in texts) - extents[2]
        x0, y0, x1, y1 = WHOLE_SIDES.around(extents, surface.rail_axis, style.dimension)
        return Cell(
            bounds=extents,
            left_mm=extents[0] - x0,
            right_mm=max(x1 - extents[2], style.margin_mm, wanted),
            bottom_mm=extents[1] - y0,
            top_mm=y1 - extents[3] + _names_mm(style),
        )


def _names_mm(style: Style) -> float:
    """Room for the names above a cell and its dimensions."""
    return 1.5 * style.name_mm + 1.8 * style.note_mm
