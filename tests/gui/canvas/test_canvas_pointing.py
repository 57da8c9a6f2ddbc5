"""Real mouse events come to the editor as gestures, at the right places in mm."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.edit.commands import command_of
from designer.edit.tools.base import Modifier, ToolKey
from designer.edit.view import SITE
from tests.gui.canvas.bench import Bench

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
PLACE = (4000.0, 2000.0)


def _near(bench: Bench, point: tuple[float, float]) -> object:
    """A place as exact as a pixel is."""
    return pytest.approx(point, abs=bench.canvas.viewport.mm_per_px)


def test_a_press_and_release_is_a_click_where_it_was_pressed(bench: Bench) -> None:
    bench.move(PLACE)
    QTest.mouseClick(bench.canvas, LEFT, pos=bench.pixel(PLACE))
    assert bench.tool.gestures() == ["move", "click"]
    assert bench.tool.events[1].raw == _near(bench, PLACE)


def test_a_hand_that_trembles_less_than_four_pixels_still_clicks(bench: Bench) -> None:
    pixel = bench.pixel(PLACE)
    QTest.mousePress(bench.canvas, LEFT, pos=pixel)
    QTest.mouseMove(bench.canvas, pixel + QPoint(3, -4))
    QTest.mouseRelease(bench.canvas, LEFT, pos=pixel + QPoint(3, -4))
    assert bench.tool.gestures() == ["click"]
    assert bench.tool.events[0].raw == bench.canvas.viewport.to_mm(pixel.toPointF())


def test_a_press_that_travels_is_a_drag_from_where_it_was_pressed(bench: Bench) -> None:
    start, end = bench.pixel(PLACE), bench.pixel((6000.0, 3000.0))
    QTest.mousePress(bench.canvas, LEFT, pos=start)
    QTest.mouseMove(bench.canvas, (start + end) / 2)
    QTest.mouseMove(bench.canvas, end)
    QTest.mouseRelease(bench.canvas, LEFT, pos=end)
    assert bench.tool.gestures() == ["drag-start", "drag", "drag", "drag-end"]
    assert bench.tool.events[0].raw == _near(bench, PLACE)
    assert bench.tool.events[-1].raw == _near(bench, (6000.0, 3000.0))


def test_a_drawing_that_moves_below_a_held_button_leaves_the_click_where_it_was_meant(bench: Bench) -> None:
    pixel = bench.pixel(PLACE)
    meant = bench.canvas.viewport.to_mm(pixel.toPointF())
    QTest.mousePress(bench.canvas, LEFT, pos=pixel)
    bench.canvas.navigator.zoom_by(3.0)
    assert bench.canvas.viewport.to_mm(pixel.toPointF()) != _near(bench, PLACE)
    QTest.mouseRelease(bench.canvas, LEFT, pos=pixel)
    assert bench.tool.events[-1].gesture.value == "click"
    assert bench.tool.events[-1].raw == meant


@pytest.mark.parametrize("travels", [False, True])
def test_a_press_means_nothing_in_another_view(bench: Bench, *, travels: bool) -> None:
    pixel = bench.pixel(PLACE)
    QTest.mousePress(bench.canvas, LEFT, pos=pixel)
    bench.workspace.editor.look(SITE)
    if travels:
        pixel += QPoint(40, 0)
        QTest.mouseMove(bench.canvas, pixel)
    QTest.mouseRelease(bench.canvas, LEFT, pos=pixel)
    assert set(bench.tool.gestures()) <= {"move"}


def test_a_double_click_comes_after_its_first_click_and_ends_without_another(bench: Bench) -> None:
    pixel = bench.pixel(PLACE)
    QTest.mouseClick(bench.canvas, LEFT, pos=pixel)
    QTest.mouseDClick(bench.canvas, LEFT, pos=pixel)
    assert bench.tool.gestures()[0] == "click"
    assert bench.tool.gestures()[-1] == "double-click"
    assert bench.tool.gestures().count("double-click") == 1


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.KeyboardModifier.ShiftModifier, Modifier.SHIFT),
        (Qt.KeyboardModifier.ControlModifier, Modifier.CTRL),
        (Qt.KeyboardModifier.AltModifier, Modifier.ALT),
    ],
)
def test_keys_held_come_along(bench: Bench, key: Qt.KeyboardModifier, modifier: Modifier) -> None:
    QTest.mouseClick(bench.canvas, LEFT, key, bench.pixel(PLACE))
    assert bench.tool.events[-1].modifiers == {modifier}


def test_alt_switches_snapping_off_for_the_point(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    editor = bench.workspace.editor
    monkeypatch.setattr(editor, "pointer", lambda *_args, snapping: told.append(snapping))
    QTest.mouseClick(bench.canvas, LEFT, pos=bench.pixel(PLACE))
    QTest.mouseClick(bench.canvas, LEFT, Qt.KeyboardModifier.AltModifier, bench.pixel((100.0, 100.0)))
    assert told[0] is True
    assert told[-1] is False


def test_a_modifier_pressed_on_the_spot_is_told_at_once(bench: Bench) -> None:
    bench.move(PLACE)
    # systems report the keys that were held before the event
    QTest.keyPress(bench.canvas, Qt.Key.Key_Shift)
    assert bench.tool.events[-1].modifiers == {Modifier.SHIFT}
    QTest.keyRelease(bench.canvas, Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier)
    assert bench.tool.events[-1].modifiers == frozenset()


def test_the_cursor_is_told_in_mm_also_where_the_drawing_moves_and_when_it_leaves(bench: Bench) -> None:
    told: list[object] = []
    bench.canvas.cursor_moved.connect(told.append)
    bench.move(PLACE)
    assert told[-1] == _near(bench, PLACE)
    bench.canvas.navigator.zoom_by(2.0)
    assert told[-1] == bench.canvas.viewport.to_mm(bench.canvas.cursor_px)
    bench.workspace.editor.look(SITE)
    assert told[-1] == bench.canvas.viewport.to_mm(bench.canvas.cursor_px)
    assert len(set(told)) == 3
    QApplication.sendEvent(bench.canvas, QEvent(QEvent.Type.Leave))
    assert told[-1] is None
    assert bench.canvas.cursor_px is None


def test_the_middle_button_pans_and_tells_the_tool_nothing(bench: Bench) -> None:
    pixel = bench.pixel(PLACE)
    QTest.mousePress(bench.canvas, MIDDLE, pos=pixel)
    QTest.mouseMove(bench.canvas, pixel + QPoint(60, 25))
    assert bench.canvas.cursor_px == pixel + QPoint(60, 25)
    QTest.mouseRelease(bench.canvas, MIDDLE, pos=pixel + QPoint(60, 25))
    assert bench.tool.events == []
    assert bench.pixel(PLACE) == pixel + QPoint(60, 25)


def test_a_double_middle_click_shows_the_whole(bench: Bench) -> None:
    whole = bench.canvas.viewport
    bench.canvas.navigator.zoom_by(7.0)
    QTest.mouseDClick(bench.canvas, MIDDLE, pos=bench.pixel(PLACE))
    assert bench.canvas.viewport == whole


def test_a_right_click_confirms_while_something_is_drawn(bench: Bench) -> None:
    asked: list[QPoint] = []
    bench.canvas.context_asked.connect(asked.append)
    command = command_of("surface")
    assert command is not None
    bench.workspace.editor._work.command = command
    QTest.mouseClick(bench.canvas, RIGHT, pos=bench.pixel(PLACE))
    assert bench.tool.keys == [ToolKey.CONFIRM]
    assert asked == []


def test_a_right_click_while_picking_asks_for_a_menu(bench: Bench) -> None:
    asked: list[QPoint] = []
    bench.canvas.context_asked.connect(asked.append)
    QTest.mouseClick(bench.canvas, RIGHT, pos=bench.pixel(PLACE))
    assert asked == [bench.canvas.mapToGlobal(bench.pixel(PLACE))]
    assert bench.tool.keys == []
