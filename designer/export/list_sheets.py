"""The project's lists as sheets: summary, parts, cut list, branches, serial numbers, modules."""

from msgspec import Struct

from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import BranchPlan, PieceKind, PlacedModule, Plan, StepKind
from designer.drawing.directory import Directory
from designer.drawing.stations import Station, stations
from designer.drawing.totals import totals
from designer.export.cut_sheets import cut_list_sheet, parts_sheet, project_saw_sheet
from designer.export.sheets import AS_IT_IS, Cell, Column, Sheet, sheet_of


class _Fact(Struct, frozen=True):
    """A figure of the project with its unit."""

    name: str
    value: Cell
    unit: str = ""


_FACTS: tuple[Column[_Fact], ...] = (
    Column("Figure", lambda one: one.name),
    Column("Value", lambda one: one.value, AS_IT_IS),
    Column("Unit", lambda one: one.unit),
)


def project_lists(design: Design, plan: Plan, catalog: Catalog, date: str = "") -> tuple[Sheet, ...]:
    """All sheets of the workbook, the summary first."""
    directory = Directory(design, plan, catalog)
    return (
        summary_sheet(directory, date),
        parts_sheet(plan),
        cut_list_sheet(directory),
        project_saw_sheet(plan, catalog),
        branch_sheet(directory),
        serial_sheet(directory),
        module_sheet(directory),
    )


def summary_sheet(directory: Directory, date: str = "") -> Sheet:
    """Whom and what it is about, and the key figures."""
    design, plan = directory.design, directory.plan
    count = totals(plan, directory.catalog)
    rated = sum(directory.catalog.inverter(one.product).power_va for one in plan.inverters) / 1000.0
    found = stations(directory)
    facts = [
        _Fact("Project", design.name),
        _Fact("Customer", design.customer.name),
        _Fact("Address", design.customer.address),
        _Fact("Project number", design.customer.project_number),
        _Fact("Market", directory.catalog.names.get(design.region, design.region)),
        _Fact("Date", date),
        _Fact("Peak power", count.kwp, "kWp"),
        _Fact("Rated power", rated, "kVA"),
        _Fact("Surfaces", count.surfaces),
        _Fact("Modules", count.modules),
        _Fact("Inverters", count.inverters),
        _Fact("Unused inputs", count.spare_inputs),
        _Fact("Circuits", count.branches),
        _Fact("Trunk ports", count.ports),
        _Fact("Capped ports", count.capped_ports),
        _Fact("Rail", count.rail_m, "m"),
        _Fact("Rail pieces", count.rail_bars),
        _Fact("Rail bars to buy", count.rail_stock),
        _Fact("Rail offcuts from the shelf", count.rail_offcuts),
        *(
            _Fact(f"{kind.replace('-', ' ').capitalize()}s", number)
            for kind, number in count.hardware.items()
        ),
        _Fact("Trunk cable", count.trunk_m, "m"),
        _Fact("Links", count.link_m, "m"),
        _Fact("End cables", count.end_cable_m, "m"),
        _Fact("Highest voltage rise", max((one.rise_pct for one in plan.branches), default=None), "%"),
        _Fact("Serial numbers entered", sum(bool(one.serial) for one in found)),
        *(_Fact("DTU serial number", serial) for serial in design.settings.dtu_serials),
    ]
    return sheet_of("Summary", _FACTS, facts)


def branch_sheet(directory: Directory) -> Sheet:
    """One row per branch; beside limits of its circuit stand the figures of that, which may have two legs."""
    names, load = directory.catalog.names, directory.load_of
    columns: tuple[Column[BranchPlan], ...] = (
        Column("Branch", lambda one: one.id),
        Column("Circuit", lambda one: one.circuit),
        Column("Box", lambda one: one.box),
        Column("Phase", lambda one: one.phase),
        Column("Trunk cable", lambda one: names.get(one.product, one.product)),
        Column("Inverters", lambda one: len(one.inverters)),
        Column("Inverters of circuit", lambda one: load(one).units),
        Column("Most inverters", lambda one: one.units_limit),
        Column("Current (A)", lambda one: one.current_a, 2),
        Column("Current of circuit (A)", lambda one: load(one).current_a, 2),
        Column("Protective device (A)", lambda one: one.ocpd_a, 1),
        Column("Voltage rise (V)", lambda one: one.rise_v, 2),
        Column("Voltage rise (%)", lambda one: one.rise_pct, 2),
        Column("Ports", lambda one: len(one.drops)),
        Column("Capped ports", lambda one: sum(not drop.inverter for drop in one.drops)),
        Column("Link steps", lambda one: sum(step.kind is StepKind.LINK for step in one.steps)),
        Column("Trunk cable (m)", lambda one: _metres(one, PieceKind.TRUNK_RUN), 2),
        Column("Links (m)", lambda one: _metres(one, PieceKind.LINK), 2),
        Column("End cable (m)", lambda one: _metres(one, PieceKind.END_CABLE), 2),
        Column("Locked", lambda one: "yes" if one.locked else ""),
        Column("From far end to feed", lambda one: " ".join(one.inverters)),
    )
    return sheet_of("Branches", columns, directory.plan.branches)


def _metres(branch: BranchPlan, kind: PieceKind) -> float:
    return sum(piece.length_mm for piece in branch.pieces if piece.kind is kind) / 1000.0


INVERTER, SERIAL, GATEWAY = "Inverter", "Serial number", "DTU serial number"
"""Columns by which a list of serial numbers is read back."""


def serial_sheet(directory: Directory) -> Sheet:
    """One row per inverter in walking order, with the module on each input."""
    found = stations(directory)
    names = directory.catalog.names
    inputs = max((len(one.channels) for one in found), default=0)
    columns: tuple[Column[Station], ...] = (
        Column("No. on map", lambda one: one.number),
        Column(INVERTER, lambda one: one.inverter),
        Column(SERIAL, lambda one: one.serial),
        Column(GATEWAY, lambda one: one.gateway),
        Column("Model", lambda one: names[one.product]),
        Column("Surface", lambda one: one.surface),
        Column("Row", lambda one: one.row or None),
        Column("Branch", lambda one: one.branch),
        Column("Place from far end", lambda one: one.position or None),
        *(_input_column(port) for port in range(1, inputs + 1)),
    )
    return sheet_of("Serials", columns, found)


def _input_column(port: int) -> Column[Station]:
    def module(one: Station) -> str:
        return one.channels[port - 1].module if port <= len(one.channels) else ""

    return Column(f"Module on input {port}", module)


class _Plugged(Struct, frozen=True):
    """A module with the inverter and the input that it is plugged into, if any."""

    module: PlacedModule
    station: Station | None = None
    port: int | None = None

    @property
    def inverter(self) -> str:
        """The inverter's id."""
        return self.station.inverter if self.station else ""

    @property
    def serial(self) -> str:
        """The inverter's serial number."""
        return self.station.serial if self.station else ""

    @property
    def gateway(self) -> str:
        """Whom the inverter reports to."""
        return self.station.gateway if self.station else ""


def module_sheet(directory: Directory) -> Sheet:
    """One row per module: its place, its inverter with serial number, and the DC input it is plugged into."""
    catalog = directory.catalog
    columns: tuple[Column[_Plugged], ...] = (
        Column("Module", lambda one: one.module.id),
        Column("Surface", lambda one: directory.surface_name(one.module.surface)),
        Column("Row", lambda one: one.module.row),
        Column("Column", lambda one: one.module.col),
        Column(INVERTER, lambda one: one.inverter),
        Column(SERIAL, lambda one: one.serial),
        Column("DC input", lambda one: one.port),
        Column(GATEWAY, lambda one: one.gateway),
        Column("Type", lambda one: catalog.names[one.module.product]),
        Column("Peak power (W)", lambda one: catalog.module(one.module.product).power_w, 1),
    )
    return sheet_of("Modules", columns, _plugged(directory))


def _plugged(directory: Directory) -> list[_Plugged]:
    inputs = {
        channel.module: (station, channel.port)
        for station in stations(directory)
        for channel in station.channels
        if channel.module
    }
    return [_Plugged(module, *inputs.get(module.id, ())) for module in directory.plan.modules]
