"""From keys to the editor: confirm, cancel, delete, back; and where typing goes."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from designer.edit.editor import Editor
from designer.edit.tools.base import ToolKey, Wants

_K = Qt.Key
_COMMAND_KEYS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
OWN_KEYS = frozenset(
    {_K.Key_Delete, _K.Key_Backspace, _K.Key_Space, _K.Key_Return, _K.Key_Enter, _K.Key_Escape, _K.Key_Tab}
)
"""Keys that mean something to the tool at work, whatever shortcuts the window has."""

_FIELD_STARTS = frozenset("0123456789.-+")
"""What a value of a field at the cursor may begin with; all else begins a command or a point."""


class Keyboard:
    """Tells the editor what was pressed. `begin_field` says whether a field took the character."""

    def __init__(
        self,
        editor: Callable[[], Editor],
        *,
        begin_field: Callable[[str], bool],
        next_field: Callable[[], bool],
        typed: Callable[[str], None],
        recall: Callable[[int], None],
    ) -> None:
        self._editor = editor
        self._begin_field = begin_field
        self._next_field = next_field
        self._typed = typed
        self._recall = recall

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key meant something."""
        match event.key():
            case _K.Key_Escape:
                self._editor().cancel()
            case _K.Key_Return | _K.Key_Enter:
                self._editor().confirm()
            case _K.Key_Space if self._editor().prompt.wants is not Wants.TEXT:
                self._editor().confirm()
            case _K.Key_Delete:
                self._editor().key(ToolKey.DELETE)
            case _K.Key_Backspace:
                self._editor().key(ToolKey.BACK)
            case _K.Key_Up | _K.Key_Down:
                self._recall(-1 if event.key() == _K.Key_Up else 1)
            case _K.Key_Tab:
                if not self._next_field():
                    self._editor().cycle_snap()
            case _:
                return self._text(event)
        return True

    def _text(self, event: QKeyEvent) -> bool:
        if not is_typing(event):
            return False
        text = event.text()
        if text not in _FIELD_STARTS or not self._begin_field(text):
            self._typed(text)
        return True


def is_typing(event: QKeyEvent) -> bool:
    """Whether a key writes a character and is no shortcut."""
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & _COMMAND_KEYS


def is_own(event: QKeyEvent) -> bool:
    """Whether the canvas wants a key before the window's shortcuts see it."""
    plain = not event.modifiers() & _COMMAND_KEYS
    return is_typing(event) or (plain and event.key() in OWN_KEYS)
