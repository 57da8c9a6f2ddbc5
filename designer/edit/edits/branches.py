"""Edits of branches: what a person locks, splits, joins and feeds otherwise becomes a lock in the Design.

A branch is named by the id of its circuit; the legs of one that is fed in the middle (``B1a``, ``B1b``) stand
for the whole.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from designer.core.errors import DesignError
from designer.core.model.design import BranchLock, Design, FeedPolicy, KeptBranch
from designer.core.model.excerpts import inverter_id
from designer.core.model.identity import all_ids
from designer.core.model.plan import BranchPlan, Plan
from designer.core.trunk.partition import centre_legs
from designer.edit.cable_ways import Spot, spot_of, way_mm
from designer.edit.edits.numbering import LOCK, Numberer

_NUMBERED = re.compile(r"B([0-9]+)")

_PLANNED_APART = frozenset({"lock-without-way", "lock-of-two-families"})
"""What is told of inverters that cannot be on their locked branch, behind its name."""


class Circuit(Struct, frozen=True, kw_only=True):
    """A branch as it is now, from the far end to the feed; `locked` where the Design holds it.

    Fed in its middle it goes on to its other end; so many inverters are on its `first_leg`, else half.
    """

    id: str
    inverters: tuple[str, ...]
    box: str
    product: str | None = None
    feed: FeedPolicy = FeedPolicy.AUTO
    locked: bool = False
    first_leg: int | None = None

    def lock(self) -> BranchLock:
        """The lock that keeps it as it is."""
        return BranchLock(
            id=self.id,
            inverters=self.inverters,
            box=self.box,
            product=self.product,
            feed=self.feed,
            first_leg=self.first_leg,
        )


def circuits(design: Design, plan: Plan | None) -> tuple[Circuit, ...]:
    """All branches: the locked ones as a person decided them, the others as they are planned.

    An inverter that a lock holds is on that, also where the plan is older than the lock. Only those that the
    plan tells to be apart from their lock are on another branch as well, which a person may lock instead.
    """
    held = _held(design) - _apart(plan)
    free = (_without(one, held) for one in _free(design, plan))
    return (*(_of_lock(lock) for lock in design.locks), *(one for one in free if one.inverters))


def circuit_of(design: Design, plan: Plan | None, name: str) -> Circuit | None:
    """The branch that an id means: its own, that of a leg, or that of one of its inverters."""
    known = circuits(design, plan)
    legs = {branch.id: branch.circuit for branch in plan.branches} if plan is not None else {}
    named = {one.id: one for one in known}
    by_id = named.get(name) or named.get(legs.get(name, ""))
    return by_id or next((one for one in known if name in one.inverters), None)


def put_lock(design: Design, lock: BranchLock) -> Design:
    """The Design with this lock; its inverters leave the other locks, and what is empty then vanishes."""
    locks = [_less(other, lock) for other in design.locks]
    if all(other.id != lock.id for other in locks):
        locks.append(lock)
    return replace(design, locks=tuple(one for one in locks if one.inverters))


def of_these(lock: BranchLock, names: Sequence[str]) -> BranchLock:
    """A lock of some of its inverters, in their order, and of others at its ends.

    They stay on the legs that they are on, the others join the leg at whose end they are.
    """
    own = replace(lock, inverters=tuple(names))
    if lock.first_leg is None:
        return own
    first = lock.inverters[: lock.first_leg]
    first_leg = max((place for place, one in enumerate(names, start=1) if one in first), default=0)
    if 0 < first_leg < len(own.inverters):
        return replace(own, first_leg=first_leg)
    order = own.inverters if first_leg else own.inverters[::-1]  # that of the leg that is left
    return replace(own, inverters=order, feed=FeedPolicy.END, first_leg=None)


def new_lock(
    design: Design, plan: Plan | None, lock: BranchLock, held: Collection[str] = frozenset()
) -> Design:
    """The Design with a new lock, by the name it came with where that is free.

    Else one that holds the inverters of a planned branch takes over the name of that; all others get the
    next number. Where the plan is older than the Design, inverters that are gone are left out, but not those
    that a lock `held` already: their modules may come back. DesignError where none is left.
    """
    there = _on_roof(design, lock.inverters)
    there = tuple(name for name in lock.inverters if name in there or name in held)
    if not there:
        raise DesignError("these inverters are no longer on the roof", remedy="wait for the plan")
    same = next((one.id for one in _planned(plan) if set(one.inverters) == set(lock.inverters)), "")
    numbers = Numberer(design)
    name = next((one for one in (lock.id, same) if _may_be_named(design, one)), "") or numbers.new(LOCK)
    return put_lock(numbers.stamped(design), replace(of_these(lock, there), id=name))


def keep(design: Design, plan: Plan | None, circuit: Circuit, held: Collection[str] = frozenset()) -> Design:
    """The Design with a lock for a branch: the one it has is changed, else there is a new one."""
    if any(lock.id == circuit.id for lock in design.locks):
        return put_lock(design, circuit.lock())
    return new_lock(design, plan, circuit.lock(), held)


def kept_branches(design: Design, plan: Plan) -> tuple[KeptBranch, ...]:
    """The free branches of a plan as they are kept while another cable is tried.

    The plan may be older than the Design; with an inverter that is gone none of them could be kept.
    """
    there = ((_on_roof(design, one.inverters), one.box) for one in _free(design, plan))
    return tuple(KeptBranch(inverters=inverters, box=box) for inverters, box in there if inverters)


def plan_anew(design: Design) -> Design:
    """The Design with no branch kept but the locked ones."""
    return replace(design, kept=())


def unlock(design: Design, ids: Collection[str]) -> Design:
    """The Design without these locks: their inverters are planned anew."""
    return replace(design, locks=tuple(lock for lock in design.locks if lock.id not in ids))


def reverse(design: Design, plan: Plan | None, circuit: Circuit) -> Design:
    """The Design with a branch fed from its other end."""
    return keep(design, plan, _turned(circuit))


def feed(design: Design, plan: Plan | None, circuit: Circuit, policy: FeedPolicy) -> Design:
    """The Design with a branch fed in its middle, at its end, or as the voltage rise asks.

    One that was fed in its middle has its feed at the end that is nearer to its box.
    """
    if policy is circuit.feed:
        return keep(design, plan, circuit)
    if circuit.feed is FeedPolicy.MIDDLE:
        spots = _spots(design, plan)
        ends = (circuit, _turned(circuit))
        circuit = min(ends, key=lambda one: _way(design, spots, one.inverters[-1], one.box))
    return keep(design, plan, replace(circuit, feed=policy, first_leg=None))


def split(design: Design, plan: Plan | None, circuit: Circuit, after: int) -> Design:
    """The Design with a branch cut in two after so many inverters; the part at the feed keeps its name."""
    if not 0 < after < len(circuit.inverters):
        raise DesignError(f"branch {circuit.id} cannot be split there", remedy="click between two inverters")
    far, near = _cut(circuit, after)
    held = _held(design)
    design = keep(design, plan, near, held)
    return new_lock(design, plan, replace(far, id="").lock(), held)


def _cut(circuit: Circuit, after: int) -> tuple[Circuit, Circuit]:
    """Both parts of a branch; the leg that is cut off one that is fed in its middle is fed at its end."""
    far = replace(circuit, inverters=circuit.inverters[:after], first_leg=None)
    near = replace(circuit, inverters=circuit.inverters[after:], first_leg=None)
    if circuit.feed is not FeedPolicy.MIDDLE:
        return far, near
    half, _ = centre_legs(tuple(range(len(circuit.inverters))))
    fed_after = circuit.first_leg or len(half)
    far = replace(far, feed=FeedPolicy.END) if after <= fed_after else replace(far, first_leg=fed_after)
    if after >= fed_after:
        near = replace(near, inverters=near.inverters[::-1], feed=FeedPolicy.END)
    else:
        near = replace(near, first_leg=fed_after - after)
    return far, near


def _turned(circuit: Circuit) -> Circuit:
    """The same branch from its other end on."""
    first_leg = circuit.first_leg and max(1, len(circuit.inverters) - circuit.first_leg)
    return replace(circuit, inverters=circuit.inverters[::-1], first_leg=first_leg)


def join(design: Design, plan: Plan | None, parts: Sequence[Circuit]) -> Design:
    """The Design with several branches made one, in the order and direction that take least cable.

    It is fed at the box of one of them and keeps that one's name.
    """
    if len(parts) < 2:
        raise DesignError("there is only one branch", remedy="choose two or more to join")
    parts, spots = _each_once(parts), _spots(design, plan)
    chains = [(part, _chained(design, part, parts, spots)) for part in parts]
    part, chain = min(chains, key=lambda found: _length(design, found[1], spots))
    others = [one.id for one in parts if one.id != part.id]
    grown = replace(part, inverters=chain, feed=_joint_feed(part), first_leg=None)
    return keep(unlock(design, others), plan, grown, _held(design))


def _joint_feed(part: Circuit) -> FeedPolicy:
    """Where a branch is fed that has grown at its far end: not inside, as its legs are no legs any more."""
    return FeedPolicy.AUTO if part.feed is FeedPolicy.MIDDLE and part.first_leg else part.feed


def _on_roof(design: Design, inverters: Iterable[str]) -> tuple[str, ...]:
    """Those whose first module is still there: they are named by it."""
    there = {inverter_id(module.id) for row in design.rows for module in row.modules}
    return tuple(name for name in inverters if name in there)


def _held(design: Design) -> frozenset[str]:
    """The inverters that are on locked branches."""
    return frozenset(name for lock in design.locks for name in lock.inverters)


def _apart(plan: Plan | None) -> frozenset[str]:
    """The inverters that cannot be planned on the locked branches that hold them, as findings tell."""
    findings = () if plan is None else plan.findings
    return frozenset(name for one in findings if one.code in _PLANNED_APART for name in one.subjects[1:])


def _each_once(parts: Sequence[Circuit]) -> list[Circuit]:
    """The branches without what another one of them holds by its lock."""
    held = frozenset(name for one in parts if one.locked for name in one.inverters)
    once = (one if one.locked else _without(one, held) for one in parts)
    return [one for one in once if one.inverters]


def _free(design: Design, plan: Plan | None) -> Iterator[Circuit]:
    """The planned branches that no lock has the name of."""
    taken = {lock.id for lock in design.locks}
    return (one for one in _planned(plan) if one.id not in taken)


def _without(circuit: Circuit, gone: Collection[str]) -> Circuit:
    """A free branch without some of its inverters, the others on the legs that they are on."""
    left = tuple(name for name in circuit.inverters if name not in gone)
    if not left or left == circuit.inverters:
        return replace(circuit, inverters=left)
    return replace(_of_lock(of_these(circuit.lock(), left)), locked=False)


def _of_lock(lock: BranchLock) -> Circuit:
    return Circuit(
        id=lock.id,
        inverters=lock.inverters,
        box=lock.box,
        product=lock.product,
        feed=lock.feed,
        locked=True,
        first_leg=lock.first_leg,
    )


def _planned(plan: Plan | None) -> Iterator[Circuit]:
    branches = () if plan is None else plan.branches
    for name in dict.fromkeys(branch.circuit for branch in branches):
        legs = [branch for branch in branches if branch.circuit == name]
        yield Circuit(
            id=name,
            inverters=_in_order(legs),
            box=legs[0].box,
            product=legs[0].product,
            feed=FeedPolicy.MIDDLE if len(legs) > 1 else FeedPolicy.END,
            first_leg=len(legs[0].inverters) if len(legs) > 1 else None,
        )


def _in_order(legs: Sequence[BranchPlan]) -> tuple[str, ...]:
    """The inverters of a circuit from end to end; a second leg runs towards the middle from the other end."""
    first = legs[0].inverters
    return first if len(legs) == 1 else (*first, *legs[1].inverters[::-1])


def _less(other: BranchLock, lock: BranchLock) -> BranchLock:
    if other.id == lock.id:
        return lock
    return of_these(other, [one for one in other.inverters if one not in lock.inverters])


def _may_be_named(design: Design, name: str) -> bool:
    found = _NUMBERED.fullmatch(name)
    free = all(name != used for _, used in all_ids(design))
    return found is not None and int(found.group(1)) < design.next_number and free


def _spots(design: Design, plan: Plan | None) -> dict[str, Spot]:
    inverters = () if plan is None else plan.inverters
    boxes = {box.id: spot_of(box) for box in design.boxes}
    return boxes | {one.id: spot_of(one) for one in inverters}


def _chained(
    design: Design, last: Circuit, parts: Iterable[Circuit], spots: dict[str, Spot]
) -> tuple[str, ...]:
    """All inverters with those of `last` at the feed; the nearest end of what is left goes before them."""
    chain = last.inverters
    rest = [part.inverters for part in parts if part is not last]
    while rest:
        options = [
            (_way(design, spots, facing[-1], chain[0]), number, facing)
            for number, part in enumerate(rest)
            for facing in (part, part[::-1])
        ]
        _, number, facing = min(options)
        chain = (*facing, *chain)
        del rest[number]
    return chain


def _length(design: Design, chain: Sequence[str], spots: dict[str, Spot]) -> float:
    return sum(_way(design, spots, one, other) for one, other in pairwise(chain))


def _way(design: Design, spots: dict[str, Spot], one: str, other: str) -> float:
    if one not in spots or other not in spots:
        return 0.0
    return way_mm(design, spots[one], spots[other])
