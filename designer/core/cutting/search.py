"""The way from a first packing to a proven one.

1. Column generation gives a lower bound; mostly a packing that meets it is known already.
2. Where there are several bins, the cheapest numbers of bars that the bound leaves open are tried.
3. Dives look for a packing that meets the bound.
4. An integer programme over all patterns that a better packing could use decides the matter.
5. Where those are too many and there are several bins, branching on the number of bars per bin does.
"""

from collections.abc import Callable

from msgspec import Struct

from designer.core.cutting.branching import CountTree
from designer.core.cutting.counting import CountSearch
from designer.core.cutting.effort import Effort, Stage
from designer.core.cutting.generation import DualBound
from designer.core.cutting.packing import Packing
from designer.core.cutting.problem import Problem
from designer.core.cutting.programme import Verdict
from designer.core.cutting.workbench import Workbench


class Outcome(Struct, frozen=True):
    """The best packing, its cost and the lower bound of the cost."""

    packing: Packing
    cost: int
    bound: int


def improve(
    problem: Problem,
    start: Packing,
    bound: int,
    *,
    effort: Effort,
    time_limit_s: float,
    cancelled: Callable[[], bool],
) -> Outcome:
    """Improve a packing and a lower bound until they meet, the effort is spent or the caller cancels."""
    bench = Workbench(problem, start, effort=effort, time_limit_s=time_limit_s, cancelled=cancelled)
    search = _Search(bench, bound)
    search.run()
    return Outcome(bench.packing, bench.cost, search.bound)


class _Search:
    """The stages of the search; `bound` is the best lower bound so far."""

    def __init__(self, bench: Workbench, bound: int) -> None:
        self._bench, self.bound = bench, bound

    def run(self) -> None:
        if self._is_open():
            self._dual(tight=False)
        if self._is_open() and len(self._bench.problem.bins) > 1:
            self.bound = CountSearch(self._bench, self.bound).run(self._bench.effort.stages[0])
        for stage in self._bench.effort.stages:
            self._dives(stage.dives)
            while self._is_open() and self._decide(stage.columns):
                pass
            self._branch(stage)

    def _is_open(self) -> bool:
        return self._bench.cost > self.bound and not self._bench.cancelled()

    def _dual(self, *, tight: bool) -> DualBound | None:
        """Column generation for the whole problem; its bound, or None where the solver gives no answer."""
        state = self._bench.relax(self._bench.problem.spans, tight=tight)
        if state is None:
            return None
        self.bound = max(self.bound, min(state.bound.cost, self._bench.cost))
        return state.bound

    def _dives(self, dives: int) -> None:
        for _ in range(dives):
            if self._is_open():
                self._bench.dive(self._bench.problem.spans, self.bound)

    def _decide(self, columns: int) -> bool:
        """Find the best packing within a target below the cost, or that there is none; False if neither."""
        dual = self._dual(tight=True)
        if dual is None or not self._is_open():
            return False
        for target in self._targets():
            verdict = self._bench.decide(self._bench.problem.spans, dual, target, columns)
            if verdict is not Verdict.OPEN:
                self.bound = target + 1 if verdict is Verdict.NONE else self._bench.cost
                return True
        return False

    def _targets(self) -> list[int]:
        """Costs to aim at, from just below the present one to the bound; branching serves several bins."""
        targets = [self._bench.cost - 1]
        while targets[-1] > self.bound and len(self._bench.problem.bins) == 1:
            targets.append((targets[-1] + self.bound) // 2)
        return targets

    def _branch(self, stage: Stage) -> None:
        if len(self._bench.problem.bins) > 1 and self._is_open():
            tree = CountTree(self._bench, self.bound, columns=stage.columns)
            self.bound = max(self.bound, tree.run(stage.nodes))
