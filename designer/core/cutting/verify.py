"""An independent look at a finished plan: only the plan and what was asked for, nothing of the solver."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from designer.core.cutting.model import CutBar, CuttingOptions, CuttingPlan, Offcut, Piece, Stock
from designer.core.units import TOLERANCE_MM

_PRICE_TOLERANCE = 1e-5


def verify(
    plan: CuttingPlan,
    pieces: Sequence[Piece],
    stocks: Sequence[Stock],
    offcuts: Sequence[Offcut],
    options: CuttingOptions,
) -> list[str]:
    """What is wrong with a plan, one sentence each; empty for a sound plan.

    Every piece is cut once or named as unplaced, pieces and kerfs lie within the bar and its trim, no more
    bars are used than there are, and cost, remnants and counts add up.
    """
    return [
        *_piece_faults(plan, pieces),
        *(fault for bar in plan.bars for fault in _bar_faults(bar, options)),
        *_stock_faults(plan, stocks, offcuts),
        *_sum_faults(plan, stocks),
    ]


def _piece_faults(plan: CuttingPlan, pieces: Sequence[Piece]) -> Iterator[str]:
    wanted = _counted(pieces)
    placed = Counter((cut.piece, cut.length_mm) for bar in plan.bars for cut in bar.cuts)
    placed.update(_counted(plan.unplaced))
    for key in wanted.keys() | placed.keys():
        if wanted[key] != placed[key]:
            yield f"piece {key[0]} of {key[1]} mm: wanted {wanted[key]}, cut or left out {placed[key]}"


def _counted(pieces: Iterable[Piece]) -> Counter[tuple[str, float]]:
    counts: Counter[tuple[str, float]] = Counter()
    for piece in pieces:
        counts[piece.name, piece.length_mm] += piece.quantity
    return +counts


def _bar_faults(bar: CutBar, options: CuttingOptions) -> Iterator[str]:
    trim = 0.0 if bar.is_offcut else options.end_trim_mm
    if not bar.cuts:
        yield f"bar {bar.index} is not cut at all"
        return
    if bar.cuts[0].start_mm < trim - TOLERANCE_MM:
        yield f"bar {bar.index}: the first piece lies in the trim"
    for left, right in pairwise(bar.cuts):
        if right.start_mm < left.start_mm + left.length_mm + options.kerf_mm - 2 * TOLERANCE_MM:
            yield f"bar {bar.index}: no room for a cut before {right.start_mm} mm"
    end = bar.cuts[-1].start_mm + bar.cuts[-1].length_mm
    rest = bar.length_mm - trim - end
    if rest < -2 * TOLERANCE_MM:
        yield f"bar {bar.index}: the last piece ends {-rest} mm behind the usable end"
    usable = max(0.0, rest - options.kerf_mm)
    expected = usable if usable >= options.least_remnant_mm else 0.0
    near_least = abs(usable - options.least_remnant_mm) <= 2 * TOLERANCE_MM
    if abs(bar.remnant_mm - expected) > 2 * TOLERANCE_MM and not near_least:
        yield f"bar {bar.index}: remnant {bar.remnant_mm} mm where {expected} mm is left"


def _stock_faults(plan: CuttingPlan, stocks: Sequence[Stock], offcuts: Sequence[Offcut]) -> Iterator[str]:
    used = Counter((bar.is_offcut, bar.stock, bar.length_mm) for bar in plan.bars)
    shelf = Counter((offcut.name, round(offcut.length_mm, 3)) for offcut in offcuts)
    counts: dict[tuple[str, float], float] = {}
    for stock in stocks:
        key = (stock.name, round(stock.length_mm, 3))
        counts[key] = counts.get(key, 0) + (float("inf") if stock.count is None else stock.count)
    for (is_offcut, name, length_mm), bars in used.items():
        key = (name, round(length_mm, 3))
        there = shelf[key] if is_offcut else counts.get(key, 0)
        if bars > there:
            yield f"{bars} bars of {name}, {length_mm} mm, where there are {there}"


def _sum_faults(plan: CuttingPlan, stocks: Sequence[Stock]) -> Iterator[str]:
    prices: dict[tuple[str, float], list[float]] = {}
    for stock in stocks:
        price = stock.length_mm if stock.price is None else stock.price
        prices.setdefault((stock.name, round(stock.length_mm, 3)), []).append(price)
    bought = [(bar.stock, round(bar.length_mm, 3)) for bar in plan.bars if not bar.is_offcut]
    least, most = (sum(pick(prices.get(key, [0.0])) for key in bought) for pick in (min, max))
    slack = _PRICE_TOLERANCE * (1 + most)
    if not least - slack <= plan.cost <= most + slack:
        yield f"cost {plan.cost} where the bars cost {least} to {most}"
    if plan.bound > plan.cost or (plan.proven and plan.bound != plan.cost):
        yield f"bound {plan.bound} does not go with cost {plan.cost}"
    if plan.stocks_used != len(plan.bars):
        yield f"{plan.stocks_used} bars counted where there are {len(plan.bars)}"
    if [bar.index for bar in plan.bars] != list(range(1, len(plan.bars) + 1)):
        yield "the bars are not numbered from 1"
