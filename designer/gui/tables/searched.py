"""A panel that lists what the plan holds, with a search and a line of totals above the table."""

from typing import Generic, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from designer.gui.forms.elided import ElidedLabel
from designer.gui.plan_words import without_plan
from designer.gui.refresher import RefreshedPanel
from designer.gui.tables.model import RowModel
from designer.gui.tables.search import SearchField
from designer.gui.tables.view import TableView
from designer.gui.workspace import Workspace

Row = TypeVar("Row")

_SEARCH_PX = 240


class SearchedPanel(RefreshedPanel, Generic[Row]):
    """The search filters the table; an empty one says why it is empty."""

    not_found = ""
    """What is said where nothing matches the search."""
    nothing_yet = ""
    """What is said where a plan holds nothing to list."""

    def __init__(
        self, workspace: Workspace, model: RowModel[Row], title: str, hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.model = model
        self.view = TableView(model, title, self)
        self.search = SearchField(hint)
        self.totals = ElidedLabel()
        self.totals.setProperty("role", "muted")
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.search.down.connect(self.view.enter)

    def show_why_empty(self) -> None:
        """Have the table say why it is empty, where it is."""
        if self.search.text():
            self.view.set_empty_text(self.not_found)
        else:
            self.view.set_empty_text(without_plan(self.workspace) or self.nothing_yet)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(6, 4, 10, 4)
        bar.setSpacing(10)
        self.search.setMaximumWidth(_SEARCH_PX)
        bar.addWidget(self.search)
        bar.addWidget(self.totals, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.view)

    def _filter(self, text: str) -> None:
        self.model.set_filter(text)
        self.show_why_empty()
