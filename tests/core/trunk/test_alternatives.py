"""The row of fourteen modules of 1134 mm: which cable is cheapest, and what the others would cost."""

from math import inf

from msgspec.structs import replace

from designer.core.inverters.stage import hang_inverters
from designer.core.layout.placement import place_modules
from designer.core.model.design import Box
from designer.core.model.plan import StepKind
from designer.core.racking.stage import rack_surface
from designer.core.trunk.alternatives import Strategy, alternatives
from designer.core.trunk.ground import Layer
from designer.core.trunk.island import build_islands
from designer.core.trunk.memory import TrunkMemory
from designer.core.trunk.network import Network
from designer.core.trunk.ports import port_range
from designer.core.trunk.rules import rules_for
from designer.core.trunk.wiring import Wiring
from tests import sites

CATALOG = sites.catalog()
FAMILY = CATALOG.family("hoymiles-hms")


def product(pitch_m):
    return FAMILY.product(f"hms-trunk-10awg-{pitch_m}m")


def row_of_fourteen(*products, lead_mm=None):
    """Alternatives of the seven inverters of the row, fed at its right end."""
    design = sites.design(
        [sites.surface(width=17500.0)],
        [sites.row("R1", "S1", 14, 1)],
        [Box(id="X1", surface="S1", x=17200.0, y=300.0)],
    )
    roof = design.surfaces[0]
    modules = place_modules(design, roof, CATALOG)
    racking = rack_surface(design, roof, CATALOG, modules)
    slots = hang_inverters(design, roof, CATALOG, modules, racking.rails, racking.hardware).slots
    reach = CATALOG.assumptions.inverter_ac_lead_mm if lead_mm is None else lead_mm
    ranges = tuple(port_range(slot, reach, ()) for slot in slots)
    lines = tuple(dict.fromkeys((slot.row_id, slot.line) for slot in slots))
    layer = Layer(surface=roof, modules=modules, rails=racking.rails, lines=lines)
    memory = TrunkMemory()
    network = Network(build_islands([layer], (), 10.0, memory.islands), design.boxes)
    rules = [rules_for(design, CATALOG, FAMILY, one) for one in products]
    ordered = tuple(sorted(ranges, key=lambda one: one.slot.preferred_mm))
    return alternatives([ordered], "X1", rules, Wiring(network, memory))


def kinds(found):
    return [(step.kind, step.pitches) for leg in found.plan.legs for step in leg.match.steps]


def test_the_cable_of_2300_mm_serves_seven_pairs_2308_mm_apart_and_skips_no_port():
    best = row_of_fourteen(product("2.3"))[0]
    assert kinds(best) == [(StepKind.STANDARD, 1)] * 6
    assert (best.capped, best.links, best.broken) == (0, 0, 0)


def test_of_2000_and_4200_mm_the_cheapest_of_skipping_linking_and_the_longer_pitch_is_found():
    found = row_of_fourteen(product("2.0"), product("4.2"), lead_mm=0.0)
    by_way = {(one.product, one.strategy): one for one in found}
    free = min(one.cost for one in found if one.strategy is Strategy.FREE)
    assert found[0].cost == free
    skipping = by_way[product("2.0").id, Strategy.SKIP_PORTS]
    linking = by_way[product("2.0").id, Strategy.LINK]
    longer = by_way[product("4.2").id, Strategy.SKIP_PORTS]
    assert skipping.capped > 0
    assert linking.links > 0
    assert longer.capped == 0
    assert free <= min(skipping.cost, linking.cost, longer.cost) < inf


def test_prices_decide_between_them():
    dear = replace(product("2.0"), price_per_reel=20 * 200.0)
    best = row_of_fourteen(dear, product("4.2"), lead_mm=0.0)[0]
    assert best.product == product("4.2").id


def test_a_branch_of_more_units_than_a_cable_carries_counts_as_broken():
    thin = FAMILY.product("hms-trunk-12awg-2.0m")
    assert all(one.broken for one in row_of_fourteen(thin))
