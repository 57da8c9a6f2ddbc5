"""Rafters drawn by two points, or typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.geometry.axes import RailAxis
from designer.edit.rafters import rafter_places
from designer.edit.tools.base import ToolKey
from designer.edit.tools.rafters import RafterTool
from designer.edit.view import surface_view
from tests import sites
from tests.hands import Hand

VIEW = surface_view("S1")
SITE = sites.gable()


def rafters(hand):
    return hand.design.surfaces[0].rafters


def hand_on(design=SITE):
    return Hand(RafterTool(), design, VIEW)


def test_two_points_give_offset_and_spacing():
    hand = hand_on().click((2150.0, 700.0), (2900.0, 3000.0))
    assert (rafters(hand).offset_mm, rafters(hand).spacing_mm) == (650.0, 750.0)
    assert rafters(hand).width_mm == SITE.surfaces[0].rafters.width_mm
    assert hand.session.undo_name == f"Draw rafters of {SITE.surfaces[0].name}"
    hand.session.undo()
    assert hand.design == SITE


def test_enter_keeps_the_spacing():
    spacing = SITE.surfaces[0].rafters.spacing_mm
    hand = hand_on().click((2.0 * spacing + 95.0, 700.0)).enter()
    assert (rafters(hand).offset_mm, rafters(hand).spacing_mm) == (95.0, spacing)


def test_a_typed_distance_is_a_rafter_and_a_typed_length_the_way_to_the_next():
    hand = hand_on().type("395")
    assert hand.prompt.base == (395.0, 0.0)
    assert hand.prompt.direction == (1.0, 0.0)
    hand.click((395.0 + 600.0, 0.0))
    assert (rafters(hand).offset_mm, rafters(hand).spacing_mm) == (395.0, 600.0)


def test_with_rails_up_the_slope_the_lines_lie_along_the_eave():
    first, *others = SITE.surfaces
    hand = hand_on(replace(SITE, surfaces=(replace(first, rail_axis=RailAxis.SLOPE), *others)))
    hand.click((5000.0, 1120.0), (700.0, 780.0))
    assert (rafters(hand).offset_mm, rafters(hand).spacing_mm) == (pytest.approx(100.0), 340.0)


def test_all_rafters_are_shown_with_the_one_pointed_at():
    hand = hand_on().move((2150.0, 700.0))
    places = list(rafter_places(hand.design.surfaces[0], replace(rafters(hand), offset_mm=350.0)))
    assert hand.tones().count("ghost") == len(places)
    assert hand.tones().count("good") == 1
    assert hand.notes() == ["2150 mm"]
    assert hand.click((2150.0, 700.0)).move((2900.0, 900.0)).notes() == ["750 mm"]


def test_points_that_are_too_near_are_refused_and_the_first_is_kept():
    hand = hand_on().click((2150.0, 700.0), (2155.0, 3000.0))
    assert hand.message == "Rafters stand 10 mm apart or more; choose another point"
    assert not hand.done
    assert hand.key(ToolKey.BACK).design == SITE
    assert hand.click((900.0, 700.0)).escape()
    assert not hand.escape()
    assert hand.move((100.0, 100.0)).enter().done


@given(st.floats(-20_000.0, 20_000.0), st.floats(-20_000.0, 20_000.0))
def test_rafters_run_through_both_points(first, second):
    hand = hand_on().click((first, 100.0), (second, 100.0))
    if abs(first - second) < 10.0:
        assert not hand.done
        return
    found = rafters(hand)
    assert 0.0 <= found.offset_mm < found.spacing_mm
    for place in (first, second):
        rest = (place - found.offset_mm) % found.spacing_mm
        assert min(rest, found.spacing_mm - rest) < 0.01
