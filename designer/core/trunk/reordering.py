"""One circuit through its inverters in the order that suits its cable best."""

from designer.core.caching.pace import unwanted
from designer.core.trunk.circuits import CircuitPlan, carries, members_of
from designer.core.trunk.site import Site


def may_be_reordered(plan: CircuitPlan) -> bool:
    """Whether its cable carries the inverters, and they are few enough to be searched in a moment."""
    from designer.core.trunk.columns.problem import FEW

    members = [one for leg in plan.legs for one in leg.ranges]
    return 1 < len(members) <= FEW and carries(members, plan.legs[0].rules)


def reordered(site: Site, box: str, plan: CircuitPlan) -> CircuitPlan:
    """The best circuit of the same inverters with the same cable; the plan itself if that is as good, or the
    best one leads to another box.
    """
    from designer.core.trunk.rivals import Rivals

    members, rules = members_of([(box, plan)]), plan.legs[0].rules
    found = Rivals(site.paced(site.pace.silent()), members, [rules]).improved([(box, plan)], unwanted)
    own = [circuit for at, circuit in found.circuits if at == box]
    return min(plan, own[0], key=CircuitPlan.rank) if len(own) == len(found.circuits) == 1 else plan
