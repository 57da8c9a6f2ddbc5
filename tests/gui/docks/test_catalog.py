"""The catalogue panel: search, figures, use, and the import of the CEC list."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer.core.model.catalog import Module
from designer.core.model.provenance import Provenance
from designer.gui.docks.catalog import CatalogDock
from designer.io.catalogs import bundled_catalog
from tests.gui.docks.hands import click_row, settle

CEC_SIZE = 21_535
CEC = """Name,STC,Length,Width,I_sc_ref,V_oc_ref,I_mp_ref,V_mp_ref,beta_oc
Units,,m,m,A,V,A,V,V/K
[0],,,,,,,,
Acme AS-72-180,180,1.576,0.825,5.31,44.06,4.90,36.72,-0.159
Acme AS-72-185,185,,,5.31,44.06,4.90,36.72,-0.159
"""


def module(number: int) -> Module:
    maker = ("Acme", "Borealis", "Corona")[number % 3]
    return Module(
        id=f"cec-{number}",
        maker=maker,
        model=f"{maker[:2].upper()}-{number}",
        power_w=300.0 + number % 400,
        length_mm=1700.0 + number % 7,
        width_mm=1100.0,
        provenance=Provenance(source="a list"),
    )


@pytest.fixture(scope="module")
def long_catalog():
    """The bundled catalogue with as many modules as the CEC list has."""
    own = bundled_catalog()
    more = tuple(module(number) for number in range(CEC_SIZE - len(own.modules)))
    return replace(own, modules=(*own.modules, *more))


def first_key(panel):
    return panel.view.rows.key(0)


def test_every_letter_filters_the_whole_list(workspace, shown, long_catalog) -> None:
    workspace.replace_catalog(long_catalog)
    panel = shown(CatalogDock)
    assert panel.view.rows.shown_count == CEC_SIZE
    QTest.keyClicks(panel.search, "borealis 333w")
    found = list(panel.view.rows.shown_rows())
    expected = [one for one in long_catalog.modules if one.maker == "Borealis" and one.power_w == 333.0]
    assert found == expected
    assert panel.count.text() == f"{len(expected)} of {CEC_SIZE}"
    QTest.keyClick(panel.search, Qt.Key.Key_Escape)
    assert panel.view.rows.shown_count == CEC_SIZE


def test_a_long_list_has_no_widget_a_row_and_reads_only_the_cells_that_are_seen(
    workspace, shown, long_catalog, monkeypatch
) -> None:
    workspace.replace_catalog(long_catalog)
    panel = shown(CatalogDock)
    assert len(panel.view.findChildren(object)) < 60
    read = []
    rows = panel.view.rows
    monkeypatch.setattr(rows, "_row_data", lambda column, row, role: read.append(row))
    panel.view.viewport().repaint()
    assert len({id(row) for row in read}) < 100


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        ("modules", "jam54d41-440", "ja-solar-jam54d41-440-mb"),
        ("modules", "ja solar 1722x1134 440W", "ja-solar-jam54d41-440-mb"),
        ("inverters", "hoymiles 1000-2t", "hms-1000-2t"),
        ("inverters", "hoymiles-hms 1000", "hms-1000-2t"),
        ("trunk", "hoymiles-hms 2m 10 awg", "hoymiles-hms/hms-trunk-10awg-2.0m"),
        ("rails", "k2 singlerail 36", "k2-singlerail-36"),
    ],
)
def test_products_are_found_by_maker_model_power_and_size(workspace, shown, kind, text, name) -> None:
    panel = shown(CatalogDock)
    panel.show_kind(kind)
    QTest.keyClicks(panel.search, text)
    assert name in [panel.view.rows.key(place) for place in range(panel.view.rows.shown_count)]
    assert panel.view.rows.shown_count < panel.view.rows.total_count


def test_the_search_stays_when_another_kind_is_shown(workspace, shown) -> None:
    panel = shown(CatalogDock)
    QTest.keyClicks(panel.search, "hoymiles")
    assert panel.view.rows.shown_count == 0
    panel.show_kind("inverters")
    assert all(row.maker == "Hoymiles" for row in panel.view.rows.shown_rows())


def test_figures_are_shown_with_source_and_verification(workspace, shown) -> None:
    panel = shown(CatalogDock)
    panel.show_kind("inverters")
    click_row(panel.view, "hms-1000-2t")
    figures = {row.name: row for row in panel.details.model.shown_rows()}
    assert figures["clearance_mm"].source.verified
    assert not figures["width_mm"].source.verified
    place = panel.details.model.place_of("clearance_mm")
    cells = [panel.details.model.index(place, column).data() for column in (1, 2)]
    assert cells == ["Clearance", "20 mm"]
    assert panel.details.name.text() == "Hoymiles HMS-1000-2T"
    assert "not verified" in panel.details.summary.text()


def test_the_projects_product_is_selected_at_first(workspace, shown) -> None:
    panel = shown(CatalogDock)
    assert panel.product().id == workspace.design.products.module
    panel.show_kind("trunk")
    assert panel.product() is None
    assert not panel.use_button.isEnabled()


def test_another_project_has_its_own_product_selected(workspace, shown) -> None:
    panel = shown(CatalogDock)
    other = next(one.id for one in workspace.catalog.modules if one.id != workspace.design.products.module)
    products = replace(workspace.design.products, module=other)
    workspace.replace_project(replace(workspace.design, products=products))
    settle()
    assert panel.view.selected_keys() == {other}
    assert panel.product().id == other


def test_down_from_the_search_goes_to_the_first_product_found(workspace, shown) -> None:
    panel = shown(CatalogDock)
    other = next(one for one in workspace.catalog.modules if one.id != workspace.design.products.module)
    panel.search.setText(other.model)
    QTest.keyClick(panel.search, Qt.Key.Key_Down)
    assert panel.product().id == panel.view.rows.key(0)


def test_using_a_module_is_one_step_and_marks_it(workspace, shown) -> None:
    panel = shown(CatalogDock)
    other = next(one.id for one in workspace.catalog.modules if one.id != workspace.design.products.module)
    click_row(panel.view, other)
    panel.use_button.click()
    settle()
    assert workspace.design.products.module == other
    assert workspace.session.undo_name == "Use another module"
    sign = panel.view.rows.columns[0]
    assert sign.icon(panel.product()) == "approve"


def test_rails_and_trunk_cable_are_used_with_their_family(workspace, shown) -> None:
    panel = shown(CatalogDock)
    panel.show_kind("rails")
    other = next(one.id for one in workspace.catalog.rails if one.id != workspace.design.products.rail)
    click_row(panel.view, other)
    panel.use()
    panel.show_kind("trunk")
    click_row(panel.view, "enphase-q-25/" + workspace.catalog.family("enphase-q-25").products[0].id)
    panel.use()
    products = workspace.design.products
    assert (products.rail, products.family) == (other, "enphase-q-25")
    assert products.trunk == workspace.catalog.family("enphase-q-25").products[0].id


def test_an_inverter_that_does_not_plug_in_is_said_and_the_fitting_family_offered(workspace, shown) -> None:
    said = []
    workspace.said.connect(said.append)
    panel = shown(CatalogDock)
    panel.show_kind("inverters")
    other = next(one for one in workspace.catalog.inverters if one.maker == "Enphase")
    click_row(panel.view, other.id)
    panel.use()
    settle()
    assert workspace.design.products.inverter == other.id
    assert "does not plug into Hoymiles HMS AC trunk" in said[-1]
    assert panel.notice.isVisible()
    panel.notice.buttons[0].click()
    settle()
    assert workspace.design.products.family == other.families[0]
    assert not panel.notice.isVisible()


def test_a_product_is_used_for_the_rows_of_the_selected_modules_only(workspace, shown) -> None:
    panel = shown(CatalogDock)
    other = next(one.id for one in workspace.catalog.modules if one.id != workspace.design.products.module)
    click_row(panel.view, other)
    assert not panel.rows_button.isEnabled()
    workspace.select({"M1", "M2"})
    settle()
    assert panel.rows_button.isEnabled()
    panel.rows_button.click()
    assert [row.module for row in workspace.design.rows] == [other, None]
    panel.show_kind("inverters")
    click_row(panel.view, "hms-800-2t")
    panel.use_for_rows()
    assert [row.inverter for row in workspace.design.rows] == ["hms-800-2t", None]


def test_a_double_click_uses_the_product(workspace, shown) -> None:
    panel = shown(CatalogDock)
    panel.view.opened.emit("")
    assert workspace.session.undo_name is None
    click_row(panel.view, first_key(panel))
    panel.view.opened.emit(first_key(panel))
    assert workspace.design.products.module == first_key(panel)


def test_the_cec_list_is_imported_off_the_gui_thread_and_can_be_used(
    workspace, shown, qtbot, tmp_path, monkeypatch
) -> None:
    monkeypatch.setenv("TRUNKLINE_CATALOG", str(tmp_path / "own"))
    path = tmp_path / "CEC Modules.csv"
    path.write_text(CEC)
    said = []
    workspace.said.connect(said.append)
    panel = shown(CatalogDock)
    with qtbot.waitSignal(workspace.catalog_changed, timeout=20_000):
        panel.import_list(path)
        assert not panel.import_button.isEnabled()
    qtbot.waitUntil(panel.import_button.isEnabled)
    settle()
    assert "cec-acme-as-72-180" in [one.id for one in workspace.catalog.modules]
    assert said[-1] == "1 module imported, 1 left out for want of length and width."
    QTest.keyClicks(panel.search, "acme")
    assert panel.view.rows.shown_count == 1


def test_a_file_that_is_no_cec_list_is_said(workspace, shown, qtbot, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TRUNKLINE_CATALOG", str(tmp_path / "own"))
    path = tmp_path / "wrong.csv"
    path.write_text("a,b\n1,2\n")
    panel = shown(CatalogDock)
    said = []
    workspace.said.connect(said.append)
    panel.import_list(path)
    qtbot.waitUntil(panel.import_button.isEnabled, timeout=20_000)
    assert "it is not the CEC module list" in said[-1]
    assert workspace.catalog is bundled_catalog()
