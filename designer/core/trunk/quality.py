"""How good the branches are: their cost against a bound that no plan of the same inverters can go below."""

import math
from collections.abc import Iterable, Sequence

from msgspec import Struct

from designer.core.model.plan import TrunkQuality
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules


class FamilyLeast(Struct, frozen=True):
    """Least circuits and least cost of the inverters of one family."""

    circuits: int
    cost: float


def least_of(
    ranges: Sequence[PortRange], feeds_mm: Sequence[float], rules: Sequence[TrunkRules]
) -> FamilyLeast:
    """Bounds for inverters that can all be fed, over all products in `rules`.

    A relaxation: every inverter takes one port of the cheapest product, circuits are as full as the
    largest limit allows, each has an end cap and an end cable as long as the nearest inverter's.
    """
    shares = [1 / max((r.limit(one.slot.product).units for r in rules), default=1) for one in ranges]
    circuits = math.ceil(sum(shares) - 1e-9)
    port = min(r.prices.port for r in rules)
    each = min(r.prices.end_cap for r in rules) + min(feeds_mm) * min(r.prices.bulk_per_mm for r in rules)
    return FamilyLeast(circuits, len(ranges) * port + circuits * each)


def quality(costs: Iterable[float], circuits: int, least: Sequence[FamilyLeast]) -> TrunkQuality:
    """The site's branches against the sum of the bounds of its families."""
    cost = sum(costs)
    return TrunkQuality(
        cost=round(cost, 2),
        bound=round(min(cost, sum(one.cost for one in least)), 2),
        circuits=circuits,
        least_circuits=sum(one.circuits for one in least),
    )
