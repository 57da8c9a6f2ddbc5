"""The branch strip: one branch along its cable, from the end cap to the feed."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.drawing.strip import Strip, branches_by_id, strip_of
from designer.gui.forms.elided import ElidedLabel
from designer.gui.forms.empty import EmptyLabel
from designer.gui.forms.plain import plain_tip
from designer.gui.plots.strip_chart import StripChart
from designer.gui.plots.strip_hits import StripHit, amperes, metres
from designer.gui.theme import current_theme, theme_notifier
from designer.gui.workspace import Workspace

WAY_HINT = "Metres are along the cable from connector to box; what is stripped or cut off comes on top"

_NOTHING = "No branches yet: with inverters and a box on the roof, their cable is shown here"


class BranchStrip(QWidget):
    """Ports, inverters, slack and voltage rise of a branch; what is hovered here lights up on the roof.

    It follows the selection; while something of another branch is lit up elsewhere, that one is shown.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._planned: tuple[Design, Plan] | None = None
        self._branch_by_id: dict[str, str] = {}
        self._own: frozenset[str] = frozenset()
        self._shown = ""
        self.choice = QComboBox()
        self.choice.setAccessibleName("Branch")
        self.choice.setMinimumContentsLength(9)
        self.figures = ElidedLabel("")
        self.figures.setProperty("role", "muted")
        self.figures.setProperty("hint", True)  # its tool tip says more than the text
        self.figures.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.chart = StripChart()
        self.chart.setAccessibleName("Branch along its cable")
        self.nothing = EmptyLabel(_NOTHING)
        self._arrange()
        self._listen()
        self._take_plan()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 4, 8, 4)
        head.setSpacing(10)
        head.addWidget(self.choice)
        head.addWidget(self.figures, 1)
        filled = QWidget()
        inside = QVBoxLayout(filled)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(head)
        inside.addWidget(self.chart, 1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.nothing)
        self._pages.addWidget(filled)

    def _listen(self) -> None:
        self.choice.activated.connect(self._choose)
        self.chart.hovered.connect(self._hover)
        self.chart.clicked.connect(self._select)
        space = self._workspace
        space.plan_changed.connect(self._take_plan)
        space.project_replaced.connect(self._take_plan)
        space.selection_changed.connect(self._follow_selection)
        space.highlight_changed.connect(self._follow_highlight)
        theme_notifier().theme_changed.connect(self._reink)

    @property
    def chosen(self) -> str:
        """The branch that stays shown; empty when there is none."""
        return self.choice.currentText()

    @property
    def shown(self) -> str:
        """The branch that is shown now: the chosen one, or one that is lit up elsewhere."""
        return self._shown

    # Plan

    def _take_plan(self) -> None:
        """A new plan: keep the branch where it still exists."""
        plan = self._workspace.plan
        self._planned = None if plan is None else (self._workspace.design, plan)
        self._branch_by_id = {} if plan is None else branches_by_id(plan)
        before = self.chosen
        names = [] if plan is None else [branch.id for branch in plan.branches]
        with QSignalBlocker(self.choice):
            self.choice.clear()
            self.choice.addItems(names)
            if before in names:
                self.choice.setCurrentText(before)
        self._pages.setCurrentIndex(1 if names else 0)
        self._shown = ""
        self._follow_selection()

    def _show(self, branch: str) -> None:
        self._mark()
        if branch == self._shown:
            return
        self._shown = branch
        strip = self._strip(branch)
        self.chart.set_strip(strip, current_theme().branch(max(self.choice.findText(branch), 0)))
        visiting = f"{branch}: " if branch != self.chosen else ""
        self.figures.setText("" if strip is None else visiting + _figures(strip))
        self.figures.setToolTip("" if strip is None else plain_tip(f"{self.figures.text()}\n{WAY_HINT}"))

    def _strip(self, branch: str) -> Strip | None:
        if self._planned is None:
            return None
        design, plan = self._planned
        found = next((one for one in plan.branches if one.id == branch), None)
        return None if found is None else strip_of(design, self._workspace.catalog, plan, found)

    def _reink(self) -> None:
        shown, self._shown = self._shown, ""
        self._show(shown)

    # Following

    def _choose(self) -> None:
        self._show(self.chosen)

    def _follow_selection(self) -> None:
        branch = self._branch_of(self._workspace.selection)
        if branch and branch != self.chosen:
            self.choice.setCurrentText(branch)
        self._show(self.chosen)

    def _follow_highlight(self) -> None:
        lit = self._workspace.highlighted
        elsewhere = "" if lit == self._own else self._branch_of(lit)
        self._show(elsewhere or (self._shown if lit and lit == self._own else self.chosen))

    def _branch_of(self, ids: frozenset[str]) -> str:
        """The one branch that ids belong to; empty when there is none or more than one."""
        found = {self._branch_by_id[name] for name in ids if name in self._branch_by_id}
        return found.pop() if len(found) == 1 else ""

    def _mark(self) -> None:
        self.chart.set_marks(self._workspace.highlighted, self._workspace.selection)

    # Telling

    def _hover(self, hit: object) -> None:
        self._own = hit.lit if isinstance(hit, StripHit) else frozenset()
        self._workspace.highlight(self._own)

    def _select(self, hit: object) -> None:
        if isinstance(hit, StripHit):
            self._workspace.point_to(hit.chosen)


def _figures(strip: Strip) -> str:
    """One line about a branch."""
    capped = f" · {strip.capped} capped" if strip.capped else ""
    return " · ".join(
        (
            f"{len(strip.inverters)} inverters on {len(strip.ports)} ports{capped}",
            f"{metres(strip.length_mm)} from the far end to box {strip.box}",
            amperes(strip),
            f"rise {strip.rise_pct:.2f} % of {strip.limit_pct:g} %",
            strip.product,
        )
    )
