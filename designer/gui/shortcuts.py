"""Which keys a field leaves to the window, although it could use them itself."""

from PySide6.QtGui import QKeyEvent, QKeySequence


def is_history(event: QKeyEvent) -> bool:
    """Whether the keys mean undo or redo."""
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def leaves_to_window(event: QKeyEvent) -> bool:
    """Let a shortcut of the window have the keys: True, to be returned by whoever was asked first."""
    event.ignore()
    return True
