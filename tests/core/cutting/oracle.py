"""The best plan by trying everything: for a handful of pieces, in whole millimetres."""

from functools import cache
from itertools import combinations

from designer.core.cutting import CuttingOptions, Offcut, Piece, Stock


def best(
    pieces: list[Piece], stocks: list[Stock], offcuts: list[Offcut], options: CuttingOptions
) -> tuple[int, float]:
    """(pieces left out, cost) of the best plan; the kerf rule is Σ l + (n − 1) · kerf ≤ usable length."""
    lengths = tuple(sorted((p.length_mm for p in pieces for _ in range(p.quantity)), reverse=True))
    kinds = [(offcut.length_mm, 0.0, 1) for offcut in offcuts]
    kinds += [
        (stock.length_mm - 2 * options.end_trim_mm, _price(stock), stock.count or 99)
        for stock in stocks
        if stock.count != 0
    ]
    usable = [(length, price) for length, price, _ in kinds]

    @cache
    def solve(rest: tuple[float, ...], left: tuple[int, ...]) -> tuple[int, float]:
        if not rest:
            return 0, 0.0
        missing, cost = solve(rest[1:], left)
        answer = (missing + 1, cost)
        for kind, (length, price) in enumerate(usable):
            if left[kind]:
                fewer = tuple(count - (k == kind) for k, count in enumerate(left))
                for remaining in _after_bar(rest, length, options.kerf_mm):
                    missing, cost = solve(remaining, fewer)
                    answer = min(answer, (missing, cost + price))
        return answer

    return solve(lengths, tuple(count for _, _, count in kinds))


def _price(stock: Stock) -> float:
    return stock.length_mm if stock.price is None else stock.price


def _after_bar(rest: tuple[float, ...], length: float, kerf: float) -> set[tuple[float, ...]]:
    """What can remain after one bar that holds the first piece and any others."""
    remaining = set()
    for others in range(len(rest)):
        for chosen in combinations(range(1, len(rest)), others):
            total = rest[0] + sum(rest[i] for i in chosen) + others * kerf
            if total <= length + 1e-9:
                remaining.add(tuple(rest[i] for i in range(1, len(rest)) if i not in chosen))
    return remaining
