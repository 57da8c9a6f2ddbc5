"""Rows of CSV files: encodings, line numbers, and limits on lines and cells."""

from pathlib import Path

import pytest

from designer.core.errors import InputError
from designer.core.limits import CSV_CELLS
from designer.io.csv_rows import csv_rows, csv_text


def test_rows_have_the_numbers_of_their_lines_and_empty_ones_are_left_out() -> None:
    assert list(csv_rows('a,b\n\n"c\nd",e\n')) == [(1, ["a", "b"]), (4, ["c\nd", "e"])]
    assert list(csv_rows("a;b", ";")) == [(1, ["a", "b"])]


@pytest.mark.parametrize("data", ["Fläche".encode(), "Fläche".encode("utf-8-sig"), "Fläche".encode("cp1252")])
def test_letters_of_the_west_are_read_in_what_spreadsheets_write(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    assert csv_text(tmp_path / "a.csv") == "Fläche"


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_are_counted_before_anything_is_made_of_them(end: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"1" + end * 5)
    assert csv_text(file, most_rows=5)
    with pytest.raises(InputError, match="5 lines; 4 at most"):
        csv_text(file, most_rows=4)


def test_a_row_of_too_many_cells_and_a_cell_without_end_are_refused_by_their_line() -> None:
    assert len(next(csv_rows("," * (CSV_CELLS - 1)))[1]) == CSV_CELLS
    with pytest.raises(InputError, match="201 cells") as caught:
        list(csv_rows("a\n" + "," * CSV_CELLS))
    assert caught.value.where == "line 2"
    with pytest.raises(InputError, match="it is no CSV") as caught:
        list(csv_rows('a\n"' + "x" * 200_000))
    assert caught.value.where == "line 2"


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a\0b")
    with pytest.raises(InputError, match="it is no text"):
        csv_text(tmp_path / "a.csv")
