"""The menu under the right mouse button: what can be done with what is selected."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from designer.edit.picking.model import Kind
from designer.edit.picking.objects import kind_of_id
from designer.gui.actions import Actions
from designer.gui.workspace import Workspace

CHANGING = ("move", "copy", "rotate", "mirror", "erase")
CLIPBOARD = ("clip-copy", "clip-paste")
LOOKING = ("zoom-selection", "zoom-extents")

OF_KIND: dict[Kind, tuple[str, ...]] = {
    Kind.MODULE: ("remove", "pair"),
    Kind.INVERTER: ("inverter", "unpin", "branch"),
    Kind.BRANCH: ("lock", "unlock", "branch-reverse", "branch-middle", "branch-end", "branch-join"),
    Kind.SURFACE: ("fill", "edge-kind", "split"),
}
"""Commands that belong to one kind of thing."""

FIXED = frozenset({Kind.INVERTER, Kind.BRANCH, Kind.RAIL, Kind.REMOVED})
"""What no general command moves or deletes."""


def menu_commands(workspace: Workspace) -> list[tuple[str, ...]]:
    """Names of commands in sections, for the selection as it is."""
    kinds = {kind_of_id(workspace.design, workspace.plan, name) for name in workspace.selection}
    own = tuple(name for kind, names in OF_KIND.items() if kind in kinds for name in names)
    changing = CHANGING if kinds - FIXED - {None} else ()
    repeat = (workspace.editor.repeated,) if workspace.editor.repeated != "select" else ()
    return [part for part in (repeat, own, changing, CLIPBOARD, LOOKING) if part]


def show_context_menu(workspace: Workspace, actions: Actions, at: QPoint, parent: QWidget) -> QMenu:
    """Select what lies under the cursor unless it is selected already, and show the menu there."""
    editor = workspace.editor
    if editor.cursor is not None:
        hits = editor.picker.at(editor.cursor, editor.context().reach_mm)
        if hits and hits[0].id not in workspace.selection:
            workspace.select({hits[0].id})
    menu = QMenu(parent)
    for section in menu_commands(workspace):
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addActions([actions[name] for name in section])
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    return menu
