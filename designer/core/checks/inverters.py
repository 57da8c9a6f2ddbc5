"""Inverters re-verified by geometry alone, apart from the interval arithmetic that placed them."""

from collections.abc import Iterator, Sequence

import shapely
from shapely.geometry import Polygon

from designer.core.findings import Finding, Location, error, note, warning
from designer.core.geometry.axes import Rect, grown, rect_polygon, rect_polygons, rect_xy
from designer.core.geometry.meetings import meetings
from designer.core.inverters.clearance import clearance_mm
from designer.core.inverters.obstructions import back_boxes, rail_rect
from designer.core.limits import MOST_OVERLAPS
from designer.core.model.catalog import Catalog, Inverter
from designer.core.model.design import Box, Design, Settings
from designer.core.model.plan import PlacedInverter, Plan, RailRun, RowLine, SurfacePlan
from designer.core.told import beyond
from designer.core.units import TOLERANCE_MM


def check_inverters(design: Design, catalog: Catalog, plan: Plan) -> Iterator[Finding]:
    """Inputs that stay unused, and less free space than a maker asks for."""
    names = [inverter.id for inverter in plan.inverters if inverter.spare_inputs]
    if names:
        spare = sum(inverter.spare_inputs for inverter in plan.inverters)
        yield note("spare-inputs", *names, inputs=spare)
    for product in sorted({inverter.product for inverter in plan.inverters}):
        yield from _less_than_asked(design.settings, catalog.inverter(product))


def _less_than_asked(settings: Settings, inverter: Inverter) -> Iterator[Finding]:
    """The project's clearance below the maker's."""
    own_mm = clearance_mm(settings, inverter)
    if own_mm < inverter.clearance_mm - TOLERANCE_MM:
        yield warning("clearance-below-makers", inverter.id, own_mm=own_mm, asked_mm=inverter.clearance_mm)


def check_hanging(catalog: Catalog, boxes: Sequence[Box], part: SurfacePlan) -> Iterator[Finding]:
    """On one surface with its `boxes`: footprints under modules, clearances kept, leads long enough."""
    if part.inverters:
        yield from _under_modules(part)
        yield from _clearances(catalog, boxes, part)
    for inverter in part.inverters:
        yield from _leads(inverter)


def _under_modules(part: SurfacePlan) -> Iterator[Finding]:
    """The footprint under the module rectangles or the rail it hangs from: no sun, no rain."""
    covers = rect_polygons(grown(module.rect, TOLERANCE_MM) for module in part.modules)
    tree = shapely.STRtree(covers)
    outlines = rect_polygons(inverter.footprint for inverter in part.inverters)
    rails = {rail.id: _rail_polygon(rail) for rail in part.rails}
    sheltered = set(tree.query(outlines, predicate="covered_by")[0].tolist())
    for index, (inverter, outline) in enumerate(zip(part.inverters, outlines, strict=True)):
        if index in sheltered:
            continue
        near = covers[tree.query(outline)]
        if not shapely.covers(shapely.union_all([*near, rails[inverter.rail]]), outline):
            yield error("inverter-in-the-open", inverter.id, at=_place(inverter))


def _clearances(catalog: Catalog, boxes: Sequence[Box], part: SurfacePlan) -> Iterator[Finding]:
    """The grown footprint meets no clamp, attachment, splice, joint, box, other rail or other inverter."""
    named = [(hardware.footprint, hardware.id) for hardware in part.hardware]
    named += [(rect_xy(rail.axis, *rail_rect(rail)), rail.id) for rail in part.rails]
    for module in part.modules:
        named += [(rect, f"{module.id}/box") for rect in back_boxes(module, catalog)]
    named += [(inverter.footprint, inverter.id) for inverter in part.inverters]
    named += [
        ((b.x - b.width_mm / 2, b.y - b.height_mm / 2, b.x + b.width_mm / 2, b.y + b.height_mm / 2), b.id)
        for b in boxes
    ]
    tree = shapely.STRtree(rect_polygons(rect for rect, _ in named))
    lines = {rail.id: frozenset(rail.lines) for rail in part.rails}
    clearances = rect_polygons(inverter.clearance for inverter in part.inverters)
    for number, index in meetings(tree, clearances, 50 * len(named) + MOST_OVERLAPS):
        inverter, (rect, owner) = part.inverters[number], named[index]
        same = owner == inverter.id or not lines.get(owner, _NONE).isdisjoint(lines[inverter.rail])
        depth = 0.0 if same else _depth(inverter.clearance, rect)
        if depth > TOLERANCE_MM:
            yield error(
                "clearance-broken", inverter.id, owner, at=_place(inverter), missing_mm=round(depth, 1)
            )


_NONE: frozenset[RowLine] = frozenset()


def _rail_polygon(rail: RailRun) -> Polygon:
    return rect_polygon(grown(rect_xy(rail.axis, *rail_rect(rail)), TOLERANCE_MM))


def _depth(first: Rect, second: Rect) -> float:
    """How far two rectangles overlap in the direction in which they overlap least; 0 when apart."""
    return max(
        0.0,
        min(
            min(first[2], second[2]) - max(first[0], second[0]),
            min(first[3], second[3]) - max(first[1], second[1]),
        ),
    )


def _leads(inverter: PlacedInverter) -> Iterator[Finding]:
    for lead in inverter.leads:
        if lead.extensions:
            yield warning(
                "lead-extended",
                inverter.id,
                lead.module,
                at=_place(inverter),
                length_mm=beyond(lead.length_mm, lead.reach_mm),
                reach_mm=round(lead.reach_mm),
                extensions=lead.extensions,
            )


def _place(inverter: PlacedInverter) -> Location:
    x0, y0, x1, y1 = inverter.footprint
    return Location(inverter.surface, (x0 + x1) / 2, (y0 + y1) / 2)
