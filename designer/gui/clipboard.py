"""Copy and paste by the system's clipboard, so that things go from one window to another."""

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication

from designer.core.errors import DesignError
from designer.core.geometry.axes import Point
from designer.core.model.design import Design
from designer.edit.edits.clipboard import copied, pasted
from designer.edit.picking.objects import existing_ids
from designer.edit.view import place_in
from designer.gui.workspace import Workspace

FORMAT = "application/x-trunkline-things+json"


def copy_selection(workspace: Workspace) -> None:
    """Put the selection on the clipboard."""
    data = copied(workspace.design, workspace.selection)
    if not data:
        workspace.said.emit("Nothing that can be copied is selected")
        return
    things = QMimeData()
    things.setData(FORMAT, QByteArray(data))
    QGuiApplication.clipboard().setMimeData(things)
    workspace.said.emit("Copied; paste it where the cursor is")


def can_paste() -> bool:
    """Whether there is anything on the clipboard that can be pasted."""
    return bool(_held())


def _held() -> bytes:
    held = QGuiApplication.clipboard().mimeData()
    return bytes(held.data(FORMAT).data()) if held is not None else b""


def paste(workspace: Workspace) -> None:
    """Put what is on the clipboard where the cursor is, as one step."""
    data = _held()
    if not data:
        workspace.said.emit("There is nothing on the clipboard that can be pasted here")
        return
    before = existing_ids(workspace.design, None)
    if workspace.edit("Paste", _pasted_at, data, *_target(workspace)):
        workspace.select(existing_ids(workspace.design, None) - before)


def _target(workspace: Workspace) -> tuple[str, Point]:
    """Surface and place under the cursor; beside all surfaces the first one's origin."""
    editor, surfaces = workspace.editor, workspace.design.surfaces
    place = place_in(workspace.design, editor.view, editor.cursor or (0.0, 0.0))
    return place or (surfaces[0].id if surfaces else "", (0.0, 0.0))


def _pasted_at(design: Design, data: bytes, surface: str, at: Point) -> Design:
    try:
        return pasted(design, data, surface, at)
    except KeyError:
        what = "what is on the clipboard lies on a surface"
        raise DesignError(what, remedy="draw a surface first") from None
