"""Fill a usable area with rows of modules: the entry to this package."""

import math
from collections.abc import Sequence

import msgspec
import shapely
from shapely.geometry.base import BaseGeometry

from designer.core.geometry.axes import Orientation, RailAxis, Rect, module_extent, rect_polygon
from designer.core.layout.block import best_block
from designer.core.layout.free_rows import free_kind
from designer.core.layout.halving import best_halves
from designer.core.layout.model import FilledRow, FillMode, FillOptions, ModuleSize
from designer.core.layout.requirements import require_fillable
from designer.core.layout.row_builder import aligned_rows, free_rows
from designer.core.layout.rows import best_rows
from designer.core.layout.selection import Tidiness, trimmed
from designer.core.layout.slabs import decompose
from designer.core.layout.tilted import counted_in_pairs, stood_up
from designer.core.layout.ways import Way, row_depth_mm, row_gap_mm, way

_ORIENTATIONS: dict[FillMode, tuple[tuple[Orientation, ...], ...]] = {
    FillMode.BEST: ((Orientation.PORTRAIT,), (Orientation.LANDSCAPE,)),
    FillMode.PORTRAIT: ((Orientation.PORTRAIT,),),
    FillMode.LANDSCAPE: ((Orientation.LANDSCAPE,),),
    FillMode.MIXED: ((Orientation.PORTRAIT, Orientation.LANDSCAPE),),
}
"""Per mode the alternatives, each with the orientations its rows may have."""


def fill(usable: BaseGeometry, size: ModuleSize, options: FillOptions) -> tuple[FilledRow, ...]:
    """Rows of modules inside `usable` (polygons in surface coordinates, mm), lowest row first.

    Free rows are the most modules that rows across the whole area can hold, exactly, or with `options.halves`
    rows across each of its two halves. Aligned columns are the most of all combs, to a twentieth of a
    millimetre; with both orientations on a very large area, of those looked at. Among equal answers the one
    with fewer rows, then fewer runs, is taken. A module is inside up to a few millionths of a millimetre. The
    same input gives the same answer.
    Raises DesignError for sizes, gaps or numbers that cannot be meant.
    """
    require_fillable(size, options)
    free = _without_pinned(usable, options)
    fills = [
        _Filler(size, orientations, options).filled(free) for orientations in _ORIENTATIONS[options.mode]
    ]
    return max(fills, key=lambda rows: (module_count(rows), -len(rows)))


def fill_any_axis(
    usable: BaseGeometry, size: ModuleSize, options: FillOptions
) -> tuple[RailAxis, tuple[FilledRow, ...]]:
    """The better of rails along the eave and up the slope, and its rows; of equal ones `options.axis`."""
    axes = sorted(RailAxis, key=lambda axis: axis is not options.axis)
    fills = [(axis, fill(usable, size, msgspec.structs.replace(options, axis=axis))) for axis in axes]
    return max(fills, key=lambda found: module_count(found[1]))


def module_count(rows: Sequence[FilledRow]) -> int:
    """Number of modules in rows."""
    return sum(len(row.along_mm) for row in rows)


def _without_pinned(usable: BaseGeometry, options: FillOptions) -> BaseGeometry:
    """The usable area less the pinned modules and the gaps that new ones keep from them."""
    if not options.keep:
        return usable
    return usable.difference(shapely.union_all([_with_gaps(rect, options) for rect in options.keep]))


def _with_gaps(rect: Rect, options: FillOptions) -> shapely.Polygon:
    along, across = options.gap_mm, options.row_gap_mm
    dx, dy = (along, across) if options.axis is RailAxis.EAVE else (across, along)
    x0, y0, x1, y1 = rect
    return rect_polygon((x0 - dx, y0 - dy, x1 + dx, y1 + dy))


class _Filler:
    """Fills areas with rows of certain orientations."""

    def __init__(self, size: ModuleSize, orientations: Sequence[Orientation], options: FillOptions) -> None:
        self._size, self._orientations, self._options = size, orientations, counted_in_pairs(options)

    def filled(self, area: BaseGeometry) -> tuple[FilledRow, ...]:
        """Rows of the number asked for."""
        return stood_up(self._laid(area), self._size, self._options)

    def _laid(self, area: BaseGeometry) -> tuple[FilledRow, ...]:
        """Rows as they lie in plan; a pair of tilted rows is one."""
        options = self._options
        if options.block_only:
            ways = self._ways(area)
            return best_block(ways, options) if ways else ()
        rows = self._rows(area)
        wanted = math.inf if options.wanted is None else options.wanted
        if options.halves and module_count(rows) < wanted:
            rows = self._in_halves(area) or rows
        most = int(min(module_count(rows), wanted))
        return trimmed(rows, most - most % options.multiple_of, self._tidiness())

    def _in_halves(self, area: BaseGeometry) -> tuple[FilledRow, ...]:
        """Rows in the two halves of an area; none where it holds as many modules in one."""
        gap_mm = max(self._options.gap_mm, self._options.block_gap_mm)
        halves = best_halves(area, self._options.axis, gap_mm, self._count)
        rows = [row for half in halves or () for row in self._rows(half)]
        return tuple(sorted(rows, key=lambda row: (row.across_mm, row.along_mm)))

    def _count(self, area: BaseGeometry) -> int:
        ways = self._ways(area)
        if not ways:
            return 0
        if self._options.aligned_columns:
            return module_count(aligned_rows(ways, self._options))
        planned = best_rows([free_kind(way) for way in ways], self._options.walkways)
        return sum(row.modules for row in planned)

    def _rows(self, area: BaseGeometry) -> tuple[FilledRow, ...]:
        ways = self._ways(area)
        if not ways:
            return ()
        return (aligned_rows if self._options.aligned_columns else free_rows)(ways, self._options)

    def _ways(self, area: BaseGeometry) -> list[Way]:
        """How rows may be built on an area; none where it has no height."""
        slabs = decompose(area, self._options.axis)
        if len(slabs.levels) < 2:
            return []
        return [way(slabs, orientation, self._size, self._options) for orientation in self._orientations]

    def _tidiness(self) -> Tidiness:
        options, size = self._options, self._size
        extents = {
            orientation: module_extent(options.axis, orientation, size.length_mm, size.width_mm)
            for orientation in self._orientations
        }
        return Tidiness(
            {one: (along, row_depth_mm(across, options)) for one, (along, across) in extents.items()},
            options.gap_mm,
            {one: row_gap_mm(across, options) for one, (_, across) in extents.items()},
            options.min_run,
        )
