"""The menu under the right mouse button: what can be done with what is selected."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from designer.core.model.design import FeedPolicy
from designer.edit.edits.branch_actions import chosen_circuits
from designer.edit.edits.branches import Circuit
from designer.edit.edits.clipboard import copied
from designer.edit.edits.inverters import is_pinned
from designer.edit.edits.moving import movable
from designer.edit.picking.model import Kind
from designer.edit.picking.objects import kind_of_id
from designer.gui.actions import Actions
from designer.gui.clipboard import can_paste
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
    sections = (
        tuple(name for name in part if _is_of_use(name, workspace))
        for part in (own, changing, CLIPBOARD, LOOKING)
    )
    return [part for part in (repeat, *sections) if part]


def _is_of_use(name: str, workspace: Workspace) -> bool:
    """Whether a command could do anything with the selection as it is."""
    design, selection = workspace.design, workspace.selection
    match name:
        case "move" | "copy" | "rotate" | "mirror":
            useful = bool(movable(design, selection, workspace.editor.view))
        case "clip-copy":
            useful = bool(copied(design, selection))
        case "clip-paste":
            useful = can_paste()
        case "zoom-selection":
            useful = bool(selection)
        case "unpin":
            useful = any(is_pinned(design, one) for one in selection)
        case "lock" | "unlock" | "branch-middle" | "branch-end" | "branch-join":
            useful = _changes(name, chosen_circuits(design, workspace.plan, selection))
        case _:
            useful = True
    return useful


def _changes(name: str, chosen: tuple[Circuit, ...]) -> bool:
    """Whether a command changes any of the chosen branches."""
    if name == "branch-join":
        return len(chosen) > 1
    if name == "unlock":
        return any(one.locked for one in chosen)
    kept = {"branch-middle": FeedPolicy.MIDDLE, "branch-end": FeedPolicy.END}.get(name)
    return any(not one.locked or (kept is not None and one.feed is not kept) for one in chosen)


def show_context_menu(
    workspace: Workspace, actions: Actions, at: QPoint, parent: QWidget, *, picks: bool = True
) -> QMenu:
    """Show the menu for what is selected.

    Where it `picks`, what lies under the cursor is selected first unless it is so already.
    """
    editor = workspace.editor
    if picks and editor.cursor is not None:
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


def ask_for_menu(widget: QWidget) -> None:
    """Have a widget show its menu as by the menu key, which not all keyboards have."""
    place = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center()
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(widget, QContextMenuEvent(reason, place, widget.mapToGlobal(place)))
