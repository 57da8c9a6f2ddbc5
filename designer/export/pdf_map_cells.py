"""Where the serial label of an inverter can be stuck on the installation map.

A cell is a label with a line of caption above it. It lies on the modules that its inverter serves, clear of
their printed names, and as far as possible clear of the trunk, its ports and the inverter's own outline.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from designer.core.geometry.axes import Rect
from designer.core.model.plan import BranchPlan, PlacedInverter, SurfacePlan
from designer.core.units import rounded

LABEL_MM = (43.0, 12.0)
CAPTION_MM = 3.0
MARGIN_MM = 0.5
NAME_MM = (12.0, 5.8)
"""Room for a module's printed name, on paper, in its upper left corner."""

_FILLED_SHARE = 0.85
_GRID = 9
_PORT_MM = 3.4
_PORT_WEIGHT, _UNIT_WEIGHT, _ROUTE_WEIGHT = 20.0, 3.0, 1.0
_ROUTE_WIDTH_MM = 0.8


Shape = tuple[tuple[int, Rect], ...]
"""Modules of one inverter: the number of the row and the rectangle of each."""


class Cell(Struct, frozen=True):
    """Place of an inverter's label with its caption, surface mm; `upright` = read from the right."""

    inverter: str
    rect: Rect
    upright: bool


class Soft(Struct, frozen=True):
    """Something that a cell had better not cover."""

    rect: Rect
    weight: float


def place_cells(surface: SurfacePlan, branches: Sequence[BranchPlan], denominator: int) -> dict[str, Cell]:
    """Cells by inverter at 1 : `denominator`; inverters whose label has no room are left out."""
    soft = _soft(surface, branches, denominator)
    edges = np.array([thing.rect for thing in soft]).reshape(-1, 4)
    found = {}
    for inverter, modules in _served(surface):
        hard = [_name_rect(rect, denominator) for _, rect in modules]
        for area in _areas(modules):
            near = [soft[index] for index in _touching(edges, area)]
            free, upright = _free_places(area, hard, denominator)
            if free:
                rect = min(free, key=lambda place: _cost(place, area, near))
                found[inverter.id] = Cell(inverter.id, rect, upright)
                break
    return found


def count_fitting(surface: SurfacePlan, denominator: int) -> int:
    """How many inverters have room for their label at 1 : `denominator`."""
    shapes = Counter(_shape(modules) for _, modules in _served(surface))
    return sum(count for shape, count in shapes.items() if _has_room(shape, denominator))


def bounds(rects: Sequence[Rect]) -> Rect:
    """The rectangle around rectangles, of which there is at least one."""
    return (
        min(rect[0] for rect in rects),
        min(rect[1] for rect in rects),
        max(rect[2] for rect in rects),
        max(rect[3] for rect in rects),
    )


def overlaps(first: Rect, second: Rect) -> bool:
    """Whether two rectangles share an area."""
    return _overlap(first, second) > 0


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
    return any(_free_places(area, hard, denominator)[0] for area in _areas(modules))


def _touching(edges: NDArray[np.float64], area: Rect) -> list[int]:
    """Indices of the rectangles, one a row of `edges`, that share points with `area`."""
    x0, y0, x1, y1 = area
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
    if sum(_area(rect) for _, rect in modules) >= _FILLED_SHARE * _area(whole):
        return [whole]
    rows = sorted({row for row, _ in modules})
    parts = [bounds([rect for own, rect in modules if own == row]) for row in rows]
    return sorted(parts, key=_area, reverse=True)


def _soft(surface: SurfacePlan, branches: Sequence[BranchPlan], denominator: int) -> list[Soft]:
    half_port, half_route = _PORT_MM / 2 * denominator, _ROUTE_WIDTH_MM / 2 * denominator
    ports = [
        Soft(_grown((drop.x, drop.y, drop.x, drop.y), half_port), _PORT_WEIGHT)
        for branch in branches
        for drop in branch.drops
        if drop.surface == surface.surface
    ]
    routes = [
        Soft(_grown(_span(first, second), half_route), _ROUTE_WEIGHT)
        for branch in branches
        for piece in branch.pieces
        for part in piece.route
        if part.surface == surface.surface
        for first, second in zip(part.points, part.points[1:], strict=False)
    ]
    units = [Soft(inverter.footprint, _UNIT_WEIGHT) for inverter in surface.inverters]
    return [*ports, *routes, *units]


def _free_places(area: Rect, hard: Sequence[Rect], denominator: int) -> tuple[list[Rect], bool]:
    """Places for a cell in `area` clear of `hard`, and whether they are upright; level ones are preferred."""
    level = (LABEL_MM[0] * denominator, (LABEL_MM[1] + CAPTION_MM) * denominator)
    for upright, size in ((False, level), (True, (level[1], level[0]))):
        places = _places(area, size, MARGIN_MM * denominator)
        free = [rect for rect in places if not any(overlaps(rect, taken) for taken in hard)]
        if free:
            return free, upright
    return [], False


def _places(area: Rect, size: tuple[float, float], margin: float) -> list[Rect]:
    """A grid of places for a rectangle of `size` inside `area`."""
    xs = _slide(area[0] + margin, area[2] - margin - size[0])
    ys = _slide(area[1] + margin, area[3] - margin - size[1])
    return [(x, y, x + size[0], y + size[1]) for x in xs for y in ys]


def _slide(low: float, high: float) -> list[float]:
    if high < low:
        return []
    return [low + (high - low) * step / (_GRID - 1) for step in range(_GRID)]


def _cost(rect: Rect, area: Rect, soft: Sequence[Soft]) -> tuple[float, float, Rect]:
    covered = sum(thing.weight * _overlap(rect, thing.rect) for thing in soft)
    off = abs(rect[0] + rect[2] - area[0] - area[2]) + abs(rect[1] + rect[3] - area[1] - area[3])
    return (round(covered, 3), round(off, 3), rect)


def _span(first: tuple[float, float], second: tuple[float, float]) -> Rect:
    return (
        min(first[0], second[0]),
        min(first[1], second[1]),
        max(first[0], second[0]),
        max(first[1], second[1]),
    )


def _grown(rect: Rect, by: float) -> Rect:
    return (rect[0] - by, rect[1] - by, rect[2] + by, rect[3] + by)


def _area(rect: Rect) -> float:
    return (rect[2] - rect[0]) * (rect[3] - rect[1])


def _overlap(first: Rect, second: Rect) -> float:
    width = min(first[2], second[2]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[1], second[1])
    return width * height if width > 0 and height > 0 else 0.0
