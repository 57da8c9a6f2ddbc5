"""Least ways among the inverters of a problem and to the boxes: bounds that hold wherever the ports sit."""

from collections.abc import Sequence
from functools import cached_property
from math import hypot, inf, isfinite
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Rect, rect_xy
from designer.core.model.design import Bridge
from designer.core.trunk.columns.field import Field, Fields
from designer.core.trunk.columns.loads import loads
from designer.core.trunk.columns.memories import MOST_REMEMBERED
from designer.core.trunk.columns.parts import Parts, least_feeds, least_ways, parts_of
from designer.core.trunk.columns.problem import Ints, Problem, least_step_costs
from designer.core.trunk.columns.ways import Ways
from designer.core.trunk.graph import Array
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
        self._site, self._neighbours = site, neighbours
        self.members = tuple(members)
        self._known: dict[int, Surroundings] = {}
        self._ways = Ways(site, self.members)
        self.joined: list[tuple[int, int]] = []
        """Pairs of members that have arcs besides, the smaller number first."""

    def look_at(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Find the ways between the members of pairs, which are joined later."""
        self._ways.of(*np.array(pairs, dtype=np.intp).reshape(-1, 2).T)

    def join(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Arcs between the members of such pairs as well, from now on."""
        new = sorted({(min(pair), max(pair)) for pair in pairs}.difference(self.joined))
        self.joined += new
        for most, known in self._known.items():
            self._known[most] = _joined(known, self._parts(most), self._ways, new)

    def field(self, problem: Problem) -> Field:
        """The exact ways of a problem of these members."""
        return self._fields.of(problem)

    @cached_property
    def _fields(self) -> Fields:
        return Fields(self._site, self.members, self._ways)

    def _feeds(self, parts: Parts) -> Array:
        """The least ways of end cables; of a part beside all runs, as a pin may have it, from its ends."""
        found = least_feeds(parts, self._fields.gates)
        for part in np.flatnonzero(np.isinf(found)).tolist():
            one = self.members[int(np.searchsorted(parts.begin, part, side="right")) - 1]
            feeds = [self._site.wiring.feed(one, box) for box in self._site.boxes_for(self.members)]
            ends = float(parts.low[part]), float(parts.high[part])
            found[part] = min((feed.way(place) for feed in feeds for place in ends), default=inf)
        return found

    def _parts(self, most: int) -> Parts:
        return parts_of([one.places for one in self.members], most)

    def problem(self, rules: TrunkRules, parts: int) -> Problem:
        """The problem with such rules, places cut into up to `parts` parts each."""
        if parts not in self._known:
            own = self._parts(parts)
            known = _surroundings(
                self._site, self.members, own, self._ways, self._feeds(own), self._neighbours
            )
            self._known[parts] = _joined(known, own, self._ways, self.joined)
        known = self._known[parts]
        load, capacity = loads(self.members, rules)
        return Problem(
            ranges=self.members,
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
            feed_ways=known.feeds,
            lows=known.lows,
            near=known.near,
            kept=known.kept,
        )


def _surroundings(
    site: Site, members: Sequence[PortRange], parts: Parts, ways: Ways, feeds: Array, neighbours: int
) -> Surroundings:
    apart = _apart(members, site.design.bridges)
    most = len(members) if len(members) <= MOST_COMPLETE else neighbours + 1
    order = np.argsort(apart, axis=1, kind="stable")[:, :most]
    pairs = sorted(
        {(min(i, int(j)), max(i, int(j))) for i in range(len(members)) for j in order[i] if i != j}
    )
    tails, heads, lengths = _arcs(ways, parts, pairs)
    remembered = _REMEMBERED if len(members) <= MOST_REMEMBERED else _REMEMBERED_ON_LARGE_SITES
    return Surroundings(
        member=np.repeat(np.arange(len(members)), np.diff(parts.begin)),
        lows=parts.low,
        tails=tails,
        heads=heads,
        ways=lengths,
        beyond=_without(apart, pairs) if most < len(members) else np.full_like(apart, inf),
        feeds=feeds,
        near=tuple((i, *[int(j) for j in order[i] if j != i][: remembered - 1]) for i in range(len(members))),
    )


def _arcs(ways: Ways, parts: Parts, pairs: Sequence[tuple[int, int]]) -> tuple[Ints, Ints, Array]:
    """The ways between the members of pairs, both to and fro: their tails, heads and lengths."""
    both = np.array(pairs, dtype=np.intp).reshape(-1, 2)
    one, other, lengths = least_ways(parts, both, *ways.of(*both.T))
    there_and_back = np.stack([one, other, other, one], axis=1).reshape(-1, 2)
    tails, heads = (np.ascontiguousarray(ends) for ends in there_and_back.T)
    return tails, heads, np.repeat(lengths, 2)


def _joined(known: Surroundings, parts: Parts, ways: Ways, pairs: Sequence[tuple[int, int]]) -> Surroundings:
    """The same with arcs between the members of pairs that have none."""
    new = [pair for pair in pairs if isfinite(known.beyond[pair])]
    if not new:
        return known
    tails, heads, lengths = _arcs(ways, parts, new)
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
