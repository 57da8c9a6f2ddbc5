"""The AC branches of the plan, one a line, with what can be done to them."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QSplitter, QToolButton, QVBoxLayout, QWidget

from designer.branch_words import how_good
from designer.edit.commands import Command, command_of
from designer.edit.figures import counted
from designer.edit.properties.facts import Facts
from designer.gui.branch_why import LATER, NOTHING_ASKED, WORKING, BranchWhyPane
from designer.gui.forms.button_bar import ButtonBar
from designer.gui.forms.elided import ElidedLabel
from designer.gui.icons import icon
from designer.gui.plan_words import without_plan
from designer.gui.refresher import RefreshedPanel
from designer.gui.tables.branch_rows import BRANCH_COLUMNS, BranchRow, branch_rows, totals
from designer.gui.tables.model import RowModel
from designer.gui.tables.view import TableView
from designer.gui.workspace import PlanState, Workspace

NO_BRANCHES = "No branches yet: put modules on a surface and a box beside them"

ACTIONS = ("lock", "unlock", "branch-reverse", "branch-middle", "branch-end", "branch-join", "branch-replan")


def quality_sentence(workspace: Workspace) -> str:
    """What branches cost, how near that is to the least possible, whether it may still fall, and how many."""
    plan, found = workspace.plan, workspace.quality
    if plan is None or not plan.branches:
        return ""
    fed = f", {plan.fed_in_the_middle} fed in the middle" if plan.fed_in_the_middle else ""
    least = f"at least {found.least_circuits} needed"
    improving = "improving … " if workspace.state is PlanState.IMPROVING else ""
    costs = f"{improving}cost {found.cost:.0f}, {how_good(found)}"
    return f"{costs} · {counted(found.circuits, 'circuit')}{fed}, {least}"


class BranchesDock(RefreshedPanel):
    """Lists the branches, selects them, and offers what can be done to the selected ones."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.model = RowModel(BRANCH_COLUMNS, lambda row: row.branch.id)
        self.view = TableView(self.model, "Branches", self)
        self.buttons = {name: self._button(name) for name in ACTIONS}
        self.quality = ElidedLabel()
        self.quality.setProperty("role", "muted")
        self.why = BranchWhyPane()
        self.why.hide()
        self.why_button = self._why_button()
        self._lay_out()
        self.view.chosen.connect(workspace.point_to)
        self.view.hovered.connect(self._hovered)
        self.view.opened.connect(lambda key: workspace.show([key]))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self.follow(
            self.refresh,
            workspace.plan_changed,
            workspace.design_changed,
            workspace.state_changed,
            workspace.selection_changed,
            workspace.highlight_changed,
            workspace.catalog_changed,
            workspace.project_replaced,
            workspace.why_told,
        )
        workspace.bound_changed.connect(self._show_quality)

    def _lay_out(self) -> None:
        bar = ButtonBar(spacing=2)
        for button in self.buttons.values():
            bar.add(button)
        bar.add(self.why_button, stays=True)
        bar.add_rest(self.quality)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        halves = QSplitter(Qt.Orientation.Horizontal)
        for half, share in ((self.view, 3), (self.why, 2)):
            halves.addWidget(half)
            halves.setStretchFactor(halves.count() - 1, share)
        halves.setChildrenCollapsible(True)
        layout.addWidget(halves, 1)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """What was asked before the panel was hidden is asked again."""
        self.outdate()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is weighed for a panel that nobody sees."""
        super().hideEvent(event)
        self._workspace.ask_why(())

    def _button(self, name: str) -> QToolButton:
        command = _command(name)
        button = QToolButton(self)
        if command.icon:
            button.setIcon(icon(command.icon))
            button.setIconSize(QSize(16, 16))
        else:
            button.setText(command.title)
        button.setToolTip(f"{command.title}: {command.hint}")
        button.setAccessibleName(command.title)
        button.clicked.connect(lambda: self._workspace.editor.run(name))
        return button

    def _why_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setText("Why?")
        button.setCheckable(True)
        button.setToolTip("Why: what limits the selected branch, and what other cables would have cost")
        button.toggled.connect(self.why.setVisible)
        button.toggled.connect(self.refresh)
        return button

    def refresh(self) -> None:
        """Show the branches of the newest plan."""
        workspace = self._workspace
        facts = Facts(workspace.design, workspace.catalog, workspace.plan)
        rows = branch_rows(facts)
        self.model.set_rows(rows, totals(rows))
        self.view.set_empty_text(without_plan(workspace) or NO_BRANCHES)
        self._show_quality()
        chosen = [
            row for row in rows if not workspace.selection.isdisjoint((row.branch.id, row.branch.circuit))
        ]
        self.view.show_selected(row.branch.id for row in chosen)
        self.view.show_lit(_lit(rows, workspace))
        self._enable(chosen)
        self._explain(rows, chosen)

    def _show_quality(self) -> None:
        self.quality.setText(quality_sentence(self._workspace))

    def _explain(self, rows: Sequence[BranchRow], chosen: Sequence[BranchRow]) -> None:
        """Ask why the selected branch is as it is, or that of a selected inverter, and show the answer."""
        if not self.why_button.isChecked():
            self._workspace.ask_why(())
            return
        workspace = self._workspace
        touched = [row for row in rows if not workspace.selection.isdisjoint(row.branch.inverters)]
        circuits = {row.branch.circuit for row in chosen or touched}
        asked = circuits if len(circuits) == 1 else frozenset[str]()
        workspace.ask_why(asked)
        why = next((one for one in workspace.whys if one.circuit in asked), None)
        waiting = LATER if workspace.state is PlanState.IMPROVING else WORKING
        self.why.show_why(why, workspace.catalog, waiting if asked else NOTHING_ASKED)

    def _enable(self, chosen: Sequence[BranchRow]) -> None:
        for name, button in self.buttons.items():
            possible = (
                bool(self._workspace.design.kept) if name == "branch-replan" else _possible(name, chosen)
            )
            button.setEnabled(possible)

    def _hovered(self, key: str) -> None:
        self._workspace.highlight([key] if key else [])

    def _menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, button in self.buttons.items():
            command = _command(name)
            action = menu.addAction(command.title)
            action.triggered.connect(button.click)
            action.setEnabled(button.isEnabled())
        menu.addSeparator()
        menu.addAction("Copy", self.view.copy)
        menu.popup(self.view.viewport().mapToGlobal(place))


def _possible(name: str, chosen: Sequence[BranchRow]) -> bool:
    """Whether an action means anything for the selected branches."""
    match name:
        case "lock":
            return any(not row.locked for row in chosen)
        case "unlock":
            return any(row.locked for row in chosen)
        case "branch-join":
            return len(chosen) > 1
        case "branch-replan":
            return False
    return bool(chosen)


def _lit(rows: Sequence[BranchRow], workspace: Workspace) -> list[str]:
    """Branches that are lit up, or that have a selected or lit inverter."""
    pointed = workspace.highlighted | workspace.selection
    return [
        row.branch.id
        for row in rows
        if row.branch.id in workspace.highlighted or not pointed.isdisjoint(row.branch.inverters)
    ]


def _command(name: str) -> Command:
    command = command_of(name)
    assert command is not None
    return command
