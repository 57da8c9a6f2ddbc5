"""Column generation: patterns are added while one would lower the cost, with a bound that is exact.

The dual values of the linear programme are turned into whole numbers; the knapsack then proves in whole
numbers how far below the optimum any packing can be (Gilmore and Gomory 1961; Farley 1990 for the scaling;
Wentges 1997 for mixing new dual values with the best ones so far, which saves rounds).
"""

from collections.abc import Callable, Sequence

from msgspec import Struct

from designer.core.cutting.counts import Cover, cover_of
from designer.core.cutting.effort import Tuning
from designer.core.cutting.knapsack import Filling, Knapsack
from designer.core.cutting.master import Master, Relaxed
from designer.core.cutting.packing import Bar, used
from designer.core.cutting.problem import Problem, Span

_PRECISION = 1 << 46
"""Whole-number dual values count the penalty for a missing piece as so much."""

_LARGEST = 1 << 62

_SMALL = 1e-7
"""Gains below this are noise of the linear programme."""


class DualBound(Struct, frozen=True):
    """Whole-number dual values with the lower bound that they prove.

    One unit of cost counts `scale`. For every packing: scale · cost ≥ `scaled` + the slack of all it uses;
    a bar of bin j has the slack  scale · cost_j + rents_j − Σ values_i · pieces_i, a piece of kind i too many
    has the slack values_i. None of them is negative. A rent is positive where bars are short, and negative
    where more bars are asked for than pay.
    """

    scale: int
    values: tuple[int, ...]
    rents: tuple[int, ...]
    scaled: int

    @property
    def cost(self) -> int:
        """Least whole cost that the bound allows."""
        return -(-self.scaled // self.scale)


class Generated(Struct, frozen=True):
    """What column generation came to: the last optimum over the patterns so far and the best bound."""

    relaxed: Relaxed
    bound: DualBound
    covers: tuple[Cover, ...]
    """What all pricings have shown of the numbers of bars."""

    @property
    def rounded(self) -> bool:
        """Whether more patterns cannot raise the bound to another whole number."""
        return self.bound.cost >= self.relaxed.cost - _SMALL


class Generation:
    """Column generation for the pieces `rest` of a problem, with bars within the spans."""

    def __init__(
        self,
        problem: Problem,
        master: Master,
        rest: Sequence[int],
        spans: Sequence[Span],
        tuning: Tuning,
    ) -> None:
        """`master` asks for the same pieces and bars; new patterns are added to it."""
        self._problem, self._master, self._rest, self._spans, self._tuning = (
            problem,
            master,
            rest,
            spans,
            tuning,
        )
        self._covers: list[Cover] = []
        capacity = max(entry.capacity for entry in problem.bins)
        self._knapsack = Knapsack(problem.widths, rest, capacity, tuning.cells)
        self._fitting = (
            self._knapsack
            if self._knapsack.step == 1
            else Knapsack(problem.widths, rest, capacity, tuning.cells, round_up=True)
        )

    def run(
        self,
        rounds: int,
        enough: Callable[[Generated], bool],
        cancelled: Callable[[], bool],
        first: Relaxed | None = None,
    ) -> Generated | None:
        """Add patterns until none helps, after `rounds`, or when the state is `enough`.

        `first` is the optimum over the patterns so far, where it is known already. None where the linear
        programme has no optimum (no feasible choice of bars, time limit).
        """
        state: Generated | None = None
        for turn in range(rounds):
            relaxed = self._master.solve() if state or first is None else first
            if relaxed is None:
                return None
            state, added = self._priced(relaxed, state.bound if state else None, turn * self._tuning.stride)
            if not added or enough(state) or cancelled():
                break
        return state

    def _priced(self, relaxed: Relaxed, best: DualBound | None, turn: int) -> tuple[Generated, int]:
        """Bound after pricing and number of patterns added; pure dual values where mixed ones fail."""
        values, scale = whole_values(self._problem, relaxed.prices)
        added = 0
        for share in (self._tuning.inertia, 0.0) if best else (0.0,):
            mixed = _mixed(values, scale, best, share) if best else values
            filling = self._knapsack.solve(mixed, turn)
            bound = prove(self._problem, self._rest, self._spans, mixed, scale, filling)
            self._covers.append(self._cover(mixed, filling))
            if best is None or bound.scaled * best.scale > best.scaled * bound.scale:
                best = bound
            added = self._add(filling, relaxed)
            if not added and self._fitting is not self._knapsack:
                added = self._add(self._fitting.solve(mixed, turn), relaxed)
            if added:
                break
        assert best is not None
        return Generated(relaxed, best, tuple(self._covers)), added

    def _cover(self, values: Sequence[int], filling: Filling) -> Cover:
        """No bar holds pieces of more value than the knapsack says."""
        need = sum(value * count for value, count in zip(values, self._rest, strict=True))
        return cover_of([filling.value(entry.capacity) for entry in self._problem.bins], need)

    def _add(self, filling: Filling, relaxed: Relaxed) -> int:
        bars: list[Bar] = []
        for index, entry in enumerate(self._problem.bins):
            price = entry.cost + relaxed.rents[index] + _SMALL
            for pattern in filling.patterns(entry.capacity, self._tuning.variants):
                gain = sum(relaxed.prices[kind] * count for kind, count in pattern)
                if gain > price and used(self._problem, pattern) <= entry.capacity:
                    bars.append((index, pattern))
        return self._master.add(bars)


def whole_values(problem: Problem, prices: Sequence[float]) -> tuple[tuple[int, ...], int]:
    """Dual values as whole numbers with their scale: none above the penalty for a missing piece, and none so
    great that all pieces together leave the range of 64 bits. Any such values give a bound.
    """
    scale = max(1, _PRECISION // problem.missing_cost)
    most = min(problem.missing_cost * scale, _LARGEST // max(1, sum(problem.demands)))
    return tuple(min(int(price * scale), most) for price in prices), scale


def _mixed(values: Sequence[int], scale: int, best: DualBound, share: float) -> tuple[int, ...]:
    kept = share * scale / best.scale
    return tuple(int(kept * old + (1.0 - share) * new) for old, new in zip(best.values, values, strict=True))


def prove(
    problem: Problem,
    rest: Sequence[int],
    spans: Sequence[Span],
    values: Sequence[int],
    scale: int,
    filling: Filling,
) -> DualBound:
    """The bound that `values` give, scaled down until no endless bin holds more than it costs."""
    worth = [filling.value(entry.capacity) for entry in problem.bins]
    top, bottom = 1, 1
    for entry, value, span in zip(problem.bins, worth, spans, strict=True):
        if span.high is None and value * top > entry.cost * scale * bottom:
            top, bottom = entry.cost * scale, value
    lowered = tuple(value * top // bottom for value in values)
    total = sum(value * count for value, count in zip(lowered, rest, strict=True))
    rents: list[int] = []
    for entry, value, span in zip(problem.bins, worth, spans, strict=True):
        rent = -(-value * top // bottom) - entry.cost * scale
        bars = span.high or 0 if rent > 0 else span.low
        rents.append(rent if bars else max(rent, 0))
        total -= rent * bars
    return DualBound(scale, lowered, tuple(rents), total)
