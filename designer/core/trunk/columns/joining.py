"""Prices of sections of a large site made those of the whole.

Sections that have been searched by themselves know prices that are nearly right for the whole as well: only
legs from one into another may cost less than the prices of their members. So the prices are brought to one
level, and those of such members lowered until no leg pays. That takes a few rounds, where prices that begin
with nothing take many.
"""

from collections.abc import Sequence

import highspy
import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from designer.core.cutting.programme import quiet_solver
from designer.core.trunk.columns.crowds import no_crowds
from designer.core.trunk.columns.groups import IMPOSSIBLE, Groups
from designer.core.trunk.columns.growth import TooMany
from designer.core.trunk.columns.legs import Legs
from designer.core.trunk.columns.pool import Members
from designer.core.trunk.columns.prices import Bounded, Prices
from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.columns.tightening import Patience
from designer.core.trunk.graph import Array

_ROUNDS = 6
"""Times that prices are lowered at most: of 1,000 inverters no leg pays after four to six."""

_UNLIMITED_S = 1e9

_EPS = 1e-6


class Section(Struct, frozen=True, eq=False):
    """Prices of some members of a site, by their numbers, and those of legs by load from 0 on.

    Loads are those of the site.
    """

    members: Ints
    duals: Array
    per_load: Array


def levelled(sections: Sequence[Section], load: Ints, groups: Groups) -> Prices:
    """Prices of all members: those of their sections, at which full legs of all sections cost the same.

    A unit may cost more by δ and a leg of l units less by l·δ: no leg costs anything else then. Where two
    legs may share a circuit none of them costs less than a full leg does: two together would cost less.
    """
    duals, per_load = np.zeros(len(load)), np.full((len(sections), groups.capacity + 1), np.inf)
    for own, section in zip(per_load, sections, strict=True):
        known = np.nonzero(section.per_load > IMPOSSIBLE / 2)[0]
        full = int(known.max(initial=0))
        per_unit = section.per_load[full] / full if full else 0.0
        duals[section.members] = np.maximum(section.duals + per_unit * load[section.members], 0.0)
        own[known] = section.per_load[known] - per_unit * known
    least = per_load.min(axis=0)
    least[~np.isfinite(least)] = 0.0
    if groups.paired():
        least = np.maximum(least, 0.0)
    return Prices(duals, least + groups.bars(int(load.sum())), no_crowds(len(load)), np.zeros(0))


def joined(sections: Sequence[Section], groups: Groups, legs: Legs, patience: Patience) -> Bounded | None:
    """What prices of sections show of the whole; None where more legs pay than there is room for."""
    room = patience.room(len(legs.problem.ranges))
    return lowered(legs.forgetful(), groups, levelled(sections, legs.problem.load, groups), room)


def lowered(legs: Legs, groups: Groups, prices: Prices, labels: int) -> Bounded | None:
    """The best of prices that are lowered until no leg pays; None where more do than there is room for."""
    best: Bounded | None = None
    for left in range(_ROUNDS, 0, -1):
        at = legs.without_far(Bounded(-np.inf, prices), groups.circuits)
        try:
            found = legs.within(at, 0.0, labels)
        except TooMany:
            return best
        shown = legs.shown(at, found, 0.0, groups)
        if best is None or shown.bound > best.bound:
            best = shown
        pays = found.pool.reduced < -_EPS
        if left == 1 or not pays.any():
            break
        less = _least_cut(found.pool.members[pays], -found.pool.reduced[pays])
        prices = replace(at.prices, duals=np.maximum(at.prices.duals - less, 0.0))
    return best


def _least_cut(legs: Members, missing: Array) -> Array:
    """What members have to cost less, as little as possible in all, so that each leg misses nothing."""
    solver = quiet_solver(_UNLIMITED_S)
    found = np.zeros(legs.shape[1])
    passed = np.nonzero(legs.any(axis=0))[0]
    for _ in passed:
        solver.addCol(1.0, 0.0, highspy.kHighsInf, 0, [], [])
    for leg, least in zip(legs[:, passed], missing.tolist(), strict=True):
        inside = np.nonzero(leg)[0].astype(np.int32)
        solver.addRow(least, highspy.kHighsInf, len(inside), inside, np.ones(len(inside)))
    solver.run()
    found[passed] = np.maximum(np.array(solver.getSolution().col_value), 0.0)
    return found
