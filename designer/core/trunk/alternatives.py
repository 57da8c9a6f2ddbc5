"""What one branch would cost otherwise: with each product, and with skipped ports or links alone."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from designer.core.model.plan import StepKind
from designer.core.trunk.circuits import CircuitPlan, carries, fed
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.wiring import Wiring


class Strategy(StrEnum):
    """What a step may do where one pitch does not reach."""

    FREE = "free"
    SKIP_PORTS = "skip-ports"
    LINK = "link"


class Alternative(Struct, frozen=True, kw_only=True):
    """The best plan of a branch with one product and one strategy; `cost` is inf where there is none.

    `broken` counts slack and voltage rise over their limits, a unit too many counts as one more.
    """

    product: str
    strategy: Strategy
    cost: float
    broken: int
    capped: int
    links: int
    plan: CircuitPlan

    def rank(self) -> tuple[int, float]:
        """Smaller is better."""
        return (self.broken, self.cost)


def alternatives(
    legs: Sequence[tuple[PortRange, ...]], box: str, rules: Iterable[TrunkRules], wiring: Wiring
) -> tuple[Alternative, ...]:
    """The best plan of a circuit's legs, in their order, for each product and strategy; the best first."""
    found = [
        _alternative(legs, box, own, strategy, wiring, _longest_run(each))
        for each in rules
        for strategy, own in _variants(each)
    ]
    return tuple(sorted(found, key=lambda one: (*one.rank(), one.product, one.strategy)))


def _variants(rules: TrunkRules) -> Iterable[tuple[Strategy, TrunkRules]]:
    yield Strategy.FREE, rules
    yield Strategy.SKIP_PORTS, replace(rules, family=replace(rules.family, links_allowed=False))
    if rules.family.links_allowed:
        yield Strategy.LINK, replace(rules, prices=replace(rules.prices, port_cap=NEVER_SKIPPED))


def _longest_run(rules: TrunkRules) -> float:
    """Most ports of a run: those of a reel, beyond which pieces are linked; inf where none may be linked.

    There the longer run is planned all the same, and a finding says that no reel holds it.
    """
    return rules.product.ports_per_reel if rules.family.links_allowed else inf


NEVER_SKIPPED = 1e5
"""A price of a cap that no link exceeds: ports are skipped only where nothing else is possible."""


def _alternative(
    legs: Sequence[tuple[PortRange, ...]],
    box: str,
    rules: TrunkRules,
    strategy: Strategy,
    wiring: Wiring,
    longest_run: float,
) -> Alternative:
    plan = fed(legs, box, rules, wiring)
    steps = [step for leg in plan.legs for step in leg.match.steps]
    capped = sum(step.pitches - 1 for step in steps if step.kind is StepKind.STANDARD)
    never = strategy is Strategy.LINK and capped > 0
    if strategy is Strategy.SKIP_PORTS:  # without a link a leg is one run
        never = any(1 + sum(step.pitches for step in leg.match.steps) > longest_run for leg in plan.legs)
    members = [one for leg in legs for one in leg]
    return Alternative(
        product=rules.product.id,
        strategy=strategy,
        cost=inf if never else plan.cost(),
        broken=plan.broken() + (not carries(members, rules)),
        capped=capped,
        links=sum(step.kind is StepKind.LINK for step in steps),
        plan=plan,
    )
