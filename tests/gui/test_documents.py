"""Opening, saving and leaving projects in the window."""

import os
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from designer.edit.view import surface_view
from designer.gui.documents import Documents
from designer.gui.preferences import Preferences
from designer.gui.voice import Answer, OwnerAnswer, RivalAnswer
from designer.gui.workspace import Workspace
from designer.io import atomic
from designer.io.catalogs import bundled_catalog
from designer.io.examples import example_path
from designer.io.lock import SILENT_S, Owner, lock_path
from designer.io.project import load_project, save_project
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


def test_a_project_that_cannot_even_be_looked_at_is_told_and_no_fault(
    documents: Documents, voice: RecordingVoice, tmp_path: Path
) -> None:
    assert not documents.open(tmp_path / f"{'h' * 300}.trunkline")
    assert "it cannot be read" in voice.told[0]


@pytest.mark.parametrize("name", ["house", "house v1.2", "house.trunkline", "House.TRUNKLINE"])
def test_a_project_is_saved_with_its_suffix_whatever_was_typed(
    name: str, documents: Documents, voice: RecordingVoice, tmp_path: Path
) -> None:
    voice.to_save = tmp_path / name
    assert documents.save()
    (file,) = tmp_path.glob("[hH]ouse*")
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


def somebody_elses(file: Path, silent_s: float = 0.0) -> None:
    """A lock as another computer holds it, or has left it."""
    place = lock_path(file)
    place.write_bytes(msgspec.json.encode(Owner("anna", "roof-office", 7, "2026-04-11T09:30:00+00:00", "t")))
    then = place.stat().st_mtime - silent_s
    os.utime(place, (then, then))


@pytest.fixture
def house(tmp_path: Path) -> Path:
    file = tmp_path / "house.trunkline"
    save_project(replace(gable(), name="saved"), file)
    return file


def another(documents: Documents, preferences: Preferences) -> tuple[Documents, RecordingVoice]:
    """A second window."""
    voice = RecordingVoice()
    return Documents(Workspace(gable(), bundled_catalog()), voice, preferences), voice  # type: ignore[arg-type]


def test_a_second_window_opens_a_project_read_only_and_does_not_write_over_the_first(
    documents: Documents, preferences: Preferences, house: Path, tmp_path: Path
) -> None:
    assert documents.open(house)
    second, voice = another(documents, preferences)
    assert not second.open(house), "called off"
    assert second.file is None
    voice.owner_answer = OwnerAnswer.READ_ONLY
    assert second.open(house)
    assert (second.file, second.read_only) == (house, True)
    assert not voice.busy[0].is_stale
    rename(second, "second")
    voice.to_save = house
    assert not second.save(), "asked for a name, and the one of the first window is refused"
    assert "it is open on" in voice.told[0]
    voice.to_save = tmp_path / "mine.trunkline"
    assert second.save()
    assert (second.file, second.read_only) == (tmp_path / "mine.trunkline", False)
    assert load_project(house).name == "saved"
    second.close()
    documents.close()


def test_what_was_opened_read_only_can_be_saved_once_nobody_else_has_it(
    documents: Documents, preferences: Preferences, house: Path
) -> None:
    documents.open(house)
    second, voice = another(documents, preferences)
    voice.owner_answer, voice.to_save = OwnerAnswer.READ_ONLY, house
    second.open(house)
    documents.close()
    rename(second, "second")
    assert second.save()
    assert load_project(house).name == "second"
    assert not second.read_only
    second.close()


def test_the_lock_goes_with_the_window_and_with_the_project(
    documents: Documents, house: Path, tmp_path: Path
) -> None:
    documents.open(house)
    assert lock_path(house).exists()
    documents.new()
    assert not lock_path(house).exists()
    documents.open(house)
    documents.open(house)
    assert lock_path(house).exists(), "the same file again"
    documents.close()
    assert sorted(entry.name for entry in tmp_path.iterdir() if "house" in entry.name) == ["house.trunkline"]


def test_saving_under_another_name_holds_that_file_instead(
    documents: Documents, voice: RecordingVoice, house: Path, tmp_path: Path
) -> None:
    documents.open(house)
    voice.to_save = tmp_path / "other.trunkline"
    documents.save_as()
    assert not lock_path(house).exists()
    assert lock_path(tmp_path / "other.trunkline").exists()
    documents.close()


def test_a_stale_lock_of_another_computer_can_be_taken_over(
    documents: Documents, voice: RecordingVoice, house: Path
) -> None:
    somebody_elses(house, silent_s=2 * SILENT_S)
    voice.owner_answer = OwnerAnswer.TAKE_OVER
    assert documents.open(house)
    assert voice.busy[0].is_stale
    assert not documents.read_only
    rename(documents)
    assert documents.save()
    documents.close()


def test_a_file_that_cannot_be_read_is_not_held(
    documents: Documents, voice: RecordingVoice, house: Path
) -> None:
    save_project(replace(gable(), name="again"), house)
    house.write_bytes(b"{")
    assert not documents.open(house)
    assert not lock_path(house).exists()
    assert voice.told[0].endswith("The save before it lies beside it as house.trunkline.bak.")


@pytest.mark.parametrize("answer", [RivalAnswer.CANCEL, RivalAnswer.SAVE_AS, RivalAnswer.REPLACE])
def test_a_file_that_someone_else_has_changed_loses_neither_version(
    answer: RivalAnswer, documents: Documents, voice: RecordingVoice, house: Path, tmp_path: Path
) -> None:
    documents.open(house)
    rename(documents, "mine")
    save_project(replace(gable(), name="theirs"), house)
    voice.rival_answers, voice.to_save = [answer], tmp_path / "mine.trunkline"
    assert documents.save() is (answer is not RivalAnswer.CANCEL)
    assert documents.changed is (answer is RivalAnswer.CANCEL)
    names = {load_project(file).name for file in tmp_path.glob("*.trunkline") if file.name[0] != "."}
    assert names == {"theirs"} if answer is RivalAnswer.CANCEL else {"theirs", "mine"}
    assert documents._workspace.design.name == "mine"
    documents.close()


def test_a_time_stamp_that_was_touched_is_no_change(
    documents: Documents, voice: RecordingVoice, house: Path
) -> None:
    documents.open(house)
    rename(documents, "mine")
    os.utime(house, (1e9, 1e9))
    assert documents.save()
    assert voice.asked == []
    documents.close()


def test_a_folder_that_has_vanished_keeps_the_work_open(
    documents: Documents, voice: RecordingVoice, tmp_path: Path
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    save_project(gable(), share / "house.trunkline")
    documents.open(share / "house.trunkline")
    rename(documents, "mine")
    share.rename(tmp_path / "unplugged")
    assert not documents.save()
    assert "cannot be written" in voice.told[0]
    assert documents.changed
    (tmp_path / "unplugged").rename(share)
    assert documents.save()
    assert load_project(share / "house.trunkline").name == "mine"
    documents.close()


def test_what_a_killed_program_left_beside_the_file_is_swept(documents: Documents, house: Path) -> None:
    left = atomic._temporary(house.resolve())
    left.write_bytes(b"half")
    documents.open(house)
    assert not left.exists()
    documents.close()


ROOFS = """{"type": "FeatureCollection", "features": [{"type": "Feature",
"properties": {"id": "f1", "tilt_deg": 30, "azimuth_deg": 180},
"geometry": {"type": "Polygon", "coordinates": [[[11.0, 48.0], [11.0001, 48.0], [11.0001, 48.00005],
[11.0, 48.00005], [11.0, 48.0]]]}}]}"""


def test_roof_faces_are_added_as_one_step(documents: Documents, tmp_path: Path) -> None:
    (tmp_path / "roofs.geojson").write_text(ROOFS)
    assert documents.take_in(tmp_path / "roofs.geojson")
    assert len(documents._workspace.design.surfaces) == 3
    assert documents._workspace.session.undo_name == "Import roofs.geojson"
    assert documents._workspace.editor.message == "1 surface from roofs.geojson"
    assert documents._workspace.editor.view == surface_view(documents._workspace.design.surfaces[-1].id)


def test_faces_without_a_slope_are_told(documents: Documents, voice: RecordingVoice, tmp_path: Path) -> None:
    ring = "11,48 11.0001,48 11.0001,48.00005 11,48.00005 11,48"
    polygon = f"<outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs>"
    head = '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark>'
    (tmp_path / "roof.kml").write_text(f"{head}<Polygon>{polygon}</Polygon></Placemark></kml>")
    assert documents.take_in(tmp_path / "roof.kml")
    (told,) = voice.told
    assert told.startswith("roof.kml: no slope is said for 1 surface, ")


def test_a_file_without_roofs_is_refused_in_one_sentence(
    documents: Documents, voice: RecordingVoice, tmp_path: Path
) -> None:
    (tmp_path / "none.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    assert not documents.take_in(tmp_path / "none.geojson")
    assert len(voice.told) == 1
    assert "none.geojson" in voice.told[0]
