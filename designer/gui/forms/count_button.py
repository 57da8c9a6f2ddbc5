"""A button that counts something: where there is no room for the words, the number stays."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionToolButton, QStylePainter, QToolButton, QWidget


class CountButton(QToolButton):
    """A tool button with an icon, and ``7 notes`` or just ``7``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = ""
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int, words: str) -> None:
        """Show a number; `words` are the number with what it counts."""
        self._number = str(count)
        self.setText(words)

    @property
    def shown(self) -> str:
        """What is written on it now."""
        return self.text() if self.width() >= self.sizeHint().width() else self._number

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the number."""
        whole, metrics = self.sizeHint(), self.fontMetrics()
        spare = metrics.horizontalAdvance(self.text()) - metrics.horizontalAdvance(self._number)
        return QSize(whole.width() - max(spare, 0), whole.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """All words, or none."""
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text = self.shown
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        painter.end()
