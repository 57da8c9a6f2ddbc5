"""The plan field of a map sheet: roof, modules, rails, inverters and trunk, to scale."""

import math
from collections.abc import Sequence

from designer.core.geometry.axes import Point, Rect, to_xy
from designer.core.geometry.edges import EdgeKind
from designer.core.model.design import Surface
from designer.core.model.plan import BranchPlan, Drop, PlacedModule, SurfacePlan
from designer.drawing.directory import Directory
from designer.drawing.palette import BranchInk
from designer.export.pdf_canvas import FAINT, INK, PT_PER_MM, SOFT, WASH, WHITE, Paper, TextStyle
from designer.export.pdf_fonts import text_width_pt
from designer.export.pdf_map_cells import MARGIN_MM, NAME_MM
from designer.export.pdf_map_layout import Tile
from designer.export.pdf_map_rects import bounds, overlaps
from designer.export.pdf_map_view import Fields, View

PORT_RADIUS_MM = 1.45
TRUNK_MM = 0.55

FINE_DENOMINATOR = 150
"""On a coarser scale small parts and names would run into each other and are left out."""

_NAME = TextStyle(6.5, bold=True, halo=WHITE)
_INPUT = TextStyle(5.2, halo=WHITE)
_EDGE = TextStyle(6, colour=SOFT)
_HALF_CAPITAL_MM, _BEHIND_PORT_MM = 0.8, 0.6
"""Of the texts in the corners of modules, and from a port to the text behind it."""

_NAMED_EDGES = (EdgeKind.EAVE, EdgeKind.RIDGE)
_LEAST_EDGE_MM = 20.0

_SHEET_SIZES_PT = (10.0, 8.0, 6.5)
_SHEET_PAD_MM = 1.2
"""Sizes for the names of sheets on an overview, and what is around them."""


def draw_roof(paper: Paper, view: View, surface: Surface) -> None:
    """Outline with the names of eave and ridge, obstacles hatched, water lines."""
    paper.polygon(view.points(surface.outline), width_mm=0.5, fill="#FAFAFA")
    for obstacle in surface.obstacles:
        _draw_obstacle(paper, view, obstacle.outline)
    for water in surface.water_lines:
        paper.line(view.points(water.points), width_mm=0.25, colour=SOFT, dash_mm=(1.5, 0.8, 0.4, 0.8))
    following = (*surface.outline[1:], *surface.outline[:1])
    for first, second, kind in zip(surface.outline, following, surface.edges, strict=False):
        if kind in _NAMED_EDGES:
            _name_edge(paper, view.visible_part(first, second), kind)


def draw_modules(paper: Paper, view: View, plan: SurfacePlan, own: frozenset[str]) -> None:
    """Module outlines; those that stand on another sheet are grey."""
    thin = view.denominator > FINE_DENOMINATOR
    for module in plan.modules:
        if view.sees(module.rect):
            fill = WHITE if module.id in own else WASH
            paper.rect(view.rect(module.rect), width_mm=0.1 if thin else 0.25, colour=SOFT, fill=fill)


def draw_rails(paper: Paper, view: View, plan: SurfacePlan) -> None:
    """Rails as thin lines, and the enclosures of the inverters."""
    for rail in plan.rails:
        first, last = (to_xy(rail.axis, along, rail.across_mm) for along in (rail.start_mm, rail.end_mm))
        if view.sees((*first, *last)):
            paper.line(view.points((first, last)), width_mm=0.18, colour=FAINT)
    for inverter in plan.inverters:
        if view.sees(inverter.footprint):
            paper.rect(view.rect(inverter.footprint), width_mm=0.25, fill="#D8D8D8")


def draw_trunk(
    paper: Paper, view: View, branches: Sequence[BranchPlan], surface_id: str, inks: dict[str, BranchInk]
) -> None:
    """Cable as routed, in the ink of its branch."""
    width_mm = TRUNK_MM if view.denominator <= FINE_DENOMINATOR else TRUNK_MM / 2
    for branch in branches:
        ink = inks[branch.id]
        for piece in branch.pieces:
            for part in piece.route:
                if part.surface == surface_id and _sees(view, part.points):
                    points = view.points(part.points)
                    paper.line(points, width_mm=width_mm, colour=ink.colour, dash_mm=ink.dash_mm)


def draw_ports(
    paper: Paper, view: View, branches: Sequence[BranchPlan], surface_id: str, inks: dict[str, BranchInk]
) -> None:
    """Ports with their numbers."""
    for branch in branches:
        for drop in branch.drops:
            if drop.surface == surface_id and view.shows((drop.x, drop.y)):
                _draw_port(paper, view, drop, inks[branch.id])


def draw_boxes(paper: Paper, view: View, directory: Directory, surface_id: str) -> None:
    """Junction and distribution boxes with their names."""
    for box in directory.design.boxes:
        if box.surface != surface_id or not view.shows((box.x, box.y)):
            continue
        x, y = box.x, box.y
        half_w, half_h = box.width_mm / 2, box.height_mm / 2
        rect = view.rect((x - half_w, y - half_h, x + half_w, y + half_h))
        paper.rect(rect, width_mm=0.5, fill="#FFF3C4")
        paper.text((rect[2] + 1, rect[1]), box.id, TextStyle(6.5, bold=True, halo=WHITE))


def draw_names(
    paper: Paper, view: View, directory: Directory, tile: Tile, plan: SurfacePlan, cells: Sequence[Rect]
) -> None:
    """On every module of the tile its id, and the inverter and DC input it is plugged into."""
    drops = (drop for branch in directory.plan.branches for drop in branch.drops)
    ports = [view.point((drop.x, drop.y)) for drop in drops if drop.surface == plan.surface]
    for module in plan.modules:
        if module.id in tile.modules:
            _draw_name(paper, view.rect(module.rect), module, cells, ports)
    for inverter in plan.inverters:
        if inverter.id in tile.inverters and inverter.id not in directory.seats:
            at = view.point(inverter.mount)
            paper.text((at[0], at[1] - 4), "no branch", TextStyle(5.2, halo=WHITE), align="middle")


def name_rects(view: View, tile: Tile, plan: SurfacePlan) -> list[Rect]:
    """What the names of the tile's modules take up on paper, in the upper left corners of these."""
    corners = (view.rect(module.rect) for module in plan.modules if module.id in tile.modules)
    return [(x0, y1 - NAME_MM[1], min(x0 + NAME_MM[0], x1), y1) for x0, _, x1, y1 in corners]


def draw_tile_frames(paper: Paper, view: View, tiles: Sequence[Tile], sheets: Sequence[int]) -> None:
    """Which sheet shows which part of the roof, on an overview; no name reaches over its frame."""
    frames = [view.rect(tile.window) for tile in tiles]
    room_mm = min((x1 - x0 for x0, _, x1, _ in frames), default=0.0) - 2 * _SHEET_PAD_MM
    style, word = _sheet_name(sheets, room_mm)
    for (x0, y0, x1, y1), sheet in zip(frames, sheets, strict=True):
        paper.rect((x0 + 0.5, y0 + 0.5, x1 - 0.5, y1 - 0.5), width_mm=0.5)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        half_w = _name_width_mm(f"{word}{sheet}", style) / 2 + _SHEET_PAD_MM / 2
        half_h = style.size_pt / PT_PER_MM / 2 + _SHEET_PAD_MM / 2
        paper.rect((x - half_w, y - half_h, x + half_w, y + half_h), fill=WHITE)
        base = 0.36 * style.size_pt / PT_PER_MM
        paper.text((x, y - base), f"{word}{sheet}", style, align="middle")


def _sheet_name(sheets: Sequence[int], room_mm: float) -> tuple[TextStyle, str]:
    """How large all sheets are named, and the word before their numbers: none where it has no room."""
    styles = [TextStyle(size, bold=True) for size in _SHEET_SIZES_PT]
    ways = [(style, word) for word in ("Sheet ", "") for style in styles]
    for style, word in ways:
        if all(_name_width_mm(f"{word}{sheet}", style) <= room_mm for sheet in sheets):
            return style, word
    return ways[-1]


def _name_width_mm(text: str, style: TextStyle) -> float:
    return text_width_pt(text, style.size_pt, bold=style.bold) / PT_PER_MM


def _sees(view: View, points: Sequence[Point]) -> bool:
    return bool(points) and view.sees(bounds([(x, y, x, y) for x, y in points]))


def _draw_obstacle(paper: Paper, view: View, outline: Sequence[Point]) -> None:
    points = view.points(outline)
    paper.polygon(points, width_mm=0.3, fill="#DDDDDD")
    x0, y0, x1, y1 = bounds([(x, y, x, y) for x, y in points])
    if len(points) == 4:
        paper.line([(x0, y0), (x1, y1)], width_mm=0.15, colour=SOFT)
        paper.line([(x0, y1), (x1, y0)], width_mm=0.15, colour=SOFT)


def _name_edge(paper: Paper, ends: Sequence[Point], kind: EdgeKind) -> None:
    if len(ends) != 2 or math.dist(*ends) < _LEAST_EDGE_MM:
        return
    (x0, y0), (x1, y1) = sorted(ends)
    outward = -2.8 if kind is EdgeKind.EAVE else 1.2
    with paper.turned(((x0 + x1) / 2, (y0 + y1) / 2), math.degrees(math.atan2(y1 - y0, x1 - x0))):
        paper.text((0, outward), kind.value, _EDGE, align="middle")


def _draw_port(paper: Paper, view: View, drop: Drop, ink: BranchInk) -> None:
    x, y = view.point((drop.x, drop.y))
    r = PORT_RADIUS_MM
    if drop.inverter:
        paper.circle((x, y), r, width_mm=0.3, colour=ink.colour)
    else:
        paper.rect((x - r, y - r, x + r, y + r), width_mm=0.45, colour=ink.colour, fill=WHITE)
        paper.line([(x - r, y - r), (x + r, y + r)], width_mm=0.2, colour=ink.colour)
        paper.line([(x - r, y + r), (x + r, y - r)], width_mm=0.2, colour=ink.colour)
        paper.text((x, y - r - 2.2), f"{drop.index} cap", TextStyle(4.6, halo=WHITE), align="middle")
        return
    paper.text((x, y - 0.6), str(drop.index), TextStyle(4.6, bold=True), align="middle", max_mm=2 * r)


def _draw_name(
    paper: Paper, rect: Rect, module: PlacedModule, cells: Sequence[Rect], ports: Sequence[Point]
) -> None:
    x0, _, x1, y1 = rect
    strip = (x0, y1 - NAME_MM[1], x1, y1)
    room = x1 - x0 - 2 * MARGIN_MM
    if any(overlaps(strip, cell) for cell in cells):
        room = min(room, NAME_MM[0] - 2 * MARGIN_MM)
    if room < 3:
        return
    served = f"{module.inverter} · in {module.port}" if module.inverter else "no inverter"
    for text, style, below in ((module.id, _NAME, 2.8), (served, _INPUT, 5.1)):
        width = text_width_pt(text, style.size_pt, bold=style.bold) / PT_PER_MM
        aside = _aside_mm((x0 + 0.8, y1 - below), width, room - 0.6, ports)
        paper.text((x0 + 0.8 + aside, y1 - below), text, style, max_mm=room - 0.6 - aside)


def _aside_mm(at: Point, width: float, room: float, ports: Sequence[Point]) -> float:
    """How far to the right a line of text begins, so that no port hides it; not at all without the room."""
    x, y = at[0], at[1] + _HALF_CAPITAL_MM
    reach = PORT_RADIUS_MM + _HALF_CAPITAL_MM
    struck = [px for px, py in ports if abs(py - y) < reach and x - PORT_RADIUS_MM < px < x + width]
    aside = max((px + PORT_RADIUS_MM + _BEHIND_PORT_MM - x for px in struck), default=0.0)
    return aside if aside + width <= room else 0.0


def frame_plan(paper: Paper) -> None:
    """The border of the plan field, drawn last so that nothing stands over it."""
    paper.rect(Fields(paper.width_mm).plan, width_mm=0.35, colour=INK)
