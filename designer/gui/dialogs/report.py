"""The report of a fault of the program: what happened, where the work was kept, and a button to copy it."""

import platform
from pathlib import Path

from PySide6 import __version__ as qt_version
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from designer import __version__
from designer.gui.forms.plain import PlainLabel
from designer.gui.screen_room import open_with

MOST_LINES = 2000
"""Of many faults that follow each other only the last are kept; the log has all."""


class FaultReport(QDialog):
    """Shown beside the window; the program stays usable."""

    def __init__(
        self, details: str, kept: Path | None, log: Path | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("A fault of the program")
        self.setModal(False)
        open_with(self, 680, 420)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        head = PlainLabel("Something went wrong inside Trunkline. You can go on working.")
        head.setProperty("role", "heading")
        layout.addWidget(head)
        said = PlainLabel(_where(kept, log))
        said.setWordWrap(True)
        layout.addWidget(said)
        self.details = QPlainTextEdit(_machine() + details)
        self.details.setReadOnly(True)
        self.details.setMaximumBlockCount(MOST_LINES)
        self.details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.details.setAccessibleName("Details of the fault")
        layout.addWidget(self.details, 1)
        self.copy_button = QPushButton("Copy report")
        self.copy_button.clicked.connect(self.copy)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.close)
        layout.addWidget(buttons)

    def add(self, details: str) -> None:
        """Another fault while the report is open."""
        self.details.appendPlainText(f"\n{details}")

    def copy(self) -> None:
        """Put the whole report on the clipboard."""
        QGuiApplication.clipboard().setText(self.details.toPlainText())
        self.copy_button.setText("Copied")


def _where(kept: Path | None, log: Path | None) -> str:
    saved = f"A copy of your work was saved as {kept}." if kept else "No copy of your work could be saved."
    logged = f" The details are also in {log}." if log else ""
    return f"{saved}{logged} Please send the report to the maintainers."


def _machine() -> str:
    return (
        f"Trunkline {__version__}, Python {platform.python_version()}, Qt {qt_version}, "
        f"{platform.system()} {platform.release()}\n\n"
    )
