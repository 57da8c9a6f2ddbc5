"""Fields that are typed into: one line with its unit, and a text of several lines."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from designer.gui.forms.plain import PlainLabel
from designer.gui.shortcuts import asks_for_history, leaves_to_window

VARIES = "varies"
"""Stands in a field whose things have different values."""


class TypedLine(QLineEdit):
    """A line with its unit at the right; says what was typed when it is confirmed or left."""

    entered = Signal(object)
    given_up = Signal()

    def __init__(self, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self._unit = PlainLabel(unit, self)
        self._unit.setProperty("role", "muted")
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._unit.setVisible(bool(unit))
        if unit:
            self.setTextMargins(0, 0, self._unit.sizeHint().width() + 4, 0)
        self.setMinimumWidth(48)
        self.setAcceptDrops(False)  # a file dropped here is for the window
        self.editingFinished.connect(self._finished)

    @property
    def waiting(self) -> bool:
        """Whether something was typed that has not been taken over."""
        return self.isModified() and self.text() != self._value

    def show_value(self, text: str, placeholder: str = "") -> None:
        """Show a value in place of whatever was typed."""
        self._value = text
        self.setText(text)
        self.setCursorPosition(0)
        self.setModified(False)
        self.setPlaceholderText(placeholder)

    def event(self, event: QEvent) -> bool:
        """Undo is of the drawing as long as nothing is being typed here."""
        if not self.waiting and asks_for_history(event):
            return leaves_to_window(event)
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the unit at the right end."""
        super().resizeEvent(event)
        size = self._unit.sizeHint()
        self._unit.setGeometry(
            self.width() - size.width() - 7, (self.height() - size.height()) // 2, size.width(), size.height()
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc gives up what was typed."""
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.show_value(self._value, self.placeholderText())
            self.given_up.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Coming with the keyboard selects all, so that typing replaces the value."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """A unit is as dim as a field that cannot be used."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            self._unit.setEnabled(self.isEnabled())

    def _finished(self) -> None:
        if self.waiting:
            self.entered.emit(self.text())


class TypedText(QPlainTextEdit):
    """A text of several lines; says what was typed when it is left, or with Ctrl+Enter."""

    entered = Signal(object)
    given_up = Signal()

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setFixedHeight(QFontMetrics(self.font()).lineSpacing() * lines + 16)

    @property
    def waiting(self) -> bool:
        """Whether something was typed that has not been taken over."""
        return self.toPlainText() != self._value

    def show_value(self, text: str, placeholder: str = "") -> None:
        """Show a value in place of whatever was typed."""
        self._value = text
        if self.toPlainText() != text:
            self.setPlainText(text)
        self.setPlaceholderText(placeholder)

    def event(self, event: QEvent) -> bool:
        """Undo is of the drawing as long as nothing is being typed here."""
        if not self.waiting and asks_for_history(event):
            return leaves_to_window(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Enter confirms, Esc gives up."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finished()
        elif event.key() == Qt.Key.Key_Escape and self.waiting:
            self.setPlainText(self._value)
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Leaving the field confirms it."""
        super().focusOutEvent(event)
        self._finished()

    def _finished(self) -> None:
        if self.waiting:
            self.entered.emit(self.toPlainText())
