"""What the canvas shows: one surface in its own frame, or all of them in plan, as draw lists.

The items come from the functions that make the exported drawing, so both show the same things. Modules and
the bare roof are taken from the Design itself, hence they follow an edit before its plan is there; all else
is taken from the newest plan.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import numpy as np
from msgspec import Struct
from msgspec.structs import asdict, replace
from shapely.geometry import MultiPolygon, Polygon

from designer.core.checks.results.faults import faults
from designer.core.errors import CatalogError, DesignError
from designer.core.geometry.axes import Point, Rect
from designer.core.layout.placement import place_modules
from designer.core.layout.surface_area import surface_usable_area
from designer.core.model.catalog import Catalog
from designer.core.model.design import Box, Bridge, Design, Surface
from designer.core.model.plan import PlacedModule, Plan, SurfacePlan
from designer.core.racking.wind_areas import wind_areas
from designer.drawing.blocks import BlockBook
from designer.drawing.bridges import bridge_items
from designer.drawing.dims import ROOM_STEPS, dimension_items
from designer.drawing.fault_marks import fault_items
from designer.drawing.inverters import InverterPainter, branch_places, lead_items
from designer.drawing.layers import LayerName
from designer.drawing.model import Block, DimensionStyle, Item, Polyline, Role
from designer.drawing.modules import module_items
from designer.drawing.notes import note_items, note_points
from designer.drawing.pieces import cable_names, rail_names
from designer.drawing.racking import hardware_blocks, hardware_items, rail_items
from designer.drawing.roof import roof_items
from designer.drawing.shapes import bounds, corners
from designer.drawing.siteplan import in_plan, site_name
from designer.drawing.style import Style, style_at
from designer.drawing.trunk import box_items, drop_items, route_items

SCREEN_MM = (220.0, 115.0)
"""Width and height that texts are sized for: a roof that fills them is labelled as on paper of that size.

They are those of the canvas in a window as it opens, wide and low: there the height of a roof decides how
large it is seen, unless it is twice as long. A smaller canvas has larger texts.
"""

LEAST_SCALE, GREATEST_SCALE = 40.0, 500.0

DIMENSION_MM, GREATEST_DIMENSION_MM = 2.2, 450.0
"""Text of dimensions on the screen and at most on the roof: a large hall keeps legible ones."""


class Sight(Struct, frozen=True, kw_only=True):
    """The draw list of a view, from below to above.

    `under` and `over` follow from the Design alone, `planned` from the plan, which may be older. `extents`
    encloses roof, modules and dimensions. `branches` are the numbers of `branch_numbers`.
    """

    under: tuple[Item, ...] = ()
    planned: tuple[Item, ...] = ()
    over: tuple[Item, ...] = ()
    blocks: Mapping[str, Block] = {}
    branches: Mapping[str, int] = {}
    style: Style
    extents: Rect = (0.0, 0.0, 0.0, 0.0)


def surface_sight(
    design: Design,
    plan: Plan | None,
    catalog: Catalog,
    surface_id: str,
    screen_mm: tuple[float, float] = SCREEN_MM,
) -> Sight:
    """Everything on one surface, in its frame. An empty sight when there is no such surface."""
    surface = next((one for one in design.surfaces if one.id == surface_id), None)
    if surface is None:
        return empty_sight()
    extents = bounds((*surface.outline, *note_points(design, surface_id)))
    style = _style_for(extents, screen_mm)
    book = BlockBook()
    bare = _bare(design, surface, catalog)
    planned = _planned_items(design, plan, surface, book, style) if plan else ()
    return Sight(
        under=(
            *roof_items(surface, bare, style),
            *module_items(bare.modules, surface.rail_axis, book, style),
        ),
        planned=planned,
        over=_decided_items(design, surface, bare.modules, book, style),
        blocks={block.name: block for block in book.blocks()},
        branches=branch_numbers(plan),
        style=style,
        extents=_with_room(_around(extents, bare.modules), style),
    )


def planned_sight(design: Design, plan: Plan, surface: Surface, style: Style) -> Sight:
    """What follows from a plan alone on one surface; `style` is that of the surface's sight."""
    book = BlockBook()
    return Sight(
        planned=_planned_items(design, plan, surface, book, style),
        blocks={block.name: block for block in book.blocks()},
        branches=branch_numbers(plan),
        style=style,
    )


def site_sight(
    design: Design, plan: Plan | None, catalog: Catalog, screen_mm: tuple[float, float] = SCREEN_MM
) -> Sight:
    """All surfaces as seen from above, +x east and +y north, with what lies on them as outlines."""
    if not design.surfaces:
        return empty_sight()
    outlines = [point for surface in design.surfaces for point in in_plan(surface, surface.outline)]
    extents = bounds(outlines)
    style = _style_for(extents, screen_mm)
    under: list[Item] = []
    planned: list[Item] = []
    over: list[Item] = []
    for surface in design.surfaces:
        bare = _bare(design, surface, catalog)
        under += _flat(surface, _site_roof(surface, bare.modules))
        planned += _flat(surface, _site_planned(plan, surface.id)) if plan else ()
        over += _flat(surface, (_box_outline(box) for box in design.boxes if box.surface == surface.id))
        over.append(site_name(surface, style))
    over += _bridge_lines(design)
    return Sight(
        under=tuple(under),
        planned=tuple(planned),
        over=tuple(over),
        branches=branch_numbers(plan),
        style=style,
        extents=extents,
    )


def empty_sight() -> Sight:
    """Nothing at all, as in the frame of a surface that is about to be drawn."""
    return Sight(style=style_at(LEAST_SCALE))


def is_drawn_alike(first: Plan, second: Plan) -> bool:
    """Whether two plans of one Design make the same sights: of findings only failed checks are in them."""
    same = first.surfaces == second.surfaces and first.branches == second.branches
    return same and faults(first.findings) == faults(second.findings)


def branch_numbers(plan: Plan | None) -> dict[str, int]:
    """The number of the circuit, from 1, that a branch, an inverter, a port or a piece of cable belongs to.

    Both legs of a centre-fed circuit have one number, hence one colour.
    """
    if plan is None:
        return {}
    numbers = {circuit: number for number, circuit in enumerate(plan.circuits, start=1)}
    found: dict[str, int] = {}
    for branch in plan.branches:
        ids = (
            branch.id,
            *branch.inverters,
            *(drop.id for drop in branch.drops),
            *(piece.id for piece in branch.pieces),
        )
        found.update(dict.fromkeys(ids, numbers[branch.circuit]))
    return {**numbers, **found}


def _style_for(extents: Rect, screen_mm: tuple[float, float]) -> Style:
    """Sizes with which texts can be read when the whole view is on the screen."""
    width, height = extents[2] - extents[0], extents[3] - extents[1]
    scale = max(width / screen_mm[0], height / screen_mm[1])
    style = style_at(min(max(scale, LEAST_SCALE), GREATEST_SCALE))
    grown = min(DIMENSION_MM * style.scale, GREATEST_DIMENSION_MM) / style.dimension.text_mm
    return replace(style, dimension=_scaled(style.dimension, max(grown, 1.0)))


def _scaled(style: DimensionStyle, by: float) -> DimensionStyle:
    return replace(style, **{name: by * size for name, size in asdict(style).items() if name != "unit"})


def _with_room(extents: Rect, style: Style) -> Rect:
    """The roof with the dimensions and names that stand around it."""
    text = style.dimension.text_mm
    x0, y0, x1, y1 = extents
    return (x0 - ROOM_STEPS * text, y0 - ROOM_STEPS * text, x1 + 2.0 * text, y1 + 3.0 * text)


def _bare(design: Design, surface: Surface, catalog: Catalog) -> SurfacePlan:
    """The surface with its modules and without anything planned; what cannot be told is left out."""
    try:
        modules = place_modules(design, surface, catalog)
    except CatalogError:
        modules = ()
    try:
        usable = _rings(surface_usable_area(design, surface))
    except DesignError:
        usable = ()
    return SurfacePlan(
        surface=surface.id,
        usable=usable,
        area_m2=0.0,
        modules=modules,
        rails=(),
        hardware=(),
        wind=wind_areas(design.settings, surface),
    )


def _rings(area: Polygon | MultiPolygon) -> tuple[tuple[Point, ...], ...]:
    parts = area.geoms if isinstance(area, MultiPolygon) else [area]
    rings = [ring for part in parts if not part.is_empty for ring in (part.exterior, *part.interiors)]
    return tuple(tuple((x, y) for x, y in ring.coords[:-1]) for ring in rings)


def _planned_items(
    design: Design, plan: Plan, surface: Surface, book: BlockBook, style: Style
) -> tuple[Item, ...]:
    """Rails, hardware, inverters and cables of one surface, with their names."""
    part = next((one for one in plan.surfaces if one.surface == surface.id), None)
    if part is None:
        return ()
    units = hardware_blocks(part.hardware, {surface.id: surface.rail_axis}, book)
    painter = InverterPainter(branch_places(plan.branches), design.serials, book, style)
    return (
        *rail_items(part.rails),
        *hardware_items(part.hardware, surface.rail_axis, units),
        *lead_items(part.inverters),
        *painter.items(part.inverters),
        *route_items(plan.pieces, surface.id),
        *drop_items(plan.branches, surface.id, book, style),
        *rail_names(part.rails, part.inverters, book, style),
        *cable_names(plan.branches, surface.id, book, style),
        *fault_items(plan, surface.id, style),
    )


def _decided_items(
    design: Design, surface: Surface, modules: tuple[PlacedModule, ...], book: BlockBook, style: Style
) -> tuple[Item, ...]:
    """Boxes, ends of bridges, dimensions and notes of one surface."""
    return (
        *box_items(design.boxes, surface.id, book, style),
        *bridge_items(design, surface, style),
        *dimension_items(surface, modules, style.dimension),
        *note_items(design, surface.id, style),
    )


def _site_roof(surface: Surface, modules: Iterable[PlacedModule]) -> Iterator[Polyline]:
    yield _ring(surface.outline, LayerName.ROOF, Role.ROOF, surface.id)
    for obstacle in surface.obstacles:
        yield _ring(obstacle.outline, LayerName.OBSTACLE, Role.OBSTACLE, obstacle.id)
    for module in modules:
        yield _ring(corners(module.rect), LayerName.MODULE, Role.MODULE, module.id)


def _site_planned(plan: Plan, surface_id: str) -> Iterator[Polyline]:
    for part in plan.surfaces:
        if part.surface == surface_id:
            for inverter in part.inverters:
                yield _ring(corners(inverter.footprint), LayerName.INVERTER, Role.INVERTER, inverter.id)
    yield from route_items(plan.pieces, surface_id)


def _box_outline(box: Box) -> Polyline:
    half_x, half_y = box.width_mm / 2.0, box.height_mm / 2.0
    rect = (box.x - half_x, box.y - half_y, box.x + half_x, box.y + half_y)
    return _ring(corners(rect), LayerName.BOX, Role.BOX, box.id)


def _bridge_lines(design: Design) -> Iterator[Polyline]:
    surfaces = {surface.id: surface for surface in design.surfaces}
    for bridge in design.bridges:
        if bridge.from_surface in surfaces and bridge.to_surface in surfaces:
            yield _bridge_line(bridge, surfaces)


def _bridge_line(bridge: Bridge, surfaces: Mapping[str, Surface]) -> Polyline:
    """A straight line from the one end of a bridge to the other."""
    (start,) = in_plan(surfaces[bridge.from_surface], (bridge.from_point,))
    (end,) = in_plan(surfaces[bridge.to_surface], (bridge.to_point,))
    return Polyline(points=(start, end), layer=LayerName.LINK, role=Role.BRIDGE, owner=bridge.id)


def _ring(points: tuple[Point, ...], layer: LayerName, role: Role, owner: str) -> Polyline:
    return Polyline(points=points, closed=True, layer=layer, role=role, owner=owner)


def _flat(surface: Surface, lines: Iterable[Polyline]) -> Iterator[Polyline]:
    """The lines of a surface as seen from above; all points in one go, as there are many."""
    listed = tuple(lines)
    points = in_plan(surface, (point for line in listed for point in line.points)) if listed else ()
    ends = np.cumsum([0, *(len(line.points) for line in listed)]).tolist()
    for line, (start, end) in zip(listed, pairwise(ends), strict=True):
        yield replace(line, points=points[start:end])


def _around(extents: Rect, modules: Iterable[PlacedModule]) -> Rect:
    rects = (extents, *(module.rect for module in modules))
    return bounds(point for x0, y0, x1, y1 in rects for point in ((x0, y0), (x1, y1)))
