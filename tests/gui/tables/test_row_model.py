"""Rows of a table: filter, order, keys, footer."""

import pytest

from tests.conftest import QT_IS_HERE

if not QT_IS_HERE:
    pytest.skip("needs Qt", allow_module_level=True)

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from designer.gui.tables.column import Column, figure
from designer.gui.tables.copying import tab_separated
from designer.gui.tables.model import RowModel
from designer.gui.tables.view import TableView

COLUMNS = (
    Column(title="Name", text=lambda row: row[0], wide=True),
    figure("Size", lambda row: f"{row[1]:g}", lambda row: row[1]),
)
ROWS = [("B10", 3.0), ("B2", 20.0), ("=A1", 100.0)]


@pytest.fixture
def model(qapp):
    made = RowModel(COLUMNS, lambda row: row[0], search=lambda row: f"{row[0]} {row[1]:g}")
    made.set_rows(ROWS)
    return made


def names(model):
    return [row[0] for row in model.shown_rows()]


def test_the_model_keeps_qts_rules(model, qtbot) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_filter("b")
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.set_rows(ROWS[:2], footer=("Total", "23"))
    model.set_rows([])
    assert tester.model() is model


def test_figures_are_sorted_by_value_not_by_their_text(model) -> None:
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert names(model) == ["B10", "B2", "=A1"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["=A1", "B2", "B10"]
    model.sort(-1)
    assert names(model) == ["B10", "B2", "=A1"]


def test_every_word_must_be_found_in_any_case_and_order(model) -> None:
    model.set_filter("20 b")
    assert names(model) == ["B2"]
    model.set_filter("B 0")
    assert names(model) == ["B10", "B2"]
    model.set_filter("")
    assert model.shown_count == 3


def test_filter_and_order_hold_for_rows_that_come_later(model) -> None:
    model.set_filter("b")
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.set_rows([*ROWS, ("B7", 50.0)])
    assert names(model) == ["B7", "B2", "B10"]


def test_the_same_rows_with_other_figures_are_only_repainted(model, qtbot) -> None:
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    with qtbot.waitSignal(model.dataChanged):
        model.set_rows([(name, size + 1) for name, size in ROWS])
    assert resets == []
    assert model.index(0, 1).data() == "4"


def test_a_footer_stands_below_without_a_key(model) -> None:
    model.set_rows(ROWS, footer=("Total", "123"))
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.rowCount() == 4
    assert model.index(3, 1).data() == "123"
    assert (model.key(3), model.row(3)) == ("", None)
    assert not model.flags(model.index(3, 0)) & Qt.ItemFlag.ItemIsSelectable


def test_no_text_becomes_a_formula_of_a_spreadsheet(model) -> None:
    assert tab_separated(COLUMNS, ROWS) == "Name\tSize\nB10\t3\nB2\t20\n'=A1\t100\n"


def test_a_selection_from_outside_is_kept_through_filters_and_told_to_nobody(model, qtbot) -> None:
    view = TableView(model, "Things")
    qtbot.addWidget(view)
    told = []
    view.chosen.connect(told.append)
    view.show_selected({"B2"})
    model.set_filter("10")
    assert view.selected_keys() == frozenset()
    model.set_filter("")
    assert view.selected_keys() == {"B2"}
    assert told == []


def drag(header, number, by):
    """Drag the right end of a column's title."""
    edge = QPoint(
        header.sectionViewportPosition(number) + header.sectionSize(number) - 1, header.height() // 2
    )
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(header.viewport(), edge + QPoint(by // 2, 0))
    QTest.mouseMove(header.viewport(), edge + QPoint(by, 0))
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(by, 0))


def test_columns_share_the_room_and_stay_as_a_person_drags_them(qtbot, qapp) -> None:
    columns = (figure("Size", lambda row: f"{row[1]:g}", lambda row: row[1]), *COLUMNS[:1])
    model = RowModel(columns, lambda row: row[0])
    view = TableView(model, "Things")
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show()
    model.set_rows(ROWS)
    header = view.horizontalHeader()
    assert header.sectionSize(0) + header.sectionSize(1) == view.viewport().width()
    natural = header.sectionSize(0)
    assert natural < 100
    drag(header, 0, 60)
    assert header.sectionSize(0) == natural + 60
    view.resize(500, 200)
    model.set_rows(ROWS[:1])
    assert header.sectionSize(0) == natural + 60


def test_texts_give_room_where_the_wide_column_would_vanish(qtbot, qapp) -> None:
    columns = (
        Column(title="Long", text=lambda row: row[0] * 9),
        Column(title="Wide", text=lambda row: row[0] * 9, wide=True),
    )
    model = RowModel(columns, lambda row: row[0])
    view = TableView(model, "Things")
    qtbot.addWidget(view)
    view.resize(260, 200)
    view.show()
    model.set_rows([("long words", 1.0)])
    assert view.horizontalHeader().sectionSize(1) >= 100


def test_columns_of_an_empty_table_fit_into_it_and_none_is_wider_than_it_may_be(qtbot, qapp) -> None:
    columns = (
        *(Column(title=f"Title {number}", text=lambda row: row[0] * 30, most_px=90) for number in range(4)),
        Column(title="Wide", text=lambda row: row[0], wide=True),
    )
    model = RowModel(columns, lambda row: row[0])
    view = TableView(model, "Things")
    qtbot.addWidget(view)
    view.resize(460, 200)
    view.show()
    header = view.horizontalHeader()
    for rows in ([], [("words", 1.0)]):
        model.set_rows(rows)
        assert header.length() == view.viewport().width()
        assert all(header.sectionSize(number) <= 90 for number in range(4))


def test_the_wide_column_gives_its_room_back_where_numbers_need_all_of_it(qtbot, qapp) -> None:
    numbers = (figure(f"Number {place}", lambda row: f"{row[1]:g}", lambda row: row[1]) for place in range(4))
    model = RowModel((*COLUMNS[:1], *numbers), lambda row: row[0])
    view = TableView(model, "Things")
    qtbot.addWidget(view)
    view.show()
    model.set_rows([("many words " * 9, 1.0)])
    header = view.horizontalHeader()
    for width in (900, 300, 900):
        view.resize(width, 200)
        wide = header.sectionSize(0)
        assert wide == (110 if width == 300 else view.viewport().width() - header.length() + wide)
