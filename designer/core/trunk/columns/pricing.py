"""The legs that pay most at given prices of the members: a shortest path with memory.

A leg grows from its far end to its feed. Its label is the state of the last member, the load, and which
members near to that one it has passed (an ng-route: Baldacci, Mingozzi and Roberti 2011); it may pass a
member twice only by way of others that have forgotten it. All legs that can be built are among these routes.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from designer.core.trunk.columns.crowds import Tolls
from designer.core.trunk.columns.groups import IMPOSSIBLE
from designer.core.trunk.columns.problem import Ints, Problem, Route
from designer.core.trunk.columns.rises import Rises
from designer.core.trunk.graph import Array

_EPS = 1e-7


class _Moves(Struct, frozen=True, eq=False):
    """Transitions into members of one load by target: sources, costs, rises, where each target begins.

    `steps` are the numbers of their steps from member to member in a table of all.
    """

    load: int
    sources: Ints
    steps: Ints
    costs: Array
    rises: Array
    begins: Ints
    targets: Ints


class Priced(Struct, frozen=True, eq=False):
    """Values of all labels by load, least reduced costs of legs by their load and last state.

    `farther` are the least costs by load to each member over a step without an arc, its price not taken off.
    """

    values: list[Array]
    ends: Array
    farther: Array
    per_rise: float
    tolls: Tolls | None


class Pricer:
    """Prices the legs of a problem again and again."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.rises = problem, Rises(problem)
        self.any_far = bool(np.isfinite(problem.far).any())
        self._first = problem.first()
        self._masks = 1 << (max(len(near) for near in problem.near) - 1)
        self._moves = self._all_moves()
        self._place = [np.full(len(problem.member) * self._masks, -1, dtype=np.intp) for _ in self._moves]
        for place, moves in zip(self._place, self._moves, strict=True):
            place[moves.targets] = np.arange(len(moves.targets))

    def _all_moves(self) -> list[_Moves]:
        problem, masks = self.problem, self._masks
        tail_members, head_members = problem.member[problem.tails], problem.member[problem.heads]
        size = len(problem.ranges)
        pairs, arc_pair = np.unique(tail_members * size + head_members, return_inverse=True)
        after = masks_after(problem.near, pairs // size, pairs % size)
        moves = []
        for load in sorted({int(one) for one in problem.load}):
            arcs = np.nonzero(problem.load[head_members] == load)[0] if len(arc_pair) else np.array([], int)
            new = after[arc_pair[arcs]] if len(arcs) else np.zeros((0, masks), dtype=np.intp)
            arc, mask = np.nonzero(new >= 0)
            sources = problem.tails[arcs[arc]] * masks + mask
            targets = problem.heads[arcs[arc]] * masks + new[arc, mask]
            order = np.argsort(targets, kind="stable")
            found, begins = np.unique(targets[order], return_index=True)
            moves.append(
                _Moves(
                    load,
                    sources[order],
                    pairs[arc_pair[arcs[arc]]][order],
                    problem.costs[arcs[arc]][order],
                    self.rises.steps[arcs[arc]][order],
                    begins,
                    found,
                )
            )
        return moves

    def rises_matter(self) -> bool:
        """Whether a full leg with the longest end cable, or steps of twice the usual, rises too high."""
        load = self.rises.per_load_a * self.problem.capacity
        usual = float(np.median(self.rises.steps)) if len(self.rises.steps) else 0.0
        count = self.problem.capacity / max(1, int(self.problem.load.min()))
        feeds = float(np.max(self.rises.feeds, initial=0.0, where=np.isfinite(self.rises.feeds)))
        return load * (feeds + usual * count / 2) > self.rises.limit_pct

    def price(
        self,
        duals: Array,
        per_load: Array,
        *,
        far: bool,
        per_rise: float = 0.0,
        tolls: Tolls | None = None,
    ) -> Priced:
        """Values of all labels at prices of the members and of legs; `far` steps without an arc included.

        Legs are paid `tolls`, where there are any.

        Legs that rise too high wherever their ports sit do not end.

        Where a per cent of voltage rise has a price, a leg pays for what it has and is paid for the limit:
        what keeps the limit never costs more by that.
        """
        problem, masks = self.problem, self._masks
        own = duals[problem.member]
        loads = problem.load[problem.member]
        size = len(own) * masks
        values = [np.full(size, np.inf) for _ in range(problem.capacity + 1)]
        farther = np.full((problem.capacity + 1, len(problem.ranges)), np.inf)
        ends = np.full((problem.capacity + 1, len(own)), np.inf)
        flat_duals = np.repeat(own, masks)
        starting = problem.begins - (tolls.starts[problem.member] if tolls else 0.0)
        costs = [moves.costs - (tolls.steps.flat[moves.steps] if tolls else 0.0) for moves in self._moves]
        for load in range(1, problem.capacity + 1):
            value = values[load]
            starts = np.nonzero(loads == load)[0]
            value[starts * masks] = problem.fixed() - own[starts] + starting[starts]
            for moves, step_costs in zip(self._moves, costs, strict=True):
                before = load - moves.load
                if before < 1:
                    continue
                heads = np.nonzero(loads == moves.load)[0] * masks
                if len(moves.sources):
                    steps = values[before][moves.sources] + step_costs
                    if per_rise:
                        steps += moves.rises * (per_rise * self.rises.per_load_a * before)
                    reached = np.minimum.reduceat(steps, moves.begins)
                    value[moves.targets] = np.minimum(
                        value[moves.targets], reached - flat_duals[moves.targets]
                    )
                if far:
                    reached = farther[before][problem.member[heads // masks]]
                    value[heads] = np.minimum(value[heads], reached - flat_duals[heads])
            by_state = value.reshape(-1, masks).min(axis=1)
            if far and load < problem.capacity:
                members = np.minimum.reduceat(by_state, self._first)
                steps = members[:, None] + self._far(load, per_rise)
                farther[load] = (steps - tolls.steps if tolls else steps).min(axis=0)
            if per_load[load] <= IMPOSSIBLE / 2:
                continue
            ends[load] = np.where(self.rises.ends[load], by_state + problem.feeds - per_load[load], np.inf)
            if per_rise:
                at_feed = self.rises.feeds * (self.rises.per_load_a * load)
                ends[load] += per_rise * (at_feed - self.rises.limit_pct)
        return Priced(values, ends, farther, per_rise, tolls)

    def _far(self, load: int, per_rise: float) -> Array:
        """What a step without an arc from member to member costs at least after so much load."""
        if not per_rise:
            return self.problem.far
        return self.problem.far + self.rises.beyond * (per_rise * self.rises.per_load_a * load)

    def routes(self, priced: Priced, duals: Array, most: int) -> list[Route]:
        """The best leg that ends at each member, the best first; only those that pay."""
        problem, ends = self.problem, priced.ends
        best = ends.min(axis=0)
        found: list[tuple[float, int]] = []
        for member in range(len(problem.ranges)):
            states = np.nonzero(problem.member == member)[0]
            state = int(states[np.argmin(best[states])])
            if best[state] < -_EPS:
                found.append((float(best[state]), state))
        routes = []
        for _, state in sorted(found)[:most]:
            load = int(np.argmin(ends[:, state]))
            route = self._route(priced, load, state, duals)
            if route is not None:
                routes.append(route)
        return routes

    def _route(self, priced: Priced, load: int, state: int, duals: Array) -> Route | None:
        """The leg behind a label; None where it takes a step that has no arc."""
        problem, masks, values = self.problem, self._masks, priced.values
        label = state * masks + int(np.argmin(values[load][state * masks : (state + 1) * masks]))
        cost = float(values[load][label]) + float(problem.feeds[state])
        members: list[int] = []
        while True:
            member = int(problem.member[label // masks])
            members.append(member)
            cost += float(duals[member])
            own = int(problem.load[member])
            if load == own:
                route = tuple(members[::-1])
                return Route(route, cost + (priced.tolls.of(route) if priced.tolls else 0.0))
            value = float(values[load][label]) + float(duals[member])
            load -= own
            per_pct_a = priced.per_rise * self.rises.per_load_a * load
            label, paid = self._before(values[load], label, own, value, per_pct_a, priced.tolls)
            if label < 0:
                return None
            cost -= paid

    def _before(
        self, values: Array, label: int, own: int, value: float, per_pct_a: float, tolls: Tolls | None
    ) -> tuple[int, float]:
        """The label before one, and what its step pays for voltage rise; −1 where there is none."""
        for place, moves in zip(self._place, self._moves, strict=True):
            if moves.load == own and place[label] >= 0:
                number = int(place[label])
                begin = int(moves.begins[number])
                end = int(moves.begins[number + 1]) if number + 1 < len(moves.begins) else len(moves.sources)
                paid = moves.rises[begin:end] * per_pct_a
                reached = values[moves.sources[begin:end]] + moves.costs[begin:end] + paid
                if tolls:
                    reached = reached - tolls.steps.flat[moves.steps[begin:end]]
                at = int(np.argmin(reached))
                if reached[at] <= value + _EPS:
                    return int(moves.sources[begin + at]), float(paid[at])
        return -1, 0.0


def near_table(near: Sequence[Sequence[int]]) -> Ints:
    """The members near to each one, itself first, row by row; −1 where there are fewer than elsewhere."""
    table = np.full((len(near), max(len(own) for own in near)), -1, dtype=np.intp)
    for number, own in enumerate(near):
        table[number, : len(own)] = own
    return table


def masks_after(near: Sequence[Sequence[int]], tails: Ints, heads: Ints) -> Ints:
    """The memory at each head for each one at its tail, (steps, memories); −1 where that has the head."""
    table = near_table(near)
    width = table.shape[1]
    here, there = table[tails], table[heads]
    masks = np.arange(1 << (width - 1), dtype=np.intp)
    passed = np.zeros((len(tails), len(masks)), dtype=bool)
    known = np.zeros((len(tails), len(masks)), dtype=bool)
    found = np.zeros((len(tails), len(masks)), dtype=np.intp)
    for bit in range(1, width):
        wanted = there[:, bit]
        known[:] = ((wanted == tails) & (wanted >= 0))[:, None]
        for place in range(1, width):
            same = (here[:, place] == wanted) & (wanted >= 0)
            known |= same[:, None] & ((masks >> (place - 1) & 1) > 0)[None, :]
        found |= known.astype(np.intp) << (bit - 1)
    for place in range(1, width):
        held = ((masks >> (place - 1) & 1) > 0)[None, :]
        passed |= (here[:, place] == heads)[:, None] & held
        passed |= (here[:, place] < 0)[:, None] & held
    return np.where(passed, -1, found)
