"""Pairing modules by hand."""

from designer.core.model.design import Pairing
from designer.edit.preview import Tone
from designer.edit.tools.pair import PairTool
from tests import sites
from tests.hands import Hand

CATALOG = sites.catalog()
PITCH = sites.WIDTH + sites.GAP


def hand(**more) -> Hand:
    design = sites.design([sites.surface()], [sites.row("R1", "S1", 4, 1)], **more)
    return Hand(PairTool(), design, planned=True)


def module(number: int) -> tuple[float, float]:
    return (600.0 + (number - 1) * PITCH + 200.0, 1000.0)


def served(one: Hand) -> set[tuple[str, ...]]:
    return {inverter.modules for inverter in one.plan.inverters}


def test_modules_are_paired_in_the_order_of_the_clicks_and_the_plan_obeys() -> None:
    one = hand()
    one.click(module(3))
    one.click(module(2))
    assert len(one.paths(Tone.RUBBER)) == 1
    one.enter()
    assert one.design.pairings == (Pairing(modules=("M3", "M2")),)
    assert ("M3", "M2") in served(one)
    assert one.names == ["Pair modules M3, M2"]


def test_no_more_modules_than_inputs_are_taken() -> None:
    one = hand()
    for number in (1, 2, 3):
        one.click(module(number))
    assert "has 2 inputs" in one.said[0]
    one.enter()
    assert one.design.pairings == (Pairing(modules=("M1", "M2")),)


def test_a_second_click_and_backspace_give_a_module_back() -> None:
    one = hand()
    one.click(module(1))
    one.click(module(2))
    one.click(module(1))
    one.back()
    one.click(module(4))
    one.enter()
    assert one.design.pairings == (Pairing(modules=("M4",)),)


def test_a_module_leaves_the_pairing_it_was_in() -> None:
    one = hand(pairings=(Pairing(modules=("M1", "M2")),))
    assert len(one.paths(Tone.GUIDE)) == 1
    one.click(module(2))
    one.click(module(3))
    one.enter()
    assert one.design.pairings == (Pairing(modules=("M2", "M3")),)


def test_clear_gives_a_pairing_up() -> None:
    one = hand(pairings=(Pairing(modules=("M1", "M2")), Pairing(modules=("M3", "M4"))))
    one.type("Clear")
    one.click(module(2))
    assert one.design.pairings == (Pairing(modules=("M3", "M4")),)
    one.type("C")
    one.click(module(1))
    assert "in no pairing" in one.said[0]
    one.type("All")
    assert one.design.pairings == ()


def test_escape_lets_the_modules_go_and_then_ends() -> None:
    one = hand()
    one.click(module(1))
    assert one.escape()
    assert not one.escape()
    assert one.design.pairings == ()
