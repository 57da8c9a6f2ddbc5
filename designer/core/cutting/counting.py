"""The least cost by the numbers of bars alone: choose numbers, try them, and rule out what they teach.

For the cheapest choice that no cover rules out, the linear programme either shows a cover that it fails, and
mostly a great many others with it, or agrees; then a dive looks for a packing with these bars. Such a packing
is the best one, as all cheaper choices are ruled out. (Benders 1962; the master is numbers of bars alone.)
"""

from collections.abc import Sequence

from designer.core.cutting.counts import Counts, counts_below
from designer.core.cutting.effort import Stage
from designer.core.cutting.generation import Generated
from designer.core.cutting.problem import Span
from designer.core.cutting.programme import Verdict
from designer.core.cutting.workbench import Workbench


class CountSearch:
    """Looks at choices of bars in the order of their cost."""

    def __init__(self, bench: Workbench, bound: int) -> None:
        """`bound` is a lower bound of the cost."""
        self._bench, self._bound = bench, bound

    def run(self, stage: Stage) -> int:
        """Search as far as the stage goes; the lower bound of the cost afterwards."""
        bench, effort = self._bench, self._bench.effort
        if bench.cost >= bench.problem.missing_cost:
            return self._bound
        counts = counts_below(bench.problem, bench.covers, bench.cost, effort.choices)
        if counts is None:
            return self._bound
        for _ in range(effort.choices_tried):
            choice, cost = counts.cheapest(), counts.least_cost()
            if choice is None or cost is None or cost >= bench.cost:
                return bench.cost
            if bench.cancelled() or not self._looked_at(counts, choice, cost, stage):
                break
        least = counts.least_cost()
        return bench.cost if least is None else max(self._bound, min(bench.cost, least))

    def _looked_at(self, counts: Counts, choice: Sequence[int], cost: int, stage: Stage) -> bool:
        """Rule the choice out or find a packing with it; False where neither is certain."""
        spans = [Span(0, bars) for bars in choice]
        state = self._bench.relax(spans)
        if state is None:
            return False
        counts.keep(state.covers)
        if counts.cheapest() != choice or self._is_packed(spans, cost):
            return True
        return self._is_decided(counts, spans, cost, state, stage)

    def _is_packed(self, spans: Sequence[Span], cost: int) -> bool:
        for _ in range(self._bench.effort.leaf_dives):
            self._bench.dive(spans, cost)
            if self._bench.cost <= cost:
                return True
        return False

    def _is_decided(
        self, counts: Counts, spans: Sequence[Span], cost: int, state: Generated, stage: Stage
    ) -> bool:
        verdict = self._bench.decide(spans, state.bound, cost, stage.columns)
        if verdict is Verdict.NONE:
            counts.drop_cheapest()
        return verdict is not Verdict.OPEN
