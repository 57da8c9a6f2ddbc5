"""Edits of inverters: pin them to places on their rails, let them go; and the zone they may be pinned in."""

from collections.abc import Collection

from msgspec.structs import replace

from designer.core.findings import Severity
from designer.core.geometry.intervals import EMPTY, IntervalSet
from designer.core.inverters.hanging import Hanging
from designer.core.inverters.stage import hang_inverters
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Pairing, Pin
from designer.core.model.plan import PlacedInverter, Plan, SurfacePlan
from designer.core.units import rounded


def pin(design: Design, inverter: str, along_mm: float) -> Design:
    """The Design in which an inverter stays with its mounting point here, along its rail."""
    new = Pin(inverter=inverter, along_mm=rounded(along_mm))
    if any(one.inverter == inverter for one in design.pins):
        pins = tuple(new if one.inverter == inverter else one for one in design.pins)
        return replace(design, pins=pins)
    return replace(design, pins=(*design.pins, new))


def unpin(design: Design, inverters: Collection[str]) -> Design:
    """The Design in which these inverters find their places themselves."""
    return replace(design, pins=tuple(one for one in design.pins if one.inverter not in inverters))


def is_pinned(design: Design, inverter: str) -> bool:
    """Whether a person pinned this inverter."""
    return any(one.inverter == inverter for one in design.pins)


def placed(plan: Plan | None, inverter: str) -> PlacedInverter | None:
    """The inverter as it is planned; None where the plan has none of this id."""
    found = () if plan is None else plan.inverters
    return next((one for one in found if one.id == inverter), None)


def zone(design: Design, catalog: Catalog, plan: Plan, inverter: PlacedInverter) -> IntervalSet:
    """Where an inverter may hang on its rail, a pin of its own not regarded.

    The plan knows it of all that are not pinned; for a pinned one its rows are hung anew without the pin, and
    with them the rows below on shared rails, whose inverters may be in the way.
    """
    if not inverter.pinned:
        return inverter.allowed
    slots = _hung(unpin(design, (inverter.id,)), catalog, plan, inverter).slots
    return next((slot.allowed for slot in slots if slot.id == inverter.id), EMPTY)


def holds(design: Design, catalog: Catalog, plan: Plan, inverter: PlacedInverter, along_mm: float) -> bool:
    """Whether an inverter hangs where it is pinned so; under other modules than its own others give way."""
    hanging = _hung(pin(design, inverter.id, along_mm), catalog, plan, inverter)
    known = {(one.code, one.subjects) for one in plan.errors() if inverter.id not in one.subjects}
    errors = (one for one in hanging.findings if one.severity is Severity.ERROR)
    hangs = any(slot.id == inverter.id for slot in hanging.slots)
    return hangs and all((one.code, one.subjects) in known for one in errors)


def _hung(design: Design, catalog: Catalog, plan: Plan, inverter: PlacedInverter) -> Hanging:
    """The rows that matter to an inverter hung anew; all keep the modules they have in the plan."""
    part = next((one for one in plan.surfaces if one.surface == inverter.surface), None)
    if part is None:
        return Hanging(slots=(), findings=())
    own = {module.row_id for module in part.modules if module.id in inverter.modules}
    rows = _with_those_below(part, own | {inverter.row_id})
    modules = [module for module in part.modules if module.row_id in rows]
    served = tuple(Pairing(modules=one.modules) for one in part.inverters)
    served_so, surface = replace(design, pairings=served), design.surface(part.surface)
    return hang_inverters(served_so, surface, catalog, modules, part.rails, part.hardware)


def _with_those_below(part: SurfacePlan, rows: Collection[str]) -> frozenset[str]:
    """These rows, and below them all that share rails with them or with one another: upper ones give way."""
    numbers = {module.row_id: module.row for module in part.modules}
    below = {name for name, number in numbers.items() if number <= max(numbers[row] for row in rows)}
    joined = [below.intersection(line.row_id for line in rail.lines) for rail in part.rails]
    found, grown = frozenset[str](), frozenset(rows)
    while grown != found:
        found = grown
        grown = found.union(*(names for names in joined if not found.isdisjoint(names)))
    return found
