"""The export dialog writes the papers of the current plan."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from designer.core.planning import derive
from designer.export.papers import PAPERS
from designer.gui.dialogs.export import ExportDialog
from designer.gui.preferences import Preferences
from designer.gui.workspace import PlanState, Workspace
from designer.io.catalogs import bundled_catalog
from tests.gui.recording import RecordingVoice
from tests.sites import gable


@pytest.fixture
def dialog(qtbot: QtBot, voice: RecordingVoice, preferences: Preferences) -> ExportDialog:
    catalog = bundled_catalog()
    space = Workspace(gable(), catalog)
    made = ExportDialog(space, voice, preferences, "house")  # type: ignore[arg-type]
    space.setParent(made)
    qtbot.addWidget(made)
    made.show()
    space.set_plan(derive(gable(), catalog))
    return made


def test_all_papers_are_written_into_the_folder(dialog: ExportDialog, qtbot: QtBot, tmp_path: Path) -> None:
    dialog.folder.setText(str(tmp_path / "out"))
    with qtbot.waitSignal(dialog.finished_writing, timeout=20_000) as written:
        dialog.go.click()
    assert written.args is not None
    assert set(written.args[0]) == set(PAPERS)
    assert {file.name for file in (tmp_path / "out").iterdir()} == set(PAPERS)
    assert "6 files written" in dialog.said.text()


def test_only_what_is_ticked_is_written(dialog: ExportDialog, qtbot: QtBot, tmp_path: Path) -> None:
    dialog.folder.setText(str(tmp_path / "out"))
    for name, box in dialog.boxes.items():
        box.setChecked(name == "bom.csv")
    with qtbot.waitSignal(dialog.finished_writing, timeout=20_000):
        dialog.go.click()
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["bom.csv"]


def test_files_that_exist_are_replaced_only_when_that_is_wanted(
    dialog: ExportDialog, voice: RecordingVoice, tmp_path: Path
) -> None:
    (tmp_path / "bom.csv").write_text("mine")
    dialog.folder.setText(str(tmp_path))
    voice.replace = False
    dialog.go.click()
    assert voice.asked == [f"bom.csv in {tmp_path}"]
    assert (tmp_path / "bom.csv").read_text() == "mine"
    assert not (tmp_path / "drawing.dxf").exists()


def test_a_file_in_the_folders_place_is_said(dialog: ExportDialog, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.go.click()
    assert dialog.said.text() == f"{tmp_path / 'out'} is a file; choose a folder."


def test_while_the_plan_is_computed_nothing_can_be_exported(dialog: ExportDialog) -> None:
    dialog._workspace.set_state(PlanState.COMPUTING)
    assert not dialog.go.isEnabled()
    assert "being computed" in dialog.said.text()
    dialog._workspace.set_state(PlanState.CURRENT)
    assert dialog.go.isEnabled()
    assert dialog.said.text() == ""
