"""Keys on the canvas."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.edit.tools.base import Fields, Prompt, Response, ToolKey, Wants
from tests.gui.canvas.bench import Bench

K = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier


@pytest.mark.parametrize(
    ("key", "told"),
    [
        (K.Key_Return, ToolKey.CONFIRM),
        (K.Key_Enter, ToolKey.CONFIRM),
        (K.Key_Space, ToolKey.CONFIRM),
        (K.Key_Delete, ToolKey.DELETE),
        (K.Key_Backspace, ToolKey.BACK),
    ],
)
def test_keys_with_a_meaning_reach_the_tool(bench: Bench, key: Qt.Key, told: ToolKey) -> None:
    QTest.keyClick(bench.canvas, key)
    assert bench.tool.keys == [told]


def test_escape_cancels(bench: Bench) -> None:
    QTest.keyClick(bench.canvas, K.Key_Escape)
    assert bench.tool.cancelled == 1


def test_space_is_a_character_while_a_text_is_asked_for(bench: Bench) -> None:
    typed: list[str] = []
    bench.canvas.typed.connect(typed.append)
    bench.put(Response(prompt=Prompt(text="Text", wants=Wants.TEXT)))
    QTest.keyClick(bench.canvas, K.Key_Space)
    assert typed == [" "]
    assert bench.tool.keys == []


def test_letters_go_to_the_command_line(bench: Bench) -> None:
    typed: list[str] = []
    bench.canvas.typed.connect(typed.append)
    QTest.keyClicks(bench.canvas, "r5@")
    assert typed == ["r", "5", "@"]


def test_tab_goes_to_the_next_snap_where_no_fields_are_shown(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = []
    monkeypatch.setattr(bench.workspace.editor, "cycle_snap", lambda: turns.append(1))
    bench.canvas.setFocus()
    QTest.keyClick(bench.canvas, K.Key_Tab)
    assert turns == [1]
    assert bench.canvas.hasFocus()


@pytest.mark.parametrize(
    ("key", "held", "text", "own"),
    [
        (K.Key_Delete, NONE, "", True),
        (K.Key_Escape, NONE, "", True),
        (K.Key_Space, NONE, " ", True),
        (K.Key_R, NONE, "r", True),
        (K.Key_Question, Qt.KeyboardModifier.ShiftModifier, "?", True),
        (K.Key_Z, Qt.KeyboardModifier.ControlModifier, "", False),
        (K.Key_F, Qt.KeyboardModifier.AltModifier, "f", False),
        (K.Key_F8, NONE, "", False),
    ],
)
def test_the_canvas_takes_its_keys_before_shortcuts_do_and_leaves_the_others(
    bench: Bench, key: Qt.Key, held: Qt.KeyboardModifier, text: str, own: bool
) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, held, text)
    event.ignore()
    QApplication.sendEvent(bench.canvas, event)
    assert event.isAccepted() is own


def test_a_prompt_without_a_base_has_no_fields_to_type_in(bench: Bench) -> None:
    typed: list[str] = []
    bench.canvas.typed.connect(typed.append)
    bench.put(Response(prompt=Prompt(text="First point", fields=Fields.POLAR)))
    QTest.keyClicks(bench.canvas, "7")
    assert typed == ["7"]
