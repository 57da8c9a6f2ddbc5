"""The menu bar, made from the table of commands."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar

from designer.edit.aids import Aid
from designer.edit.commands import COMMANDS, Group
from designer.gui.actions import Actions
from designer.gui.aid_menus import MENUS as AID_MENUS
from designer.gui.documents import Documents
from designer.gui.forms.plain import plain_tip
from designer.gui.panel_stacks import PanelStacks
from designer.gui.preferences import Preferences
from designer.gui.theme import Appearance, set_appearance
from designer.gui.workspace import Workspace
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


def add_panels(bar: QMenuBar, stacks: PanelStacks) -> None:
    """Let panels be brought to the front and hidden from the View menu."""
    panels = _view(bar).addMenu("&Panels")
    actions = {name: panels.addAction(dock.windowTitle()) for name, dock in stacks.docks.items()}

    def refresh() -> None:
        for name, action in actions.items():
            action.setText(stacks.docks[name].windowTitle())
            action.setChecked(not stacks.docks[name].isHidden())

    for name, action in actions.items():
        action.setCheckable(True)
        action.triggered.connect(lambda _=False, name=name: stacks.toggle(name))
    panels.aboutToShow.connect(refresh)


def add_aids(bar: QMenuBar, workspace: Workspace) -> None:
    """Let drawing aids be set from the View menu as by the right mouse button on the status bar."""
    for aid, fill in AID_MENUS.items():
        menu = _view(bar).addMenu(_AIDS[aid])
        menu.aboutToShow.connect(lambda menu=menu, fill=fill: (menu.clear(), fill(menu, workspace)))


_AIDS = {Aid.SNAP: "&Object snaps", Aid.POLAR: "Pola&r angles", Aid.GRID_SNAP: "&Grid width"}


def _view(bar: QMenuBar) -> QMenu:
    return next(menu for menu in bar.findChildren(QMenu) if menu.objectName() == Group.VIEW.value)


def _add_recent(menu: QMenu, documents: Documents, preferences: Preferences) -> None:
    recent = menu.addMenu("Open &recent")
    recent.setToolTipsVisible(True)

    def fill() -> None:
        recent.clear()
        for file in preferences.recent:
            action = recent.addAction(_shortened(str(file), recent))
            action.setToolTip(plain_tip(str(file)))
            action.triggered.connect(lambda _=False, file=file: documents.open(file))
        if recent.isEmpty():
            recent.addAction("No projects yet").setEnabled(False)

    recent.aboutToShow.connect(fill)


def _shortened(path: str, menu: QMenu) -> str:
    """A path that leaves its middle out where it is long; an & is one, not the key of what follows."""
    return menu.fontMetrics().elidedText(path, Qt.TextElideMode.ElideMiddle, _PATH_PX).replace("&", "&&")


_PATH_PX = 480


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
