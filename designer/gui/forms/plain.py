"""Texts of files, shown as they are written.

Qt takes a text that looks like HTML for HTML, and loads the pictures that it names: on Windows from any
computer of the net. A name in a file may look like that.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class PlainLabel(QLabel):
    """A label that shows its text as it is."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


def plain_tip(text: str) -> str:
    """A tool tip, which has no format to be set, that Qt does not take for HTML."""
    return text.replace("<", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}")
