"""Inverters of a whole surface."""

import pytest
from msgspec.structs import replace

from designer.core.inverters.enclosure import height_room
from designer.core.inverters.hanging import HangingMemory
from designer.core.inverters.squeeze import squeezed
from designer.core.inverters.stage import hang_inverters
from designer.core.inverters.windows import LinePlace, Window
from designer.core.layout.placement import place_modules
from designer.core.model.design import Box, LeadPolicy, Pairing, Pin, Rafters, Settings
from designer.core.racking.stage import rack_surface
from tests import sites


def hang(design, catalog=None, memory=None):
    catalog = catalog or sites.catalog()
    surface = design.surfaces[0]
    modules = place_modules(design, surface, catalog)
    racking = rack_surface(design, surface, catalog, modules)
    return hang_inverters(design, surface, catalog, modules, racking.rails, racking.hardware, memory)


def site(count=4, **more):
    return sites.design([sites.surface()], [sites.row("R1", "S1", count, 1)], **more)


def test_a_row_of_four_hangs_two_inverters_without_findings():
    hanging = hang(site())
    assert [slot.id for slot in hanging.slots] == ["I1", "I3"]
    assert hanging.findings == ()
    assert all(slot.allowed for slot in hanging.slots)


def test_inverters_of_a_row_share_a_rail_line_and_side():
    hanging = hang(site(8))
    assert len({(slot.line, slot.side) for slot in hanging.slots}) == 1


def test_a_pin_within_the_allowed_set_is_the_only_position():
    free = hang(site()).slots[0]
    spot = free.allowed[0][0] + 1.0
    pinned = hang(site(pins=(Pin(inverter="I1", along_mm=spot),)))
    assert pinned.slots[0].allowed == ((spot, spot),)
    assert pinned.findings == ()


def test_a_pin_that_cannot_hold_stays_and_is_reported_in_millimetres():
    hanging = hang(site(pins=(Pin(inverter="I1", along_mm=5.0),)))
    assert hanging.slots[0].preferred_mm == 5.0
    (finding,) = hanging.findings
    assert finding.code == "pin-not-held"
    assert finding.params["missing_mm"] > 0


def test_a_pin_that_leads_alone_do_not_reach_holds_where_extension_leads_are_allowed():
    short = tuple(
        replace(one, lead_plus_mm=1000.0, lead_minus_mm=1000.0) if one.id == sites.MODULE else one
        for one in sites.catalog().modules
    )
    catalog = replace(sites.catalog(), modules=short)
    beyond = next(slot for slot in hang(site(6), catalog).slots if slot.id == "I3").allowed[0][0] - 50.0
    for policy, codes in ((LeadPolicy.EXTEND, []), (LeadPolicy.FORBID, ["pin-not-held"])):
        pin = Pin(inverter="I3", along_mm=beyond)
        hanging = hang(site(6, pins=(pin,), settings=Settings(lead_policy=policy)), catalog)
        assert [finding.code for finding in hanging.findings] == codes
        slot = next(slot for slot in hanging.slots if slot.id == "I3")
        assert sum(lead.extensions for lead in slot.hung_at(beyond, catalog).leads) == 1


def test_too_little_height_is_reported_with_both_rooms():
    hanging = hang(site(settings=Settings(stand_off_mm=5.0)))
    assert hanging.slots == ()
    assert hanging.findings[0].code == "height-too-small"
    assert hanging.findings[0].params["below_mm"] < 20


def test_height_counts_frame_rail_and_stand_off():
    catalog = sites.catalog()
    unit, rail = catalog.inverter("hms-1000-2t"), catalog.rail("k2-singlerail-36")
    module = replace(catalog.module(sites.MODULE), frame_mm=30.0)
    room = height_room(unit, module, rail, 60.0, catalog.assumptions)
    drop = unit.mount.top_below_rail_top_mm
    assert room.above_mm == pytest.approx(30 - catalog.assumptions.module_laminate_mm + drop)
    assert room.below_mm == pytest.approx(60 + rail.profile_height_mm - drop - 35.1)


def test_a_pair_made_by_hand_over_three_modules_needs_longer_leads():
    pairing = (Pairing(modules=("M1", "M4")),)
    extended = hang(site(pairings=pairing))
    unit = next(slot for slot in extended.slots if slot.id == "I1")
    leads = unit.hung_at(unit.preferred_mm, sites.catalog()).leads
    assert sum(lead.extensions for lead in leads) >= 1
    forbidden = hang(site(pairings=pairing, settings=Settings(lead_policy=LeadPolicy.FORBID)))
    assert "I1" not in {slot.id for slot in forbidden.slots}
    (finding,) = [f for f in forbidden.findings if f.subjects[0] == "I1"]
    assert (finding.code, finding.subjects) == ("no-place-in-reach", ("I1", "M1", "M4"))
    assert finding.params["missing_mm"] > 0


def test_where_not_all_leads_reach_an_inverter_hangs_where_fewest_are_extended():
    """Of four modules the leads of the two in the middle reach; each outer one takes one extension."""
    inverter = sites.catalog().inverter("hms-2000-4t")
    design = sites.design([sites.surface("S1", 16000.0)], [sites.row("R1", "S1", 8, 1)])
    products = replace(design.products, inverter=inverter.id)
    for slot in hang(replace(design, products=products)).slots:
        for along in (slot.preferred_mm, *(end for pair in slot.allowed for end in pair)):
            leads = slot.hung_at(along, sites.catalog()).leads
            assert [lead.extensions for lead in leads] == [1, 0, 0, 1]


def leftovers(shift, policy, **more):
    """Two rows of three modules, the upper one shifted along the rail: one of each is left over."""
    rows = [
        sites.row("R1", "S1", 3, 1, along=2600.0),
        sites.row("R2", "S1", 3, 20, across=2342.0, along=2600.0 + shift),
    ]
    roof = sites.surface(width=16000.0, height=6000.0)
    return sites.design([roof], rows, settings=Settings(lead_policy=policy), **more)


@pytest.mark.parametrize("policy", LeadPolicy)
@pytest.mark.parametrize("shift", range(-1400, 1500, 100))
def test_leftovers_are_paired_only_where_an_inverter_may_hang_that_all_leads_reach(shift, policy):
    """Where the modules lie in reach of each other, a clamp or a box may stand on all that is in reach."""
    hanging = hang(leftovers(float(shift), policy))
    assert hanging.findings == ()
    for slot in hanging.slots:
        if len({module.row_id for module in slot.modules}) > 1:
            for along in (slot.preferred_mm, *(end for pair in slot.allowed for end in pair)):
                assert all(lead.extensions == 0 for lead in slot.hung_at(along, sites.catalog()).leads)


def test_leftovers_share_an_inverter_under_the_one_whose_place_is_in_reach_of_both():
    hanging = hang(leftovers(-400.0, LeadPolicy.FORBID))
    (shared,) = [slot for slot in hanging.slots if {module.id for module in slot.modules} == {"M3", "M22"}]
    assert shared.row_id == "R2"


def test_an_enclosure_wider_than_the_module_has_no_position_and_says_so():
    catalog = sites.catalog()
    unit = catalog.inverter("hms-1000-2t")
    wide = replace(unit, mount=replace(unit.mount, along_min_mm=-700.0, along_max_mm=700.0))
    others = tuple(one for one in catalog.inverters if one.id != unit.id)
    hanging = hang(site(), replace(catalog, inverters=(*others, wide)))
    assert hanging.slots == ()
    assert {finding.code for finding in hanging.findings} == {"no-position"}


def test_two_slots_of_a_row_give_way_to_one_without_room():
    hanging = hang(site(6))
    first, second, third = hanging.slots
    taken = first.allowed[-1][1]
    window = Window(place=place_of(first), allowed=((taken - 60.0, taken),))
    found = squeezed(replace(third, id="I99"), [window], [first, second], taken)
    assert found is not None
    fixed = next(slot for slot in found if slot.id == "I99")
    others = [slot for slot in found if slot.id != "I99"]
    assert fixed.allowed == ((fixed.preferred_mm, fixed.preferred_mm),)
    for other in others:
        for low, high in other.allowed:
            for along in (low, high):
                one, two = other.footprint_uv(along), fixed.footprint_uv(fixed.preferred_mm)
                apart = max(one[0] - two[2], two[0] - one[2])
                assert apart >= 20 - 1e-6


def test_no_place_is_taken_that_leaves_a_neighbour_none():
    first = hang(site(2)).slots[0]
    pinned = replace(first, allowed=((first.preferred_mm, first.preferred_mm),))
    window = Window(place=place_of(first), allowed=((first.preferred_mm, first.preferred_mm),))
    assert squeezed(replace(first, id="I99"), [window], [pinned], first.preferred_mm) is None


def test_a_pinned_one_without_room_hangs_where_it_is_pinned_under_its_neighbours():
    """And not at the nearest of the places that are tried for one that is free."""
    first, second, third = hang(site(6)).slots
    low, high = first.allowed[-1]
    window = Window(place=place_of(first), allowed=((low, high),))
    for pin in (high - 3.7, high - 30.4):
        pinned = replace(third, id="I99", pinned=True, preferred_mm=pin)
        found = squeezed(pinned, [window], [first, second], pin)
        assert found is not None
        assert found[-1].allowed == ((pin, pin),)


def test_a_pinned_one_without_room_that_cannot_hold_there_either_stays_at_its_pin_and_is_told():
    """As a pin does that cannot hold under the inverter's own modules."""
    catalog = sites.catalog()
    unit = catalog.inverter("hms-1000-2t")
    wide = replace(unit, mount=replace(unit.mount, along_min_mm=-270.0, along_max_mm=270.0))
    catalog = replace(catalog, inverters=(*(one for one in catalog.inverters if one.id != unit.id), wide))
    free = hang(site(3), catalog).slots[-1]
    assert free.preferred_mm < free.modules[0].rect[0], "it hangs under its neighbour's modules"
    held = hang(site(3, pins=(Pin(inverter="I3", along_mm=free.preferred_mm),)), catalog)
    assert held.findings == ()
    hanging = hang(site(3, pins=(Pin(inverter="I3", along_mm=3000.0),)), catalog)
    pinned = next(slot for slot in hanging.slots if slot.id == "I3")
    assert (pinned.preferred_mm, pinned.allowed) == (3000.0, ((3000.0, 3000.0),))
    (finding,) = hanging.findings
    assert (finding.code, finding.params["nearest_mm"]) == ("pin-not-held", free.preferred_mm)


def place_of(slot):
    return LinePlace(line=slot.line, side=slot.side, across_mm=slot.across_mm, rails=slot.rails)


def changed(**settings):
    return lambda design: replace(design, settings=replace(design.settings, **settings))


def on_rafters(rafters):
    return lambda design: replace(design, surfaces=(replace(design.surfaces[0], rafters=rafters),))


@pytest.mark.parametrize(
    "edit",
    [
        lambda design: replace(design, rows=design.rows[:1]),
        lambda design: replace(design, rows=(sites.row("R1", "S1", 3, 1), design.rows[1])),
        lambda design: replace(design, pins=(Pin(inverter="I1", along_mm=5.0),)),
        lambda design: replace(design, pairings=(Pairing(modules=("M1", "M3")),)),
        lambda design: replace(design, boxes=(Box(id="X9", surface="S1", x=1500.0, y=1850.0),)),
        on_rafters(Rafters(spacing_mm=700.0, offset_mm=20.0)),
        changed(clearance_mm=60.0),
        changed(stand_off_mm=5.0),
    ],
)
def test_what_is_remembered_of_a_row_holds_only_as_long_as_nothing_it_follows_from_changes(edit):
    before = site(6)
    before = replace(before, rows=(*before.rows, sites.row("R2", "S1", 5, 11, across=2200.0)))
    memory = HangingMemory()
    first = hang(before, memory=memory)
    assert hang(edit(before), memory=memory) == hang(edit(before)) != first
    assert hang(before, memory=memory) == first
