"""The field that a list is searched with."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from designer.gui.icons import icon


class SearchField(QLineEdit):
    """A line with a lens; Esc empties it, Down goes into the list."""

    down = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._emptying = self.addAction(icon("close", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self._emptying.setToolTip("Clear the search (Esc)")
        self._emptying.setVisible(False)
        self._emptying.triggered.connect(self.clear)
        self.textChanged.connect(lambda text: self._emptying.setVisible(bool(text)))
        self.setMinimumWidth(80)
        self.setAcceptDrops(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc empties the field, Down leaves it for the list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)
