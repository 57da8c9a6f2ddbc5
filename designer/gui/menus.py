"""The menu bar, made from the table of commands."""

from collections.abc import Iterable

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QDockWidget, QMenu, QMenuBar

from designer.edit.commands import COMMANDS, Group
from designer.gui.actions import Actions
from designer.gui.documents import Documents
from designer.gui.preferences import Preferences
from designer.gui.theme import Appearance, set_appearance
from designer.io.examples import example_names

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


def fill_menus(bar: QMenuBar, commands: Actions, documents: Documents, preferences: Preferences) -> None:
    """Fill the menu bar with all commands, and with the files that can be opened."""
    for group in ORDER:
        menu = bar.addMenu(TITLES[group])
        menu.setObjectName(group.value)
        for command in (one for one in COMMANDS if one.group is group):
            if command.name in BREAKS:
                menu.addSeparator()
            menu.addAction(commands[command.name])
            if command.name == "open":
                _add_recent(menu, documents, preferences)
                _add_examples(menu, documents)
        if group is Group.VIEW:
            menu.addSeparator()
            _add_themes(menu, preferences)


def add_panels(bar: QMenuBar, docks: Iterable[QDockWidget]) -> None:
    """Let panels be shown and hidden from the View menu."""
    view = next(menu for menu in bar.findChildren(QMenu) if menu.objectName() == Group.VIEW.value)
    panels = view.addMenu("&Panels")
    for dock in docks:
        panels.addAction(dock.toggleViewAction())


def _add_recent(menu: QMenu, documents: Documents, preferences: Preferences) -> None:
    recent = menu.addMenu("Open &recent")

    def fill() -> None:
        recent.clear()
        for file in preferences.recent:
            action = recent.addAction(str(file))
            action.triggered.connect(lambda _=False, file=file: documents.open(file))
        if recent.isEmpty():
            recent.addAction("No projects yet").setEnabled(False)

    recent.aboutToShow.connect(fill)


def _add_examples(menu: QMenu, documents: Documents) -> None:
    examples = menu.addMenu("Open e&xample")
    for name, text in example_names().items():
        action = examples.addAction(f"{name.capitalize()}: {text}")
        action.triggered.connect(lambda _=False, name=name: documents.open_example(name))


def _add_themes(menu: QMenu, preferences: Preferences) -> None:
    themes = menu.addMenu("&Theme")
    group = QActionGroup(menu)
    for appearance in Appearance:
        action = themes.addAction(_THEMES[appearance])
        action.setCheckable(True)
        action.setChecked(preferences.theme == appearance.value)
        action.triggered.connect(lambda _=False, chosen=appearance: _choose_theme(preferences, chosen))
        group.addAction(action)


_THEMES = {Appearance.SYSTEM: "As the system", Appearance.LIGHT: "Light", Appearance.DARK: "Dark"}


def _choose_theme(preferences: Preferences, chosen: Appearance) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    preferences.theme = chosen.value
    set_appearance(application, chosen)
