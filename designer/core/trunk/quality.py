"""How good the branches are: their cost against a bound that no plan of the same inverters can go below."""

import math
from collections import Counter
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
    circuits = least_circuits(ranges, rules)
    port = min(r.prices.port for r in rules)
    each = min(r.prices.leg for r in rules) + min(feeds_mm) * min(r.prices.bulk_per_mm for r in rules)
    return FamilyLeast(circuits, len(ranges) * port + circuits * each)


def least_circuits(ranges: Sequence[PortRange], rules: Sequence[TrunkRules]) -> int:
    """Circuits that currents and number ask for, and at least as many as the units of each kind alone do."""
    from designer.core.trunk.columns.loads import circuits_needed

    kinds = {one.slot.product.id: one.slot.product for one in ranges}
    counts = Counter(one.slot.product.id for one in ranges)
    shares = [min(r.limit(kind).share for r in rules) for kind in kinds.values()]
    alone = [counts[name] / max(1, *(r.limit(kind).units for r in rules)) for name, kind in kinds.items()]
    most = max(r.most_of_any_kind() for r in rules)
    together = circuits_needed(shares, [counts[name] for name in kinds], most)
    return max(together, *(math.ceil(found - 1e-9) for found in alone))


def quality(
    costs: Iterable[float], circuits: int, least: Sequence[FamilyLeast], known: float = 0.0, held: int = 0
) -> TrunkQuality:
    """The site's branches against the sum of the bounds of its families, or a better bound that is known.

    `held` circuits are not the planner's: only plans with them are bounded.

    A bound less than a cent per circuit below the cost is that of a proof: costs are rounded.
    """
    cost = sum(costs)
    bound = max(known, sum(one.cost for one in least))
    return TrunkQuality(
        cost=round(cost, 2),
        bound=round(cost if bound > cost - 0.01 * max(1, circuits) else bound, 2),
        circuits=circuits,
        least_circuits=sum(one.circuits for one in least),
        held=held,
    )
