"""Tables of the report: branches with all their figures, gateways, serial numbers by module."""

from designer.core.model.plan import BranchPlan, PieceKind
from designer.core.trunk.profile import rules_of
from designer.drawing.sheets.context import Context
from designer.drawing.sheets.table import Column, Swatch, Table
from designer.drawing.stations import Station, stations
from designer.leg_words import amperes_text, titled, units_text

_TEXT_MM = 2.2


def branch_table(context: Context) -> Table:
    """One row per branch: what hangs on it, current and protection, voltage rise and its limit, cable.

    Inverters and current are those of its circuit, as their limits are.
    """
    directory = context.directory
    rows = tuple(_branch(context, branch) for branch in directory.plan.branches)
    columns = (
        Column("Line", 16),
        Column("Branch", 16),
        Column("Box", 12),
        Column("Phase", 12),
        Column("Trunk cable", 74, wrapped=True),
        Column("Inverters", 20, number=True),
        Column("Current, A", 22, number=True),
        Column("Device, A", 20, number=True),
        Column("Rise, V", 16, number=True),
        Column("Rise, %", 16, number=True),
        Column("Limit, %", 16, number=True),
        Column(f"Cable, {context.long_unit.name}", 18, number=True),
    )
    title = titled("Branches", directory.loads.values())
    return Table(title=title, columns=columns, rows=rows, text_mm=_TEXT_MM)


def _branch(context: Context, branch: BranchPlan) -> tuple[str | Swatch, ...]:
    directory = context.directory
    load = directory.load_of(branch)
    rules = rules_of(directory.design, directory.catalog, branch)
    cable = sum(piece.length_mm for piece in branch.pieces if piece.kind is not PieceKind.RAIL)
    return (
        Swatch(context.branch_layers[branch.id]),
        branch.id,
        branch.box,
        branch.phase or "-",
        directory.catalog.names.get(branch.product, branch.product),
        units_text(branch, load, f" of {branch.units_limit}"),
        amperes_text(branch, load),
        f"{branch.ocpd_a:g}",
        f"{branch.rise_v:.2f}",
        f"{branch.rise_pct:.2f}",
        f"{rules.max_rise_pct:g}",
        f"{cable / context.long_unit.mm:.2f}",
    )


def gateway_table(context: Context) -> Table:
    """The gateways with the number of inverters that report to each."""
    found = stations(context.directory)
    serials = context.directory.design.settings.dtu_serials
    rows = tuple((serial, str(sum(one.gateway == serial for one in found))) for serial in serials)
    columns = (Column("DTU serial number", 60), Column("Inverters", 30, number=True))
    return Table(title="Gateways", columns=columns, rows=rows, text_mm=_TEXT_MM)


def serial_table(context: Context) -> Table:
    """One row per inverter in walking order, with the module on every DC input."""
    columns = (
        Column("No.", 10, number=True),
        Column("Inverter", 20),
        Column("Serial number", 42),
        Column("DTU", 42),
        Column("Place", 20),
        Column("Surface", 28, wrapped=True),
        Column("Model", 58, wrapped=True),
        Column("Modules by DC input", 50, wrapped=True),
    )
    names = context.directory.catalog.names
    rows = tuple(_station(one, names[one.product]) for one in stations(context.directory))
    return Table(title="Serial numbers", columns=columns, rows=rows, text_mm=_TEXT_MM)


def _station(one: Station, model: str) -> tuple[str, ...]:
    return (
        str(one.number),
        one.inverter,
        one.serial or "-",
        one.gateway or "-",
        one.seat or "-",
        one.surface,
        model,
        "  ".join(f"{channel.port}: {channel.module or '-'}" for channel in one.channels),
    )
