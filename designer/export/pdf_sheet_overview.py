"""The first pages of the installer's sheet: the project, its parts and torques, what to watch for."""

from reportlab.platypus import Flowable

from designer import installer_words as say
from designer.core.findings import Severity
from designer.core.model.circuits import CircuitLoad
from designer.core.model.plan import BranchPlan
from designer.core.model.trunk_family import TrunkFamily
from designer.drawing.directory import Directory, vacant_drops
from designer.drawing.jigs import jig_sentences
from designer.drawing.tape import Tape
from designer.drawing.torques import grounding_part, part_name, part_torque, tools, torques
from designer.export.pdf_sheet_style import (
    BODY,
    SMALL,
    TITLE,
    Column,
    check_list,
    data_table,
    facts,
    heading,
    paragraph,
)
from designer.leg_words import amperes_text, units_text
from designer.part_names import PartNames
from designer.wording import sentence


def overview(directory: Directory, date: str, tape: Tape) -> list[Flowable]:
    """Everything that is the same for all branches."""
    return [
        paragraph("Installer's sheet", TITLE),
        facts(_project_facts(directory, date)),
        *_findings(directory),
        *heading("Surfaces"),
        _surface_table(directory),
        *_branch_tables(directory),
        *heading("Torques"),
        *_torque_table(directory),
        *heading("Before you start"),
        check_list(_opening_checks(directory, tape)),
        *heading("Tools and parts"),
        *_parts(directory),
    ]


def _project_facts(directory: Directory, date: str) -> list[tuple[str, str]]:
    design, plan = directory.design, directory.plan
    power = sum(directory.catalog.module(module.product).power_w for module in plan.modules)
    rated = sum(directory.catalog.inverter(unit.product).power_va for unit in plan.inverters)
    return [
        ("Customer", design.customer.name),
        ("Address", design.customer.address),
        ("Project", " · ".join(part for part in (design.name, design.customer.project_number) if part)),
        ("Date", date),
        ("Modules", f"{len(plan.modules)} · {power / 1000:.2f} kWp"),
        ("Microinverters", f"{len(plan.inverters)} · {rated / 1000:.2f} kVA"),
        ("AC branches", str(len(plan.circuits))),
        ("DTU serial number", ", ".join(design.settings.dtu_serials)),
    ]


def _findings(directory: Directory) -> list[Flowable]:
    """Errors and warnings; notes do not concern the crew."""
    serious = [finding for finding in directory.plan.findings if finding.severity is not Severity.NOTE]
    names = PartNames(directory.catalog, directory.plan)
    if not serious:
        return []
    columns = (Column("", 20), Column("Open point of the plan", 162))
    rows = [(finding.severity.value.upper(), sentence(finding, names) + ".") for finding in serious]
    return [*heading("Clear up before building"), data_table(columns, rows)]


def _surface_table(directory: Directory) -> Flowable:
    columns = (
        Column("Surface", 50),
        Column("Azimuth", 20, "right"),
        Column("Tilt", 20, "right"),
        Column("Rows", 20, "right"),
        Column("Modules", 24, "right"),
        Column("Inverters", 24, "right"),
        Column("Rails", 24, "right"),
    )
    plans = {plan.surface: plan for plan in directory.plan.surfaces}
    rows = [
        (
            surface.name or surface.id,
            f"{surface.azimuth_deg:g}°",
            f"{surface.tilt_deg:g}°",
            str(len({module.row_id for module in plan.modules})),
            str(len(plan.modules)),
            str(len(plan.inverters)),
            str(len(plan.rails)),
        )
        for surface in directory.design.surfaces
        if (plan := plans.get(surface.id))
    ]
    return data_table(columns, rows)


def _branch_tables(directory: Directory) -> list[Flowable]:
    """Electrical figures of the branches, and the load of the phases."""
    branches = directory.plan.branches
    if not branches:
        return [*heading("Branches"), paragraph("The plan has no AC branch.")]
    columns = (
        Column("Branch", 16),
        Column("Box", 16),
        Column("Phase", 13),
        Column("Units / limit", 17, "right"),
        Column("Current / breaker, A", 29, "right"),
        Column("Voltage rise", 27, "right"),
        Column("Cable", 32),
        Column("Drops / vacant", 20, "right"),
        Column("Circuit", 12),
    )
    rows = [_branch_row(branch, directory.load_of(branch)) for branch in branches]
    legs = any(load.legs > 1 for load in directory.loads.values())
    loads = " · ".join(f"{load.phase} {load.power_va / 1000:.2f} kVA" for load in directory.plan.phases)
    return [
        *heading("Branches"),
        data_table(columns, rows),
        *([paragraph(say.OF_CIRCUIT, SMALL)] if legs else []),
        *([paragraph(f"Load per phase: {loads}", SMALL)] if loads else []),
    ]


def _branch_row(branch: BranchPlan, load: CircuitLoad) -> tuple[str, ...]:
    return (
        branch.id,
        branch.box,
        branch.phase,
        units_text(branch, load, f" / {branch.units_limit}"),
        amperes_text(branch, load, f" / {branch.ocpd_a:g}"),
        f"{branch.rise_v:.2f} V · {branch.rise_pct:.2f} %",
        branch.product,
        f"{len(branch.drops)} / {len(vacant_drops(branch))}",
        branch.circuit if branch.circuit != branch.id else "",
    )


def _torque_table(directory: Directory) -> list[Flowable]:
    found = torques(directory)
    if not found:
        return [paragraph("The plan holds nothing to tighten.")]
    columns = (Column("What", 82), Column("Torque", 32), Column("Source", 68))
    rows = [
        (
            torque.what,
            torque.torque,
            torque.source if torque.verified else f"{torque.source} (not verified)",
        )
        for torque in found
    ]
    return [data_table(columns, rows)]


def _opening_checks(directory: Directory, tape: Tape) -> list[str]:
    families = [
        directory.catalog.family(name)
        for name in dict.fromkeys(branch.family for branch in directory.plan.branches)
    ]
    checks = [say.ORDER, say.COMPARE, *jig_sentences(directory, tape)]
    for family in families:
        checks += [_earthing(family)]
        if tools(family):
            checks.append(say.TOOLS.format(family=family.name, tools=", ".join(tools(family))))
    return checks


def _earthing(family: TrunkFamily) -> str:
    if not family.field_wired:
        return say.EARTH_MOULDED.format(family=family.name)
    text = say.EARTH_WIRED.format(family=family.name)
    ground = grounding_part(family)
    if ground and ground.torque_nm is not None:
        text += " " + say.EARTH_EXTERNAL.format(part=part_name(ground), torque=part_torque(ground))
    return text


def _parts(directory: Directory) -> list[Flowable]:
    if not directory.plan.bom:
        return [paragraph("The parts list is empty.", BODY)]
    columns = (
        Column("Item", 24),
        Column("Product", 44),
        Column("Description", 76),
        Column("Quantity", 18, "right"),
        Column("Unit", 14),
    )
    rows = [
        (line.item, line.product, line.description, f"{line.quantity:g}", line.unit)
        for line in directory.plan.bom
    ]
    return [data_table(columns, rows, ticked=True)]
