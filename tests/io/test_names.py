"""Names beside a project are as long as file systems take them, and no two of them the same."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.io.lock import Lock, acquire, lock_path
from designer.io.names import MOST_BYTES, fitting
from designer.io.project import backup_path, copy_beside, load_project, save_project
from tests import sites

stems = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="/\0"), max_size=300)


@given(stem=stems)
def test_a_name_has_room_and_keeps_its_ends(stem):
    name = fitting(".", stem, ".lock")
    assert len(os.fsencode(name)) <= MOST_BYTES
    assert name.startswith(".")
    assert name.endswith(".lock")
    if len(os.fsencode(stem)) + 6 <= MOST_BYTES:
        assert name == f".{stem}.lock"


def test_long_names_that_differ_at_their_end_stay_different():
    assert fitting("", "a" * 254 + "b", ".bak") != fitting("", "a" * 254 + "c", ".bak")


@pytest.mark.parametrize("stem", ["h" * 244, "ü" * 122, "屋" * 81 + "h"])
def test_a_project_with_the_longest_name_is_saved_again_and_again(tmp_path, stem):
    path = tmp_path / f"{stem}.trunkline"
    assert len(os.fsencode(path.name)) >= MOST_BYTES - 1
    first, second, third = (replace(sites.gable(), name=f"Save {number}") for number in range(3))
    for design in (first, second, third):
        save_project(design, path)
    assert load_project(path) == third
    assert load_project(backup_path(path)) == second
    lock = acquire(lock_path(path))
    assert isinstance(lock, Lock)
    lock.release()
    copy_beside(path, "changed elsewhere")
    assert len(list(tmp_path.iterdir())) == 3
