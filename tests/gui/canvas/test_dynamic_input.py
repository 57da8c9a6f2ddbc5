"""The boxes at the cursor."""

import math

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from designer.core.geometry.axes import Point
from designer.edit.preview import Note, Tone
from designer.edit.tools.base import Fields, Gesture, Prompt, Response
from designer.gui.canvas.dynamic_input import DynamicInput, parse_field, value_text
from tests.gui.canvas.bench import Bench

BASE = (1000.0, 1000.0)
K = Qt.Key


def _ask(bench: Bench, fields: Fields = Fields.POLAR, **more: object) -> DynamicInput:
    """A tool asks for a point from a base, and the mouse is somewhere up right of it."""
    aids = bench.workspace.editor.aids
    bench.workspace.editor.set_aids(replace(aids, snap=False, polar=False, tracking=False))
    bench.put(Response(prompt=Prompt(text="Next point", base=BASE, fields=fields, **more)))
    bench.move((4000.0, 3000.0))
    bench.canvas.setFocus()
    return bench.canvas.dynamic_input


def _clicked(bench: Bench) -> Point:
    """The last point that the tool was given; after it the preview goes on at the cursor."""
    *_, last = (event for event in bench.tool.events if event.gesture is Gesture.CLICK)
    return last.at


def _texts(boxes: DynamicInput) -> list[tuple[str, str]]:
    return [(box.name, box.line.text()) for box in boxes.boxes if box.isVisible()]


def test_length_and_angle_are_shown_beside_the_cursor(bench: Bench) -> None:
    boxes = _ask(bench)
    (length, shown_length), (angle, shown_angle) = _texts(boxes)
    assert (length, angle) == ("length", "angle")
    assert float(shown_length) == pytest.approx(math.hypot(3000.0, 2000.0), abs=20.0)
    assert float(shown_angle.removesuffix("°")) == pytest.approx(33.7, abs=0.5)
    cursor = bench.canvas.cursor_px
    assert cursor is not None
    assert boxes.isVisible()
    assert 0 < boxes.x() - cursor.x() < 40


@pytest.mark.parametrize(
    ("fields", "names"),
    [(Fields.SIZE, ["width", "height"]), (Fields.ALONG, ["distance"]), (Fields.NONE, [])],
)
def test_the_prompt_says_which_fields_there_are(bench: Bench, fields: Fields, names: list[str]) -> None:
    assert [name for name, _ in _texts(_ask(bench, fields))] == names


def test_without_input_at_the_cursor_there_are_no_boxes(bench: Bench) -> None:
    boxes = _ask(bench)
    bench.workspace.editor.set_aids(replace(bench.workspace.editor.aids, dynamic=False))
    assert not boxes.isVisible()


def test_what_the_boxes_say_is_not_written_beside_them(bench: Bench) -> None:
    def inked(*, echo: bool) -> QImage:
        shown = Note(at=(4000.0, 3000.0), text="3606 mm", tone=Tone.RUBBER, echo=echo)
        bench.put(replace(bench.tool.response, preview=(shown,)))
        return bench.canvas.image()

    _ask(bench)
    bare = bench.canvas.image()
    assert inked(echo=True) == bare != inked(echo=False)
    bench.workspace.editor.set_aids(replace(bench.workspace.editor.aids, dynamic=False))
    assert inked(echo=True) == inked(echo=False)


def test_the_boxes_tell_where_the_tool_has_settled_the_point(bench: Bench) -> None:
    boxes = _ask(bench)
    bench.put(replace(bench.tool.response, settled=(BASE[0], BASE[1] + 2050.0)))
    assert _texts(boxes) == [("length", "2050"), ("angle", "90.0°")]


def test_digits_on_the_canvas_start_the_first_field_and_hold_it(bench: Bench) -> None:
    boxes = _ask(bench)
    QTest.keyClicks(bench.canvas, "2")
    assert boxes.active
    QTest.keyClicks(boxes.boxes[0].line, "500")
    assert bench.workspace.editor.locked_fields == {"length": 2500.0}
    point = bench.tool.events[-1].at
    assert math.dist(point, BASE) == pytest.approx(2500.0, abs=0.01)


def test_tab_goes_to_the_angle_and_enter_places_the_point(bench: Bench) -> None:
    boxes = _ask(bench)
    QTest.keyClicks(bench.canvas, "3")
    QTest.keyClicks(boxes.boxes[0].line, "m")
    QTest.keyClick(boxes.boxes[0].line, K.Key_Tab)
    assert boxes.boxes[1].line.hasFocus()
    QTest.keyClicks(boxes.boxes[1].line, "90")
    QTest.keyClick(boxes.boxes[1].line, K.Key_Return)
    assert _clicked(bench) == pytest.approx((1000.0, 4000.0), abs=0.01)
    assert bench.canvas.hasFocus()
    assert bench.workspace.editor.locked_fields == {}


def test_a_held_field_is_shown_as_such_while_the_other_follows_the_mouse(bench: Bench) -> None:
    boxes = _ask(bench)
    QTest.keyClicks(bench.canvas, "2")
    QTest.keyClick(boxes.boxes[0].line, K.Key_Tab)
    bench.canvas.setFocus()
    bench.move((1000.0, 4000.0))
    assert boxes.boxes[0].line.property("locked") is True
    assert boxes.boxes[0].line.text() == "2"
    assert boxes.boxes[1].line.property("locked") is False
    assert float(boxes.boxes[1].line.text().removesuffix("°")) == pytest.approx(90.0, abs=1.0)


def test_text_that_is_no_length_is_marked_with_the_sentence_and_not_taken(bench: Bench) -> None:
    boxes = _ask(bench)
    QTest.keyClicks(bench.canvas, "2")
    QTest.keyClicks(boxes.boxes[0].line, "xy")
    box = boxes.boxes[0]
    assert box.line.property("wrong") is True
    assert "is not a length" in box.line.toolTip()
    clicks = bench.tool.gestures().count("click")
    QTest.keyClick(box.line, K.Key_Return)
    assert bench.tool.gestures().count("click") == clicks
    assert box.line.hasFocus()
    QTest.keyClick(box.line, K.Key_Backspace)
    QTest.keyClick(box.line, K.Key_Backspace)
    assert box.line.property("wrong") is False
    assert bench.workspace.editor.locked_fields == {"length": 2.0}


def test_escape_lets_the_fields_go_and_gives_the_keys_back(bench: Bench) -> None:
    boxes = _ask(bench)
    QTest.keyClicks(bench.canvas, "25")
    QTest.keyClick(boxes.boxes[0].line, K.Key_Escape)
    assert bench.workspace.editor.locked_fields == {}
    assert bench.canvas.hasFocus()
    assert bench.tool.cancelled == 0
    assert float(_texts(boxes)[0][1]) == pytest.approx(3605.0, abs=30.0)


def test_a_typed_point_is_a_point_and_not_a_length(bench: Bench) -> None:
    boxes = _ask(bench)
    QTest.keyClicks(bench.canvas, "4")
    QTest.keyClicks(boxes.boxes[0].line, "000,1500")
    QTest.keyClick(boxes.boxes[0].line, K.Key_Return)
    assert _clicked(bench) == pytest.approx((4000.0, 1500.0))


def test_enter_goes_from_a_typed_width_on_to_the_height(bench: Bench) -> None:
    boxes = _ask(bench, Fields.SIZE)
    QTest.keyClicks(bench.canvas, "9")
    QTest.keyClicks(boxes.boxes[0].line, "600")
    QTest.keyClick(boxes.boxes[0].line, K.Key_Return)
    assert boxes.boxes[1].line.hasFocus()
    QTest.keyClicks(boxes.boxes[1].line, "12'6\"")
    QTest.keyClick(boxes.boxes[1].line, K.Key_Return)
    assert _clicked(bench) == pytest.approx((BASE[0] + 9600.0, BASE[1] + 3810.0))


def test_a_number_typed_at_the_end_of_a_row_is_its_count(bench: Bench) -> None:
    editor = bench.workspace.editor
    editor.start("row")
    editor.enter("800,2400")
    bench.move((7000.0, 2400.0))
    bench.canvas.setFocus()
    box = bench.canvas.dynamic_input.boxes[0]
    QTest.keyClicks(bench.canvas, "4")
    assert box.line.hasFocus()
    QTest.keyClick(box.line, K.Key_Return)
    assert editor.session.undo_name == "Add row of 4 modules"
    assert bench.canvas.hasFocus()


def test_an_angle_to_turn_by_is_not_typed_into_a_length(bench: Bench) -> None:
    editor = bench.workspace.editor
    editor.select({bench.workspace.design.rows[0].modules[0].id})
    editor.start("rotate")
    editor.enter("800,2400")
    bench.move((7000.0, 2400.0))
    bench.canvas.setFocus()
    QTest.keyClicks(bench.canvas, "90")
    assert not bench.canvas.dynamic_input.isVisible()
    assert editor.locked_fields == {}


def test_boxes_at_the_edge_go_to_the_other_side_of_the_cursor(bench: Bench) -> None:
    boxes = _ask(bench)
    corner = bench.canvas.viewport.to_mm(bench.canvas.rect().bottomRight().toPointF())
    bench.move(corner)
    assert bench.canvas.rect().contains(boxes.geometry())


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("length", "3500", 3500.0),
        ("width", "3.5m", 3500.0),
        ("height", "3,5 m", 3500.0),
        ("distance", "12'6\"", 3810.0),
        ("length", "+20", 20.0),
        ("angle", "22,5°", 22.5),
        ("angle", "-45", -45.0),
    ],
)
def test_fields_take_units(name: str, text: str, value: float) -> None:
    assert parse_field(name, text) == pytest.approx(value)


@pytest.mark.parametrize(("name", "text"), [("angle", "3m"), ("length", "45°"), ("length", "")])
def test_what_a_field_cannot_take_is_said_in_one_sentence(name: str, text: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        parse_field(name, text)


def test_live_values_are_whole_millimetres_and_tenths_of_degrees() -> None:
    assert value_text("length", 1234.56) == "1235"
    assert value_text("angle", 44.96) == "45.0°"
