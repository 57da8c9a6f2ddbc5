"""The branch strip answers to the mouse, lights up the roof, and follows what is selected elsewhere."""

import gc

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.core.model.plan import PieceKind, StepKind
from designer.core.planning import derive
from designer.edit.properties.tables.branches import cable_mm
from designer.gui.plots.branch_strip import BranchStrip
from designer.gui.plots.rise_curve import clear_of
from designer.gui.plots.strip_hits import feed_hit, step_hit
from designer.gui.theme import apply_theme, theme_notifier, theme_of
from tests.gui.plots.hands import CATALOG, click, double_click, hover, leave, planned_workspace, shown, wheel
from tests.sites import fed_in_its_middle


@pytest.fixture
def workspace(qapp):
    apply_theme(qapp, theme_of(False))
    return planned_workspace("hip")


@pytest.fixture
def strip(workspace, qtbot):
    return shown(qtbot, BranchStrip(workspace))


def first_branch(workspace):
    return workspace.plan.branches[0]


def test_all_branches_can_be_chosen_and_the_first_is_shown(strip, workspace):
    names = [strip.choice.itemText(i) for i in range(strip.choice.count())]
    assert names == [branch.id for branch in workspace.plan.branches]
    assert strip.shown == names[0]
    assert f"rise {first_branch(workspace).rise_pct:.2f} %" in strip.figures.text()


def test_the_strip_says_that_its_metres_are_not_all_that_is_cut(strip, workspace):
    """The branch table has the cable that is cut, which is longer."""
    branch, way = first_branch(workspace), strip.chart.lanes.strip.length_mm
    assert f"{way / 1000:.2f} m from the far end to box {branch.box}" in strip.figures.text()
    assert "what is stripped or cut off comes on top" in strip.figures.toolTip()
    assert way < cable_mm(branch)


def test_the_end_cable_is_told_as_it_is_cut(strip, workspace):
    (end,) = (one for one in first_branch(workspace).pieces if one.kind is PieceKind.END_CABLE)
    lanes = strip.chart.lanes.strip
    assert f"{end.length_mm / 1000:.2f} m of end cable" in feed_hit(lanes).lines


def test_choosing_another_branch_shows_it(strip, workspace):
    strip.choice.setCurrentIndex(1)
    strip.choice.activated.emit(1)
    assert strip.shown == workspace.plan.branches[1].id
    assert strip.chart.lanes.strip.branch == strip.shown


def test_hovering_a_port_lights_up_port_and_inverter(strip, workspace):
    drop = first_branch(workspace).drops[2]
    hover(strip.chart.viewport, strip.chart.place_of(drop.id))
    assert workspace.highlighted == {drop.id, drop.inverter}
    assert strip.chart.hit.lines[0] == f"Port {drop.id} · {drop.inverter}"
    assert strip.chart.hit.lines[2].endswith("% above the box")


def test_hovering_an_inverter_lights_it_up_and_leaving_puts_it_out(strip, workspace):
    name = first_branch(workspace).inverters[1]
    hover(strip.chart.viewport, strip.chart.place_of(name))
    assert name in workspace.highlighted
    leave(strip.chart.viewport)
    assert workspace.highlighted == frozenset()
    assert strip.chart.hit is None or not strip.chart.hit.lit


def test_clicking_selects_the_inverter(strip, workspace):
    name = first_branch(workspace).inverters[1]
    click(strip.chart.viewport, strip.chart.place_of(name))
    assert workspace.selection == {name}


def test_hovering_slack_says_how_much_cable_there_is(strip, workspace):
    step = first_branch(workspace).steps[0]
    chart = strip.chart
    first, second = (chart.place_of(drop.id) for drop in first_branch(workspace).drops[:2])
    hover(chart.viewport, QPointF((first.x() + second.x()) / 2, first.y() + 30))
    assert workspace.highlighted == {step.from_inverter, step.to_inverter}
    assert chart.hit.lines[2] == f"Slack {step.slack_mm:.0f} mm"


def test_way_slack_and_stripped_ends_of_a_link_add_up_to_its_cable(strip):
    lanes = strip.chart.lanes.strip
    step = replace(lanes.steps[0], kind=StepKind.LINK, cable_mm=3150.0, needed_mm=3081.0, slack_mm=9.0)
    _, cable, slack = step_hit(lanes, step).lines
    assert (cable, slack) == ("3150 mm of cable for 3081 mm · 60 mm stripped", "Slack 9 mm")
    assert "stripped" not in step_hit(lanes, lanes.steps[0]).lines[1]


def test_hovering_the_curve_reads_the_rise_there(strip):
    chart = strip.chart
    bottom = chart.viewport.height() - 50
    second = chart.lanes.strip.inverters[1]
    hover(chart.viewport, QPointF(chart.place_of(second.port).x(), bottom))
    assert chart.hit.lines[0] == f"{second.rise_pct:.2f} % above the box"


def test_the_selection_is_followed(strip, workspace):
    third = workspace.plan.branches[2]
    workspace.select({third.inverters[0]})
    assert strip.chosen == strip.shown == third.id
    module = next(one for one in workspace.plan.inverters if one.id == first_branch(workspace).inverters[0])
    workspace.select({module.modules[0]})
    assert strip.shown == first_branch(workspace).id


def test_a_selection_across_branches_changes_nothing(strip, workspace):
    workspace.select({branch.inverters[0] for branch in workspace.plan.branches})
    assert strip.shown == first_branch(workspace).id


def test_what_is_lit_up_elsewhere_is_shown_while_it_is(strip, workspace):
    other = workspace.plan.branches[1]
    workspace.highlight({other.inverters[0]})
    assert strip.shown == other.id
    assert strip.chart.lanes.lit == {other.inverters[0]}
    assert strip.figures.text().startswith(f"{other.id}: ")
    workspace.highlight(())
    assert strip.shown == strip.chosen == first_branch(workspace).id


def test_the_wheel_zooms_along_the_cable_only_and_a_double_click_shows_all(strip):
    chart = strip.chart
    before, height = chart.x_range(), chart._lower.viewRange()[1]
    middle = QPointF(chart.viewport.width() / 2, chart.viewport.height() - 60)
    wheel(chart.viewport, middle, 4)
    low, high = chart.x_range()
    assert high - low < before[1] - before[0]
    assert chart._lower.viewRange()[1] == height
    assert chart._upper.viewRange()[0] == [low, high]
    double_click(chart.viewport, middle)
    assert chart.x_range() == pytest.approx(before)


def test_zooming_out_ends_at_the_cable_s_ends(strip):
    before = strip.chart.x_range()
    wheel(strip.chart.viewport, QPointF(400, 200), -10)
    assert strip.chart.x_range() == pytest.approx(before)


def test_a_right_click_opens_no_menu(strip):
    QTest.mouseClick(strip.chart.viewport, Qt.MouseButton.RightButton, pos=QPoint(300, 200))
    QApplication.processEvents()
    assert QApplication.activePopupWidget() is None


def test_a_new_plan_keeps_the_branch_and_the_zoom(strip, workspace):
    second = workspace.plan.branches[1].id
    workspace.select({second})
    wheel(strip.chart.viewport, QPointF(500, 200), 3)
    zoomed = strip.chart.x_range()
    workspace.set_plan(derive(workspace.design, CATALOG))
    assert strip.chosen == strip.shown == second
    assert strip.chart.x_range() == pytest.approx(zoomed)


def test_without_branches_it_says_what_will_be_here(workspace, qtbot):
    strip = shown(qtbot, BranchStrip(workspace))
    workspace.set_plan(replace(workspace.plan, branches=()))
    assert strip.nothing.isVisible()
    assert strip.shown == ""
    workspace.highlight({"M1"})


def test_another_project_starts_empty(strip, workspace):
    workspace.replace_project(workspace.design)
    assert strip.choice.count() == 0
    assert strip.nothing.isVisible()


@pytest.mark.parametrize("dark", [True, False])
def test_the_chart_takes_the_colours_of_the_theme(strip, qapp, dark):
    apply_theme(qapp, theme_of(dark))
    picture = strip.chart.grab().toImage()
    theme = theme_of(dark)
    corner = picture.pixelColor(picture.width() - 3, picture.height() // 2).name().upper()
    assert corner == theme.plots.background
    first = strip.chart.place_of(strip.chart.lanes.strip.ports[1].id)
    assert picture.pixelColor(first.toPoint()).name().upper() == theme.branch(0).colour


def test_a_closed_strip_hears_nothing_more(workspace, qapp):
    strip = BranchStrip(workspace)
    strip.deleteLater()
    del strip
    QApplication.sendPostedEvents(None, 0)
    QApplication.processEvents()
    gc.collect()
    theme_notifier().theme_changed.emit(theme_of(False))
    workspace.highlight({"I1"})
    workspace.plan_changed.emit()


@pytest.mark.parametrize("y", range(12, 120, 3))
@pytest.mark.parametrize("levels", [(20.0, 60.0), (50.0,), (40.0, 44.0), (40.0, 62.0), ()])
def test_no_level_line_strikes_the_figure_of_the_rise(y: float, levels: tuple[float, ...]) -> None:
    base = y + clear_of(y, levels, 200.0)
    assert base - 9.0 >= 0.0
    assert not any(base - 9.0 < level < base for level in levels)
    assert not y - 6.0 < base < y + 16.0, "the curve strikes it"


@pytest.mark.parametrize("share", [0.01, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.55, 0.8, 0.95, 1.0, 1.2])
@pytest.mark.parametrize("height", [55.0, 70.0, 120.0])
def test_the_figure_of_the_rise_is_never_cut_off(share: float, height: float) -> None:
    """However low the plot is and the curve in it; the limit is at 1.0, good practice at half of it."""

    def px(rise: float) -> float:
        return height * (1 - rise / (1.3 * max(1.0, share)))

    levels = (px(1.0), px(0.5))
    base = px(share) + clear_of(px(share), levels, height)
    assert 9.0 <= base < height
    assert not any(base - 9.0 < level < base for level in levels)


def test_a_leg_says_what_the_protective_device_carries_of_both(workspace, qtbot):
    workspace.edit("Feed in the middle", lambda _: fed_in_its_middle())
    workspace.set_plan(derive(workspace.design, CATALOG))
    strip = shown(qtbot, BranchStrip(workspace))
    assert strip.shown == "K1a"
    assert " · 30.4 A of 32 A (17.4 A on this leg) · " in strip.figures.text()
