"""Where the serial label of an inverter can be stuck on the installation map.

A cell is a label with a line of caption above it. It lies on the modules that its inverter serves, clear of
their printed names, hides no drop and no inverter, and keeps clear of the trunk as far as possible. Where its
own modules have no such place, it lies beside them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from designer.core.geometry.axes import Point, Rect, grown
from designer.core.model.plan import BranchPlan, Drop, PlacedInverter, SurfacePlan
from designer.core.units import rounded
from designer.export.pdf_map_beside import Ground, cost_beside, place_beside
from designer.export.pdf_map_rects import area, bounds, clear_of, middle, overlap, slide, span

LABEL_MM = (43.0, 12.0)
CAPTION_MM = 3.0
MARGIN_MM = 0.5
NAME_MM = (12.0, 5.8)
"""Room for a module's printed name, on paper, in its upper left corner."""

_FILLED_SHARE = 0.85
_GRID = 9
_PORT_MM, _CAP_MM = 3.4, (4.6, 2.6)
"""Room on paper for the mark of a drop, and for the words below that of a vacant one."""

_HEART_SHARE = 0.7
"""Of the sides of an inverter: what of it no label may cover, in its middle."""

_UNIT_WEIGHT, _ROUTE_WEIGHT = 3.0, 1.0
_ROUTE_WIDTH_MM = 0.8


Shape = tuple[tuple[int, Rect], ...]
"""Modules of one inverter: the number of the row and the rectangle of each."""


class Cell(Struct, frozen=True):
    """Place of an inverter's label with its caption, surface mm; `upright` = read from the right.

    `beside` = not on the modules of the inverter, so that a line has to lead to it.
    """

    inverter: str
    rect: Rect
    upright: bool
    beside: bool = False


class Soft(Struct, frozen=True):
    """Something that a cell had better not cover."""

    rect: Rect
    weight: float


def place_cells(
    surface: SurfacePlan, branches: Sequence[BranchPlan], denominator: int, ground: Ground
) -> dict[str, Cell]:
    """Cells by inverter at 1 : `denominator`; inverters whose label has no room are left out."""
    on_modules = _on_modules(surface, branches, denominator)
    return {**on_modules, **_beside(surface, branches, denominator, ground, on_modules)}


def count_fitting(surface: SurfacePlan, denominator: int) -> int:
    """How many inverters have room for their label at 1 : `denominator`."""
    shapes = Counter(_shape(modules) for _, modules in _served(surface))
    return sum(count for shape, count in shapes.items() if _has_room(shape, denominator))


def mark_rect(drop: Drop, denominator: float) -> Rect:
    """What the mark of a drop takes at 1 : `denominator`, surface mm, with the words of a vacant one."""
    mark = grown((drop.x, drop.y, drop.x, drop.y), _PORT_MM / 2 * denominator)
    if drop.inverter:
        return mark
    width, height = (side * denominator for side in _CAP_MM)
    return bounds([mark, (drop.x - width / 2, mark[1] - height, drop.x + width / 2, mark[1])])


def _on_modules(surface: SurfacePlan, branches: Sequence[BranchPlan], denominator: int) -> dict[str, Cell]:
    soft = _soft(surface, branches, denominator)
    shown = _shown(surface, branches, denominator)
    soft_edges, shown_edges = _edges(thing.rect for thing in soft), _edges(shown)
    found = {}
    for inverter, modules in _served(surface):
        names = [_name_rect(rect, denominator) for _, rect in modules]
        for part in _areas(modules):
            hard = [*names, *(shown[index] for index in _touching(shown_edges, part))]
            free, upright = _free_places(part, hard, denominator)
            if free:
                near = [soft[index] for index in _touching(soft_edges, part)]
                rect = min(free, key=lambda place: _cost(place, part, near))
                found[inverter.id] = Cell(inverter.id, rect, upright)
                break
    return found


def _beside(
    surface: SurfacePlan,
    branches: Sequence[BranchPlan],
    denominator: int,
    ground: Ground,
    others: dict[str, Cell],
) -> dict[str, Cell]:
    """Cells of inverters whose modules have room for one, but only over something that has to be seen."""
    routes = _routes(surface, branches, denominator)
    taken = [*(module.rect for module in surface.modules), *_shown(surface, branches, denominator)]
    found: dict[str, Cell] = {}
    for inverter, modules in _served(surface):
        if inverter.id in others or not _has_room(_shape(modules), denominator):
            continue
        around, gap, frame = _areas(modules), MARGIN_MM * denominator, ground.frames[inverter.id]
        free = {
            place: upright
            for upright, size in _sizes(denominator)
            for place in place_beside(around, size, gap, ground, frame, taken)
        }
        if free:
            unit = inverter.footprint
            rect = min(free, key=lambda place: cost_beside(place, unit, ground, routes))
            found[inverter.id] = Cell(inverter.id, rect, free[rect], beside=True)
            taken.append(rect)
    return found


def _served(surface: SurfacePlan) -> list[tuple[PlacedInverter, Shape]]:
    """Every inverter with the rows and rectangles of its modules."""
    modules = {module.id: (module.row, module.rect) for module in surface.modules}
    return [
        (inverter, tuple(modules[module] for module in inverter.modules if module in modules))
        for inverter in surface.inverters
    ]


def _shape(modules: Shape) -> Shape:
    """The same modules moved to the origin: inverters of one shape have room at the same scales."""
    if not modules:
        return ()
    x, y, _, _ = bounds([rect for _, rect in modules])
    first = min(row for row, _ in modules)
    return tuple(
        (row - first, (rounded(x0 - x), rounded(y0 - y), rounded(x1 - x), rounded(y1 - y)))
        for row, (x0, y0, x1, y1) in modules
    )


@lru_cache(maxsize=1024)
def _has_room(modules: Shape, denominator: int) -> bool:
    hard = [_name_rect(rect, denominator) for _, rect in modules]
    return any(_free_places(part, hard, denominator)[0] for part in _areas(modules))


def _edges(rects: Iterable[Rect]) -> NDArray[np.float64]:
    return np.array(list(rects), dtype=np.float64).reshape(-1, 4)


def _touching(edges: NDArray[np.float64], within: Rect) -> list[int]:
    """Indices of the rectangles, one a row of `edges`, that share points with `within`."""
    x0, y0, x1, y1 = within
    hit = (edges[:, 0] < x1) & (edges[:, 2] > x0) & (edges[:, 1] < y1) & (edges[:, 3] > y0)
    return [int(index) for index in np.flatnonzero(hit)]


def _name_rect(module: Rect, denominator: int) -> Rect:
    x0, _, x1, y1 = module
    width = min(NAME_MM[0] * denominator, x1 - x0)
    return (x0, y1 - NAME_MM[1] * denominator, x0 + width, y1)


def _areas(modules: Shape) -> list[Rect]:
    """Where a cell may lie: on all modules where they fill a rectangle, else on those of one row."""
    if not modules:
        return []
    whole = bounds([rect for _, rect in modules])
    if sum(area(rect) for _, rect in modules) >= _FILLED_SHARE * area(whole):
        return [whole]
    rows = sorted({row for row, _ in modules})
    parts = [bounds([rect for own, rect in modules if own == row]) for row in rows]
    return sorted(parts, key=area, reverse=True)


def _shown(surface: SurfacePlan, branches: Sequence[BranchPlan], denominator: int) -> list[Rect]:
    """What no label may cover: the marks of the drops, and of every inverter enough to see it."""
    marks = [
        mark_rect(drop, denominator)
        for branch in branches
        for drop in branch.drops
        if drop.surface == surface.surface
    ]
    return [*marks, *(_heart(inverter.footprint) for inverter in surface.inverters)]


def _heart(rect: Rect) -> Rect:
    x, y = middle(rect)
    half_w, half_h = _HEART_SHARE * (rect[2] - rect[0]) / 2, _HEART_SHARE * (rect[3] - rect[1]) / 2
    return (x - half_w, y - half_h, x + half_w, y + half_h)


def _soft(surface: SurfacePlan, branches: Sequence[BranchPlan], denominator: int) -> list[Soft]:
    routes = [Soft(rect, _ROUTE_WEIGHT) for rect in _routes(surface, branches, denominator)]
    return [*routes, *(Soft(inverter.footprint, _UNIT_WEIGHT) for inverter in surface.inverters)]


def _routes(surface: SurfacePlan, branches: Sequence[BranchPlan], denominator: int) -> list[Rect]:
    half_mm = _ROUTE_WIDTH_MM / 2 * denominator
    return [
        grown(span(first, second), half_mm)
        for branch in branches
        for piece in branch.pieces
        for part in piece.route
        if part.surface == surface.surface
        for first, second in zip(part.points, part.points[1:], strict=False)
    ]


def _sizes(denominator: int) -> tuple[tuple[bool, Point], ...]:
    """Of a cell, level and upright; level ones are preferred."""
    width, height = LABEL_MM[0] * denominator, (LABEL_MM[1] + CAPTION_MM) * denominator
    return ((False, (width, height)), (True, (height, width)))


def _free_places(within: Rect, hard: Sequence[Rect], denominator: int) -> tuple[list[Rect], bool]:
    """Places for a cell in a rectangle clear of `hard`, and whether they are upright."""
    for upright, size in _sizes(denominator):
        free = clear_of(_places(within, size, MARGIN_MM * denominator), hard)
        if free:
            return free, upright
    return [], False


def _places(within: Rect, size: Point, margin: float) -> list[Rect]:
    """A grid of places for a rectangle of `size`."""
    xs = slide(within[0] + margin, within[2] - margin - size[0], _GRID)
    ys = slide(within[1] + margin, within[3] - margin - size[1], _GRID)
    return [(x, y, x + size[0], y + size[1]) for x in xs for y in ys]


def _cost(rect: Rect, within: Rect, soft: Sequence[Soft]) -> tuple[float, float, Rect]:
    covered = sum(thing.weight * overlap(rect, thing.rect) for thing in soft)
    off = abs(rect[0] + rect[2] - within[0] - within[2]) + abs(rect[1] + rect[3] - within[1] - within[3])
    return (round(covered, 3), round(off, 3), rect)
