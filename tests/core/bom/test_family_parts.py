"""The parts list of each bundled family, against counts made by hand.

A row with a wide gap in its middle, fed at its end: one far end and one feed, a link or a skipped port where
the gap is, screws by the mounts of the units.
"""

import math

import pytest
from msgspec.structs import replace

from designer.core.geometry.axes import Orientation
from designer.core.model.design import Box, BranchLock, FeedPolicy, Products, Row, RowModule
from designer.core.model.plan import StepKind
from designer.core.model.trunk_family import PartPer
from designer.core.planning import derive
from tests import sites

CATALOG = sites.catalog()


def plugged(unit, family):
    """A unit that plugs into a family for which none is bundled."""
    return replace(CATALOG.inverter(unit), id=f"{family}-unit", families=(family,), branch_limits=())


STAND_INS = {
    family: plugged(unit, family)
    for family, unit in (
        ("enphase-q-25", "iq8-plus"),
        ("enphase-qd-12", "hmt-1600-4t"),
        ("apsystems-y3", "ds3-s"),
        ("nep-bdm-trunk", "hms-800-2t"),
    )
}
WIDER = replace(CATALOG, inverters=(*CATALOG.inverters, *STAND_INS.values()))
MOULDED = [one for one in WIDER.families if not one.field_wired]


def row_with_a_gap(unit, family, region, half, gap_mm, **more):
    """Two runs of `half` modules with a gap between them, fed at the left."""
    step = sites.WIDTH + sites.GAP
    modules = tuple(
        RowModule(id=f"M{number + 1}", along_mm=600.0 + number * step + (gap_mm if number >= half else 0.0))
        for number in range(2 * half)
    )
    row = Row(
        id="R1",
        surface="S1",
        orientation=Orientation.PORTRAIT,
        across_mm=600.0,
        modules=modules,
        inverter=unit,
    )
    products = Products(module=sites.MODULE, inverter=unit, family=family, rail="k2-singlerail-36")
    roof = sites.surface(width=40000.0, height=4000.0)
    box = Box(id="X1", surface="S1", x=700.0, y=200.0)
    design = sites.design([roof], [row], [box], products=products, **more)
    return replace(design, region=region)


# unit, family, market, modules of one half, gap, and what has to be bought besides cable and ties:
# one far end, one feed, one link over the gap (or one port skipped), and the screws of all units
CASES = [
    pytest.param(
        "hms-1000-2t",
        "hoymiles-hms",
        "eu-230",
        6,
        3000.0,
        {
            "hms-screw-m8x25": 12,
            "hms-end-cap": 1,
            "hms-port-disconnect-tool": 1,
            "hms-connector-unlock-tool": 1,
        },
        id="hoymiles-hms: six units, a link is wired into the connectors, no parts for it",
    ),
    pytest.param(
        "iq8-plus",
        "enphase-q-12",
        "na-240",
        5,
        3000.0,
        {
            "q-term-10": 1,
            "q-conn-10m-feed": 1,
            "q-conn-10f-feed": 1,
            "q-conn-10m": 2,
            "q-conn-10f": 2,
            "q-disc-10": 1,
            "q-bolt-5-16": 10,
        },
        id="enphase-q-12: ten units, a connector of each sex at the feed and at either end of a jumper",
    ),
    pytest.param(
        "enphase-q-25-unit",
        "enphase-q-25",
        "eu-230",
        5,
        3000.0,
        {
            "q-term-r-10": 1,
            "q-conn-r-10m-feed": 1,
            "q-conn-r-10f-feed": 1,
            "q-conn-r-10m": 2,
            "q-conn-r-10f": 2,
            "q-disc-10-int": 1,
        },
        id="enphase-q-25: the same with the connectors of 230 V",
    ),
    pytest.param(
        "ds3",
        "apsystems-ds3",
        "na-240",
        6,
        3000.0,
        {"aps-bus-end-cap": 1, "aps-conn-cap": 1, "aps-male-connector-feed": 1, "aps-bolt-m8": 12},
        id="apsystems-ds3: six units, a drop skipped and capped is cheaper than two connectors",
    ),
    pytest.param(
        "apsystems-y3-unit",
        "apsystems-y3",
        "na-240",
        4,
        3000.0,
        {
            "aps-y3-bus-end-cap": 1,
            "aps-y3-male-connector-feed": 1,
            "aps-y3-male-connector": 1,
            "aps-y3-female-connector": 1,
        },
        id="apsystems-y3: two pieces of two drops, a connector of each sex on the jumper between them",
    ),
    pytest.param(
        "nep-bdm-trunk-unit",
        "nep-bdm-trunk",
        "na-240",
        4,
        4000.0,
        {"nep-trunk-end-cap": 1, "nep-home-run-adaptor": 1, "nep-splice-male": 2, "nep-splice-female": 2},
        id="nep-bdm-trunk: four units, a splice of each sex at either end of the jumper",
    ),
]

COMMON = (
    "module",
    "rail",
    "clamp",
    "splice",
    "attachment",
    "joint",
    "inverter",
    "trunk",
    "AC",
    "box",
    "breaker",
)


def accessories(plan, family):
    """What is bought of the family's parts, ties aside."""
    parts = {part.id: part for part in WIDER.family(family).parts}
    return {
        item.product: item.quantity
        for item in plan.bom
        if item.product in parts and item.quantity and parts[item.product].per != "tie"
    }


@pytest.mark.parametrize(("unit", "family", "region", "half", "gap_mm", "expected"), CASES)
def test_accessories_are_those_counted_by_hand(unit, family, region, half, gap_mm, expected):
    plan = derive(row_with_a_gap(unit, family, region, half, gap_mm), WIDER)
    assert len(plan.branches) == 1
    assert accessories(plan, family) == expected


@pytest.mark.parametrize(("unit", "family", "region", "half", "gap_mm", "expected"), CASES)
def test_ties_hold_all_cable(unit, family, region, half, gap_mm, expected):
    plan = derive(row_with_a_gap(unit, family, region, half, gap_mm), WIDER)
    ties = {part.id for part in WIDER.family(family).parts if part.per == "tie"}
    length = sum(piece.length_mm for piece in plan.pieces)
    found = sum(item.quantity for item in plan.bom if item.product in ties)
    assert found == math.ceil(length / WIDER.assumptions.tie_spacing_mm)


def test_a_branch_fed_in_its_middle_has_two_far_ends_and_two_feeds():
    units = tuple(f"I{number}" for number in range(11, 0, -2))
    lock = BranchLock(id="K1", inverters=units, box="X1", feed=FeedPolicy.MIDDLE)
    plan = derive(row_with_a_gap("ds3", "apsystems-ds3", "na-240", 6, 0.0, locks=(lock,)), WIDER)
    found = accessories(plan, "apsystems-ds3")
    assert (found["aps-bus-end-cap"], found["aps-male-connector-feed"]) == (2, 2)


@pytest.mark.parametrize("family", WIDER.families, ids=lambda family: family.id)
def test_every_family_closes_far_ends_and_vacant_ports(family):
    pers = {part.per for part in family.parts}
    assert {"branch-end", "vacant-port"} <= pers


@pytest.mark.parametrize("vacant", [False, True])
def test_far_ends_and_vacant_ports_that_no_part_closes_are_told(vacant):
    """They are live, whether the cable can be opened or not."""
    bare = replace(WIDER.family("hoymiles-hms"), parts=(), links_allowed=False)
    families = (*(one for one in WIDER.families if one.id != bare.id), bare)
    products = [one.id for one in bare.products if one.pitch_mm == (1000 if vacant else 2300)]
    design = row_with_a_gap("hms-1000-2t", bare.id, "eu-230", 2, 0.0)
    design = replace(design, products=replace(design.products, trunk=products[0]))
    plan = derive(sites.keeping_first(design), replace(WIDER, families=families))
    assert any(not drop.inverter for drop in plan.drops) == vacant
    (told,) = [finding for finding in plan.findings if finding.code == "closure-unknown"]
    assert told.subjects == (bare.id,)
    assert told.params["what"] == ("far ends and vacant ports" if vacant else "far ends")


@pytest.mark.parametrize("listed", [False, True])
def test_extensions_and_caps_that_no_part_stands_for_are_told_with_their_number(listed):
    """Three modules, the last of which has an inverter of its own; leads of 1 m less than they should be."""
    family = WIDER.family("hoymiles-hms")
    lacking = () if listed else (PartPer.EXTENSION, PartPer.UNUSED_INPUT)
    bare = replace(family, parts=tuple(part for part in family.parts if part.per not in lacking))
    families = (*(one for one in WIDER.families if one.id != bare.id), bare)
    short = replace(WIDER.assumptions, module_lead_mm=300.0)
    design = row_with_a_gap("hms-1000-2t", bare.id, "eu-230", 2, 0.0)
    row = replace(design.rows[0], modules=design.rows[0].modules[:3])
    catalog = replace(WIDER, families=families, assumptions=short)
    plan = derive(sites.keeping_first(replace(design, rows=(row,))), catalog)
    extensions = sum(lead.extensions for one in plan.inverters for lead in one.leads)
    assert extensions
    told = [finding.params["what"] for finding in plan.findings if finding.code == "supply-unknown"]
    what = f"DC extension leads per pole: {extensions}; unused inputs to be capped: 1"
    assert told == ([] if listed else [what])
    bought = {part.per for part in family.parts if part.id in accessories(plan, family.id)}
    assert ({PartPer.EXTENSION, PartPer.UNUSED_INPUT} <= bought) == listed


@pytest.mark.parametrize("family", MOULDED, ids=lambda family: family.id)
def test_connectors_that_join_moulded_cable_are_bought_or_told_to_be_unknown(family):
    unit = next(one for one in WIDER.inverters if family.id in one.families)
    region = (family.products[0].regions or ("na-240",))[0]
    plan = derive(row_with_a_gap(unit.id, family.id, region, 4, 3000.0), WIDER)
    bought = {part.per for part in family.parts if part.id in accessories(plan, family.id)}
    linked = any(step.kind is StepKind.LINK for branch in plan.branches for step in branch.steps)
    told = "".join(f.params["what"] for f in plan.findings if f.code == "connector-unknown")
    assert ("feed" in bought) != ("end cables" in told)
    assert not linked or ("link" in bought) != ("links" in told)


def test_a_link_of_a_family_without_connectors_is_told():
    bare = replace(WIDER.family("enphase-q-12"), parts=())
    families = (*(one for one in WIDER.families if one.id != bare.id), bare)
    design = row_with_a_gap("iq8-plus", "enphase-q-12", "na-240", 4, 3000.0)
    plan = derive(design, replace(WIDER, families=families))
    (told,) = [f for f in plan.findings if f.code == "connector-unknown"]
    assert (told.subjects, told.params["what"]) == (("enphase-q-12",), "end cables and links")


@pytest.mark.parametrize("family", MOULDED, ids=lambda family: family.id)
def test_moulded_cable_is_bought_by_drops_and_cut_between_them(family):
    unit = next(one for one in WIDER.inverters if family.id in one.families)
    region = (family.products[0].regions or ("na-240",))[0]
    plan = derive(row_with_a_gap(unit.id, family.id, region, 4, 0.0), WIDER)
    for branch in plan.branches:
        pitch = family.product(branch.product).pitch_mm
        for piece in branch.pieces:
            if piece.ports:
                assert piece.length_mm == pytest.approx(piece.ports * pitch)
        assert all(step.pitches for step in branch.steps if step.kind is StepKind.STANDARD)


def test_breakers_are_told_apart_by_the_conductors_that_they_open():
    """A three-phase circuit and one between two lines, both on 20 A."""
    rows = [sites.row("R1", "S1", 4, 1), sites.row("R2", "S1", 4, 5, across=2600.0, inverter="iq8h-208")]
    products = Products(
        module=sites.MODULE, inverter="hmt-1600-4t", family="hoymiles-hmt", rail="k2-singlerail-36"
    )
    design = sites.design([sites.surface(width=10000.0)], rows, products=products)
    plan = derive(sites.keeping_first(replace(design, region="na-208")), CATALOG)
    breakers = {item.product: item.quantity for item in plan.bom if item.item == "breaker"}
    assert breakers == {"MCB-20A-2P": 1, "MCB-20A-3P": 1}


def test_packs_are_rounded_up_and_metres_are_not():
    """A tenth of a pack for each screw: nobody buys that."""
    family = CATALOG.family("hoymiles-hms")
    screw = next(part for part in family.parts if part.per is PartPer.SCREW)
    packs, tape = (
        replace(screw, id="packs", quantity=0.1, unit="pack"),
        replace(screw, id="tape", quantity=0.1, unit="m"),
    )
    families = (replace(family, parts=(packs, tape)),)
    plan = derive(sites.gable(), replace(CATALOG, families=families))
    screws = sum(CATALOG.inverter(one.product).mount.screws for one in plan.inverters)
    bought = {item.product: item.quantity for item in plan.bom}
    assert screws % 10
    assert (bought["packs"], bought["tape"]) == (screws // 10 + 1, pytest.approx(screws / 10))
