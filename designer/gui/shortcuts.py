"""Which keys a field leaves to the window, although it could use them itself."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence


def asks_for_history(event: QEvent) -> bool:
    """Whether a field is asked if it wants the keys of undo or redo before the window has them."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def leaves_to_window(event: QEvent) -> bool:
    """Let a shortcut of the window have the keys: True, to be returned by whoever was asked first."""
    event.ignore()
    return True
