"""Branches kept in their order while another cable is tried: only their steps are planned anew."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from designer.core.findings import Finding, note, warning
from designer.core.model.design import KeptBranch
from designer.core.trunk.circuits import (
    CircuitPlan,
    SiteCircuit,
    carries,
    plan_in_order,
    preference,
    suitability,
)
from designer.core.trunk.laying import place_of
from designer.core.trunk.margins import Limit, broken_by, margins
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site


class _Group(Struct, frozen=True):
    """Inverters that stay on one branch, from its far end to its feed."""

    members: tuple[PortRange, ...]
    family: str
    box: str


class KeptBranches:
    """The kept branches of a site that can be kept; `members` are the inverters on them.

    They are kept as long as the free inverters of the site are those of then: where one was added, lost, or
    let go from a lock, all are planned anew. A branch that no cable carries, or that would break a limit with
    each, is planned anew alone.
    """

    def __init__(self, site: Site, box_of: Mapping[str, str], free: Sequence[str]) -> None:
        """`free` are the inverters on no lock; `box_of` is the nearest box of each of them."""
        self._site, self._box_of = site, box_of
        planned = [(group, plan, _is_sound(group, plan)) for group, plan in self._planned(free)]
        self._plans = [(group, plan) for group, plan, is_sound in planned if is_sound]
        self.members = {one.slot.id for group, _ in self._plans for one in group.members}
        self.findings = [_let_go(group, plan) for group, plan, is_sound in planned if not is_sound]

    def circuits(self, names: Iterator[str]) -> list[SiteCircuit]:
        """The kept branches under these names, in the order of the Design."""
        found = [SiteCircuit(id=next(names), box=group.box, plan=plan) for group, plan in self._plans]
        if found:
            self.findings.append(note("branches-kept", *(circuit.id for circuit in found)))
        return found

    def _planned(self, free: Sequence[str]) -> Iterator[tuple[_Group, CircuitPlan]]:
        """Each kept branch as well as it can be planned, whether it holds or not."""
        groups = self._groups(free)
        best = {family: self._best(groups, family) for family in {group.family for group in groups}}
        for group in groups:
            yield group, self._plan(group, best[group.family])

    def _groups(self, free: Sequence[str]) -> list[_Group]:
        kept = self._site.design.kept
        named = {name for branch in kept for name in branch.inverters}
        if not kept or not named.issuperset(free) or not named.issubset(self._site.ranges):
            return []
        return [group for branch in kept for group in self._group(branch, frozenset(free))]

    def _group(self, branch: KeptBranch, free: frozenset[str]) -> Iterator[_Group]:
        members = tuple(self._site.ranges[name] for name in branch.inverters if name in free)
        families = {self._site.family_of(one).id for one in members}
        if len(families) == 1:
            known = branch.box in self._site.network.boxes
            box = branch.box if known else self._box_of[members[-1].slot.id]
            yield _Group(members, families.pop(), box)

    def _best(self, groups: Sequence[_Group], family: str) -> TrunkRules:
        """The one cable of all kept branches of a family: fewest of them broken, then least cost."""
        own = [group for group in groups if group.family == family]

        def rank(rules: TrunkRules) -> tuple[int, float, str]:
            plans = [(group, self._fed(group, rules)) for group in own]
            broken = sum(not _is_sound(group, plan) for group, plan in plans)
            *_, cost = preference(plan for _, plan in plans)
            return (broken, cost, rules.product.id)

        return min(self._rules(family, only_confirmed=True), key=rank)

    def _plan(self, group: _Group, best: TrunkRules) -> CircuitPlan:
        """The branch with the cable of all, or with its own best where that one does not do."""
        plan = self._fed(group, best)
        if _is_sound(group, plan):
            return plan
        others = (self._fed(group, rules) for rules in self._rules(group.family))
        return min(others, key=suitability)

    def _rules(self, family: str, *, only_confirmed: bool = False) -> list[TrunkRules]:
        design = self._site.design
        asked = design.products.trunk
        return self._site.rules(self._site.catalog.family(family), asked, only_confirmed=only_confirmed)

    def _fed(self, group: _Group, rules: TrunkRules) -> CircuitPlan:
        self._site.pace()
        return plan_in_order(group.members, group.box, rules, self._site.wiring)


def _is_sound(group: _Group, plan: CircuitPlan) -> bool:
    return not plan.broken() and carries(group.members, plan.legs[0].rules)


def _let_go(group: _Group, plan: CircuitPlan) -> Finding:
    """That a branch is not kept, and the limit that it would break."""
    names, broken = [one.slot.id for one in group.members], broken_by(plan)[0]
    at = place_of(group.members[0].slot)
    if broken is Limit.REACH:
        return warning(_LET_GO[broken], *names, at=at)
    figure = next(one for one in margins(plan) if one.limit is broken)
    figures = zip(_FIGURES[broken], (round(figure.value, 3), round(figure.most, 3)), strict=True)
    return replace(warning(_LET_GO[broken], *names, at=at), params=dict(figures))


_LET_GO = {
    Limit.UNITS: "kept-over-units",
    Limit.AMPERES: "kept-over-amperes",
    Limit.RISE: "kept-over-rise",
    Limit.REACH: "kept-without-way",
    Limit.SLACK: "kept-over-slack",
}

_FIGURES = {
    Limit.UNITS: ("units", "limit"),
    Limit.AMPERES: ("current_a", "limit_a"),
    Limit.RISE: ("rise_pct", "limit_pct"),
    Limit.SLACK: ("slack_mm", "limit_mm"),
}
