"""What a person decided and the plan can no longer hold: kept in the Design, told in a finding."""

from collections.abc import Iterator

from designer.core.findings import Finding, warning
from designer.core.inverters.forbidden import reasons
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, LeadPolicy
from designer.core.model.excerpts import inverter_id
from designer.core.model.plan import Plan


def check_intents(design: Design, catalog: Catalog, plan: Plan) -> Iterator[Finding]:
    """Pins, pairings and locks whose objects are gone or cannot do what was asked.

    `plan` carries the findings of the stages before; what those name is not named again.
    """
    inverters = {inverter.id for inverter in plan.inverters}
    yield from _pins(design, catalog, plan, inverters)
    yield from _pairings(design, catalog, plan)
    yield from _locks(design, catalog)


def _pins(design: Design, catalog: Catalog, plan: Plan, inverters: set[str]) -> Iterator[Finding]:
    """Pins on nothing, and what stands in the way of those that cannot hold."""
    blocked = {f.subjects[0] for f in plan.findings if f.code in _WITHOUT_PLACE}
    blocked |= _under_low_rows(plan)
    astray = {f.subjects[0] for f in plan.findings if f.code == "pin-not-held"}
    told = _SEEN_ANYWAY
    if design.settings.lead_policy is LeadPolicy.EXTEND:
        told |= {"lead-too-short"}  # the extension leads it takes are told instead
    for pin in design.pins:
        if pin.inverter not in inverters | blocked:
            yield warning("pin-without-inverter", pin.inverter)
        elif pin.inverter in astray & inverters:
            why = reasons(design, catalog, plan, pin.inverter, pin.along_mm)
            yield from (finding for finding in why if finding.code not in told)


_SEEN_ANYWAY = frozenset({"place-taken", "place-in-the-open"})
"""Of an inverter at such a place the check of clearances tells the same."""


_WITHOUT_PLACE = frozenset({"no-position", "no-place-in-reach"})
"""What is told of an inverter that hangs nowhere, with its modules after it."""

_TOO_LOW = "height-too-small"
"""What is told of a row under which no inverter hangs."""


def _under_low_rows(plan: Plan) -> set[str]:
    """The names that inverters of such rows may have."""
    rows = {f.subjects[0] for f in plan.findings if f.code == _TOO_LOW}
    return {inverter_id(module.id) for module in plan.modules if module.row_id in rows}


def _pairings(design: Design, catalog: Catalog, plan: Plan) -> Iterator[Finding]:
    """A pairing holds when its modules are on one inverter; the others go to the next.

    One that has an inverter of its own, which hangs nowhere, is told by that.
    """
    served = {inverter.modules for inverter in plan.inverters}
    served |= {f.subjects[1:] for f in plan.findings if f.code in _WITHOUT_PLACE}
    too_low = _under_low_rows(plan)
    rows = {row.id: row for row in design.rows}
    row_of = {module.id: rows[module.row_id] for module in plan.modules}
    for pairing in design.pairings:
        if any(set(pairing.modules) <= set(modules) for modules in served):
            continue
        there = [row_of[name] for name in pairing.modules if name in row_of]
        if len({row.surface for row in there}) > 1:
            yield warning("pairing-over-surfaces", *pairing.modules)
            continue
        modules = len(pairing.modules)
        missing = modules - len(there)
        owned = [catalog.inverter(row.inverter or design.products.inverter).inputs for row in there]
        inputs = max(owned, default=0)
        if not missing and modules <= inputs and too_low & {inverter_id(name) for name in pairing.modules}:
            continue
        yield warning("pairing-not-held", *pairing.modules, modules=modules, missing=missing, inputs=inputs)


def _locks(design: Design, catalog: Catalog) -> Iterator[Finding]:
    """Boxes and cables of locks that are gone; where there is no box at all one finding says so for all."""
    surfaces = {surface.id for surface in design.surfaces}
    boxes = {box.id for box in design.boxes if box.surface in surfaces}
    products = {product.id for family in catalog.families for product in family.products}
    for lock in design.locks:
        if boxes and lock.box not in boxes:
            yield warning("lock-without-box", lock.id, lock.box)
        if lock.product is not None and lock.product not in products:
            yield warning("lock-without-product", lock.id, lock.product)
