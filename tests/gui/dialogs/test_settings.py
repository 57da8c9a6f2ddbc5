"""The settings dialog: modeless, every entry one step, defaults named with their source."""

import pytest

from tests.conftest import QT_IS_HERE

if not QT_IS_HERE:
    pytest.skip("needs Qt", allow_module_level=True)

from designer.gui.dialogs.settings import PAGES, SettingsDialog
from designer.gui.workspace import Workspace
from tests.gui.docks.hands import settle, type_into
from tests.sites import catalog, gable


@pytest.fixture
def workspace(qapp) -> Workspace:
    return Workspace(gable(), catalog())


@pytest.fixture
def dialog(qtbot, workspace) -> SettingsDialog:
    made = SettingsDialog(workspace)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_it_leaves_the_window_usable(dialog) -> None:
    assert not dialog.isModal()


def test_every_setting_of_the_project_is_on_a_page(dialog, workspace) -> None:
    keys = {row.field.key for form in dialog.forms.values() for row in form.form._rows}
    settings = set(workspace.design.settings.__struct_fields__) - {"setbacks_mm"}
    assert settings <= keys
    assert {"name", "region", "customer_address", "min_c", "product_rail", "setback_eave"} <= keys


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_shown_by_its_name(dialog, page) -> None:
    dialog.show_page(page)
    assert dialog.forms[page].isVisible()


def test_an_entry_is_one_step_and_undo_is_shown(dialog, workspace) -> None:
    dialog.show_page("Trunk cable")
    field = dialog.forms["Trunk cable"].form.widget_of("max_units_per_branch")
    type_into(field, "5")
    assert workspace.design.settings.max_units_per_branch == 5
    assert workspace.session.undo_name == "Change units per branch of project"
    workspace.session.undo()
    settle()
    assert (field.text(), field.placeholderText()) == ("", "the maker's, else by the current")


def test_a_default_is_named_with_its_source_and_follows_the_product(dialog, workspace) -> None:
    dialog.show_page("Rails and inverters")
    form = dialog.forms["Rails and inverters"].form
    assert form.widget_of("max_span_mm").placeholderText().endswith("K2 SingleRail 36")
    other = next(one for one in workspace.catalog.rails if one.maker == "IronRidge")
    dialog.forms["Products"].form.widget_of("product_rail").entered.emit(other.id)
    settle()
    assert form.widget_of("max_span_mm").placeholderText().endswith(f"IronRidge {other.model}")


def test_an_impossible_climate_is_said_under_its_field(dialog, workspace) -> None:
    dialog.show_page("Products")
    form = dialog.forms["Products"].form
    type_into(form.widget_of("min_c"), "90")
    assert "is impossible" in form.problem_of("min_c")
    assert workspace.design.climate.min_c == -10.0


def test_an_emptied_rule_is_the_default_again(dialog, workspace) -> None:
    dialog.show_page("Layout")
    field = dialog.forms["Layout"].form.widget_of("module_gap_mm")
    type_into(field, "25")
    assert workspace.design.settings.module_gap_mm == 25.0
    type_into(field, "")
    assert workspace.design.settings.module_gap_mm is None
