"""What can be read of branches and cut pieces, and what can be typed for locked branches."""

from designer.core.errors import CatalogError
from designer.core.model.design import BranchLock, Design, FeedPolicy
from designer.core.model.plan import BranchPlan, StepKind
from designer.edit.edits.branches import circuit_of, keep, unlock
from designer.edit.properties.edits import branches as edits
from designer.edit.properties.facts import Facts
from designer.edit.properties.field import Choice, Field, Ids
from designer.edit.properties.quantities import Quantity, Value
from designer.edit.properties.tables.products import product_named, trunk_label
from designer.edit.properties.tables.words import FEEDS, PIECES, choices_of
from designer.leg_words import ON_LEG

_LOCK, _ELECTRICAL, _CABLE = "Locked branch", "Electrical", "Cable"

CABLE_HINT = "Cable to cut, with what is stripped and cut off; the rest goes from the far end to the box"
"""What the length of a branch's cable is, beside that in its strip."""


def branch_fields(facts: Facts, ids: Ids) -> tuple[Field, ...]:
    """Properties of branches; feed, box and cable can be chosen where all of them are locked."""
    locked = all(lock_of(facts, name) for name in ids)
    legs = any(facts.loads[facts.branches[name].circuit].legs > 1 for name in ids)
    return (*_BRANCH, *(_LOCKED if locked else ()), *(_LEGS if legs else ()), *_PLANNED)


def lock_of(facts: Facts, branch: str) -> BranchLock | None:
    """The lock that keeps a branch, or the circuit that it is a leg of, as it is."""
    return facts.locks.get(facts.branches[branch].circuit)


def used_and_capped(branch: BranchPlan) -> tuple[int, int]:
    """Ports with an inverter and ports with a cap."""
    used = sum(bool(drop.inverter) for drop in branch.drops)
    return used, len(branch.drops) - used


def cable_mm(branch: BranchPlan) -> float:
    """All cable of a branch, mm."""
    return sum(piece.length_mm for piece in branch.pieces)


def links(branch: BranchPlan) -> int:
    """Steps that are made by a link of bulk cable."""
    return sum(step.kind is StepKind.LINK for step in branch.steps)


def pitch_mm(facts: Facts, branch: BranchPlan) -> float | None:
    """Pitch of a branch's trunk cable, mm; None where the catalogue does not know it."""
    try:
        return facts.catalog.family(branch.family).product(branch.product).pitch_mm
    except CatalogError:
        return None


def _set_lock(facts: Facts, ids: Ids, **values: object) -> Design:
    return edits.set_lock_fields(facts.design, [facts.branches[name].circuit for name in ids], **values)


def _set_locked(facts: Facts, ids: Ids, value: Value) -> Design:
    """The Design with these branches kept as they are planned, or let go."""
    design = facts.design
    names = dict.fromkeys(facts.branches[name].circuit for name in ids)
    if not value:
        return unlock(design, tuple(names))
    for name in names:
        circuit = circuit_of(design, facts.plan, name)
        design = keep(design, facts.plan, circuit) if circuit and not circuit.locked else design
    return design


def _units(facts: Facts, branch: BranchPlan) -> str:
    """Inverters of a circuit against what is allowed, and those of one leg where it has two."""
    load = facts.loads[branch.circuit]
    leg = f", {len(branch.inverters)}{ON_LEG}" if load.legs > 1 else ""
    return f"{load.units} of {branch.units_limit} allowed{leg}"


def _lock_value(facts: Facts, branch: str, name: str) -> Value:
    lock = lock_of(facts, branch)
    value: Value = getattr(lock, name) if lock else None
    return value


def _cables(facts: Facts) -> tuple[Choice, ...]:
    """Trunk cables of the families that the branches of the plan are of."""
    families = {branch.family for branch in facts.branches.values()}
    return tuple(
        Choice(product.id, trunk_label(product))
        for family in facts.catalog.families
        if family.id in families
        for product in family.products
    )


_BRANCH = (
    Field(
        key="locked",
        label="Locked",
        quantity=Quantity.FLAG,
        hint="A locked branch stays as it is, whatever is planned anew",
        read=lambda facts, name: lock_of(facts, name) is not None,
        write=_set_locked,
    ),
    Field(
        key="units",
        label="Inverters",
        read=lambda facts, name: _units(facts, facts.branches[name]),
    ),
    Field(key="box_of", label="Fed from box", read=lambda facts, name: facts.branches[name].box),
)

_LOCKED = (
    Field(
        key="feed",
        label="Feed",
        quantity=Quantity.CHOICE,
        group=_LOCK,
        choices=lambda _: choices_of(FEEDS),
        hint="Where the branch is fed",
        read=lambda facts, name: _lock_value(facts, name, "feed"),
        write=lambda facts, ids, value: _set_lock(facts, ids, feed=FeedPolicy(str(value))),
    ),
    Field(
        key="box",
        label="Box",
        quantity=Quantity.CHOICE,
        group=_LOCK,
        choices=lambda facts: tuple(Choice(box.id, box.id) for box in facts.design.boxes),
        read=lambda facts, name: _lock_value(facts, name, "box"),
        write=lambda facts, ids, value: _set_lock(facts, ids, box=str(value)),
    ),
    Field(
        key="lock_product",
        label="Trunk cable",
        quantity=Quantity.CHOICE,
        group=_LOCK,
        choices=_cables,
        hint="Left empty, the best cable of the family is taken",
        read=lambda facts, name: _lock_value(facts, name, "product"),
        write=lambda facts, ids, value: _set_lock(facts, ids, product=value),
        fallback=lambda _facts, _name: "the best of the family",
    ),
)

_LEGS = (
    Field(
        key="circuit_current",
        label="Current, both legs",
        quantity=Quantity.CURRENT,
        group=_ELECTRICAL,
        hint="What the protective device carries: the circuit is fed in its middle",
        read=lambda facts, name: facts.loads[facts.branches[name].circuit].current_a,
    ),
)

_PLANNED = (
    Field(
        key="current",
        label="Current",
        quantity=Quantity.CURRENT,
        group=_ELECTRICAL,
        read=lambda facts, name: facts.branches[name].current_a,
    ),
    Field(
        key="ocpd",
        label="Protective device",
        quantity=Quantity.CURRENT,
        group=_ELECTRICAL,
        read=lambda facts, name: facts.branches[name].ocpd_a,
    ),
    Field(
        key="rise",
        label="Voltage rise",
        quantity=Quantity.PERCENT,
        group=_ELECTRICAL,
        read=lambda facts, name: facts.branches[name].rise_pct,
    ),
    Field(
        key="rise_v",
        label="Rise in volts",
        quantity=Quantity.VOLTAGE,
        group=_ELECTRICAL,
        read=lambda facts, name: facts.branches[name].rise_v,
    ),
    Field(
        key="phase",
        label="Phase",
        group=_ELECTRICAL,
        read=lambda facts, name: facts.branches[name].phase or None,
    ),
    Field(
        key="product",
        label="Product",
        group=_CABLE,
        read=lambda facts, name: product_named(facts, facts.branches[name].product),
    ),
    Field(
        key="pitch",
        label="Pitch",
        quantity=Quantity.LENGTH,
        group=_CABLE,
        read=lambda facts, name: pitch_mm(facts, facts.branches[name]),
    ),
    Field(
        key="ports",
        label="Ports used, capped",
        group=_CABLE,
        read=lambda facts, name: ", ".join(map(str, used_and_capped(facts.branches[name]))),
    ),
    Field(
        key="cable",
        label="Cable",
        quantity=Quantity.METRES,
        group=_CABLE,
        hint=CABLE_HINT,
        read=lambda facts, name: cable_mm(facts.branches[name]),
    ),
    Field(
        key="links",
        label="Links",
        quantity=Quantity.COUNT,
        group=_CABLE,
        read=lambda facts, name: links(facts.branches[name]),
    ),
    Field(
        key="cost",
        label="Cost",
        quantity=Quantity.COST,
        group=_CABLE,
        hint="In the catalogue's currency",
        read=lambda facts, name: facts.branches[name].cost,
    ),
)


def piece_fields(_facts: Facts, _ids: Ids) -> tuple[Field, ...]:
    """What can be read of cut pieces, of cable and of rail."""
    return (
        Field(key="kind", label="Kind", read=_piece_kind),
        Field(key="product", label="Product", read=_piece_product),
        Field(key="length", label="Length", quantity=Quantity.LENGTH, read=_piece_length),
        Field(key="ends", label="From, to", read=_piece_ends),
        Field(
            key="ports",
            label="Ports",
            quantity=Quantity.COUNT,
            read=lambda facts, piece: facts.cables[piece].ports if piece in facts.cables else None,
        ),
    )


def _piece_kind(facts: Facts, piece: str) -> Value:
    return PIECES[facts.cables[piece].kind] if piece in facts.cables else "Rail"


def _piece_product(facts: Facts, piece: str) -> Value:
    product = facts.cables[piece].product if piece in facts.cables else facts.bars[piece][0].product
    return product_named(facts, product)


def _piece_length(facts: Facts, piece: str) -> Value:
    return facts.cables[piece].length_mm if piece in facts.cables else facts.bars[piece][1].length_mm


def _piece_ends(facts: Facts, piece: str) -> Value:
    if piece in facts.cables:
        return f"{facts.cables[piece].from_} to {facts.cables[piece].to}"
    rail, bar = facts.bars[piece]
    return f"{rail.id}, {bar.start_mm:.0f} to {bar.end_mm:.0f} mm"
