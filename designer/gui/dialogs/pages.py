"""Pages that only tell: commands with their shortcuts, and about the program."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from designer import __version__
from designer.edit.commands import COMMANDS, Command
from designer.gui.forms.plain import PlainLabel
from designer.gui.tables.column import Column
from designer.gui.tables.model import RowModel
from designer.gui.tables.search import SearchField
from designer.gui.tables.view import TableView

_COLUMNS = (
    Column[Command](title="Command", text=lambda one: one.title.rstrip("…"), icon=lambda one: one.icon),
    Column[Command](title="Group", text=lambda one: one.group.value),
    Column[Command](title="Key", text=lambda one: one.shortcut),
    Column[Command](
        title="Type", text=lambda one: ", ".join(one.aliases), hint="What starts it in the command line"
    ),
    Column[Command](title="What it does", text=lambda one: one.hint, wide=True),
)

LICENCES = (
    ("Qt for Python (PySide6)", "LGPL-3.0"),
    ("shapely, GEOS", "BSD-3-Clause, LGPL-2.1"),
    ("numpy", "BSD-3-Clause"),
    ("ezdxf", "MIT"),
    ("fontTools", "MIT"),
    ("pyqtgraph", "MIT"),
    ("HiGHS (highspy)", "MIT"),
    ("msgspec", "BSD-3-Clause"),
    ("click", "BSD-3-Clause"),
    ("reportlab", "BSD-3-Clause"),
    ("Pillow", "MIT-CMU"),
    ("PDFium (pypdfium2)", "BSD-3-Clause, Apache-2.0"),
    ("defusedxml", "PSF-2.0"),
    ("XlsxWriter", "BSD-2-Clause"),
    ("openpyxl", "MIT"),
    ("zxing-cpp", "Apache-2.0"),
    ("DejaVu fonts", "Bitstream Vera licence"),
)


class ShortcutPage(QDialog):
    """All commands as a table that can be searched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Commands and shortcuts")
        self.resize(900, 620)
        self.search = SearchField("Search commands")
        self.model = RowModel(_COLUMNS, lambda command: command.name, search=_search)
        self.table = TableView(self.model, "Commands", self)
        self.model.set_rows(COMMANDS)
        self.table.set_empty_text("No command matches the search")
        self.search.textChanged.connect(self.model.set_filter)
        self.search.down.connect(self.table.enter)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.search)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)


def _search(command: Command) -> str:
    return " ".join(column.text(command) for column in _COLUMNS)


class AboutPage(QDialog):
    """Version, purpose, licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Trunkline")
        title = PlainLabel(f"Trunkline {__version__}")
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
