"""Every panel: with a branch selected, empty, and in its states."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QWidget

from designer.drawing.layers import LayerName
from designer.gui.docks.catalog import CatalogDock
from designer.gui.docks.findings import FindingsDock
from designer.gui.panels import PANELS
from designer.io.booking import stock_file
from designer.io.project import save_project
from designer.io.stock_file import Shelf, save_shelf, with_pieces
from tests.gui.pictures.designs import faulty
from tests.gui.pictures.registry import SCENES, scene
from tests.gui.pictures.studio import Scene, Studio


def panel(studio: Studio, name: str, example: str = "hip") -> QWidget:
    """A panel with a branch selected."""
    studio.open(example)
    shown = studio.window.stacks.show(name)
    studio.select(studio.plan.branches[0].id)
    studio.settle()
    return shown


def _panel_scene(name: str) -> Scene:
    def shown(studio: Studio) -> None:
        panel(studio, name)

    return shown


def _empty_scene(name: str) -> Scene:
    def shown(studio: Studio) -> None:
        studio.new()
        studio.window.stacks.show(name)

    return shown


for _panel in PANELS:
    SCENES[f"panel-{_panel.name}"] = _panel_scene(_panel.name)
    SCENES[f"empty-{_panel.name}"] = _empty_scene(_panel.name)


def press(inside: QWidget, text: str) -> None:
    """Press a button by what is written on it."""
    next(one for one in inside.findChildren(QAbstractButton) if one.text() == text).click()


def context_menu(view: QAbstractItemView, row: int = 0, column: int = 1) -> None:
    """The right mouse button on a row."""
    index = view.model().index(row, column)
    place = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    view.customContextMenuRequested.emit(place + QPoint(4, 2))


# Findings


@scene
def findings_errors(studio: Studio) -> None:
    studio.show(faulty())


@scene
def findings_menu(studio: Studio) -> None:
    studio.show(faulty())
    found = studio.window.stacks.show("findings")
    studio.settle()
    assert isinstance(found, FindingsDock)
    context_menu(found.view)


@scene
def findings_gone_to(studio: Studio) -> None:
    studio.show(faulty())
    found = studio.window.stacks.show("findings")
    assert isinstance(found, FindingsDock)
    studio.settle()
    placed = [row for row in found.model.shown_rows() if row.finding.location is not None]
    found.go(placed[0].key)


@scene
def findings_approved(studio: Studio) -> None:
    studio.open("gable")
    found = studio.window.stacks.show("findings")
    studio.settle()
    assert isinstance(found, FindingsDock)
    found.view.selectRow(0)
    found.approve()


@scene
def findings_filtered(studio: Studio) -> None:
    studio.open("gable")
    found = studio.window.stacks.show("findings")
    assert isinstance(found, FindingsDock)
    for button in found.filters.values():
        button.setChecked(False)
    studio.settle()
    studio.on_rest(lambda: [button.setChecked(True) for button in found.filters.values()])


# Branches


@scene
def branch_why(studio: Studio) -> None:
    shown = panel(studio, "branches")
    press(shown, "Why?")
    studio.on_rest(lambda: press(shown, "Why?"))


@scene
def branch_locked(studio: Studio) -> None:
    panel(studio, "branches")
    studio.lines("LO")


@scene
def branches_menu(studio: Studio) -> None:
    shown = panel(studio, "branches")
    view = shown.view  # type: ignore[attr-defined]
    context_menu(view)


@scene
def branches_hall(studio: Studio) -> None:
    panel(studio, "branches", "hall")


@scene
def branch_strip_hall(studio: Studio) -> None:
    panel(studio, "branch-strip", "hall")


@scene
def branch_strip_none_selected(studio: Studio) -> None:
    studio.open("hip")
    studio.window.stacks.show("branch-strip")


@scene
def cut_plan_gable(studio: Studio) -> None:
    studio.open("gable")
    studio.window.stacks.show("cut-plan")


@scene
def cut_plan_hall(studio: Studio) -> None:
    panel(studio, "cut-plan", "hall")


@scene
def cut_plan_shelf(studio: Studio) -> None:
    """Offcuts are cut first."""
    file = stock_file()
    save_shelf(with_pieces(Shelf(), "k2-singlerail-36", [4000.0, 2500.0, 1800.0], "yard"), file)
    studio.on_rest(file.unlink)
    studio.open("gable")
    studio.window.stacks.show("cut-plan")
    press(studio.window.stacks.panels["cut-plan"], "Use offcuts first")


@scene
def cut_plan_booked(studio: Studio) -> None:
    """What this project leaves is on the shelf."""
    studio.on_rest(stock_file().unlink)
    studio.open("gable")
    studio.settle()
    file = studio.folder / "House Miller.trunkline"
    save_project(studio.design, file)
    studio.on_rest(file.unlink)
    studio.window.documents.open(file)
    studio.window.stacks.show("cut-plan")
    studio.settle()
    press(studio.window.stacks.panels["cut-plan"], "Book back")


@scene
def cut_list_hall(studio: Studio) -> None:
    panel(studio, "cut-list", "hall")


# Catalogue


def _catalogue(studio: Studio, kind: str, search: str = "") -> CatalogDock:
    studio.open("hip")
    shown = studio.window.stacks.show("catalog")
    assert isinstance(shown, CatalogDock)
    shown.show_kind(kind)
    shown.search.setText(search)
    studio.settle()

    def back() -> None:
        shown.search.setText("")
        shown.show_kind("modules")

    studio.on_rest(back)
    return shown


@scene
def catalogue_search(studio: Studio) -> None:
    _catalogue(studio, "modules", "trina 440")


@scene
def catalogue_nothing_found(studio: Studio) -> None:
    _catalogue(studio, "modules", "zzz")


@scene
def catalogue_inverters(studio: Studio) -> None:
    _catalogue(studio, "inverters")


@scene
def catalogue_trunk(studio: Studio) -> None:
    _catalogue(studio, "trunk")


@scene
def catalogue_rails(studio: Studio) -> None:
    _catalogue(studio, "rails")


@scene
def catalogue_misfit(studio: Studio) -> None:
    shown = _catalogue(studio, "inverters", "enphase")
    shown.view.selectRow(0)
    shown.use()


# Layers, surfaces


@scene
def layers_hidden(studio: Studio) -> None:
    studio.open("hip")
    studio.window.stacks.show("layers")
    names = list(LayerName)
    studio.space.set_hidden_layers(names[2:4])
    studio.space.set_locked_layers(names[5:7])

    def back() -> None:
        studio.space.set_hidden_layers(())
        studio.space.set_locked_layers(())

    studio.on_rest(back)


@scene
def layers_menu(studio: Studio) -> None:
    studio.open("hip")
    shown = studio.window.stacks.show("layers")
    studio.settle()
    context_menu(shown.view, 3, 2)  # type: ignore[attr-defined]


@scene
def surfaces_open(studio: Studio) -> None:
    studio.open("hip")
    shown = studio.window.stacks.show("surfaces")
    studio.settle()
    shown.view.expandAll()  # type: ignore[attr-defined]


@scene
def surfaces_menu(studio: Studio) -> None:
    studio.open("hip")
    shown = studio.window.stacks.show("surfaces")
    studio.settle()
    context_menu(shown.view, 0, 0)  # type: ignore[attr-defined]


@scene
def surfaces_renaming(studio: Studio) -> None:
    studio.open("hip")
    shown = studio.window.stacks.show("surfaces")
    studio.settle()
    view = shown.view  # type: ignore[attr-defined]
    view.setCurrentIndex(view.model().index(0, 0))
    view.edit(view.model().index(0, 0))
