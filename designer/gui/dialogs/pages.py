"""Pages that only tell: commands with their shortcuts, and about the program."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from designer import __version__
from designer.edit.commands import COMMANDS, Command

COLUMNS = ("Command", "Group", "Key", "Type", "What it does")

LICENCES = (
    ("Qt for Python (PySide6)", "LGPL-3.0"),
    ("shapely, GEOS", "BSD-3-Clause, LGPL-2.1"),
    ("numpy", "BSD-3-Clause"),
    ("ezdxf", "MIT"),
    ("pyqtgraph", "MIT"),
    ("HiGHS (highspy)", "MIT"),
    ("msgspec", "BSD-3-Clause"),
    ("click", "BSD-3-Clause"),
    ("reportlab", "BSD-3-Clause"),
    ("DejaVu fonts", "Bitstream Vera licence"),
)


class ShortcutPage(QDialog):
    """All commands as a table that can be searched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Commands and shortcuts")
        self.resize(820, 620)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search commands")
        self.search.setClearButtonEnabled(True)
        self.table = _table(COMMANDS)
        self.search.textChanged.connect(self._filter)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.search)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)

    def _filter(self, text: str) -> None:
        wanted = text.casefold().split()
        for row, command in enumerate(COMMANDS):
            line = " ".join(_cells(command)).casefold()
            self.table.setRowHidden(row, not all(word in line for word in wanted))


def _cells(command: Command) -> tuple[str, ...]:
    return (
        command.title.rstrip("…"),
        command.group.value,
        command.shortcut,
        ", ".join(command.aliases),
        command.hint,
    )


def _table(commands: tuple[Command, ...]) -> QTableWidget:
    table = QTableWidget(len(commands), len(COLUMNS))
    table.setHorizontalHeaderLabels(COLUMNS)
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setAccessibleName("Commands")
    for row, command in enumerate(commands):
        for column, text in enumerate(_cells(command)):
            table.setItem(row, column, QTableWidgetItem(text))
    table.resizeColumnsToContents()
    table.horizontalHeader().setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table


class AboutPage(QDialog):
    """Version, purpose, licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Trunkline")
        title = QLabel(f"Trunkline {__version__}")
        title.setProperty("role", "title")
        rows = "".join(
            f"<tr><td style='padding-right:24px'>{name}</td><td>{kind}</td></tr>" for name, kind in LICENCES
        )
        text = QLabel(
            "<p>Designs photovoltaic roofs with microinverters, offline.</p>"
            "<p>A planning aid, not an approval: makers’ manuals, statics and local rules come first.</p>"
            f"<p>Trunkline is free software under the MIT licence. It stands on:</p><table>{rows}</table>"
        )
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addWidget(text)
        layout.addWidget(buttons)
