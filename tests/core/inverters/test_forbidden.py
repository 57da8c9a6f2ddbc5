"""Why an inverter may not hang at a place: every reason with its millimetres, and silence where it may."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.geometry.intervals import contains
from designer.core.inverters.forbidden import reasons
from designer.core.model.design import Box, Pin
from designer.core.planning import derive
from designer.core.resources import resource_root
from designer.io.project import load_project
from designer.wording import sentence
from tests import sites

CATALOG = sites.catalog()
DESIGN = sites.gable()
PLAN = derive(DESIGN, CATALOG)
FIRST = PLAN.inverters[0]


def asked(along, design=DESIGN, plan=PLAN, name=FIRST.id):
    return {finding.code: finding for finding in reasons(design, CATALOG, plan, name, along)}


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PLAN.inverters), st.floats(-500, 9000))
def test_there_is_a_reason_exactly_where_a_place_is_not_allowed(inverter, along):
    found = reasons(DESIGN, CATALOG, PLAN, inverter.id, along)
    assert bool(found) == (not contains(inverter.allowed, along, tolerance=1e-3))
    assert all(
        f.subjects[0] == inverter.id and "missing_mm" in f.params for f in found if "lead" not in f.code
    )
    assert "place-not-allowed" not in {finding.code for finding in found}
    assert all("{" not in sentence(finding) for finding in found)


def test_a_place_beyond_the_rail_is_told_with_what_the_screws_miss():
    rail = next(rail for rail in PLAN.rails if rail.id == FIRST.rail)
    half = CATALOG.inverter(FIRST.product).mount.screw_spacing_mm / 2
    found = asked(rail.start_mm - 100.0)
    assert found["place-off-rail"].params["missing_mm"] == pytest.approx(100 + half, abs=0.1)
    assert "place-in-the-open" in found


@pytest.mark.parametrize("inverter", PLAN.inverters, ids=lambda one: one.id)
def test_three_millimetres_beyond_the_allowed_set_three_are_missing(inverter):
    for low, high in inverter.allowed:
        for along in (low - 3.0, high + 3.0):
            found = reasons(DESIGN, CATALOG, PLAN, inverter.id, along)
            assert any(f.params["missing_mm"] == pytest.approx(3.0, abs=0.051) for f in found)


def test_under_the_modules_of_another_inverter_there_is_no_place():
    other = next(one for one in PLAN.inverters if one.row_id == FIRST.row_id and one.id != FIRST.id)
    found = asked(other.along_mm)
    assert "place-beyond-modules" in found
    taken = [f for f in reasons(DESIGN, CATALOG, PLAN, FIRST.id, other.along_mm) if other.id in f.subjects]
    assert taken[0].code == "place-taken"


def test_leads_that_do_not_reach_are_told_with_their_lengths():
    found = asked(PLAN.rails[-1].end_mm)
    assert found["lead-too-short"].params["length_mm"] > found["lead-too-short"].params["reach_mm"]


def test_a_box_under_the_modules_is_in_the_way():
    x, y = FIRST.mount
    design = replace(DESIGN, boxes=(*DESIGN.boxes, Box(id="X9", surface=FIRST.surface, x=x, y=y - 100)))
    plan = derive(design, CATALOG)
    found = reasons(design, CATALOG, plan, FIRST.id, FIRST.along_mm)
    assert any(finding.code == "place-taken" and "X9" in finding.subjects for finding in found)


def test_a_pin_is_no_reason_against_other_places():
    design = replace(DESIGN, pins=(Pin(inverter=FIRST.id, along_mm=FIRST.allowed[0][0]),))
    plan = derive(design, CATALOG)
    for low, high in FIRST.allowed:
        assert reasons(design, CATALOG, plan, FIRST.id, (low + high) / 2) == ()
    assert reasons(design, CATALOG, plan, FIRST.id, FIRST.allowed[0][0] - 5.0)


def test_an_unknown_inverter_is_an_error_of_the_caller():
    with pytest.raises(KeyError):
        reasons(DESIGN, CATALOG, PLAN, "I999", 0.0)


def test_it_is_quick_enough_to_be_asked_while_dragging():
    design = load_project(resource_root() / "examples" / "hall.trunkline")
    plan = derive(design, CATALOG)
    one = plan.inverters[-1]
    start = process_time()
    for step in range(20):
        reasons(design, CATALOG, plan, one.id, one.along_mm + 40.0 * step)
    assert (process_time() - start) / 20 < 0.02
