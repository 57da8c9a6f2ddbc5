"""The cut plan and the roof show each other's pieces."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt

from designer.core.model.plan import CutList, PieceKind
from designer.drawing.cutplan import cut_groups
from designer.gui.plots.cut_plan import CutPlan
from designer.gui.plots.cut_rows import HEADER, ROW, CutRows, stock_length, summary
from designer.gui.theme import apply_theme, theme_of
from tests.gui.plots.hands import CATALOG, click, double_click, hover, leave, planned_workspace, shown, wheel
from tests.planned import with_one_port


@pytest.fixture
def workspace(qapp):
    apply_theme(qapp, theme_of(False))
    return planned_workspace("hip")


@pytest.fixture
def cut(workspace, qtbot):
    return shown(qtbot, CutPlan(workspace))


def rows_of(workspace) -> CutRows:
    return CutRows(cut_groups(CATALOG, workspace.plan))


def all_pieces(workspace):
    return [cut.piece for stock in workspace.plan.cuts.stocks for cut in stock.cuts]


def far_piece(workspace):
    """A piece of the last drum, far below the fold."""
    return workspace.plan.cuts.stocks[-1].cuts[0].piece


def test_every_piece_has_a_row(workspace):
    assert set(rows_of(workspace).row_of) == set(all_pieces(workspace))


def test_rows_follow_each_other_without_overlap(workspace):
    rows = rows_of(workspace)
    for one, following in zip(rows.rows, rows.rows[1:], strict=False):
        assert one.top + one.height <= following.top
    assert [rows.at(row.top + 1) for row in rows.rows] == rows.rows
    assert rows.at(-1.0) is None
    assert rows.at(rows.height + 1) is None


def test_only_the_rows_in_sight_are_given(workspace):
    rows = rows_of(workspace)
    seen = list(rows.between(100.0, 160.0))
    assert all(row.top < 160.0 and row.top + row.height + 8.0 > 100.0 for row in seen)
    assert len(seen) <= 60 / ROW + 2


def test_the_summary_says_stock_use_and_quality(workspace):
    rail, trunk, cable = rows_of(workspace).groups
    assert summary(rail).startswith("17 bars · 97 % used · least cost, proven")
    assert summary(trunk).startswith("1 reel · ")
    assert summary(cable).startswith("1 drum · ")
    assert stock_length(rail, 3650.0) == "3650 mm"
    assert stock_length(cable, 50000.0) == "50 m"


def test_hovering_a_piece_lights_it_up_on_the_roof(cut, workspace):
    piece = all_pieces(workspace)[2]
    hover(cut.chart.viewport, cut.chart.place_of(piece))
    assert workspace.highlighted == {piece}
    assert cut.chart.hit.lines[0] == f"Rail {piece}"
    leave(cut.chart.viewport)


def test_clicking_a_piece_selects_it(cut, workspace):
    piece = all_pieces(workspace)[3]
    click(cut.chart.viewport, cut.chart.place_of(piece))
    assert workspace.selection == {piece}


def test_beside_the_bars_nothing_is_hit(cut, workspace):
    hover(cut.chart.viewport, QPointF(60, HEADER + 10))
    assert workspace.highlighted == frozenset()
    assert cut.chart.hit is None


def test_a_remnant_says_how_much_is_left(cut, workspace):
    drum = workspace.plan.cuts.stocks[-1]
    cut.chart.reveal(frozenset({drum.cuts[0].piece}))
    last = cut.chart.place_of(drum.cuts[-1].piece)
    hover(cut.chart.viewport, QPointF(cut.chart.viewport.width() - 120, last.y()))
    assert cut.chart.hit.lines[0] == f"Remnant {drum.remnant_mm:.0f} mm"
    assert workspace.highlighted == frozenset()


def test_a_run_of_one_port_says_that_it_is_one_connector(workspace):
    plan = with_one_port(workspace.plan)
    rows = CutRows(cut_groups(CATALOG, plan))
    lone = next(piece.id for piece in plan.pieces if not piece.length_mm)
    row = rows.row_of[lone]
    (start_mm,) = (piece.start_mm for piece in row.bar.pieces if piece.id == lone)
    assert rows.hit(row, start_mm).lines[:2] == (f"Trunk run {lone}", "1 connector")


def test_a_piece_lit_up_elsewhere_comes_into_sight(cut, workspace):
    piece = far_piece(workspace)
    assert cut.chart.place_of(piece) is None
    workspace.highlight({piece})
    assert cut.chart.place_of(piece) is not None
    assert cut.chart.state.lit == {piece}


def test_hovering_here_does_not_scroll(cut, workspace):
    piece = all_pieces(workspace)[0]
    hover(cut.chart.viewport, cut.chart.place_of(piece))
    assert cut.chart.bar.value() == 0


def test_a_selected_branch_marks_all_its_pieces(cut, workspace):
    branch = workspace.plan.branches[1]
    workspace.select({branch.id})
    assert cut.chart.state.selected == {piece.id for piece in branch.pieces}


def test_a_selected_rail_marks_its_bars(cut, workspace):
    rail = workspace.plan.rails[0]
    workspace.select({rail.id})
    assert cut.chart.state.selected == {bar.piece for bar in rail.bars}


def test_the_wheel_scrolls_and_with_ctrl_zooms_along_the_bars(cut):
    middle = QPointF(500, 150)
    whole = cut.chart.x_range()
    wheel(cut.chart.viewport, middle, -2)
    assert cut.chart.bar.value() > 0
    assert cut.chart.x_range() == whole
    wheel(cut.chart.viewport, middle, 4, Qt.KeyboardModifier.ControlModifier)
    low, high = cut.chart.x_range()
    assert high - low < whole[1] - whole[0]
    double_click(cut.chart.viewport, middle)
    assert cut.chart.x_range() == pytest.approx(whole)


def test_the_scroll_bar_is_there_only_when_needed(cut, qtbot):
    assert cut.chart.bar.isVisible()
    cut.resize(1000, 900)
    assert not cut.chart.bar.isVisible()


def test_without_cuts_it_says_what_will_be_here(cut, workspace):
    workspace.set_plan(replace(workspace.plan, cuts=CutList()))
    assert cut.nothing.isVisible()
    workspace.highlight({"R1"})


@pytest.mark.parametrize("dark", [True, False])
def test_pieces_have_the_colours_of_their_kind_in_both_themes(cut, workspace, qapp, dark):
    apply_theme(qapp, theme_of(dark))
    rail = next(stock for stock in workspace.plan.cuts.stocks if stock.kind is PieceKind.RAIL)
    at = cut.chart.place_of(rail.cuts[0].piece).toPoint()
    picture = cut.chart.grab().toImage()
    colours = {picture.pixelColor(x, at.y() - 6).name().upper() for x in range(at.x() - 20, at.x() + 20)}
    assert theme_of(dark).plots.rail_piece in colours
