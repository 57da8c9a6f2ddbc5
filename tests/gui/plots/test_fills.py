"""Ways to fill side by side: worked out for the surface looked at, shown on the roof, taken over."""

import threading

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.edit.fill_variants import fill_variants, prospect
from designer.edit.preview import Boxes, Tone
from designer.edit.properties.edits.surfaces import set_surface_fields
from designer.edit.tools.fill import FillTool
from designer.edit.view import SITE, surface_view
from designer.gui.plots import fills
from designer.gui.plots.fills import FillsPanel
from tests.gui.plots.hands import click, planned_workspace, shown


@pytest.fixture
def workspace(qapp):
    made = planned_workspace("hip")
    made.editor.look(surface_view(made.design.surfaces[0].id))
    return made


@pytest.fixture
def panel(qtbot, workspace):
    made = shown(qtbot, FillsPanel(workspace), width=1500)
    worked_out(qtbot, made)
    return made


def worked_out(qtbot, panel) -> None:
    def all_told() -> bool:
        return all("\n" in card.toolTip() for card in panel.cards.values() if card.isVisible())

    qtbot.waitUntil(all_told)
    QApplication.processEvents()


def middle(card) -> QPointF:
    return QPointF(card.rect().center())


def checked(panel) -> list[str]:
    return [word for word, card in panel.cards.items() if card.isChecked()]


def test_every_way_has_its_figures_and_they_are_those_of_the_fill(panel, workspace) -> None:
    surface = workspace.editor.view.surface
    for way in fill_variants(workspace.design.surfaces[0]):
        made = prospect(workspace.design, workspace.catalog, surface, way)
        assert panel.cards[way.word].figures == made.figures
        assert f"{made.figures.modules} modules" in panel.cards[way.word].toolTip()


def test_a_click_shows_a_way_on_the_roof_and_checks_its_card(panel, workspace) -> None:
    assert checked(panel) == []
    click(panel.cards["portrait"], middle(panel.cards["portrait"]))
    assert isinstance(workspace.editor.tool, FillTool)
    ghosts = [shape for shape in workspace.editor.response.preview if isinstance(shape, Boxes)]
    assert sum(len(boxes.rects) for boxes in ghosts if boxes.tone is Tone.GHOST) == 15
    assert checked(panel) == ["portrait"]
    click(panel.cards["landscape"], middle(panel.cards["landscape"]))
    assert checked(panel) == ["landscape"]
    assert workspace.design is workspace.session.design  # nothing is changed by looking
    assert workspace.session.undo_name is None


def test_a_double_click_takes_a_way_over(panel, workspace) -> None:
    card = panel.cards["portrait"]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(card, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    surface = workspace.editor.view.surface
    assert sum(len(row.modules) for row in workspace.design.rows_on(surface)) == 15
    assert workspace.session.undo_name == "Fill surface South"


def test_the_button_takes_over_what_is_shown_and_rests_without_a_fill(panel, workspace, qtbot) -> None:
    assert not panel.take.isEnabled()
    click(panel.cards["block"], middle(panel.cards["block"]))
    assert panel.take.isEnabled()
    QTest.mouseClick(panel.take, Qt.MouseButton.LeftButton)
    assert workspace.session.undo_name == "Fill surface South"
    worked_out(qtbot, panel)
    assert not panel.take.isEnabled()


def test_the_card_of_the_best_orientation_is_checked_when_the_tool_starts(panel, workspace) -> None:
    workspace.editor.start("fill")
    QApplication.processEvents()
    assert checked(panel) == ["landscape"]


def test_numbers_of_the_tool_hold_for_all_ways(panel, workspace, qtbot) -> None:
    workspace.editor.start("fill")
    workspace.editor.enter("6")
    QApplication.processEvents()
    worked_out(qtbot, panel)
    assert {one.figures.modules for one in panel.prospects.values()} == {6}
    click(panel.cards["mixed"], middle(panel.cards["mixed"]))
    assert workspace.editor.tool.choice.wanted == 6


def test_another_surface_is_worked_out_anew_and_without_one_nothing_is_shown(panel, workspace, qtbot) -> None:
    before = panel.cards["mixed"].figures
    workspace.editor.look(surface_view(workspace.design.surfaces[1].id))
    QApplication.processEvents()
    worked_out(qtbot, panel)
    assert panel.cards["mixed"].figures != before
    workspace.editor.look(SITE)
    QApplication.processEvents()
    assert not panel.area.isVisible()
    assert panel.nothing.isVisible()


def test_tilted_rows_are_offered_on_flat_roofs_only_and_say_where_they_cannot_stand(
    panel, workspace, qtbot
) -> None:
    assert not panel.cards["tilted"].isVisible()
    surface = workspace.editor.view.surface
    workspace.edit("Flatten", set_surface_fields, [surface], tilt_deg=2.0)
    QApplication.processEvents()
    worked_out(qtbot, panel)
    assert panel.cards["tilted"].isVisible()
    assert panel.cards["tilted"].figures.modules > 0
    assert "south" in panel.cards["tilted-pairs"].toolTip()
    click(panel.cards["tilted"], middle(panel.cards["tilted"]))
    workspace.editor.enter("Pitch")
    workspace.editor.enter("1.9m")
    QApplication.processEvents()
    worked_out(qtbot, panel)
    assert panel.cards["tilted-pairs"].figures is None
    assert "less than the rows are deep" in panel.cards["tilted-pairs"].toolTip()


def test_nothing_is_worked_out_behind_another_panel(panel, workspace) -> None:
    panel.hide()
    workspace.editor.look(surface_view(workspace.design.surfaces[1].id))
    for _ in range(5):
        QApplication.processEvents()
    assert panel.prospects["mixed"].design.surfaces[0].id == workspace.design.surfaces[0].id


def test_the_window_goes_on_while_a_way_is_worked_out(panel, workspace, qtbot, monkeypatch) -> None:
    begun, may_end = threading.Event(), threading.Event()
    shown, show = [], panel._show
    monkeypatch.setattr(
        panel, "_show", lambda made, ground: shown.append(ground.surface) or show(made, ground)
    )

    def slowly(*given):
        begun.set()
        assert may_end.wait(20.0)
        return prospect(*given)

    monkeypatch.setattr(fills, "prospect", slowly)
    workspace.editor.look(surface_view(workspace.design.surfaces[1].id))
    qtbot.waitUntil(begun.is_set)
    workspace.editor.look(surface_view(workspace.design.surfaces[2].id))
    QApplication.processEvents()
    may_end.set()
    worked_out(qtbot, panel)
    third = workspace.design.surfaces[2].id
    assert set(shown) == {third}, "nothing of the surface before is shown"
    for way in fill_variants(workspace.design.surfaces[2]):
        made = prospect(workspace.design, workspace.catalog, third, way)
        assert panel.cards[way.word].figures == made.figures


def test_what_was_left_to_work_out_is_done_when_the_panel_is_shown_again(panel, workspace, qtbot) -> None:
    workspace.editor.look(surface_view(workspace.design.surfaces[1].id))
    qtbot.waitUntil(lambda: 0 < len(panel.prospects) < len(fill_variants(workspace.design.surfaces[1])))
    panel.hide()
    qtbot.waitUntil(lambda: all(one.name != "ways-to-fill" for one in threading.enumerate()))
    QApplication.processEvents()
    panel.show()
    worked_out(qtbot, panel)
