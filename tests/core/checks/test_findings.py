"""Each rule speaks up when its promise is broken, with the place and the figure."""

import pytest
from msgspec.structs import replace

from designer.core.checks.bends import check_bends
from designer.core.checks.electrical import check_electrical
from designer.core.checks.inverters import check_hanging
from designer.core.checks.layout import check_modules
from designer.core.checks.trunk import check_trunk, check_water
from designer.core.findings import Severity
from designer.core.geometry.axes import RailAxis
from designer.core.model.design import BranchLock, LeadPolicy, Pairing, Pin, Settings, WaterLine
from designer.core.model.plan import PhaseLoad, RoutePart, StepKind
from designer.core.model.rail_layout import RailLayout
from designer.core.planning import derive
from designer.wording import sentence
from tests import sites

CATALOG = sites.catalog()
DESIGN = sites.gable()
PLAN = derive(DESIGN, CATALOG)


def codes(findings):
    return [finding.code for finding in findings]


def with_surface(plan, **changes):
    first, *rest = plan.surfaces
    return replace(plan, surfaces=(replace(first, **changes), *rest))


def with_branch(plan, **changes):
    first, *rest = plan.branches
    return replace(plan, branches=(replace(first, **changes), *rest))


def on_surfaces(design, plan):
    return [
        finding
        for part in plan.surfaces
        for finding in (*check_modules(design, part), *check_hanging(CATALOG, design.boxes, part))
    ]


def test_a_sound_plan_gives_no_error():
    found = [
        *on_surfaces(DESIGN, PLAN),
        *check_trunk(DESIGN, CATALOG, PLAN),
        *check_electrical(DESIGN, CATALOG, PLAN),
    ]
    assert [finding for finding in found if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize(("voc_v", "code"), [(64.9, "voc-unknown"), (65.1, "voc-too-high")])
def test_a_module_that_says_nothing_of_the_cold_is_told(voc_v, code):
    name = DESIGN.products.module
    modules = tuple(
        replace(one, voc_v=voc_v, beta_voc_pct_per_k=None) if one.id == name else one
        for one in CATALOG.modules
    )
    told = [f for f in check_electrical(DESIGN, replace(CATALOG, modules=modules), PLAN) if "voc" in f.code]
    assert [finding.code for finding in told] == [code]
    if code == "voc-unknown":
        assert "change of voltage" in sentence(told[0])


def test_an_empty_design_is_told_that_it_has_no_modules():
    bare = replace(DESIGN, rows=())
    assert "no-modules" in codes(derive(bare, CATALOG).findings)


def test_a_module_over_the_edge_is_named_with_its_place_and_area():
    design = sites.design([sites.surface()], [sites.row("R1", "S1", 2, 1, along=0.0)])
    finding = next(f for f in on_surfaces(design, derive(design, CATALOG)) if f.code == "module-outside")
    assert finding.subjects == ("M1",)
    assert finding.location.surface == "S1"
    assert finding.params["area_cm2"] == round(300 * 1722 / 100, 1)


def test_overlapping_modules_are_named_in_pairs():
    rows = [sites.row("R1", "S1", 2, 1), sites.row("R2", "S1", 1, 5, across=2000.0)]
    design = sites.design([sites.surface()], rows)
    found = [f for f in on_surfaces(design, derive(design, CATALOG)) if f.code == "modules-overlap"]
    assert [f.subjects for f in found] == [("M1", "M5")]


def test_touching_modules_do_not_overlap():
    design = sites.design([sites.surface()], [sites.row("R1", "S1", 3, 1, gap=0.0)])
    assert "modules-overlap" not in codes(on_surfaces(design, derive(design, CATALOG)))


def test_an_inverter_in_the_open_or_on_a_clamp_is_found_by_geometry():
    part = PLAN.surfaces[0]
    unit = part.inverters[0]
    clamp = part.hardware[0]
    x, y = clamp.x, clamp.y
    moved = replace(
        unit, footprint=(x - 130, y - 90, x + 130, y + 90), clearance=(x - 150, y - 110, x + 150, y + 110)
    )
    plan = with_surface(PLAN, inverters=(moved, *part.inverters[1:]))
    found = on_surfaces(DESIGN, plan)
    assert {"clearance-broken", "inverter-in-the-open"} & set(codes(found))
    broken = [f for f in found if f.code == "clearance-broken" and f.subjects == (unit.id, clamp.id)]
    assert broken[0].params["missing_mm"] > 0


def test_an_inverter_on_two_ports_or_none_is_found():
    branch = PLAN.branches[0]
    doubled = (*branch.drops, replace(branch.drops[0], id="B1.99"))
    assert "not-on-one-port" in codes(check_trunk(DESIGN, CATALOG, with_branch(PLAN, drops=doubled)))
    assert "not-on-one-port" in codes(check_trunk(DESIGN, CATALOG, with_branch(PLAN, drops=branch.drops[1:])))


def test_a_piece_shorter_than_its_way_is_found_in_millimetres():
    branch = PLAN.branches[0]
    short = replace(branch.pieces[0], length_mm=branch.pieces[0].needed_mm - 12.0)
    found = list(check_trunk(DESIGN, CATALOG, with_branch(PLAN, pieces=(short, *branch.pieces[1:]))))
    assert found[0].code == "piece-too-short"
    assert found[0].params["missing_mm"] == 12.0


def test_a_stock_that_is_cut_beyond_its_end_is_found():
    stock = PLAN.cuts.stocks[0]
    shorter = replace(stock, length_mm=stock.cuts[0].length_mm - 1)
    plan = replace(PLAN, cuts=replace(PLAN.cuts, stocks=(shorter, *PLAN.cuts.stocks[1:])))
    assert "stock-overrun" in codes(check_trunk(DESIGN, CATALOG, plan))


def test_voltage_rise_is_an_error_over_the_limit_and_a_note_over_good_practice():
    high = with_branch(PLAN, rise_pct=2.5)
    fair = with_branch(PLAN, rise_pct=1.5)
    low = with_branch(PLAN, rise_pct=0.5)
    assert "rise-too-high" in codes(check_electrical(DESIGN, CATALOG, high))
    assert "rise-over-good-practice" in codes(check_electrical(DESIGN, CATALOG, fair))
    assert not {c for c in codes(check_electrical(DESIGN, CATALOG, low)) if c.startswith("rise")}


def test_a_figure_barely_beyond_its_limit_does_not_read_like_it():
    high, *_ = check_electrical(DESIGN, CATALOG, with_branch(PLAN, rise_pct=2.004))
    assert sentence(high).startswith("the voltage on branch B1a rises by 2.01 %, 2 % are allowed")
    drop = PLAN.drops[0]
    line = WaterLine(id="W1", points=((drop.x - 99.7, 0.0), (drop.x - 99.7, 5000.0)))
    wet = replace(DESIGN.surface(drop.surface), water_lines=(line,))
    (near,) = check_water(CATALOG, wet, [drop])
    assert "is 99 mm from a water line, 100 mm are needed" in sentence(near)


def test_a_branch_over_its_current_says_what_the_markets_factor_leaves_of_its_device():
    """Seven of 4.17 A on 30 A, of which 24 A may flow for hours in North America."""
    design = replace(DESIGN, region="na-240")
    found = next(f for f in check_electrical(design, CATALOG, PLAN) if f.code == "branch-over-limit")
    assert "7 inverters with 29.17 A in all, 5 with 24 A are allowed" in sentence(found)


def test_the_projects_own_limit_of_units_counts():
    design = replace(DESIGN, settings=Settings(max_units_per_branch=3))
    found = next(f for f in check_electrical(design, CATALOG, PLAN) if f.code == "branch-over-limit")
    assert (found.params["units"], found.params["limit"]) == (7, 3)


@pytest.mark.parametrize(
    ("region", "told"), [("na-240", True), ("na-208", False), ("eu-230", False), ("lat-220", False)]
)
def test_three_phase_inverters_on_mains_without_three_phases_are_an_error(region, told):
    products = replace(DESIGN.products, inverter="hmt-2000-4t", family="hoymiles-hmt")
    found = plan_codes(replace(DESIGN, products=products, region=region))
    assert ("mains-without-phases" in found) == told
    if told:
        assert found["mains-without-phases"].severity is Severity.ERROR
        assert found["mains-without-phases"].subjects == ("hmt-2000-4t", region)
        assert "have only L1 and L2" in sentence(found["mains-without-phases"])


@pytest.mark.parametrize(
    ("unit", "region", "told"),
    [("iq8h-208", "na-240", True), ("iq8h-208", "na-208", False), ("iq8h", "na-208", True)],
)
def test_mains_that_the_makers_table_leaves_out_are_told(unit, region, told):
    products = replace(DESIGN.products, inverter=unit, family="enphase-q-12", trunk=None)
    found = plan_codes(replace(DESIGN, region=region, products=products))
    assert ("mains-not-in-table" in found) == told


def test_single_phase_inverters_hang_on_split_phase_mains():
    assert "mains-without-phases" not in plan_codes(replace(DESIGN, region="na-240"))


def test_imbalance_over_the_regions_limit_is_a_warning():
    limit = CATALOG.region("eu-230").imbalance_limit_va
    loads = (
        PhaseLoad(phase="L1", power_va=limit + 1, branches=()),
        PhaseLoad(phase="L2", power_va=0.0, branches=()),
    )
    found = codes(check_electrical(DESIGN, CATALOG, replace(PLAN, phases=loads)))
    assert "phase-imbalance-of-branches" in found
    locked = tuple(replace(branch, locked=True) for branch in PLAN.branches)
    found = codes(check_electrical(DESIGN, CATALOG, replace(PLAN, phases=loads, branches=locked)))
    assert "phase-imbalance" in found, "what a person locked is not to be parted otherwise"
    even = tuple(replace(load, power_va=1.0) for load in loads)
    found = codes(check_electrical(DESIGN, CATALOG, replace(PLAN, phases=even)))
    assert not [code for code in found if code.startswith("phase-imbalance")]


@pytest.mark.parametrize(("most", "loads"), [(None, [7000, 7000, 0]), (5, [5000, 5000, 4000])])
def test_few_branches_come_before_even_phases(most, loads):
    """The figures of docs/architecture.md: fourteen units are two circuits, or three if asked for."""
    roof = sites.surface(width=20000.0, height=6000.0)
    rows = [sites.row("R1", "S1", 14, 1), sites.row("R2", "S1", 14, 31, across=2400.0)]
    plan = derive(sites.design([roof], rows, settings=Settings(max_units_per_branch=most)), CATALOG)
    assert sorted((load.power_va for load in plan.phases), reverse=True) == loads
    told = [finding for finding in plan.findings if finding.code.startswith("phase-imbalance")]
    assert len(told) == (most is None)
    for one in told:
        assert one.code == "phase-imbalance-of-branches"
        assert one.params == {"imbalance_va": 7000, "limit_va": 4600, "units": 5, "branches": 3}
        assert sentence(one).endswith(
            "set the units per branch to 5: 3 branches of so many at most load them evenly enough"
        )


def test_where_as_many_branches_of_fewer_units_even_the_phases_it_is_said_how_many():
    """Eight units are seven and one; four and four differ by 4000 VA, which is allowed."""
    roof = sites.surface(width=20000.0, height=6000.0)
    rows = [sites.row("R1", "S1", 8, 1), sites.row("R2", "S1", 8, 31, across=2400.0)]
    design = sites.design([roof], rows)
    plan = derive(design, CATALOG)
    (told,) = (finding for finding in plan.findings if finding.code.startswith("phase-imbalance"))
    assert (told.code, told.params["units"]) == ("phase-imbalance-of-units", 4)
    evened = derive(replace(design, settings=Settings(max_units_per_branch=4)), CATALOG)
    assert evened.trunk.circuits == plan.trunk.circuits
    assert not [one for one in evened.findings if one.code.startswith("phase-imbalance")]


def test_assumed_and_unverified_figures_are_told():
    found = {finding.code for finding in PLAN.findings}
    assert {"figure-assumed", "product-unverified"} <= found


def test_a_bend_with_too_little_room_beside_it_is_found_where_the_maker_gives_a_radius():
    family = CATALOG.family("hoymiles-hms")
    strict = replace(family, bend_radius_mm=120.0)
    catalog = replace(CATALOG, families=(*(f for f in CATALOG.families if f.id != family.id), strict))
    branch = PLAN.branches[0]

    def found(*points):
        route = (RoutePart(surface="S2", points=points),)
        piece = replace(branch.pieces[0], route=route)
        return list(check_bends(catalog, with_branch(PLAN, pieces=(piece,))))

    assert found((0.0, 0.0), (500.0, 0.0), (500.0, 500.0)) == []
    (tight,) = found((0.0, 0.0), (500.0, 0.0), (500.0, 200.0), (900.0, 200.0))
    assert tight.params == {"radius_mm": 100, "least_mm": 120.0}
    assert list(check_bends(CATALOG, PLAN)) == []


def plan_codes(design, catalog=CATALOG):
    return {finding.code: finding for finding in derive(design, catalog).findings}


def test_a_decision_on_inverters_that_the_rails_are_too_low_for_is_not_said_to_be_of_what_is_gone():
    """Who believed that would take it off, and it holds again once the rails are raised."""
    decided = replace(
        DESIGN,
        pins=(Pin(inverter="I1", along_mm=1000.0),),
        pairings=(Pairing(modules=("M1", "M2")), Pairing(modules=("M7", "M8", "M9"))),
        serials={"I1": "114491626836"},
        locks=(BranchLock(id="K1", inverters=("I1", "I3"), box="X1"),),
        settings=Settings(stand_off_mm=5.0),
    )
    plan = derive(decided, sites.catalog())
    too_low = [one.subjects for one in plan.findings if one.code == "height-too-small"]
    assert too_low == [("R1",), ("R2",)], "approvals go by subjects, and inverters change with modules"
    assert not [one for one in plan.findings if one.code == "pin-without-inverter"]
    unheld = [one for one in plan.findings if one.code == "pairing-not-held"]
    assert [one.subjects for one in unheld] == [("M7", "M8", "M9")]
    told = {one.code: sentence(one) for one in plan.findings}
    assert "hang nowhere; make room for them" in told["lock-not-held"]
    assert "no such inverter hangs on the roof" in told["serial-without-inverter"]


def test_decisions_whose_objects_are_gone_are_kept_and_told():
    design = replace(
        DESIGN,
        pins=(Pin(inverter="I999", along_mm=1000.0),),
        pairings=(Pairing(modules=("M1", "M99")),),
        serials={"I777": "114191626836"},
        locks=(BranchLock(id="K1", inverters=("I7",), box="X99", product="foo"),),
    )
    found = plan_codes(design)
    assert found["pin-without-inverter"].subjects == ("I999",)
    assert found["pairing-not-held"].subjects == ("M1", "M99")
    assert found["serial-without-inverter"].subjects == ("I777",)
    assert found["lock-without-box"].subjects == ("K1", "X99")
    assert found["lock-without-product"].subjects == ("K1", "foo")


@pytest.mark.parametrize(
    ("policy", "asks_for_leads"), [(LeadPolicy.EXTEND, False), (LeadPolicy.FORBID, True)]
)
def test_a_pin_off_its_place_asks_for_leads_only_where_it_gets_none(policy, asks_for_leads):
    """Where extension leads are allowed they are on the parts list already."""
    pins, settings = (Pin(inverter="I3", along_mm=700.0),), Settings(lead_policy=policy)
    found = plan_codes(replace(DESIGN, pins=pins, settings=settings))
    assert {"pin-not-held", "lead-extended"} <= set(found)
    assert ("lead-too-short" in found) == asks_for_leads


def test_a_pair_made_by_hand_out_of_reach_is_told_in_millimetres_and_not_as_missing():
    design = replace(
        DESIGN,
        pairings=(Pairing(modules=("M1", "M6")),),
        settings=Settings(lead_policy=LeadPolicy.FORBID),
    )
    found = plan_codes(design)
    assert found["no-place-in-reach"].subjects == ("I1", "M1", "M6")
    assert f"{found['no-place-in-reach'].params['missing_mm']:g} mm are missing" in sentence(
        found["no-place-in-reach"]
    )
    assert "pairing-not-held" not in found


def test_a_pair_made_by_hand_over_two_surfaces_is_told_as_such():
    found = plan_codes(replace(DESIGN, pairings=(Pairing(modules=("M1", "M7")),)))
    assert found["pairing-over-surfaces"].subjects == ("M1", "M7")
    assert "pairing-not-held" not in found


def test_decisions_that_hold_are_not_mentioned():
    design = replace(
        DESIGN,
        pairings=(Pairing(modules=("M2", "M1")),),
        serials={"I3": "114491626836", "I5": ""},
        locks=(BranchLock(id="K1", inverters=("I7", "I9"), box="X1"),),
    )
    codes_told = {
        code for code in plan_codes(design) if code.split("-")[0] in {"pin", "pairing", "serial", "lock"}
    }
    assert codes_told == set()


def test_a_serial_number_on_two_inverters_is_an_error():
    found = plan_codes(replace(DESIGN, serials={"I3": "114191626836", "I5": "114191626836"}))
    assert found["serial-twice"].subjects == ("I3", "I5")


def test_products_that_do_not_go_together_are_told():
    other = replace(DESIGN, products=replace(DESIGN.products, family="hoymiles-hmt"))
    assert plan_codes(other)["family-not-for-inverter"].subjects == ("hms-1000-2t", "hoymiles-hmt")
    abroad = replace(DESIGN, region="na-240", products=replace(DESIGN.products, trunk="hms-trunk-10awg-3.0m"))
    assert plan_codes(abroad)["product-not-in-region"].subjects == ("hms-trunk-10awg-3.0m", "na-240")


def test_a_cable_that_no_list_names_is_taken_only_when_asked_for():
    asked = replace(DESIGN, products=replace(DESIGN.products, trunk="hms-trunk-10awg-3.0m"))
    assert "product-unconfirmed" in plan_codes(asked)
    assert "product-unconfirmed" not in plan_codes(DESIGN)


def test_attachments_in_wind_zones_without_limits_of_their_own_are_noted():
    def noted(**rules):
        settings = replace(DESIGN.settings, **rules)
        design = replace(DESIGN, settings=settings)
        plan = derive(design, CATALOG)
        return [one for one in plan.findings if one.code == "wind-zones-without-limits"]

    assert noted() == []
    (finding,) = noted(building_height_mm=6000.0)
    assert finding.subjects
    assert finding.params["attachments"] > 0
    assert "edge and corner zones" in sentence(finding)
    assert noted(building_height_mm=6000.0, edge_span_mm=700.0) == []
    (edge,) = noted(building_height_mm=6000.0, corner_span_mm=700.0)
    assert (edge.params["zones"], "the wind's edge zones" in sentence(edge)) == ("edge", True)
    assert 0 < edge.params["attachments"] < finding.params["attachments"]


def test_design_loads_on_modules_without_clamp_zones_by_load_are_noted():
    def noted(module, **rules):
        products = replace(DESIGN.products, module=module)
        design = replace(DESIGN, products=products, settings=replace(DESIGN.settings, **rules))
        found = derive(design, CATALOG).findings
        return [one for one in found if one.code == "clamp-class-unknown"]

    graded = "q-cells-q-tron-blk-m-g2-440"  # by load along its short side only
    for module in (sites.MODULE, graded):
        assert noted(module) == []
        (finding,) = noted(module, design_pressure_pa=2000.0)
        assert finding.subjects == (module,)


def shared_codes(module, *, axis=RailAxis.EAVE, layout=RailLayout.SHARED, **rules):
    """Codes of a design whose modules lie upright on rails that rows share."""
    products = replace(DESIGN.products, module=module, rail="k2-crossrail-48-x")
    surfaces = tuple(replace(surface, rail_axis=axis) for surface in DESIGN.surfaces)
    settings = replace(DESIGN.settings, rail_layout=layout, **rules)
    return plan_codes(replace(DESIGN, products=products, surfaces=surfaces, settings=settings))


def test_a_side_without_a_clamp_zone_for_rails_along_it_is_warned_of():
    graded = "q-cells-q-tron-blk-m-g2-440"  # over rails along its long sides, not along its short ones
    finding = shared_codes(graded)["shared-zone-unlisted"]
    assert (finding.subjects, finding.params) == ((graded,), {"side_mm": 1134.0})
    assert "shared-zone-unlisted" not in shared_codes(graded, axis=RailAxis.SLOPE)
    assert "shared-zone-unlisted" not in shared_codes(graded, layout=RailLayout.PAIRS)


def test_loads_are_judged_by_the_side_that_lies_on_a_shared_rail():
    graded = "q-cells-q-tron-blk-m-g2-440"  # 2660 Pa of pressure over rails along its long sides
    heavy = {"design_pressure_pa": 2600.0}
    assert "clamp-class-unknown" in shared_codes(graded, **heavy)
    along_long = shared_codes(graded, axis=RailAxis.SLOPE, **heavy)
    assert "clamp-class-unknown" not in along_long
    assert "clamp-load-exceeded" not in along_long
    assert "clamp-load-exceeded" in shared_codes(graded, axis=RailAxis.SLOPE, design_pressure_pa=2700.0)


def test_no_note_is_made_of_a_module_whose_clamp_zones_by_load_are_known():
    graded = "q-cells-q-tron-blk-m-g2-440"
    products = replace(DESIGN.products, module=graded)
    surfaces = tuple(replace(surface, rail_axis=RailAxis.SLOPE) for surface in DESIGN.surfaces)
    settings = replace(DESIGN.settings, design_pressure_pa=2000.0)
    design = replace(DESIGN, products=products, surfaces=surfaces, settings=settings)
    assert "clamp-class-unknown" not in plan_codes(design)


def test_connectors_that_a_link_joins_in_the_same_place_are_told_with_both_lengths():
    branch = PLAN.branches[0]
    first, second = (next(d for d in branch.drops if d.inverter == name) for name in branch.inverters[:2])
    family = CATALOG.family(branch.family)
    link = replace(branch.steps[0], kind=StepKind.LINK, pitches=0)

    def told(apart_mm):
        near = replace(second, x=first.x + apart_mm, y=first.y)
        drops = tuple(near if drop is second else drop for drop in branch.drops)
        plan = with_branch(PLAN, drops=drops, steps=(link, *branch.steps[1:]))
        return [one for one in check_trunk(DESIGN, CATALOG, plan) if one.code == "connectors-overlap"]

    (found,) = told(40.0)
    assert found.subjects == (branch.id, *branch.inverters[:2])
    assert dict(found.params) == {"apart_mm": 40, "least_mm": family.port_length_mm}
    assert told(family.port_length_mm) == []
