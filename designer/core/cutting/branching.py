"""Branching on how many bars of each bin are used.

With several kinds of bars the cost depends on nothing but these counts, so fixing them raises the bound fast:
a linear programme that mixes 2.5 long bars with 3.5 short ones has no whole-number counterpart at its cost.
"""

from heapq import heappop, heappush
from itertools import count

from designer.core.cutting.generation import Generated
from designer.core.cutting.problem import Span
from designer.core.cutting.programme import Verdict
from designer.core.cutting.workbench import Workbench

_NEARLY = 1e-6

Node = tuple[Span, ...]


class CountTree:
    """Best bound first search over spans for the number of bars per bin."""

    def __init__(self, bench: Workbench, bound: int, *, columns: int) -> None:
        """`bound` is a lower bound of the cost; programmes of up to `columns` patterns decide leaves."""
        self._bench, self._columns = bench, columns
        self._order = count()
        self._heap: list[tuple[int, int, Node]] = [(bound, next(self._order), bench.problem.spans)]
        self._unresolved: list[int] = []

    def run(self, nodes: int) -> int:
        """Search up to so many nodes; the lower bound of the cost afterwards."""
        while self._heap and nodes and not self._bench.cancelled():
            if self._heap[0][0] >= self._bench.cost:
                break
            bound, _, node = heappop(self._heap)
            self._explore(bound, node)
            nodes -= 1
        return min([self._bench.cost, *self._unresolved, *(bound for bound, _, _ in self._heap)])

    def _explore(self, bound: int, node: Node) -> None:
        state = self._bench.relax(node)
        if state is None:
            self._unresolved.append(bound)
            return
        bound = max(bound, state.bound.cost)
        if bound < self._bench.cost:
            children = self._split(node, self._bench.bars_used(state)) or self._whole(bound, node, state)
            for child in children:
                heappush(self._heap, (bound, next(self._order), child))

    def _split(self, node: Node, uses: list[float]) -> list[Node]:
        """Two parts, divided at the fractional count that bears most of the cost; [] where all are whole."""
        bins = self._bench.problem.bins
        parts = [(abs(use - round(use)), index) for index, use in enumerate(uses)]
        broken = [(part * bins[i].cost, i) for part, i in parts if part > _NEARLY and bins[i].cost]
        if not broken:
            return []
        index = max(broken)[1]
        span, floor = node[index], int(uses[index])
        return [_with(node, index, Span(span.low, floor)), _with(node, index, Span(floor + 1, span.high))]

    def _whole(self, bound: int, node: Node, state: Generated) -> list[Node]:
        """All counts are whole: look for a packing, and split further while there is none at the bound."""
        self._bench.dive(node, bound)
        if bound >= self._bench.cost:
            return []
        bins = self._bench.problem.bins
        loose = [i for i, span in enumerate(node) if bins[i].cost and span.low != span.high]
        if not loose:
            self._settle(bound, node, state)
            return []
        index = max(loose, key=lambda i: bins[i].cost)
        span, use = node[index], round(self._bench.bars_used(state)[index])
        parts = (Span(span.low, use - 1), Span(use, use), Span(use + 1, span.high))
        return [_with(node, index, part) for part in parts if part.high is None or part.low <= part.high]

    def _settle(self, bound: int, node: Node, state: Generated) -> None:
        """All counts are fixed: some more dives, then an integer programme."""
        for _ in range(self._bench.effort.leaf_dives - 1):
            self._bench.dive(node, bound)
        if bound < self._bench.cost:
            verdict = self._bench.decide(node, state.bound, self._bench.cost - 1, self._columns)
            if verdict is Verdict.OPEN:
                self._unresolved.append(bound)


def _with(node: Node, index: int, span: Span) -> Node:
    return (*node[:index], span, *node[index + 1 :])
