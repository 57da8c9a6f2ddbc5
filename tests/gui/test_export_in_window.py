"""The export dialog beside its window: another project, and a window that closes meanwhile."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from designer.core.model.sheet_settings import SheetSettings
from designer.export.papers import usual_papers
from designer.gui.window import MainWindow
from designer.io.project import save_project
from tests.gui.recording import RecordingVoice
from tests.sites import gable


@pytest.mark.parametrize("end", [False, True])
def test_a_window_that_closes_asks_before_it_ends_an_export(
    window: MainWindow, voice: RecordingVoice, qtbot: QtBot, tmp_path: Path, end: bool
) -> None:
    window.workspace.session.mark_saved()
    dialog = window.show_export()
    qtbot.waitUntil(dialog.go.isEnabled, timeout=20_000)
    dialog.folder.setText(str(tmp_path / "out"))
    voice.end_export = end
    dialog.go.click()
    assert window.close() is end
    assert voice.asked == ["end export"]
    if end:
        assert not (tmp_path / "out").exists()
    else:
        qtbot.waitUntil(lambda: not dialog.is_writing, timeout=20_000)
        assert {file.name for file in (tmp_path / "out").iterdir()} == set(usual_papers())


def test_folder_and_title_block_follow_the_project_that_is_open(window: MainWindow, tmp_path: Path) -> None:
    documents, space = window.documents, window.workspace
    for name, number in (("ash", "A-1"), ("birch", "B-2")):
        said = SheetSettings(drawing_number=number, revision="C", drawn_by="Ada")
        (tmp_path / name).mkdir()
        save_project(replace(gable(), sheets=said), tmp_path / name / f"{name}.trunkline")
    documents.open(tmp_path / "ash" / "ash.trunkline")
    dialog = window.show_export()
    fields = dialog.title_fields
    fields.drawn_by.setText("Bea")
    space.edit("Revise", lambda given: replace(given, sheets=replace(given.sheets, revision="D")))
    assert (fields.number.text(), fields.revision.text(), fields.drawn_by.text()) == ("A-1", "D", "Bea")
    dialog.folder.setText("elsewhere")
    space.session.mark_saved()
    documents.open(tmp_path / "birch" / "birch.trunkline")
    assert (fields.number.text(), fields.revision.text(), fields.drawn_by.text()) == ("B-2", "C", "Ada")
    assert Path(dialog.folder.text()) == tmp_path / "birch" / "birch"
    dialog.folder.setText("elsewhere")
    documents.save()
    assert dialog.folder.text() == "elsewhere"
