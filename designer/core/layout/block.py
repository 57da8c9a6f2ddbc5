"""The largest rectangular block: rows of one orientation with equally many modules, one above the other."""

from collections.abc import Iterator, Sequence

from designer.core.layout.bands import free_bands
from designer.core.layout.free_rows import run_ranges
from designer.core.layout.model import FilledRow, FillOptions
from designer.core.layout.placing import SLACK_MM, Run, free_spans, stand
from designer.core.layout.ways import Way


def best_block(ways: Sequence[Way], options: FillOptions) -> tuple[FilledRow, ...]:
    """The block with the most modules, no more than wanted and a whole multiple; empty if there is none.

    Of equal ones the one with the fewest rows, then the lowest.
    """
    best = 0
    found: tuple[Way, int, int] | None = None
    for rows, way in _heights(ways):
        worth = max(best // rows + 1, way.rule.shortest)
        columns = _columns(rows, _widest(way, rows, worth), worth, options)
        if columns:
            best, found = rows * columns, (way, rows, columns)
    return _placed(*found) if found else ()


def _heights(ways: Sequence[Way]) -> Iterator[tuple[int, Way]]:
    """Numbers of rows that the area is high enough for, fewest first, with the way to build them."""
    tallest = [int((way.height_mm + way.gap_mm) // (way.depth_mm + way.gap_mm)) for way in ways]
    for rows in range(1, max(tallest) + 1):
        yield from ((rows, way) for way, most in zip(ways, tallest, strict=True) if rows <= most)


def _widest(way: Way, rows: int, columns: int) -> int:
    """Most modules side by side in all of so many rows; 0 where that is less than `columns`."""
    bands = free_bands(way.slabs, _depth(way, rows), way.rule.length_mm(columns))
    return int(run_ranges(bands, way.rule).modules.max(initial=0))


def _depth(way: Way, rows: int) -> float:
    return rows * (way.depth_mm + way.gap_mm) - way.gap_mm


def _columns(rows: int, most: int, shortest: int, options: FillOptions) -> int:
    """Most columns, up to `most`, with no more modules than wanted and a whole multiple; 0 for none."""
    if options.wanted is not None:
        most = min(most, options.wanted // rows)
    whole = (n for n in range(most, shortest - 1, -1) if rows * n % options.multiple_of == 0)
    return next(whole, 0)


def _placed(way: Way, rows: int, columns: int) -> tuple[FilledRow, ...]:
    depth, length = _depth(way, rows), way.rule.length_mm(columns)
    ranges = run_ranges(free_bands(way.slabs, depth, way.rule.shortest_mm), way.rule)
    v = float(ranges.low[ranges.modules >= columns].min())
    low, high = next(
        span for span in free_spans(way.slabs, v, depth, length) if span[1] - span[0] >= length - SLACK_MM
    )
    along = stand([Run(low, max(low, high - length), columns)], way.rule)
    pitch = way.depth_mm + way.gap_mm
    return tuple(FilledRow(v + number * pitch, way.orientation, along) for number in range(rows))
