"""The parts list: everything to buy, counted."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from designer.core.model.plan import BomItem, Plan
from designer.edit.bought import things_of
from designer.edit.figures import counted
from designer.edit.properties.quantities import plain
from designer.gui.tables.column import Column, figure
from designer.gui.tables.model import RowModel
from designer.gui.tables.searched import SearchedPanel
from designer.gui.workspace import Workspace

_NO_ARTICLE = "–"


def _columns(article: Callable[[BomItem], str]) -> tuple[Column[BomItem], ...]:
    return (
        Column(title="Item", text=lambda row: row.item[:1].upper() + row.item[1:]),
        Column(title="Description", text=lambda row: row.description, wide=True),
        figure("Quantity", lambda row: plain(row.quantity, 2), lambda row: row.quantity),
        Column(title="Unit", text=lambda row: row.unit),
        Column(title="Article", text=article, hint="Number or name to order it by, where it is known"),
        Column(title="Source", text=lambda row: row.source, hint="Where its figures were read"),
    )


class PartsDock(SearchedPanel[BomItem]):
    """Lists the parts; a click lights up the things on the roof that a line stands for."""

    not_found = "No part matches the search"
    nothing_yet = "Nothing to buy yet: put modules on a surface"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        model = RowModel(_columns(self._article), _key, search=_search)
        super().__init__(workspace, model, "Parts list", "Search parts", parent)
        self._plan_shown: Plan | None = None
        self.view.chosen.connect(self._chosen)
        self.follow(self.refresh, workspace.plan_changed, workspace.state_changed, workspace.project_replaced)

    def refresh(self) -> None:
        """Show the parts of the newest plan."""
        plan = self.workspace.plan
        if plan is not self._plan_shown:
            self._plan_shown = plan
            items = plan.bom if plan else ()
            self.model.set_rows(items)
            self.totals.setText(counted(len(items), "line") if items else "")
        self.show_why_empty()

    def _article(self, row: BomItem) -> str:
        """The maker's own number or name; ids that the catalogue gives and lengths are no such thing."""
        return row.product if row.product in self.workspace.catalog.articles else _NO_ARTICLE

    def _chosen(self, keys: frozenset[str]) -> None:
        """Light up what the chosen lines stand for."""
        workspace = self.workspace
        plan = workspace.plan
        rows = [row for key in keys if (row := self.model.row(self.model.place_of(key)))]
        lit = (name for row in rows for name in things_of(plan, workspace.catalog, row)) if plan else ()
        workspace.highlight(lit)


def _key(row: BomItem) -> str:
    return f"{row.item}:{row.product}"


def _search(row: BomItem) -> str:
    return f"{row.item} {row.product} {row.description} {row.source}"
