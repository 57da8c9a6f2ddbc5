"""Legs grown from their far ends, all of them at once and exactly, as long as they may pay.

A leg's labels say what it costs to bring it to the places of its last member (`batch.py`). What the rest of
it costs at least is known (`rests.py`): labels that cannot end within the gap are dropped, and those that
another one undercuts wherever they hold. Costs here have the prices of the members taken off.
"""

from math import sqrt
from typing import Any, NamedTuple, Protocol

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
    clipped,
    distance,
    joined,
    steps,
)
from designer.core.trunk.columns.field import Field, rows_of
from designer.core.trunk.columns.prices import Prices
from designer.core.trunk.columns.problem import Ints, Problem
from designer.core.trunk.columns.rests import PricedRests
from designer.core.trunk.graph import Array
from designer.core.trunk.labels import EPS_MM

_EPS = 1e-6
_EPS_PCT = 1e-12
_CHUNK = 10_000
"""Steps taken at once: arrays that fit into the cache are faster than larger ones."""

_STEPS_EACH = 4
"""So many times the labels that there is room for are too many steps, or labels before the dearer ones go."""

_LOOKS = 8
"""Each label is compared with so many of the cheapest ones before it."""


Memories = NDArray[Any]
"""One number or record for each leg."""

Passed = NDArray[np.int8]
"""(legs, members): how often a leg passes a member."""


class Memory(Protocol):
    """What a leg remembers of the members that it has passed."""

    forgets: bool
    """Whether a leg may pass a member again."""

    def of_first(self, members: Ints) -> Memories:
        """Memories of legs that begin at members."""

    def after(self, memories: Memories, arcs: Ints) -> tuple[Memories, Flags]:
        """Memories after steps, and whether each step may be taken."""

    def near(self, memories: Memories, members: Ints) -> Ints:
        """Which of the members near to the last ones legs do not pass again, as bits."""

    def meets(self, memories: Memories, inside: Flags) -> Flags:
        """Whether any of the members inside has been passed, as far as that is remembered."""

    def keys(self, memories: Memories) -> Memories:
        """Numbers that are the same where the same members have been passed."""


class Layer(NamedTuple):
    """Labels of legs of so many members: last members, loads, currents at the end, memories."""

    batch: Batch
    member: Ints
    load: Ints
    amperes: Array
    memory: Memories

    def of(self, chosen: Chosen) -> "Layer":
        """Some of the labels, in the order asked for."""
        return Layer(
            self.batch.of(chosen),
            self.member[chosen],
            self.load[chosen],
            self.amperes[chosen],
            self.memory[chosen],
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

    `rises` are the least voltage rises of the steps of the field, % per A.
    """

    problem: Problem
    field: Field
    rests: PricedRests
    prices: Prices
    rises: Array
    gap: float


class Grown:
    """All legs of a task within its gap, elementary or as far as the memory goes.

    Raises TooMany where they have more than `most` labels.
    """

    def __init__(self, task: Task, memory: Memory, most: int, pace: Pace) -> None:
        self._task, self.memory, self._pace = task, memory, pace
        self._paid, self._paid_first = _paid(task)
        self._crowds = [] if memory.forgets else _entering(task)
        rules = task.problem.rules
        factor = sqrt(3) if rules.family.phases == 3 else 2.0
        per_ohm_a = rules.rise_pct(factor) * 1e-6
        self._volts = Electric(per_ohm_a * rules.product.ohm_per_km, per_ohm_a * rules.bulk.ohm_per_km)
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
            cost=-self._paid_first[member],
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
        """The cheapest end of each label, where it is within the gap and its voltage rise is allowed."""
        task, gates = self._task, self._task.field.gates
        rules, batch = task.problem.rules, layer.batch
        gate, begins = rows_of(gates.begin, layer.member)
        label = np.repeat(np.arange(len(layer.member)), np.diff(begins))
        first = np.maximum(batch.first[label], gates.run_low[gate])
        last = np.minimum(batch.last[label], gates.run_high[gate])
        place = np.clip(gates.along[gate], first, np.maximum(first, last))
        way = np.abs(place - gates.along[gate]) + gates.onward[gate]
        away = distance(place, batch.low[label], batch.high[label])
        cost = batch.cost[label] + rules.prices.bulk_per_mm * (away + way)
        cost += task.problem.fixed() - task.prices.per_load[layer.load[label]]
        rise = batch.rise[label] + self._volts.bulk_pct * layer.amperes[label] * way
        rise += batch.slope[label] * away
        good = (first <= last + EPS_MM) & (cost <= task.gap + _EPS) & (rise <= rules.max_rise_pct + 1e-9)
        label, cost, box = label[good], cost[good], gates.box[gate[good]]
        order = np.lexsort((box, cost, label))
        label, cost, box = label[order], cost[order], box[order]
        best = np.ones(len(label), dtype=bool)
        best[1:] = label[1:] != label[:-1]
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
        return kept.of(self._undominated(kept))

    def _candidates(self, layer: Layer, most: int) -> list[tuple[Layer, Ints, Array]]:
        """Labels with the steps that they may take, by least costs, and what each is paid."""
        task, arcs = self._task, self._task.field.arcs
        problem = task.problem
        open_ = layer.load + int(problem.load.min()) <= problem.capacity
        layer = layer.of(open_)
        arc, begins = rows_of(arcs.begin, layer.member)
        if len(arc) > 40 * most:
            raise TooMany
        label = np.repeat(np.arange(len(layer.member)), np.diff(begins))
        head = arcs.heads[arc]
        load = layer.load[label] + problem.load[head]
        fits = load <= problem.capacity
        arc, label = arc[fits], label[fits]
        memory, allowed = self.memory.after(layer.memory[label], arc)
        arc, label, memory = arc[allowed], label[allowed], memory[allowed]
        head = arcs.heads[arc]
        load = layer.load[label] + problem.load[head]
        rise = layer.batch.rise[label] + layer.amperes[label] * task.rises[arc]
        paid = self._paid[arc] - self._paid_before(layer.memory[label], arc)
        least = layer.batch.cost[label] + arcs.least[arc] - paid
        passed = self.memory.near(memory, head)
        near = least + task.rests.of_members(load, head, passed, rise) <= task.gap + _EPS
        arc, label, paid = arc[near], label[near], paid[near]
        if len(arc) > _STEPS_EACH * most:
            raise TooMany
        after = layer.of(label)._replace(memory=memory[near])
        after = after._replace(batch=after.batch._replace(mark=np.nonzero(open_)[0][label]))
        size = _CHUNK
        return [
            (after.of(np.arange(at, min(at + size, len(arc)))), arc[at : at + size], paid[at : at + size])
            for at in range(0, len(arc), size)
        ]

    def _paid_before(self, memories: Memories, arcs: Ints) -> Array:
        """What steps into crowds would pay legs that have been there before: only the first entry counts.

        So legs of the same members are paid the same, and the cheapest of them is the one that is kept.
        """
        found = np.zeros(len(arcs))
        for inside, entering, price in self._crowds:
            enter = np.nonzero(entering[arcs])[0]
            found[enter[self.memory.meets(memories[enter], inside)]] += price
        return found

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
        source = layer.batch.of(number)._replace(mark=number)
        limits = Limits(places.first[head], places.last[head], most_cost, layer.amperes).of(number)
        reached = steps(source, arcs.moves.of(move), limits, task.problem.rules, self._volts)
        spot, spots = rows_of(places.begin, head[reached.mark])
        repeated = reached.of(np.repeat(np.arange(len(reached.mark)), np.diff(spots)))
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

    def _undominated(self, layer: Layer) -> Ints:
        """Labels without those that another one of the same members undercuts wherever they hold."""
        batch = layer.batch
        keys = self.memory.keys(layer.memory)
        order = np.lexsort((batch.cost, keys, layer.member))
        group = _groups_of(layer.member[order], keys[order])
        per_mm = self._task.problem.rules.prices.bulk_per_mm
        left = np.ones(len(order), dtype=bool)
        for before in range(1, min(_LOOKS, len(order) - 1) + 1):
            later = np.nonzero(left[before:] & (group[before:] == group[:-before]))[0] + before
            if not len(later):
                break
            one, other = order[later], order[later - before]
            no_more = layer.amperes[other] <= layer.amperes[one] + 1e-9
            left[later] = ~(no_more & _undercuts(batch.of(other), batch.of(one), per_mm))
        return order[left]


def _paid(task: Task) -> tuple[Array, Array]:
    """What a leg is paid for each step of the field with the member that it leads to, and to begin at one."""
    duals, tolls, arcs = task.prices.duals, task.prices.tolls(), task.field.arcs
    if tolls is None:
        return duals[arcs.heads], duals
    return duals[arcs.heads] + tolls.steps[arcs.tails, arcs.heads], duals + tolls.starts


def _entering(task: Task) -> list[tuple[Flags, Flags, float]]:
    """Crowds with a price: who is inside, which steps of the field enter, the price."""
    prices, arcs = task.prices, task.field.arcs
    return [
        (inside, inside[arcs.heads] & ~inside[arcs.tails], price)
        for inside, price in zip(prices.crowds.inside, prices.per_crowd.tolist(), strict=True)
        if price > 0
    ]


def _groups_of(*figures: NDArray[Any]) -> Ints:
    """Numbers of the groups of neighbours that are the same in all figures."""
    fresh = np.zeros(len(figures[0]), dtype=np.intp)
    for own in figures:
        fresh[1:] |= own[1:] != own[:-1]
    return np.cumsum(fresh)


def _undercuts(other: Batch, one: Batch, per_mm: float) -> Flags:
    """Whether a label costs no more than one and rises no higher, wherever that one holds."""
    beyond = np.maximum(0.0, np.maximum(other.low - one.low, one.high - other.high))
    away = np.maximum(0.0, np.maximum(other.low - one.first, one.last - other.high))
    flatter = (other.slope <= one.slope) & (other.rise + other.slope * beyond <= one.rise + _EPS_PCT)
    return np.asarray(
        (other.first <= one.first + EPS_MM)
        & (other.last >= one.last - EPS_MM)
        & (other.ports <= one.ports)
        & (other.cost + per_mm * beyond <= one.cost + 1e-9)
        & (flatter | (other.rise + other.slope * away <= one.rise + _EPS_PCT))
    )
