"""A file is wholly the new one or still the old one, and nothing lies about afterwards."""

import io
import os
import stat
import sys

import pytest

from designer.core.errors import InputError
from designer.io import atomic, file_marks
from designer.io.atomic import sweep_temporaries, write_bytes_atomically

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="permissions and links of POSIX")


def test_a_new_file_holds_the_data_and_nothing_else_is_left(tmp_path):
    write_bytes_atomically(tmp_path / "new.json", b"data")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("new.json", b"data")]


def test_an_existing_file_is_replaced(tmp_path):
    target = tmp_path / "old.json"
    target.write_bytes(b"much longer than before")
    write_bytes_atomically(target, b"short")
    assert target.read_bytes() == b"short"


@posix_only
def test_permissions_of_an_existing_file_are_kept(tmp_path):
    target = tmp_path / "old.json"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_bytes_atomically(target, b"new")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@posix_only
def test_a_new_file_has_the_permissions_that_any_new_file_gets(tmp_path):
    (tmp_path / "plain").write_bytes(b"")
    write_bytes_atomically(tmp_path / "new", b"")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode


@posix_only
def test_a_symbolic_link_keeps_pointing_at_its_file(tmp_path):
    (tmp_path / "far").mkdir()
    real, link = tmp_path / "far" / "real.json", tmp_path / "link.json"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_bytes_atomically(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@posix_only
@pytest.mark.parametrize("system", ["linux", "macos"])
def test_the_content_is_on_the_disk_before_it_replaces_and_the_folder_after(tmp_path, monkeypatch, system):
    target = tmp_path / "old.json"
    target.write_bytes(b"old")
    synchronised = []

    def note(descriptor):
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        size = None if is_folder else os.fstat(descriptor).st_size
        synchronised.append((is_folder, size, target.read_bytes()))

    monkeypatch.setattr(os, "fsync", note)
    if system == "macos":
        monkeypatch.setattr("fcntl.F_FULLFSYNC", 51, raising=False)
        monkeypatch.setattr("fcntl.fcntl", lambda descriptor, _: note(descriptor))
    else:
        monkeypatch.delattr("fcntl.F_FULLFSYNC", raising=False)
    write_bytes_atomically(target, b"newer")
    assert synchronised == [(False, 5, b"old"), (True, None, b"newer")]


@posix_only
def test_while_it_is_written_what_replaces_a_private_file_is_read_by_nobody_else(tmp_path, monkeypatch):
    target = tmp_path / "old.json"
    target.write_bytes(b"old")
    target.chmod(0o600)
    modes = []
    carry = atomic.carry_marks

    def note(old, new):
        modes.append(stat.S_IMODE(new.stat().st_mode))
        carry(old, new)

    monkeypatch.setattr(atomic, "carry_marks", note)
    write_bytes_atomically(target, b"new")
    assert modes == [0o600]


@pytest.mark.parametrize("failing_step", ["_write_new", "_retried"])
def test_a_failure_leaves_the_old_file_and_no_temporary_one(tmp_path, monkeypatch, failing_step):
    target = tmp_path / "old.json"
    target.write_bytes(b"old")

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic, failing_step, fail)
    with pytest.raises(
        InputError, match=r"old\.json: it cannot be written \(no space left on device\); choose"
    ):
        write_bytes_atomically(target, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("old.json", b"old")]


class HalfFull(io.FileIO):
    """A file on a disk that has room for half of what is written."""

    def write(self, data):
        super().write(data[: len(data) // 2])
        raise OSError(28, "No space left on device")


def test_a_disk_that_is_full_in_the_middle_leaves_the_old_file_byte_for_byte(tmp_path, monkeypatch):
    target, before = tmp_path / "old.json", bytes(range(256)) * 40
    target.write_bytes(before)
    monkeypatch.setattr(atomic.os, "fdopen", HalfFull)
    with pytest.raises(InputError, match="no space left on device"):
        write_bytes_atomically(target, b"n" * 5000, keep_as=tmp_path / "old.json.bak")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("old.json", before)]


@pytest.mark.parametrize("links", [True, False])
def test_what_is_replaced_stays_under_another_name(tmp_path, monkeypatch, links):
    if not links:
        monkeypatch.setattr(atomic.Path, "hardlink_to", refused)
    target, kept = tmp_path / "a.json", tmp_path / "a.json.bak"
    for content in (b"first", b"second", b"third"):
        write_bytes_atomically(target, content, keep_as=kept)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {
        "a.json": b"third",
        "a.json.bak": b"second",
    }


def refused(*_):
    raise OSError(95, "Operation not supported")


def test_a_kept_name_that_is_the_same_file_already_leaves_nothing_behind(tmp_path):
    target, kept = tmp_path / "a.json", tmp_path / "a.json.bak"
    target.write_bytes(b"first")
    kept.hardlink_to(target)  # as after a power cut between keeping and replacing
    write_bytes_atomically(target, b"second", keep_as=kept)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {
        "a.json": b"second",
        "a.json.bak": b"first",
    }


def test_where_the_old_content_cannot_be_kept_nothing_is_replaced(tmp_path):
    target, kept = tmp_path / "a.json", tmp_path / "a.json.bak"
    target.write_bytes(b"first")
    kept.mkdir()
    with pytest.raises(InputError, match="it cannot be written"):
        write_bytes_atomically(target, b"second", keep_as=kept)
    assert target.read_bytes() == b"first"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.json", "a.json.bak"]


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="extended attributes of Linux")
def test_extended_attributes_are_kept(tmp_path):
    target = tmp_path / "tagged.json"
    target.write_bytes(b"old")
    try:
        os.setxattr(target, "user.tag", b"roof")
    except OSError:
        pytest.skip("this file system has none")
    write_bytes_atomically(target, b"new")
    assert os.getxattr(target, "user.tag") == b"roof"


def test_a_hidden_file_stays_hidden(tmp_path):
    target = tmp_path / ".hidden.json"
    target.write_bytes(b"old")
    file_marks.hide(target)
    before = target.stat()
    write_bytes_atomically(target, b"new")
    after = target.stat()
    assert [p.name for p in tmp_path.iterdir()] == [".hidden.json"]
    for flags in ("st_file_attributes", "st_flags"):
        assert getattr(after, flags, 0) == getattr(before, flags, 0)


@pytest.mark.parametrize("name", ["Häuser Müller.json", "屋根 ☀.json", "n" * 200 + ".json", "a'b $(x).json"])
def test_names_of_all_kinds_are_written(tmp_path, name):
    folder = tmp_path / "Ärger 家"
    folder.mkdir()
    for content in (b"first", b"second"):
        write_bytes_atomically(folder / name, content)
    assert [(p.name, p.read_bytes()) for p in folder.iterdir()] == [(name, b"second")]


@posix_only
def test_links_in_a_circle_are_refused_in_a_sentence(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(InputError, match="it cannot be written"):
        write_bytes_atomically(tmp_path / "a", b"")


def test_leftovers_of_a_killed_program_are_swept_and_nothing_else(tmp_path):
    mine, other = tmp_path / "mine.json", tmp_path / "other.json"
    for target in (mine, other):
        target.write_bytes(b"old")
        atomic._write_new(atomic._temporary(target), b"half", private=True)
    (tmp_path / "notes.tmp").write_bytes(b"a person's own")
    sweep_temporaries(mine)
    assert len(list(tmp_path.glob(".trunkline-*.tmp"))) == 1
    sweep_temporaries(other)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine.json", "notes.tmp", "other.json"]


def test_a_kill_while_the_old_content_is_kept_leaves_what_the_sweep_finds(tmp_path, monkeypatch):
    target = tmp_path / "a.json"
    target.write_bytes(b"old")
    monkeypatch.setattr(atomic, "_remove", lambda _: None)  # a killed program removes nothing
    monkeypatch.setattr(atomic, "_retried", refused)
    with pytest.raises(InputError):
        write_bytes_atomically(target, b"new", keep_as=tmp_path / "a.json.bak")
    assert len(list(tmp_path.glob("*.tmp"))) == 2
    sweep_temporaries(target)
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_an_interruption_leaves_no_temporary_file(tmp_path, monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(atomic, "_retried", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_bytes_atomically(tmp_path / "new.json", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(InputError, match="no such file or directory"):
        write_bytes_atomically(tmp_path / "missing" / "new.json", b"")


@posix_only
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_costs_nothing(tmp_path):
    target = tmp_path / "old.json"
    target.write_bytes(b"old")
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(InputError, match="permission denied"):
            write_bytes_atomically(target, b"new", keep_as=tmp_path / "old.json.bak")
    finally:
        tmp_path.chmod(0o755)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("old.json", b"old")]


def test_a_place_that_has_become_read_only_costs_nothing(tmp_path, monkeypatch):
    target = tmp_path / "old.json"
    target.write_bytes(b"old")

    def refuse(*_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(atomic.os, "open", refuse)
    with pytest.raises(InputError, match="read-only file system"):
        write_bytes_atomically(target, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("old.json", b"old")]


def test_a_folder_is_not_overwritten(tmp_path):
    with pytest.raises(InputError, match="not a plain file"):
        write_bytes_atomically(tmp_path, b"")
    assert tmp_path.is_dir()


@posix_only
def test_a_device_is_not_replaced_by_a_file():
    with pytest.raises(InputError, match="not a plain file"):
        write_bytes_atomically(atomic.Path(os.devnull), b"")


def busy_error(code):
    error = PermissionError(13, "The process cannot access the file")
    error.winerror = code
    return error


@pytest.mark.parametrize("code", [5, 32, 33])
def test_a_busy_file_on_windows_is_tried_again(monkeypatch, code):
    monkeypatch.setattr(atomic, "RETRY_DELAYS_S", (0.0, 0.0, 0.0))
    outcomes = [busy_error(code), busy_error(code), None]

    def replace():
        if (outcome := outcomes.pop(0)) is not None:
            raise outcome

    atomic._retried(replace)
    assert outcomes == []


def test_a_file_that_stays_busy_is_given_up(monkeypatch):
    monkeypatch.setattr(atomic, "RETRY_DELAYS_S", (0.0, 0.0, 0.0))
    attempts = []

    def replace():
        attempts.append(1)
        raise busy_error(32)

    with pytest.raises(PermissionError):
        atomic._retried(replace)
    assert len(attempts) == 4


def test_another_error_is_not_tried_again():
    attempts = []

    def replace():
        attempts.append(1)
        raise OSError(18, "Invalid cross-device link")

    with pytest.raises(OSError, match="cross-device"):
        atomic._retried(replace)
    assert len(attempts) == 1


def test_a_write_protected_file_is_not_replaced(tmp_path):
    target = tmp_path / "measured.json"
    target.write_bytes(b"old")
    target.chmod(0o444)
    with pytest.raises(InputError, match="write-protected"):
        write_bytes_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["measured.json"]
