"""Circuits with another product: the same where it carries them, else others that it carries."""

from functools import cache

from msgspec.structs import replace

from designer.core.planning import Planner
from designer.core.trunk.circuits import carries, fed
from designer.core.trunk.columns.redrafting import redrafted
from tests import sites
from tests.benchmarks.bench_trunk import _surveyed
from tests.benchmarks.trunk_sites import Site, generated_at

CATALOG = sites.catalog()
FAMILY = CATALOG.family("hoymiles-hms")


@cache
def site_and_rules():
    """Fifteen units of one input: 14 of them fill a branch of 10 AWG, nine one of 12 AWG."""
    site = _surveyed(Site("", small_units()), CATALOG)
    names = ("hms-trunk-10awg-2.0m", "hms-trunk-12awg-1.0m")
    return site, *(site.rules_of(FAMILY, FAMILY.product(name)) for name in names)


def small_units():
    design = generated_at(5, CATALOG, 6).design
    return replace(design, products=replace(design.products, inverter="hms-500-1t"))


def thick_circuits(*legs_of_each):
    """Circuits of 10 AWG with legs of so many inverters."""
    site, thick, _ = site_and_rules()
    members, box = iter(site.ranges.values()), next(iter(site.network.boxes))
    cut = [[tuple(next(members) for _ in range(size)) for size in legs] for legs in legs_of_each]
    return [(box, fed(legs, box, thick, site.wiring)) for legs in cut]


def inverters(circuits):
    return [[[one.slot.id for one in leg.ranges] for leg in plan.legs] for _, plan in circuits]


def test_circuits_that_another_product_carries_keep_their_legs():
    site, thick, thin = site_and_rules()
    known = thick_circuits([9], [3, 3])
    found = redrafted(known, thin, site.wiring)
    assert inverters(found) == inverters(known)
    assert all(leg.rules == thin for _, plan in found for leg in plan.legs)
    assert redrafted(found, thick, site.wiring) == known


def test_circuits_that_another_product_does_not_carry_are_cut_anew():
    site, _, thin = site_and_rules()
    known = thick_circuits([6, 6], [3])
    found = redrafted(known, thin, site.wiring)
    assert (
        sum(len(one) for one in inverters(known)[0]) > 9 >= max(len(plan.legs[0].ranges) for _, plan in found)
    )
    assert len(found) == 2, "as few as there may be"
    for _, plan in found:
        assert carries((one for leg in plan.legs for one in leg.ranges), thin)
    names = sorted(one for legs in inverters(found) for leg in legs for one in leg)
    assert names == sorted(one for legs in inverters(known) for leg in legs for one in leg)


def test_no_branch_has_more_inverters_than_its_cable_carries():
    plan = Planner(CATALOG).plan(small_units())
    assert len(plan.inverters) == 15
    for one in plan.branches:
        circuit = [other for other in plan.branches if other.circuit == one.circuit]
        assert sum(len(other.inverters) for other in circuit) <= one.units_limit
    assert plan.errors() == ()
