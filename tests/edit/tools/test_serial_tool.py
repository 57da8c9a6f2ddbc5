"""Serial numbers entered with a scanner: number after number in walking order, on the map."""

import pytest
from msgspec.structs import replace

from designer.core.planning import derive
from designer.drawing.stations import Order, walk
from designer.edit.editor import Editor
from designer.edit.edits.serials import set_gateways, set_serials
from designer.edit.preview import Boxes, Note, Tone
from designer.edit.session import Session
from designer.edit.tools.base import Gesture, ToolKey, Wants
from designer.edit.tools.serials import KEEP, NOTHING, SerialTool
from designer.edit.view import SITE, surface_view
from tests import sites
from tests.hands import Hand

DESIGN = sites.gable()
PLAN = derive(DESIGN, sites.catalog())
WALK = walk(PLAN)
SERIALS = [f"1143916268{n:02}" for n in range(len(WALK))]
ONE, TWO = "10F773010101", "10D373010102"


def scanning(design=DESIGN, **more) -> Hand:
    """A hand whose plan is that of the start: numbers change no inverter."""
    return Hand(SerialTool(), design, surface_view("S1"), **{"plan": PLAN, **more})


def editor(design=DESIGN) -> Editor:
    made = Editor(Session(design, sites.catalog()))
    made.set_plan(derive(design, sites.catalog()))
    return made


def test_all_numbers_are_scanned_one_after_the_other() -> None:
    hand = scanning()
    for name, serial in zip(WALK, SERIALS, strict=True):
        assert hand.prompt.wants is Wants.TEXT
        assert f"Serial number of {name}," in hand.prompt.text
        assert not hand.done
        hand.type(f"{serial}\r")
    assert hand.done
    assert f"all {len(WALK)} inverters" in hand.message
    assert hand.design.serials == dict(zip(WALK, SERIALS, strict=True))
    assert hand.names[0] == f"Serial number of {WALK[0]}"
    hand.session.undo()
    assert WALK[-1] not in hand.design.serials


def test_along_the_branches_the_next_one_is_the_next_on_the_cable() -> None:
    along = walk(PLAN, Order.BRANCH)
    hand = scanning().type("b")
    for name, serial in zip(along[:3], SERIALS, strict=False):
        assert f" {name}," in hand.prompt.text
        hand.type(serial)
    assert list(hand.design.serials) == list(along[:3])
    hand.type("Rows")
    assert f" {along[3]}," in hand.prompt.text


def test_inverters_with_a_number_are_passed_over_and_one_selected_comes_first() -> None:
    hand = scanning(set_serials(DESIGN, {WALK[0]: SERIALS[0], WALK[2]: SERIALS[2]}))
    assert f" {WALK[1]}," in hand.prompt.text
    hand.type(SERIALS[1])
    assert f" {WALK[3]}," in hand.prompt.text
    assert f" {WALK[4]}," in scanning(selection=[WALK[4]]).prompt.text


def test_enter_skips_and_backspace_goes_back_around_the_ends() -> None:
    hand = scanning()
    hand.key(ToolKey.CONFIRM).type("skip")
    assert f" {WALK[2]}," in hand.prompt.text
    hand.key(ToolKey.BACK).type("K").key(ToolKey.BACK)
    assert f" {WALK[-1]}," in hand.prompt.text


def test_a_label_read_twice_spoils_nothing() -> None:
    hand = scanning().type(SERIALS[0], SERIALS[0])
    assert hand.message == (
        f"{SERIALS[0]} is the number of {WALK[0]} already; "
        f"scan the label of {WALK[1]}, or go to {WALK[0]} and clear it."
    )
    assert hand.design.serials == {WALK[0]: SERIALS[0]}
    hand.type(WALK[0], SERIALS[0])
    assert hand.design.serials == {WALK[0]: SERIALS[0]}


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("99999162683", "they have 12 characters"),
        ("1164 9162 6836", "HMS with 4 inputs"),
        ("999991626836", "begins"),
    ],
)
def test_a_strange_number_is_taken_and_told(text: str, remark: str) -> None:
    hand = scanning(planned=True).type(text)
    assert hand.design.serials[WALK[0]] == text.replace(" ", "")
    assert remark in hand.message
    bad = [one for one in hand.last.preview if isinstance(one, Boxes) and one.tone is Tone.BAD]
    assert len(bad[0].rects) == 1


def test_after_a_misread_label_the_next_scan_is_for_the_same_inverter() -> None:
    hand = scanning().type(SERIALS[0][:-1])
    assert hand.message.endswith(f"scan or type it again; {KEEP}")
    assert f" {WALK[0]}," in hand.prompt.text
    hand.type(SERIALS[0])
    assert hand.design.serials == {WALK[0]: SERIALS[0]}
    assert f" {WALK[1]}," in hand.prompt.text


def test_a_number_of_another_kind_is_kept_by_enter_also_on_the_last_inverter() -> None:
    hand = scanning(set_serials(DESIGN, dict(zip(WALK[:-1], SERIALS, strict=False))))
    hand.type("A-17")
    assert not hand.done
    hand.key(ToolKey.CONFIRM)
    assert hand.design.serials[WALK[-1]] == "A17"
    assert f" {WALK[-1]}," not in hand.prompt.text


def test_the_label_of_a_place_leads_there() -> None:
    hand = scanning().type(f" {WALK[3].lower()} ")
    assert hand.selection == {WALK[3]}
    hand.type(SERIALS[3])
    assert hand.design.serials == {WALK[3]: SERIALS[3]}


def test_a_number_is_cleared() -> None:
    hand = scanning().type(SERIALS[0]).type("K", "Clear")
    assert hand.design.serials == {}
    assert hand.names[-1] == f"Clear serial number of {WALK[0]}"
    hand.key(ToolKey.DELETE)
    assert hand.message == f"{WALK[0]} has no serial number"


def test_a_scanned_gateway_takes_the_inverters_that_follow() -> None:
    hand = scanning().type(ONE, SERIALS[0], SERIALS[1], TWO, SERIALS[2])
    assert hand.design.settings.dtu_serials == (ONE, TWO)
    assert hand.design.reports == {WALK[0]: ONE, WALK[1]: ONE, WALK[2]: TWO}
    hand.type(ONE, SERIALS[3])
    assert hand.design.reports[WALK[3]] == ONE
    assert WALK[3] in hand.design.serials


def test_with_one_gateway_nothing_is_said_of_reports() -> None:
    hand = scanning(set_gateways(DESIGN, [ONE])).type(ONE, SERIALS[0])
    assert hand.design.reports == {}


def test_a_click_on_a_module_goes_to_its_inverter() -> None:
    inverter = PLAN.surfaces[0].inverters[-1]
    module = next(one for one in PLAN.modules if one.id == inverter.modules[0])
    x0, y0, x1, y1 = module.rect
    hand = scanning().click(((x0 + x1) / 2, y0 + 0.9 * (y1 - y0)))
    assert hand.selection == {inverter.id}


def test_what_is_typed_stands_at_its_inverter() -> None:
    made = editor()
    made.start("serials")
    made.draft("1143 91")
    notes = [one for one in made.response.preview if isinstance(one, Note)]
    assert [one.text for one in notes] == [f"{WALK[0]}: 1143 91"]


def test_the_next_surface_is_looked_at_and_the_tool_goes_on() -> None:
    made = editor()
    east = [one.id for one in PLAN.surfaces[0].inverters]
    made.start("serials")
    for serial in SERIALS[: len(east)]:
        made.enter(serial)
    assert made.command.name == "serials"
    assert made.view == surface_view("S2")
    made.enter(SERIALS[len(east)])
    assert len(made.session.design.serials) == len(east) + 1
    made.look(SITE)
    assert made.command.name == "serials"
    made.pointer(Gesture.MOVE, (0.0, 0.0))
    made.enter(SERIALS[len(east) + 1])
    assert made.view == surface_view("S2")
    made.cancel()
    assert made.command.name == "select"


def test_undo_takes_the_last_number_back_and_asks_for_it_again() -> None:
    made = editor()
    made.start("serials")
    for serial in SERIALS[:2]:
        made.enter(serial)
    made.run("undo")
    assert list(made.session.design.serials) == [WALK[0]]
    assert f" {WALK[1]}," in made.prompt.text
    made.run("redo")
    assert f" {WALK[2]}," in made.prompt.text
    made.run("undo")
    made.run("undo")
    assert not made.session.design.serials
    assert f" {WALK[0]}," in made.prompt.text
    assert made.command.name == "serials"


def test_without_inverters_there_is_nothing_to_enter() -> None:
    hand = Hand(SerialTool(), sites.design([sites.surface()], []), planned=True)
    assert hand.done
    assert hand.message == NOTHING


def test_an_inverter_that_goes_while_it_is_asked_for_gives_way_to_the_first() -> None:
    hand = scanning(selection=[WALK[-1]], planned=True)
    hand.replace(replace(hand.design, rows=hand.design.rows[:1]))
    hand.move((0.0, 0.0))
    assert f" {WALK[0]}," in hand.prompt.text
    hand.replace(replace(hand.design, rows=()))
    hand.move((0.0, 0.0))
    assert "no inverter any more" in hand.message
