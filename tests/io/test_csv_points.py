"""Measured points as outlines: columns by name or place, units, decimal commas; each fault names its line."""

from pathlib import Path

import pytest

from designer.core.errors import InputError
from designer.core.geometry.sketch import size_of
from designer.io.csv_points import read_points


def read(folder: Path, text: str):
    file = folder / "points.csv"
    file.write_text(text, encoding="utf-8")
    return read_points(file)


def test_outlines_by_name_with_their_kind_and_unit(tmp_path) -> None:
    text = "outline,kind,x_m,y_m,z_m\nSouth,surface,0,0,3\nSouth,surface,10,0,3\nSouth,surface,10,4,6\n"
    sketch = read(
        tmp_path, text + "South,,0,4,6\nStack,chimney,2,1,0\nStack,chimney,3,1,0\nStack,chimney,3,2,0\n"
    )
    assert sketch.unit_mm == 1000.0
    assert [(stroke.layer, stroke.closed, len(stroke.points)) for stroke in sketch.strokes] == [
        ("South", True, 4),
        ("Stack (chimney)", True, 3),
    ]
    assert sketch.meanings == {"South": "surface", "Stack (chimney)": "obstacle"}
    assert sketch.strokes[0].points[2].tolist() == [10.0, 4.0, 6.0]


def test_points_with_names_of_their_own_are_one_outline(tmp_path) -> None:
    sketch = read(tmp_path, "P1,0,0,2\nP2,8000,0,2\nP3,8000,5000,4\nP1b,0,0,2\n")
    assert [(stroke.layer, len(stroke.points)) for stroke in sketch.strokes] == [("points", 3)]
    assert sketch.unit_mm is None


def test_a_spreadsheet_of_decimal_commas(tmp_path) -> None:
    sketch = read(
        tmp_path, "Rechtswert;Hochwert\n4470012,25;5333001,5\n4470020,75;5333001,5\n4470020,75;5333009\n"
    )
    assert size_of(sketch.strokes) == (4470012.25, 5333001.5, 4470020.75, 5333009.0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,length\nA,1\n", "line 1: it has no column 'x'"),
        ("x,y\n1,2\n3,b\n", "line 3, column y: 'b' is no number"),
        ("x,y\n1,2\n3\n", "line 3, column y: '' is no number"),
        ("x,y\n1,nan\n2,3\n", "line 2, column y: 'nan' is no number"),
        ("x,y\n1e300,2\n3,4\n", "line 2, column x: '1e300' is no number"),
        ("x,y\n0,5,1,2\n3,1,4,5\n", "line 2: it has 4 values, but there are only 2 columns"),
        ("x,y,\n0,5,1\n3,1,4\n", "line 2: it has 3 values, but there are only 2 columns"),
        ("0,5\n3,1,4,5\n", "line 2: it has 4 values, but there are only 2 columns"),
        ("x_m,y_ft\n1,2\n3,4\n", "line 1: its columns are in different units"),
        ("outline,kind,x,y\nA,roofing,1,2\n", "line 2: 'roofing' is no kind of outline"),
        ("outline,kind,x,y\nA,surface,1,2\nA,water,1,2\n", "line 3: 'A' is of another kind before"),
        ("1,2\n", "no outline of it has two points"),
        ("hello world\n", "line 1"),
        ("\n \n", "the file is empty"),
        ("x,y\n" + "1,2\n" * 100_001, "100,000 at most"),
        ("x,y\n1,2\0\n", "it is no text"),
    ],
)
def test_a_fault_names_its_line_and_a_remedy(tmp_path, text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert words in caught.value.sentence()
    assert caught.value.where.startswith(str(tmp_path))
    assert caught.value.remedy
