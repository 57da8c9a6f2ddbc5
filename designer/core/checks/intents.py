"""What a person decided and the plan can no longer hold: kept in the Design, told in a finding."""

from collections import Counter
from collections.abc import Iterator

from designer.core.findings import Finding, error, warning
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan


def check_intents(design: Design, catalog: Catalog, plan: Plan) -> Iterator[Finding]:
    """Pins, pairings, locks and serials whose objects are gone or cannot do what was asked."""
    inverters = {inverter.id for inverter in plan.inverters}
    yield from _pins(design, plan, inverters)
    yield from _pairings(design, plan)
    yield from _locks(design, catalog)
    yield from _serials(design, inverters)


def _pins(design: Design, plan: Plan, inverters: set[str]) -> Iterator[Finding]:
    blocked = {f.subjects[0] for f in plan.findings if f.code == "no-position"}
    for pin in design.pins:
        if pin.inverter not in inverters | blocked:
            yield warning("pin-without-inverter", pin.inverter)


def _pairings(design: Design, plan: Plan) -> Iterator[Finding]:
    """A pairing holds when its modules are on one inverter; the others go to the next."""
    served = {inverter.modules for inverter in plan.inverters}
    for pairing in design.pairings:
        if not any(set(pairing.modules) <= set(modules) for modules in served):
            yield warning("pairing-not-held", *pairing.modules)


def _locks(design: Design, catalog: Catalog) -> Iterator[Finding]:
    boxes = {box.id for box in design.boxes}
    products = {product.id for family in catalog.families for product in family.products}
    for lock in design.locks:
        if lock.box not in boxes:
            yield warning("lock-without-box", lock.id, lock.box)
        if lock.product is not None and lock.product not in products:
            yield warning("lock-without-product", lock.id, lock.product)


def _serials(design: Design, inverters: set[str]) -> Iterator[Finding]:
    for name in sorted(set(design.serials) - inverters):
        yield warning("serial-without-inverter", name)
    counts = Counter(serial for serial in design.serials.values() if serial)
    for serial, count in sorted(counts.items()):
        if count > 1:
            names = sorted(name for name, own in design.serials.items() if own == serial)
            yield error("serial-twice", *names, serial=serial)
