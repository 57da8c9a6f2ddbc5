"""The findings panel: sorted, filtered, a click goes there, approval is an edit."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer.core.findings import Location, Severity, error, note, warning
from designer.edit.view import surface_view
from designer.gui.docks.findings import FindingsDock
from designer.gui.workspace import PlanState
from tests.gui.docks.hands import click_row, settle

OUTSIDE = error("module-outside", "M7", at=Location("S2", 500.0, 700.0), area_cm2=12)
SLACK = warning(
    "slack-over-limit", "B1", "I-M1", "I-M3", at=Location("S1", 10.0, 20.0), slack_mm=9, limit_mm=5
)
ASSUMED = note("figure-assumed", "hms-1000-2t", figures="lead")


@pytest.fixture
def found(workspace):
    """A plan with one finding of each severity, the least important first."""
    workspace.set_plan(replace(workspace.plan, findings=(ASSUMED, SLACK, OUTSIDE)))
    return workspace


def keys_of(panel):
    return [panel.model.row(place).finding.code for place in range(panel.model.shown_count)]


def test_errors_stand_before_warnings_before_notes(found, shown) -> None:
    panel = shown(FindingsDock)
    assert keys_of(panel) == ["module-outside", "slack-over-limit", "figure-assumed"]
    assert panel.model.index(0, 1).data().startswith("Module M7 leaves the usable area")
    assert panel.model.index(0, 2).data() == "S2"


def test_products_are_called_by_their_names(found, shown) -> None:
    panel = shown(FindingsDock)
    assert panel.model.index(2, 1).data().startswith("Figures of Hoymiles HMS-1000-2T were found in no")
    assert panel.model.index(2, 3).data() == "Hoymiles HMS-1000-2T"


def test_a_click_goes_to_the_place_and_selects_what_it_concerns(found, shown) -> None:
    panel = shown(FindingsDock)
    click_row(panel.view, f"{OUTSIDE.key}#1")
    assert found.editor.view == surface_view("S2")
    assert found.editor.look_at == OUTSIDE.location
    assert found.selection == {"M7"}


def test_a_second_click_goes_there_again(found, shown, qtbot) -> None:
    panel = shown(FindingsDock)
    click_row(panel.view, f"{OUTSIDE.key}#1")
    found.editor.look(surface_view("S1"))
    with qtbot.waitSignal(found.look_asked):
        click_row(panel.view, f"{OUTSIDE.key}#1")
    assert found.editor.view == surface_view("S2")


def test_the_arrow_keys_go_from_finding_to_finding(found, shown) -> None:
    panel = shown(FindingsDock)
    click_row(panel.view, f"{OUTSIDE.key}#1")
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    settle()
    assert found.editor.look_at == SLACK.location


def test_findings_are_filtered_by_how_much_they_matter(found, shown) -> None:
    panel = shown(FindingsDock)
    panel.filters["note"].click()
    assert keys_of(panel) == ["module-outside", "slack-over-limit"]
    panel.filters["error"].click()
    panel.filters["note"].click()
    assert keys_of(panel) == ["slack-over-limit", "figure-assumed"]
    assert [panel.filters[one].text() for one in ("error", "warning", "note")] == [
        "1 error",
        "1 warning",
        "1 note",
    ]


def test_a_finding_that_is_filtered_out_is_not_approved(found, shown) -> None:
    panel = shown(FindingsDock)
    panel.view.selectRow(0)
    assert panel.approve_button.isEnabled()
    panel.filters["error"].click()
    settle()
    assert not panel.approve_button.isEnabled()


def test_approving_is_one_step_and_the_finding_goes_to_the_end_greyed(found, shown) -> None:
    panel = shown(FindingsDock)
    assert not panel.approve_button.isEnabled()
    click_row(panel.view, f"{OUTSIDE.key}#1")
    panel.approve_button.click()
    settle()
    assert found.design.approvals == (OUTSIDE.key,)
    assert found.session.undo_name == "Approve 1 finding"
    assert keys_of(panel)[-1] == "module-outside"
    assert panel.model.is_dim(2)
    assert panel.view.selected_keys() == {f"{OUTSIDE.key}#1"}
    panel.reopen_button.click()
    settle()
    assert found.design.approvals == ()
    assert keys_of(panel)[0] == "module-outside"


def test_several_findings_are_approved_together(found, shown) -> None:
    panel = shown(FindingsDock)
    panel.view.selectAll()
    panel.approve()
    assert len(found.design.approvals) == 3
    found.session.undo()
    assert found.design.approvals == ()


def test_the_title_counts_open_errors_and_warnings_even_while_hidden(found, shown) -> None:
    panel = shown(FindingsDock)
    panel.hide()
    titles = []
    panel.title_changed.connect(titles.append)
    found.set_plan(replace(found.plan, findings=(OUTSIDE, SLACK, ASSUMED)))
    found.edit("Approve", lambda design: replace(design, approvals=(SLACK.key,)))
    found.set_plan(replace(found.plan, findings=(ASSUMED,)))
    assert titles == ["Findings (1)", "Findings"]
    assert panel.title == "Findings"


def test_findings_with_the_same_key_are_told_apart(found, shown) -> None:
    found.set_plan(replace(found.plan, findings=(OUTSIDE, OUTSIDE)))
    panel = shown(FindingsDock)
    assert [panel.model.key(place) for place in (0, 1)] == [f"{OUTSIDE.key}#1", f"{OUTSIDE.key}#2"]


def test_findings_that_concern_the_selection_are_lit(found, shown) -> None:
    panel = shown(FindingsDock)
    found.select({"M7"})
    settle()
    assert panel.view.is_lit(panel.model.index(0, 0))
    assert not panel.view.is_lit(panel.model.index(1, 0))


def test_what_hinders_the_plan_is_said_in_place_of_findings(workspace, shown) -> None:
    workspace.editor.set_plan(None)
    workspace.set_state(PlanState.FAILED, "no rail holds this")
    panel = shown(FindingsDock)
    assert panel.model.rowCount() == 0
    assert panel.view._empty_text == "no rail holds this"


def test_where_there_is_little_room_the_filters_keep_their_numbers(found, shown) -> None:
    panel = shown(FindingsDock)
    button = panel.filters[Severity.NOTE]
    panel.resize(1000, 200)
    settle()
    assert button.shown == "1 note"
    panel.resize(panel.minimumSizeHint())
    settle()
    assert button.shown == "1"
    assert button.width() >= button.fontMetrics().horizontalAdvance("1") + button.iconSize().width()
