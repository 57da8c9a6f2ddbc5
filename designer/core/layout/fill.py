"""Fill a usable area with rows of modules: the entry to this package."""

from collections.abc import Sequence

import msgspec
import shapely
from shapely.geometry.base import BaseGeometry

from designer.core.geometry.axes import Orientation, RailAxis, Rect, rect_polygon
from designer.core.layout.block import best_block
from designer.core.layout.columns import aligned_kind, best_columns, columns_in
from designer.core.layout.free_rows import free_kind
from designer.core.layout.model import FilledRow, FillMode, FillOptions, ModuleSize
from designer.core.layout.placing import common_column, runs_in, stand
from designer.core.layout.requirements import require_fillable
from designer.core.layout.rows import best_rows
from designer.core.layout.selection import Tidiness, trimmed
from designer.core.layout.slabs import decompose
from designer.core.layout.ways import Way, way

_ORIENTATIONS: dict[FillMode, tuple[tuple[Orientation, ...], ...]] = {
    FillMode.BEST: ((Orientation.PORTRAIT,), (Orientation.LANDSCAPE,)),
    FillMode.PORTRAIT: ((Orientation.PORTRAIT,),),
    FillMode.LANDSCAPE: ((Orientation.LANDSCAPE,),),
    FillMode.MIXED: ((Orientation.PORTRAIT, Orientation.LANDSCAPE),),
}
"""Per mode the alternatives, each with the orientations its rows may have."""


def fill(usable: BaseGeometry, size: ModuleSize, options: FillOptions) -> tuple[FilledRow, ...]:
    """Rows of modules inside `usable` (polygons in surface coordinates, mm), lowest row first.

    Free rows are the most modules that rows across the whole area can hold, exactly; aligned columns are the
    most among the phases tried. Among equal answers the one with fewer rows, then fewer runs, is taken. A
    module is inside up to a few millionths of a millimetre. The same input gives the same answer.
    Raises DesignError for sizes, gaps or numbers that cannot be meant.
    """
    require_fillable(size, options)
    slabs = decompose(_without_pinned(usable, options), options.axis)
    if len(slabs.levels) < 2:
        return ()
    fills = [
        _filled([way(slabs, orientation, size, options) for orientation in orientations], options)
        for orientations in _ORIENTATIONS[options.mode]
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


def _filled(ways: Sequence[Way], options: FillOptions) -> tuple[FilledRow, ...]:
    """Rows in the given ways, of the number asked for."""
    if options.block_only:
        return best_block(ways, options)
    rows = _aligned_rows(ways, options) if options.aligned_columns else _free_rows(ways, options)
    most = module_count(rows) if options.wanted is None else min(module_count(rows), options.wanted)
    tidiness = Tidiness(
        {way.orientation: (way.rule.module_mm, way.depth_mm) for way in ways},
        options.gap_mm,
        options.row_gap_mm,
        options.min_run,
    )
    return trimmed(rows, most - most % options.multiple_of, tidiness)


def _free_rows(ways: Sequence[Way], options: FillOptions) -> tuple[FilledRow, ...]:
    kinds = {way.orientation: (way, free_kind(way)) for way in ways}
    planned = best_rows([kind for _, kind in kinds.values()], options.row_gap_mm, options.wanted)
    found = [(kinds[row.kind.orientation][0], row.v) for row in planned]
    runs = [runs_in(way.spans_at(v), way.rule) for way, v in found]
    columns = {
        way.orientation: common_column(
            [row_runs for (other, _), row_runs in zip(found, runs, strict=True) if other is way], way.rule
        )
        for way in ways
    }
    return tuple(
        FilledRow(v, way.orientation, stand(row_runs, way.rule, columns[way.orientation]))
        for (way, v), row_runs in zip(found, runs, strict=True)
    )


def _aligned_rows(ways: Sequence[Way], options: FillOptions) -> tuple[FilledRow, ...]:
    columns = {way.orientation: (way, best_columns(way, options.row_gap_mm)) for way in ways}
    kinds = [aligned_kind(way, places) for way, places in columns.values()]
    found: list[FilledRow] = []
    for row in best_rows(kinds, options.row_gap_mm, options.wanted):
        way, places = columns[row.kind.orientation]
        found.append(FilledRow(row.v, way.orientation, columns_in(way.spans_at(row.v), places, way)))
    return tuple(row for row in found if row.along_mm)
