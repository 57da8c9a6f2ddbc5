"""The status bar: where the cursor is, which aids are on, what the tool wants, and where the plan stands."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QStatusTipEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from designer.core.findings import Severity
from designer.core.geometry.axes import Point
from designer.core.model.plan import LEAST_GAP_PCT, Plan
from designer.drawing.totals import power_kwp
from designer.edit.aids import Aid
from designer.edit.commands import SELECT
from designer.edit.editor import Editor
from designer.edit.figures import counted
from designer.gui.actions import Actions
from designer.gui.aid_menus import MENUS, Fill
from designer.gui.forms.elided import ElidedLabel
from designer.gui.forms.plain import PlainLabel, plain_tip
from designer.gui.workspace import PlanState, Workspace

_AIDS = {
    Aid.SNAP: "SNAP",
    Aid.GRID: "GRID",
    Aid.ORTHO: "ORTHO",
    Aid.GRID_SNAP: "GRID SNAP",
    Aid.POLAR: "POLAR",
    Aid.TRACKING: "TRACK",
    Aid.DYNAMIC: "DYN",
}


class StatusBar(QFrame):
    """One line under everything."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status-bar")
        self._workspace = workspace
        self._counted: Plan | None = None
        self._tip = ""
        self.place = PlainLabel("")
        self.place.setMinimumWidth(self.fontMetrics().horizontalAdvance("-00000.0, -00000.0 mm "))
        self.hint = ElidedLabel("")
        self.hint.setProperty("role", "muted")
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.hint.setMinimumWidth(0)
        self.counts = ElidedLabel("")
        self.state = PlainLabel("")
        self.state.setAccessibleName("State of the plan")
        self.stop = _stop_button(actions["improve-stop"])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 1, 8, 1)
        layout.setSpacing(10)
        layout.addWidget(self.place)
        layout.addWidget(_toggles(actions, workspace))
        layout.addWidget(self.hint, 1)
        layout.addWidget(self.counts)
        layout.addWidget(self.state)
        layout.addWidget(self.stop)
        for signal in (workspace.plan_changed, workspace.state_changed, workspace.project_replaced):
            signal.connect(self._show_plan)
        workspace.bound_changed.connect(self._show_plan)
        for signal in (workspace.overlay_changed, workspace.tool_changed, workspace.project_replaced):
            signal.connect(self._show_hint)
        self._show_plan()
        self._show_hint()

    def show_place(self, point: Point | None) -> None:
        """The cursor's place in the view, mm."""
        self.place.setText("" if point is None else f"{point[0]:.1f}, {point[1]:.1f} mm")

    def follow_tips_in(self, window: QWidget) -> None:
        """Show what things in a window say of themselves; Qt's way would hide the whole status bar.

        A filter and no `event` of the window: of all that happens in there, painting included, a fault would
        be told twice.
        """
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
        """Take the tips of the window."""
        if not isinstance(event, QStatusTipEvent):
            return False
        self.show_tip(event.tip())
        return True

    def show_tip(self, tip: str) -> None:
        """What the thing under the mouse does, in place of the hint; an empty one gives way to it again."""
        self._tip = tip
        self._show_hint()

    def _show_hint(self) -> None:
        self.hint.setText(self._tip or hint_line(self._workspace.editor))

    def _show_plan(self) -> None:
        if self._workspace.plan is not self._counted:
            self._counted = self._workspace.plan
            self.counts.setText(counts_line(self._workspace))
        text, tip, tone = state_line(self._workspace)
        self.state.setText(text)
        self.state.setToolTip(plain_tip(tip))
        self.stop.setVisible(self._workspace.state is PlanState.IMPROVING)
        if self.state.property("tone") != tone:
            self.state.setProperty("tone", tone)
            self.state.style().polish(self.state)


def hint_line(editor: Editor) -> str:
    """The tool at work and what it asks for; the tool is not named twice."""
    title, asked = editor.command.title, editor.prompt.text
    named = editor.command.name == SELECT or asked.startswith(title)
    return asked if named else f"{title}: {asked}"


def counts_line(workspace: Workspace) -> str:
    """``14 modules · 6.16 kWp · 7 inv · 1 branch`` of the newest plan."""
    plan = workspace.plan
    if plan is None:
        return ""
    modules, circuits = len(plan.modules), len(plan.circuits)
    kwp = power_kwp(plan, workspace.catalog)
    return (
        f"{counted(modules, 'module')} · {kwp:.2f} kWp · {len(plan.inverters)} inv · "
        f"{counted(circuits, 'branch')}"
    )


def state_line(workspace: Workspace) -> tuple[str, str, str]:
    """Where the plan stands: a word or sign, its tool tip, and its tone."""
    if workspace.state is PlanState.COMPUTING:
        return "planning …", "The plan of the last edit is being computed", "muted"
    if workspace.state is PlanState.IMPROVING:
        return improving_line(workspace.quality.gap_pct)
    if workspace.state is PlanState.FAILED:
        return "✗ not planned", workspace.failure, "error"
    text, tip, tone = findings_line(workspace)
    gap = workspace.quality.gap_pct
    if not workspace.stopped or gap < LEAST_GAP_PCT:
        return text, tip, tone
    costs = f"Improving was stopped: the branches cost at most {gap:.1f} % more than the least possible"
    return f"{text} · within {gap:.1f} %", f"{tip}\n{costs}", tone


def findings_line(workspace: Workspace) -> tuple[str, str, str]:
    """What is found of a plan that is current, by its worst: as `state_line`."""
    plan = workspace.plan
    findings = plan.findings if plan else ()
    open_ones = [finding for finding in findings if finding.key not in workspace.design.approvals]
    errors = sum(finding.severity is Severity.ERROR for finding in open_ones)
    warnings = sum(finding.severity is Severity.WARNING for finding in open_ones)
    if errors:
        return f"✗ {errors} error{'s' * (errors > 1)}", "The plan may not be built yet: see Findings", "error"
    if warnings:
        return f"! {warnings} warning{'s' * (warnings > 1)}", "The plan is current: see Findings", "warning"
    return "✓ plan is current", "Nothing stands in the way", "ok"


def improving_line(gap: float) -> tuple[str, str, str]:
    """By how many per cent the first answer may cost too much, while a better one is looked for."""
    if gap < LEAST_GAP_PCT:
        return "improving …", "The branches cost the least possible; better cuts are looked for", "muted"
    tip = f"A better plan is looked for; the branches cost at most {gap:.1f} % more than the least possible"
    return f"improving … within {gap:.1f} %", tip, "muted"


def _stop_button(action: QAction) -> QToolButton:
    """What ends the search that is told beside it."""
    action.setIconText("Stop")
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setProperty("role", "act")
    button.setAccessibleName(action.text())
    return button


def _toggles(actions: Actions, workspace: Workspace) -> QWidget:
    box = QWidget()
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    for aid, text in _AIDS.items():
        action = actions[f"aid-{aid.value}"]
        action.setIconText(text)  # a button takes its text from the action anew with every change
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setProperty("role", "aid")
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if fill := MENUS.get(aid):
            _offer(button, action, workspace, fill)
        layout.addWidget(button)
    return box


def _offer(button: QToolButton, action: QAction, workspace: Workspace, fill: Fill) -> None:
    """A menu under the right mouse button, filled when it opens."""

    def open_menu(at: QPoint) -> None:
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill(menu, workspace)
        menu.popup(button.mapToGlobal(at))

    action.setToolTip(f"{action.toolTip()}\nRight click to choose")
    button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    button.customContextMenuRequested.connect(open_menu)
