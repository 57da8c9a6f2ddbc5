"""The properties of what is selected: one section for each kind of thing, mixed values marked."""

from collections.abc import Callable, Container, Iterable, Sequence

from msgspec import Struct

from designer.core.model.design import Design
from designer.edit.figures import counted
from designer.edit.properties.facts import Facts
from designer.edit.properties.field import Field, Ids, Line, Section
from designer.edit.properties.quantities import Quantity, Value, typed
from designer.edit.properties.tables.boxes import (
    box_fields,
    bridge_fields,
    dimension_fields,
    text_fields,
    waypoint_fields,
)
from designer.edit.properties.tables.branches import branch_fields, piece_fields
from designer.edit.properties.tables.inverters import inverter_fields
from designer.edit.properties.tables.project import brief_fields, project_fields
from designer.edit.properties.tables.rows import module_fields, row_fields
from designer.edit.properties.tables.surfaces import obstacle_fields, surface_fields, water_line_fields
from designer.edit.view import ViewKind

PROJECT_ID = "project"
"""Stands for the project where properties ask for an id."""


class _Table(Struct, frozen=True):
    """Properties of one kind of thing: what it is called, which ids are of it, and its fields."""

    noun: str
    known: Callable[[Facts], Container[str]]
    fields: Callable[[Facts, Ids], Sequence[Field]]


_TABLES = (
    _Table("surface", lambda facts: facts.surfaces, surface_fields),
    _Table("obstacle", lambda facts: facts.obstacles, obstacle_fields),
    _Table("water line", lambda facts: facts.water_lines, water_line_fields),
    _Table("module", lambda facts: facts.modules, module_fields),
    _Table("row", lambda facts: facts.rows, row_fields),
    _Table("inverter", lambda facts: facts.inverters, inverter_fields),
    _Table("branch", lambda facts: facts.branches, branch_fields),
    _Table("box", lambda facts: facts.boxes, box_fields),
    _Table("bridge", lambda facts: facts.bridges, bridge_fields),
    _Table("waypoint", lambda facts: facts.waypoints, waypoint_fields),
    _Table("dimension", lambda facts: facts.dimensions, dimension_fields),
    _Table("text", lambda facts: facts.texts, text_fields),
    _Table("piece", lambda facts: facts.cables, piece_fields),
    _Table("rail bar", lambda facts: facts.bars, piece_fields),
)


def sheet_of(facts: Facts, ids: Iterable[str]) -> tuple[Section, ...]:
    """The properties of things; of the project and the surface looked at where there are none.

    Modules bring the rows that they are in along, and a circuit fed in the middle its legs.
    """
    chosen = list(ids)
    rows = (facts.modules[name][0].id for name in chosen if name in facts.modules)
    legs = (branch.id for branch in facts.branches.values() if branch.circuit in chosen)
    wanted = dict.fromkeys((*chosen, *rows, *legs))
    sections = tuple(section for table in _TABLES if (section := _section(table, facts, wanted)))
    return sections or _nothing_selected(facts)


def project_sheet(facts: Facts) -> tuple[Section, ...]:
    """Everything that holds for the whole project."""
    return (_project(facts, project_fields),)


def changed(facts: Facts, section: Section, field: Field, text: Value) -> Design:
    """The Design after a value was typed or chosen for a property of all things of a section.

    Raises ValueError or TrunklineError with one sentence where the value cannot be.
    """
    if field.write is None:
        raise ValueError(f"{field.label} can only be read")
    return field.write(facts, section.ids, entered(field, text))


def entered(field: Field, text: Value) -> Value:
    """The value of what was typed. Raises ValueError with one sentence where it is none."""
    if not isinstance(text, str):
        return text
    if not text.strip() and field.fallback is not None:
        return None
    if field.quantity in (Quantity.CHOICE, Quantity.PRODUCT):
        return text
    if not text.strip() and field.quantity not in (Quantity.TEXT, Quantity.LINES):
        raise ValueError("A value is needed here")
    return typed(field.quantity, text)


def _nothing_selected(facts: Facts) -> tuple[Section, ...]:
    project = _project(facts, brief_fields)
    if facts.view.kind is not ViewKind.SURFACE or facts.view.surface not in facts.surfaces:
        return (project,)
    surface = _section(_TABLES[0], facts, {facts.view.surface: None})
    return (project, surface) if surface else (project,)


def _project(facts: Facts, fields: Callable[[Facts, Ids], Sequence[Field]]) -> Section:
    ids = (PROJECT_ID,)
    lines = tuple(_line(field, facts, ids) for field in fields(facts, ids))
    return Section(title="Project", noun="project", ids=ids, lines=lines)


def _section(table: _Table, facts: Facts, wanted: dict[str, None]) -> Section | None:
    known = table.known(facts)
    ids = tuple(name for name in wanted if name in known)
    if not ids:
        return None
    lines = tuple(_line(field, facts, ids) for field in table.fields(facts, ids))
    return Section(title=_title(table.noun, facts, ids), noun=table.noun, ids=ids, lines=lines)


def _title(noun: str, facts: Facts, ids: Ids) -> str:
    if len(ids) > 1:
        return counted(len(ids), noun)
    own = facts.surfaces.get(ids[0])
    label = f"{noun[:1].upper()}{noun[1:]} {ids[0]}"
    return f"{label} · {own.name}" if own and own.name != own.id else label


def _line(field: Field, facts: Facts, ids: Ids) -> Line:
    values = iter(ids)
    first = field.read(facts, next(values))
    varies = any(field.read(facts, name) != first for name in values)
    fallback = field.fallback(facts, ids[0]) if field.fallback else ""
    return Line(field=field, value=None if varies else first, varies=varies, fallback=fallback)
