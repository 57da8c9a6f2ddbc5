"""Texts that end in … where there is no room, with the whole text as tool tip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from designer.gui.forms.plain import PlainLabel, plain_tip


class ElidedLabel(PlainLabel):
    """A label of one line that may be narrower than its text."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setMinimumWidth(20)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as the text, as narrow as one likes."""
        return QSize(20, super().minimumSizeHint().height())

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show another text."""
        super().setText(text)
        self._show_tip()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The whole text is the tool tip where it does not fit."""
        super().resizeEvent(event)
        self._show_tip()

    def _show_tip(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width()
        if not self.property("hint"):
            self.setToolTip("" if fits else plain_tip(self.text()))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw as much as fits."""
        rect, style = self.contentsRect(), self.style()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width())
        flags, role = int(self.alignment()), self.foregroundRole()
        with QPainter(self) as painter:
            style.drawItemText(painter, rect, flags, self.palette(), self.isEnabled(), text, role)


class SelectableText(QLineEdit):
    """A text that can be read, selected and copied, not typed; elided while it has no focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self.setProperty("plain", True)
        self.setStyleSheet("QLineEdit { border-color: transparent; background: transparent; }")

    @property
    def whole(self) -> str:
        """The text, all of it."""
        return self._whole

    def show_text(self, text: str) -> None:
        """Show another text."""
        if text != self._whole:
            self._whole = text
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show as much as fits now."""
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Let all of the text be selected."""
        self.setText(self._whole)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show as much as fits."""
        super().focusOutEvent(event)
        self.deselect()
        self._fit()

    def _fit(self) -> None:
        if self.hasFocus():
            self.setText(self._whole)
            return
        room = self.width() - 18
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(shown)
        self.setCursorPosition(0)
        self.setToolTip("" if shown == self._whole else plain_tip(self._whole))


class WrappedText(PlainLabel):
    """A text of several lines that can be read, selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWordWrap(True)
        self.setContentsMargins(9, 6, 9, 4)
        readable = Qt.TextInteractionFlag.TextSelectableByMouse
        self.setTextInteractionFlags(readable | Qt.TextInteractionFlag.TextSelectableByKeyboard)

    def show_text(self, text: str) -> None:
        """Show another text."""
        if text != self.text():
            self.setText(text)
