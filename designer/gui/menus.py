"""The menu bar, made from the table of commands."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QMenu

from designer.edit.commands import COMMANDS, Group
from designer.gui.theme import Appearance, set_appearance
from designer.io.examples import example_names

if TYPE_CHECKING:
    from designer.gui.window import MainWindow

ORDER = (
    Group.FILE,
    Group.EDIT,
    Group.VIEW,
    Group.SELECT,
    Group.ROOF,
    Group.MODULES,
    Group.ELECTRICAL,
    Group.ANNOTATE,
    Group.HELP,
)
TITLES = {
    Group.FILE: "&File",
    Group.EDIT: "&Edit",
    Group.VIEW: "&View",
    Group.SELECT: "&Change",
    Group.ROOF: "&Roof",
    Group.MODULES: "&Modules",
    Group.ELECTRICAL: "E&lectrical",
    Group.ANNOTATE: "&Annotate",
    Group.HELP: "&Help",
}
BREAKS = {
    "import",
    "quit",
    "clip-copy",
    "erase",
    "lock",
    "unpin",
    "settings",
    "site-view",
    "aid-snap",
    "about",
}
"""Commands that start a new section of their menu."""


def fill_menus(window: "MainWindow") -> None:
    """Fill the window's menu bar."""
    for group in ORDER:
        menu = window.menuBar().addMenu(TITLES[group])
        for command in (one for one in COMMANDS if one.group is group):
            if command.name in BREAKS:
                menu.addSeparator()
            menu.addAction(window.commands[command.name])
            if command.name == "open":
                _add_recent(window, menu)
                _add_examples(window, menu)
        if group is Group.VIEW:
            menu.addSeparator()
            _add_panels(window, menu)
            _add_themes(window, menu)


def _add_recent(window: "MainWindow", menu: QMenu) -> None:
    recent = menu.addMenu("Open &recent")

    def fill() -> None:
        recent.clear()
        for file in window.preferences.recent:
            action = recent.addAction(str(file))
            action.triggered.connect(lambda _=False, file=file: window.documents.open(file))
        if recent.isEmpty():
            recent.addAction("No projects yet").setEnabled(False)

    recent.aboutToShow.connect(fill)


def _add_examples(window: "MainWindow", menu: QMenu) -> None:
    examples = menu.addMenu("Open e&xample")
    for name, text in example_names().items():
        action = examples.addAction(f"{name.capitalize()}: {text}")
        action.triggered.connect(lambda _=False, name=name: window.documents.open_example(name))


def _add_panels(window: "MainWindow", menu: QMenu) -> None:
    panels = menu.addMenu("&Panels")
    for dock in window.docks.values():
        panels.addAction(dock.toggleViewAction())


def _add_themes(window: "MainWindow", menu: QMenu) -> None:
    themes = menu.addMenu("&Theme")
    group = QActionGroup(window)
    for appearance in Appearance:
        action = themes.addAction(_THEMES[appearance])
        action.setCheckable(True)
        action.setChecked(window.preferences.theme == appearance.value)
        action.triggered.connect(lambda _=False, chosen=appearance: _choose_theme(window, chosen))
        group.addAction(action)


_THEMES = {Appearance.SYSTEM: "As the system", Appearance.LIGHT: "Light", Appearance.DARK: "Dark"}


def _choose_theme(window: "MainWindow", chosen: Appearance) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    window.preferences.theme = chosen.value
    set_appearance(application, chosen)
