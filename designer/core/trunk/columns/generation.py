"""Legs found one after the other by their prices, and the bound that follows (column generation)."""

from collections.abc import Iterable

import numpy as np
from msgspec import Struct

from designer.core.caching.pace import Pace
from designer.core.trunk.columns.master import Master
from designer.core.trunk.columns.pricing import Pricer
from designer.core.trunk.columns.problem import Route
from designer.core.trunk.graph import Array

RISE_PRICES = (0.0, 60.0)
"""Prices of a per cent of voltage rise that legs are priced at where the rise matters."""

_CLOSE = 1e-4
"""Share of the cost that bound and linear programme may differ by."""


class Bounded(Struct, frozen=True, eq=False):
    """Bound of the cost, and the prices of members and of a leg that show it.

    At these prices no leg pays: the bound is Σ duals + most legs · per_leg.
    """

    bound: float
    duals: Array
    per_leg: float


def bounded(
    pricer: Pricer, most_legs: int, known: Iterable[Route], rounds: int, inertia: float, pace: Pace
) -> Bounded:
    """Generate legs for up to so many rounds.

    For any prices π ≥ 0 of members and σ ≤ 0 of a leg, no plan of up to n legs costs less than
    Σ π + n σ + n · min(0, least reduced cost): each leg of it is one of the routes. The best bound is kept.

    Where the rise matters, legs are priced at several prices of it; for each end the best of them counts.
    """
    members = len(pricer.problem.ranges)
    master = Master(members, most_legs)
    known = list(known)
    master.add(known)
    best, best_duals, best_per_leg, lifted = -np.inf, np.zeros(members), 0.0, 0.0
    relaxed = master.solve()
    share = inertia
    any_far = bool(np.isfinite(pricer.problem.far).any())
    rates = RISE_PRICES if pricer.rises_matter() else RISE_PRICES[:1]
    for number in range(rounds):
        pace()
        if number == 0 or share <= 0:
            duals, per_leg = relaxed.duals, relaxed.per_leg
        else:
            duals = share * best_duals + (1 - share) * relaxed.duals
            per_leg = share * best_per_leg + (1 - share) * relaxed.per_leg
        priced = [pricer.price(duals, per_leg, far=False, per_rise=rate) for rate in rates]
        bounding = priced
        if any_far:
            bounding = [pricer.price(duals, per_leg, far=True, per_rise=rate) for rate in rates]
        least = float(np.max([one.ends.min(axis=0) for one in bounding], axis=0).min())
        paid = per_leg + min(0.0, least)
        bound = float(duals.sum()) + most_legs * paid
        if bound > best:
            best, best_duals, best_per_leg, lifted = bound, duals, per_leg, paid
        if best >= relaxed.cost * (1 - _CLOSE):
            break
        paying = [pricer.routes(one, duals, per_leg, max(40, members // 2)) for one in priced]
        fresh = sum(
            master.add(route for route in routes if pricer.rises.allowed(route.members)) for routes in paying
        )
        if not fresh:
            fresh = master.add(paying[0])
        if not fresh:
            if share <= 0 or number == 0:
                break
            share = 0.0
            continue
        share = inertia
        relaxed = master.solve()
    return Bounded(best, best_duals, lifted)
