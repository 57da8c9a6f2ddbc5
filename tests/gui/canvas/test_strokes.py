"""Lines gathered into paths, and taken out again."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from designer.gui.canvas.strokes import CHUNK_LINES, LineBook

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))


def _book(*lines: tuple[tuple[tuple[float, float], ...], str, bool]) -> LineBook:
    book = LineBook()
    for points, owner, closed in lines:
        book.add(points, owner, closed=closed)
    return book


def test_a_path_holds_each_line_as_a_part_of_its_own() -> None:
    (chunk,) = _book((SQUARE, "a", True), (((20.0, 5.0), (30.0, 9.0)), "b", False)).chunks()
    parts = chunk.path.toSubpathPolygons()
    assert [[(p.x(), p.y()) for p in part] for part in parts] == [
        [*SQUARE, SQUARE[0]],
        [(20.0, 5.0), (30.0, 9.0)],
    ]
    assert chunk.bounds == (0.0, 0.0, 30.0, 10.0)


def test_lines_come_out_as_they_went_in() -> None:
    lines = [((float(k), 0.0), (float(k), 5.0)) for k in range(CHUNK_LINES + 3)]
    book = _book(*((line, f"L{number}", False) for number, line in enumerate(lines)))
    chunks = book.chunks()
    assert [len(chunk) for chunk in chunks] == [CHUNK_LINES, 3]
    found = [(owner, points) for chunk in chunks for owner, points in chunk.lines()]
    assert found == [(f"L{number}", line) for number, line in enumerate(lines)]


def test_single_lines_and_many_at_once_keep_their_order() -> None:
    book = LineBook()
    book.add(((0.0, 0.0), (1.0, 0.0)), "a", closed=False)
    book.add_many(np.array([[(0.0, 2.0), (1.0, 2.0)], [(0.0, 3.0), (1.0, 3.0)]]), ["b", "c"])
    book.add(((0.0, 4.0), (1.0, 4.0)), "d", closed=False)
    (chunk,) = book.chunks()
    assert [owner for owner, _ in chunk.lines()] == ["a", "b", "c", "d"]
    assert [points[0][1] for _, points in chunk.lines()] == [0.0, 2.0, 3.0, 4.0]


def test_rectangles_are_known_as_such() -> None:
    (chunk,) = _book((SQUARE, "a", True)).chunks()
    assert chunk.level
    assert chunk.rects == [QRectF(0.0, 0.0, 10.0, 10.0)]


def test_of_lines_that_are_not_filled_no_rectangles_are_made() -> None:
    book = LineBook(filled=False)
    for name in "ab":
        book.add(SQUARE, name, closed=True)
    (chunk,) = book.chunks()
    assert chunk.rects is None
    less = chunk.without(frozenset("a"))
    assert less is not None
    assert less.rects is None


@pytest.mark.parametrize(
    "points", [((0.0, 0.0), (10.0, 1.0), (9.0, 11.0), (-1.0, 10.0)), ((0.0, 0.0), (10.0, 0.0), (0.0, 10.0))]
)
def test_slanted_areas_are_no_rectangles(points: tuple[tuple[float, float], ...]) -> None:
    (chunk,) = _book((points, "a", True)).chunks()
    assert not chunk.level
    assert chunk.rects is None


def test_level_lines_that_are_far_apart_stay_level() -> None:
    level = (((0.0, 0.0), (5.0, 0.0)), "a", False), (((7.0, 9.0), (7.0, 30.0)), "b", False)
    (chunk,) = _book(*level).chunks()
    assert chunk.level
    assert chunk.rects is None


def test_lines_of_some_owners_can_be_taken_out() -> None:
    (chunk,) = _book(*((SQUARE, name, True) for name in "abc")).chunks()
    assert chunk.without(frozenset({"z"})) is chunk
    less = chunk.without(frozenset({"b"}))
    assert less is not None
    assert [owner for owner, _ in less.lines()] == ["a", "c"]
    assert len(less.path.toSubpathPolygons()) == 2
    assert chunk.without(frozenset("abc")) is None
    assert len(chunk) == 3


def test_a_book_without_lines_has_no_chunks() -> None:
    assert LineBook().chunks() == ()
