"""Steps about the inverters of a branch: where they hang, and which module goes into which input."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from designer import installer_words as say
from designer.core.geometry.axes import RailAxis, to_uv
from designer.core.inverters.clearance import clearance_mm
from designer.core.model.catalog import Inverter
from designer.core.model.plan import BranchPlan, PlacedInverter
from designer.core.model.trunk_family import PartPer, TrunkFamily
from designer.drawing.directory import Directory
from designer.drawing.tape import Tape
from designer.drawing.torques import (
    grounding_part,
    name_or,
    part_for,
    part_name,
    part_torque,
    torque_text,
)
from designer.export.pdf_sheet_style import Column, check_list, data_table, heading

_ENDS = {RailAxis.EAVE: ("left", "right"), RailAxis.SLOPE: ("lower", "upper")}
_WAYS = {RailAxis.EAVE: ("left", "right"), RailAxis.SLOPE: ("below", "above")}
_SIDES = {RailAxis.EAVE: ("towards eave", "towards ridge"), RailAxis.SLOPE: ("to the left", "to the right")}
_LINES = {RailAxis.EAVE: ("lower", "upper"), RailAxis.SLOPE: ("left", "right")}


def mounting_step(
    directory: Directory, branch: BranchPlan, family: TrunkFamily, tape: Tape
) -> list[Flowable]:
    """Step 1: mark, screw on, hang and tighten the inverters."""
    units = [directory.inverters[name] for name in branch.inverters]
    axis = units[0].axis if units else RailAxis.EAVE
    columns = (
        Column("No.", 8, "right"),
        Column("Inverter", 20),
        Column("Surface, row", 30),
        Column("Rail", 31),
        Column(tape.head(f"Middle from rail's {_ENDS[axis][0]} end"), 22, "right"),
        Column(tape.head("Screws at"), 22, "right"),
        Column("Middle from nearest module edge", 27),
        Column("Hangs", 16),
    )
    rows = [_mounting_row(directory, number, unit, tape) for number, unit in enumerate(units, start=1)]
    return [
        *heading("Step 1  Place and mount the microinverters"),
        data_table(columns, rows, ticked=True),
        check_list(_mounting_checks(directory, units, family, tape)),
    ]


def module_step(directory: Directory, branch: BranchPlan, family: TrunkFamily, tape: Tape) -> list[Flowable]:
    """Step 5: which module goes into which input, extension leads and unused inputs."""
    columns = (
        Column("Module", 20),
        Column("Row, column", 20),
        Column("Inverter", 24),
        Column("DC input", 14, "right"),
        Column("Serial number", 30),
        Column(tape.head("Way"), 18, "right"),
        Column(tape.head("Leads reach"), 20, "right"),
        Column("Extension", 30),
    )
    units = [directory.inverters[name] for name in branch.inverters]
    rows = [
        _module_row(directory, unit, port, module, tape)
        for unit in units
        for port, module in enumerate(unit.modules, start=1)
    ]
    return [
        *heading("Step 5  Connect the modules"),
        data_table(columns, rows, ticked=True),
        check_list(_module_checks(units, family)),
    ]


def label_step(directory: Directory, branch: BranchPlan) -> list[Flowable]:
    """Step 4: the serial labels of this branch go onto the installation map."""
    known = [f"{name}: {directory.serial(name)}" for name in branch.inverters if directory.serial(name)]
    missing = [name for name in branch.inverters if not directory.serial(name)]
    checks = [say.PEEL]
    if known:
        checks.append(say.KNOWN.format(serials=", ".join(known)))
    if known and missing:
        checks.append(say.MISSING.format(inverters=", ".join(missing)))
    return [*heading("Step 4  Fill in the installation map"), check_list(checks)]


def screw_positions(directory: Directory, unit: PlacedInverter) -> list[float]:
    """Where the screws of an inverter stand, mm from the low end of its rail."""
    mount = directory.catalog.inverter(unit.product).mount
    middle = unit.along_mm - directory.rails[unit.rail].start_mm
    first = middle - mount.screw_spacing_mm * (mount.screws - 1) / 2
    return [first + mount.screw_spacing_mm * number for number in range(mount.screws)]


def nearest_edge(directory: Directory, unit: PlacedInverter, tape: Tape) -> str:
    """The module edge that is nearest to the middle of an inverter, measured along the rail, as words."""
    edges = []
    for name in dict.fromkeys((*directory.rails[unit.rail].modules, *unit.modules)):
        module = directory.modules.get(name)
        if module is None or module.row_id != unit.row_id:
            continue
        low, _ = to_uv(unit.axis, *module.rect[:2])
        high, _ = to_uv(unit.axis, *module.rect[2:])
        edges += [(low, name, 0), (high, name, 1)]
    if not edges:
        return ""
    at, name, end = min(edges, key=lambda edge: (abs(edge[0] - unit.along_mm), edge))
    distance = unit.along_mm - at
    way = _WAYS[unit.axis][distance >= 0]
    of = "" if unit.axis is RailAxis.SLOPE else "of "
    return f"{tape.told(abs(distance))} {way} {of}{name}'s {_ENDS[unit.axis][end]} edge"


def _mounting_row(directory: Directory, number: int, unit: PlacedInverter, tape: Tape) -> tuple[str, ...]:
    rail = directory.rails[unit.rail]
    line = _LINES[rail.axis][min(rail.line_in(unit.row_id) or 0, 1)]
    screws = " / ".join(tape.text(at) for at in screw_positions(directory, unit))
    place = f"{directory.surface_name(unit.surface)}, row {directory.row_number(unit.row_id)}"
    return (
        str(number),
        unit.id,
        place,
        f"{rail.id} ({line} rail)",
        tape.text(unit.along_mm - rail.start_mm),
        screws,
        nearest_edge(directory, unit, tape),
        _SIDES[unit.axis][unit.side > 0],
    )


def _mounting_checks(
    directory: Directory, units: Sequence[PlacedInverter], family: TrunkFamily, tape: Tape
) -> list[str]:
    checks = [say.MARK]
    for product in dict.fromkeys(unit.product for unit in units):
        inverter = directory.catalog.inverter(product)
        checks += [_hang_check(inverter, family), _clearance_check(directory, inverter, tape)]
    checks.append(say.HANDLE_WIRED if family.field_wired else say.HANDLE_MOULDED)
    ground = grounding_part(family)
    if ground and ground.torque_nm is not None:
        checks.append(say.GROUND.format(part=part_name(ground), torque=part_torque(ground)))
    return checks


def _hang_check(inverter: Inverter, family: TrunkFamily) -> str:
    mount = inverter.mount
    sentence = say.HANG_WIRED if family.field_wired else say.HANG_MOULDED
    torque = torque_text(mount.torque_nm)
    screws = "1 screw" if mount.screws == 1 else f"{mount.screws} screws"
    return sentence.format(model=inverter.model, screws=screws, screw=mount.screw, torque=torque)


def _clearance_check(directory: Directory, inverter: Inverter, tape: Tape) -> str:
    clearance = clearance_mm(directory.design.settings, inverter)
    return say.CLEARANCE.format(clearance=tape.at_least(clearance))


def _module_row(
    directory: Directory, unit: PlacedInverter, port: int, name: str, tape: Tape
) -> tuple[str, ...]:
    module, lead = directory.modules.get(name), directory.leads.get(name)
    extension = ""
    if lead and lead.extensions:
        extension = f"{lead.extensions} extension{'s' if lead.extensions > 1 else ''} per pole"
    return (
        name,
        f"{module.row}, {module.col}" if module else "",
        unit.id,
        str(port),
        directory.serial(unit.id),
        tape.text(lead.length_mm) if lead else "",
        tape.text(lead.reach_mm) if lead else "",
        extension,
    )


def _module_checks(units: Sequence[PlacedInverter], family: TrunkFamily) -> list[str]:
    checks = [say.CONNECT]
    extended = [lead.module for unit in units for lead in unit.leads if lead.extensions]
    if extended:
        part = name_or(part_for(family, PartPer.EXTENSION), "DC extension leads")
        checks.append(say.EXTEND.format(modules=", ".join(extended), part=part))
    spare = [f"{unit.id} ({unit.spare_inputs})" for unit in units if unit.spare_inputs]
    if spare:
        part = name_or(part_for(family, PartPer.UNUSED_INPUT), "caps")
        checks.append(say.UNUSED.format(part=part, inputs=", ".join(spare)))
    return [*checks, say.TIE_LEADS]
