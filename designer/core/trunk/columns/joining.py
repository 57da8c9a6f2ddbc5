"""Prices of sections of a large site made those of the whole.

Sections that have been searched by themselves know prices that are nearly right for the whole as well: only
legs from one into another may cost less than the prices of their members. So the prices are brought to one
level, and those of such members lowered until no leg pays. That takes a few rounds, where prices that begin
with nothing take many.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from designer.core.trunk.columns.crowds import no_crowds
from designer.core.trunk.columns.cuts import Cuts
from designer.core.trunk.columns.groups import IMPOSSIBLE, Groups
from designer.core.trunk.columns.growth import TooMany
from designer.core.trunk.columns.legs import Legs
from designer.core.trunk.columns.prices import Bounded, Prices
from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.columns.tightening import Patience
from designer.core.trunk.graph import Array

_PAID = (2.4, 1.2, 0.6, 0.3, 0.1, 0.0)
"""Legs that pay such shares of what a member costs in the mean, those that pay most first."""

_BEGIN = 3
"""The first of them, by number: where there is no room for these legs, those that pay more come first."""

_FEW = 16
"""There is room for such a part of all labels at first."""

_ROUNDS = 12
"""Times that prices are lowered at most: of 1,000 inverters no leg pays after five to nine."""

_NEARLY = 0.05
"""Steps without an arc get one where legs cost up to such a share of what a member costs too much."""

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
    return Prices(duals, least + groups.bars(), no_crowds(len(load)), np.zeros(0))


def joined(
    sections: Sequence[Section], groups: Groups, legs: Legs, patience: Patience, enough: float = np.inf
) -> Bounded | None:
    """What prices of sections show of the whole; None where more legs pay than there is room for."""
    room = patience.room(len(legs.problem.ranges))
    return lowered(legs.forgetful(), groups, levelled(sections, legs.problem.load, groups), room, enough)


def lowered(
    legs: Legs, groups: Groups, prices: Prices, labels: int, enough: float = np.inf
) -> Bounded | None:
    """The best of prices that are lowered until no leg pays; None where more do than there is room for.

    Those that pay most come first: they are few, and most of the others pay no more after them. A bound that
    is `enough` will do.
    """
    best: Bounded | None = None
    usual, last = float(prices.duals.mean()), len(_PAID) - 1
    level, room, is_full = _BEGIN, labels // _FEW, False
    cuts = Cuts(prices, legs.problem.load, groups)
    for left in range(_ROUNDS, 0, -1):
        at = Bounded(-np.inf, prices)
        try:
            found = legs.within(at, -_PAID[level] * usual, labels if level == last else room)
        except TooMany:
            if not level:
                break
            level, is_full = level - 1, level == last
            continue
        if level == last:
            shown = legs.shown(at, found, 0.0, groups)
            best = shown if best is None else max(best, shown, key=lambda one: one.bound)
            if best.bound >= enough:
                break
        pays = found.pool.reduced < -_EPS
        if left == 1 or (is_full and not pays.any()):
            break
        if pays.any():
            prices = cuts.after(found.pool.of(pays), is_last=level == last)
        elif level < last:
            room = labels  # else there may be too many again
        else:
            wider = legs.wider(at, _NEARLY * usual)
            if wider is None:
                break
            legs = wider
        level, is_full = min(level + 1, last), False
    return best
