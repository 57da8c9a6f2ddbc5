"""Opening, saving and leaving projects in the window."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from designer.gui.documents import Documents
from designer.gui.preferences import Preferences
from designer.gui.voice import Answer
from designer.gui.workspace import Workspace
from designer.io.catalogs import bundled_catalog
from designer.io.examples import example_path
from designer.io.project import load_project
from tests.gui.recording import RecordingVoice
from tests.sites import gable


@pytest.fixture
def documents(qapp: object, voice: RecordingVoice, preferences: Preferences) -> Documents:
    return Documents(Workspace(gable(), bundled_catalog()), voice, preferences)  # type: ignore[arg-type]


def rename(documents: Documents, name: str = "renamed") -> None:
    space = documents._workspace
    space.edit("Rename", lambda design: replace(design, name=name))


def test_a_new_project_is_unchanged_and_without_a_file(documents: Documents) -> None:
    assert documents.file is None
    assert not documents.changed
    assert documents.title == "test"


def test_saving_asks_for_a_file_once_and_then_writes_it_again(
    documents: Documents, voice: RecordingVoice, tmp_path: Path
) -> None:
    rename(documents)
    voice.to_save = tmp_path / "house"
    assert documents.save()
    assert documents.file == tmp_path / "house.trunkline"
    voice.to_save = None
    rename(documents, "again")
    assert documents.changed
    assert documents.save()
    assert not documents.changed
    assert load_project(tmp_path / "house.trunkline").name == "again"


def test_undo_back_to_the_saved_design_is_no_change(
    documents: Documents, voice: RecordingVoice, tmp_path: Path
) -> None:
    voice.to_save = tmp_path / "house.trunkline"
    documents.save()
    rename(documents)
    documents._workspace.session.undo()
    assert not documents.changed


@pytest.mark.parametrize(("answer", "left"), [(Answer.CANCEL, False), (Answer.DISCARD, True)])
def test_leaving_a_changed_project_asks(
    answer: Answer, left: bool, documents: Documents, voice: RecordingVoice
) -> None:
    rename(documents)
    voice.answer = answer
    assert documents.new() is left
    assert voice.asked == ["renamed"]
    assert (documents._workspace.design.name == "Untitled") is left


def test_leaving_with_save_saves_first(documents: Documents, voice: RecordingVoice, tmp_path: Path) -> None:
    rename(documents)
    voice.answer, voice.to_save = Answer.SAVE, tmp_path / "kept.trunkline"
    assert documents.new()
    assert load_project(tmp_path / "kept.trunkline").name == "renamed"


def test_a_save_that_is_called_off_keeps_the_project_open(
    documents: Documents, voice: RecordingVoice
) -> None:
    rename(documents)
    voice.answer, voice.to_save = Answer.SAVE, None
    assert not documents.new()
    assert documents._workspace.design.name == "renamed"


def test_what_cannot_be_written_is_told_in_one_sentence(
    documents: Documents, voice: RecordingVoice, tmp_path: Path
) -> None:
    rename(documents)
    voice.to_save = tmp_path / "missing" / "house.trunkline"
    assert not documents.save()
    assert len(voice.told) == 1
    assert "house.trunkline" in voice.told[0]
    assert documents.changed


def test_a_broken_file_is_told_and_what_is_open_stays(
    documents: Documents, voice: RecordingVoice, tmp_path: Path
) -> None:
    (tmp_path / "bad.trunkline").write_text('{"format": "trunkline-project", "version": 99}')
    before = documents._workspace.design
    assert not documents.open(tmp_path / "bad.trunkline")
    assert documents._workspace.design is before
    assert len(voice.told) == 1
    assert "bad.trunkline" in voice.told[0]
    assert "version" in voice.told[0]


def test_opened_and_saved_projects_are_remembered_the_last_one_first(
    documents: Documents, voice: RecordingVoice, preferences: Preferences, tmp_path: Path
) -> None:
    documents.open(example_path("gable"))
    voice.to_save = tmp_path / "mine.trunkline"
    documents.save_as()
    assert preferences.recent[0] == (tmp_path / "mine.trunkline").resolve()
    assert preferences.recent[1] == example_path("gable").resolve()
    assert Preferences(Path(preferences._store.fileName())).recent == preferences.recent


def test_a_project_that_is_gone_is_forgotten(
    documents: Documents, voice: RecordingVoice, preferences: Preferences, tmp_path: Path
) -> None:
    preferences.remember(tmp_path / "gone.trunkline")
    assert not documents.open(tmp_path / "gone.trunkline")
    assert preferences.recent == []
    assert "there is no such file" in voice.told[0]


@pytest.mark.parametrize("name", ["house", "house v1.2", "house.trunkline", "House.TRUNKLINE"])
def test_a_project_is_saved_with_its_suffix_whatever_was_typed(
    name: str, documents: Documents, voice: RecordingVoice, tmp_path: Path
) -> None:
    voice.to_save = tmp_path / name
    assert documents.save()
    (file,) = tmp_path.glob("*[hH]ouse*")
    assert file.suffix.lower() == ".trunkline"
    assert file.name.startswith(name)
    assert voice.asked == []


def test_a_file_that_the_dialog_did_not_ask_about_is_not_replaced_unasked(
    documents: Documents, voice: RecordingVoice, tmp_path: Path
) -> None:
    (tmp_path / "house.trunkline").write_text("precious")
    voice.to_save, voice.replace = tmp_path / "house", False
    assert not documents.save()
    assert (tmp_path / "house.trunkline").read_text() == "precious"
    assert documents.file is None
    voice.replace = True
    assert documents.save()
    assert documents.file == tmp_path / "house.trunkline"


ROOFS = """{"type": "FeatureCollection", "features": [{"type": "Feature",
"properties": {"id": "f1", "tilt_deg": 30, "azimuth_deg": 180},
"geometry": {"type": "Polygon", "coordinates": [[[11.0, 48.0], [11.0001, 48.0], [11.0001, 48.00005],
[11.0, 48.00005], [11.0, 48.0]]]}}]}"""


def test_roof_faces_are_added_as_one_step(documents: Documents, tmp_path: Path) -> None:
    (tmp_path / "roofs.geojson").write_text(ROOFS)
    assert documents.take_in(tmp_path / "roofs.geojson")
    assert len(documents._workspace.design.surfaces) == 3
    assert documents._workspace.session.undo_name == "Import roofs.geojson"


def test_a_file_without_roofs_is_refused_in_one_sentence(
    documents: Documents, voice: RecordingVoice, tmp_path: Path
) -> None:
    (tmp_path / "none.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    assert not documents.take_in(tmp_path / "none.geojson")
    assert len(voice.told) == 1
    assert "none.geojson" in voice.told[0]
