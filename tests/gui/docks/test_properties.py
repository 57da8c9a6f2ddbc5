"""The properties panel: typing is an edit, nonsense is said under the field, many things change at once."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer.core.model.design import Obstacle, ObstacleKind, TextNote
from designer.core.model.rail_layout import RailLayout
from designer.edit.edits.outlines import rectangle
from designer.edit.edits.roof import add_obstacle
from designer.edit.properties.field import Choice
from designer.gui.docks.properties import PropertiesDock
from designer.gui.forms.choosing import ChoiceBox
from tests.gui.docks.hands import replan, settle, type_into

POPUP = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""The screenless platform says so of every popup."""


def form_of(panel):
    return panel.properties.form


def test_typing_a_property_is_one_step_of_the_history(workspace, shown) -> None:
    workspace.select({"S1"})
    form = form_of(shown(PropertiesDock))
    type_into(form.widget_of("tilt_deg"), "22.5")
    assert workspace.design.surface("S1").tilt_deg == 22.5
    assert workspace.session.undo_name == "Change tilt of surface S1"
    workspace.session.undo()
    settle()
    assert workspace.session.undo_name is None
    assert form.widget_of("tilt_deg").text() == "35"


def test_a_typed_length_is_shown_as_it_was_understood(workspace, shown) -> None:
    workspace.select({"S1"})
    form = form_of(shown(PropertiesDock))
    type_into(form.widget_of("rafter_spacing_mm"), "0.75m")
    assert form.widget_of("rafter_spacing_mm").text() == "750"
    type_into(form.widget_of("rafter_spacing_mm"), "75cm")
    assert form.widget_of("rafter_spacing_mm").text() == "750"
    assert workspace.session.undo_name == "Change spacing of surface S1"
    workspace.session.undo()
    assert workspace.session.undo_name is None


def test_a_bad_value_is_said_under_its_field_and_changes_nothing(workspace, shown) -> None:
    workspace.select({"S1"})
    form = form_of(shown(PropertiesDock))
    before = workspace.design
    field = form.widget_of("tilt_deg")
    for text, sentence in (
        ("steep", "'steep' is not a number"),
        ("95", "A tilt of 95° is impossible; give one from 0 to 90."),
        ("", "needed"),
    ):
        type_into(field, text)
        assert sentence in form.problem_of("tilt_deg")
        assert field.property("invalid") is True
        assert field.text() == text
    assert workspace.design is before
    type_into(field, "40")
    assert form.problem_of("tilt_deg") == ""
    assert field.property("invalid") is False
    assert workspace.design.surface("S1").tilt_deg == 40.0


def test_a_problem_speaks_of_the_field_and_of_the_thing_where_there_are_several(workspace, shown) -> None:
    workspace.select({"X1"})
    form = form_of(shown(PropertiesDock))
    type_into(form.widget_of("width_mm"), "0")
    assert form.problem_of("width_mm") == "Width is 0; give more than 0."
    workspace.select({"M1", "M2"})
    settle()
    type_into(form.widget_of("along_mm", "module"), "600")
    assert form.problem_of("along_mm").startswith("Row R1: module M2 does not come after module M1")


def test_esc_gives_a_bad_value_up(workspace, shown) -> None:
    workspace.select({"S1"})
    form = form_of(shown(PropertiesDock))
    field = form.widget_of("tilt_deg")
    type_into(field, "steep")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), form.problem_of("tilt_deg")) == ("35", "")


def test_a_bad_value_waits_while_other_things_change(workspace, shown) -> None:
    workspace.select({"S1"})
    form = form_of(shown(PropertiesDock))
    type_into(form.widget_of("tilt_deg"), "steep")
    type_into(form.widget_of("name"), "East face")
    assert form.widget_of("tilt_deg").text() == "steep"
    assert form.problem_of("tilt_deg")
    workspace.select({"S2"})
    settle()
    assert (form.widget_of("tilt_deg").text(), form.problem_of("tilt_deg")) == ("35", "")


def test_what_is_mixed_varies_and_one_entry_changes_all(workspace, shown) -> None:
    workspace.select({"S1", "S2"})
    form = form_of(shown(PropertiesDock))
    field = form.widget_of("azimuth_deg")
    assert (field.text(), field.placeholderText()) == ("", "varies")
    type_into(field, "180")
    assert [one.azimuth_deg for one in workspace.design.surfaces] == [180.0, 180.0]
    assert field.text() == "180"
    workspace.session.undo()
    assert [one.azimuth_deg for one in workspace.design.surfaces] == [90.0, 270.0]


def test_leaving_a_field_takes_it_over_and_leaving_it_untouched_does_not(workspace, shown) -> None:
    workspace.select({"S1", "S2"})
    form = form_of(shown(PropertiesDock))
    azimuth, tilt = form.widget_of("azimuth_deg"), form.widget_of("tilt_deg")
    azimuth.setFocus()
    tilt.setFocus()
    assert workspace.session.undo_name is None
    tilt.selectAll()
    QTest.keyClicks(tilt, "30")
    azimuth.setFocus()
    settle()
    assert [one.tilt_deg for one in workspace.design.surfaces] == [30.0, 30.0]


def test_a_flag_is_neither_where_it_varies_and_a_click_sets_all(workspace, shown) -> None:
    workspace.select({"M1"})
    form = form_of(shown(PropertiesDock))
    form.widget_of("pinned").click()
    settle()
    workspace.select({"M1", "M2"})
    settle()
    box = form.widget_of("pinned")
    assert box.checkState() is Qt.CheckState.PartiallyChecked
    box.click()
    settle()
    assert [module.pinned for module in workspace.design.rows[0].modules[:3]] == [True, True, False]


def test_a_choice_is_one_step(workspace, shown) -> None:
    outline = rectangle(600, 500, (1000, 1000))
    chimney = Obstacle(id="", kind=ObstacleKind.CHIMNEY, outline=outline)
    workspace.edit("Add obstacle", add_obstacle, "S1", chimney)
    name = workspace.design.surface("S1").obstacles[0].id
    workspace.select({name})
    form = form_of(shown(PropertiesDock))
    box = form.widget_of("kind")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    settle()
    assert workspace.design.surface("S1").obstacles[0].kind is ObstacleKind.WINDOW
    assert workspace.session.undo_name == f"Change kind of obstacle {name}"


@POPUP
def test_a_product_is_searched_and_picked(workspace, shown, qtbot) -> None:
    workspace.select({"M1"})
    form = form_of(shown(PropertiesDock))
    box = form.widget_of("inverter", "row")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    popup = box.popup
    QTest.keyClicks(popup.search, "800-2t")
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    settle()
    assert workspace.design.rows[0].inverter == "hms-800-2t"
    assert "HMS-800-2T" in box.currentText()


@POPUP
def test_a_row_goes_back_to_the_projects_product(workspace, shown) -> None:
    workspace.select({"M1"})
    form = form_of(shown(PropertiesDock))
    box = form.widget_of("inverter", "row")
    box.entered.emit("hms-800-2t")
    settle()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert "the project's" in box.popup.view.rows.row(0).label
    QTest.keyClick(box.popup.search, Qt.Key.Key_Return)
    settle()
    assert workspace.design.rows[0].inverter is None


def test_a_text_of_several_lines_is_taken_over_when_it_is_left(workspace, shown) -> None:
    note = TextNote(id="T1001", surface="S1", at=(0.0, 0.0), text="Ladder")
    workspace.edit("Write", lambda design: replace(design, texts=(note,), next_number=1002))
    workspace.select({"T1001"})
    form = form_of(shown(PropertiesDock))
    field = form.widget_of("text")
    field.setFocus()
    field.setPlainText("Ladder\nhere")
    form.widget_of("height_mm").setFocus()
    settle()
    assert workspace.design.texts[0].text == "Ladder\nhere"


def test_planned_figures_can_be_selected_but_not_typed(workspace, shown) -> None:
    name = workspace.plan.inverters[0].id
    workspace.select({name})
    form = form_of(shown(PropertiesDock))
    rail = form.widget_of("rail")
    assert rail.isReadOnly()
    assert rail.whole.startswith(workspace.plan.inverters[0].rail)
    rail.setFocus()
    rail.selectAll()
    assert rail.selectedText() == rail.whole


def test_with_nothing_selected_the_project_and_the_surface_are_shown(workspace, shown) -> None:
    form = form_of(shown(PropertiesDock))
    type_into(form.widget_of("name", "project"), "Barn")
    assert workspace.design.name == "Barn"
    assert form.widget_of("tilt_deg", "surface").text() == "35"
    assert workspace.session.undo_name == "Change name of project"


def test_a_hidden_panel_waits_until_it_is_seen(workspace, shown) -> None:
    panel = shown(PropertiesDock)
    form = form_of(panel)
    panel.hide()
    workspace.select({"S1"})
    settle()
    assert form.widget_of("name", "project")
    panel.show()
    assert form.widget_of("name", "surface").text() == "S1"


def test_many_signals_are_one_refresh(workspace, shown, monkeypatch) -> None:
    panel = shown(PropertiesDock)
    shown_sections = []
    monkeypatch.setattr(
        form_of(panel), "show_sections", lambda sections, facts: shown_sections.append(sections)
    )
    for ids in ({"S1"}, {"S2"}, {"M1"}):
        workspace.select(ids)
    settle()
    assert len(shown_sections) == 1


def test_every_field_has_a_name_for_those_who_hear_it(workspace, shown) -> None:
    workspace.select({"S1", "M1", "X1", workspace.plan.inverters[0].id})
    form = form_of(shown(PropertiesDock))
    assert form.widget_of("tilt_deg").accessibleName() == "Tilt, °"
    assert form.widget_of("pinned", "module").accessibleName() == "Pinned"


@POPUP
def test_shared_rails_are_chosen_for_a_surface_and_taken_back(workspace, shown) -> None:
    rails = replace(workspace.design.products, rail="k2-crossrail-48-x")
    workspace.session.commit("Rail", replace(workspace.design, products=rails))
    workspace.select({"S1"})
    form = form_of(shown(PropertiesDock))
    box = form.widget_of("rail_layout")
    assert box.currentText() == "Two under each row, K2 CrossRail 48-X / 48-XL"
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_End)
    settle()
    assert box.currentText() == "Shared between rows"
    assert workspace.design.surface("S1").rail_layout is RailLayout.SHARED
    assert workspace.session.undo_name == "Change rail layout of surface S1"
    replan(workspace)
    here = [rail for rail in workspace.plan.rails if rail.surface == "S1"]
    assert [rail.id for rail in here] == ["R1.L1", "R1.U1"]
    assert here[0].across_mm < 600.0 < 2322.0 < here[1].across_mm
    workspace.session.undo()
    settle()
    assert workspace.design.surface("S1").rail_layout is None
    assert box.currentText() == "Two under each row, K2 CrossRail 48-X / 48-XL"


@POPUP
def test_an_open_list_shows_its_texts_whole(qtbot) -> None:
    box = ChoiceBox()
    box.setStyleSheet("QComboBox { combobox-popup: 0; }")  # as in the themes
    qtbot.addWidget(box)
    box.offer([Choice(name, f"North America {name} split phase") for name in ("120/240 V", "208 V")])
    box.resize(100, box.sizeHint().height())
    box.show()
    box.showPopup()
    settle()
    assert box.view().viewport().width() >= box.view().sizeHintForColumn(0) > 100
    box.hidePopup()
