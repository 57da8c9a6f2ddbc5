"""The first answer after an edit: branches as they were, where that is better than branches made anew.

A search that takes its time mostly ends with the branches that it had chosen before. Shown at once, they do
not change to others and back.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import inf

from designer.core.model.plan import BranchPlan, PlacedInverter, Plan
from designer.core.trunk.circuits import Fed, carries, fed, members_of, preference, rank_of
from designer.core.trunk.improving import by_islands, is_searched
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site

MOST_NEW = 6
"""Where more inverters are new, branches are made anew."""

_Legs = tuple[tuple[str, ...], ...]
"""Inverters of a circuit's legs, each from its far end to its feed."""


def as_before(site: Site, circuits: Sequence[Fed], before: Plan) -> list[Fed]:
    """First circuits of a family, or those of an earlier plan, island by island: the better ones.

    Only where a search is going to make them better: else these circuits are the answer.
    """
    found = [(box, plan) for box, plan in circuits if plan.cost() == inf]
    for group in by_islands(site, circuits):
        found += _better(site, group, before)
    return found


def _better(site: Site, group: Sequence[Fed], before: Plan) -> Sequence[Fed]:
    members = {one.slot.id: one for one in members_of(group)}
    if not is_searched(site, list(members.values())):
        return group
    known = _Before(site, members, before).circuits()
    if not known or preference(p for _, p in known) > preference(p for _, p in group):
        return group
    return known


class _Before:
    """Circuits of an earlier plan, led through the inverters that are there now."""

    def __init__(self, site: Site, members: Mapping[str, PortRange], before: Plan) -> None:
        self._site, self._members, self._branches = site, members, before.branches
        self._heirs = _heirs(before.inverters, members.values())

    def circuits(self) -> list[Fed]:
        """All of them with all inverters; none where they do not hold any more."""
        found = [one for legs in self._legs() if (one := self._planned(*legs)) is not None]
        on = {one.slot.id for one in members_of(found)}
        new = [one for name, one in self._members.items() if name not in on]
        if not found or len(new) > MOST_NEW:
            return []
        for added in new:
            found = self._with(found, added)
        return found

    def _legs(self) -> Iterable[tuple[_Legs, BranchPlan]]:
        circuits: dict[str, list[BranchPlan]] = {}
        for branch in self._branches:
            circuits.setdefault(branch.circuit, []).append(branch)
        for own in circuits.values():
            legs = (tuple(filter(None, map(self._heirs.get, leg.inverters))) for leg in own)
            yield tuple(leg for leg in legs if leg), own[0]

    def _planned(self, legs: _Legs, branch: BranchPlan) -> Fed | None:
        family = next(iter(self._members.values()))
        rules = self._rules(self._site.family_of(family).id, branch)
        if not legs or rules is None or branch.box not in self._site.network.boxes:
            return None
        ranges = tuple(tuple(self._members[name] for name in leg) for leg in legs)
        return self._fed(ranges, branch.box, rules)

    def _rules(self, family: str, branch: BranchPlan) -> TrunkRules | None:
        own = self._site.catalog.family(family)
        options = self._site.rules(own, self._site.design.products.trunk)
        return next((one for one in options if one.product.id == branch.product), None)

    def _fed(self, legs: Iterable[tuple[PortRange, ...]], box: str, rules: TrunkRules) -> Fed | None:
        plan = fed(legs, box, rules, self._site.wiring)
        members = chain.from_iterable(leg.ranges for leg in plan.legs)
        return (box, plan) if plan.cost() < inf and carries(members, rules) else None

    def _with(self, circuits: list[Fed], new: PortRange) -> list[Fed]:
        """The circuits with one inverter more, beside the nearest one that has room for it on its leg."""
        self._site.pace()
        options = [
            (rank_of([plan])[:3], plan.cost() - option[1].cost(), number, (box, plan))
            for number, option in enumerate(circuits)
            for box, plan in self._joined(option, new)
        ]
        if not options:
            return []
        *_, number, chosen = min(options, key=lambda option: option[:3])
        return [*circuits[:number], chosen, *circuits[number + 1 :]]

    def _joined(self, circuit: Fed, new: PortRange) -> Iterable[Fed]:
        """A circuit with one more, before or after that of its inverters that is nearest to it."""
        box, plan = circuit
        legs = [leg.ranges for leg in plan.legs]
        near = min(
            ((self._way(one, new), at, place) for at, leg in enumerate(legs) for place, one in enumerate(leg))
        )
        for place in (near[2], near[2] + 1):
            own = legs[near[1]]
            joined = [*legs[: near[1]], (*own[:place], new, *own[place:]), *legs[near[1] + 1 :]]
            if (found := self._fed(joined, box, plan.legs[0].rules)) is not None:
                yield found

    def _way(self, first: PortRange, second: PortRange) -> float:
        hop = self._site.wiring.hop(first, second)
        return hop.way(first.slot.preferred_mm, second.slot.preferred_mm)


def _heirs(before: Iterable[PlacedInverter], now: Iterable[PortRange]) -> dict[str, str]:
    """Who takes the place of each inverter: itself, or of those that are new in its row the next in order."""
    old = {one.id: (one.row_id, one.along_mm) for one in before}
    new = {one.slot.id: (one.slot.row_id, one.slot.preferred_mm) for one in now}
    heirs = {name: name for name in new if name in old}
    lost, fresh = _by_row(old, without=new), _by_row(new, without=old)
    for row, names in lost.items():
        heirs |= dict(zip(names, fresh.get(row, ()), strict=False))
    return heirs


def _by_row(
    places: Mapping[str, tuple[str, float]], *, without: Mapping[str, object]
) -> dict[str, list[str]]:
    """Ids of each row in their order along it."""
    rows: dict[str, list[str]] = {}
    for name, (row, _) in sorted(places.items(), key=lambda item: (*item[1], item[0])):
        if name not in without:
            rows.setdefault(row, []).append(name)
    return rows
