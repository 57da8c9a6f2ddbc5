"""A splicing task in whole numbers: what is cut whole, what may be broken, and the bars for both.

As in the cutting problem every piece and segment is widened by one kerf, and every bar as well: a bar of
capacity C holds segments s₁ … sₙ and pieces when Σ (s + kerf) + Σ (l + kerf) ≤ C.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from designer.core.cutting.model import CuttingOptions, Offcut, Piece, Stock
from designer.core.cutting.problem import STEPS_PER_MM, Bin, formulate
from designer.core.errors import InputError

_PRICE_DIGITS = 9
"""Prices are whole numbers inside, the dearest one with so many digits before common divisors are gone."""

_MOST_DIGITS = 12
"""Digits of a price behind the point that can count at all."""


class Task(Struct, frozen=True, kw_only=True):
    """Cut `demands[i]` whole pieces of `widths[i]` and build `counts[j]` runs of `runs[j]`, both descending.

    Widths and capacities hold a kerf, lengths of runs and of the shortest segment (`least`) do not. One unit
    of length is `unit_mm`, one of cost `price_unit`.
    """

    widths: tuple[int, ...]
    demands: tuple[int, ...]
    runs: tuple[int, ...]
    counts: tuple[int, ...]
    bins: tuple[Bin, ...]
    kerf: int
    least: int
    unit_mm: float
    price_unit: float

    @property
    def longest(self) -> int:
        """The longest segment."""
        return max((entry.capacity - self.kerf for entry in self.bins), default=0)

    @property
    def liquid(self) -> int:
        """Length of all runs together."""
        return sum(run * count for run, count in zip(self.runs, self.counts, strict=True))

    @property
    def segments(self) -> int:
        """The least number of segments of all runs together."""
        return sum(
            self.fewest_segments(run) * count for run, count in zip(self.runs, self.counts, strict=True)
        )

    def fewest_segments(self, run: int) -> int:
        """The least number of segments of one run."""
        return -(-run // self.longest)

    def can_be_built(self, run: int) -> bool:
        """Whether some number of segments between the shortest and the longest adds up to the run."""
        return self.longest >= self.least and self.fewest_segments(run) * self.least <= run


class Sorted(Struct, frozen=True):
    """Pieces that stay whole, and those that are longer than the bars that can be had and so are runs."""

    whole: tuple[Piece, ...]
    runs: tuple[Piece, ...]


def sorted_out(
    pieces: Sequence[Piece], stocks: Sequence[Stock], offcuts: Sequence[Offcut], trim_mm: float
) -> Sorted:
    """Which pieces may be broken: those longer than every stock that there is any number of.

    Where every stock is limited, or there are offcuts only, the longest bar counts.
    """
    endless = [stock.length_mm - 2.0 * trim_mm for stock in stocks if stock.count is None]
    limited = [stock.length_mm - 2.0 * trim_mm for stock in stocks if stock.count]
    longest = max(endless or [*limited, *(offcut.length_mm for offcut in offcuts)], default=0.0)
    whole = tuple(piece for piece in pieces if _steps(piece.length_mm) <= _steps(longest))
    return Sorted(whole, tuple(piece for piece in pieces if _steps(piece.length_mm) > _steps(longest)))


def formulated(
    found: Sorted,
    stocks: Sequence[Stock],
    offcuts: Sequence[Offcut],
    options: CuttingOptions,
    least_mm: float,
) -> Task:
    """The task in whole numbers.

    Raises InputError for a length, count, price or option that is no usable number.
    """
    formulate((*found.whole, *found.runs), stocks, offcuts, options)  # refuses what is no usable number
    if not (math.isfinite(least_mm) and least_mm >= 0.0):
        raise InputError(f"shortest segment {least_mm} is not usable", remedy="give a length of 0 or more")
    kerf, least = _steps(options.kerf_mm), max(1, _steps(least_mm))
    widths = _counted(found.whole, kerf)
    runs = _counted(found.runs, 0)
    supplies = _supplies(stocks, offcuts, options)
    unit = math.gcd(kerf, least, *widths, *runs, *(length for length, _, _ in supplies)) or 1
    costs, price_unit = _whole_costs([price for _, price, _ in supplies])
    bins = tuple(
        Bin((length + kerf) // unit, cost, count)
        for (length, _, count), cost in zip(supplies, costs, strict=True)
    )
    return Task(
        widths=tuple(width // unit for width in widths),
        demands=tuple(widths.values()),
        runs=tuple(run // unit for run in runs),
        counts=tuple(runs.values()),
        bins=bins,
        kerf=kerf // unit,
        least=least // unit,
        unit_mm=unit / STEPS_PER_MM,
        price_unit=price_unit,
    )


def _counted(pieces: Iterable[Piece], kerf: int) -> dict[int, int]:
    """How many there are of each length, the longest first."""
    counts: Counter[int] = Counter()
    for piece in pieces:
        counts[_steps(piece.length_mm) + kerf] += piece.quantity
    return {length: counts[length] for length in sorted(counts, reverse=True) if counts[length]}


def _supplies(
    stocks: Sequence[Stock], offcuts: Sequence[Offcut], options: CuttingOptions
) -> list[tuple[int, float, int | None]]:
    """Usable length, price and count of every kind of bar: the shelf first, then what is bought."""
    shelf = Counter(_steps(offcut.length_mm) for offcut in offcuts)
    found: list[tuple[int, float, int | None]] = [(length, 0.0, shelf[length]) for length in sorted(shelf)]
    for stock in stocks:
        length = _steps(stock.length_mm) - 2 * _steps(options.end_trim_mm)
        if stock.count != 0 and length > 0:
            found.append((length, stock.length_mm if stock.price is None else stock.price, stock.count))
    return found


def _whole_costs(prices: Sequence[float]) -> tuple[list[int], float]:
    """Prices as whole numbers without a common divisor, and the price of one."""
    dearest = max(prices, default=0.0)
    digits = min(_PRICE_DIGITS - math.ceil(math.log10(dearest)), _MOST_DIGITS) if dearest else 0
    costs = [round(price * 10.0**digits) for price in prices]
    step = math.gcd(*costs) or 1
    return [cost // step for cost in costs], step / 10.0**digits


def _steps(value_mm: float) -> int:
    return round(value_mm * STEPS_PER_MM)
