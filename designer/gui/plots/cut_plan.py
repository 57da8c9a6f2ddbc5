"""The cut plan: every bar, reel and drum with what is cut from it."""

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from designer.drawing.cutplan import cut_groups, piece_owners
from designer.gui.forms.empty import EmptyLabel
from designer.gui.plots.cut_chart import CutChart
from designer.gui.shelf_bar import ShelfBar
from designer.gui.workspace import Workspace

_NOTHING = "Nothing to cut yet: what each bar, reel and drum is cut into is shown here"


class CutPlan(QWidget):
    """Stock to scale, product by product; a piece that is hovered lights up on the roof, a click selects it.

    What is lit up or selected elsewhere is marked here, as are all pieces of a rail, row or branch.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._pieces_of: dict[str, set[str]] = {}
        self._own: frozenset[str] = frozenset()
        self.chart = CutChart()
        self.chart.setAccessibleName("Stock and what is cut from it")
        self.nothing = EmptyLabel(_NOTHING)
        self.shelf = ShelfBar(workspace)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.nothing)
        self._pages.addWidget(self.chart)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.shelf)
        layout.addLayout(self._pages, 1)
        self.chart.hovered.connect(self._hover)
        self.chart.clicked.connect(self._select)
        workspace.plan_changed.connect(self._take_plan)
        workspace.project_replaced.connect(self._take_plan)
        workspace.selection_changed.connect(self._mark_selection)
        workspace.highlight_changed.connect(self._mark_highlight)
        self._take_plan()

    def _take_plan(self) -> None:
        plan = self._workspace.plan
        groups = () if plan is None else cut_groups(self._workspace.catalog, plan)
        self._pieces_of = {}
        if plan is not None:
            for piece, owners in piece_owners(plan).items():
                for owner in (piece, *owners):
                    self._pieces_of.setdefault(owner, set()).add(piece)
        self.chart.set_groups(groups)
        self._pages.setCurrentIndex(1 if groups else 0)
        self._mark()

    def _pieces(self, ids: frozenset[str]) -> frozenset[str]:
        return frozenset(piece for name in ids for piece in self._pieces_of.get(name, ()))

    def _mark(self) -> None:
        lit, selected = self._pieces(self._workspace.highlighted), self._pieces(self._workspace.selection)
        self.chart.set_marks(lit, selected)

    def _mark_selection(self) -> None:
        self._mark()
        self.chart.reveal(self.chart.state.selected)

    def _mark_highlight(self) -> None:
        self._mark()
        if self._workspace.highlighted != self._own:
            self.chart.reveal(self.chart.state.lit)

    def _hover(self, piece: str) -> None:
        self._own = frozenset({piece} - {""})
        self._workspace.highlight(self._own)

    def _select(self, piece: str) -> None:
        self._workspace.point_to({piece})
