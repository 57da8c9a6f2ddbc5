"""The page of all commands with their shortcuts."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from designer.edit.commands import COMMANDS, Command
from designer.gui.screen_room import open_with
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


class ShortcutPage(QDialog):
    """All commands as a table that can be searched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Commands and shortcuts")
        open_with(self, 900, 620)
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
