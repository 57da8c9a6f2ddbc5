"""One circuit through its inverters in the order that suits its cable best."""

from designer.core.caching.pace import unwanted
from designer.core.trunk.circuits import CircuitPlan, carries, members_of
from designer.core.trunk.site import Site


def reordered(site: Site, box: str, plan: CircuitPlan) -> CircuitPlan:
    """The best circuit of the same inverters with the same cable and box; the plan itself if that is as good.

    Of more inverters than are searched in a moment it stays as it is.
    """
    from designer.core.trunk.columns.problem import FEW
    from designer.core.trunk.rivals import Rivals

    members, rules = members_of([(box, plan)]), plan.legs[0].rules
    if not 1 < len(members) <= FEW or not carries(members, rules):
        return plan
    found = Rivals(site.paced(site.pace.silent()), members, [rules]).improved([(box, plan)], unwanted)
    own = [circuit for at, circuit in found.circuits if at == box]
    return min(plan, own[0], key=CircuitPlan.rank) if len(own) == len(found.circuits) == 1 else plan
