"""Qt actions for every command of the table; menus, bars and the shortcut page are made of them."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from designer.edit.aids import Aid
from designer.edit.commands import COMMANDS, SELECT, Command
from designer.gui.icons import icon
from designer.gui.workspace import PlanState, Workspace

ALSO = {"redo": "Ctrl+Shift+Z"}
"""Second shortcuts, for hands that come from elsewhere."""


class Actions(QObject):
    """One QAction a command, by its name. Tools are checkable and exclude each other; aids are toggles."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tools = QActionGroup(self)
        self._by_name = {command.name: self._action(command) for command in COMMANDS}
        workspace.tool_changed.connect(self._show_tool)
        workspace.aids_changed.connect(self._show_aids)
        workspace.design_changed.connect(self._show_history)
        workspace.tool_changed.connect(self._show_history)
        workspace.state_changed.connect(self._show_improving)
        workspace.project_replaced.connect(self._refresh)
        self._refresh()

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def all(self) -> Mapping[str, QAction]:
        """Every action by its command's name."""
        return self._by_name

    def carry_out(self, name: str, action: Callable[[], object]) -> None:
        """What an action of the window does, from a menu, a key or the command line."""

        def run() -> None:
            action()

        self._workspace.editor.actions[name] = run

    def _action(self, command: Command) -> QAction:
        action = QAction(command.title, self)
        action.setObjectName(command.name)
        if command.icon:
            action.setIcon(icon(command.icon))
        action.setShortcuts(
            [QKeySequence(keys) for keys in (command.shortcut, ALSO.get(command.name)) if keys]
        )
        action.setToolTip(_tip(command))
        action.setStatusTip(command.hint)
        if command.tool:
            action.setCheckable(True)
            self._tools.addAction(action)
        elif command.name.startswith("aid-"):
            action.setCheckable(True)
        action.triggered.connect(lambda _=False, name=command.name: self._workspace.editor.start(name))
        return action

    def _refresh(self) -> None:
        self._show_tool()
        self._show_aids()
        self._show_history()
        self._show_improving()

    def _show_tool(self) -> None:
        self._by_name[self._workspace.editor.command.name].setChecked(True)

    def _show_aids(self) -> None:
        aids = self._workspace.editor.aids
        for aid in Aid:
            self._by_name[f"aid-{aid.value}"].setChecked(getattr(aids, aid.value))

    def _show_history(self) -> None:
        """What can be undone and redone; a tool at work may have points that undo takes back before that."""
        session, drawing = self._workspace.session, self._workspace.editor.command.name != SELECT
        for name, title, what in (("undo", "Undo", session.undo_name), ("redo", "Redo", session.redo_name)):
            action = self._by_name[name]
            action.setEnabled(what is not None or (name == "undo" and drawing))
            action.setText(f"{title} {what[0].lower()}{what[1:]}" if what else title)

    def _show_improving(self) -> None:
        self._by_name["improve-stop"].setEnabled(self._workspace.state is PlanState.IMPROVING)


def _tip(command: Command) -> str:
    """Title, keys and aliases, then the hint."""
    keys = ", ".join(word for word in (command.shortcut, *command.aliases) if word)
    head = f"{command.title} ({keys})" if keys else command.title
    return f"{head}\n{command.hint}" if command.hint else head
