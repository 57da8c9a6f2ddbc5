"""The best spliced plan by trying everything: every way to break every run into whole numbers, each cut best.

With the assignment of segments to bars fixed their lengths are a transport problem, so whole numbers suffice
where all figures are whole.
"""

from collections.abc import Iterator
from functools import cache
from itertools import product

from designer.core.cutting import CuttingOptions, Offcut, Piece, Stock
from tests.core.cutting.oracle import best


def best_spliced(
    pieces: list[Piece], stocks: list[Stock], offcuts: list[Offcut], options: CuttingOptions, least: int
) -> tuple[float, int] | None:
    """Cost and splices of the best plan that leaves nothing out; None where there is none."""
    longest = max(stock.length_mm for stock in stocks if stock.count is None) - 2 * options.end_trim_mm
    whole = [piece for piece in pieces if piece.length_mm <= longest]
    long = [piece for piece in pieces if piece.length_mm > longest]
    runs = [int(piece.length_mm) for piece in long for _ in range(piece.quantity)]
    bars = [*(o.length_mm for o in offcuts), *(s.length_mm - 2 * options.end_trim_mm for s in stocks)]
    ways = [list(breakings(run, max(1, least), int(max(bars)))) for run in runs]
    costs = []
    for choice in product(*ways):
        segments = [Piece(name="s", length_mm=float(s)) for own in choice for s in own]
        left_out, cost = best([*whole, *segments], stocks, offcuts, options)
        if not left_out:
            costs.append((cost, len(segments) - len(runs)))
    return min(costs, default=None)


@cache
def breakings(run: int, least: int, most: int) -> tuple[tuple[int, ...], ...]:
    """All multisets of segments between `least` and `most` that add up to `run`."""
    return tuple(_parts(run, least, most))


def _parts(run: int, least: int, most: int) -> Iterator[tuple[int, ...]]:
    if least <= run <= most:
        yield (run,)
    for first in range(least, min(most, run // 2) + 1):
        for rest in _parts(run - first, first, most):
            yield (first, *rest)
