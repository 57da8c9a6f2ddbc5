"""What the checks have to say: sorted by how much it matters, a click goes to the place."""

from collections import Counter
from collections.abc import Collection

from msgspec import Struct
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from designer.core.findings import Finding, Severity
from designer.core.natural import natural
from designer.edit.edits.approvals import approve_findings, unapprove_findings
from designer.edit.figures import counted
from designer.edit.picking.objects import still_existing
from designer.gui.forms.count_button import CountButton
from designer.gui.icons import icon
from designer.gui.plan_words import without_plan
from designer.gui.refresher import RefreshedPanel
from designer.gui.tables.column import Column
from designer.gui.tables.model import RowModel
from designer.gui.tables.view import TableView
from designer.gui.workspace import Workspace
from designer.part_names import PartNames
from designer.wording import sentence

_ORDER = {severity: place for place, severity in enumerate(Severity)}
_APPROVED = "approved"
_INKS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "muted", _APPROVED: "muted"}
_ICONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note", _APPROVED: "approve"}
_NAMES = {
    Severity.ERROR: "Errors",
    Severity.WARNING: "Warnings",
    Severity.NOTE: "Notes",
    _APPROVED: "Approved",
}


class FindingRow(Struct, frozen=True):
    """A finding as it is shown; `number` tells apart findings with the same key."""

    finding: Finding
    number: int
    text: str
    surface: str
    concerns: str
    approved: bool

    @property
    def key(self) -> str:
        """Stands for the row in the table."""
        return f"{self.finding.key}#{self.number}"

    @property
    def group(self) -> str:
        """What it is filtered by."""
        return _APPROVED if self.approved else self.finding.severity


_COLUMNS = (
    Column[FindingRow](
        title="",
        text=lambda _: "",
        icon=lambda row: "approve" if row.approved else row.finding.severity.value,
        ink=lambda row: "disabled" if row.approved else _INKS[row.finding.severity],
        sort=lambda row: (row.approved, _ORDER[row.finding.severity]),
        tip=lambda row: "Approved" if row.approved else row.finding.severity.capitalize(),
        hint="How much it matters",
    ),
    Column[FindingRow](
        title="Finding", text=lambda row: row.text, tip=lambda row: row.text, wide=True, least_px=300
    ),
    Column[FindingRow](title="Surface", text=lambda row: row.surface),
    Column[FindingRow](
        title="Concerns",
        text=lambda row: row.concerns,
        sort=lambda row: natural(row.concerns),
        most_px=200,
    ),
)


def finding_rows(workspace: Workspace) -> tuple[FindingRow, ...]:
    """The findings of the newest plan, open ones first, errors before warnings before notes."""
    if workspace.plan is None:
        return ()
    surfaces = {surface.id: surface.name for surface in workspace.design.surfaces}
    names = PartNames(workspace.catalog, workspace.plan)
    approvals = frozenset(workspace.design.approvals)
    seen: dict[str, int] = {}
    rows = []
    for finding in workspace.plan.findings:
        number = seen[finding.key] = seen.get(finding.key, 0) + 1
        place = finding.location.surface if finding.location else ""
        text = sentence(finding, names)
        rows.append(
            FindingRow(
                finding,
                number,
                text[:1].upper() + text[1:],
                surfaces.get(place, place),
                ", ".join(names(subject) for subject in finding.subjects),
                finding.key in approvals,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.approved, _ORDER[row.finding.severity])))


class FindingsDock(RefreshedPanel):
    """Lists the findings, goes to their places and takes a person's approval."""

    title_changed = Signal(str)
    """The panel's title with the number of open errors and warnings."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._hidden: frozenset[str] = frozenset()
        self._fresh = False
        self._rows: tuple[FindingRow, ...] = ()
        self._made_of: tuple[object, ...] = (None,) * 3
        self._told: tuple[object, ...] = ()
        """What the plan has to say, and the parts on its rails, which sentences name."""
        self.title = "Findings"
        self.model = RowModel(_COLUMNS, lambda row: row.key, dim=lambda row: row.approved)
        self.view = TableView(self.model, "Findings", self)
        self.filters = {group: self._filter(group) for group in _NAMES}
        self.approve_button = _button("Approve", "The selected findings were looked at and may stay")
        self.reopen_button = _button("Open again", "Take the approval of the selected findings back")
        self._lay_out()
        self._connect()
        self._count()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(6, 4, 6, 4)
        bar.setSpacing(4)
        for button in self.filters.values():
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(self.approve_button)
        bar.addWidget(self.reopen_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.view)

    def _connect(self) -> None:
        workspace = self._workspace
        self.approve_button.clicked.connect(self.approve)
        self.reopen_button.clicked.connect(self.reopen)
        self.view.chosen.connect(self._chosen)
        self.view.clicked.connect(self._clicked)
        self.view.opened.connect(self.go)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        changes = (workspace.plan_changed, workspace.design_changed, workspace.project_replaced)
        self.follow(self.refresh, *changes, workspace.state_changed, workspace.selection_changed)
        for change in changes:
            change.connect(self._count)

    def _filter(self, group: str) -> CountButton:
        button = CountButton(self)
        button.setCheckable(True)
        button.setChecked(True)
        button.show_count(0, _counted(0, group))
        button.setIcon(icon(_ICONS[group], _INKS[group]))
        button.setToolTip(f"Show or hide: {_NAMES[group].lower()}")
        button.toggled.connect(self._filter_changed)
        return button

    # Showing

    def refresh(self) -> None:
        """Show the findings of the newest plan, and which of them concern the selection."""
        if self._outdated():
            self._show_rows()
        self.view.set_empty_text(self._empty_text(len(self._rows)))
        chosen = self._workspace.selection
        lit = (row.key for row in self._rows if chosen and not chosen.isdisjoint(row.finding.subjects))
        self.view.show_lit(lit)
        self._enable()

    def _outdated(self) -> bool:
        """Whether anything is another that rows are made of; wording thousands of them takes its time."""
        space = self._workspace
        made_of = (space.catalog, space.design.surfaces, space.design.approvals)
        told = (space.plan.findings, *(part.hardware for part in space.plan.surfaces)) if space.plan else ()
        outdated = told != self._told or any(
            old is not new for old, new in zip(self._made_of, made_of, strict=True)
        )
        self._made_of, self._told = made_of, told
        return outdated

    def _show_rows(self) -> None:
        self._rows = finding_rows(self._workspace)
        self.model.set_rows(self._rows)
        found = Counter(row.group for row in self._rows)
        for group, button in self.filters.items():
            button.show_count(found[group], _counted(found[group], group))

    def _empty_text(self, count: int) -> str:
        if count:
            return "All findings are filtered out"
        return without_plan(self._workspace) or "Nothing to complain about"

    def _count(self) -> None:
        """Tell the title when the number of open errors and warnings is another."""
        plan, approvals = self._workspace.plan, frozenset(self._workspace.design.approvals)
        serious = [one for one in plan.findings if one.severity is not Severity.NOTE] if plan else []
        count = sum(one.key not in approvals for one in serious)
        title = f"Findings ({count})" if count else "Findings"
        if title != self.title:
            self.title = title
            self.title_changed.emit(title)

    def _filter_changed(self) -> None:
        self._hidden = frozenset(group for group, button in self.filters.items() if not button.isChecked())
        hidden = self._hidden
        self.model.set_keep((lambda row: row.group not in hidden) if hidden else None)
        self._enable()

    # Going there

    def _chosen(self, keys: Collection[str]) -> None:
        self._enable()
        self._fresh = True
        if len(keys) == 1:
            self.go(next(iter(keys)))

    def _clicked(self) -> None:
        """A click on the finding that is selected already goes there once more."""
        if self._fresh:
            self._fresh = False
        else:
            self._chosen(self.view.selected_keys())
            self._fresh = False

    def go(self, key: str) -> None:
        """Go to the place of a finding and select what it concerns."""
        row = self.model.row(self.model.place_of(key))
        if row is None:
            return
        workspace = self._workspace
        if row.finding.location is not None:
            workspace.go_to(row.finding.location)
        subjects = frozenset(row.finding.subjects)
        workspace.select(still_existing(workspace.design, workspace.plan, subjects))

    # Approving

    def approve(self) -> None:
        """Approve the selected findings."""
        keys = self._selected_keys(approved=False)
        if keys:
            self._workspace.edit(f"Approve {counted(len(keys), 'finding')}", approve_findings, keys)

    def reopen(self) -> None:
        """Take the approval of the selected findings back."""
        keys = self._selected_keys(approved=True)
        if keys:
            self._workspace.edit(f"Open {counted(len(keys), 'finding')} again", unapprove_findings, keys)

    def _selected_keys(self, *, approved: bool) -> tuple[str, ...]:
        rows = (self.model.row(self.model.place_of(key)) for key in self.view.selected_keys())
        return tuple(dict.fromkeys(row.finding.key for row in rows if row and row.approved is approved))

    def _enable(self) -> None:
        self.approve_button.setEnabled(bool(self._selected_keys(approved=False)))
        self.reopen_button.setEnabled(bool(self._selected_keys(approved=True)))

    def _menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, action, possible in (
            ("Approve", self.approve, self.approve_button.isEnabled()),
            ("Open again", self.reopen, self.reopen_button.isEnabled()),
            ("Copy", self.view.copy, True),
        ):
            entry = menu.addAction(text)
            entry.triggered.connect(action)
            entry.setEnabled(possible)
        menu.popup(self.view.viewport().mapToGlobal(place))


def _counted(count: int, group: str) -> str:
    return f"{count} approved" if group == _APPROVED else counted(count, group)


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setEnabled(False)
    return button
