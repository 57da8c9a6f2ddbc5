"""A lock says who has a project open, ends with its process, and is recognised when it was left behind."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from designer.io import lock
from designer.io.held_files import hold
from designer.io.lock import Busy, Lock, Owner, acquire, holder_of, lock_path

OTHER = """
import sys, time
from pathlib import Path
from designer.io.lock import acquire
print(type(acquire(Path(sys.argv[1]))).__name__, flush=True)
time.sleep(60)
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return lock_path(tmp_path / "Häuser.trunkline")


def taken(place: Path) -> Lock:
    found = acquire(place)
    assert isinstance(found, Lock)
    return found


def left_by(place: Path, host: str, silent_s: float) -> None:
    """A lock file as another computer leaves it when it is switched off."""
    place.write_bytes(msgspec.json.encode(Owner("anna", host, 7, "2026-04-11T09:30:00+00:00", "t")))
    then = place.stat().st_mtime - silent_s
    os.utime(place, (then, then))


def test_a_lock_names_its_owner_and_goes_when_it_is_released(place: Path) -> None:
    mine = taken(place)
    named = msgspec.json.decode(place.read_bytes(), type=Owner)
    assert named == mine.owner
    assert named.pid == os.getpid()
    assert named.user
    assert named.host
    mine.release()
    assert list(place.parent.iterdir()) == []
    mine.release()


def test_it_lies_beside_the_file_that_a_link_points_to(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    real, link = tmp_path / "far" / "real.trunkline", tmp_path / "link.trunkline"
    real.write_bytes(b"")
    link.symlink_to(real)
    assert lock_path(link) == lock_path(real) == tmp_path / "far" / ".real.trunkline.lock"


def test_a_second_window_is_told_who_has_it(place: Path) -> None:
    mine = taken(place)
    assert acquire(place) == Busy(mine.owner)
    assert acquire(place, take_over=True) == Busy(mine.owner), "the owner lives"
    mine.release()
    taken(place).release()


def test_a_lock_ends_with_a_process_that_is_killed(place: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", OTHER, str(place)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "Lock\n"
        busy = acquire(place)
        assert isinstance(busy, Busy)
        assert busy.owner.pid == other.pid
        other.kill()
    assert place.exists(), "it was left behind"
    assert holder_of(place) is None
    taken(place).release()


def test_one_of_another_computer_is_busy_while_that_gives_signs_of_life(place: Path) -> None:
    left_by(place, "roof-office", silent_s=30.0)
    busy = acquire(place)
    assert isinstance(busy, Busy)
    assert (busy.owner.user, busy.owner.host) == ("anna", "roof-office")
    assert not busy.is_stale


def test_a_stale_one_of_another_computer_is_recognised_and_taken_over_only_when_asked(place: Path) -> None:
    left_by(place, "roof-office", silent_s=2 * lock.SILENT_S)
    busy = acquire(place)
    assert isinstance(busy, Busy)
    assert busy.is_stale
    mine = acquire(place, take_over=True)
    assert isinstance(mine, Lock)
    assert acquire(place) == Busy(mine.owner)
    mine.release()


def test_an_owner_that_lost_its_lock_leaves_the_new_one_alone(place: Path) -> None:
    mine = taken(place)
    left_by(place, "roof-office", silent_s=0.0)
    mine.release()
    assert place.exists()


@pytest.mark.parametrize("content", [b"", b'{"user": "anna", "ho', b"\0" * 50, b"[]"])
def test_a_lock_file_that_was_cut_off_is_nobodys(content: bytes, place: Path) -> None:
    place.write_bytes(content)
    taken(place).release()


@pytest.mark.parametrize(("silent_s", "free"), [(30.0, False), (2 * lock.SILENT_S, True)])
def test_where_the_file_system_knows_no_locks_signs_of_life_count(
    silent_s: float, free: bool, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "hold", lambda _: None)
    left_by(place, lock._host(), silent_s)
    found = acquire(place)
    assert isinstance(found, Lock) is free
    if isinstance(found, Lock):
        found.release()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_lock_file_that_its_owner_removes_meanwhile_is_made_anew(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed: list[Path] = []

    def slow(descriptor: int) -> bool | None:
        if not removed:  # between our opening it and our holding it
            place.unlink()
            removed.append(place)
        return hold(descriptor)

    monkeypatch.setattr(lock, "hold", slow)
    mine = taken(place)
    assert msgspec.json.decode(place.read_bytes(), type=Owner) == mine.owner


def test_a_sign_of_life_renews_the_time_stamp(place: Path) -> None:
    mine = taken(place)
    os.utime(place, (1e9, 1e9))
    mine.beat()
    assert place.stat().st_mtime > 1e9
    mine.release()


def test_where_no_lock_can_be_made_there_is_none(tmp_path: Path) -> None:
    assert acquire(tmp_path / "missing" / ".a.lock") is None
    assert acquire(tmp_path / "a\0b.lock") is None
    assert holder_of(tmp_path / "missing") is None


def linked(place: Path, precious: Path) -> None:
    place.symlink_to(precious)


def linked_hard(place: Path, precious: Path) -> None:
    place.hardlink_to(precious)


def large(place: Path, _: Path) -> None:
    place.write_bytes(b"a report" * 1000)


def folder(place: Path, _: Path) -> None:
    place.mkdir()


def pipe(place: Path, _: Path) -> None:
    os.mkfifo(place)


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")
@pytest.mark.parametrize("trap", [linked, linked_hard, large, folder, pipe])
def test_a_lock_file_that_is_none_is_not_written(
    trap: Callable[[Path, Path], None], place: Path, tmp_path: Path
) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"a person's own")
    trap(place, precious)
    size = place.lstat().st_size
    assert acquire(place, take_over=True) is None
    assert precious.read_bytes() == b"a person's own"
    assert place.lstat().st_size == size
