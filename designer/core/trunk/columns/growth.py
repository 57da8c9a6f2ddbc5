"""Legs grown from their far ends, all of them at once and exactly, as long as they may pay.

A leg's labels say what it costs to bring it to the places of its last member (`batch.py`). What the rest of
it costs at least is known (`rests.py`): labels that cannot end within the gap are dropped, and those that
another one undercuts wherever they hold. Costs here have the prices of the members taken off.
"""

from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from designer.core.caching.pace import Pace
from designer.core.trunk.columns.batch import (
    Batch,
    Chosen,
    Electric,
    Flags,
    Limits,
    are_all,
    clipped,
    distance,
    joined,
    numbers_of,
)
from designer.core.trunk.columns.field import Field
from designer.core.trunk.columns.memories import MOST_REMEMBERED, Memories, Memory
from designer.core.trunk.columns.pay import Pay
from designer.core.trunk.columns.prices import Prices
from designer.core.trunk.columns.problem import Ints, Problem
from designer.core.trunk.columns.rests import PricedRests
from designer.core.trunk.columns.rows import rows_between, rows_of
from designer.core.trunk.columns.stepping import steps
from designer.core.trunk.columns.undercutting import undominated
from designer.core.trunk.columns.worthwhile import Worthwhile, affordable
from designer.core.trunk.graph import Array
from designer.core.trunk.labels import EPS_MM

_EPS = 1e-6
_CHUNK = 10_000
"""Steps taken at once: arrays that fit into the cache are faster than larger ones."""

_STEPS_EACH = 4
"""So many times the labels that there is room for are too many steps, or labels before the dearer ones go."""


Passed = NDArray[np.int8]
"""(legs, members): how often a leg passes a member."""


class Layer(NamedTuple):
    """Labels of legs of so many members: last members, loads, currents at the end, memories."""

    batch: Batch
    member: Ints
    load: Ints
    amperes: Array
    memory: Memories

    def of(self, chosen: Chosen) -> "Layer":
        """Some of the labels, in the order asked for; the same object where they are all."""
        if are_all(chosen):
            return self
        rows = numbers_of(chosen)
        return Layer(
            self.batch.of(rows), self.member[rows], self.load[rows], self.amperes[rows], self.memory[rows]
        )


class Ends(NamedTuple):
    """Legs that end: number of the layer and of the label in it, cost with the prices taken off, box."""

    layer: Ints
    label: Ints
    cost: Array
    box: Ints
    memory: Memories


class TooMany(Exception):  # noqa: N818 (no error: the gap is too wide for the room there is)
    """More labels than there is room for."""


class Task(Struct, frozen=True, eq=False):
    """What legs are grown for: members, their exact ways, prices, the gap.

    `rises` are the least voltage rises of the steps of the field, % per A. They are left aside where none
    `matters`: labels are far fewer where only cost tells them apart. `by_box` is whether legs end in each box
    that they may be led to, not in the cheapest one alone.
    """

    problem: Problem
    field: Field
    rests: PricedRests
    prices: Prices
    rises: Array
    gap: float
    matters: bool = True
    by_box: bool = False


class Grown:
    """All legs of a task within its gap, elementary or as far as the memory goes.

    Raises TooMany where they have more than `most` labels.
    """

    def __init__(self, task: Task, memory: Memory, most: int, pace: Pace) -> None:
        self._task, self.memory, self._pace = task, memory, pace
        self._pay = Pay(task.prices, task.field.arcs, memory)
        self._worthwhile = Worthwhile(
            task.problem, task.field.arcs, task.rests, self._pay.of_steps, task.rises, task.field.amperes
        )
        rules = task.problem.rules
        per_ohm_a = rules.rise_pct_per_ohm_a()
        trunk, bulk = per_ohm_a * rules.product.ohm_per_km, per_ohm_a * rules.bulk.ohm_per_km
        # of many members the legs would be too many to tell apart by what their links cost beside
        self._volts = Electric(trunk, bulk, bulk if len(task.problem.ranges) <= MOST_REMEMBERED else 0.0)
        if not task.matters:
            self._volts = Electric(0.0, 0.0, 0.0)
        self._layers: list[Layer] = []
        ends: list[Ends] = []
        labels = 0
        layer = self._first()
        while len(layer.member):
            labels += len(layer.member)
            if labels > most:
                raise TooMany
            pace()
            self._layers.append(layer)
            ends.append(self._ends(layer))
            layer = self._next(layer, most)
        if not ends:
            ends.append(self._ends(layer))
        self.ends = Ends(*(np.concatenate(part) for part in zip(*ends, strict=True)))
        self.labels = labels

    def members_of(self, layer: int, label: int) -> tuple[int, ...]:
        """The members of a leg, from its far end on."""
        found = []
        for number in range(layer, -1, -1):
            found.append(int(self._layers[number].member[label]))
            label = int(self._layers[number].batch.mark[label])
        return tuple(found[::-1])

    def passed(self, ends: Ints) -> tuple[Passed, Array]:
        """How often some legs, by the numbers of their ends, pass each member: (legs, members).

        And what their members and the crowds that they enter pay for each.
        """
        prices = self._task.prices
        by_path = self.memory.forgets
        found = np.zeros((len(ends), len(self._task.problem.ranges)), dtype=np.int8)
        layer, label = self.ends.layer[ends], self.ends.label[ends].copy()
        tolls, paid = prices.tolls() if by_path else None, np.zeros(len(ends))
        later = np.full(len(ends), -1)
        for number in range(len(self._layers) - 1, -1, -1):
            leg = np.nonzero(layer >= number)[0]
            own = self._layers[number]
            member = own.member[label[leg]]
            found[leg, member] += 1
            if tolls:
                steps = tolls.steps[member, later[leg]]
                paid[leg] += np.where(later[leg] >= 0, steps, 0.0)
            later[leg] = member
            label[leg] = own.batch.mark[label[leg]]
        if tolls:
            paid += tolls.starts[later]
        elif not by_path:
            paid = prices.crowds.met(found > 0) @ prices.per_crowd
        return found, paid + found @ prices.duals

    def _first(self) -> Layer:
        problem, places = self._task.problem, self._task.field.places
        size = len(problem.ranges)
        spot, begins = rows_of(places.begin, np.arange(size))
        member = np.repeat(np.arange(size), np.diff(begins))
        low, high = places.low[spot], places.high[spot]
        batch = Batch(
            cost=-self._pay.of_starts[member],
            low=low,
            high=high,
            first=low,
            last=high,
            ports=np.ones(len(member), dtype=np.intp),
            rise=np.zeros(len(member)),
            slope=np.zeros(len(member)),
            mark=np.full(len(member), -1),
        )
        layer = Layer(
            batch,
            member,
            problem.load[member],
            self._task.field.amperes[member],
            self.memory.of_first(member),
        )
        return layer.of(self._promising(layer))

    def _promising(self, layer: Layer) -> Flags:
        """Labels that may end within the gap."""
        task, batch = self._task, layer.batch
        return np.asarray(batch.cost + self._rest(layer) <= task.gap + _EPS)

    def _rest(self, layer: Layer) -> Array:
        batch, passed = layer.batch, self.memory.near(layer.memory, layer.member)
        return self._task.rests.of_places(
            layer.load, layer.member, passed, batch.first, batch.last, batch.rise
        )

    def _ends(self, layer: Layer) -> Ends:
        """The cheapest ends of each label that are within the gap and whose voltage rise is allowed."""
        task, gates = self._task, self._task.field.gates
        rules, batch = task.problem.rules, layer.batch
        paid = task.problem.fixed() - task.prices.per_load[layer.load]
        left, least = task.gap + _EPS - batch.cost - paid, rules.prices.bulk_per_mm * gates.least
        begin, end = gates.begin[layer.member], gates.begin[layer.member + 1]
        gate, begins = rows_between(begin, affordable(least, begin, end, left))
        label = np.repeat(np.arange(len(layer.member)), np.diff(begins))
        first = np.maximum(batch.first[label], gates.run_low[gate])
        last = np.minimum(batch.last[label], gates.run_high[gate])
        place = np.clip(gates.along[gate], first, np.maximum(first, last))
        way = np.abs(place - gates.along[gate]) + gates.onward[gate]
        away = distance(place, batch.low[label], batch.high[label])
        cost = batch.cost[label] + rules.prices.bulk_per_mm * (away + way)
        cost += paid[label]
        cable = way + rules.family.beyond_feed_mm
        rise = batch.rise[label] + self._volts.bulk_pct * layer.amperes[label] * cable
        rise += batch.slope[label] * away
        good = (first <= last + EPS_MM) & (cost <= task.gap + _EPS) & (rise <= rules.max_rise_pct + 1e-9)
        label, cost, box = label[good], cost[good], gates.box[gate[good]]
        kinds = box if task.by_box else np.zeros_like(box)
        order = np.lexsort((box, cost, kinds, label))
        label, cost, box, kinds = label[order], cost[order], box[order], kinds[order]
        best = np.ones(len(label), dtype=bool)
        best[1:] = (label[1:] != label[:-1]) | (kinds[1:] != kinds[:-1])
        number = np.full(int(best.sum()), len(self._layers) - 1)
        return Ends(number, label[best], cost[best], box[best], layer.memory[label[best]])

    def _next(self, layer: Layer, most: int) -> Layer:
        """The labels after one more step."""
        found, labels = list[Layer](), 0
        for part in self._candidates(layer, most):
            found.append(self._stepped(part))
            labels += len(found[-1].member)
            if labels > _STEPS_EACH * most:
                raise TooMany
        if not found:
            return layer.of(np.zeros(0, dtype=np.intp))
        others = (np.concatenate(figures) for figures in zip(*(one[1:] for one in found), strict=True))
        kept = Layer(joined([one.batch for one in found]), *others)
        per_mm = self._task.problem.rules.prices.bulk_per_mm
        keys = (self.memory.keys(kept.memory), kept.member)
        return kept.of(undominated(kept.batch, keys, kept.amperes, per_mm))

    def _candidates(self, layer: Layer, most: int) -> list[tuple[Layer, Ints, Array]]:
        """Labels with the steps that they may take, by least costs, and what each is paid."""
        arcs = self._task.field.arcs
        left = self._task.gap + _EPS - layer.batch.cost
        arc, label = self._worthwhile.steps(layer.member, layer.load, left)
        if len(arc) > 40 * most:
            raise TooMany
        memory, allowed = self.memory.after(layer.memory[label], arc)
        arc, label, memory = arc[allowed], label[allowed], memory[allowed]
        paid = self._pay.of_steps[arc] - self._pay.before(layer.memory[label], arc)
        near = self._may_end(layer, label, arc, paid, self.memory.near(memory, arcs.heads[arc]))
        arc, label, paid = arc[near], label[near], paid[near]
        if len(arc) > _STEPS_EACH * most:
            raise TooMany
        after = layer.of(label)._replace(memory=memory[near])
        after = after._replace(batch=after.batch._replace(mark=label))
        if len(arc) <= _CHUNK:
            return [(after, arc, paid)] if len(arc) else []
        return [
            (
                after.of(np.arange(at, min(at + _CHUNK, len(arc)))),
                arc[at : at + _CHUNK],
                paid[at : at + _CHUNK],
            )
            for at in range(0, len(arc), _CHUNK)
        ]

    def _may_end(self, layer: Layer, label: Ints, arc: Ints, paid: Array, passed: Ints) -> Flags:
        """Whether labels may end within the gap, which may be endless, after steps at their least costs."""
        task, arcs = self._task, self._task.field.arcs
        head = arcs.heads[arc]
        load = layer.load[label] + task.problem.load[head]
        rise = layer.batch.rise[label] + layer.amperes[label] * task.rises[arc]
        rests = task.rests.of_members(load, head, passed, rise)
        costs = layer.batch.cost[label] + arcs.least[arc] - paid + rests
        return np.asarray((costs <= task.gap + _EPS) & (costs < np.inf))

    def _stepped(self, candidates: tuple[Layer, Ints, Array]) -> Layer:
        """The labels that steps lead to, as far as they may end within the gap."""
        layer, arc, paid = candidates
        self._pace()
        task, arcs, places = self._task, self._task.field.arcs, self._task.field.places
        move, begins = rows_of(arcs.moves_begin, arc)
        number = np.repeat(np.arange(len(arc)), np.diff(begins))
        head = arcs.heads[arc]
        load = layer.load + task.problem.load[head]
        rise = layer.batch.rise + layer.amperes * task.rises[arc]
        passed = self.memory.near(layer.memory, head)
        most_cost = task.gap + _EPS + paid - task.rests.of_members(load, head, passed, rise)
        cheap = np.flatnonzero(layer.batch.cost[number] + arcs.moves_least[move] <= most_cost[number])
        move, number = move[cheap], number[cheap]
        source = layer.batch.of(number)._replace(mark=number)
        limits = Limits(places.first[head], places.last[head], most_cost, layer.amperes).of(number)
        reached = steps(source, arcs.moves.of(move), limits, task.problem.rules, self._volts)
        spot, spots = rows_of(places.begin, head[reached.mark])
        times = np.diff(spots)
        repeated = reached if (times == 1).all() else reached.of(np.repeat(np.arange(len(times)), times))
        inside, holds = clipped(
            repeated, places.low[spot], places.high[spot], task.problem.rules.prices.bulk_per_mm
        )
        inside = inside.of(holds)
        back = inside.mark
        member = head[back]
        batch = inside._replace(cost=inside.cost - paid[back], mark=layer.batch.mark[back])
        after = Layer(
            batch,
            member,
            layer.load[back] + task.problem.load[member],
            layer.amperes[back] + task.field.amperes[member],
            layer.memory[back],
        )
        return after.of(self._promising(after))
