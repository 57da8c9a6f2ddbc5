"""What all parts of the search share: the linear programme, the best packing, the tools for better ones."""

from collections.abc import Callable, Sequence
from itertools import cycle

from designer.core.cutting.counts import Cover
from designer.core.cutting.diving import Choice, Dive
from designer.core.cutting.effort import Effort
from designer.core.cutting.enumeration import useful_bars
from designer.core.cutting.generation import DualBound, Generated, Generation
from designer.core.cutting.greedy import cheaper_bars
from designer.core.cutting.master import Master
from designer.core.cutting.packing import Bar, Packing, total_cost
from designer.core.cutting.problem import Problem, Span
from designer.core.cutting.programme import Limits, Verdict
from designer.core.cutting.selection import select

Spans = Sequence[Span]


class Workbench:
    """The best packing so far and what improves it; it only ever gets cheaper."""

    def __init__(
        self,
        problem: Problem,
        start: Packing,
        *,
        effort: Effort,
        time_limit_s: float,
        cancelled: Callable[[], bool],
    ) -> None:
        """Begin with a packing; the solver may take `time_limit_s` by its own clock for all programmes."""
        self.problem, self.effort, self._stopped = problem, effort, cancelled
        self.packing, self.cost = start, total_cost(problem, start)
        self._time_limit_s, self._seconds = time_limit_s, 0.0
        self._choices = cycle(Choice)
        self._avoid: set[Bar] = set()
        self._dives = 0
        self.covers: list[Cover] = []
        self._master = Master(problem, time_limit_s=time_limit_s)
        self._master.add(start)
        self._master.add(_single_pieces(problem))

    def cancelled(self) -> bool:
        """Whether the caller wants no more or the solver's time is used up."""
        return self._left_s() <= 0.0 or self._stopped()

    def _left_s(self) -> float:
        return self._time_limit_s - self._seconds - self._master.seconds

    def relax(self, spans: Spans, *, tight: bool = False) -> Generated | None:
        """Column generation for all pieces, with bars within the spans.

        It ends when the bound reaches the cost or, unless `tight`, when it cannot reach another whole number.
        None where the solver gives no answer.
        """
        demands = self.problem.demands
        self._master.restrict(demands, spans)
        generation = Generation(self.problem, self._master, demands, spans, self.effort.tuning)

        def enough(state: Generated) -> bool:
            return state.bound.cost >= self.cost or (state.rounded and not tight)

        state = generation.run(self.effort.tuning.rounds, enough, self.cancelled)
        if state is not None:
            self.covers += state.covers
        return state

    def bars_used(self, state: Generated) -> list[float]:
        """Per bin how many bars the linear programme uses."""
        uses = [0.0] * len(self.problem.bins)
        for (index, _), use in zip(self._master.bars, state.relaxed.uses, strict=False):
            uses[index] += use
        return uses

    def dive(self, spans: Spans, good: int) -> None:
        """One dive for a packing that is cheaper than the best; at the cost `good` it can end."""
        dive = Dive(
            self.problem, self._master, next(self._choices), spans, frozenset(self._avoid), self.effort.tuning
        )
        content = self._dives < self.effort.content_dives
        self._dives += 1
        self._offer(dive.run(good, self.cost - 1, self.cancelled, content=content))
        if dive.first:
            self._avoid.add(dive.first)

    def decide(self, spans: Spans, dual: DualBound, target: int, columns: int) -> Verdict:
        """Look for the best packing of cost ≤ `target` by a programme of at most so many patterns."""
        bars = useful_bars(self.problem, dual, target, columns)
        if bars is None:
            return Verdict.OPEN
        selected = select(
            self.problem,
            bars,
            spans,
            target,
            dual,
            Limits(self.effort.solver_nodes, max(0.0, self._left_s()), self._stopped),
        )
        self._seconds += selected.seconds
        if selected.packing is not None:
            self._offer(selected.packing)
        # a choice whose rounded figures turn out to be no packing within the target proves nothing
        return Verdict.OPEN if selected.verdict is Verdict.FOUND and self.cost > target else selected.verdict

    def _offer(self, packing: Packing) -> None:
        better = cheaper_bars(self.problem, packing, [entry.count for entry in self.problem.bins])
        cost = total_cost(self.problem, better)
        if cost < self.cost:
            self.packing, self.cost = better, cost


def _single_pieces(problem: Problem) -> list[Bar]:
    return [
        (index, ((kind, 1),))
        for index, entry in enumerate(problem.bins)
        for kind, width in enumerate(problem.widths)
        if width <= entry.capacity
    ]
