"""The cutting task in whole numbers: widths, capacities and costs as integers without a common divisor.

A bar of length L holds pieces l₁ … lₙ when Σ l + (n − 1) · kerf ≤ L, that is Σ (l + kerf) ≤ L + kerf: each
piece is widened by one kerf, each bar as well, and the kerf is gone from everything that follows.
"""

import math
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from designer.core.cutting.model import CuttingOptions, Offcut, Piece, Stock
from designer.core.errors import InputError

STEPS_PER_MM = 1000
"""Lengths are whole micrometres inside (see units.TOLERANCE_MM)."""

LONGEST_MM = 1e9
"""Longer pieces and bars are a mistake."""

MOST_PIECES = 1_000_000
"""More pieces are a mistake."""

_PRICE_DIGITS = 9
"""Prices are whole numbers inside, the dearest one with so many digits before common divisors are gone."""

_MOST_DIGITS = 12
"""Digits of a price behind the point that can count at all."""


class Bin(Struct, frozen=True, gc=False):
    """A kind of bar: what it holds, what one costs, how many there are (None: any number)."""

    capacity: int
    cost: int
    count: int | None


class Span(Struct, frozen=True, gc=False):
    """How many bars of a bin are to be used: at least `low`, at most `high` (None: any number)."""

    low: int
    high: int | None

    def less(self, bars: int) -> "Span":
        """What remains of the span when so many bars are used."""
        return Span(max(0, self.low - bars), None if self.high is None else self.high - bars)


class Problem(Struct, frozen=True, kw_only=True, gc=False):
    """Cut `demands[i]` pieces of `widths[i]` (widths descending) from `bins` at the least cost.

    `missing_cost` is the penalty for a piece that is left out: more than all bars together can cost. Every
    piece fits at least one bin, but there may be too few bars.
    """

    widths: tuple[int, ...]
    demands: tuple[int, ...]
    bins: tuple[Bin, ...]
    missing_cost: int

    @property
    def spans(self) -> tuple[Span, ...]:
        """As many bars as there are."""
        return tuple(Span(0, entry.count) for entry in self.bins)


class BarSource(Struct, frozen=True, gc=False):
    """A bar product or offcut as a person knows it."""

    name: str
    length: int
    trim: int
    price: float
    is_offcut: bool


class Order(Struct, frozen=True, kw_only=True, gc=False):
    """A `Problem` with the way back: names of pieces and bars, and the sizes of the units, in steps."""

    problem: Problem
    kerf: int
    pieces: tuple[tuple[Piece, ...], ...]
    """Per width the pieces that have it, in the given order."""
    sources: tuple[tuple[BarSource, ...], ...]
    """Per bin the bars that belong to it: one product, or every offcut of one length."""
    unfit: tuple[Piece, ...]
    """Pieces that no bar is long enough for."""
    price_unit: float
    """Price of one unit of cost."""


def formulate(
    pieces: Sequence[Piece], stocks: Sequence[Stock], offcuts: Sequence[Offcut], options: CuttingOptions
) -> Order:
    """The integer problem of a cutting task.

    Raises InputError for a length, count, price or option that is no usable number.
    """
    kerf, trim = _steps(options.kerf_mm, "kerf"), _steps(options.end_trim_mm, "end trim")
    supplies = [*_shelf(offcuts, kerf), *_products(stocks, kerf=kerf, trim=trim)]
    widest = max((supply.capacity for supply in supplies), default=0)
    groups, unfit = _by_width(pieces, kerf, widest)
    widths = tuple(sorted(groups, reverse=True))
    kept = [supply for supply in supplies if widths and supply.capacity >= widths[-1]]
    demands = tuple(sum(piece.quantity for piece in groups[width]) for width in widths)
    problem, price_unit = _reduced(widths, demands, kept)
    return Order(
        problem=problem,
        kerf=kerf,
        pieces=tuple(tuple(groups[width]) for width in widths),
        sources=tuple(supply.sources for supply in kept),
        unfit=tuple(unfit),
        price_unit=price_unit,
    )


class _Supply(Struct, frozen=True, gc=False):
    """A bin before its figures are reduced."""

    capacity: int
    price: float
    count: int | None
    sources: tuple[BarSource, ...]


def _shelf(offcuts: Sequence[Offcut], kerf: int) -> list[_Supply]:
    """Offcuts of one length are one bin, the shortest first."""
    shelf: dict[int, list[BarSource]] = {}
    for offcut in offcuts:
        length = _length_steps(offcut.length_mm, f"offcut '{offcut.name}'")
        shelf.setdefault(length, []).append(BarSource(offcut.name, length, 0, 0.0, is_offcut=True))
    return [_Supply(length + kerf, 0.0, len(shelf[length]), tuple(shelf[length])) for length in sorted(shelf)]


def _products(stocks: Sequence[Stock], *, kerf: int, trim: int) -> Iterator[_Supply]:
    for stock in stocks:
        where = f"stock '{stock.name}'"
        length = _length_steps(stock.length_mm, where)
        count = None if stock.count is None else _whole(stock.count, "count", where)
        price = length / STEPS_PER_MM if stock.price is None else stock.price
        if not (math.isfinite(price) and price >= 0):
            raise InputError(f"price {price} is not usable", where=where, remedy="give 0 or more")
        source = BarSource(stock.name, length, trim, price, is_offcut=False)
        if count != 0:
            yield _Supply(length - 2 * trim + kerf, price, count, (source,))


def _by_width(pieces: Sequence[Piece], kerf: int, widest: int) -> tuple[dict[int, list[Piece]], list[Piece]]:
    """Pieces by width, and those that no bar is long enough for."""
    groups: dict[int, list[Piece]] = {}
    unfit: list[Piece] = []
    for piece in pieces:
        where = f"piece '{piece.name}'"
        width = _length_steps(piece.length_mm, where) + kerf
        if _whole(piece.quantity, "quantity", where) and width <= widest:
            groups.setdefault(width, []).append(piece)
        elif piece.quantity:
            unfit.append(piece)
    total = sum(piece.quantity for group in groups.values() for piece in group)
    if total > MOST_PIECES:
        raise InputError(f"{total} pieces are too many", remedy=f"cut at most {MOST_PIECES} at a time")
    return groups, unfit


def _reduced(
    widths: tuple[int, ...], demands: tuple[int, ...], supplies: Sequence[_Supply]
) -> tuple[Problem, float]:
    """The problem without common divisors, and the price of one unit of cost."""
    width_step = math.gcd(*widths) or 1
    dearest = max((supply.price for supply in supplies), default=0.0)
    digits = min(_PRICE_DIGITS - math.ceil(math.log10(dearest)), _MOST_DIGITS) if dearest else 0
    costs = [round(supply.price * 10.0**digits) for supply in supplies]
    cost_step = math.gcd(*costs) or 1
    bins = tuple(
        Bin(supply.capacity // width_step, cost // cost_step, _useful_count(supply, widths, demands))
        for supply, cost in zip(supplies, costs, strict=True)
    )
    problem = Problem(
        widths=tuple(width // width_step for width in widths),
        demands=demands,
        bins=bins,
        missing_cost=_penalty(bins, sum(demands)),
    )
    return problem, cost_step / 10.0**digits


def _useful_count(supply: _Supply, widths: tuple[int, ...], demands: tuple[int, ...]) -> int | None:
    """No more bars than pieces that fit; None where that is no limit. Free bars always have a count."""
    fitting = sum(n for width, n in zip(widths, demands, strict=True) if width <= supply.capacity)
    if supply.price == 0:
        return fitting if supply.count is None else min(supply.count, fitting)
    return None if supply.count is None or supply.count >= fitting else supply.count


def _penalty(bins: Iterable[Bin], pieces: int) -> int:
    """More than any plan costs: leaving a piece out never pays."""
    return 1 + sum(entry.cost * (pieces if entry.count is None else entry.count) for entry in bins)


def _steps(value_mm: float, what: str) -> int:
    if not (math.isfinite(value_mm) and 0 <= value_mm <= LONGEST_MM):
        raise InputError(f"{what} {value_mm} is not usable", remedy="give a length of 0 or more")
    return round(value_mm * STEPS_PER_MM)


def _length_steps(value_mm: float, where: str) -> int:
    if not (math.isfinite(value_mm) and 0 < value_mm <= LONGEST_MM and round(value_mm * STEPS_PER_MM)):
        raise InputError(
            f"length {value_mm} mm is not usable",
            where=where,
            remedy=f"give a length from {1 / STEPS_PER_MM:g} to {LONGEST_MM:.0f} mm",
        )
    return round(value_mm * STEPS_PER_MM)


def _whole(value: int, what: str, where: str) -> int:
    if value < 0:
        raise InputError(f"{what} {value} is not usable", where=where, remedy="give 0 or more")
    return value
