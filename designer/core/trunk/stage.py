"""Plan the trunk of a site: boxes, locks, products, branches, and the inverters' final positions."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count, islice, tee
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from designer.core.caching.pace import unwanted
from designer.core.findings import Finding, error
from designer.core.model.plan import BranchPlan, PlacedInverter, Plan, TrunkQuality
from designer.core.model.trunk_family import TrunkFamily
from designer.core.natural import natural
from designer.core.trunk.before import as_before
from designer.core.trunk.circuits import Fed, Offered, SiteCircuit
from designer.core.trunk.first import first_circuits
from designer.core.trunk.improving import better
from designer.core.trunk.keeping import KeptBranches
from designer.core.trunk.laying import laid, place_of
from designer.core.trunk.locking import Locks
from designer.core.trunk.ports import PortRange
from designer.core.trunk.quality import FamilyLeast, least_of, quality
from designer.core.trunk.site import Site


class TrunkResult(Struct, frozen=True, kw_only=True):
    """Branches, the inverters at their final places, and what could not be planned."""

    branches: tuple[BranchPlan, ...]
    inverters: tuple[PlacedInverter, ...]
    quality: TrunkQuality
    findings: tuple[Finding, ...]


Making = Callable[[], TrunkResult]
"""Makes a result that better ones are to follow."""


def plan_trunk(
    site: Site,
    *,
    hasty: bool = False,
    before: Plan | None = None,
    offered: Callable[[Making], None] = unwanted,
) -> TrunkResult:
    """Branches for all inverters of a site (planning model, section 4).

    Inverters that no box can be reached from keep their preferred place and are named by findings. What
    earlier plans left behind in the site's memory changes nothing but the time. A `hasty` plan is the first
    answer, which others make better, and its bound is a simple one; where branches are about to be searched
    it takes those of the plan `before` as they were, if they are no worse. Good branches are `offered` while
    better ones are looked for.
    """
    return _Planner(site, before, offered, hasty=hasty).plan()


class _Planner:
    """The work of `plan_trunk`, with what all its steps need at hand."""

    def __init__(
        self, site: Site, before: Plan | None, offered: Callable[[Making], None], *, hasty: bool
    ) -> None:
        self._offered = offered
        self.hasty, self._before, self._bounds, self._bounded = hasty, before, 0.0, set[str]()
        self._decided, self._held = 0.0, frozenset[str]()
        self.site = site
        self.design, self.catalog, self.memory, self.pace = site.design, site.catalog, site.memory, site.pace
        self.network, self.wiring, self.ranges = self.site.network, self.site.wiring, self.site.ranges
        self.findings: list[Finding] = []

    def plan(self) -> TrunkResult:
        box_of = self._boxes()
        locks = Locks(self.site, box_of)
        self.findings += locks.findings
        free = [name for name in self.ranges if name in box_of and name not in locks.members]
        fresh = self._fresh_names()
        kept = KeptBranches(self.site, box_of, free)
        circuits = [*locks.circuits, *kept.circuits(fresh)]
        self._held = frozenset(one.id for one in circuits)
        self._decided = sum(one.plan.price() for one in circuits if one.plan.cost() < inf)
        self.findings += kept.findings
        others = [name for name in free if name not in kept.members]
        circuits += self._free_circuits(others, box_of, fresh, circuits)
        return self._result(circuits, box_of, is_proven=not self.hasty)

    def _result(
        self, circuits: Sequence[SiteCircuit], box_of: Mapping[str, str], *, is_proven: bool
    ) -> TrunkResult:
        done = laid(self.site, sorted(circuits, key=lambda one: natural(one.id)))  # locked or not
        return TrunkResult(
            branches=done.branches,
            inverters=done.inverters,
            quality=self._quality(done.branches, box_of, is_proven=is_proven),
            findings=(*self.findings, *done.findings),
        )

    def _quality(
        self, branches: Sequence[BranchPlan], box_of: Mapping[str, str], *, is_proven: bool
    ) -> TrunkQuality:
        """Cost and number of circuits against what no plan of these inverters can go below.

        Where nothing `is_proven` yet that is what is seen at once. Circuits that are held count as they are;
        none joins inverters that no way does.
        """
        apart: dict[tuple[str, int], list[PortRange]] = {}
        for branch in branches:
            if branch.circuit not in self._held:
                members = [self.ranges[name] for name in branch.inverters]
                island = self.network.island(members[0].line)
                apart.setdefault((branch.family, id(island)), []).extend(members)
        held = [branch for branch in branches if branch.circuit in self._held]
        least = [FamilyLeast(len({branch.circuit for branch in held}), sum(branch.cost for branch in held))]
        for (family, _), members in apart.items():
            feeds = [self.site.feed_mm(one, box_of[one.slot.id]) for one in members]
            rules = self.site.rules(self.catalog.family(family), self.design.products.trunk)
            own = least_of(members, feeds, rules)
            least.append(replace(own, cost=rules[0].in_currency(own.cost)))
        circuits = len({branch.circuit for branch in branches})
        known = 0.0
        if is_proven:
            decided = (branch.cost for branch in branches if branch.circuit not in self._bounded)
            known = self._bounds + sum(decided)
        return quality((branch.cost for branch in branches), circuits, least, known, least[0].circuits)

    def _boxes(self) -> dict[str, str]:
        """The nearest reachable box of each inverter; findings for the others."""
        if not self.network.boxes:
            if self.ranges:
                self.findings.append(error("no-box", *(box.id for box in self.design.boxes)))
            return {}
        found = {}
        for name, one in self.ranges.items():
            box = self.site.nearest_box(one)
            if box is None:
                self.findings.append(error("inverter-unreachable", name, at=place_of(one.slot)))
            else:
                found[name] = box
        return found

    # Free branches

    def _fresh_names(self) -> Iterator[str]:
        """Names of branches that no lock has."""
        taken = {lock.id for lock in self.design.locks}
        return (name for number in count(1) if (name := f"B{number}") not in taken)

    def _free_circuits(
        self,
        names: Iterable[str],
        box_of: Mapping[str, str],
        fresh: Iterator[str],
        decided: Sequence[SiteCircuit],
    ) -> list[SiteCircuit]:
        groups: dict[tuple[str, str], list[PortRange]] = {}
        for name in names:
            one = self.ranges[name]
            groups.setdefault((self.site.family_of(one).id, box_of[name]), []).append(one)
        circuits: list[SiteCircuit] = []
        families = sorted({family for family, _ in groups})
        for family_id in families:
            boxes = {box: groups[family_id, box] for family, box in sorted(groups) if family == family_id}
            family = self.catalog.family(family_id)
            fed: Sequence[Fed] = first_circuits(self.site, family, boxes)
            if not self.hasty:
                fresh, ahead = tee(fresh)
                own_names = tuple(islice(ahead, len(self.ranges)))
                is_last = family_id == families[-1]  # of families yet to come there are no branches
                known = (*decided, *circuits)
                offer = partial(self._offer, known, own_names, box_of) if is_last else unwanted
                fed = self._better(family, fed, offer)
            elif self._before is not None:
                fed = as_before(self.site, fed, self._before)
            made = self._named(fed, fresh)
            self._bounded.update(one.id for one in made)
            circuits += made
        return circuits

    def _named(self, fed: Sequence[Fed], fresh: Iterator[str]) -> list[SiteCircuit]:
        return [SiteCircuit(id=next(fresh), box=box, plan=circuit) for box, circuit in self._ordered(fed)]

    def _offer(
        self,
        known: Sequence[SiteCircuit],
        names: Iterable[str],
        box_of: Mapping[str, str],
        fed: Sequence[Fed],
    ) -> None:
        """Good branches besides those that are known, before the best are found."""
        circuits = [*known, *self._named(fed, iter(names))]
        self._offered(lambda: self._result(circuits, box_of, is_proven=False))

    def _better(self, family: TrunkFamily, fed: Sequence[Fed], offered: Offered) -> Sequence[Fed]:
        """The first answer made better."""
        rules = self.site.rules(family, self.design.products.trunk, only_confirmed=True)
        pace = self.pace.beside(self._bounds + self._decided).counting(rules[0].prices.unit)
        found = better(self.site.paced(pace), fed, rules, offered)
        if not any(leg.match.violations() for _, plan in found.circuits for leg in plan.legs):
            self._bounds += rules[0].in_currency(found.bound)  # else it is of more than they cost
        return found.circuits

    def _ordered(self, fed: Sequence[Fed]) -> list[Fed]:
        """Box by box in the order of their first ends: a better answer names what stays as it was alike."""
        place = {name: index for index, name in enumerate(self.ranges)}

        def order(one: Fed) -> tuple[str, int]:
            return (one[0], min(place[r.slot.id] for leg in one[1].legs for r in leg.ranges))

        return sorted(fed, key=order)
