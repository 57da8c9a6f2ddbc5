"""The branches panel says why the selected branch is as it is, and asks only while it is wanted."""

import pytest

from designer.branch_words import reasons, title
from designer.core.planning import Planner
from designer.edit.properties.edits.project import set_settings
from designer.gui.branch_why import NOTHING_ASKED, WORKING
from designer.gui.docks.branches import BranchesDock
from designer.part_names import PartNames
from tests.gui.docks.hands import click_row, settle


@pytest.fixture
def planner(workspace):
    """Three branches, planned, and a planner that answers as the window's does."""
    made = Planner(workspace.catalog)
    workspace.edit("Limit", lambda design: set_settings(design, max_units_per_branch=3))
    workspace.set_plan(made.plan(workspace.design))
    workspace.why_asked.connect(
        lambda: workspace.set_whys(
            made.explain(workspace.design, workspace.asked_why) if workspace.asked_why else ()
        )
    )
    return made


def test_nothing_is_asked_before_why_is_pressed(workspace, planner, shown) -> None:
    panel = shown(BranchesDock)
    click_row(panel.view, workspace.plan.branches[0].id)
    assert workspace.asked_why == frozenset()
    assert not panel.why.isVisible()


def test_the_selected_branch_is_explained_in_the_same_words_as_on_the_command_line(
    workspace, planner, shown
) -> None:
    panel = shown(BranchesDock)
    panel.why_button.click()
    settle()
    assert NOTHING_ASKED in panel.why.text.text()
    branch = workspace.plan.branches[1]
    click_row(panel.view, branch.id)
    (why,) = planner.explain(workspace.design, [branch.id])
    shown_text = panel.why.text.text()
    names = PartNames(workspace.catalog)
    cable = workspace.catalog.stock_product(why.options[0].product)
    for said in (title(why, names), *reasons(why, names), f"{cable.conductor}, {cable.pitch_mm / 1000:g} m"):
        assert said in shown_text


def test_an_inverter_on_the_roof_asks_for_its_branch(workspace, planner, shown) -> None:
    panel = shown(BranchesDock)
    panel.why_button.click()
    branch = workspace.plan.branches[2]
    workspace.select({branch.inverters[0]})
    settle()
    assert workspace.asked_why == {branch.circuit}
    assert f"{branch.circuit}: " in panel.why.text.text()


def test_while_there_is_no_answer_it_says_that_it_works(workspace, shown) -> None:
    panel = shown(BranchesDock)
    panel.why_button.click()
    click_row(panel.view, workspace.plan.branches[0].id)
    assert WORKING in panel.why.text.text()


def test_nothing_is_asked_for_two_branches_or_when_the_panel_is_hidden(workspace, planner, shown) -> None:
    panel = shown(BranchesDock)
    panel.why_button.click()
    workspace.select({branch.id for branch in workspace.plan.branches})
    settle()
    assert workspace.asked_why == frozenset()
    workspace.select({workspace.plan.branches[0].id})
    settle()
    assert workspace.asked_why
    panel.hide()
    assert workspace.asked_why == frozenset()
    panel.show()
    settle()
    assert workspace.asked_why == {workspace.plan.branches[0].circuit}


def test_a_panel_that_comes_back_before_the_answer_asks_again(workspace, shown) -> None:
    """Nothing else has changed meanwhile."""
    panel = shown(BranchesDock)
    panel.why_button.click()
    branch = workspace.plan.branches[0]
    click_row(panel.view, branch.id)
    panel.hide()
    assert workspace.asked_why == frozenset()
    panel.show()
    assert workspace.asked_why == {branch.circuit}
