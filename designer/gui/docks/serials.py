"""Serial numbers, one inverter a line in walking order, with what is amiss and which DTU it reports to."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QPoint, QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QMenu, QPushButton, QVBoxLayout, QWidget

from designer.core.findings import Finding, Severity
from designer.core.natural import natural
from designer.drawing.directory import Directory
from designer.drawing.stations import Order, Station, stations
from designer.edit.commands import command_of
from designer.edit.edits.dealing import Way, deal_gateways
from designer.edit.edits.serials import report_to, set_serials
from designer.edit.tools.serials import SerialTool
from designer.gui.forms.button_bar import ButtonBar
from designer.gui.forms.elided import ElidedLabel
from designer.gui.plan_words import without_plan
from designer.gui.refresher import RefreshedPanel
from designer.gui.tables.column import Column, figure
from designer.gui.tables.model import RowModel
from designer.gui.tables.view import TableView
from designer.gui.workspace import Workspace
from designer.part_names import PartNames
from designer.wording import sentence

NO_INVERTERS = "No inverters yet: put modules on a surface"
SERIALS = "serials"
_ORDERS = ((Order.ROWS, "Row by row"), (Order.BRANCH, "Along the branches"))
_KEYWORDS = {Order.ROWS: "Rows", Order.BRANCH: "Branches"}
_WAYS = (
    (Way.BRANCH, "By branches, each whole"),
    (Way.SURFACE, "By surfaces, each whole"),
    (Way.EVENLY, "Evenly, row by row"),
)
_SIGNS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


_SHORT = {
    "serial-twice": "on several inverters",
    "serial-malformed": "malformed",
    "serial-of-gateway": "that of a DTU",
    "serial-of-other-model": "that of another model",
    "serial-prefix-unknown": "unknown beginning",
    "report-without-gateway": "unknown DTU",
}
"""What is amiss in a few words; the tool tip says all. A missing number shows by itself."""


class SerialRow(Struct, frozen=True, kw_only=True):
    """An inverter as it is shown; `remark` is the first thing amiss with its number, `told` all of it."""

    station: Station
    model: str
    remark: str = ""
    told: str = ""
    severity: Severity | None = None

    @property
    def sign(self) -> str:
        """The icon before the number."""
        if self.severity is not None:
            return _SIGNS.get(self.severity, "note")
        return "ok" if self.station.serial else ""


_NUMBER = "10D373010102"
"""As long as the numbers of most makers are."""

_COLUMNS: tuple[Column[SerialRow], ...] = (
    figure("No.", lambda row: str(row.station.number), lambda row: row.station.number, "Number on the map"),
    Column(
        title="Inverter",
        text=lambda row: row.station.inverter,
        sort=lambda row: natural(row.station.inverter),
    ),
    Column(
        title="Serial number",
        text=lambda row: row.station.serial or "–",
        icon=lambda row: row.sign,
        ink=lambda row: row.sign if row.sign in ("error", "warning", "ok") else "muted",
        tip=lambda row: row.told,
        room_for=_NUMBER,
    ),
    Column(
        title="DTU",
        text=lambda row: row.station.gateway or "–",
        room_for=_NUMBER,
        hint="Which DTU it reports to",
    ),
    Column(title="Place", text=lambda row: row.station.seat or "–", hint="Branch and place from the far end"),
    Column(title="Surface", text=lambda row: row.station.surface),
    figure("Row", lambda row: str(row.station.row), lambda row: row.station.row),
    Column(
        title="Modules by input",
        text=lambda row: "  ".join(f"{one.port}: {one.module or '–'}" for one in row.station.channels),
        hint="Which module is plugged into which DC input",
    ),
    Column(title="Model", text=lambda row: row.model),
    Column(title="Remark", text=lambda row: row.remark, tip=lambda row: row.told, wide=True),
)


def serial_rows(directory: Directory, order: Order) -> tuple[SerialRow, ...]:
    """All inverters in an order, with the findings of the plan on their numbers."""
    told = _told(directory.plan.findings)
    names = PartNames(directory.catalog, directory.plan)
    return tuple(_row(directory, one, told.get(one.inverter), names) for one in stations(directory, order))


def _row(directory: Directory, station: Station, finding: Finding | None, names: PartNames) -> SerialRow:
    model = directory.catalog.names[station.product]
    if finding is None:
        return SerialRow(station=station, model=model)
    return SerialRow(
        station=station,
        model=model,
        remark=_SHORT[finding.code],
        told=sentence(finding, names),
        severity=finding.severity,
    )


def _told(findings: Iterable[Finding]) -> Mapping[str, Finding]:
    """The first finding on the number of each inverter."""
    found: dict[str, Finding] = {}
    for finding in findings:
        if finding.code in _SHORT:
            for name in finding.subjects:
                found.setdefault(name, finding)
    return found


class SerialsDock(RefreshedPanel):
    """Lists inverters; the scanner works on the map, and the list follows it."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.model = RowModel(_COLUMNS, lambda row: row.station.inverter)
        self.view = TableView(self.model, "Serial numbers", self)
        self.order = QComboBox()
        self.order.setAccessibleName("Walking order")
        for order, title in _ORDERS:
            self.order.addItem(title, order)
        self.order.currentIndexChanged.connect(self._turn)
        self.scan = _button(SERIALS, "Scan", lambda: self._scan(wanted=self.scan.isChecked()))
        self.scan.setCheckable(True)
        self.reports = QPushButton("Reports to")
        self.reports.setToolTip("Choose the DTU that the selected inverters report to")
        self.reports.clicked.connect(lambda: self._menu(None))
        self.share = QPushButton("Share")
        self.share.setToolTip("Share all inverters among the DTUs of the project")
        self.share.setMenu(self._share_menu())
        self.said = ElidedLabel()
        self.said.setProperty("role", "muted")
        self._lay_out()
        self.view.chosen.connect(workspace.point_to)
        self.view.hovered.connect(lambda key: workspace.highlight([key] if key else []))
        self.view.opened.connect(self._enter_at)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self.follow(
            self.refresh,
            workspace.plan_changed,
            workspace.design_changed,
            workspace.state_changed,
            workspace.selection_changed,
            workspace.tool_changed,
            workspace.project_replaced,
        )

    def _lay_out(self) -> None:
        bar = ButtonBar(spacing=6)
        photo = _button("serials-photo", "Photo…", lambda: self._workspace.editor.start("serials-photo"))
        imported = _button(
            "serials-import", "Import…", lambda: self._workspace.editor.start("serials-import")
        )
        exported = _button(
            "serials-export", "Export…", lambda: self._workspace.editor.start("serials-export")
        )
        for widget in (self.scan, self.order, photo, imported, exported, self.reports, self.share):
            bar.add(widget)
        bar.add_rest(self.said)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.view)

    def refresh(self) -> None:
        """Show the numbers as they are now, of the inverters of the newest plan."""
        self._follow_tool()
        workspace = self._workspace
        plan = workspace.plan
        rows = (
            serial_rows(Directory(workspace.design, plan, workspace.catalog), self._order()) if plan else ()
        )
        self.model.set_rows(rows)
        self.view.set_empty_text(without_plan(workspace) or NO_INVERTERS)
        self.view.show_selected(key for key in workspace.selection if self.model.place_of(key) >= 0)
        self.scan.setChecked(workspace.editor.command.name == SERIALS)
        self.reports.setEnabled(bool(workspace.design.settings.dtu_serials))
        self.share.setEnabled(bool(rows))
        self.said.setText(_summary(rows, workspace.design.settings.dtu_serials))

    def _order(self) -> Order:
        return Order(self.order.currentData())

    def _follow_tool(self) -> None:
        """The list is in the order of the tool at work, also where that was typed."""
        tool = self._workspace.editor.tool
        if isinstance(tool, SerialTool) and tool.state.order is not self._order():
            with QSignalBlocker(self.order):
                self.order.setCurrentIndex(self.order.findData(tool.state.order))

    def _turn(self) -> None:
        """Another order: the list and the tool at work take it."""
        self.refresh()
        if self._workspace.editor.command.name == SERIALS:
            self._workspace.editor.enter(_KEYWORDS[self._order()])

    def _scan(self, *, wanted: bool) -> None:
        """Begin to enter numbers in the order chosen, or end."""
        editor = self._workspace.editor
        if not wanted:
            editor.cancel()
        else:
            order = self._order()  # the list will take that of the tool
            editor.start(SERIALS)
            if editor.command.name == SERIALS:
                editor.enter(_KEYWORDS[order])
        self.refresh()

    def _enter_at(self, key: str) -> None:
        """Ask for the number of one inverter."""
        self._workspace.select([key])
        self._scan(wanted=True)

    def _menu(self, place: QPoint | None) -> None:
        """What can be done with the selected inverters."""
        keys = sorted(self.view.selected_keys())
        if not keys:
            self._workspace.said.emit("Select inverters in the list first")
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for gateway in self._workspace.design.settings.dtu_serials:
            menu.addAction(f"Report to DTU {gateway}", partial(self.report, keys, gateway))
        menu.addAction("Leave the DTU open", partial(self.report, keys, ""))
        if place is not None:
            menu.addSeparator()
            menu.addAction("Enter serial number", partial(self._enter_at, keys[0]))
            menu.addAction("Clear serial numbers", partial(self.clear, keys))
            menu.addAction("Copy", self.view.copy)
        below = self.reports.mapToGlobal(QPoint(0, self.reports.height()))
        menu.popup(below if place is None else self.view.viewport().mapToGlobal(place))

    def _share_menu(self) -> QMenu:
        menu = QMenu(self)
        for way, title in _WAYS:
            menu.addAction(title, partial(self.deal, way))
        return menu

    def deal(self, way: Way) -> None:
        """Share all inverters among the DTUs."""
        plan = self._workspace.plan
        if plan is not None:
            self._workspace.edit("Share inverters among DTUs", deal_gateways, plan, way)

    def report(self, inverters: Sequence[str], gateway: str) -> None:
        """Have inverters report to a DTU; empty = it is left open."""
        self._workspace.edit("Choose DTU", report_to, inverters, gateway)

    def clear(self, inverters: Sequence[str]) -> None:
        """Forget the numbers of inverters."""
        self._workspace.edit("Clear serial numbers", set_serials, dict.fromkeys(inverters, ""))


def _button(name: str, text: str, pressed: Callable[[], None]) -> QPushButton:
    """A button for a command, with its hint."""
    command = command_of(name)
    assert command is not None
    button = QPushButton(text)
    button.setToolTip(command.hint)
    button.clicked.connect(pressed)
    return button


def _summary(rows: Sequence[SerialRow], gateways: Sequence[str]) -> str:
    """How many numbers there are, how many are strange, and the DTUs."""
    if not rows:
        return ""
    noted = sum(bool(row.station.serial) for row in rows)
    strange = sum(row.severity in _SIGNS for row in rows)
    parts = [f"{noted} of {len(rows)} entered"]
    if strange:
        parts.append(f"{strange} to be checked")
    parts.append(f"DTU {_shares(rows, gateways)}" if gateways else "no DTU yet: scan its label")
    return " · ".join(parts)


def _shares(rows: Sequence[SerialRow], gateways: Sequence[str]) -> str:
    """The DTUs, with how many inverters report to each where there are several."""
    if len(gateways) == 1:
        return gateways[0]
    reports = Counter(row.station.gateway for row in rows)
    return ", ".join(f"{one} ({reports[one]})" for one in gateways)
