"""The command line: typing, confirming, history, completion."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.edit.preview import Note
from designer.edit.tools.base import Gesture, Keyword, Prompt
from designer.gui.command_line import LINE_PX, prompt_line
from designer.gui.window import MainWindow


def typed(window: MainWindow, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    line = window.command_line.line
    line.setFocus()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, key)


def test_an_alias_starts_its_tool(window: MainWindow) -> None:
    typed(window, "rec")
    assert window.workspace.editor.command.name == "surface-rectangle"


def test_space_confirms_like_enter(window: MainWindow) -> None:
    typed(window, "rec", Qt.Key.Key_Space)
    assert window.workspace.editor.command.name == "surface-rectangle"
    assert window.command_line.line.text() == ""


def test_escape_clears_the_line_and_another_one_ends_the_command(window: MainWindow) -> None:
    typed(window, "rec")
    QTest.keyClicks(window.command_line.line, "12")
    QTest.keyClick(window.command_line.line, Qt.Key.Key_Escape)
    assert window.command_line.line.text() == ""
    assert window.workspace.editor.command.name == "surface-rectangle"
    QTest.keyClick(window.command_line.line, Qt.Key.Key_Escape)
    assert window.workspace.editor.command.name == "select"


def test_a_confirmed_line_gives_the_keys_back_to_the_drawing(window: MainWindow) -> None:
    typed(window, "rec")
    assert window.focusWidget() is window.canvas


def test_a_tool_from_its_button_takes_the_keys_from_a_panel(window: MainWindow) -> None:
    window.command_line.line.setFocus()
    window.commands["surface"].trigger()
    assert window.focusWidget() is window.canvas


def test_up_on_the_canvas_goes_on_with_what_was_typed_before(window: MainWindow) -> None:
    typed(window, "rec")
    QTest.keyClick(window.canvas, Qt.Key.Key_Up)
    assert window.command_line.line.text() == "rec"
    assert window.focusWidget() is window.command_line.line


def test_undo_is_of_the_drawing_while_the_line_is_empty(window: MainWindow) -> None:
    line, keys = window.command_line.line, (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    for text, left in (("", False), ("12", True)):
        line.setText(text)
        event = QKeyEvent(QEvent.Type.ShortcutOverride, *keys)
        QApplication.sendEvent(line, event)
        assert event.isAccepted() is left


def test_up_and_down_walk_through_what_was_typed(window: MainWindow) -> None:
    line = window.command_line.line
    typed(window, "rec")
    typed(window, "0,0")
    QTest.keyClick(line, Qt.Key.Key_Up)
    assert line.text() == "0,0"
    QTest.keyClick(line, Qt.Key.Key_Up)
    assert line.text() == "rec"
    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert line.text() == ""


def test_tab_completes_a_command(window: MainWindow) -> None:
    line = window.command_line.line
    line.setFocus()
    QTest.keyClicks(line, "water")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert line.text() == "water-line"
    assert line.hasFocus()


def test_words_stand_at_their_place_while_they_are_typed(window: MainWindow) -> None:
    window.documents.open_example("gable")
    editor = window.workspace.editor
    editor.start("text")
    editor.pointer(Gesture.CLICK, (1000.0, 1000.0))
    QTest.keyClicks(window.command_line.line, "Mind the dog")
    assert [shape.text for shape in editor.response.preview if isinstance(shape, Note)] == ["Mind the dog"]
    QTest.keyClick(window.command_line.line, Qt.Key.Key_Return)
    assert window.workspace.design.texts[-1].text == "Mind the dog"


def test_what_is_not_understood_is_said_with_the_nearest_word(window: MainWindow) -> None:
    typed(window, "measre")
    log = window.command_line.log.toPlainText()
    assert "measre" in log
    assert "measure" in log


def test_the_prompt_shows_options_and_default() -> None:
    prompt = Prompt(text="Next point", keywords=(Keyword("Close", "C"), Keyword("Undo", "U")), default="35")
    assert prompt_line(prompt) == "Next point [Close/Undo] <35>:"
    assert prompt_line(Prompt(text="First point")) == "First point:"


def test_a_long_prompt_leaves_room_to_type_and_the_window_as_narrow_as_it_was(window: MainWindow) -> None:
    window.documents.open_example("hip")
    window.resize(900, 640)
    typed(window, "F")
    QApplication.processEvents()
    command_line = window.command_line
    assert len(command_line.ask.text()) > 100
    assert command_line.ask.toolTip() == command_line.ask.text()
    assert command_line.line.width() >= LINE_PX
    assert window.width() == 900
