"""Files dropped on the window, wherever they are let go."""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from designer.gui.panels import PANELS
from designer.gui.window import MainWindow
from designer.io.examples import example_path
from tests.gui.conftest import wait_for_plan
from tests.gui.recording import RecordingVoice


def drop(window: MainWindow, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    buttons, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, buttons, held))


def test_a_project_dropped_on_the_window_is_opened_once_the_drop_is_over(
    window: MainWindow, voice: RecordingVoice
) -> None:
    """What is asked then must not hold up the program that the file was dragged from."""
    window.documents.open_example("gable")
    window.workspace.edit("Rename", lambda design: replace(design, name="Changed"))
    drop(window, example_path("hip"))
    assert voice.asked == []
    QApplication.processEvents()
    assert voice.asked == [window.documents.title]
    window.workspace.session.mark_saved()
    drop(window, example_path("hip"))
    QApplication.processEvents()
    assert window.documents.file == example_path("hip")
    assert window.switcher.count() > 1


def test_other_files_and_several_at_once_are_left_alone(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"no project")
    design = window.workspace.design
    drop(window, tmp_path / "notes.txt")
    drop(window, example_path("hip"), example_path("gable"))
    QApplication.processEvents()
    assert window.workspace.design is design


def test_no_field_takes_the_address_of_a_dropped_file_for_text(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("gable")
    wait_for_plan(qtbot, window)
    for panel in PANELS:
        window.stacks.show(panel.name)
    QApplication.processEvents()
    fields = [*window.findChildren(QLineEdit), *window.findChildren(QPlainTextEdit)]
    assert len(fields) > 15
    assert [field.accessibleName() for field in fields if field.acceptDrops()] == []
