"""Units with 1, 2 and 4 inputs, single- and three-phase, on one roof."""

import math
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.electrical.limits import UnitsLimit, most_units
from designer.core.model.design import Box, BranchLock, Settings
from designer.core.planning import derive
from designer.core.trunk.columns.fleet import Fleet
from designer.core.trunk.columns.pricing import Pricer
from designer.core.trunk.columns.rises import Rises
from designer.core.trunk.columns.survey import Surveyor
from designer.core.trunk.quality import least_circuits
from tests import sites
from tests.benchmarks.bench_trunk import _surveyed
from tests.benchmarks.enumeration import least_and_circuits
from tests.benchmarks.trunk_sites import Site
from tests.effort import EFFORT, examples
from tests.property.roofs import SEARCHES

CATALOG = sites.catalog()


def roof_of(*units, counts=None, **more):
    """One row for each kind of unit, above each other, four modules each unless `counts` says otherwise."""
    counts = counts or [4] * len(units)
    rows = [
        sites.row(f"R{n}", "S1", count, 1 + 20 * n, across=600.0 + 1800.0 * n, inverter=unit)
        for n, (unit, count) in enumerate(zip(units, counts, strict=True))
    ]
    surface = sites.surface(width=16000.0, height=1800.0 * len(units) + 1200.0)
    boxes = more.pop("boxes", [Box(id="X1", surface="S1", x=700.0, y=200.0)])
    return sites.design([surface], rows, boxes, **more)


def kinds_on(plan, branch):
    units = {one.id: one.product for one in plan.inverters}
    return sorted(units[name] for name in branch.inverters)


def test_one_two_and_four_inputs_share_a_branch_within_its_amperes():
    plan = derive(roof_of("hms-2000-4t", "hms-1000-2t", "hms-500-1t"), CATALOG)
    (circuit,) = plan.circuits
    units = sorted(one.product for one in plan.inverters)
    assert units == ["hms-1000-2t"] * 2 + ["hms-2000-4t"] + ["hms-500-1t"] * 4
    legs = [branch for branch in plan.branches if branch.circuit == circuit]
    total = (2000 + 2 * 1000 + 4 * 500) / 230
    assert sum(leg.current_a for leg in legs) == pytest.approx(total, abs=0.01)
    assert total <= legs[0].ocpd_a
    assert plan.errors() == ()


def test_the_amperes_are_used_up_before_another_branch_is_made():
    # 3 · 8.70 + 4.35 A are 30.4 of 32 A; 1/3 + 1/3 + 1/3 + 1/7 would have been too many
    plan = derive(roof_of("hms-2000-4t", "hms-1000-2t", counts=[12, 2]), CATALOG)
    assert len(plan.circuits) == 1
    assert plan.trunk.least_circuits == 1
    assert [f for f in plan.findings if f.code == "branch-over-limit"] == []


def test_one_unit_too_many_makes_another_branch():
    plan = derive(roof_of("hms-2000-4t", "hms-1000-2t", counts=[12, 4]), CATALOG)
    assert len(plan.circuits) == 2
    for branch in plan.branches:
        assert branch.current_a <= branch.ocpd_a


def test_the_limit_of_a_mixed_branch_counts_what_would_fit_on_top():
    four, two = UnitsLimit(3, 3, True, 0.27), UnitsLimit(7, 7, False, 0.136)
    assert most_units([two] * 5) == 7
    assert most_units([four, two]) == 4  # 0.406 leave room for two of the larger kind
    assert most_units([four, four, four, two, two]) == 4  # one too many


@pytest.mark.parametrize(("most", "circuits"), [(10, 1), (9, 2)])
def test_a_projects_own_number_of_units_counts_beside_their_amperes(most, circuits):
    """Six of the small and four of the large units take 30.4 A: a tenth of a branch each is not asked for."""
    roof = roof_of("hms-500-1t", "hms-1000-2t", counts=[6, 8], settings=Settings(max_units_per_branch=most))
    plan = derive(roof, CATALOG)
    assert (plan.trunk.circuits, plan.trunk.least_circuits, plan.trunk.gap_pct) == (circuits, circuits, 0)
    assert plan.errors() == ()
    assert all(branch.units_limit <= most for branch in plan.branches)


@pytest.mark.parametrize(
    ("counts", "most", "rise_pct", "circuits"),
    [
        ([3, 4], 5, None, 1),
        ([4, 4], 5, None, 2),
        ([4, 4], 6, None, 1),
        ([3, 4], 5, 0.2, 2),
        ([4, 4], 6, 0.2, 2),
    ],
)
def test_mixed_units_with_a_projects_own_number_cost_what_enumeration_finds(counts, most, rise_pct, circuits):
    """Three of the small and two of the large ones are five; a fifth of a branch each would be too much.

    With a limit of the voltage rise some circuits are fed in their middle.
    """
    rules = Settings(max_units_per_branch=most, max_rise_pct=rise_pct)
    roof = roof_of("hms-500-1t", "hms-1000-2t", counts=counts, settings=rules)
    roof = replace(roof, products=replace(roof.products, trunk="hms-trunk-12awg-2.0m"))
    plan, least = derive(roof, CATALOG), least_and_circuits(_surveyed(Site("mixed", roof), CATALOG))
    found = plan.trunk
    assert (len(plan.branches) > circuits) == (rise_pct is not None)
    assert (found.circuits, found.gap_pct) == (circuits, 0)
    assert least == (circuits, pytest.approx(found.cost, abs=0.05))


@pytest.mark.parametrize("small", [2, 3])
def test_legs_that_parts_let_share_a_circuit_and_currents_do_not_are_not_paired(small):
    """By number two large units fill a circuit of two, by current they are 13.9 of 13 A.

    Each has its box near, and so have the small ones: fed in their middle, one of each has to join another.
    """
    family = CATALOG.family("hoymiles-hms")
    weak = replace(family.product("hms-trunk-12awg-2.0m"), ocpd_a=13.0)
    catalog = replace(CATALOG, families=(replace(family, products=(weak,)),))
    rows = [
        sites.row("R1", "S1", 8, 1, inverter="hms-1600-4t"),
        sites.row("R2", "S1", small, 41, across=8000.0, inverter="hms-500-1t"),
    ]
    boxes = [Box(id="X1", surface="S1", x=3000.0, y=200.0), Box(id="X2", surface="S1", x=5000.0, y=9900.0)]
    rules = Settings(max_units_per_branch=2)
    roof = sites.design([sites.surface(height=10200.0)], rows, boxes, settings=rules)
    plan, least = derive(roof, catalog), least_and_circuits(_surveyed(Site("mixed", roof), catalog))
    assert (plan.errors(), plan.fed_in_the_middle > 0, plan.trunk.gap_pct) == ((), True, 0)
    assert least == (plan.trunk.circuits, pytest.approx(plan.trunk.cost, abs=0.05))


def test_so_many_circuits_are_needed_by_currents_also_where_units_are_counted():
    """Eight of 4.3 and twelve of 8.7 A are 4.3 times 32 A: by number alone four circuits would do."""
    kinds, counts = ["hms-1000-2t", "hms-2000-4t"], [16, 48]
    roof = roof_of(*kinds, counts=counts, settings=Settings(max_units_per_branch=5))
    site = _surveyed(Site("mixed", roof), CATALOG)
    members, family = list(site.ranges.values()), CATALOG.family("hoymiles-hms")
    assert len(members) == 20
    rules = site.rules_of(family, family.product("hms-trunk-10awg-2.0m"))
    assert least_circuits(members, [rules]) == Fleet(site, members, rules).least_circuits() == 5


def test_no_cable_is_taken_at_first_either_that_does_not_carry_the_larger_units():
    """One unit on a branch: it would have as many branches as the stronger cable, and cost less."""
    amperes, family = {"2.0m": 4.0, "4.2m": 6.0}, CATALOG.family("hoymiles-hms")
    weak = tuple(
        replace(family.product(f"hms-trunk-10awg-{length}"), ocpd_a=most) for length, most in amperes.items()
    )
    rules = Settings(max_units_per_branch=1)
    roof = sites.keeping_first(roof_of("hms-500-1t", "hms-1000-2t", counts=[2, 2], settings=rules))
    plan = derive(roof, replace(CATALOG, families=(replace(family, products=weak),)))
    assert (len(plan.branches), plan.errors()) == (3, ())


def test_the_voltage_rise_matters_where_it_is_too_high_for_two_of_the_largest_units():
    """Two of the smallest fill a branch of two units as well, with a quarter of the current."""
    rules = Settings(max_units_per_branch=2)
    roof = roof_of("hms-500-1t", "hms-2000-4t", counts=[4, 16], settings=rules)
    site, family = _surveyed(Site("mixed", roof), CATALOG), CATALOG.family("hoymiles-hms")
    members, limits = list(site.ranges.values()), site.rules_of(family, family.products[0])
    problem = Surveyor(site, members).problem(limits, 3)
    legs = list(permutations(range(len(members)), 2))
    limit = 0.9 * max(map(Rises(problem).least_pct, legs))
    strict = replace(problem, rules=replace(limits, max_rise_pct=limit))
    assert not all(map(Rises(strict).allowed, legs))
    assert Pricer(strict).rises_matter()


def test_a_hand_made_branch_within_amperes_and_number_is_not_over_its_limit():
    roof = roof_of("hms-500-1t", "hms-1000-2t", counts=[6, 8])
    names = tuple(one.id for one in derive(roof, CATALOG).inverters)
    for most, over in ((10, False), (9, True)):
        lock = BranchLock(id="K1", inverters=names, box="X1")
        own = replace(roof, locks=(lock,), settings=Settings(max_units_per_branch=most))
        plan = derive(own, CATALOG)
        assert any(one.code == "branch-over-limit" for one in plan.findings) == over


@pytest.mark.parametrize("count", [1, 3, 5, 7])
def test_odd_counts_leave_no_module_without_an_input(count):
    plan = derive(roof_of("hms-2000-4t", "hms-1000-2t", counts=[count, count]), CATALOG)
    served = sorted(name for one in plan.inverters for name in one.modules)
    assert served == sorted(module.id for module in plan.modules)
    spare = sum(one.spare_inputs for one in plan.inverters)
    caps = [item for item in plan.bom if item.product == "hms-dc-input-caps"]
    assert sum(item.quantity for item in caps) == spare


def leads_of(length_mm):
    """The catalogue with this lead on the module."""
    module = replace(CATALOG.module(sites.MODULE), lead_plus_mm=length_mm, lead_minus_mm=length_mm)
    others = tuple(one for one in CATALOG.modules if one.id != module.id)
    return replace(CATALOG, modules=(*others, module))


def over_rows(plan):
    """Units with modules in more than one row."""
    rows = {module.id: module.row_id for module in plan.modules}
    return [one for one in plan.inverters if len({rows[name] for name in one.modules}) > 1]


def test_leftovers_of_two_rows_share_a_unit_where_the_leads_reach():
    plan = derive(roof_of("hms-1000-2t", "hms-1000-2t", counts=[3, 3]), leads_of(1600.0))
    (across,) = over_rows(plan)
    assert len(plan.inverters) == 3
    assert all(lead.length_mm <= lead.reach_mm for lead in across.leads)


def test_leftovers_of_two_rows_stay_apart_where_the_leads_are_too_short():
    plan = derive(roof_of("hms-1000-2t", "hms-1000-2t", counts=[3, 3]), leads_of(900.0))
    assert over_rows(plan) == []
    assert len(plan.inverters) == 4


def test_leftovers_of_a_four_input_row_are_joined_as_the_inputs_of_their_unit_allow():
    plan = derive(roof_of("hms-2000-4t", "hms-1000-2t", counts=[5, 3]), leads_of(1600.0))
    for one in over_rows(plan):
        assert len(one.modules) <= CATALOG.inverter(one.product).inputs
    assert sorted(n for one in plan.inverters for n in one.modules) == sorted(m.id for m in plan.modules)


def test_leftovers_out_of_reach_have_units_of_their_own():
    rows = [sites.row("R1", "S1", 3, 1), sites.row("R2", "S1", 3, 21, across=2400.0, along=9000.0)]
    design = sites.design([sites.surface(width=16000.0, height=6000.0)], rows)
    plan = derive(design, CATALOG)
    assert len(plan.inverters) == 4
    assert sum(one.spare_inputs for one in plan.inverters) == 2


def test_three_phase_units_have_their_own_trunk_and_load_all_phases():
    plan = derive(roof_of("hms-1000-2t", "hmt-2000-4t", counts=[6, 8]), CATALOG)
    by_family = {branch.family: branch for branch in plan.branches}
    assert set(by_family) == {"hoymiles-hms", "hoymiles-hmt"}
    assert set(kinds_on(plan, by_family["hoymiles-hmt"])) == {"hmt-2000-4t"}
    assert by_family["hoymiles-hmt"].phase == "L1-L2-L3"
    current = 2 * 2000 / (math.sqrt(3) * 400)
    assert by_family["hoymiles-hmt"].current_a == pytest.approx(current, abs=0.01)
    loads = {load.phase: load.power_va for load in plan.phases}
    assert sum(loads.values()) == pytest.approx(3 * 1000 + 2 * 2000)
    assert min(loads.values()) == pytest.approx(4000 / 3, abs=0.01)
    assert all(by_family["hoymiles-hmt"].id in load.branches for load in plan.phases)


def test_a_unit_chosen_for_some_rows_is_noted_and_one_for_the_project_warned_of():
    plan = derive(roof_of("hms-1000-2t", "hmt-2000-4t"), CATALOG)
    (told,) = [f for f in plan.findings if f.code == "family-not-for-inverter"]
    assert told.severity == "note"


def test_several_boxes_share_a_mixed_fleet_and_each_unit_is_on_one_port():
    boxes = [Box(id="X1", surface="S1", x=700.0, y=200.0), Box(id="X2", surface="S1", x=15000.0, y=200.0)]
    plan = derive(roof_of("hms-2000-4t", "hms-1000-2t", counts=[12, 12], boxes=boxes), CATALOG)
    on = [name for branch in plan.branches for name in branch.inverters]
    assert sorted(on) == sorted(one.id for one in plan.inverters)
    assert {branch.box for branch in plan.branches} <= {"X1", "X2"}
    assert plan.errors() == ()


UNITS = st.sampled_from(
    ["hms-2000-4t", "hms-1800-4t", "hms-1000-2t", "hms-800-2t", "hms-500-1t", "hmt-2000-4t"]
)


ROWS, EACH = (3, 10) if EFFORT == 1 else (4, 12)
"""Rows at most, and units on each."""


@settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(UNITS, st.integers(1, EACH)), min_size=1, max_size=ROWS),
    st.sampled_from(["eu-230", "na-240", "na-208", "lat-220"]),
    st.sampled_from([None, 2, 4, 9]),
    SEARCHES,
)
def test_no_mixed_branch_is_over_its_amperes_its_number_or_its_family(rows, region, most, search):
    units, counts = zip(*rows, strict=True)
    rules = Settings(max_units_per_branch=most, trunk_search=search)
    design = replace(roof_of(*units, counts=list(counts)), region=region, settings=rules)
    plan = derive(design, CATALOG)
    market = CATALOG.region(region)
    products = {one.id: CATALOG.inverter(one.product) for one in plan.inverters}
    for circuit in plan.circuits:
        legs = [branch for branch in plan.branches if branch.circuit == circuit]
        members = [products[name] for leg in legs for name in leg.inverters]
        current = sum(leg.current_a for leg in legs)
        generous = [f for f in plan.findings if f.code == "limit-over-computed" and circuit in f.subjects]
        assert current * market.ocpd_factor <= legs[0].ocpd_a + 0.01 or generous
        assert len(members) <= legs[0].units_limit
        assert most is None or len(members) <= most
        assert all(legs[0].family in unit.families for unit in members)
        assert len({unit.phases for unit in members}) == 1
    on = sorted(name for branch in plan.branches for name in branch.inverters)
    assert on == sorted(products)
    total = sum(unit.power_va for unit in products.values())
    assert sum(load.power_va for load in plan.phases) == pytest.approx(total, abs=0.01)
