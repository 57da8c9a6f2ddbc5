"""One circuit through its inverters in the order that suits its cable best."""

from designer.core.caching.pace import unwanted
from designer.core.trunk.circuits import CircuitPlan, carries, fed, members_of
from designer.core.trunk.site import Site
from designer.core.trunk.wiring import Wiring


def may_be_reordered(plan: CircuitPlan) -> bool:
    """Whether its cable carries the inverters, and they are few enough to be searched in a moment."""
    from designer.core.trunk.columns.problem import FEW

    members = [one for leg in plan.legs for one in leg.ranges]
    return 1 < len(members) <= FEW and carries(members, plan.legs[0].rules)


def reordered(site: Site, box: str, plan: CircuitPlan, wiring: Wiring) -> CircuitPlan:
    """The best circuit of the same inverters with the same cable to the same box.

    It is the plan itself where that is as good, or where none but more circuits keep the limits.
    """
    from designer.core.trunk.rivals import Rivals

    members, rules = members_of([(box, plan)]), plan.legs[0].rules
    own = site.paced(site.pace.silent()).fed_into(box, members)
    rivals = Rivals(own, members, [rules])
    found = rivals.improved(rivals.drafted([(box, plan)], unwanted), unwanted).circuits
    if len(found) > 1:
        return plan
    # searched without the places that cable has to pass; these count in what it costs
    best = fed((leg.ranges for leg in found[0][1].legs), box, rules, wiring)
    return best if best.broken() <= plan.broken() else plan
