"""Why a branch is as it is: its limits, what other cables would have cost, and one inverter more.

Everything is asked of the same matching that planned the branch, so costs can be compared with each other.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from designer.core.model.design import FeedPolicy
from designer.core.model.plan import BranchPlan, StepKind
from designer.core.trunk.alternatives import Alternative, Strategy, alternatives
from designer.core.trunk.circuits import CircuitPlan, Fed, end_to_end, fed, halves
from designer.core.trunk.growing import Growing
from designer.core.trunk.keeping import KeptBranches
from designer.core.trunk.margins import Limit, Margin, broken_by, margins
from designer.core.trunk.memory import TrunkMemory
from designer.core.trunk.one_more import Fixed, OneMore, one_more
from designer.core.trunk.ports import PortRange
from designer.core.trunk.quality import least_of
from designer.core.trunk.reordering import may_be_reordered, reordered
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site
from designer.core.trunk.waypoints import Passages
from designer.core.trunk.wiring import Wiring

_QUICK = 8
"""The best order of so many inverters is found at once, whatever it costs."""


class Option(Struct, frozen=True, kw_only=True):
    """A circuit with some cable and some way of bridging long steps, as it would be.

    `breaks` are limits that it would break; `cost` is None where it cannot be built. `more` is what it costs
    beyond the one that was planned.
    """

    product: str
    pitch_mm: float
    confirmed: bool
    ports: int
    capped: int
    links: int
    legs: int
    cost: float | None
    more: float | None
    rise_pct: float
    breaks: tuple[Limit, ...]
    reordered: bool = False
    """Whether it goes through the inverters in another order, which suits its cable better."""
    box: str | None = None
    """The box that it would be fed from, where that is another one than that of the branch."""


class NamedBy(StrEnum):
    """Who may name the cable of a branch."""

    LOCK = "lock"
    PROJECT = "project"


class BranchWhy(Struct, frozen=True, kw_only=True):
    """What a circuit and its branches follow from.

    `limited_by` is what one inverter more would break; None where it would fit. `options` are all others that
    were weighed, the best first; `runner_up` is the best of them with another cable.
    """

    circuit: str
    branches: tuple[str, ...]
    box: str
    family: str
    locked: bool
    inverters: tuple[str, ...]
    margins: tuple[Margin, ...]
    limited_by: Limit | None
    chosen: Option
    options: tuple[Option, ...]
    runner_up: Option | None
    one_more: OneMore
    named_by: NamedBy | None = None
    """Who names its cable; None where the planner chose it."""
    alone: bool = False
    """Whether no other inverter plugs into the family."""
    gap_pct: float = 0.0
    """How far the cost of all branches may be above the least possible, in per cent; 0 = proven least."""


def explain_circuit(site: Site, legs: Sequence[BranchPlan], fixed_by: Mapping[str, Fixed]) -> BranchWhy:
    """The reasons of one planned circuit, given by its branches; see `inverters_fixed`."""
    return _Inquiry(site, legs, fixed_by).answer()


def inverters_fixed(site: Site, branches: Sequence[BranchPlan]) -> dict[str, Fixed]:
    """The inverters that locks or kept branches hold where they are, of those on planned branches."""
    locked = {name for branch in branches if branch.locked for name in branch.inverters}
    free = [name for branch in branches if not branch.locked for name in branch.inverters]
    boxes = ((name, site.nearest_box(site.ranges[name])) for name in free)
    kept = KeptBranches(site, {name: box for name, box in boxes if box is not None}, free).members
    return dict.fromkeys(kept, Fixed.KEPT) | dict.fromkeys(locked, Fixed.LOCKED)


class _Inquiry:
    """A circuit that is asked about."""

    def __init__(self, site: Site, legs: Sequence[BranchPlan], fixed_by: Mapping[str, Fixed]) -> None:
        self._site, self._legs, self._fixed_by = site, legs, fixed_by
        self._box = legs[0].box
        self._passages = Passages(site.design, site.network, site.ranges)
        self._family = site.catalog.family(legs[0].family)
        self._lock = next((lock for lock in site.design.locks if lock.id == legs[0].circuit), None)
        self._ranges = [tuple(site.ranges[name] for name in leg.inverters) for leg in legs]

    def answer(self) -> BranchWhy:
        rules = self._site.rules_of(self._family, self._family.product(self._legs[0].product))
        wiring = self._wiring()
        plan = fed(self._ranges, self._box, rules, wiring)
        chosen = _option(plan, None)
        assert chosen.cost is not None  # it was planned, so it can be built
        options = self._options(chosen, chosen.cost)
        others = self._others()
        more = one_more(plan, self._growing(wiring), others, self._products())
        return BranchWhy(
            circuit=self._legs[0].circuit,
            branches=tuple(leg.id for leg in self._legs),
            box=self._box,
            family=self._family.id,
            locked=self._legs[0].locked,
            inverters=tuple(name for leg in self._legs for name in leg.inverters),
            margins=margins(plan),
            limited_by=more.breaks[0] if more.breaks else None,
            chosen=chosen,
            options=options,
            runner_up=next((one for one in options if one.product != chosen.product), None),
            one_more=replace(more, fixed=self._fixed(more.inverter)),
            named_by=self._named_by(chosen.product),
            alone=not others,
        )

    def _growing(self, wiring: Wiring) -> Growing:
        """How it may take in one inverter more."""
        feed = self._lock.feed if self._lock else FeedPolicy.AUTO
        return Growing(site=self._site, box=self._box, wiring=wiring, is_held=not self._is_free(), feed=feed)

    def _named_by(self, product: str) -> NamedBy | None:
        """Who names the cable, where that is the one it has."""
        own = self._lock.product if self._lock else None
        if own is not None:
            return NamedBy.LOCK if own == product else None
        return NamedBy.PROJECT if self._site.design.products.trunk == product else None

    def _fixed(self, other: str) -> Fixed | None:
        """Why another inverter may not join it."""
        found = {self._fixed_by.get(name) for name in (other, self._legs[0].inverters[0])}
        return next((one for one in Fixed if one in found), None)

    def _wiring(self) -> Wiring:
        """A wiring with a memory of its own: within one, a product always has the same rules."""
        return Wiring(self._site.network, TrunkMemory(), self._site.rise_limits, self._passages)

    def _products(self) -> list[TrunkRules]:
        """All cables of the family that are sold in the region."""
        return self._site.rules(self._family, None)

    def _others(self) -> dict[str, PortRange]:
        """The inverters that plug into the same family and are not on the circuit."""
        own = {name for leg in self._legs for name in leg.inverters}
        return {
            name: one
            for name, one in self._site.ranges.items()
            if name not in own and self._site.family_of(one).id == self._family.id
        }

    def _options(self, chosen: Option, cost: float) -> tuple[Option, ...]:
        """Each cable as it would be at its best, with ports skipped alone and with links alone."""
        found: dict[Option, None] = {}
        least = inf
        for rules in sorted(self._products(), key=self._least):
            self._site.pace()
            for box, plan in self._planned(rules, least):
                elsewhere = None if box == self._box else box
                option = replace(_option(plan, cost), reordered=self._is_reordered(plan), box=elsewhere)
                found[option] = None
                if option.product != chosen.product and option.confirmed and not option.breaks:
                    least = min(least, plan.cost())
        same = replace(chosen, more=0.0)
        return tuple(sorted((one for one in found if one != same), key=_rank))

    def _least(self, rules: TrunkRules, boxes: Sequence[str] = ()) -> float:
        """What the circuit costs at least with a cable, in any order and from any of these boxes.

        Of all boxes that it may have, where none are given.
        """
        members, boxes = [one for leg in self._ranges for one in leg], boxes or self._boxes()
        feeds = [self._site.feed_mm(one, box) for one in members for box in boxes]
        return least_of(members, feeds, [rules]).cost

    def _boxes(self) -> tuple[str, ...]:
        """Its box, and the others that it might be fed from where nobody has decided on that."""
        members = [one for leg in self._ranges for one in leg]
        others = self._site.boxes_for(members) if self._is_free() else ()
        return (self._box, *(box for box in others if box != self._box))

    def _planned(self, rules: TrunkRules, known: float) -> Iterator[Fed]:
        """The same inverters with another cable, in its ways of bridging long steps.

        At its best it may have an order and a box of its own; with ports skipped or links alone it has those
        of now.
        Where the voltage rises too high when fed as now, it is fed in the middle instead, if it may be. Of
        many inverters no order is looked for where it would cost no less than another cable that is known.
        With the cable that it has a circuit of two legs is fed at an end as well.
        """
        wiring = self._wiring()
        for one in alternatives(self._ranges, self._box, [rules], wiring):
            if one.cost == inf and one.strategy is not Strategy.FREE:
                continue
            if one.strategy is Strategy.FREE and self._may_be_reordered(one, known):
                yield self._at_its_best(one.plan, wiring)
            elif Limit.RISE in broken_by(one.plan) and self._may_be_halved():
                halved = alternatives(halves(self._ranges[0]), self._box, [rules], wiring)
                middle = next(other for other in halved if other.strategy is one.strategy)
                yield self._box, min(one.plan, middle.plan, key=CircuitPlan.rank)
            else:
                yield self._box, one.plan
        if (
            rules.product.id == self._legs[0].product
            and len(self._ranges) > 1
            and self._may_be_fed_elsewhere()
        ):
            yield self._box, self._fed_at_its_end(rules, wiring)

    def _at_its_best(self, plan: CircuitPlan, wiring: Wiring) -> Fed:
        """The circuit in the best order from any box that it may have.

        Many inverters are searched from another box only where that is better for their order of now.
        """
        row, rules = end_to_end(self._ranges), plan.legs[0].rules
        fed_so = [(row,), (row[::-1],), self._ranges if len(self._ranges) > 1 else halves(row)]
        best = (self._box, reordered(self._site, self._box, plan, wiring))
        known = plan
        for box in self._boxes()[1:]:
            start = min((fed(legs, box, rules, wiring) for legs in fed_so), key=CircuitPlan.rank)
            if len(row) > _QUICK and start.rank() >= known.rank():
                continue
            known = min(known, start, key=CircuitPlan.rank)
            if (0, self._least(rules, (box,))) < best[1].rank():
                found = (box, reordered(self._site, box, start, wiring))
                best = min(best, found, key=lambda one: one[1].rank())
        return best

    def _fed_at_its_end(self, rules: TrunkRules, wiring: Wiring) -> CircuitPlan:
        """A circuit of two legs fed at the better of its ends instead."""
        row = end_to_end(self._ranges)
        ends = (fed((order,), self._box, rules, wiring) for order in (row, row[::-1]))
        return min(ends, key=CircuitPlan.rank)

    def _may_be_reordered(self, one: Alternative, known: float) -> bool:
        """Whether another order may be better with a cable that a list names.

        Nobody has decided on the order, nor the planner for this cable. It may be better also where every
        port is used: by its way to the box.
        """
        product = one.plan.legs[0].rules.product
        is_others = product.confirmed and product.id != self._legs[0].product
        units = sum(len(leg) for leg in self._ranges)
        is_worth_it = units <= _QUICK or self._least(one.plan.legs[0].rules) < known
        return is_others and is_worth_it and self._is_free() and may_be_reordered(one.plan)

    def _is_free(self) -> bool:
        """Whether nobody has decided on its order."""
        return not self._fixed_by.keys() & {name for leg in self._legs for name in leg.inverters}

    def _is_reordered(self, plan: CircuitPlan) -> bool:
        """Whether a circuit goes through its inverters in another order from end to end than planned."""
        order = [one.slot.id for one in end_to_end([leg.ranges for leg in plan.legs])]
        own = [one.slot.id for one in end_to_end(self._ranges)]
        return order not in (own, own[::-1])

    def _may_be_halved(self) -> bool:
        """Whether it is fed at its end now, and may be fed in its middle."""
        return len(self._ranges) == 1 and len(self._ranges[0]) > 1 and self._may_be_fed_elsewhere()

    def _may_be_fed_elsewhere(self) -> bool:
        """Whether nobody has decided where it is fed."""
        return self._lock is None or self._lock.feed is FeedPolicy.AUTO


def _option(plan: CircuitPlan, against: float | None) -> Option:
    product = plan.legs[0].rules.product
    possible = plan.cost() < inf
    steps = [step for leg in plan.legs for step in leg.match.steps]
    units = sum(len(leg.ranges) for leg in plan.legs)
    capped = sum(step.pitches - 1 for step in steps if step.kind is StepKind.STANDARD)
    cost = round(plan.price(), 2) if possible else None
    return Option(
        product=product.id,
        pitch_mm=product.pitch_mm,
        confirmed=product.confirmed,
        ports=units + capped,
        capped=capped,
        links=sum(step.kind is StepKind.LINK for step in steps),
        legs=len(plan.legs),
        cost=cost,
        more=None if cost is None or against is None else round(cost - against, 2),
        rise_pct=round(max(leg.rise_pct() for leg in plan.legs), 4) if possible else inf,
        breaks=broken_by(plan),
    )


def _rank(option: Option) -> tuple[int, bool, float, str, int]:
    """Fewest limits broken, named by a maker's or dealer's list, least cost."""
    cost = inf if option.cost is None else option.cost
    return (len(option.breaks), not option.confirmed, cost, option.product, option.links)
