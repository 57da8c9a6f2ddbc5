"""What stands in the middle of a panel that has nothing to show."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QWidget

from designer.gui.forms.plain import PlainLabel

_MARGIN_PX = 16


class EmptyLabel(PlainLabel):
    """A sentence on the ground that lists and plots have."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("role", "empty")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setMargin(_MARGIN_PX)


def paint_empty(view: QAbstractItemView, text: str) -> None:
    """The same in a list or tree, from its paint event."""
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    place = view.viewport().rect().adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
    with QPainter(view.viewport()) as painter:
        painter.setPen(view.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(place, flags, text)
