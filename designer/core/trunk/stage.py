"""Plan the trunk of a site: boxes, locks, products, branches, and the inverters' final positions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count
from math import ceil, inf

from msgspec import Struct
from msgspec.structs import replace

from designer.core.caching.pace import Pace, unhurried
from designer.core.electrical.limits import device_rating_a, most_units
from designer.core.findings import Finding, Location, error
from designer.core.inverters.slots import InverterSlot
from designer.core.model.catalog import Catalog, TrunkFamily
from designer.core.model.design import Design
from designer.core.model.plan import BranchPlan, PlacedInverter, SurfacePlan, TrunkQuality
from designer.core.trunk.boxes import BoxWays, Pair, box_ways
from designer.core.trunk.circuits import (
    BoxPlan,
    CircuitPlan,
    Fed,
    Leg,
    SiteCircuit,
    carries,
    fed,
    plan_circuit,
)
from designer.core.trunk.improving import better
from designer.core.trunk.island import Route
from designer.core.trunk.keeping import KeptBranches
from designer.core.trunk.locking import Locks
from designer.core.trunk.memory import TrunkMemory
from designer.core.trunk.partition import Estimate, Partition, partition
from designer.core.trunk.pieces import LegParts
from designer.core.trunk.ports import PortRange
from designer.core.trunk.quality import least_of, quality
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.sharing import shared_out
from designer.core.trunk.site import Site
from designer.core.trunk.waypoints import Passages
from designer.core.trunk.wiring import Wiring

SHORTLIST = 3
"""So many products are planned exactly, chosen by their outlook."""


class TrunkResult(Struct, frozen=True, kw_only=True):
    """Branches, the inverters at their final places, and what could not be planned."""

    branches: tuple[BranchPlan, ...]
    inverters: tuple[PlacedInverter, ...]
    quality: TrunkQuality
    findings: tuple[Finding, ...]


def plan_trunk(
    design: Design,
    catalog: Catalog,
    surfaces: Sequence[SurfacePlan],
    slots: Sequence[InverterSlot],
    memory: TrunkMemory | None = None,
    pace: Pace = unhurried,
    *,
    hasty: bool = False,
) -> TrunkResult:
    """Branches for all inverters of a site (planning model, section 4).

    Inverters that no box can be reached from keep their preferred place and are named by findings. `memory`
    is what earlier plans with the same catalogue left behind; the result does not depend on it. A `hasty`
    plan is the first answer, which others make better, and its bound is a simple one.
    """
    return _Planner(design, catalog, surfaces, slots, memory or TrunkMemory(), pace, hasty).plan()


class _Planner:
    """The work of `plan_trunk`, with what all its steps need at hand."""

    def __init__(
        self,
        design: Design,
        catalog: Catalog,
        surfaces: Sequence[SurfacePlan],
        slots: Sequence[InverterSlot],
        memory: TrunkMemory,
        pace: Pace,
        hasty: bool,
    ) -> None:
        self.hasty, self._bounds, self._bounded = hasty, 0.0, set[str]()
        self.site = Site(design, catalog, surfaces, slots, memory, pace)
        self.design, self.catalog, self.memory, self.pace = design, catalog, memory, pace
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
        self.findings += kept.findings
        circuits += self._free_circuits([name for name in free if name not in kept.members], box_of, fresh)
        passages = Passages(self.design, self.network, self.ranges)
        wiring = Wiring(self.network, self.memory, passages)
        circuits = [self._passing(circuit, passages, wiring) for circuit in circuits]
        branches = [branch for circuit in circuits for branch in self._branches(circuit, wiring)]
        self.findings += [*passages.findings, *passages.rest(branches)]
        alongs = {
            one.slot.id: along
            for circuit in circuits
            for leg in circuit.plan.legs
            for one, along in zip(leg.ranges, leg.match.alongs, strict=False)
        }
        return TrunkResult(
            branches=tuple(branches),
            inverters=tuple(
                self._hung(one.slot, alongs.get(name, one.slot.preferred_mm))
                for name, one in self.ranges.items()
            ),
            quality=self._quality(branches, box_of),
            findings=tuple(self.findings),
        )

    def _hung(self, slot: InverterSlot, along_mm: float) -> PlacedInverter:
        return self.memory.hung.get(slot.id, (slot, along_mm), lambda: slot.hung_at(along_mm, self.catalog))

    def _passing(self, circuit: SiteCircuit, passages: Passages, wiring: Wiring) -> SiteCircuit:
        """The circuit with its cable led past the waypoints: same legs, same product, other lengths."""
        legs = [tuple(one.slot.id for one in leg.ranges) for leg in circuit.plan.legs]
        if not any(passages.touch((*names, circuit.box)) for names in legs):
            return circuit
        plan = fed((leg.ranges for leg in circuit.plan.legs), circuit.box, circuit.plan.legs[0].rules, wiring)
        return replace(circuit, plan=plan)

    def _quality(self, branches: Sequence[BranchPlan], box_of: Mapping[str, str]) -> TrunkQuality:
        """Cost and number of circuits against what no plan of these inverters can go below."""
        locked = any(lock.product is not None for lock in self.design.locks)
        product = None if locked else self.design.products.trunk
        families: dict[str, list[PortRange]] = {}
        for branch in branches:
            families.setdefault(branch.family, []).extend(self.ranges[name] for name in branch.inverters)
        least = [
            least_of(
                members,
                [self.site.feed_mm(one, box_of[one.slot.id]) for one in members],
                self.site.rules(self.catalog.family(family), product),
            )
            for family, members in families.items()
        ]
        circuits = len({branch.circuit for branch in branches})
        known = 0.0
        if not self.hasty:
            decided = (branch.cost for branch in branches if branch.circuit not in self._bounded)
            known = self._bounds + sum(decided)
        return quality((branch.cost for branch in branches), circuits, least, known)

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
                self.findings.append(error("inverter-unreachable", name, at=_place(one.slot)))
            else:
                found[name] = box
        return found

    # Free branches

    def _fresh_names(self) -> Iterator[str]:
        """Names of branches that no lock has."""
        taken = {lock.id for lock in self.design.locks}
        return (name for number in count(1) if (name := f"B{number}") not in taken)

    def _free_circuits(
        self, names: Iterable[str], box_of: Mapping[str, str], fresh: Iterator[str]
    ) -> list[SiteCircuit]:
        groups: dict[tuple[str, str], list[PortRange]] = {}
        for name in names:
            one = self.ranges[name]
            groups.setdefault((self.site.family_of(one).id, box_of[name]), []).append(one)
        circuits = []
        for family_id in sorted({family for family, _ in groups}):
            boxes = {box: groups[family_id, box] for family, box in sorted(groups) if family == family_id}
            family = self.catalog.family(family_id)
            plans = self._family_plan(family, boxes)
            fed = [(box, circuit) for box, plan in plans.items() for circuit in plan.circuits]
            if not self.hasty:
                fed = self._better(family, fed)
            made = [SiteCircuit(id=next(fresh), box=box, plan=circuit) for box, circuit in fed]
            self._bounded.update(one.id for one in made)
            circuits += made
        return circuits

    def _better(self, family: TrunkFamily, fed: Sequence[Fed]) -> list[Fed]:
        """The first answer made better, box by box in the order of its first ends."""
        rules = self.site.rules(family, self.design.products.trunk, only_confirmed=True)
        found = better(self.site, fed, rules)
        self._bounds += found.bound
        place = {name: index for index, name in enumerate(self.ranges)}

        def order(one: Fed) -> tuple[str, int]:
            return (one[0], min(place[r.slot.id] for leg in one[1].legs for r in leg.ranges))

        return sorted(found.circuits, key=order)

    def _family_plan(
        self, family: TrunkFamily, boxes: Mapping[str, Sequence[PortRange]]
    ) -> dict[str, BoxPlan]:
        """One product for the whole site, the one with fewest violations, branches and least cost.

        A circuit that still breaks a limit takes the product that suits it best, be it one that no list
        of a maker or dealer names; for the site only confirmed ones count.
        """
        tasks, shortlist = self._best_sharing(family, boxes)
        best: tuple[tuple[float, ...], str, dict[str, BoxPlan]] | None = None
        for rules in shortlist:
            found = self._box_plans(tasks, rules, best[0] if best else None)
            if found is not None:
                option = (found[0], rules.product.id, found[1])
                best = option if best is None else min(best, option, key=lambda one: one[:2])
        return {box: self._mended(family, box, plan) for box, plan in best[2].items()} if best else {}

    def _box_plans(
        self, tasks: Mapping[str, BoxWays], rules: TrunkRules, most: tuple[float, ...] | None
    ) -> tuple[tuple[float, ...], dict[str, BoxPlan]] | None:
        """The plans of all boxes with one product and their rank; None as soon as that must exceed `most`."""
        ranks = {box: _least_rank(ways, rules) for box, ways in tasks.items()}
        plans = {}
        for box, ways in tasks.items():
            if most is not None and _summed(ranks.values()) > most:
                return None
            plans[box] = self._box_plan(box, ways, rules)
            ranks[box] = plans[box].rank()
        return _summed(ranks.values()), plans

    def _box_ways(self, box: str, members: Sequence[PortRange]) -> BoxWays:
        """Orders of a box's inverters, and the ways among them."""
        self.pace()
        lines = dict.fromkeys(one.line for one in members)
        islands = [self.network.island(line).mark for line in lines]
        inputs = (tuple(members), islands, self.network.boxes[box].mark)
        return self.memory.ways.get(box, inputs, lambda: self._new_box_ways(box, members))

    def _new_box_ways(self, box: str, members: Sequence[PortRange]) -> BoxWays:
        feeds = self.network.feeds_mm([(one.line, one.slot.preferred_mm) for one in members])[box].tolist()
        return box_ways(members, feeds, self._between)

    def _between(self, pairs: Sequence[Pair]) -> list[float]:
        self.network.prepare((a.line, a.span, b.line, b.span) for a, b in pairs)
        return [self.wiring.hop(a, b).way(a.slot.preferred_mm, b.slot.preferred_mm) for a, b in pairs]

    def _outlook(self, box: str, ways: BoxWays, rules: TrunkRules) -> tuple[int, int, float]:
        """Violations, branches and cost to be expected of a product, from one order only."""
        self.pace()
        found = self.memory.outlooks.get(
            (box, rules.product.id),
            (ways.figures(), rules),
            lambda: partition(ways.orders[0], Estimate(ways, rules)),
        )
        return (found.broken, found.branches, found.cost)

    def _box_plan(self, box: str, ways: BoxWays, rules: TrunkRules) -> BoxPlan:
        """Branches of all inverters of a box with one trunk product."""
        circuits = []
        for part in self._partition(box, ways, rules).parts:
            self.pace()
            members = tuple(ways.ranges[i] for i in part)
            circuits.append(plan_circuit(members, box, rules, self.wiring))
        return BoxPlan(circuits=tuple(circuits))

    def _partition(self, box: str, ways: BoxWays, rules: TrunkRules) -> Partition:
        """The best way to cut any order of a box's inverters into branches."""
        return self.memory.partitions.get(
            (box, rules.product.id), (ways.figures(), rules), lambda: self._best_partition(ways, rules)
        )

    def _best_partition(self, ways: BoxWays, rules: TrunkRules) -> Partition:
        estimate = Estimate(ways, rules)
        options = []
        for order in ways.orders:
            self.pace()
            options.append(partition(order, estimate))
        return min(options)

    def _best_sharing(
        self, family: TrunkFamily, boxes: Mapping[str, Sequence[PortRange]]
    ) -> tuple[dict[str, BoxWays], list[TrunkRules]]:
        """Inverters at their nearest boxes, or shared out where that makes fewer circuits."""
        rules = self.site.rules(family, self.design.products.trunk, only_confirmed=True)
        limits = {
            one.slot.id: max(r.limit(one.slot.product).units for r in rules)
            for members in boxes.values()
            for one in members
        }
        nearest = {box: list(members) for box, members in boxes.items()}
        shared = shared_out(nearest, lambda one: 1 / max(limits[one.slot.id], 1), self.site.feed_mm)
        options = []
        for sharing in [nearest] if shared == nearest else [nearest, shared]:
            tasks = {box: self._box_ways(box, members) for box, members in sharing.items()}
            ranked = self._ranked(rules, tasks)
            options.append((ranked[0][0], tasks, [one for _, _, one in ranked[:SHORTLIST]]))
        _, tasks, shortlist = min(options, key=lambda option: option[0])
        return tasks, shortlist

    def _ranked(
        self, rules: Iterable[TrunkRules], tasks: Mapping[str, BoxWays]
    ) -> list[tuple[tuple[float, ...], str, TrunkRules]]:
        """Products by their outlook; those at the end are not worth an exact plan."""
        ranked = [
            (_summed([self._outlook(box, ways, one) for box, ways in tasks.items()]), one.product.id, one)
            for one in rules
        ]
        return sorted(ranked, key=lambda entry: entry[:2])

    def _mended(self, family: TrunkFamily, box: str, plan: BoxPlan) -> BoxPlan:
        return BoxPlan(
            circuits=tuple(
                self._with_best_product(family, box, circuit) if circuit.broken() else circuit
                for circuit in plan.circuits
            )
        )

    def _with_best_product(self, family: TrunkFamily, box: str, circuit: CircuitPlan) -> CircuitPlan:
        members = tuple(one for leg in circuit.legs for one in leg.ranges)
        options = [
            plan_circuit(members, box, rules, self.wiring)
            for rules in self.site.rules(family, self.design.products.trunk)
            if carries(members, rules)
        ]
        return min([circuit, *options], key=CircuitPlan.rank)

    # Results

    def _branches(self, circuit: SiteCircuit, wiring: Wiring) -> Iterator[BranchPlan]:
        self.pace()
        if circuit.plan.cost() == inf:
            self._report_unbuildable(circuit)
            return
        members = [(one, leg.rules) for leg in circuit.plan.legs for one in leg.ranges]
        limit = most_units([rules.limit(one.slot.product) for one, rules in members])
        for letter, leg in zip("ab", circuit.plan.legs, strict=False):
            branch = circuit.id if len(circuit.plan.legs) == 1 else f"{circuit.id}{letter}"
            routes = wiring.routes(leg.ranges, leg.match.ports, circuit.box)
            yield self.memory.branches.get(
                branch,
                (leg, routes, circuit.id, circuit.box, circuit.locked, limit),
                partial(_branch, circuit, branch, leg, routes, limit),
            )

    def _report_unbuildable(self, circuit: SiteCircuit) -> None:
        """Cable gets from each inverter to the box, yet not from one to the next."""
        members = [one.slot for leg in circuit.plan.legs for one in leg.ranges]
        names, at = [slot.id for slot in members], _place(members[0])
        if circuit.locked:
            self.findings.append(error("lock-without-way", circuit.id, *names, at=at, box=circuit.box))
        self.findings.append(error("inverter-unreachable", *names, at=at))


def _branch(circuit: SiteCircuit, branch: str, leg: Leg, routes: Sequence[Route], limit: int) -> BranchPlan:
    parts = LegParts(leg, branch, circuit.box, routes)
    rules = leg.rules
    return BranchPlan(
        id=branch,
        circuit=circuit.id,
        box=circuit.box,
        family=rules.family.id,
        product=rules.product.id,
        conductor=rules.product.conductor,
        inverters=tuple(one.slot.id for one in leg.ranges),
        steps=parts.steps,
        drops=parts.drops,
        pieces=parts.pieces,
        current_a=round(leg.current_a(), 3),
        units_limit=limit,
        ocpd_a=device_rating_a(rules.product, rules.region),
        rise_v=round(leg.rise_v(), 4),
        rise_pct=round(leg.rise_pct(), 4),
        cost=round(leg.match.cost, 2),
        locked=circuit.locked,
    )


def _least_rank(ways: BoxWays, rules: TrunkRules) -> tuple[int, int, float]:
    """What the rank of a box's plan cannot go below: nothing broken, circuits full, a port for each inverter.

    A thousandth is taken off the cost, which is rounded in a rank.
    """
    load = sum(rules.limit(one.slot.product).share for one in ways.ranges)
    circuits = ceil(load - 1e-9)
    return (0, circuits, len(ways.ranges) * rules.prices.port + circuits * rules.prices.end_cap - 1e-3)


def _summed(ranks: Iterable[tuple[int, int, float]]) -> tuple[float, ...]:
    return tuple(sum(column) for column in zip(*ranks, strict=True))


def _place(slot: InverterSlot) -> Location:
    outline = slot.preferred_outline()
    return Location(slot.surface, (outline[0] + outline[2]) / 2, (outline[1] + outline[3]) / 2)
