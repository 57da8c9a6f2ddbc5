"""About the program: version and purpose, and what it stands on with every licence."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from designer import __version__
from designer.gui.forms.plain import PlainLabel
from designer.gui.screen_room import open_with
from designer.gui.tables.column import Column
from designer.gui.tables.model import RowModel
from designer.gui.tables.view import TableView
from designer.io.licences import Component, components

_COLUMNS = (
    Column[Component](title="Program", text=lambda one: one.name),
    Column[Component](title="Version", text=lambda one: one.version),
    Column[Component](title="Licence", text=lambda one: one.licence, wide=True),
)
_TABLE_PX, _TEXT_PX = 330, 160


class AboutPage(QDialog):
    """Version, purpose, licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Trunkline")
        open_with(self, 680, 560)
        title = PlainLabel(f"Trunkline {__version__}")
        title.setProperty("role", "title")
        self.licences = LicenceList(components())
        self.tabs = QTabWidget()
        self.tabs.addTab(_purpose(), "Trunkline")
        self.tabs.addTab(self.licences, "Licences")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(buttons)


class LicenceList(QWidget):
    """What Trunkline stands on as a table, and below it the licence of the row chosen, in full."""

    def __init__(self, listed: Sequence[Component]) -> None:
        super().__init__()
        self._by_name = {one.name: one for one in listed}
        self.model = RowModel(_COLUMNS, lambda one: one.name)
        self.table = TableView(self.model, "Licences", self)
        self.model.set_rows(listed)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName("Text of the licence")
        self.text.setPlaceholderText("Choose a program to read its licence")
        self.table.selectionModel().selectionChanged.connect(self._show)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.table)
        parts.addWidget(self.text)
        parts.setSizes([_TABLE_PX, _TEXT_PX])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(parts)

    def _show(self) -> None:
        chosen = [self._by_name[key] for key in sorted(self.table.selected_keys())]
        self.text.setPlainText("\n\n\n".join(map(_in_full, chosen)))


def _in_full(one: Component) -> str:
    head = f"{one.name} {one.version}".strip()
    purpose = f"{one.purpose}\n" if one.purpose else ""
    text = one.text or "The package brings no text of its licence along."
    return f"{head}\n{purpose}Licence: {one.licence}\n\n{text}"


def _purpose() -> QLabel:
    text = QLabel(
        "<p>Designs photovoltaic roofs with microinverters, offline.</p>"
        "<p>A planning aid, not an approval: makers’ manuals, statics and local rules come first.</p>"
        "<p>Trunkline is free software under the MIT licence. It opens no connection to a network and sends "
        "nothing to anybody. Its log names what failed in the program, and no person, project or folder.</p>"
    )
    text.setWordWrap(True)
    text.setAlignment(Qt.AlignmentFlag.AlignTop)
    text.setContentsMargins(4, 10, 4, 4)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return text
