"""The first answer: circuits of a family by orders of its inverters, with one product for the whole site."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import ceil

from msgspec import Struct

from designer.core.model.trunk_family import TrunkFamily
from designer.core.trunk.boxes import BoxWays, Pair, box_ways
from designer.core.trunk.circuits import (
    BoxPlan,
    CircuitPlan,
    Fed,
    able_to_carry,
    carries,
    end_to_end,
    plan_circuit,
    rank_of,
    ranked,
)
from designer.core.trunk.ordering import Order
from designer.core.trunk.partition import Estimate, Partition, partition
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.sharing import shared_out
from designer.core.trunk.site import Site
from designer.core.trunk.too_far import limited, needed_pct, too_far, with_limit

SHORTLIST = 3
"""So many products are planned exactly, chosen by their outlook."""

Boxes = Mapping[str, Sequence[PortRange]]
"""The inverters of each box."""

BoxRank = tuple[float, ...]
"""Violations, circuits and cost: smaller is better."""


def first_circuits(site: Site, family: TrunkFamily, boxes: Boxes) -> tuple[Fed, ...]:
    """Circuits for the inverters of a family; `boxes` holds the nearest box of each.

    Remembered as long as the site stays, so that a whole answer does not plan its first one again.
    """
    names = {box: [one.slot.id for one in members] for box, members in boxes.items()}
    return site.memory.firsts.get(
        family.id, (site.mark, names), lambda: _FirstAnswer(site, family, boxes).circuits_apart(boxes)
    )


class _Outlook(Struct, frozen=True):
    """A way to share inverters among boxes, what is to be expected of it, and products worth a plan."""

    rank: BoxRank
    tasks: Mapping[str, BoxWays]
    shortlist: tuple[TrunkRules, ...]


class _FirstAnswer:
    """The work of `first_circuits`, with what all its steps need at hand."""

    def __init__(
        self, site: Site, family: TrunkFamily, boxes: Boxes, max_rise_pct: float | None = None
    ) -> None:
        self._site, self._family, self._memory = site, family, site.memory
        self._product = site.design.products.trunk
        members = (one for own in boxes.values() for one in own)
        rules = able_to_carry(site.rules(family, self._product, only_confirmed=True), members)
        self._rules = rules if max_rise_pct is None else with_limit(rules, max_rise_pct)

    def circuits_apart(self, boxes: Boxes) -> tuple[Fed, ...]:
        """Those of `circuits`; inverters too far for the voltage rise apart, so that the others keep it."""
        found = self.circuits(boxes)
        if not ranked(found)[0]:
            return found
        members = [one for own in boxes.values() for one in own]
        far = too_far(self._site, members, self._rules)
        if not far:
            return found
        circuits = list(self.circuits(_only(boxes, {one.slot.id for one in members} - far)))
        limit_pct = self._rules[0].max_rise_pct
        apart_from_others = (one for one in members if one.slot.id in far)
        for island in self._site.network.by_islands(apart_from_others, lambda one: one.line):
            on_it = _only(boxes, {one.slot.id for one in island})
            needed = needed_pct(self._site, island, self._rules)
            own = _FirstAnswer(self._site, self._family, on_it, needed).circuits(on_it)
            circuits += limited(own, limit_pct, self._site.wiring)
        return tuple(circuits)

    def circuits(self, boxes: Boxes) -> tuple[Fed, ...]:
        """One product for the whole site, the one with fewest violations, branches and least cost.

        A circuit that still breaks a limit takes the product that suits it best, be it one that no list
        of a maker or dealer names; for the site only confirmed ones count.
        """
        outlook = self._best_sharing(boxes)
        best: tuple[BoxRank, str, dict[str, BoxPlan]] | None = None
        for rules in outlook.shortlist:
            found = self._box_plans(outlook.tasks, rules, best[0] if best else None)
            if found is not None:
                option = (found[0], rules.product.id, found[1])
                best = option if best is None else min(best, option, key=lambda one: one[:2])
        plans = best[2] if best else {}
        return tuple(
            (box, one)
            for box, plan in plans.items()
            for circuit in plan.circuits
            for one in self._mended(box, circuit)
        )

    # Sharing and products

    def _best_sharing(self, boxes: Boxes) -> _Outlook:
        """Inverters at their nearest boxes, or shared out where that makes fewer circuits.

        Where even full circuits at the nearest boxes are more than those of the other way, no ways are
        looked at for them.
        """
        nearest = {box: list(members) for box, members in boxes.items()}
        shares = {one.slot.id: self._share(one) for members in boxes.values() for one in members}
        shared = shared_out(nearest, lambda one: shares[one.slot.id], self._site.feeds_mm)
        if shared == nearest:
            return self._outlook(nearest)
        found = self._outlook(shared)
        if min(self._least_rank(nearest, rules)[:2] for rules in self._rules) > found.rank[:2]:
            return found
        return min(self._outlook(nearest), found, key=lambda one: one.rank)

    def _share(self, one: PortRange) -> float:
        """How much of a circuit an inverter fills where all are of its kind."""
        return 1 / max(*(rules.limit(one.slot.product).units for rules in self._rules), 1)

    def _outlook(self, sharing: Boxes) -> _Outlook:
        """Products by what is to be expected of them; those at the end are not worth an exact plan."""
        tasks = {box: self._ways(box, members) for box, members in sharing.items()}
        ranked = sorted(
            (_summed(self._rough(box, ways, one) for box, ways in tasks.items()), one.product.id, number)
            for number, one in enumerate(self._rules)
        )
        shortlist = tuple(self._rules[number] for _, _, number in ranked[:SHORTLIST])
        return _Outlook(ranked[0][0], tasks, shortlist)

    def _ways(self, box: str, members: Sequence[PortRange]) -> BoxWays:
        """Orders of a box's inverters, and the ways among them."""
        self._site.pace()
        network = self._site.network
        lines = dict.fromkeys(one.line for one in members)
        islands = [network.island(line).mark for line in lines]
        inputs = (tuple(members), islands, network.boxes[box].mark)
        return self._memory.ways.get(box, inputs, lambda: self._new_ways(box, members))

    def _new_ways(self, box: str, members: Sequence[PortRange]) -> BoxWays:
        places = [(one.line, one.slot.preferred_mm) for one in members]
        return box_ways(members, self._site.network.feeds_mm(places)[box].tolist(), self._between)

    def _between(self, pairs: Sequence[Pair]) -> list[float]:
        site = self._site
        site.network.prepare((a.line, a.span, b.line, b.span) for a, b in pairs)
        return [site.wiring.hop(a, b).way(a.slot.preferred_mm, b.slot.preferred_mm) for a, b in pairs]

    def _rough(self, box: str, ways: BoxWays, rules: TrunkRules) -> BoxRank:
        """Violations, branches and cost to be expected of a product, from one order only."""
        self._site.pace()
        found = self._first_partition(box, ways, rules)
        return (found.broken, found.branches, found.cost)

    def _first_partition(self, box: str, ways: BoxWays, rules: TrunkRules) -> Partition:
        return self._memory.outlooks.get(
            (box, rules.product.id),
            (ways.figures(), rules),
            lambda: partition(ways.orders[0], Estimate(ways, rules)),
        )

    # Plans of a product

    def _box_plans(
        self, tasks: Mapping[str, BoxWays], rules: TrunkRules, most: BoxRank | None
    ) -> tuple[BoxRank, dict[str, BoxPlan]] | None:
        """The plans of all boxes with one product and their rank; None as soon as that must exceed `most`."""
        ranks: dict[str, BoxRank] = {
            box: self._least_rank({box: ways.ranges}, rules) for box, ways in tasks.items()
        }
        plans = {}
        for box, ways in tasks.items():
            if most is not None and _summed(ranks.values()) > most:
                return None
            plans[box] = self._box_plan(box, ways, rules)
            ranks[box] = plans[box].rank()
        return _summed(ranks.values()), plans

    def _least_rank(self, boxes: Boxes, rules: TrunkRules) -> BoxRank:
        """What the rank of boxes' plans cannot go below: none broken, full circuits, a port each.

        A thousandth is taken off the cost, which is rounded in a rank.
        """
        circuits = 0
        for members in boxes.values():
            load = sum(rules.limit(one.slot.product).share for one in members)
            circuits += max(ceil(load - 1e-9), ceil(len(members) / rules.most_of_any_kind()))
        ports = sum(map(len, boxes.values()))
        return (0, circuits, ports * rules.prices.port + circuits * rules.prices.leg - 1e-3)

    def _box_plan(self, box: str, ways: BoxWays, rules: TrunkRules) -> BoxPlan:
        """Branches of all inverters of a box with one trunk product."""
        circuits = []
        for part in self._partition(box, ways, rules).parts:
            self._site.pace()
            members = tuple(ways.ranges[i] for i in part)
            circuits.append(plan_circuit(members, box, rules, self._site.wiring))
        return BoxPlan(circuits=tuple(circuits))

    def _partition(self, box: str, ways: BoxWays, rules: TrunkRules) -> Partition:
        """The best way to cut any order of a box's inverters into branches."""
        return self._memory.partitions.get(
            (box, rules.product.id), (ways.figures(), rules), lambda: self._best_partition(box, ways, rules)
        )

    def _best_partition(self, box: str, ways: BoxWays, rules: TrunkRules) -> Partition:
        """Orders are cut backwards as well only where a limit is broken: else the cuts are the same."""
        estimate = Estimate(ways, rules)
        options = [self._first_partition(box, ways, rules)]
        options += self._partitions(ways.orders[1:], estimate)
        if min(options).broken:
            options += self._partitions([order[::-1] for order in ways.orders], estimate)
        return min(options)

    def _partitions(self, orders: Iterable[Order], estimate: Estimate) -> Iterator[Partition]:
        for order in orders:
            self._site.pace()
            yield partition(order, estimate)

    def _mended(self, box: str, circuit: CircuitPlan) -> Sequence[CircuitPlan]:
        """The circuit, with the product that suits it best where it breaks a limit.

        Where it still does, several instead of it that break fewer: partitions are estimated.
        """
        if not circuit.broken():
            return [circuit]
        members = tuple(one for leg in circuit.legs for one in leg.ranges)
        products = with_limit(self._site.rules(self._family, self._product), self._rules[0].max_rise_pct)
        options = [
            plan_circuit(members, box, rules, self._site.wiring)
            for rules in products
            if carries(members, rules)
        ]
        best = min([circuit, *options], key=CircuitPlan.rank)
        parts = self._in_parts(box, circuit) if best.broken() else []
        return parts if parts and rank_of(parts)[0] < best.broken() else [best]

    def _in_parts(self, box: str, circuit: CircuitPlan) -> list[CircuitPlan]:
        """The inverters of a circuit on as few as their order from end to end takes with its product."""
        found = list[CircuitPlan]()
        rules, run = circuit.legs[0].rules, tuple[PortRange, ...]()
        for one in end_to_end([leg.ranges for leg in circuit.legs]):
            self._site.pace()
            grown = plan_circuit((*run, one), box, rules, self._site.wiring)
            if run and not grown.broken():
                found.pop()
            elif run:
                run, grown = (), plan_circuit((one,), box, rules, self._site.wiring)
            run = (*run, one)
            found.append(grown)
        return found


def _only(boxes: Boxes, names: Collection[str]) -> Boxes:
    """Some of the inverters of each box that has any."""
    found = {box: [one for one in members if one.slot.id in names] for box, members in boxes.items()}
    return {box: members for box, members in found.items() if members}


def _summed(ranks: Iterable[BoxRank]) -> BoxRank:
    return tuple(sum(column) for column in zip(*ranks, strict=True))
