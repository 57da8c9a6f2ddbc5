"""What a window left behind is offered at the next start, and nothing of it is lost unasked."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from designer.core.model.design import Design
from designer.gui.dialogs.recovery import Offer, RecoveryAnswer, RecoveryDialog
from designer.gui.voice import RivalAnswer
from designer.gui.window import MainWindow
from designer.io.autosaves import Unsaved, left_behind, new_folder
from designer.io.catalogs import bundled_catalog
from designer.io.lock import lock_path
from designer.io.project import load_project, save_project
from tests.gui.recording import RecordingVoice
from tests.sites import gable

RESTORE, KEEP_SAVED, KEEP_BOTH, LATER = RecoveryAnswer


@pytest.fixture
def house(tmp_path: Path) -> Path:
    return tmp_path / "Häuser.trunkline"


def left(design: Design, file: Path | None = None, known: str | None = None, *, changed: bool = True) -> None:
    """What a killed window has left behind."""
    folder = new_folder()
    folder.write(Unsaved(design, file, known, changed))
    folder.leave()


def named(name: str) -> Design:
    return replace(gable(), name=name)


def still_left() -> list[str]:
    claimed = left_behind()
    for folder in claimed:
        folder.leave()
    return [folder.newest.design.name for folder in claimed if folder.newest]


@pytest.fixture
def saved(house: Path) -> str:
    return save_project(named("saved"), house)


def test_nothing_left_behind_asks_nothing(window: MainWindow, voice: RecordingVoice) -> None:
    window.recovery.offer()
    assert voice.offers == []


def test_the_offer_shows_both_states_and_what_differs(
    window: MainWindow, voice: RecordingVoice, house: Path, saved: str
) -> None:
    left(replace(named("newer"), boxes=()), house, saved)
    window.recovery.offer()
    ((offer,),) = voice.offers
    assert (offer.name, offer.file) == ("Häuser", house)
    assert offer.saved == named("saved")
    assert offer.recovered.name == "newer"
    assert offer.lines[-1] == "name changed"
    assert "removed" in offer.lines[0]
    assert offer.written
    assert offer.saved_at
    assert not offer.changed_elsewhere
    assert still_left() == ["newer"], "put off"


def test_restored_work_is_unsaved_and_stays_kept_until_it_is_saved(
    window: MainWindow, voice: RecordingVoice, house: Path, saved: str
) -> None:
    left(named("newer"), house, saved)
    voice.recovery_answers = [(0, RESTORE)]
    window.recovery.offer()
    assert window.workspace.design.name == "newer"
    assert window.documents.file == house
    assert window.documents.changed
    assert window.isWindowModified()
    assert load_project(house).name == "saved"
    assert still_left() == [], "it is this window's now"
    window.autosave.stop()  # as a second kill would leave it
    assert still_left() == ["newer"]
    assert window.documents.save()
    assert load_project(house).name == "newer"
    window.documents.close()


def test_saving_what_was_restored_clears_it_away(
    window: MainWindow, voice: RecordingVoice, house: Path, saved: str
) -> None:
    left(named("newer"), house, saved)
    voice.recovery_answers = [(0, RESTORE)]
    window.recovery.offer()
    assert window.documents.save()
    window.autosave.stop()
    assert still_left() == []
    window.documents.close()


def test_the_saved_one_is_kept_and_opened(
    window: MainWindow, voice: RecordingVoice, house: Path, saved: str
) -> None:
    left(named("newer"), house, saved)
    voice.recovery_answers = [(0, KEEP_SAVED)]
    window.recovery.offer()
    assert window.workspace.design.name == "saved"
    assert not window.documents.changed
    assert still_left() == []
    window.documents.close()


def test_both_are_kept_in_files_of_their_own(
    window: MainWindow, voice: RecordingVoice, house: Path, saved: str
) -> None:
    left(named("newer"), house, saved)
    voice.recovery_answers = [(0, KEEP_BOTH)]
    window.recovery.offer()
    (copy,) = house.parent.glob("Häuser (recovered *.trunkline")
    assert load_project(copy).name == "newer"
    assert load_project(house).name == "saved"
    assert still_left() == []
    window.documents.close()


def test_keeping_both_works_with_the_longest_name_too(
    window: MainWindow, voice: RecordingVoice, tmp_path: Path
) -> None:
    house = tmp_path / f"{'h' * 245}.trunkline"
    left(named("newer"), house, save_project(named("saved"), house))
    voice.recovery_answers = [(0, KEEP_BOTH)]
    window.recovery.offer()
    (copy,) = set(tmp_path.glob("*.trunkline")) - {house}
    assert load_project(copy).name == "newer"
    window.documents.close()


def test_work_is_offered_also_where_nobody_can_look_at_its_file(
    window: MainWindow, voice: RecordingVoice, tmp_path: Path
) -> None:
    """A folder that may not be entered any more, a drive that is gone: here a name that none can have."""
    left(named("newer"), tmp_path / f"{'h' * 300}.trunkline", "known")
    voice.recovery_answers = [(0, RESTORE)]
    window.recovery.offer()
    assert window.workspace.design.name == "newer"
    assert still_left() == []


def test_where_the_copy_cannot_be_written_the_work_stays_where_it_is(
    window: MainWindow, voice: RecordingVoice, tmp_path: Path
) -> None:
    left(named("newer"), tmp_path / "unplugged" / "house.trunkline", "known")
    voice.recovery_answers = [(0, KEEP_BOTH)]
    window.recovery.offer()
    assert "cannot be written" in voice.told[0]
    assert still_left() == ["newer"]


@pytest.mark.parametrize("changed", [True, False])
def test_what_is_saved_already_is_not_offered(
    changed: bool, window: MainWindow, voice: RecordingVoice, house: Path, saved: str
) -> None:
    left(named("saved"), house, "older", changed=changed)
    window.recovery.offer()
    assert voice.offers == []
    assert still_left() == []


def test_a_project_without_a_file_is_offered_too(window: MainWindow, voice: RecordingVoice) -> None:
    left(named("never saved"))
    voice.recovery_answers = [(0, RESTORE)]
    window.recovery.offer()
    assert voice.offers[0][0].file is None
    assert window.workspace.design.name == "never saved"
    assert window.documents.changed


def test_a_file_that_has_gone_is_saved_anew_from_what_was_restored(
    window: MainWindow, voice: RecordingVoice, house: Path, saved: str
) -> None:
    left(named("newer"), house, saved)
    house.unlink()
    voice.recovery_answers = [(0, RESTORE)]
    window.recovery.offer()
    assert voice.offers[0][0].saved is None
    assert window.documents.save()
    assert load_project(house).name == "newer"
    window.documents.close()


def test_a_file_that_someone_has_changed_meanwhile_is_not_written_over(
    window: MainWindow, voice: RecordingVoice, house: Path, saved: str
) -> None:
    left(named("newer"), house, saved)
    save_project(named("theirs"), house)
    voice.recovery_answers = [(0, RESTORE)]
    window.recovery.offer()
    assert voice.offers[0][0].changed_elsewhere
    voice.rival_answers = [RivalAnswer.CANCEL]
    assert not window.documents.save()
    assert load_project(house).name == "theirs"
    window.documents.close()


def test_of_several_one_is_restored_and_the_others_wait(window: MainWindow, voice: RecordingVoice) -> None:
    left(named("one"))
    left(named("two"))
    voice.recovery_answers = [(1, RESTORE)]
    window.recovery.offer()
    names = [offer.recovered.name for offer in voice.offers[0]]
    assert sorted(names) == ["one", "two"]
    assert window.workspace.design.name == names[1]
    assert still_left() == names[:1]


def test_several_are_asked_about_one_after_the_other(window: MainWindow, voice: RecordingVoice) -> None:
    left(named("one"))
    left(named("two"))
    voice.recovery_answers = [(0, KEEP_SAVED), (0, KEEP_SAVED)]
    window.recovery.offer()
    assert [len(offers) for offers in voice.offers] == [2, 1]
    assert still_left() == []


def test_work_on_a_file_that_another_window_has_is_restored_without_it(
    window: MainWindow, voice: RecordingVoice, house: Path, saved: str
) -> None:
    from designer.io.lock import Lock, acquire

    other = acquire(lock_path(house))
    assert isinstance(other, Lock)
    left(named("newer"), house, saved)
    voice.recovery_answers = [(0, RESTORE)]
    window.recovery.offer()
    assert window.documents.file is None
    assert window.workspace.design.name == "newer"
    other.release()


def test_work_with_products_that_are_unknown_here_stays_left(
    window: MainWindow, voice: RecordingVoice
) -> None:
    left(replace(named("newer"), products=replace(gable().products, module="of another catalogue")))
    voice.recovery_answers = [(0, RESTORE)]
    window.recovery.offer()
    assert "of another catalogue" in voice.told[0]
    assert still_left() == ["newer"]


def offer(**changes: object) -> Offer:
    plain = Offer(
        name="House",
        file=Path("House.trunkline"),
        written="2026-04-11 09:30",
        saved_at="2026-04-11 09:10",
        catalog=bundled_catalog(),
        recovered=named("newer"),
        saved=named("saved"),
        lines=("name changed",),
    )
    return replace(plain, **changes)


@pytest.fixture
def dialog(qtbot: QtBot) -> RecoveryDialog:
    made = RecoveryDialog([offer(), offer(name="Barn", file=None, saved=None, lines=())])
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("button", "answer"),
    [("restore", RESTORE), ("keep_saved", KEEP_SAVED), ("keep_both", KEEP_BOTH), ("later", LATER)],
)
def test_each_button_is_an_answer(button: str, answer: RecoveryAnswer, dialog: RecoveryDialog) -> None:
    getattr(dialog, button).click()
    assert (dialog.chosen, dialog.answer) == (0, answer)
    assert not dialog.isVisible()


def test_escape_puts_it_off(dialog: RecoveryDialog) -> None:
    dialog.reject()
    assert dialog.answer is LATER


def test_another_project_can_be_looked_at(dialog: RecoveryDialog) -> None:
    dialog.which.setCurrentIndex(1)
    assert "Barn" in dialog.head.text()
    assert not dialog.saved.isVisible()
    assert not dialog.keep_both.isVisible()
    assert dialog.keep_saved.text() == "Discard"
    dialog.keep_saved.click()
    assert (dialog.chosen, dialog.answer) == (1, KEEP_SAVED)


def test_many_differences_are_cut_short(qtbot: QtBot) -> None:
    made = RecoveryDialog([offer(lines=tuple(f"{number} things changed" for number in range(20)))])
    qtbot.addWidget(made)
    assert made.lines.text().count("\n") == 7
    assert made.lines.text().endswith("and 13 more")
