"""Circuits saved: one is taken apart, and its inverters are handed on to circuits that have room.

Where none near by has room, a circuit takes an inverter and gives another one to its neighbour, and so on
until one is reached that has (ejection chains: Glover 1996). Room that is left here and there on a roof makes
up for a whole circuit so, which strings of neighbours taken out and put back never reach.
"""

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import count, pairwise
from math import inf
from typing import NamedTuple

from designer.core.caching.pace import Pace
from designer.core.electrical.limits import FULL
from designer.core.trunk.columns.estimates import Estimates
from designer.core.trunk.columns.tours import Legs, Tariff, Tour

_TAKEN_APART = 3
"""Circuits that are tried, those that carry least first."""

_ATTEMPTS = 5
"""Chains looked for at most for one inverter: what circuits of one really cost may forbid it."""

_PACE = 16
"""Links whose turn comes between two looks at whether to go on."""

_NOBODY = -1


class _Link(NamedTuple):
    """A circuit takes a member and gives another one, or nobody where it has room for one more."""

    circuit: int
    taken: int
    given: int


class _Chain(NamedTuple):
    """Links so far, the last one first, and the member that has no circuit after them."""

    member: int
    links: "tuple[_Link, _Chain] | None" = None

    def from_its_end(self) -> Iterator[_Link]:
        """The links, the last one first."""
        here = self
        while here.links:
            link, here = here.links
            yield link


def fewer(
    tours: Sequence[Tour], most: int, tariff: Tariff, estimates: Estimates, pace: Pace
) -> tuple[Tour, ...]:
    """As many circuits as `most`, or as few as chains lead to."""
    found = tuple(tours)
    while len(found) > most:
        lightest = sorted(range(len(found)), key=lambda number: estimates.load(found[number].legs))
        for number in lightest[:_TAKEN_APART]:
            left = _TakenApart(found, number, tariff, estimates, pace).handed_on()
            if left is not None:
                found = left
                break
        else:
            return found
    return found


class _TakenApart:
    """Circuits but for one, and its members."""

    def __init__(
        self, tours: Sequence[Tour], number: int, tariff: Tariff, estimates: Estimates, pace: Pace
    ) -> None:
        self._tariff, self._estimates, self._pace = tariff, estimates, pace
        self._tours = list(tours)
        self._left = self._tours.pop(number)
        self._owner = {
            member: at for at, tour in enumerate(self._tours) for leg in tour.legs for member in leg
        }
        self._loads = [estimates.load(tour.legs) for tour in self._tours]
        self._drafts: dict[_Link, tuple[float, Legs]] = {}

    def handed_on(self) -> tuple[Tour, ...] | None:
        """The circuits with all members of the one that is gone; None where one of them finds no room."""
        members = [member for leg in self._left.legs for member in leg]
        shares = self._estimates.shares
        if all(self._hand_on(member) for member in sorted(members, key=lambda one: -shares[one])):
            return tuple(self._tours)
        return None

    def _hand_on(self, member: int) -> bool:
        """Whether a member has found room, by the cheapest chain that can be built."""
        for _ in range(_ATTEMPTS):
            self._pace()
            chain = self._cheapest(member)
            if not chain:
                return False
            tours = {link: self._built(link) for link in chain}
            if all(tour.cost < inf for tour in tours.values()):
                for link, tour in tours.items():
                    self._keep(link.circuit, tour)
                return True
            for link in (link for link, tour in tours.items() if tour.cost == inf):
                self._drafts[link] = inf, ()
        return False

    def _cheapest(self, member: int) -> list[_Link]:
        """The links of the chain that costs least by estimates; none where no chain ends at room.

        What a link costs is found out once its turn comes by what it costs without its order. Where members
        have no arc that is no figure, and the draft alone tells: links without a draft lead nowhere.
        """
        number, settled = count(), set[int]()
        heap = [(0.0, next(number), _Chain(member), 0.0, True)]
        while heap:
            cost, turn, chain, before, is_drafted = heappop(heap)
            if turn % _PACE == 0:
                self._pace()
            if chain.member in settled:
                continue
            if chain.links and not is_drafted:
                more, legs = self._draft(chain.links[0])
                if legs:
                    exact = max(cost, before + max(0.0, more))
                    heappush(heap, (exact, next(number), chain, before, True))
                continue
            if chain.member == _NOBODY:
                return list(chain.from_its_end())
            settled.add(chain.member)
            passed = {link.circuit for link in chain.from_its_end()}
            for link, more in self._links(chain.member):
                if link.circuit not in passed and link.given not in settled:
                    least = cost + (more if 0.0 < more < inf else 0.0)
                    further = _Chain(link.given, (link, chain))
                    heappush(heap, (least, next(number), further, cost, False))
        return []

    def _links(self, member: int) -> Iterator[tuple[_Link, float]]:
        """What circuits near by may do with a member, and what that costs more by estimates."""
        estimates, shares = self._estimates, self._estimates.shares
        near = (self._owner[other] for other in estimates.close[member] if other in self._owner)
        for name in dict.fromkeys(near):
            tour, load = self._tours[name], self._loads[name] + shares[member]
            more = min(cost for leg in tour.legs for cost, _ in _places(leg, member, tour.box, estimates))
            if load <= FULL:
                yield _Link(name, member, _NOBODY), more
                continue
            for leg in tour.legs:
                for place, given in enumerate(leg):
                    if load - shares[given] <= FULL:
                        yield _Link(name, member, given), more - _saved(leg, place, tour.box, estimates)

    def _draft(self, link: _Link) -> tuple[float, Legs]:
        """What a circuit costs more after a link by estimates, and its legs.

        There are no legs, and it is inf, where it rises too high or a step has no arc.
        """
        if link not in self._drafts:
            tour = self._tours[link.circuit]
            without = [tuple(one for one in leg if one != link.given) for leg in tour.legs]
            left = tuple(leg for leg in without if leg) or ((),)
            drafts = _taking(link.taken, left, tour.box, self._estimates)
            costs = ((self._tariff.estimated(legs)[0], legs) for legs in drafts)
            cost, legs = next((own for own in costs if own[0] < inf), (inf, ()))
            # a circuit that rises too high without links is estimated at inf, whatever it costs
            now = min(tour.cost, self._tariff.estimated(tour.legs)[0])
            self._drafts[link] = (cost - now, legs) if legs else (inf, ())
        return self._drafts[link]

    def _built(self, link: _Link) -> Tour:
        """A circuit after a link, at what it costs."""
        legs = self._draft(link)[1]
        return self._tariff.tour(legs, self._tariff.estimated(legs)[1])

    def _keep(self, name: int, tour: Tour) -> None:
        self._tours[name] = tour
        self._loads[name] = self._estimates.load(tour.legs)
        self._owner.update((member, name) for leg in tour.legs for member in leg)
        self._drafts = {link: draft for link, draft in self._drafts.items() if link.circuit != name}


def _taking(member: int, legs: Legs, box: int, estimates: Estimates) -> Iterator[Legs]:
    """Legs with a member at each of its places, the cheapest one first."""
    places = [
        (cost, number, at)
        for number, leg in enumerate(legs)
        for cost, at in _places(leg, member, box, estimates)
    ]
    for _, number, at in sorted(places):
        leg = legs[number]
        yield (*legs[:number], (*leg[:at], member, *leg[at:]), *legs[number + 1 :])


def _places(leg: Sequence[int], member: int, box: int, estimates: Estimates) -> Iterator[tuple[float, int]]:
    """The places of a member in a leg, and what it costs more there at least."""
    steps, feeds = estimates.steps[member], estimates.feeds[box]
    if not leg:
        yield feeds[member], 0
        return
    yield steps[leg[0]], 0
    for at, (before, after) in enumerate(pairwise(leg), start=1):
        yield steps[before] + steps[after] - estimates.steps[before][after], at
    yield steps[leg[-1]] + feeds[member] - feeds[leg[-1]], len(leg)


def _saved(leg: Sequence[int], place: int, box: int, estimates: Estimates) -> float:
    """What a leg costs less without the member at a place."""
    steps, feeds = estimates.steps, estimates.feeds[box]
    member = leg[place]
    before = steps[member][leg[place - 1]] if place else 0.0
    if place == len(leg) - 1:
        return before + (feeds[member] - feeds[leg[place - 1]] if place else feeds[member])
    after = steps[member][leg[place + 1]]
    return before + after - steps[leg[place - 1]][leg[place + 1]] if place else after
