"""Circuits made better by annealing: quickly, and without a proof."""

from collections.abc import Sequence

from msgspec import Struct

from designer.core.caching.pace import Pace, unwanted
from designer.core.trunk.circuits import Fed, Offered, fed, ranked
from designer.core.trunk.columns.annealing import NONE_ENOUGH, Annealing, Enough, Schedule
from designer.core.trunk.columns.estimates import Estimates
from designer.core.trunk.columns.memories import MOST_REMEMBERED
from designer.core.trunk.columns.problem import Problem, Route, are_short
from designer.core.trunk.columns.saving import fewer
from designer.core.trunk.columns.tours import Tariff, Tour
from designer.core.trunk.quality import least_circuits
from designer.core.trunk.site import Site

ROUNDS_EACH = 45
"""Rounds per inverter. Where they end badly there is another attempt."""

BRIEF_ROUNDS_EACH = 20
"""Those of a brief annealing, which tells whether it is worth more."""

LONG_ROUNDS_EACH = 200
"""Those of many inverters whose circuits are long: what is annealed there is hardly made better after."""

MANY_ROUNDS_EACH = 120
"""Those of many inverters whose circuits are short: near the limit of the voltage rise fewer end too soon."""

MOST_ROUNDS = 30_000
"""Of all inverters together."""

_HOT_LARGE = 0.15
"""Temperature to begin with, as a share of the price of a port, on large sites: there is too little time to
cool down from more, but where so many more rounds are asked for."""

_HOT_SHORT_LEGS = 0.4
"""That of smaller sites with short legs."""

_HOT_LONG_LEGS = 1.0
"""That of sites with long legs which have the time."""

_CHAINS = 4
"""Times that chains are looked for, where they lead to legs over the limit of the voltage rise."""

_REMOVED_LONG_LEGS = 13
"""Inverters taken out at once on smaller sites with long legs, in the mean."""

_LONGEST_STRING = 12
"""Inverters taken out of one leg there at most. Fewer keep full circuits from parting otherwise."""


class Annealed(Struct, frozen=True):
    """Circuits, and legs that were built on the way, at what they cost."""

    circuits: tuple[Fed, ...]
    legs: tuple[Route, ...] = ()


def annealed(
    site: Site,
    problem: Problem,
    start: Sequence[Fed],
    attempt: int = 0,
    *,
    rounds: int = ROUNDS_EACH,
    enough: Enough = NONE_ENOUGH,
    offered: Offered = unwanted,
) -> Annealed:
    """Circuits no worse than `start`; as they are where some break a limit.

    They become as few as chains lead to before they are annealed; with no rounds that is all. There are so
    many `rounds` per inverter. The same input gives the same circuits; another attempt may give better ones.
    The first circuits that are `enough` are offered.
    """
    if any(plan.broken() for _, plan in start) or any(
        leg.rules != problem.rules for _, plan in start for leg in plan.legs
    ):
        return Annealed(tuple(start))
    estimates = Estimates(site, problem)
    tariff = Tariff(site.wiring, problem.ranges, problem.rules, estimates)
    least = least_circuits(problem.ranges, [problem.rules])
    tours = _fewer(_tours(problem, estimates, start), least, tariff, estimates, site.pace)
    legs = sum(len(tour.legs) for tour in tours)
    annealing = Annealing(tariff, estimates, tours, site.pace, attempt)

    def circuits() -> tuple[Fed, ...]:
        return tuple(_fed(site, problem, estimates.boxes[tour.box], tour) for tour in annealing.best)

    annealing.run(_schedule(len(problem.ranges), legs, rounds), enough, lambda: offered(circuits()))
    return Annealed(min(circuits(), tuple(start), key=ranked), tuple(tariff.built()))


def _fewer(
    tours: Sequence[Tour], least: int, tariff: Tariff, estimates: Estimates, pace: Pace
) -> Sequence[Tour]:
    """As few circuits as chains lead to, within the limit of the voltage rise."""
    for _ in range(_CHAINS):
        found = fewer(tours, least, tariff, estimates, pace)
        over = [tour for tour in found if not tariff.holds(tour)]  # they cost inf next time
        if not over:
            return found
    return tours


def _schedule(members: int, legs: int, rounds: int) -> Schedule:
    most = min(rounds * members, MOST_ROUNDS)
    if members > MOST_REMEMBERED:
        return Schedule(most, hot=_HOT_LONG_LEGS if rounds >= LONG_ROUNDS_EACH else _HOT_LARGE)
    if are_short(members, legs):
        return Schedule(most, hot=_HOT_SHORT_LEGS)
    return Schedule(most, hot=_HOT_LONG_LEGS, removed=_REMOVED_LONG_LEGS, longest=_LONGEST_STRING)


def _tours(problem: Problem, estimates: Estimates, circuits: Sequence[Fed]) -> list[Tour]:
    number = {one.slot.id: index for index, one in enumerate(problem.ranges)}
    return [
        Tour(
            tuple(tuple(number[one.slot.id] for one in leg.ranges) for leg in plan.legs),
            estimates.boxes.index(box),
            plan.cost(),
        )
        for box, plan in circuits
    ]


def _fed(site: Site, problem: Problem, box: str, tour: Tour) -> Fed:
    legs = (tuple(problem.ranges[member] for member in leg) for leg in tour.legs)
    return box, fed(legs, box, problem.rules, site.wiring)
