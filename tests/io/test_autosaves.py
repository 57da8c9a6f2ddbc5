"""Unsaved work lies twice in a folder of its own; whatever is damaged, the newest intact state is found."""

import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from designer.core.errors import InputError
from designer.core.model.design import Design
from designer.io import autosaves
from designer.io.atomic import write_bytes_atomically
from designer.io.autosave_writer import AutosaveWriter
from designer.io.autosaves import AutosaveFolder, Unsaved, left_behind, new_folder, recovery_folder
from tests.sites import gable


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return tmp_path / "home"


def named(name: str) -> Design:
    return replace(gable(), name=name)


def left(*names: str) -> Path:
    """A folder that a window has left behind after these states."""
    folder = new_folder()
    for name in names:
        folder.write(Unsaved(named(name)))
    folder.leave()
    return folder.folder


def found() -> list[str]:
    claimed = left_behind()
    for folder in claimed:
        folder.leave()
    return [folder.newest.design.name for folder in claimed if folder.newest]


def test_the_newest_of_many_states_is_found() -> None:
    left("first", "second", "third", "fourth")
    assert found() == ["fourth"]


def test_a_state_says_where_it_belongs(tmp_path: Path) -> None:
    folder = new_folder()
    folder.write(Unsaved(named("house"), tmp_path / "Häuser.trunkline", "abc", changed=True))
    folder.leave()
    (claimed,) = left_behind()
    assert claimed.newest is not None
    assert claimed.newest.about.file == str(tmp_path / "Häuser.trunkline")
    assert claimed.newest.about.known == "abc"
    claimed.leave()


def damage(file: Path, how: str) -> None:
    data = file.read_bytes()
    name = data.rindex(b"third") if b"third" in data else 0
    damaged = {
        "cut off": data[: len(data) * 2 // 3],
        "cut off in the first line": data[:40],
        "empty": b"",
        "noughts": b"\0" * len(data),
        "a bit of a name": data[:name] + bytes([data[name] ^ 1]) + data[name + 1 :],  # only its digest tells
    }
    file.write_bytes(damaged[how])


DAMAGES = ["cut off", "cut off in the first line", "empty", "noughts", "a bit of a name"]


@pytest.mark.parametrize("how", DAMAGES)
def test_where_the_newest_was_cut_off_by_a_power_loss_the_one_before_is_found(how: str) -> None:
    folder = left("first", "second", "third")
    newest = AutosaveFolder(folder, None).newest  # type: ignore[arg-type]
    assert newest is not None
    damage(folder / newest.slot, how)
    assert found() == ["second"]


def test_the_next_state_takes_the_place_of_the_damaged_one() -> None:
    folder = left("first", "second", "third")
    damage(folder / autosaves.SLOTS[0], "cut off")  # the third
    (claimed,) = left_behind()
    claimed.write(Unsaved(named("fourth")))
    claimed.leave()
    damage(folder / autosaves.SLOTS[0], "cut off")
    assert found() == ["second"]


def test_where_nothing_is_intact_nothing_is_offered_and_nothing_removed() -> None:
    folder = left("first", "second")
    for slot in autosaves.SLOTS:
        damage(folder / slot, "cut off")
    assert found() == []
    assert len(list(folder.glob("*.autosave"))) == 2


def test_what_a_living_window_holds_is_not_offered() -> None:
    mine = new_folder()
    mine.write(Unsaved(named("at work")))
    assert found() == []
    mine.leave()
    assert found() == ["at work"]


def test_two_windows_have_a_folder_each() -> None:
    left("one")
    left("two")
    assert sorted(found()) == ["one", "two"]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_nobody_else_may_look_into_what_is_kept_aside() -> None:
    assert stat.S_IMODE(left("house").stat().st_mode) == 0o700


def test_what_is_closed_is_gone_and_empty_folders_are_cleared_away() -> None:
    folder = new_folder()
    folder.write(Unsaved(named("saved")))
    folder.close()
    left()
    assert found() == []
    assert list(recovery_folder().iterdir()) == []


def test_an_autosave_of_a_newer_program_is_left_alone() -> None:
    folder = left("first")
    (slot,) = folder.glob("*.autosave")
    head, _, content = slot.read_bytes().partition(b"\n")
    newer = content.replace(b'"version": 1', b'"version": 99')
    about = head.replace(autosaves.digest_of(content).encode(), autosaves.digest_of(newer).encode())
    slot.write_bytes(about + b"\n" + newer)
    assert found() == []
    assert slot.exists()


def test_a_failure_in_the_middle_of_writing_leaves_both_states(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = new_folder()
    folder.write(Unsaved(named("first")))
    folder.write(Unsaved(named("second")))

    def full(*_: object, **__: object) -> None:
        raise InputError("it cannot be written (no space left on device)")

    with monkeypatch.context() as patched:
        patched.setattr(autosaves, "write_bytes_atomically", full)
        with pytest.raises(InputError, match="no space left"):
            folder.write(Unsaved(named("third")))
    folder.leave()
    assert found() == ["second"]


def test_without_a_home_one_sentence_says_that_nothing_is_kept(home: Path) -> None:
    home.write_text("in the way")
    with pytest.raises(InputError, match="unsaved work cannot be kept aside"):
        new_folder()
    assert left_behind() == []


class Told:
    """What a writer tells, waited for."""

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.writer = AutosaveWriter(self.sentences.append)

    def hand(self, name: str) -> None:
        """Hand work over and wait until it was written, or could not be."""
        before = len(self.sentences)
        self.writer.hand(Unsaved(named(name)))
        self.wait_for(before + 1)

    def wait_for(self, attempts: int) -> None:
        end = time.monotonic() + 20.0
        while len(self.sentences) < attempts:
            assert time.monotonic() < end, "nothing was written"
            time.sleep(0.002)


@pytest.fixture
def told() -> Iterator[Told]:
    made = Told()
    yield made
    made.writer.stop()


def test_a_writer_writes_the_newest_and_keeps_it_when_it_stops(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()

    def slow(*given: Any, **options: Any) -> None:
        may_go_on.wait(20.0)
        write_bytes_atomically(*given, **options)

    monkeypatch.setattr(autosaves, "write_bytes_atomically", slow)
    for number in range(50):
        told.writer.hand(Unsaved(named(f"state {number}")))
        if number == 0:
            wait_until(lambda: told.writer._waiting is None)
    may_go_on.set()
    told.wait_for(2)
    told.writer.stop()
    assert told.sentences == ["", ""], "older work that waits is dropped"
    assert found() == ["state 49"]


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20.0
    while not true():
        assert time.monotonic() < end
        time.sleep(0.002)


def test_what_is_cleared_is_gone_and_later_work_has_a_new_folder(told: Told) -> None:
    told.hand("first")
    told.writer.clear()
    assert list(recovery_folder().iterdir()) == []
    told.hand("second")
    told.writer.stop()
    assert found() == ["second"]


def test_what_was_left_behind_stays_until_something_newer_is_written(told: Told) -> None:
    left("first", "second")
    (claimed,) = left_behind()
    told.writer.adopt(claimed)
    told.writer.stop()
    assert found() == ["second"]


def test_before_a_save_only_what_is_there_is_brought_up(told: Told) -> None:
    told.writer.settle(Unsaved(named("saved at once")))
    assert not recovery_folder().exists()
    told.hand("old")
    told.writer.settle(Unsaved(named("about to be saved")))
    told.writer.stop()
    assert found() == ["about to be saved"]


def test_a_writer_that_cannot_write_says_so_and_goes_on(told: Told, home: Path) -> None:
    home.write_text("in the way")
    told.hand("first")
    home.unlink()
    told.hand("second")
    told.writer.stop()
    assert "unsaved work cannot be kept aside" in told.sentences[0]
    assert found() == ["second"]
