"""Modules of a drawing that came back, each matched with the module of the Design that it stands for."""

import math
from collections.abc import Iterator, Mapping

from msgspec import Struct
from shapely import prepare
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import Polygon

from designer.core.geometry.axes import Point, Rect
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.returned import ReturnedDrawing, ReturnedModule
from designer.edit.edits.returned_places import SAME_MM, Lying
from designer.edit.edits.rows import module_rects

ALIKE_MM = 2.0
"""Rectangles whose sides differ by less are modules of one kind lying the same way."""


class Matched(Struct, frozen=True):
    """How the modules of one surface came back; rectangles are in its coordinates."""

    surface: str
    moved: tuple[tuple[str, Point], ...]
    gone: tuple[str, ...]
    added: tuple[Rect, ...]
    slanting: tuple[str, ...]


def matched_modules(
    design: Design, catalog: Catalog, drawing: ReturnedDrawing, places: Mapping[str, Lying]
) -> tuple[Matched, ...]:
    """All surfaces that were found, each with what became of its modules.

    A block belongs to the surface that it lies on. It is the module whose id it carries, unless it is a copy;
    without ids it is the module at its place, else the nearest one that is missing.
    """
    blocks: dict[str, list[ReturnedModule]] = {name: [] for name in places}
    for name, module in _by_surface(design, drawing, places):
        blocks[name].append(module)
    return tuple(_matched(design, catalog, name, blocks[name], places[name]) for name in places)


def _by_surface(
    design: Design, drawing: ReturnedDrawing, places: Mapping[str, Lying]
) -> Iterator[tuple[str, ReturnedModule]]:
    """Each block with its surface: the one that it lies on, else its own or the nearest one."""
    own = {module.id: row.surface for row in design.rows for module in row.modules}
    areas = {name: Polygon(place.outline) for name, place in places.items()}
    for area in areas.values():
        prepare(area)
    for module in drawing.modules:
        at = ShapelyPoint(module.middle)
        on = next((name for name, area in areas.items() if area.contains(at)), None)
        if on is None and module.id:
            on = own.get(module.id)
        elif on is None:
            on = min(areas, key=lambda name: areas[name].distance(at))
        if on in areas:
            yield on, module


def _matched(
    design: Design, catalog: Catalog, name: str, blocks: list[ReturnedModule], place: Lying
) -> Matched:
    rects = dict(module_rects(design, catalog, name))
    pending = [(block, _shifted(block.rect, place.offset)) for block in blocks]
    moved: list[tuple[str, Point]] = []
    slanting: list[str] = []
    for known in (_by_id, _by_place, _nearest):
        rest = []
        for block, rect in pending:
            module = known(block, rect, rects)
            if module is None:
                rest.append((block, rect))
                continue
            if block.turned_deg:
                slanting.append(module)
            elif step := _step(rects[module], rect):
                moved.append((module, step))
            del rects[module]
        pending = rest
    added = tuple(rect for block, rect in pending if not block.turned_deg)
    return Matched(name, tuple(moved), tuple(rects), added, tuple(slanting))


def _shifted(rect: Rect, offset: Point) -> Rect:
    dx, dy = offset
    return (rect[0] - dx, rect[1] - dy, rect[2] - dx, rect[3] - dy)


def _by_id(block: ReturnedModule, rect: Rect, rects: Mapping[str, Rect]) -> str | None:
    """The module of that id, lying the same way; one turned by a right angle is another one."""
    known = rects.get(block.id) if block.id else None
    return block.id if known is not None and (block.turned_deg or _alike(known, rect)) else None


def _by_place(block: ReturnedModule, rect: Rect, rects: Mapping[str, Rect]) -> str | None:
    if block.id:
        return None
    return next((name for name, known in rects.items() if _same(known, rect)), None)


def _nearest(block: ReturnedModule, rect: Rect, rects: Mapping[str, Rect]) -> str | None:
    if block.id:
        return None
    alike = [name for name, known in rects.items() if _alike(known, rect)]
    return min(alike, key=lambda name: math.dist(rects[name][:2], rect[:2]), default=None)


def _same(first: Rect, second: Rect) -> bool:
    return all(abs(a - b) < SAME_MM for a, b in zip(first, second, strict=True))


def _alike(first: Rect, second: Rect) -> bool:
    wide, high = (abs(first[n + 2] - first[n] - (second[n + 2] - second[n])) for n in (0, 1))
    return wide < ALIKE_MM and high < ALIKE_MM


def _step(before: Rect, after: Rect) -> Point | None:
    """By how much a module was moved; None for not at all."""
    dx, dy = after[0] - before[0], after[1] - before[1]
    return None if max(abs(dx), abs(dy)) < SAME_MM else (dx, dy)
