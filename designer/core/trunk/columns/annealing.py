"""Circuits taken apart around an inverter and put together again, over and over (ruin and recreate).

Strings of neighbouring legs are taken out and their members put back where that costs least, the next best
place now and then (Christiaens and Vanden Berghe 2020: slack induction by string removals). Dearer plans are
accepted less and less (simulated annealing). What circuits cost is matched exactly before they are accepted.
"""

from collections.abc import Callable, Sequence
from math import exp, log
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from designer.core.caching.pace import Pace
from designer.core.electrical.limits import FULL
from designer.core.trunk.circuits import SAME
from designer.core.trunk.columns.estimates import Estimates
from designer.core.trunk.columns.recreate import Draft, Recreation
from designer.core.trunk.columns.tours import Tariff, Tour
from designer.core.trunk.labels import OVER_LIMIT

_JOINS = 0.1
"""Share of the rounds in which two legs of a circuit are joined instead."""


Enough = tuple[int, int, float]
"""Circuits, 1 where any is fed in its middle, and cost of a plan that is good enough for now."""

NONE_ENOUGH: Enough = (0, 0, 0.0)


def nobody() -> None:
    """Nobody wants to know."""


class Schedule(Struct, frozen=True):
    """Counts and figures of an annealing; temperatures as shares of the price of a port."""

    rounds: int
    hot: float
    cold: float = 0.001
    removed: int = 10
    """Members taken out in the mean."""
    longest: int = 10
    """Members of a string at most."""


class Annealing:
    """Plans, each near to the one before; the best is kept, of fewest circuits, none fed in its middle."""

    def __init__(
        self,
        tariff: Tariff,
        estimates: Estimates,
        start: Sequence[Tour],
        pace: Pace,
        attempt: int = 0,
    ) -> None:
        """There are never more legs than at the start, nor than circuits once the best plan has no more.

        Each attempt has its luck, the same every time.
        """
        self._tariff, self._estimates, self._pace = tariff, estimates, pace
        self._tours = list(start)
        self._circuits, self._legs = _counted(start)
        self._fewest, self._most_legs = self._kind(), self._legs
        self._owner, self._loads = [0] * len(estimates.steps), [0.0] * len(start)
        for number in range(len(start)):
            self._owns(number)
        self._chance = Random(len(self._owner) + 1_000 * attempt)  # noqa: S311 (the same every time)
        self._cost = sum(tour.cost for tour in start)
        self.best, self.best_cost = tuple(start), self._cost
        self._enough, self._found = NONE_ENOUGH, nobody

    def run(
        self, schedule: Schedule, enough: Enough = NONE_ENOUGH, found: Callable[[], None] = nobody
    ) -> None:
        """Go on for the rounds of the schedule; the first best plan that is `enough` is `found`."""
        self._enough, self._found = enough, found
        port = self._estimates.fixed
        cooling = exp(log(schedule.cold / schedule.hot) / max(1, schedule.rounds))
        heat = schedule.hot * port
        for number in range(schedule.rounds):
            if number % 16 == 0:
                self._pace()
            heat *= cooling
            self._round(schedule, heat)

    def _round(self, schedule: Schedule, heat: float) -> None:
        if self._chance.random() < _JOINS:
            drafts = self._joined()
        else:
            drafts = self._recreated(*self._ruined(schedule))
            if not drafts:
                return
        old = sum(self._tours[name].cost for name in drafts)
        most = old - heat * log(1.0 - self._chance.random())
        new = self._priced(drafts, most)
        if new is not None:
            self._accept(new)

    def _joined(self) -> dict[int, Draft]:
        """A circuit of two legs, these joined to one, turned as they please."""
        double = [number for number, tour in enumerate(self._tours) if len(tour.legs) == 2]
        if not double:
            return {}
        name = self._chance.choice(double)
        one, other = (leg[:: self._chance.choice((1, -1))] for leg in self._tours[name].legs)
        return {name: [[*one, *other]]}

    def _ruined(self, schedule: Schedule) -> tuple[dict[int, Draft], list[int]]:
        """Circuits around a member with strings taken out, and the members of these."""
        chance, around = self._chance, self._estimates.around
        mean = len(self._owner) / max(1, len(self._tours))
        longest = min(schedule.longest, mean)
        strings = int(chance.random() * (4 * schedule.removed / (1 + longest) - 1)) + 1
        seed = chance.randrange(len(self._owner))
        drafts: dict[int, Draft] = {}
        removed: list[int] = []
        for member in (seed, *around[seed]):
            name = self._owner[member]
            if name in drafts:
                continue
            if len(drafts) >= strings:
                break
            legs = self._tours[name].legs
            number = next(number for number, leg in enumerate(legs) if member in leg)
            leg = legs[number]
            taken = self._string(leg, leg.index(member), min(len(leg), int(longest)))
            removed += taken
            out = set(taken)
            drafts[name] = [*legs]
            drafts[name][number] = [one for one in leg if one not in out]
        return drafts, removed

    def _string(self, leg: tuple[int, ...], at: int, longest: int) -> tuple[int, ...]:
        """Some members in a row around a place, or those around a few that stay."""
        chance = self._chance
        size = chance.randint(1, longest)
        kept = 0
        if 1 < size < len(leg) and chance.random() < 0.5:
            kept = 1
            while size + kept < len(leg) and chance.random() < 0.5:
                kept += 1
        whole = size + kept
        begin = chance.randint(max(0, at - whole + 1), min(at, len(leg) - whole))
        string = leg[begin : begin + whole]
        if not kept:
            return string
        stays = chance.randint(0, size)
        return string[:stays] + string[stays + kept :]

    def _recreated(self, drafts: dict[int, Draft], removed: list[int]) -> dict[int, Draft]:
        """The circuits that have changed once the members are put back; none where one finds no room."""
        estimates, owner = self._estimates, self._owner
        boxes = {name: self._tours[name].box for name in drafts}
        recreation = Recreation(estimates, self._chance, drafts, boxes, self._most_legs - self._legs)
        self._sort(removed)
        gone = set(removed)
        for member in removed:
            room = FULL - estimates.shares[member]
            for other in estimates.close[member]:
                name = owner[other]
                if name not in drafts and other not in gone and self._loads[name] <= room:
                    tour = self._tours[name]
                    recreation.opened(name, list(tour.legs), tour.box, self._loads[name])
            if not recreation.insert(member):
                return {}
        return {name: drafts[name] for name in drafts if name in recreation.changed}

    def _sort(self, members: list[int]) -> None:
        way = self._chance.random()
        if way < 0.4:
            self._chance.shuffle(members)
        else:
            members.sort(key=self._estimates.nearest.__getitem__, reverse=way < 0.7)

    def _priced(self, drafts: dict[int, Draft], most: float) -> dict[int, Tour] | None:
        """The changed circuits, if they cost less than `most`: first by estimates, then exactly."""
        changed, kept = {}, 0.0
        for name, legs in drafts.items():
            own = [leg for leg in legs if leg]
            if tuple(map(tuple, own)) == self._tours[name].legs:
                kept += self._tours[name].cost
            else:
                changed[name] = own
        bounds = {name: self._tariff.estimated(legs) for name, legs in changed.items()}
        if kept + sum(cost for cost, _ in bounds.values()) >= most:
            return None
        least = {name: self._tariff.least(legs, bounds[name][1]) for name, legs in changed.items()}
        rest = kept + sum(least.values())
        found: dict[int, Tour] = {}
        for name, legs in changed.items():
            if rest >= most:
                return None
            tour = self._tariff.tour(legs, bounds[name][1])
            rest += tour.cost - least[name]
            found[name] = tour
        return found if rest < most else None

    def _accept(self, new: dict[int, Tour]) -> None:
        for name, tour in new.items():
            old = self._tours[name]
            self._cost += tour.cost - old.cost
            self._legs += len(tour.legs) - len(old.legs)
            self._circuits += bool(tour.legs) - bool(old.legs)
            self._tours[name] = tour
            self._owns(name)
        kind = self._kind()
        is_better = kind < self._fewest or (kind == self._fewest and self._cost < self.best_cost - SAME)
        if is_better and self._holds():
            self.best, self.best_cost = tuple(tour for tour in self._tours if tour.legs), self._cost
            self._fewest = kind
            if not kind[1]:
                self._most_legs = self._circuits
            if (*kind, self.best_cost) <= self._enough:
                self._enough = NONE_ENOUGH
                self._found()

    def _holds(self) -> bool:
        """Whether all circuits keep the limit of the voltage rise; those that do not will not stay.

        That is not always asked for before, as it takes long to tell.
        """
        broken = [number for number, tour in enumerate(self._tours) if not self._tariff.holds(tour)]
        for number in broken:
            tour = self._tours[number]
            self._tours[number] = replace(tour, cost=OVER_LIMIT)
            self._cost += OVER_LIMIT - tour.cost
        return not broken

    def _kind(self) -> tuple[int, int]:
        """Circuits, and 1 where any is fed in its middle."""
        return self._circuits, int(self._legs > self._circuits)

    def _owns(self, number: int) -> None:
        self._loads[number] = self._estimates.load(self._tours[number].legs)
        for leg in self._tours[number].legs:
            for member in leg:
                self._owner[member] = number


def _counted(tours: Sequence[Tour]) -> tuple[int, int]:
    """How many circuits and legs there are."""
    return sum(bool(tour.legs) for tour in tours), sum(len(tour.legs) for tour in tours)
