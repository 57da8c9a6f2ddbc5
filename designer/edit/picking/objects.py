"""What an id stands for, on which surface it lies, and what to light up for it."""

from collections.abc import Iterable, Iterator

import numpy as np
import shapely

from designer.core.geometry.axes import Point, Rect
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.edit.picking.layer import Layer
from designer.edit.picking.model import Kind
from designer.edit.picking.parts import parts_layer, surfaces_of_parts
from designer.edit.picking.recent import recent
from designer.edit.picking.scenery import Scenery
from designer.edit.view import View, ViewKind, surface_view

Outlines = tuple[tuple[Point, ...], ...]
"""Lines to draw; a ring ends where it starts, and a line of one point is a place without extent."""

_Known = dict[str, tuple[Kind, str]]


def all_in_view(design: Design, view: View) -> frozenset[str]:
    """Ids of all that "select all" means: on a surface what lies on it, on the site plan the surfaces."""
    if view.kind is ViewKind.SITE:
        return frozenset(
            part.id for group in (design.surfaces, design.boxes, design.bridges) for part in group
        )
    found = {name for name, (_, surface) in _decided(design).items() if surface == view.surface}
    ends = {bridge.id for bridge in design.bridges if view.surface == bridge.to_surface}
    return frozenset((found | ends) - {view.surface})


def existing_ids(design: Design, plan: Plan | None) -> frozenset[str]:
    """Ids that stand for something now: decided, or planned for modules that are still there."""
    decided = _decided(design)
    planned = () if plan is None else _holding(design, plan)
    rows = (row.id for row in design.rows)
    locks = (lock.id for lock in design.locks)
    return frozenset((*decided, *rows, *locks, *planned))


def still_existing(design: Design, plan: Plan | None, names: frozenset[str]) -> frozenset[str]:
    """Those of some ids that stand for something now, without asking for all that was planned."""
    decided = frozenset(names & existing_ids(design, None))
    if plan is None:
        return decided
    asked = names - decided - {module.id for module in plan.modules}
    return decided | (asked & frozenset(_holding(design, plan))) if asked else decided


def kind_of_id(design: Design, plan: Plan | None, name: str) -> Kind | None:
    """What an id stands for; None for a row, a piece, and for what is unknown."""
    if found := _decided(design).get(name):
        return found[0]
    if plan is not None and (planned := _planned(plan).get(name)):
        return planned[0]
    return Kind.BRANCH if any(lock.id == name for lock in design.locks) else None


def surface_of(design: Design, plan: Plan | None, name: str) -> str | None:
    """The surface that a thing lies on; of a bridge or branch the first one. None when it is unknown.

    The Plan may be a moment older: what it holds of a surface that is gone lies nowhere.
    """
    surface = _told_surface(design, plan, name)
    return surface if any(one.id == surface for one in design.surfaces) else None


def _told_surface(design: Design, plan: Plan | None, name: str) -> str | None:
    if found := _decided(design).get(name):
        return found[1]
    for row in design.rows:
        if row.id == name:
            return row.surface
    if plan is None:
        return None
    if planned := _planned(plan).get(name):
        return planned[1]
    return surfaces_of_parts(plan).get(name)


def outlines_of(
    design: Design, plan: Plan | None, catalog: Catalog, view: View, names: Iterable[str]
) -> Outlines:
    """Rings and lines of things in view coordinates, mm; none of what cannot be seen.

    A row has those of its modules; rails, bars, ports, cable pieces and their stock are known too.
    """
    scenery = Scenery(design, plan, catalog, view)
    rows = {row.id: row for row in design.rows}
    kinds: dict[Kind, list[str]] = {}
    parts: list[str] = []
    for name in names:
        if (kind := kind_of_id(design, plan, name)) is not None:
            kinds.setdefault(kind, []).append(name)
        elif name in rows:
            kinds.setdefault(Kind.MODULE, []).extend(module.id for module in rows[name].modules)
        else:
            parts.append(name)
    lines = [line for kind, ids in kinds.items() for line in _lines(scenery.layer(kind), ids)]
    if plan is not None and parts:
        lines += _lines(parts_layer(design, plan, view), parts)
    return tuple(lines)


def box_of(design: Design, plan: Plan | None, catalog: Catalog, name: str) -> Rect | None:
    """Extent of a thing on its surface, mm; None when it is unknown."""
    surface = surface_of(design, plan, name)
    if surface is None:
        return None
    points = [
        point for line in outlines_of(design, plan, catalog, surface_view(surface), (name,)) for point in line
    ]
    if not points:
        return None
    (x0, y0), (x1, y1) = np.min(points, axis=0).tolist(), np.max(points, axis=0).tolist()
    return (x0, y0, x1, y1)


@recent(4)
def _decided(design: Design) -> _Known:
    """Kind and surface of everything that a person placed."""
    known: _Known = {}
    for surface in design.surfaces:
        known[surface.id] = (Kind.SURFACE, surface.id)
        known.update((part.id, (Kind.OBSTACLE, surface.id)) for part in surface.obstacles)
        known.update((part.id, (Kind.WATER_LINE, surface.id)) for part in surface.water_lines)
    for row in design.rows:
        known.update((module.id, (Kind.MODULE, row.surface)) for module in row.modules)
        known.update((module.id, (Kind.REMOVED, row.surface)) for module in row.removed)
    known.update((box.id, (Kind.BOX, box.surface)) for box in design.boxes)
    known.update((bridge.id, (Kind.BRIDGE, bridge.from_surface)) for bridge in design.bridges)
    known.update((point.id, (Kind.WAYPOINT, point.surface)) for point in design.waypoints)
    known.update((note.id, (Kind.DIMENSION, note.surface)) for note in design.dimensions)
    known.update((note.id, (Kind.TEXT, note.surface)) for note in design.texts)
    return known


@recent(2)
def _planned(plan: Plan) -> _Known:
    """Kind and surface of what a Plan holds and a person may point at."""
    known: _Known = {one.id: (Kind.INVERTER, one.surface) for one in plan.inverters}
    known.update((rail.id, (Kind.RAIL, rail.surface)) for rail in plan.rails)
    inverters = {one.id: one.surface for one in plan.inverters}
    for branch in plan.branches:
        surface = next((inverters[name] for name in branch.inverters if name in inverters), "")
        known[branch.circuit] = known[branch.id] = (Kind.BRANCH, surface)
    return known


def _holding(design: Design, plan: Plan) -> Iterator[str]:
    """Ids of the Plan, which may be a moment older, without inverters whose modules are gone."""
    modules = {name for name, (kind, _) in _decided(design).items() if kind is Kind.MODULE}
    gone = {one.id for one in plan.inverters if not modules.issuperset(one.modules)}
    yield from (name for name in _planned(plan) if name not in gone)
    yield from surfaces_of_parts(plan)


def _lines(layer: Layer, names: Iterable[str]) -> Iterator[tuple[Point, ...]]:
    """The points of the geometries of things; of an area those of its outer ring, the first one again at the
    end.
    """
    geometries = layer.of(*names)
    coordinates, owners = shapely.get_coordinates(geometries, return_index=True)
    ends = np.searchsorted(owners, np.arange(1, len(geometries) + 1)).tolist()
    points = [(x, y) for x, y in coordinates.tolist()]
    for start, end in zip([0, *ends], ends, strict=False):
        yield tuple(points[start:end])
