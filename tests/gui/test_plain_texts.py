"""Names from files are shown as they are written, and never taken for HTML that loads pictures."""

import json
from pathlib import Path

import pytest
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from designer.gui.forms.elided import ElidedLabel
from designer.gui.forms.plain import PlainLabel, plain_tip
from designer.gui.voice import Voice
from designer.gui.window import MainWindow
from designer.io.examples import example_path

HTML = '<img src="//192.0.2.1/share/a.png"><b>roof</b>'


def _guessed(window: QWidget) -> list[str]:
    """Texts of labels for which Qt decides itself whether they are HTML."""
    labels = [one for one in window.findChildren(QLabel) if not isinstance(one.window(), QMessageBox)]
    return [one.text() for one in labels if one.textFormat() is Qt.TextFormat.AutoText and one.text()]


def test_no_label_of_the_window_guesses(window: MainWindow, tmp_path: Path) -> None:
    document = json.loads(example_path("gable").read_bytes())
    document["design"]["name"] = document["design"]["surfaces"][0]["name"] = HTML
    file = tmp_path / "house.trunkline"
    file.write_text(json.dumps(document))
    assert window.documents.open(file)
    assert _guessed(window) == []


def test_messages_are_plain(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[QMessageBox] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.append(box) or 0)
    voice = Voice(window)
    voice.tell(HTML)
    voice.ask_to_save(HTML)
    for box in shown:
        assert {one.textFormat() for one in box.findChildren(QLabel) if one.text()} == {
            Qt.TextFormat.PlainText
        }
        box.deleteLater()
    assert len(shown) == 2


def test_labels_show_what_is_written(qtbot) -> None:
    for label in (PlainLabel(HTML), ElidedLabel(HTML)):
        qtbot.addWidget(label)
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert label.text() == HTML


def test_tool_tips_are_no_html() -> None:
    assert QtGui.Qt.mightBeRichText(HTML)
    assert not QtGui.Qt.mightBeRichText(plain_tip(HTML))
    assert plain_tip("a & b, 3 > 2") == "a & b, 3 > 2"
