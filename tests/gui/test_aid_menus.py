"""What drawing aids can be set to, chosen from the menus of the status bar and the View menu."""

from PySide6.QtWidgets import QMenu

from designer.edit.snapping.model import SnapKind
from designer.gui.aid_menus import fill_grid, fill_polar, fill_snaps
from designer.gui.window import MainWindow


def texts(menu: QMenu, *, checked: bool) -> list[str]:
    return [action.text() for action in menu.actions() if action.isChecked() is checked]


def test_kinds_of_object_snaps_are_switched_one_by_one(window: MainWindow) -> None:
    menu = QMenu(window)
    fill_snaps(menu, window.workspace)
    assert texts(menu, checked=False) == ["Nearest", "Grid"]
    menu.actions()[-2].trigger()
    assert SnapKind.NEAREST in window.workspace.editor.aids.kinds
    menu.actions()[0].trigger()
    assert SnapKind.ENDPOINT not in window.workspace.editor.aids.kinds


def test_the_step_of_polar_angles_and_the_width_of_the_grid_are_chosen(window: MainWindow) -> None:
    polar, grid = QMenu(window), QMenu(window)
    fill_polar(polar, window.workspace)
    fill_grid(grid, window.workspace)
    assert (texts(polar, checked=True), texts(grid, checked=True)) == (["15°"], ["100 mm"])
    polar.actions()[-2].trigger()
    grid.actions()[0].trigger()
    aids = window.workspace.editor.aids
    assert (aids.polar_step_deg, aids.grid_mm, aids.grid_snap) == (45.0, 10.0, True)


def test_aids_are_set_from_the_view_menu_too(window: MainWindow) -> None:
    menus = {menu.title().replace("&", ""): menu for menu in window.menuBar().findChildren(QMenu)}
    menus["Polar angles"].aboutToShow.emit()
    menus["Polar angles"].actions()[-1].trigger()
    assert window.workspace.editor.aids.polar_step_deg == 90.0
    menus["Polar angles"].aboutToShow.emit()
    assert texts(menus["Polar angles"], checked=True) == ["90°"]
    assert {"Object snaps", "Grid width"} <= set(menus)
