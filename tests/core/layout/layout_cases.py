"""Generated roofs, and predicates that judge a fill without using any of its code."""

import itertools
from collections.abc import Sequence

import numpy as np
import shapely
from hypothesis import strategies as st
from shapely import affinity
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from designer.core.layout.model import FilledRow, FillMode, FillOptions, ModuleSize, row_rectangles

MODULE = ModuleSize(1722.0, 1134.0)
DRAWING_TOLERANCE_MM = 1e-3


def options(mode: FillMode = FillMode.BEST, **changes: object) -> FillOptions:
    return FillOptions(**{"gap_mm": 20.0, "row_gap_mm": 20.0, "mode": mode} | changes)  # type: ignore[arg-type]


def _length(low: int, high: int) -> st.SearchStrategy[float]:
    return st.integers(low * 10, high * 10).map(lambda tenth: tenth / 10)


@st.composite
def outlines(draw: st.DrawFn) -> Polygon:
    """Rectangles, L-shapes, trapezoids and triangles, some a little out of square."""
    width, height = draw(_length(2500, 9000)), draw(_length(2000, 6500))
    inner_x, inner_y = (side * draw(st.integers(10, 90)) / 100 for side in (width, height))
    corners = draw(
        st.sampled_from(
            [
                [(0, 0), (width, 0), (width, height), (0, height)],
                [(0, 0), (width, 0), (width, inner_y), (inner_x, inner_y), (inner_x, height), (0, height)],
                [(0, 0), (width, 0), (width - inner_x / 3, height), (inner_x / 3, height)],
                [(0, 0), (width, 0), (inner_x, height)],
                [
                    (0, 0),
                    (width, inner_y / 4),
                    (width + inner_x / 5, height),
                    (inner_x / 5, height - inner_y / 3),
                ],
            ]
        )
    )
    turned = affinity.rotate(Polygon(corners), draw(st.sampled_from([0.0, 0.0, 1.3, -4.0])), origin=(0, 0))
    return affinity.translate(turned, draw(_length(-3000, 3000)), draw(_length(-3000, 3000)))


@st.composite
def obstacles(draw: st.DrawFn, outline: Polygon) -> list[Polygon]:
    """Up to three rectangles on the roof, some of them turned, some only slits."""
    x0, y0, x1, y1 = outline.bounds
    found = []
    for _ in range(draw(st.integers(0, 3))):
        x = x0 + (x1 - x0) * draw(st.integers(0, 100)) / 100
        y = y0 + (y1 - y0) * draw(st.integers(0, 100)) / 100
        shape = box(x, y, x + draw(st.sampled_from([5.0, 12.0, 300.0, 900.0])), y + draw(_length(100, 1200)))
        found.append(affinity.rotate(shape, draw(st.sampled_from([0.0, 0.0, 2.0, 30.0]))))
    return found


@st.composite
def usable_areas(draw: st.DrawFn) -> BaseGeometry:
    outline = draw(outlines())
    return outline.difference(shapely.union_all(draw(obstacles(outline))))


def rectangles(rows: Sequence[FilledRow], asked: FillOptions, size: ModuleSize = MODULE) -> list[Polygon]:
    return [box(*rect) for row in rows for rect in row_rectangles(row, size, asked.axis)]


def assert_sound(
    usable: BaseGeometry, rows: Sequence[FilledRow], asked: FillOptions, size: ModuleSize = MODULE
) -> None:
    """Every module inside, no two of them over each other, gaps kept along and across the rails."""
    placed = rectangles(rows, asked, size)
    assert all(usable.buffer(DRAWING_TOLERANCE_MM).contains(module) for module in placed)
    for first, second in itertools.combinations(placed, 2):
        assert first.intersection(second).area == 0
        assert first.distance(second) >= min(asked.gap_mm, asked.row_gap_mm) - DRAWING_TOLERANCE_MM


def gaps_in(row: FilledRow, along_mm: float) -> list[float]:
    return [after - before - along_mm for before, after in itertools.pairwise(row.along_mm)]


def runs_of(row: FilledRow, along_mm: float, gap_mm: float) -> list[list[float]]:
    """Modules of a row, parted where neighbours are further apart than the gap."""
    runs: list[list[float]] = [[]]
    for u in row.along_mm:
        if runs[-1] and u - runs[-1][-1] > along_mm + gap_mm + DRAWING_TOLERANCE_MM:
            runs.append([])
        runs[-1].append(u)
    return runs


def brute_force_count(usable: BaseGeometry, extents: Sequence[tuple[float, float]], gap: float) -> int:
    """Most modules with rows on a grid of positions, each filled from the left; extents (along, across)."""
    step = 60.0
    if usable.is_empty:
        return 0
    _, y0, _, y1 = usable.bounds
    grid = np.arange(y0, y1, step)
    best = np.zeros(len(grid) + 1, dtype=int)
    for place in range(len(grid) - 1, -1, -1):
        best[place] = best[place + 1]
        for along, across in extents:
            if grid[place] + across <= y1:
                after = int(np.searchsorted(grid, grid[place] + across + gap))
                found = _row_count(usable, grid[place], (along, across), gap)
                best[place] = max(best[place], found + best[min(after, len(grid))])
    return int(best[0])


def _row_count(usable: BaseGeometry, v: float, extent: tuple[float, float], gap: float) -> int:
    along, across = extent
    x0, _, x1, _ = usable.bounds
    strip = box(x0 - 1, v, x1 + 1, v + across)
    blocked = [part.bounds for part in shapely.get_parts(strip.difference(usable)) if part.area > 0]
    blocked.sort(key=lambda bounds: bounds[0])
    reached, count, free_from = -np.inf, 0, x0 - 1
    for low, _, high, _ in [*blocked, (x1 + 1, v, x1 + 1, v)]:
        u = max(free_from, reached + gap)
        while u + along <= low:
            count, reached = count + 1, u + along
            u = reached + gap
        free_from = max(free_from, high)
    return count
