"""Notes: torques, what to check while building, what the plan's checks found and a person accepted."""

from collections.abc import Iterable, Sequence

from designer import installer_words as say
from designer.core.findings import Finding, Severity
from designer.core.inverters.clearance import clearance_mm
from designer.core.model.trunk_family import PartPer, TrunkFamily
from designer.drawing.jigs import jig_sentences
from designer.drawing.sheets.context import Context, Draft
from designer.drawing.sheets.flow import wide_tables
from designer.drawing.sheets.table import Column, Table
from designer.drawing.tape import Tape
from designer.drawing.torques import name_or, part_for, tools, torques
from designer.part_names import Naming, PartNames
from designer.wording import sentence

TITLE = "Notes, torques and checks"
_MANY = 5
"""So many findings that say the same are told by one sentence."""


def note_sheets(context: Context) -> list[Draft]:
    """Torques, checks and findings over as many sheets as they need."""
    tables = [_torques(context), _checks(context), finding_table(context)]
    return wide_tables(context.frame, TITLE, tables)


def _torques(context: Context) -> Table:
    rows = tuple(
        (one.what, one.torque, one.source if one.verified else f"{one.source} (not verified)")
        for one in torques(context.directory)
    )
    columns = (
        Column("Torque of", 90, wrapped=True),
        Column("Value", 36),
        Column("Source", 130, wrapped=True),
    )
    return Table(title="Torques", columns=columns, rows=rows, text_mm=2.2)


def _checks(context: Context) -> Table:
    """What a crew ticks off, in the order of the work."""
    rows = tuple((str(number), text, "") for number, text in enumerate(_sentences(context), start=1))
    columns = (
        Column("No.", 10, number=True),
        Column("Check", 220, wrapped=True),
        Column("Done, by, date", 30),
    )
    return Table(title="Checks", columns=columns, rows=rows, text_mm=2.2)


def _sentences(context: Context) -> list[str]:
    plan, catalog = context.directory.plan, context.directory.catalog
    tape = Tape(context.order.template.lengths)
    families = [catalog.family(name) for name in dict.fromkeys(branch.family for branch in plan.branches)]
    found = [say.COMPARE, *jig_sentences(context.directory, tape), say.MARK]
    for product in dict.fromkeys(one.product for one in plan.inverters):
        clearance = clearance_mm(context.directory.design.settings, catalog.inverter(product))
        found.append(say.CLEARANCE.format(clearance=tape.at_least(clearance)))
    found += [text for family in families for text in _family_sentences(family)]
    return list(dict.fromkeys([*found, say.PEEL, say.TIE_LEADS, say.MAIN]))


def _family_sentences(family: TrunkFamily) -> Iterable[str]:
    yield say.HANDLE_WIRED if family.field_wired else say.HANDLE_MOULDED
    if tools(family):
        yield say.TOOLS.format(family=family.name, tools=", ".join(tools(family)))
    yield say.LAY.format(tie=name_or(part_for(family, PartPer.TIE), "tie wraps"))
    yield say.WATER
    cap = name_or(part_for(family, PartPer.VACANT_PORT), "caps")
    yield f"Every vacant port is closed ({cap}); an open one is live and lets water in."


def finding_table(context: Context) -> Table:
    """Errors, warnings and notes of the plan; those that a person accepted say so."""
    directory = context.directory
    names = PartNames(directory.catalog, directory.plan)
    approved = frozenset(directory.design.approvals)
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    found = sorted(directory.plan.findings, key=lambda one: order[one.severity])
    rows = tuple(
        (group[0].severity.value + (", accepted" if group[0].key in approved else ""), _said(group, names))
        for group in _groups(found, approved)
    )
    columns = (Column("Severity", 34), Column("Finding", 226, wrapped=True))
    return Table(title="Findings of the plan's checks", columns=columns, rows=rows, text_mm=2.2)


def _groups(findings: Iterable[Finding], approved: frozenset[str]) -> list[list[Finding]]:
    """Findings each by itself; many that say the same of one thing each together, the gravest first."""
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for one in findings:
        own = one.key if len(one.subjects) != 1 else ""
        key = (one.code, one.severity, one.key in approved, frozenset(one.params), own)
        alike.setdefault(key, []).append(one)
    groups: list[list[Finding]] = []
    for same in alike.values():
        groups += [sorted(same, key=_weight, reverse=True)] if len(same) >= _MANY else [[one] for one in same]
    return groups


def _weight(finding: Finding) -> float:
    """How far a finding goes, by its figures."""
    return sum(value for value in finding.params.values() if isinstance(value, int | float))


def _said(group: Sequence[Finding], names: Naming) -> str:
    """The sentence of the first, and of which others it is true."""
    others = ", ".join(one.subjects[0] for one in group[1:])
    more = f" The same, with lower figures, is true of {len(group) - 1} others: {others}." if others else ""
    return f"{sentence(group[0], names)}.{more}"
