"""What an empty project says: how to begin."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from designer.edit.view import ViewKind
from designer.gui.canvas.transform import Viewport
from designer.gui.theme import Theme
from designer.gui.workspace import Workspace

_TITLE = "Start with a roof"
_LINES = (
    "Draw a surface edge by edge (S) or as a rectangle (REC), with typed lengths,",
    "import a drawing, a map or a picture to trace, or open an example from the File menu.",
)
_TITLE_PX, _LINE_PX, _STEP_PX = 20, 13, 22


def is_empty(workspace: Workspace) -> bool:
    """Whether there is nothing to look at and nothing being drawn."""
    editor = workspace.editor
    design = workspace.design
    holds = design.surfaces or design.underlays or design.pictures
    return not holds and editor.view.kind is not ViewKind.BLANK


def paint_welcome(painter: QPainter, viewport: Viewport, theme: Theme) -> None:
    """Paint the words in the middle of the canvas."""
    painter.save()
    top = viewport.height_px / 2.0 - 2.0 * _STEP_PX
    _line(painter, _TITLE, top, _TITLE_PX, theme.text, viewport)
    for number, line in enumerate(_LINES, start=1):
        _line(painter, line, top + 12.0 + number * _STEP_PX, _LINE_PX, theme.muted, viewport)
    painter.restore()


def _line(painter: QPainter, text: str, top: float, size_px: int, colour: str, viewport: Viewport) -> None:
    font = QFont(painter.font())
    font.setPixelSize(size_px)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    place = QRectF(0.0, top, viewport.width_px, size_px + 8.0)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
