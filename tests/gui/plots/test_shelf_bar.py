"""The bar above the cut plan: use the shelf, book back, take back."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from designer.core.planning import derive
from designer.gui.shelf_bar import ShelfBar
from designer.gui.workspace import PlanState
from designer.io.stock_file import Shelf, load_shelf, save_shelf, with_pieces, without_pieces
from tests.gui.plots.hands import CATALOG, planned_workspace, shown

RAIL = "k2-singlerail-36"


@pytest.fixture
def shelf(tmp_path, monkeypatch) -> Path:
    path = tmp_path / "stock.json"
    monkeypatch.setenv("TRUNKLINE_STOCK", str(path))
    save_shelf(with_pieces(Shelf(), RAIL, [4000.0, 2500.0, 1800.0], "yard"), path)
    return path


@pytest.fixture
def workspace(qapp, shelf):
    return planned_workspace("gable")


@pytest.fixture
def bar(workspace, qtbot):
    return shown(qtbot, ShelfBar(workspace), height=40)


def settle():
    """Let the bar follow what it was told; planning is done here at once."""
    for _ in range(3):
        QApplication.processEvents()


def replan(workspace):
    workspace.set_plan(derive(workspace.design, CATALOG))
    settle()


def test_it_says_what_the_shelf_holds_for_this_project(bar):
    assert bar.told.text() == "3 offcuts for this project on the shelf, 8.3 m · 0 cut here"
    assert not bar.use.isChecked()
    assert not bar.back.isVisible()


def test_the_shelf_is_used_by_one_click_and_left_alone_by_another(bar, workspace):
    before = workspace.design
    bar.use.click()
    replan(workspace)
    assert [offcut.id for offcut in workspace.design.offcuts] == ["shelf-1", "shelf-2", "shelf-3"]
    assert "0 cut here" not in bar.told.text()
    bar.use.click()
    settle()
    assert workspace.design.offcuts == before.offcuts
    workspace.session.undo()
    settle()
    assert bar.use.isChecked()


def test_booking_takes_what_is_cut_puts_what_is_left_and_can_be_taken_back(bar, workspace, shelf, tmp_path):
    said = []
    workspace.said.connect(said.append)
    bar.use.click()
    replan(workspace)
    workspace.set_file(tmp_path / "house.trunkline")
    before = load_shelf(shelf).pieces
    bar.book.click()
    settle()
    assert "taken from the shelf" in said[-1]
    assert load_shelf(shelf).pieces != before
    assert bar.book.text() == "Book anew"
    bar.back.click()
    settle()
    assert load_shelf(shelf).pieces == before
    assert not bar.back.isVisible()


def test_a_project_without_a_file_is_not_booked(bar, workspace, shelf):
    said = []
    workspace.said.connect(said.append)
    bar.book.click()
    assert said == ["Save the project first: bookings are kept by its file."]
    assert load_shelf(shelf).bookings == ()


def test_nothing_is_booked_while_the_plan_is_computed(bar, workspace, shelf):
    workspace.set_state(PlanState.COMPUTING)
    settle()
    assert not bar.book.isEnabled()


def test_an_empty_shelf_offers_nothing(qapp, qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("TRUNKLINE_STOCK", str(tmp_path / "none.json"))
    bar = shown(qtbot, ShelfBar(planned_workspace("gable")), height=40)
    assert "No offcuts" in bar.told.text()
    assert not bar.use.isEnabled()


def test_a_damaged_stock_file_is_told_and_nothing_breaks(bar, workspace, shelf):
    shelf.write_text("{}", encoding="utf-8")
    said = []
    workspace.said.connect(said.append)
    workspace.set_file(shelf.parent / "house.trunkline")
    settle()
    assert "it is no stock file" in bar.told.text()
    bar.use.setEnabled(True)
    bar.use.click()
    bar.book.click()
    assert [str(shelf) in sentence for sentence in said] == [True, True]


def test_it_says_which_pieces_another_project_has_taken(bar, workspace, shelf):
    bar.use.click()
    replan(workspace)
    assert {"shelf-1"} < {stock.id for stock in workspace.plan.cuts.stocks if not stock.new}
    save_shelf(without_pieces(load_shelf(shelf), ["shelf-1"]), shelf)
    bar.refresh()
    assert bar.told.text() == "shelf-1 is no longer on the shelf: use its offcuts anew"
