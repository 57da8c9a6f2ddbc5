"""How a surface is laid out on map sheets: its scale, its tiles, and which labels find room in place."""

import math
from collections.abc import Sequence

from msgspec import Struct

from designer.core.geometry.axes import Rect
from designer.core.model.design import Box, Surface
from designer.core.model.plan import BranchPlan, PlacedModule, SurfacePlan
from designer.export.pdf_map_beside import Ground
from designer.export.pdf_map_cells import Cell, count_fitting, place_cells
from designer.export.pdf_map_rects import bounds

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

_BOX_NAME_MM = (9.0, 1.0)
"""Room on paper for the name of a box, and around a box."""


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
    surface: Surface,
    plan: SurfacePlan,
    branches: Sequence[BranchPlan],
    boxes: Sequence[Box],
    paper_mm: tuple[float, float],
) -> MapLayout:
    """A scale that has room for as many labels as any, and the fewest tiles for it.

    Of such scales it is the coarsest, unless a finer one is worth its sheets, as drops and inverters are in
    the way of fewer labels.
    """
    outline = outline_bounds(surface, plan)
    if not plan.modules:
        return MapLayout(coarsest_fit(outline, paper_mm), (_only_tile(outline, plan),), {}, 0)
    layouts = [
        _at_scale(surface, plan, branches, boxes, paper_mm, denominator)
        for denominator in _scales(plan, outline, paper_mm)
    ]
    return min(layouts, key=_cost)


def _cost(layout: MapLayout) -> float:
    """Sheets, less the labels in place; one beside its modules is worth half of one on them."""
    return len(layout.tiles) - sum(0.5 if cell.beside else 1.0 for cell in layout.cells.values())


def _at_scale(
    surface: Surface,
    plan: SurfacePlan,
    branches: Sequence[BranchPlan],
    boxes: Sequence[Box],
    paper_mm: tuple[float, float],
    denominator: int,
) -> MapLayout:
    outline = outline_bounds(surface, plan)
    whole, room = coarsest_fit(outline, paper_mm), _room(paper_mm, denominator)
    tiles = _tiles(plan, room)
    single = len(tiles) == 1 and whole <= denominator
    if single:
        tiles = (_only_tile(outline, plan),)
    ground = _ground(surface, boxes, tiles, room, denominator)
    cells = place_cells(plan, branches, denominator, ground)
    return MapLayout(denominator, tiles, cells, 0 if single else whole)


def _ground(
    surface: Surface,
    boxes: Sequence[Box],
    tiles: Sequence[Tile],
    room_mm: tuple[float, float],
    denominator: int,
) -> Ground:
    obstacles = [
        bounds([(x, y, x, y) for x, y in each.outline]) for each in surface.obstacles if each.outline
    ]
    named = [_named(box, denominator) for box in boxes if box.surface == surface.id]
    frames = {inverter: _frame(tile.window, room_mm) for tile in tiles for inverter in tile.inverters}
    return Ground(surface.outline, (*obstacles, *named), frames)


def _named(box: Box, denominator: int) -> Rect:
    """A box with its name at its right."""
    half_w, half_h, gap = box.width_mm / 2, box.height_mm / 2, _BOX_NAME_MM[1] * denominator
    name = _BOX_NAME_MM[0] * denominator
    return (box.x - half_w - gap, box.y - half_h - gap, box.x + half_w + name, box.y + half_h + gap)


def _frame(window: Rect, room_mm: tuple[float, float]) -> Rect:
    """What a sheet shows with a tile in its middle."""
    x, y = (window[0] + window[2]) / 2, (window[1] + window[3]) / 2
    return (x - room_mm[0] / 2, y - room_mm[1] / 2, x + room_mm[0] / 2, y + room_mm[1] / 2)


def outline_bounds(surface: Surface, plan: SurfacePlan) -> Rect:
    """The rectangle around roof and modules, mm; a square metre where there is neither."""
    points = [(x, y, x, y) for x, y in surface.outline]
    return bounds([*points, *(module.rect for module in plan.modules)] or [(0.0, 0.0, 1000.0, 1000.0)])


def coarsest_fit(rect: Rect, paper_mm: tuple[float, float]) -> int:
    """The finest scale at which `rect` fits on the paper."""
    needed = max((rect[2] - rect[0]) / paper_mm[0], (rect[3] - rect[1]) / paper_mm[1])
    return next((n for n in DENOMINATORS if n >= needed), math.ceil(needed))


def _scales(plan: SurfacePlan, outline: Rect, paper_mm: tuple[float, float]) -> tuple[int, ...]:
    """Scales with room for as many labels as any where nothing is in their way, the coarsest first."""
    least = _group_scale(plan, paper_mm)
    found = []
    for wanted in _label_scales(plan, coarsest_fit(outline, paper_mm)):
        denominator = max(wanted, least)
        tiles = len(_tiles(plan, _room(paper_mm, denominator)))
        found.append(_finest_alike(plan, outline, paper_mm, denominator, tiles))
    return tuple(dict.fromkeys(found))


def _label_scales(plan: SurfacePlan, whole: int) -> list[int]:
    counts = {n: count_fitting(plan, n) for n in _LABEL_DENOMINATORS}
    most = max(counts.values())
    if most:
        return [n for n in reversed(_LABEL_DENOMINATORS) if counts[n] == most]
    short_mm = min(min(m.rect[2] - m.rect[0], m.rect[3] - m.rect[1]) for m in plan.modules)
    readable = [n for n in DENOMINATORS if short_mm / n >= _READABLE_MM]
    return [min(whole, max(readable, default=DENOMINATORS[0]))]


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
