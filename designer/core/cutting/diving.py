"""Diving: fix the patterns that the linear programme uses most, optimise anew for what is left, repeat."""

from collections.abc import Callable, Sequence
from enum import Enum

from designer.core.cutting.effort import Tuning
from designer.core.cutting.generation import Generated, Generation
from designer.core.cutting.greedy import completed
from designer.core.cutting.master import Master, Relaxed
from designer.core.cutting.packing import Bar, Packing, merged, repeats, total_cost
from designer.core.cutting.problem import Problem, Span

_NEARLY = 1e-6

_ALMOST_SURE = 0.999
"""Uses above this are taken as equally certain."""

_BATCH_SHARE = 0.05
"""Share of the bars that are left which may be fixed in one step, if they are almost certain."""


class Choice(Enum):
    """Which bar a dive fixes next. No rule is best for all problems, so dives take turns."""

    SUREST = "the greatest use, of the almost certain ones the one with the longest piece"
    LONGEST = "the longest piece that is left, in its bar of the greatest use"
    WEIGHTED = "the greatest use times longest piece, uses above one half first"


class Dive:
    """One way down from the linear programme to a packing."""

    def __init__(
        self,
        problem: Problem,
        master: Master,
        choice: Choice,
        spans: Sequence[Span],
        avoid: frozenset[Bar],
        tuning: Tuning,
    ) -> None:
        """Bars are used within `spans`; `avoid` are bars that are not to be fixed first.

        Patterns that are found on the way stay in `master`.
        """
        self._problem, self._master, self._choice, self._avoid = problem, master, choice, avoid
        self._tuning = tuning
        self._packing: Packing = {}
        self._rest = list(problem.demands)
        self._spans = list(spans)
        self._cost = 0
        self.first: Bar | None = None
        """The first bar that was fixed on a fractional use: the choice to avoid next time."""

    def run(self, good: int, limit: int, cancelled: Callable[[], bool], *, content: bool) -> Packing:
        """A packing that costs at most `limit` where the dive leads to one, else any that it comes by.

        It ends early with a packing that costs at most `good`. Where it is `content`, patterns are added only
        while those that are known lead to more than `good`: that is quicker, and looks at fewer.
        """
        aim = good if content else -1
        best = self._completed()
        waypoint = sum(self._rest) // 2
        while any(self._rest) and total_cost(self._problem, best) > good:
            relaxed = None if cancelled() else self._relaxed(aim, limit)
            if relaxed is None or not self._fix(relaxed):
                return self._better(best)
            if sum(self._rest) <= waypoint:
                best = self._better(best)
                waypoint = sum(self._rest) // 2
        return best

    def _better(self, best: Packing) -> Packing:
        return min(best, self._completed(), key=lambda packing: total_cost(self._problem, packing))

    def _completed(self) -> Packing:
        return merged(self._packing, completed(self._problem, self._rest, self._spans))

    def _relaxed(self, aim: int, limit: int) -> Relaxed | None:
        """The linear programme for the rest, or None where it cannot come within the limit.

        Patterns are added only while it costs more than `aim`.
        """
        allowed = limit - self._cost
        self._master.restrict(self._rest, self._spans)
        first = self._master.solve()
        if first is None or first.cost <= aim - self._cost + _NEARLY:
            return first
        generation = Generation(self._problem, self._master, self._rest, self._spans, self._tuning)

        def settled(state: Generated) -> bool:
            return state.bound.cost > allowed or state.rounded

        state = generation.run(self._tuning.dive_rounds, settled, lambda: False, first)
        return None if state is None or state.bound.cost > allowed else state.relaxed

    def _fix(self, relaxed: Relaxed) -> bool:
        """Fix all bars that are used several times, else the first by the rule; False if there is none."""
        uses = {bar: use for bar, use in zip(self._master.bars, relaxed.uses, strict=False) if use > _NEARLY}
        several = [self._take(bar, int(use + _NEARLY)) for bar, use in uses.items() if use > 2 - _NEARLY]
        if any(several):
            return True
        batch = max(1, round(sum(uses.values()) * _BATCH_SHARE))
        fixed = 0
        for bar in self._ranked(uses):
            if fixed and (fixed >= batch or uses[bar] < _ALMOST_SURE):
                break
            if (self.first or bar not in self._avoid) and self._take(bar, 1):
                self.first = self.first or bar
                fixed += 1
        return fixed > 0

    def _ranked(self, uses: dict[Bar, float]) -> list[Bar]:
        """The bars in the order of the dive's rule; a bar's longest piece is the first of its pattern."""
        longest = {bar: self._problem.widths[bar[1][0][0]] for bar in uses}
        top = max(longest.values(), default=0)

        def rank(bar: Bar) -> tuple[float, float]:
            use = uses[bar]
            if self._choice is Choice.SUREST:
                return min(use, _ALMOST_SURE), longest[bar]
            if self._choice is Choice.LONGEST:
                return float(longest[bar] == top), use
            return float(use > 1 / 2), use * longest[bar]

        return sorted(uses, key=rank, reverse=True)

    def _take(self, bar: Bar, wanted: int) -> int:
        """Fix up to `wanted` more of a bar, as many as pieces and bars are left for; the number of them."""
        index, pattern = bar
        room = self._spans[index].high
        times = min(wanted, repeats(pattern, self._rest)) if wanted else 0
        times = times if room is None else min(times, room)
        if times:
            self._packing[bar] = self._packing.get(bar, 0) + times
            self._cost += times * self._problem.bins[index].cost
            for kind, count in pattern:
                self._rest[kind] -= count * times
            self._spans[index] = self._spans[index].less(times)
        return times
