"""Links that were planted in a folder do not let the program write, or lock, or clear away outside of it."""

import os
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from designer.core.errors import InputError
from designer.io.autosaves import left_behind
from designer.io.examples import example_path
from designer.io.lock import Lock, acquire, lock_path
from designer.io.output_folder import check_within
from designer.io.project import backup_path, copy_beside, load_project, save_project
from tests.hostile.runner import Runner

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need a right of its own on Windows")


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A file of the person's own, outside of the folder that is worked in."""
    file = tmp_path / "victim"
    file.write_bytes(b"mine")
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sent"
    made.mkdir()
    return made


@pytest.mark.parametrize("name", ["bom.csv", "cut-list.csv"])
def test_an_export_is_not_written_through_a_link(
    name: str, folder: Path, victim: Path, runner: Runner, tmp_path: Path
) -> None:
    (folder / name).symlink_to(victim)
    command = ["export", str(example_path("gable")), "-o", str(folder), "--only", name]
    run = runner.run(command, {"HOME": str(tmp_path)})
    assert (run.code, "leads out of the folder" in run.said) == (2, True)
    assert victim.read_bytes() == b"mine"


def test_a_folder_of_pages_that_is_a_link_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (folder / "sheets-svg").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match="leads out of the folder"):
        check_within(folder, ["sheets.pdf", "sheets-svg/a.svg"])


def test_links_within_the_folder_and_to_the_folder_are_used(folder: Path, tmp_path: Path) -> None:
    (folder / "real.pdf").touch()
    (folder / "sheets.pdf").symlink_to(folder / "real.pdf")
    (tmp_path / "short").symlink_to(folder)
    check_within(tmp_path / "short", ["sheets.pdf", "opendtu/a.json"])


@pytest.mark.parametrize("name", ["../victim", "a/../../victim"])
def test_names_that_lead_out_are_refused(name: str, folder: Path) -> None:
    with pytest.raises(InputError, match="leads out of the folder"):
        check_within(folder, [name])


def test_a_copy_beside_takes_the_place_of_a_link(folder: Path, victim: Path) -> None:
    file = folder / "house.trunkline"
    file.write_bytes(b"theirs")
    (folder / "house (theirs).trunkline").symlink_to(victim)
    copy_beside(file, "theirs")
    assert victim.read_bytes() == b"mine"
    assert (folder / "house (theirs).trunkline").read_bytes() == b"theirs"


def test_a_backup_takes_the_place_of_a_link(folder: Path, victim: Path) -> None:
    design = load_project(example_path("gable"))
    file = folder / "house.trunkline"
    save_project(design, file)
    backup_path(file).symlink_to(victim)
    save_project(replace(design, name="other"), file)
    assert victim.read_bytes() == b"mine"
    assert not backup_path(file).is_symlink()


def test_a_lock_is_not_written_through_a_link(folder: Path, victim: Path) -> None:
    path = lock_path(folder / "house.trunkline")
    path.symlink_to(victim)
    assert acquire(path) is None
    path.unlink()
    os.link(victim, path)
    assert not isinstance(acquire(path), Lock)
    assert victim.read_bytes() == b"mine"


def test_autosaves_that_are_links_are_not_read_or_cleared_away(
    tmp_path: Path, victim: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    window = tmp_path / "trunkline" / "recovery" / "20260101-000000-00000000"
    window.mkdir(parents=True)
    (window / "a.autosave").symlink_to(victim)
    assert left_behind() == []
    assert victim.read_bytes() == b"mine"
