"""How a surface is laid out on map sheets: its scale, its tiles, and which labels find room in place."""

import math
from collections.abc import Sequence

from msgspec import Struct

from designer.core.geometry.axes import Rect
from designer.core.model.design import Surface
from designer.core.model.plan import BranchPlan, PlacedModule, SurfacePlan
from designer.export.pdf_map_cells import Cell, bounds, count_fitting, place_cells

DENOMINATORS = (
    20,
    25,
    30,
    35,
    40,
    45,
    50,
    60,
    75,
    100,
    125,
    150,
    200,
    250,
    300,
    400,
    500,
    750,
    1000,
    1500,
    2000,
)
"""Scales 1 : n that a map is drawn in."""

_LABEL_DENOMINATORS = tuple(n for n in DENOMINATORS if 35 <= n <= 150)
"""Scales tried for labels in place: a finer one takes too many sheets, on a coarser one no label has room."""

_READABLE_MM = 12.0
"""Least short side of a module on paper where labels are numbered instead of stuck in place."""


class Tile(Struct, frozen=True):
    """A part of a surface that fills one sheet. Modules and inverters stand on exactly one tile."""

    window: Rect
    modules: frozenset[str]
    inverters: frozenset[str]


class MapLayout(Struct, frozen=True):
    """The sheets of one surface at 1 : `denominator`.

    `overview` is the scale of a further sheet with the whole roof; 0 where the only tile shows it already.
    """

    denominator: int
    tiles: tuple[Tile, ...]
    cells: dict[str, Cell]
    overview: int


def lay_out(
    surface: Surface, plan: SurfacePlan, branches: Sequence[BranchPlan], paper_mm: tuple[float, float]
) -> MapLayout:
    """The coarsest scale that has room for as many labels as any, and the fewest tiles for it."""
    outline = outline_bounds(surface, plan)
    whole = coarsest_fit(outline, paper_mm)
    if not plan.modules:
        return MapLayout(whole, (_only_tile(outline, plan),), {}, 0)
    denominator = max(_label_scale(plan, whole), _group_scale(plan, paper_mm))
    tiles = _tiles(plan, _room(paper_mm, denominator))
    denominator = _finest_alike(plan, outline, paper_mm, denominator, len(tiles))
    tiles = _tiles(plan, _room(paper_mm, denominator))
    single = len(tiles) == 1 and whole <= denominator
    if single:
        tiles = (_only_tile(outline, plan),)
    cells = place_cells(plan, branches, denominator)
    return MapLayout(denominator, tiles, cells, 0 if single else whole)


def outline_bounds(surface: Surface, plan: SurfacePlan) -> Rect:
    """The rectangle around roof and modules, mm; a square metre where there is neither."""
    points = [(x, y, x, y) for x, y in surface.outline]
    return bounds([*points, *(module.rect for module in plan.modules)] or [(0.0, 0.0, 1000.0, 1000.0)])


def coarsest_fit(rect: Rect, paper_mm: tuple[float, float]) -> int:
    """The finest scale at which `rect` fits on the paper."""
    needed = max((rect[2] - rect[0]) / paper_mm[0], (rect[3] - rect[1]) / paper_mm[1])
    return next((n for n in DENOMINATORS if n >= needed), math.ceil(needed))


def _label_scale(plan: SurfacePlan, whole: int) -> int:
    """The coarsest scale on which as many labels as possible have room in place."""
    counts = {n: count_fitting(plan, n) for n in _LABEL_DENOMINATORS}
    most = max(counts.values())
    if most:
        return max(n for n in _LABEL_DENOMINATORS if counts[n] == most)
    short_mm = min(min(m.rect[2] - m.rect[0], m.rect[3] - m.rect[1]) for m in plan.modules)
    readable = [n for n in DENOMINATORS if short_mm / n >= _READABLE_MM]
    return min(whole, max(readable, default=DENOMINATORS[0]))


def _group_scale(plan: SurfacePlan, paper_mm: tuple[float, float]) -> int:
    """The finest scale on which the modules of every inverter fit on one sheet."""
    boxes = [bounds([module.rect for module in group]) for group in _groups(plan)]
    return max(coarsest_fit(box, paper_mm) for box in boxes)


def _finest_alike(
    plan: SurfacePlan, outline: Rect, paper_mm: tuple[float, float], denominator: int, tiles: int
) -> int:
    """The finest scale with no more tiles that still shows the whole roof where `denominator` does."""
    shows_all = coarsest_fit(outline, paper_mm) <= denominator
    least = _group_scale(plan, paper_mm)
    for finer in (n for n in DENOMINATORS if least <= n < denominator):
        fits = coarsest_fit(outline, paper_mm) <= finer if shows_all and tiles == 1 else True
        if fits and len(_tiles(plan, _room(paper_mm, finer))) <= tiles:
            return finer
    return denominator


def _room(paper_mm: tuple[float, float], denominator: int) -> tuple[float, float]:
    return (paper_mm[0] * denominator, paper_mm[1] * denominator)


def _only_tile(window: Rect, plan: SurfacePlan) -> Tile:
    return Tile(
        window,
        frozenset(module.id for module in plan.modules),
        frozenset(inverter.id for inverter in plan.inverters),
    )


def _tiles(plan: SurfacePlan, room_mm: tuple[float, float]) -> tuple[Tile, ...]:
    """Tiles from the top left to the bottom right, none of which cuts through the modules of an inverter."""
    groups = _groups(plan)
    boxes = [bounds([module.rect for module in group]) for group in groups]
    columns = _shelves([(box[0], box[2]) for box in boxes], room_mm[0])
    rows = _shelves([(box[1], box[3]) for box in boxes], room_mm[1])
    places = sorted({(-row, column) for row, column in zip(rows, columns, strict=True)})
    return tuple(
        _tile([i for i in range(len(groups)) if (-rows[i], columns[i]) == place], groups, boxes)
        for place in places
    )


def _tile(chosen: Sequence[int], groups: Sequence[Sequence[PlacedModule]], boxes: Sequence[Rect]) -> Tile:
    modules = [module for i in chosen for module in groups[i]]
    return Tile(
        bounds([boxes[i] for i in chosen]),
        frozenset(module.id for module in modules),
        frozenset(module.inverter for module in modules if module.inverter),
    )


def _groups(plan: SurfacePlan) -> list[list[PlacedModule]]:
    """Modules of one inverter together, others alone."""
    groups: dict[str, list[PlacedModule]] = {}
    for module in plan.modules:
        groups.setdefault(module.inverter or f"module {module.id}", []).append(module)
    return list(groups.values())


def _shelves(spans: Sequence[tuple[float, float]], room: float) -> list[int]:
    """The shelf of every span: the fewest equal shelves of which none holds more than `room`."""
    low, high = min(span[0] for span in spans), max(span[1] for span in spans)
    count = max(1, math.ceil((high - low) / room))
    while True:
        width = (high - low) / count
        shelf = [min(count - 1, int(((a + b) / 2 - low) / width)) if width else 0 for a, b in spans]
        if count > len(spans) or all(_extent(spans, shelf, n) <= room for n in set(shelf)):
            return shelf
        count += 1


def _extent(spans: Sequence[tuple[float, float]], shelf: Sequence[int], number: int) -> float:
    mine = [span for span, place in zip(spans, shelf, strict=True) if place == number]
    return max(span[1] for span in mine) - min(span[0] for span in mine)
