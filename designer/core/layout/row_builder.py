"""Rows with their modules at their places, on the ways a row may be built."""

from collections.abc import Sequence

from designer.core.layout.columns import aligned_kind, columns_in
from designer.core.layout.combs import best_combs
from designer.core.layout.free_rows import free_kind
from designer.core.layout.model import FilledRow, FillOptions
from designer.core.layout.parting import parted
from designer.core.layout.placing import common_column, runs_in, stand
from designer.core.layout.rows import best_rows
from designer.core.layout.ways import Way


def free_rows(ways: Sequence[Way], options: FillOptions) -> tuple[FilledRow, ...]:
    """Rows whose modules stand anywhere in their free spans, lowest first: the most, or those wanted."""
    kinds = {way.orientation: (way, free_kind(way)) for way in ways}
    planned = best_rows([kind for _, kind in kinds.values()], options.walkways, options.wanted)
    planned = parted(planned, options.apart_mm)
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


def aligned_rows(ways: Sequence[Way], options: FillOptions) -> tuple[FilledRow, ...]:
    """Rows whose modules stand on the columns of their orientation, lowest first."""
    combs = best_combs(ways, options.walkways)
    columns = {way.orientation: (way, places) for way, places in zip(ways, combs, strict=True)}
    kinds = [aligned_kind(way, places) for way, places in columns.values()]
    found: list[FilledRow] = []
    for row in parted(best_rows(kinds, options.walkways, options.wanted), options.apart_mm):
        way, places = columns[row.kind.orientation]
        found.append(FilledRow(row.v, way.orientation, columns_in(way.spans_at(row.v), places, way)))
    return tuple(row for row in found if row.along_mm)
