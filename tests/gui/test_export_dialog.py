"""The export dialog writes the papers of the current plan."""

from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from designer.core.planning import derive
from designer.edit.edits.serials import set_serials
from designer.export.papers import usual_papers
from designer.export.sheet_templates import template_text
from designer.gui import exporting
from designer.gui.dialogs.export import ExportDialog
from designer.gui.preferences import Preferences
from designer.gui.workspace import PlanState, Workspace
from designer.io import crew, helpers
from designer.io.catalogs import bundled_catalog
from tests.gui.recording import RecordingVoice
from tests.sites import gable


@pytest.fixture
def dialog(qtbot: QtBot, voice: RecordingVoice, preferences: Preferences) -> ExportDialog:
    catalog = bundled_catalog()
    space = Workspace(gable(), catalog)
    made = ExportDialog(space, voice, preferences, lambda: "house")  # type: ignore[arg-type]
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
    assert set(written.args[0]) == set(usual_papers())
    assert {file.name for file in (tmp_path / "out").iterdir()} == set(usual_papers())
    assert f"{len(usual_papers())} files written" in dialog.said.text()


def test_papers_of_a_large_project_are_made_by_another_process_and_are_the_same(
    dialog: ExportDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, box in dialog.boxes.items():
        box.setChecked(name in ("drawing.dxf", "bom.csv"))
    begun: list[BaseProcess] = []

    def begin(process: BaseProcess) -> None:
        begun.append(process)
        helpers.begin(process)

    monkeypatch.setattr(crew, "begin", begin)
    written = {}
    for folder, large in (("here", 10_000), ("aside", 1)):
        monkeypatch.setattr(exporting, "LARGE", large)
        dialog.folder.setText(str(tmp_path / folder))
        with qtbot.waitSignal(dialog.finished_writing, timeout=30_000):
            dialog.go.click()
        written[folder] = {file.name: file.read_bytes() for file in (tmp_path / folder).iterdir()}
        assert len(begun) == (folder == "aside")
    assert set(written["here"]) == {"drawing.dxf", "bom.csv"}
    assert written["here"] == written["aside"]


def test_a_process_that_makes_papers_ends_as_soon_as_nobody_wants_them(
    dialog: ExportDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "LARGE", 1)
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(active_children()), timeout=10_000)
    dialog.close_button.click()
    qtbot.waitUntil(lambda: dialog.said.text() == "Cancelled; nothing was written.", timeout=5_000)
    assert not active_children()
    assert not (tmp_path / "out").exists()


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


def test_a_drawing_that_was_edited_is_kept_and_that_is_said(
    dialog: ExportDialog, voice: RecordingVoice, qtbot: QtBot, tmp_path: Path
) -> None:
    edited = tmp_path / "drawing.dxf"
    edited.write_text("edited in a CAD")
    dialog.folder.setText(str(tmp_path))
    for name, box in dialog.boxes.items():
        box.setChecked(name == "drawing.dxf")
    with qtbot.waitSignal(dialog.finished_writing, timeout=20_000):
        dialog.go.click()
    assert voice.asked == [f"drawing.dxf in {tmp_path}"]
    assert (tmp_path / "drawing-edited.dxf").read_text() == "edited in a CAD"
    assert "is kept as drawing-edited.dxf" in dialog.said.text()


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


def ended(dialog: ExportDialog, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: dialog._thread is None, timeout=20_000)
    assert dialog.go.isEnabled()
    assert dialog.close_button.text() == "Close"
    return dialog.said.text()


@pytest.mark.parametrize("name", ["out/below", "x" * 300])
def test_a_place_that_cannot_be_written_is_said_in_one_sentence(
    name: str, dialog: ExportDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("a file")
    dialog.folder.setText(str(tmp_path / name))
    dialog.go.click()
    assert "cannot be written" in ended(dialog, qtbot)
    assert (tmp_path / "out").read_text() == "a file"


@pytest.mark.parametrize("text", ["", "   ", "a\0b", "~nobody-of-this-name/x"])
def test_what_is_no_folder_is_said(text: str, dialog: ExportDialog) -> None:
    dialog.folder.setText(text)
    dialog.start()
    assert dialog.said.text() == "This is no folder; type one or browse for it."
    assert dialog._thread is None


def test_a_short_name_is_a_folder_beside_the_last_one(
    dialog: ExportDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.folder.setText("here")
    with qtbot.waitSignal(dialog.finished_writing, timeout=20_000):
        dialog.go.click()
    assert len(list((tmp_path / "here").iterdir())) == len(usual_papers())


def test_a_fault_while_writing_is_reported_and_the_dialog_goes_on(
    dialog: ExportDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    caught: list[object] = []
    monkeypatch.setattr("threading.excepthook", lambda given: caught.append(given.exc_value))
    dialog.folder.setText(str(tmp_path / "out"))
    with monkeypatch.context() as broken:
        broken.setattr("designer.gui.exporting.contents_of", lambda *_: 1 / 0)
        dialog.go.click()
        assert "failed" in ended(dialog, qtbot)
    assert isinstance(caught[0], ZeroDivisionError)
    with qtbot.waitSignal(dialog.finished_writing, timeout=20_000):
        dialog.go.click()


def test_edits_while_writing_change_nothing_of_what_is_written(
    dialog: ExportDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    space = dialog._workspace
    dialog.folder.setText(str(tmp_path / "out"))
    with qtbot.waitSignal(dialog.finished_writing, timeout=20_000):
        dialog.go.click()
        dialog.folder.setText("elsewhere")
        space.edit("Rename", lambda design: replace(design, name="another"))
        space.set_state(PlanState.COMPUTING)
    assert str(tmp_path / "out") in dialog.said.text() or "being computed" in dialog.said.text()
    assert b"another" not in (tmp_path / "out" / "plan.json").read_bytes()


def test_the_window_may_close_while_files_are_written(
    qapp: object,
    voice: RecordingVoice,
    preferences: Preferences,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    caught: list[object] = []
    monkeypatch.setattr("threading.excepthook", lambda given: caught.append(given.exc_value))
    catalog = bundled_catalog()
    space = Workspace(gable(), catalog)
    dialog = ExportDialog(space, voice, preferences, lambda: "house")  # type: ignore[arg-type]
    space.set_plan(derive(gable(), catalog))
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.go.click()
    thread = dialog._thread
    assert thread is not None
    Shiboken.delete(dialog)
    thread.join(20)
    assert not thread.is_alive()
    assert caught == []


def test_papers_follow_the_template_and_choices_reach_the_file(
    dialog: ExportDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    assert dialog.paper.findData("A3") >= 0
    dialog.template.choose("us")
    assert dialog.paper.findData("A3") < 0
    dialog.paper.choose("ANSI C")
    dialog.layers.choose("german")
    dialog.folder.setText(str(tmp_path / "out"))
    for name, box in dialog.boxes.items():
        box.setChecked(name == "drawing.dxf")
    with qtbot.waitSignal(dialog.finished_writing, timeout=20_000):
        dialog.go.click()
    text = (tmp_path / "out" / "drawing.dxf").read_text(encoding="utf-8")
    assert "PV_SCHIENEN" in text
    assert "ANSI_C" in text


def test_pictures_of_sheets_go_into_a_folder_of_their_own(
    dialog: ExportDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.folder.setText(str(tmp_path / "out"))
    for name, box in dialog.boxes.items():
        box.setChecked(name == "sheets-svg")
    with qtbot.waitSignal(dialog.finished_writing, timeout=20_000):
        dialog.go.click()
    assert (tmp_path / "out" / "sheets-svg" / "01-cover.svg").is_file()


def test_an_own_file_can_be_chosen_and_a_bad_one_is_said(
    dialog: ExportDialog, voice: RecordingVoice, tmp_path: Path
) -> None:
    own, bad = tmp_path / "own.toml", tmp_path / "bad.toml"
    own.write_text(template_text("us"), encoding="utf-8")
    bad.write_text("papers = 3")
    for file in (own, bad):
        voice.to_open = file
        dialog.template.activated.emit(dialog.template.count() - 1)
        assert dialog.template.value() == str(file)
    assert "the template is not complete" in dialog.said.text()
    voice.to_open = None
    dialog.template.setCurrentIndex(dialog.template.count() - 1)
    dialog.template.activated.emit(dialog.template.count() - 1)
    assert dialog.template.value() == str(bad)
    dialog.template.choose(str(own))
    assert dialog.paper.findData("ARCH D") >= 0


def test_what_the_title_block_says_goes_to_the_sheets(
    dialog: ExportDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.title_fields.number.setText("PV-2026-7")
    dialog.title_fields.revision.setText("C")
    dialog.title_fields.drawn_by.setText("Ada")
    for name, box in dialog.boxes.items():
        box.setChecked(name == "drawing.dxf")
    with qtbot.waitSignal(dialog.finished_writing, timeout=20_000):
        dialog.go.click()
    text = (tmp_path / "out" / "drawing.dxf").read_text(encoding="utf-8")
    assert "\nPV-2026-7-01\n" in text
    assert "\nAda\n" in text
    assert dialog._workspace.design.sheets.revision == "", "the project keeps what it says"


def test_no_more_labels_are_used_up_than_the_chosen_sheet_has(dialog: ExportDialog) -> None:
    dialog.labels.choose("a4-65")
    dialog.skip.setValue(500)
    assert dialog.skip.value() == 64
    dialog.labels.choose("letter-10")
    assert dialog.skip.value() == 9
    work = dialog._work()
    assert work is not None
    assert work.label_skip == 9


def test_inverters_that_a_list_leaves_out_are_told_when_it_is_written(
    dialog: ExportDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    plan = derive(gable(), bundled_catalog())
    first, *others = (one.id for one in plan.inverters)
    dialog._workspace.edit("Numbers", set_serials, {first: "114391626801"})
    dialog._workspace.set_plan(derive(dialog._workspace.design, bundled_catalog()))
    dialog.folder.setText(str(tmp_path / "out"))
    for name, box in dialog.boxes.items():
        box.setChecked(name == "opendtu")
    with qtbot.waitSignal(dialog.finished_writing, timeout=20_000):
        dialog.go.click()
    written, told = dialog.said.text().splitlines()
    assert written.startswith("1 file written")
    assert told == f"left out: {', '.join(others)}, without a serial number"


def test_a_list_that_cannot_be_made_is_told_before_others_are_made(
    dialog: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    monkeypatch.setattr(exporting, "contents_of", lambda *given: made.append(given))
    dialog.folder.setText(str(tmp_path / "out"))
    for box in dialog.boxes.values():
        box.setChecked(True)
    dialog.go.click()
    assert "no inverter can be listed for OpenDTU" in dialog.said.text()
    assert dialog.go.isEnabled()
    assert made == []
