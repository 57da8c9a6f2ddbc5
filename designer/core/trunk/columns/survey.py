"""Least ways among the inverters of a problem and to the boxes: bounds that hold wherever the ports sit."""

import itertools
from collections.abc import Sequence
from math import ceil, hypot, inf, isfinite
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Rect, rect_xy
from designer.core.geometry.intervals import Interval, IntervalSet
from designer.core.model.design import Bridge
from designer.core.trunk.columns.batch import distance
from designer.core.trunk.columns.field import Field, Fields
from designer.core.trunk.columns.memories import MOST_REMEMBERED
from designer.core.trunk.columns.problem import Ints, Problem, least_step_costs, loads
from designer.core.trunk.graph import Array
from designer.core.trunk.hops import Hop
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site

NEIGHBOURS = 44
"""An inverter of a large site has arcs to at least so many others at first, the nearest ones."""

MOST_COMPLETE = 140
"""Of so many inverters every two have arcs where there is a way."""

_REMEMBERED = 5
"""Of so many members, itself included, a route remembers whether it has passed them."""

_REMEMBERED_ON_LARGE_SITES = 6
"""There routes that forget are all that shows what legs really cost."""


class Surroundings(Struct, frozen=True, eq=False, kw_only=True):
    """States of members and the ways among them and to the boxes, mm: the same for all products.

    The fields are those of `Problem`; `feeds` are the least ways to any box from each state.
    """

    member: Ints
    lows: Array
    tails: Ints
    heads: Ints
    ways: Array
    beyond: Array
    feeds: Array
    near: tuple[tuple[int, ...], ...]
    kept: dict[bytes, Any] = {}


class Surveyor:
    """Surveys members that some box can be reached from, for one product after the other."""

    def __init__(self, site: Site, members: Sequence[PortRange], neighbours: int = NEIGHBOURS) -> None:
        """Where there are many members each has arcs to so many `neighbours`."""
        self._site, self._members, self._neighbours = site, tuple(members), neighbours
        self._known: dict[int, Surroundings] = {}
        self._fields: Fields | None = None
        self.joined: list[tuple[int, int]] = []
        """Pairs of members that have arcs besides, the smaller number first."""

    def join(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Arcs between the members of such pairs as well, from now on."""
        new = sorted({(min(pair), max(pair)) for pair in pairs}.difference(self.joined))
        self.joined += new
        for parts, known in self._known.items():
            self._known[parts] = _joined(self._site, self._members, known, parts, new)

    def field(self, problem: Problem) -> Field:
        """The exact ways of a problem of these members."""
        self._fields = self._fields or Fields(self._site, self._members)
        return self._fields.of(problem)

    def problem(self, rules: TrunkRules, parts: int) -> Problem:
        """The problem with such rules, places cut into up to `parts` parts each."""
        if parts not in self._known:
            known = _surroundings(self._site, self._members, parts, self._neighbours)
            self._known[parts] = _joined(self._site, self._members, known, parts, self.joined)
        known = self._known[parts]
        load, capacity = loads(self._members, rules)
        return Problem(
            ranges=self._members,
            rules=rules,
            load=load,
            capacity=capacity,
            member=known.member,
            tails=known.tails,
            heads=known.heads,
            costs=least_step_costs(known.ways, rules),
            ways=known.ways,
            far=least_step_costs(known.beyond, rules),
            beyond=known.beyond,
            begins=np.zeros(len(known.member)),
            feeds=_priced_feeds(known.feeds, rules),
            lows=known.lows,
            near=known.near,
            kept=known.kept,
        )


def _surroundings(site: Site, members: Sequence[PortRange], parts: int, neighbours: int) -> Surroundings:
    pieces = [cut(one.places, parts) for one in members]
    apart = _apart(members, site.design.bridges)
    most = len(members) if len(members) <= MOST_COMPLETE else neighbours + 1
    order = np.argsort(apart, axis=1, kind="stable")[:, :most]
    pairs = sorted(
        {(min(i, int(j)), max(i, int(j))) for i in range(len(members)) for j in order[i] if i != j}
    )
    tails, heads, lengths = _arcs(site, members, pieces, pairs)
    remembered = _REMEMBERED if len(members) <= MOST_REMEMBERED else _REMEMBERED_ON_LARGE_SITES
    return Surroundings(
        member=np.repeat(np.arange(len(members)), [len(own) for own in pieces]),
        lows=np.array([low for own in pieces for low, _ in own]),
        tails=tails,
        heads=heads,
        ways=lengths,
        beyond=_without(apart, pairs) if most < len(members) else np.full_like(apart, inf),
        feeds=_feeds(site, members, pieces),
        near=tuple((i, *[int(j) for j in order[i] if j != i][: remembered - 1]) for i in range(len(members))),
    )


def _arcs(
    site: Site,
    members: Sequence[PortRange],
    pieces: Sequence[Sequence[Interval]],
    pairs: Sequence[tuple[int, int]],
) -> tuple[Ints, Ints, Array]:
    """The ways between the members of pairs, both to and fro: their tails, heads and lengths."""
    first = np.concatenate([[0], np.cumsum([len(own) for own in pieces])])
    site.network.prepare(
        (members[i].line, members[i].span, members[j].line, members[j].span) for i, j in pairs
    )
    tails, heads, lengths = [], [], []
    for number, (i, j) in enumerate(pairs):
        if number % 256 == 0:
            site.pace()
        ways = least_ways(site.wiring.hop(members[i], members[j]), pieces[i], pieces[j])
        for a, b in zip(*np.nonzero(np.isfinite(ways)), strict=True):
            tails += [first[i] + a, first[j] + b]
            heads += [first[j] + b, first[i] + a]
            lengths += [ways[a, b]] * 2
    return np.array(tails, dtype=np.intp), np.array(heads, dtype=np.intp), np.array(lengths, dtype=float)


def _joined(
    site: Site,
    members: Sequence[PortRange],
    known: Surroundings,
    parts: int,
    pairs: Sequence[tuple[int, int]],
) -> Surroundings:
    """The same with arcs between the members of pairs that have none."""
    new = [pair for pair in pairs if isfinite(known.beyond[pair])]
    if not new:
        return known
    pieces = [cut(one.places, parts) for one in members]
    tails, heads, lengths = _arcs(site, members, pieces, new)
    return replace(
        known,
        tails=np.concatenate([known.tails, tails]),
        heads=np.concatenate([known.heads, heads]),
        ways=np.concatenate([known.ways, lengths]),
        beyond=_without(known.beyond, new),
        kept={},
    )


def _priced_feeds(ways: Array, rules: TrunkRules) -> Array:
    """Least prices of end cables; inf where there is no way, whatever cable costs."""
    found = np.full_like(ways, inf)
    np.multiply(ways, rules.prices.bulk_per_mm, out=found, where=np.isfinite(ways))
    return found


def _without(apart: Array, pairs: Sequence[tuple[int, int]]) -> Array:
    """The same distances, inf where a pair has arcs, and from a member to itself."""
    found = apart.copy()
    first, second = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    found[first, second] = found[second, first] = inf
    np.fill_diagonal(found, inf)
    return found


def cut(places: IntervalSet, parts: int) -> tuple[Interval, ...]:
    """The places in at most about so many parts, long intervals cut into more of them."""
    whole = sum(high - low for low, high in places)
    found: list[Interval] = []
    for low, high in places:
        count = max(1, ceil(parts * (high - low) / whole - 1e-9)) if whole > 0 else 1
        marks = np.linspace(low, high, count + 1).tolist()
        found += list(itertools.pairwise(marks))
    return tuple(found) if parts > 1 else ((places[0][0], places[-1][1]),)


def least_ways(hop: Hop, starts: Sequence[Interval], ends: Sequence[Interval]) -> Array:
    """The shortest way from any place of each start to any place of each end, mm."""
    (s0, s1), (e0, e1) = np.array(starts).T, np.array(ends).T
    found = np.full((len(starts), len(ends)), inf)
    for low, high in hop.runs():
        here, there = (s1 >= low) & (s0 <= high), (e1 >= low) & (e0 <= high)
        gap = np.maximum(0.0, np.maximum(s0[:, None] - e1[None, :], e0[None, :] - s1[:, None]))
        found = np.minimum(found, np.where(here[:, None] & there[None, :], gap, inf))
    for bend in hop.bends():
        out = np.where(
            (s1 >= bend.start_run[0]) & (s0 <= bend.start_run[1]), distance(bend.leaves_mm, s0, s1), inf
        )
        back = np.where(
            (e1 >= bend.end_run[0]) & (e0 <= bend.end_run[1]), distance(bend.joins_mm, e0, e1), inf
        )
        found = np.minimum(found, out[:, None] + bend.middle_mm + back[None, :])
    return found


def _feeds(site: Site, members: Sequence[PortRange], pieces: Sequence[Sequence[Interval]]) -> Array:
    """Least way of the end cable of every state."""
    found = []
    boxes = site.boxes_for(members)
    for one, own in zip(members, pieces, strict=True):
        feeds = [site.wiring.feed(one, box) for box in boxes]
        for low, high in own:
            ways = (
                feed.way(place) for feed in feeds for place in (low, high, *_within(feed.marks(), low, high))
            )
            found.append(min(ways, default=inf))
    return np.array(found)


def _within(marks: Sequence[float], low: float, high: float) -> list[float]:
    return [mark for mark in marks if low < mark < high]


def _apart(members: Sequence[PortRange], bridges: Sequence[Bridge]) -> Array:
    """What the ways between any ports of two members are at least: as the crow flies, or to bridges."""
    spots = np.array([_outline(one) for one in members])
    names = sorted({one.slot.surface for one in members})
    surface = np.array([names.index(one.slot.surface) for one in members])
    dx = np.maximum(
        0.0, np.maximum(spots[:, None, 0] - spots[None, :, 2], spots[None, :, 0] - spots[:, None, 2])
    )
    dy = np.maximum(
        0.0, np.maximum(spots[:, None, 1] - spots[None, :, 3], spots[None, :, 1] - spots[:, None, 3])
    )
    straight: Array = np.where(surface[:, None] == surface[None, :], np.hypot(dx, dy), inf)
    to_bridge = np.array([_to_bridge(one, spot, bridges) for one, spot in zip(members, spots, strict=True)])
    return np.asarray(np.minimum(straight, to_bridge[:, None] + to_bridge[None, :]))


def _outline(one: PortRange) -> Rect:
    across = one.slot.across_mm
    return rect_xy(one.slot.axis, one.places[0][0], across, one.places[-1][1], across)


def _to_bridge(one: PortRange, spot: Rect, bridges: Sequence[Bridge]) -> float:
    ends = [
        point
        for bridge in bridges
        for surface, point in (
            (bridge.from_surface, bridge.from_point),
            (bridge.to_surface, bridge.to_point),
        )
        if surface == one.slot.surface
    ]
    return min(
        (hypot(max(0.0, spot[0] - x, x - spot[2]), max(0.0, spot[1] - y, y - spot[3])) for x, y in ends),
        default=inf,
    )
