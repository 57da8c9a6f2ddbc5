"""Actions on the selected branches and inverters: pure functions of Design, Plan and selection."""

from collections.abc import Callable, Collection

from msgspec import Struct

from designer.core.errors import InputError
from designer.core.model.design import Design, FeedPolicy
from designer.core.model.plan import Plan
from designer.edit.edits.branches import (
    Circuit,
    circuit_of,
    circuits,
    feed,
    join,
    keep,
    plan_anew,
    reverse,
    unlock,
)
from designer.edit.edits.inverters import is_pinned, unpin


class Step(Struct, frozen=True):
    """A named step of the history, and what is selected after it; None = as before."""

    name: str
    design: Design
    select: frozenset[str] | None = None


SelectionAction = Callable[[Design, Plan | None, Collection[str]], Step]


def chosen_circuits(design: Design, plan: Plan | None, selection: Collection[str]) -> tuple[Circuit, ...]:
    """The branches selected, or of which an inverter is, in the order of the plan."""
    found = {one.id for name in sorted(selection) if (one := circuit_of(design, plan, name)) is not None}
    return tuple(one for one in circuits(design, plan) if one.id in found)


def lock_branches(design: Design, plan: Plan | None, selection: Collection[str]) -> Step:
    """Keep the selected branches as they are planned. InputError where none of them is free."""
    chosen = _required(design, plan, selection)
    free = [one for one in chosen if not one.locked]
    if not free:
        raise InputError(f"{_capital(_named(chosen))} {_are(chosen)} locked already")
    return _kept(design, plan, free, "Lock", keep)


def unlock_branches(design: Design, plan: Plan | None, selection: Collection[str]) -> Step:
    """Let the selected branches be planned anew. InputError where none of them is locked."""
    chosen = [one for one in _required(design, plan, selection) if one.locked]
    if not chosen:
        raise InputError("None of the selected branches is locked")
    return Step(f"Unlock {_named(chosen)}", unlock(design, {one.id for one in chosen}))


def reverse_branches(design: Design, plan: Plan | None, selection: Collection[str]) -> Step:
    """Feed the selected branches from their other ends; this locks them."""
    return _kept(design, plan, _required(design, plan, selection), "Reverse", reverse)


def feed_in_middle(design: Design, plan: Plan | None, selection: Collection[str]) -> Step:
    """Feed the selected branches in their middle; this locks them."""
    chosen = _required(design, plan, selection)
    short = next((one for one in chosen if len(one.inverters) < 2), None)
    if short is not None:
        raise InputError(f"Branch {short.id} has one inverter only, so it has no middle to feed")
    return _fed(design, plan, chosen, FeedPolicy.MIDDLE)


def feed_at_end(design: Design, plan: Plan | None, selection: Collection[str]) -> Step:
    """Feed the selected branches at their end only; this locks them."""
    return _fed(design, plan, _required(design, plan, selection), FeedPolicy.END)


def join_branches(design: Design, plan: Plan | None, selection: Collection[str]) -> Step:
    """Make one locked branch of the selected ones. InputError where fewer than two are selected."""
    chosen = _required(design, plan, selection)
    if len(chosen) < 2:
        raise InputError("Only one branch is selected", remedy="select two or more to join")
    joined = join(design, plan, chosen)
    name = circuit_of(joined, None, chosen[0].inverters[0])
    return Step(f"Join {_named(chosen)}", joined, frozenset((name.id,)) if name else None)


def plan_branches_anew(design: Design, plan: Plan | None, selection: Collection[str]) -> Step:  # noqa: ARG001
    """Let the branches go that are kept since the cable was changed. InputError where none is."""
    if not design.kept:
        raise InputError("All branches but the locked ones are planned anew already")
    return Step("Plan branches anew", plan_anew(design))


def unpin_inverters(design: Design, plan: Plan | None, selection: Collection[str]) -> Step:  # noqa: ARG001
    """Let the selected inverters find their places. InputError where none of them is pinned."""
    pinned = sorted(name for name in selection if is_pinned(design, name))
    if not pinned:
        raise InputError("None of the selected inverters is pinned")
    what = f"inverter {pinned[0]}" if len(pinned) == 1 else f"{len(pinned)} inverters"
    return Step(f"Unpin {what}", unpin(design, pinned))


SELECTION_ACTIONS: dict[str, SelectionAction] = {
    "lock": lock_branches,
    "unlock": unlock_branches,
    "branch-reverse": reverse_branches,
    "branch-middle": feed_in_middle,
    "branch-end": feed_at_end,
    "branch-join": join_branches,
    "branch-replan": plan_branches_anew,
    "unpin": unpin_inverters,
}
"""By the names of the command table."""


def _required(design: Design, plan: Plan | None, selection: Collection[str]) -> tuple[Circuit, ...]:
    chosen = chosen_circuits(design, plan, selection)
    if not chosen:
        raise InputError("No branch is selected", remedy="select a branch or one of its inverters first")
    return chosen


def _kept(
    design: Design,
    plan: Plan | None,
    chosen: Collection[Circuit],
    verb: str,
    change: Callable[[Design, Plan | None, Circuit], Design],
) -> Step:
    changed = design
    for circuit in chosen:
        changed = change(changed, plan, circuit)
    if changed == design:
        raise InputError(f"{_capital(_named(chosen))} {_are(chosen)} so already")
    members = {name for one in chosen for name in one.inverters}
    held = {lock.id for lock in changed.locks if not members.isdisjoint(lock.inverters)}
    return Step(f"{verb} {_named(chosen)}", changed, frozenset(held))


def _fed(design: Design, plan: Plan | None, chosen: Collection[Circuit], policy: FeedPolicy) -> Step:
    where = "in the middle" if policy is FeedPolicy.MIDDLE else "at the end"
    step = _kept(design, plan, chosen, "Feed", lambda d, p, one: feed(d, p, one, policy))
    return Step(f"{step.name} {where}", step.design, step.select)


def _named(chosen: Collection[Circuit]) -> str:
    ids = [one.id for one in chosen]
    return f"branch {ids[0]}" if len(ids) == 1 else f"branches {', '.join(ids)}"


def _are(chosen: Collection[Circuit]) -> str:
    return "is" if len(chosen) == 1 else "are"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
