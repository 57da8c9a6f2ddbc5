"""Inverters re-verified by geometry alone, apart from the interval arithmetic that placed them."""

from collections.abc import Iterator

import shapely
from shapely.geometry import box

from designer.core.findings import Finding, Location, error, note, warning
from designer.core.geometry.axes import Rect, rect_polygons, rect_xy
from designer.core.inverters.obstructions import back_boxes, rail_rect
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import PlacedInverter, Plan, SurfacePlan
from designer.core.units import TOLERANCE_MM


def check_inverters(design: Design, catalog: Catalog, plan: Plan) -> Iterator[Finding]:
    """Footprints under modules, clearances kept, leads long enough, inputs used."""
    for part in plan.surfaces:
        if part.inverters:
            yield from _under_modules(part)
            yield from _clearances(design, catalog, part)
    for inverter in plan.inverters:
        yield from _leads(inverter)
    spare = sum(inverter.spare_inputs for inverter in plan.inverters)
    if spare:
        names = [inverter.id for inverter in plan.inverters if inverter.spare_inputs]
        yield note("spare-inputs", *names, inputs=spare)


def _under_modules(part: SurfacePlan) -> Iterator[Finding]:
    """The footprint inside the union of the module rectangles: no sun, no rain."""
    roof = shapely.union_all(rect_polygons(module.rect for module in part.modules)).buffer(TOLERANCE_MM)
    shapely.prepare(roof)
    for inverter in part.inverters:
        if not roof.covers(box(*inverter.footprint)):
            yield error("inverter-in-the-open", inverter.id, at=_place(inverter))


def _clearances(design: Design, catalog: Catalog, part: SurfacePlan) -> Iterator[Finding]:
    """The grown footprint meets no clamp, attachment, splice, joint, box, other rail or other inverter."""
    named = [(hardware.footprint, hardware.id) for hardware in part.hardware]
    named += [(rect_xy(rail.axis, *rail_rect(rail)), rail.id) for rail in part.rails]
    for module in part.modules:
        named += [(rect, f"{module.id}/box") for rect in back_boxes(module, catalog)]
    named += [(inverter.footprint, inverter.id) for inverter in part.inverters]
    named += [
        ((b.x - b.width_mm / 2, b.y - b.height_mm / 2, b.x + b.width_mm / 2, b.y + b.height_mm / 2), b.id)
        for b in design.boxes
        if b.surface == part.surface
    ]
    tree = shapely.STRtree(rect_polygons(rect for rect, _ in named))
    own_line = {rail.id: (rail.row_id, rail.line) for rail in part.rails}
    for inverter in part.inverters:
        for index in sorted(tree.query(box(*inverter.clearance)).tolist()):
            rect, owner = named[index]
            same = owner == inverter.id or own_line.get(owner) == own_line[inverter.rail]
            depth = 0.0 if same else _depth(inverter.clearance, rect)
            if depth > TOLERANCE_MM:
                yield error(
                    "clearance-broken", inverter.id, owner, at=_place(inverter), missing_mm=round(depth, 1)
                )


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
                length_mm=round(lead.length_mm),
                reach_mm=round(lead.reach_mm),
                extensions=lead.extensions,
            )


def _place(inverter: PlacedInverter) -> Location:
    x0, y0, x1, y1 = inverter.footprint
    return Location(inverter.surface, (x0 + x1) / 2, (y0 + y1) / 2)
