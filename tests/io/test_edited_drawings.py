"""An export into a folder that has one already: what somebody edited in a CAD is kept, all else replaced."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.core.errors import InputError
from designer.dxf_seal import is_as_written, sealed
from designer.io.edited_drawings import write_export

HEAD = b"  9\n$VERSIONGUID\n  2\n{01234567-89AB-CDEF-0123-456789ABCDEF}\n"
OLD, NEW = sealed(HEAD + b"old\n"), sealed(HEAD + b"new\n")


@given(st.binary(max_size=200))
def test_a_sealed_file_is_as_it_was_written(data: bytes) -> None:
    assert is_as_written(sealed(HEAD + data))
    assert len(sealed(HEAD + data)) == len(HEAD + data)
    assert sealed(HEAD + data).endswith(data)
    assert sealed(sealed(HEAD + data)) == sealed(HEAD + data)


@given(st.binary(min_size=1, max_size=200), st.data())
def test_any_change_of_it_is_seen(data: bytes, draw: st.DataObject) -> None:
    whole = bytearray(sealed(HEAD + data))
    at = draw.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= draw.draw(st.integers(1, 255))
    assert not is_as_written(bytes(whole))
    assert not is_as_written(sealed(HEAD + data) + b"x")


@pytest.mark.parametrize("data", [b"", b"by a CAD", HEAD + b"by a CAD", b"x" * 60_000 + OLD])
def test_files_of_others_are_not_as_this_program_writes(data: bytes) -> None:
    assert not is_as_written(data)


def test_an_untouched_drawing_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "drawing.dxf"
    assert write_export(file, OLD) == ""
    assert write_export(file, NEW) == ""
    assert file.read_bytes() == NEW
    assert list(tmp_path.iterdir()) == [file]


def test_an_edited_one_with_the_longest_name_is_kept_too(tmp_path: Path) -> None:
    file = tmp_path / f"{'d' * 251}.dxf"
    file.write_bytes(b"by a CAD")
    assert "was edited since it was exported" in write_export(file, NEW)
    (kept,) = set(tmp_path.iterdir()) - {file}
    assert (kept.read_bytes(), kept.suffix, file.read_bytes()) == (b"by a CAD", ".dxf", NEW)


def test_edited_ones_are_kept_each_under_a_name_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "drawing.dxf"
    for number, edited in enumerate((b"by a CAD", OLD + b"\n", b"by another"), start=1):
        file.write_bytes(edited)
        told = write_export(file, NEW)
        name = "drawing-edited.dxf" if number == 1 else f"drawing-edited-{number}.dxf"
        assert f"kept as {name}" in told
        assert file.with_name(name).read_bytes() == edited
        assert file.read_bytes() == NEW


def test_other_papers_are_replaced(tmp_path: Path) -> None:
    file = tmp_path / "bom.csv"
    file.write_bytes(b"mine")
    assert write_export(file, b"new") == ""
    assert list(tmp_path.iterdir()) == [file]


def test_what_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "drawing.dxf").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        write_export(tmp_path / "drawing.dxf", NEW)
