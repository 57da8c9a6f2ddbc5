"""Circuits made better by annealing: quickly, and without a proof."""

from collections.abc import Sequence

from msgspec import Struct

from designer.core.trunk.circuits import Fed, fed, ranked
from designer.core.trunk.columns.annealing import Annealing, Schedule
from designer.core.trunk.columns.estimates import Estimates
from designer.core.trunk.columns.memories import MOST_REMEMBERED
from designer.core.trunk.columns.problem import Problem, Route
from designer.core.trunk.columns.tours import Tariff, Tour
from designer.core.trunk.site import Site

ROUNDS_EACH = 60
"""Rounds per inverter."""

MOST_ROUNDS = 20_000

_HOT, _WARM = 1.0, 0.15
"""Where it begins, on small sites and on large ones: these have too little time to cool down from more."""


class Annealed(Struct, frozen=True):
    """Circuits, and legs that were built on the way, at what they cost."""

    circuits: tuple[Fed, ...]
    legs: tuple[Route, ...] = ()


def annealed(site: Site, problem: Problem, start: Sequence[Fed], attempt: int = 0) -> Annealed:
    """Circuits no worse than `start`; as they are where some break a limit.

    The same input gives the same circuits; another attempt may give better ones.
    """
    if any(plan.broken() for _, plan in start) or any(
        leg.rules != problem.rules for _, plan in start for leg in plan.legs
    ):
        return Annealed(tuple(start))
    estimates = Estimates(site, problem)
    tariff = Tariff(site.wiring, problem.ranges, problem.rules, estimates)
    legs = sum(len(plan.legs) for _, plan in start)
    annealing = Annealing(tariff, estimates, _tours(problem, estimates, start), legs, site.pace, attempt)
    rounds = min(ROUNDS_EACH * len(problem.ranges), MOST_ROUNDS)
    annealing.run(Schedule(rounds, hot=_HOT if len(problem.ranges) <= MOST_REMEMBERED else _WARM))
    found = tuple(_fed(site, problem, estimates.boxes[tour.box], tour) for tour in annealing.best)
    best = min(found, tuple(start), key=ranked)
    return Annealed(best, tuple(tariff.built()))


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
