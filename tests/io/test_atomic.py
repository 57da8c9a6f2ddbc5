"""A file is wholly the new one or still the old one, and nothing lies about afterwards."""

import os
import stat
import sys

import pytest

from designer.core.errors import InputError
from designer.io import atomic
from designer.io.atomic import write_bytes_atomically

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


@pytest.mark.parametrize("failing_step", ["_write_new", "_retried"])
def test_a_failure_leaves_the_old_file_and_no_temporary_one(tmp_path, monkeypatch, failing_step):
    target = tmp_path / "old.json"
    target.write_bytes(b"old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic, failing_step, fail)
    with pytest.raises(
        InputError, match=r"old\.json: it cannot be written \(no space left on device\); choose"
    ):
        write_bytes_atomically(target, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("old.json", b"old")]


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
