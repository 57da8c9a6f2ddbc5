"""Links of many labels at once: cable cut to length, along their rails or over bends."""

from collections.abc import Iterator

import numpy as np

from designer.core.trunk.columns.batch import Batch, Electric, Limits
from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.graph import Array
from designer.core.trunk.labels import least_link, link_cost
from designer.core.trunk.rules import TrunkRules

Reached = Iterator[tuple[Batch, Ints]]
"""Labels with the number of the way that each came over."""


def links_along(batch: Batch, limits: Limits, rules: TrunkRules, volts: Electric) -> Reached:
    """Links along the rail, from labels that can afford one."""
    able = np.flatnonzero(batch.cost + link_cost(rules) <= limits.cost)
    if len(able):
        for reached, number in _links_from(batch.of(able), limits.of(able), rules, volts):
            yield reached, able[number]


def _links_from(batch: Batch, limits: Limits, rules: TrunkRules, volts: Electric) -> Reached:
    """Links along the rail, to each side by itself where connectors might lie on each other."""
    least = least_link(rules, over=False)
    near = (limits.first < batch.last + least) & (limits.last > batch.first - least)
    if not (least and near.any()):
        yield from _links_to(batch, limits, 0.0, rules, volts)
        return
    for chosen, sides in ((np.flatnonzero(~near), (0.0,)), (np.flatnonzero(near), (least, -least))):
        own, asked = batch.of(chosen), limits.of(chosen)
        for apart in sides:
            for reached, number in _links_to(own, asked, apart, rules, volts):
                yield reached, chosen[number]


def _links_to(batch: Batch, limits: Limits, apart: float, rules: TrunkRules, volts: Electric) -> Reached:
    """Links that lead at least so far to the side of that sign; to both where it is 0.

    Ports that may give way to a side do so before the link itself grows.
    """
    per_mm, way = rules.prices.bulk_per_mm, np.full(len(batch.cost), abs(apart))
    here = batch._replace(
        cost=batch.cost + per_mm * way,
        low=batch.low + apart,
        high=batch.high + apart,
        first=batch.first + apart,
        last=batch.last + apart,
    )
    if not volts.beside_pct:
        nearest = np.maximum(0.0, np.maximum(batch.first - limits.last, limits.first - batch.last))
        yield linked(_open(here, apart), np.maximum(nearest, way), limits, rules, volts)
        return
    fixed = here.slope <= 0
    yield _linked_of(np.flatnonzero(fixed), _open(here, apart), way, limits, rules, volts)
    inside = ~fixed & (here.first <= limits.last) & (here.last >= limits.first)
    reached, number = _linked_of(np.flatnonzero(inside), here, way, limits, rules, volts)
    yield reached._replace(slope=here.slope[number]), number
    for side, place, away, beside in (
        (-1.0, here.first, here.low - here.first, limits.first < here.first),
        (1.0, here.last, here.last - here.high, limits.last > here.last),
    ):
        if side * apart >= 0:
            moved = here._replace(
                cost=here.cost + per_mm * away,
                rise=here.rise + here.slope * away,
                low=place,
                high=place,
                first=place,
                last=place,
            )
            number = np.flatnonzero(~fixed & beside)
            yield _linked_of(number, _open(moved, side), way, limits, rules, volts)


def _open(batch: Batch, side: float) -> Batch:
    """Labels that hold anywhere to the side of that sign; to both where it is 0."""
    endless = np.full(len(batch.cost), np.inf)
    first = batch.first if side > 0 else -endless
    return batch._replace(first=first, last=batch.last if side < 0 else endless)


def _linked_of(
    chosen: Ints, batch: Batch, way: Array, limits: Limits, rules: TrunkRules, volts: Electric
) -> tuple[Batch, Ints]:
    """Links from some of the labels, with their numbers among all."""
    if not len(chosen):
        return batch.of(chosen), chosen
    reached, number = linked(batch.of(chosen), way[chosen], limits.of(chosen), rules, volts)
    return reached, chosen[number]


def linked(
    batch: Batch, way: Array, limits: Limits, rules: TrunkRules, volts: Electric
) -> tuple[Batch, Ints]:
    """A link is cut to length, and begins a new run of trunk cable; with the numbers of the labels.

    Labels are where the link has so long a way, which they have paid; beyond that, where they hold, it grows.
    """
    cost = batch.cost + link_cost(rules)
    number = np.nonzero(cost <= limits.cost)[0]
    if not len(number):
        return batch.of(number), number
    one, amperes, length = batch.of(number), limits.amperes[number], way[number] + rules.family.dressing_mm
    reached = one._replace(
        cost=cost[number],
        ports=np.ones(len(number), dtype=np.intp),
        rise=one.rise + volts.bulk_pct * amperes * length,
        slope=volts.beside_pct * amperes,
    )
    return reached, number
