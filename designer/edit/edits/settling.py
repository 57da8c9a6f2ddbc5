"""Rows of a new fill moved along their rails until the rails find their attachments.

The fill knows nothing of rafters. Where a rail would reach too far beyond its last attachment, or into an
obstacle, the modules of that run are shifted by as little as mends it, within the usable area and the gaps
they have.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import shapely
from msgspec.structs import replace
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from designer.core.findings import Severity
from designer.core.geometry.axes import grown, module_extent, rect_polygons
from designer.core.layout.placement import place_modules
from designer.core.layout.surface_area import surface_usable_area
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row, RowModule, Surface
from designer.core.model.plan import PlacedModule
from designer.core.racking.stage import rack_surface
from designer.core.units import TOLERANCE_MM, rounded

STEP_MM = 25.0
"""Shifts are tried in steps of this."""

FARTHEST_MM = 400.0
"""No run is moved farther than this: half a usual rafter spacing mends what a shift can mend."""


def settled_rows(design: Design, catalog: Catalog, surface_id: str) -> Design:
    """The Design with the rows of a surface settled on their rafters; rows without a fault stay.

    A run of modules that holds a pinned one is not moved. Raises CatalogError for an unknown product.
    """
    return _Settler(design, catalog, surface_id).settled()


class _Settler:
    """Tries shifts of single runs and keeps those that leave fewer faults."""

    def __init__(self, design: Design, catalog: Catalog, surface_id: str) -> None:
        self._design, self._catalog = design, catalog
        self._surface: Surface = design.surface(surface_id)
        self._room: BaseGeometry = surface_usable_area(design, self._surface).buffer(TOLERANCE_MM)
        shapely.prepare(self._room)

    def settled(self) -> Design:
        rows = tuple(
            self._settle(row) if row.surface == self._surface.id and row.modules else row
            for row in self._design.rows
        )
        return replace(self._design, rows=rows)

    def _settle(self, row: Row) -> Row:
        faults = self._faults(row)
        for number in range(len(_runs(row, self._widest_gap()))):
            if not faults:
                return row
            for candidate in self._shifted(row, number):
                left = self._faults(candidate)
                if left < faults:
                    row, faults = candidate, left
                    break
        return row

    def _faults(self, row: Row) -> int:
        """Errors of the racking under this row alone."""
        found = rack_surface(self._design, self._surface, self._catalog, self._placed(row)).findings
        return sum(finding.severity is Severity.ERROR for finding in found)

    def _placed(self, row: Row) -> tuple[PlacedModule, ...]:
        return place_modules(replace(self._design, rows=(row,)), self._surface, self._catalog)

    def _widest_gap(self) -> float:
        """Modules whose gap is wider than the project's by this much stand on different runs."""
        return 2 * self._catalog.rail(self._design.products.rail).end_overhang_mm

    def _size(self, row: Row) -> float:
        module = self._catalog.module(row.module or self._design.products.module)
        along, _ = module_extent(self._surface.rail_axis, row.orientation, module.length_mm, module.width_mm)
        return along

    def _shifted(self, row: Row, number: int) -> Iterator[Row]:
        """The row with one of its runs shifted, nearest first, wherever there is room for it."""
        size = self._size(row)
        runs = _runs(row, self._widest_gap())
        if any(module.pinned for module in runs[number]):
            return
        low, high = self._play(runs, number, size)
        steps = int(FARTHEST_MM // STEP_MM)
        for shift in sorted((STEP_MM * s for s in range(-steps, steps + 1) if s), key=lambda s: (abs(s), s)):
            if not low <= shift <= high:
                continue
            moved = [replace(m, along_mm=rounded(m.along_mm + shift)) for m in runs[number]]
            modules = [m for n, run in enumerate(runs) for m in (moved if n == number else run)]
            candidate = replace(row, modules=tuple(modules))
            if self._fits(candidate):
                yield candidate

    def _play(self, runs: Sequence[Sequence[RowModule]], number: int, size: float) -> tuple[float, float]:
        """How far a run may move before it comes nearer to its neighbours than a joint lets it."""
        rail = self._catalog.rail(self._design.products.rail)
        apart = rail.joint_gap_mm + 2 * rail.end_overhang_mm
        low, high = -FARTHEST_MM, FARTHEST_MM
        if number:
            gap = runs[number][0].along_mm - runs[number - 1][-1].along_mm - size
            low = max(low, min(0.0, apart - gap))
        if number + 1 < len(runs):
            gap = runs[number + 1][0].along_mm - runs[number][-1].along_mm - size
            high = min(high, max(0.0, gap - apart))
        return low, high

    def _fits(self, row: Row) -> bool:
        boxes = rect_polygons(module.rect for module in self._placed(row))
        return bool(shapely.covers(self._room, boxes).all()) and self._apart(row, boxes)

    def _apart(self, row: Row, boxes: NDArray[np.object_]) -> bool:
        """Whether the row meets no module of the surface's other rows."""
        others = replace(self._design, rows=tuple(one for one in self._design.rows if one.id != row.id))
        standing = place_modules(others, self._surface, self._catalog)
        if not standing:
            return True
        tree = shapely.STRtree(rect_polygons(grown(module.rect, -TOLERANCE_MM) for module in standing))
        return tree.query(boxes, predicate="intersects").size == 0


def _runs(row: Row, widest_gap_mm: float) -> list[list[RowModule]]:
    """Modules of a row in runs of neighbours; `along` distances count from edge to edge of equal modules."""
    ordered = sorted(row.modules, key=lambda module: module.along_mm)
    steps = [b.along_mm - a.along_mm for a, b in pairwise(ordered)]
    pitch = min(steps, default=0.0)
    runs = [[ordered[0]]]
    for step, module in zip(steps, ordered[1:], strict=True):
        if step - pitch > widest_gap_mm:
            runs.append([])
        runs[-1].append(module)
    return runs
