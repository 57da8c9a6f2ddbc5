"""The cut list and the parts list: sorted, searched, copied, and lit up on the roof."""

import csv
import io

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from designer.edit.bought import things_of
from designer.export.csv_lists import cut_list_csv
from designer.gui.docks.cut_list import CutListDock
from designer.gui.docks.parts import PartsDock
from tests.gui.docks.hands import click_row, settle
from tests.gui.plots.hands import hover, wheel
from tests.planned import with_one_port


def test_the_cut_list_has_the_pieces_of_the_exported_one(workspace, shown) -> None:
    panel = shown(CutListDock)
    exported = list(csv.DictReader(io.StringIO(cut_list_csv(workspace.plan).decode())))
    rows = list(panel.model.shown_rows())
    assert [row.id for row in rows] == [line["piece"] for line in exported]
    assert [row.stock_id for row in rows] == [line["stock"] for line in exported]
    assert [f"{row.length_mm:.0f}" for row in rows] == [
        f"{float(line['length_mm']):.0f}" for line in exported
    ]
    assert "least cost proven" in panel.totals.text()


def test_names_of_pieces_are_whole_in_a_narrow_list(shown) -> None:
    panel = shown(CutListDock)
    panel.resize(700, 200)
    settle()
    rows, metrics = panel.model.shown_rows(), panel.view.fontMetrics()
    assert panel.view.columnWidth(0) > max(metrics.horizontalAdvance(row.id) for row in rows) + 8


def test_a_run_of_one_port_is_one_connector(workspace, shown) -> None:
    workspace.set_plan(with_one_port(workspace.plan))
    panel = shown(CutListDock)
    lengths = {row[0]: row[3] for row in (cells(panel, place) for place in range(panel.model.shown_count))}
    lone = next(piece.id for piece in workspace.plan.pieces if not piece.length_mm)
    assert [piece for piece, length in lengths.items() if length == "1 connector"] == [lone]


def cells(panel: CutListDock, place: int) -> list[str]:
    return [panel.model.index(place, column).data() for column in range(panel.model.columnCount())]


def test_a_click_lights_a_piece_up_and_selects_it(workspace, shown) -> None:
    panel = shown(CutListDock)
    piece = workspace.plan.pieces[0].id
    click_row(panel.view, piece)
    assert workspace.highlighted == {piece}
    assert workspace.selection == {piece}


def test_a_piece_selected_elsewhere_is_selected_in_the_list(workspace, shown) -> None:
    panel = shown(CutListDock)
    piece = workspace.plan.rails[0].bars[0].piece
    workspace.select({piece, "M1"})
    workspace.highlight({workspace.plan.pieces[0].id})
    settle()
    assert panel.view.selected_keys() == {piece}
    assert workspace.selection == {piece, "M1"}
    assert panel.view.is_lit(panel.model.index(panel.model.place_of(workspace.plan.pieces[0].id), 0))


def test_the_piece_scrolled_below_the_mouse_is_lit_up(workspace, shown) -> None:
    panel = shown(CutListDock, height=200)
    place = panel.view.visualRect(panel.model.index(1, 1)).center()
    hover(panel.view.viewport(), place.toPointF())
    assert workspace.highlighted == {panel.model.key(1)}
    wheel(panel.view.viewport(), place.toPointF(), -1)
    scrolled = panel.view.verticalScrollBar().value()
    assert scrolled > 0
    assert workspace.highlighted == {panel.model.key(1 + scrolled)}


def test_pieces_are_sorted_by_length_and_by_name_as_people_count(workspace, shown) -> None:
    panel = shown(CutListDock)
    panel.view.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    lengths = [row.length_mm for row in panel.model.shown_rows()]
    assert lengths == sorted(lengths, reverse=True)
    panel.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert panel.model.key(0) == workspace.plan.rails[0].bars[0].piece


def test_pieces_are_searched_by_any_of_their_words(workspace, shown) -> None:
    panel = shown(CutListDock)
    QTest.keyClicks(panel.search, "trunk b1a")
    rows = list(panel.model.shown_rows())
    assert rows
    assert all(row.branch == "B1a" for row in rows)
    assert len(rows) < panel.model.total_count
    QTest.keyClicks(panel.search, " nothing")
    assert panel.model.shown_count == 0
    QTest.keyClick(panel.search, Qt.Key.Key_Escape)
    assert panel.model.shown_count == panel.model.total_count


def test_selected_lines_are_copied_with_tabs_between_cells(workspace, shown) -> None:
    panel = shown(CutListDock)
    piece = workspace.plan.pieces[0]
    click_row(panel.view, piece.id)
    QTest.keyClick(panel.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    header, line, rest = QGuiApplication.clipboard().text().split("\n")
    assert header.split("\t")[:4] == ["Piece", "Kind", "Product", "Length mm"]
    assert line.split("\t")[0] == piece.id
    assert line.split("\t")[3] == f"{piece.length_mm:.0f}"
    assert rest == ""


def test_without_a_selection_all_lines_are_copied(workspace, shown) -> None:
    panel = shown(PartsDock)
    panel.view.copy()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 1 + len(workspace.plan.bom)


def test_a_line_of_the_parts_list_lights_up_what_it_stands_for(workspace, shown) -> None:
    panel = shown(PartsDock)
    item = next(one for one in workspace.plan.bom if one.item == "inverter")
    click_row(panel.view, f"{item.item}:{item.product}")
    assert workspace.highlighted == things_of(workspace.plan, workspace.catalog, item)
    assert len(workspace.highlighted) == item.quantity


def test_lists_call_products_by_their_names_and_show_no_ids(workspace, shown) -> None:
    cuts, parts = shown(CutListDock), shown(PartsDock)
    assert {row.product for row in cuts.model.shown_rows()} <= set(workspace.catalog.names.values())
    columns = [column.title for column in parts.model.columns]
    article = columns.index("Article")
    shown_articles = {parts.model.index(row, article).data() for row in range(parts.model.shown_count)}
    rails = {line.product for line in workspace.plan.bom if line.item == "rail"}
    assert rails & shown_articles  # bars are called by their maker's article
    assert shown_articles <= workspace.catalog.articles | {"–"}


def test_lists_follow_the_plan(workspace, shown) -> None:
    cuts, parts = shown(CutListDock), shown(PartsDock)
    workspace.editor.set_plan(None)
    settle()
    assert (cuts.model.rowCount(), parts.model.rowCount()) == (0, 0)
    assert cuts.view._empty_text == "The plan is being computed"


def test_every_line_of_the_parts_list_has_a_key_of_its_own(workspace, shown) -> None:
    panel = shown(PartsDock)
    keys = [panel.model.key(place) for place in range(panel.model.shown_count)]
    assert len(set(keys)) == len(keys)
