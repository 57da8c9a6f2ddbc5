"""Tables: every row once, whole, wherever the paper ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.drawing.model import Text
from designer.drawing.sheets.context import new_draft
from designer.drawing.sheets.flow import tables_into
from designer.drawing.sheets.table import Column, Table, place
from designer.drawing.sheets.template import SheetFrame
from designer.drawing.text_metrics import line_width
from tests.drawing.sheets.sample_set import TEMPLATE

COLUMNS = (Column("No.", 10, number=True), Column("What", 40, wrapped=True), Column("Text", 20))


def _table(count: int, words: str = "something to be wrapped over some lines") -> Table:
    rows = tuple((f"#{number}", words, "cell") for number in range(count))
    return Table(title="Things", columns=COLUMNS, rows=rows)


@given(st.integers(1, 400), st.sampled_from(["SMALL", "LARGE"]))
def test_every_row_stands_on_one_sheet_and_in_order(count: int, paper: str) -> None:
    frame = SheetFrame(TEMPLATE, TEMPLATE.paper(paper))
    drafts = [new_draft(frame, "First")]
    tables_into(frame, drafts, [_table(count)], more="More")
    texts = [item.text for draft in drafts for item in draft.items if isinstance(item, Text)]
    assert [text for text in texts if text.startswith("#")] == [f"#{number}" for number in range(count)]
    assert all(draft.title == "More" for draft in drafts[1:])


@given(st.floats(30.0, 300.0), st.integers(1, 30))
def test_what_is_placed_keeps_within_the_room(height: float, count: int) -> None:
    room = (10.0, 20.0, 90.0, 20.0 + height)
    placed = place(_table(count), room)
    assert placed.rows <= count
    for item in placed.items:
        if isinstance(item, Text):
            assert room[1] <= item.at[1] <= room[3]
            assert line_width(item.text, item.height_mm) <= 80.0


def test_a_long_word_is_shortened_to_its_cell() -> None:
    table = Table(title="T", columns=(Column("A", 1), Column("B", 1)), rows=(("x" * 200, "y"),))
    placed = place(table, (0.0, 0.0, 40.0, 100.0))
    (text,) = (item for item in placed.items if isinstance(item, Text) and item.text.startswith("x"))
    assert text.text.endswith("…")
    assert line_width(text.text, text.height_mm) <= 20.0


def test_a_room_too_low_for_one_row_takes_none() -> None:
    assert place(_table(3), (0.0, 0.0, 80.0, 8.0)).rows == 0


@pytest.mark.parametrize("start", [0, 2])
def test_a_table_that_goes_on_says_so(start: int) -> None:
    placed = place(_table(5), (0.0, 0.0, 80.0, 200.0), start)
    titles = [item.text for item in placed.items if isinstance(item, Text) and item.text.startswith("Things")]
    assert titles == ["Things" if start == 0 else "Things, continued"]


def test_what_a_no_break_space_holds_together_stays_on_a_line() -> None:
    """Feet, inches and their fraction, in cells that are wrapped; drawn is a space of the usual sort."""
    figures = ("1'-5\u00a015/16\"\u00a0/", '5\u00a013/16"')
    column = Column("Overhang", 1, number=True, wrapped=True)
    table = Table(title="Rails", columns=(column,), rows=((" ".join(figures),),))
    placed = place(table, (0.0, 0.0, 22.0, 100.0))
    texts = [item.text for item in placed.items if isinstance(item, Text)]
    assert texts[2:] == ["1'-5 15/16\" /", '5 13/16"']
