"""The parts list: everything to buy, counted."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from designer.core.model.plan import BomItem, Plan
from designer.edit.bought import things_of
from designer.edit.figures import counted
from designer.edit.properties.quantities import plain
from designer.gui.forms.elided import ElidedLabel
from designer.gui.plan_words import without_plan
from designer.gui.refresher import RefreshedPanel
from designer.gui.tables.column import Column, figure
from designer.gui.tables.model import RowModel
from designer.gui.tables.search import SearchField
from designer.gui.tables.view import TableView
from designer.gui.workspace import Workspace

_COLUMNS: tuple[Column[BomItem], ...] = (
    Column(title="Item", text=lambda row: row.item),
    Column(title="Product", text=lambda row: row.product),
    Column(title="Description", text=lambda row: row.description, wide=True),
    figure("Quantity", lambda row: plain(row.quantity, 2), lambda row: row.quantity),
    Column(title="Unit", text=lambda row: row.unit),
    Column(title="Source", text=lambda row: row.source, hint="Where its figures were read"),
)


class PartsDock(RefreshedPanel):
    """Lists the parts; a click lights up the things on the roof that a line stands for."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._plan_shown: Plan | None = None
        self.model = RowModel(_COLUMNS, _key, search=_search)
        self.view = TableView(self.model, "Parts list", self)
        self.search = SearchField("Search parts")
        self.totals = ElidedLabel()
        self.totals.setProperty("role", "muted")
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.search.down.connect(self.view.enter)
        self.view.chosen.connect(self._chosen)
        self.follow(self.refresh, workspace.plan_changed, workspace.state_changed, workspace.project_replaced)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(6, 4, 10, 4)
        bar.setSpacing(10)
        self.search.setMaximumWidth(240)
        bar.addWidget(self.search)
        bar.addWidget(self.totals, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.view)

    def refresh(self) -> None:
        """Show the parts of the newest plan."""
        plan = self._workspace.plan
        if plan is not self._plan_shown:
            self._plan_shown = plan
            items = plan.bom if plan else ()
            self.model.set_rows(items)
            self.totals.setText(counted(len(items), "line") if items else "")
        self.view.set_empty_text(self._empty_text())

    def _filter(self, text: str) -> None:
        self.model.set_filter(text)
        self.view.set_empty_text(self._empty_text())

    def _empty_text(self) -> str:
        if self.search.text():
            return "No part matches the search"
        return without_plan(self._workspace) or "Nothing to buy yet"

    def _chosen(self, keys: frozenset[str]) -> None:
        """Light up what the chosen lines stand for."""
        workspace = self._workspace
        plan = workspace.plan
        rows = [row for key in keys if (row := self.model.row(self.model.place_of(key)))]
        lit = (name for row in rows for name in things_of(plan, workspace.catalog, row)) if plan else ()
        workspace.highlight(lit)


def _key(row: BomItem) -> str:
    return f"{row.item}:{row.product}"


def _search(row: BomItem) -> str:
    return f"{row.item} {row.product} {row.description} {row.source}"
