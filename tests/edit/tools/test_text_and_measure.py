"""Texts, and measuring that leaves nothing behind."""

import pytest

from designer.edit.tools.base import ToolKey, Wants
from designer.edit.tools.measure import MeasureTool, corner_deg
from designer.edit.tools.text import TextTool
from designer.edit.view import SITE, surface_view
from tests import sites
from tests.hands import Hand

VIEW = surface_view("S1")


def writing():
    return Hand(TextTool(), sites.gable(), VIEW)


def measuring(view=VIEW):
    return Hand(MeasureTool(), sites.gable(), view)


def test_a_text_is_written_at_a_point():
    hand = writing().click((500.0, 600.0))
    assert hand.prompt.wants is Wants.TEXT
    hand.type("  Antenna 2 m, keep  ")
    (text,) = hand.design.texts
    assert (text.text, text.at, text.height_mm, text.surface) == (
        "Antenna 2 m, keep",
        (500.0, 600.0),
        150.0,
        "S1",
    )
    assert hand.session.undo_name == "Write text"
    hand.session.undo()
    assert hand.design == sites.gable()


def test_height_and_angle_are_asked_for_on_request():
    hand = writing().type("h")
    assert hand.prompt.default == "150"
    hand.type("0.2m").type("Angle").type("90°")
    assert hand.prompt.text == "Place of the text (200 mm high, 90°)"
    hand.type("A").enter().click((0.0, 0.0)).type("A")
    text = hand.design.texts[0]
    assert (text.height_mm, text.rotation_deg, text.text) == (200.0, 90.0, "A")


def test_a_height_that_cannot_be_is_refused():
    hand = writing().type("H")
    hand.type("0")
    assert "cannot be 0; type more than 0" in hand.message
    hand.type("12 bananas")
    assert "is not a length" in hand.message
    assert hand.prompt.text == "Height of the capitals"


def test_an_empty_text_is_not_written():
    hand = writing().click((0.0, 0.0)).type("   ")
    assert hand.message == "The text says nothing; type some words"
    assert hand.enter().done
    assert hand.design == sites.gable()


def test_escape_goes_back_to_the_place_of_a_text():
    hand = writing().click((0.0, 0.0))
    assert hand.escape()
    hand.type("H").key(ToolKey.BACK)
    assert hand.prompt.text.startswith("Place")
    assert not hand.escape()


def test_a_chain_tells_length_angle_and_sum():
    hand = measuring().click((0.0, 0.0), (3000.0, 0.0))
    assert hand.message == "Length 3000 mm, Δx 3000 mm, Δy 0 mm, angle 0°"
    hand.move((3000.0, 4000.0))
    assert hand.notes() == ["3000 mm", "4000 mm, 90°", "90°"]
    hand.click((3000.0, 4000.0))
    assert hand.message == "Length 4000 mm, Δx 0 mm, Δy 4000 mm, corner 90°, sum 7000 mm"
    assert hand.session.undo_name is None


@pytest.mark.parametrize("close", [lambda hand: hand.type("area"), lambda hand: hand.click((10.0, -10.0))])
def test_a_closed_chain_tells_its_area(close):
    hand = measuring().click((0.0, 0.0), (3000.0, 0.0), (3000.0, 4000.0))
    close(hand)
    assert hand.message == "Area 6.00 m², outline 12000 mm"
    assert "6.00 m²" in hand.notes()
    hand.click((1.0, 1.0))
    assert hand.prompt.base == (1.0, 1.0)


def test_measuring_takes_points_back_and_begins_anew():
    hand = measuring().click((0.0, 0.0), (10.0, 0.0)).type("U")
    assert hand.prompt.base == (0.0, 0.0)
    hand.click((0.0, 0.0))
    assert "the last one" in hand.message
    hand.click((5.0, 0.0)).enter()
    assert hand.prompt.base is None
    assert not hand.done
    assert hand.enter().done


def test_escape_drops_the_chain_then_ends():
    hand = measuring(SITE).click((0.0, 0.0))
    assert "on the plan" in hand.prompt.text
    assert hand.escape()
    assert not hand.escape()


def test_the_corner_between_two_ways_is_never_more_than_half_a_turn():
    assert corner_deg((1.0, -0.1), (0.0, 0.0), (-1.0, -0.1)) == pytest.approx(168.58, abs=0.01)
    assert corner_deg((-1.0, 0.1), (0.0, 0.0), (-1.0, -0.1)) == pytest.approx(11.42, abs=0.01)
