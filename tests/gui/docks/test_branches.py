"""The branches panel: one line a branch, selection both ways, actions of the editor."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from designer.core.planning import derive
from designer.edit.properties.edits.project import set_settings
from designer.gui.docks.branches import BranchesDock, quality_sentence
from tests.gui.docks.hands import click_row, settle
from tests.sites import fed_in_its_middle


@pytest.fixture
def many(workspace):
    """At most three units on a branch, so there are three branches."""
    workspace.edit("Limit", lambda design: set_settings(design, max_units_per_branch=3))
    workspace.set_plan(derive(workspace.design, workspace.catalog))
    return workspace


def test_a_line_says_what_the_plan_says(many, shown) -> None:
    panel = shown(BranchesDock)
    assert panel.model.shown_count == len(many.plan.branches) == 3
    branch = many.plan.branches[0]
    cells = {column.title: column.text(panel.model.row(0)) for column in panel.model.columns}
    used = sum(bool(drop.inverter) for drop in branch.drops)
    assert cells["Branch"] == branch.id
    assert cells["Units"] == f"{len(branch.inverters)} / {branch.units_limit}"
    assert cells["Ports"] == f"{used} + {len(branch.drops) - used}"
    assert cells["Cable m"] == f"{sum(piece.length_mm for piece in branch.pieces) / 1000:.1f}"
    assert cells["Rise %"] == f"{branch.rise_pct:.2f}"


def test_the_name_of_a_branch_is_never_cut_off(many, shown) -> None:
    """However narrow the panel is: other texts give room."""
    panel = shown(BranchesDock)
    panel.resize(360, 200)
    settle()
    view = panel.view
    index = view.model().index(0, 0)
    assert index.data() == many.plan.branches[0].id
    assert view.columnWidth(0) >= view.fontMetrics().horizontalAdvance("B100a") + 22


def test_the_last_line_adds_up_and_cannot_be_selected(many, shown) -> None:
    panel = shown(BranchesDock)
    assert panel.model.rowCount() == 4
    assert panel.model.index(3, 2).data() == "7"
    assert panel.model.index(3, 11).data() == f"{sum(one.cost for one in many.plan.branches):.0f}"
    panel.view.selectAll()
    settle()
    assert many.selection == {branch.id for branch in many.plan.branches}


def test_the_quality_of_the_trunk_is_said(many, shown) -> None:
    panel = shown(BranchesDock)
    assert panel.quality.text() == quality_sentence(many)
    gap = many.plan.trunk.gap_pct
    said = f"within {gap:.1f} % of the least" if gap else "proven least"
    assert said in panel.quality.text()


def test_while_better_branches_are_looked_for_what_is_proven_so_far_is_said(many, shown) -> None:
    panel, plan = shown(BranchesDock), many.plan
    first = replace(plan, trunk=replace(plan.trunk, bound=plan.trunk.cost / 2))
    many.set_first_plan(first)
    settle()
    cost = f"improving … cost {plan.trunk.cost:.0f}, "
    assert panel.quality.text().startswith(f"{cost}within 100.0 % of the least · 3 circuits")
    many.hear_bound(plan.trunk.cost / 1.25)
    assert panel.quality.text().startswith(f"{cost}within 25.0 % of the least")
    many.hear_bound(plan.trunk.cost / 1.26)  # as beside the first plan with centre feeds
    assert "within 26.0 %" in panel.quality.text()
    many.hear_bound(2 * plan.trunk.cost)
    assert panel.quality.text().startswith(f"{cost}proven least")
    many.set_plan(plan)
    settle()
    assert panel.quality.text() == quality_sentence(many)
    assert "improving" not in panel.quality.text()


def test_selection_goes_both_ways(many, shown) -> None:
    panel = shown(BranchesDock)
    second = many.plan.branches[1].id
    click_row(panel.view, second)
    assert many.selection == {second}
    first = many.plan.branches[0].id
    many.select({first})
    settle()
    assert panel.view.selected_keys() == {first}
    many.select({"M1"})
    settle()
    assert panel.view.selected_keys() == frozenset()
    assert many.selection == {"M1"}


def test_a_selected_inverter_lights_its_branch(many, shown) -> None:
    panel = shown(BranchesDock)
    many.select({many.plan.branches[1].inverters[0]})
    settle()
    assert [panel.view.is_lit(panel.model.index(place, 0)) for place in range(3)] == [False, True, False]


def test_hovering_a_line_lights_the_branch_up_and_leaving_ends_that(many, shown) -> None:
    panel = shown(BranchesDock)
    place = panel.view.visualRect(panel.model.index(1, 3)).center()
    QTest.mouseMove(panel.view.viewport(), place + QPoint(2, 0))
    QTest.mouseMove(panel.view.viewport(), place)
    settle()
    assert many.highlighted == {many.plan.branches[1].id}
    panel.view._hover("")
    assert many.highlighted == frozenset()


def test_buttons_run_the_editors_actions_for_the_selected_branch(many, shown) -> None:
    ran = []
    many.editor.actions = {**many.editor.actions, "lock": lambda: ran.append(many.selection)}
    panel = shown(BranchesDock)
    assert not panel.buttons["lock"].isEnabled()
    first = many.plan.branches[0].id
    click_row(panel.view, first)
    assert panel.buttons["lock"].isEnabled()
    assert not panel.buttons["unlock"].isEnabled()
    assert not panel.buttons["branch-join"].isEnabled()
    panel.buttons["lock"].click()
    assert ran == [{first}]
    click_row(panel.view, many.plan.branches[1].id, Qt.KeyboardModifier.ControlModifier)
    assert panel.buttons["branch-join"].isEnabled()


def test_sorting_keeps_the_selection_and_the_totals_below(many, shown) -> None:
    panel = shown(BranchesDock)
    second = many.plan.branches[1].id
    click_row(panel.view, second)
    panel.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert panel.model.key(0) == many.plan.branches[2].id
    assert panel.view.selected_keys() == {second}
    assert panel.model.index(3, 0).data() == "Total"
    assert many.selection == {second}


def test_legs_of_a_circuit_show_the_whole_against_its_limits(workspace, shown) -> None:
    """Each leg by itself would seem to keep a limit that the circuit breaks."""
    workspace.edit("Feed in the middle", lambda _: fed_in_its_middle())
    workspace.set_plan(derive(workspace.design, workspace.catalog))
    panel = shown(BranchesDock)
    rows = [panel.model.row(place) for place in range(2)]
    columns = {column.title: column for column in panel.model.columns}
    assert [columns["Units"].text(row) for row in rows] == ["7 / 6 (4)", "7 / 6 (3)"]
    assert [columns["A"].text(row) for row in rows] == ["30.4 (17.4)", "30.4 (13.0)"]
    tip = panel.model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Circuit K1 is fed in its middle: 7 inverters in all, 4 on this leg"
    assert panel.model.index(2, 2).data() == "7"
