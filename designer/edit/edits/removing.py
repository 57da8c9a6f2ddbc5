"""Deleting what is selected, and all that cannot be without it.

Pins, pairings, locks and serial numbers of what is gone stay: a finding speaks of them, and an undo needs
them. Boxes, bridges and notes of a surface go with it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from designer.core.model.design import (
    Design,
    Row,
    Surface,
)
from designer.core.model.plan import Plan
from designer.edit.picking.model import Kind
from designer.edit.picking.objects import kind_of_id

T = TypeVar("T")


class Removal(Struct, frozen=True, kw_only=True):
    """A Design without some things, what the step is called, and why nothing could be removed."""

    name: str
    design: Design
    refusal: str = ""


def remove_things(design: Design, plan: Plan | None, ids: Iterable[str]) -> Removal:
    """The Design without the things with these ids.

    Rows without modules vanish; a surface takes everything on it along. What the plan made, inverters and
    branches, counts only where nothing else is among the ids: then a pin or a lock is taken off.
    """
    chosen = frozenset(ids)
    without = _without(design, chosen)
    if without != design:
        return Removal(name=_name(design, without), design=without)
    freed = _freed(design, plan, chosen)
    if freed != design:
        return Removal(name=_freed_name(design, freed), design=freed)
    return Removal(name="Delete", design=design, refusal=_refusal(design, plan, chosen))


def _without(design: Design, ids: frozenset[str]) -> Design:
    """The Design without decided things: what lies on a surface that goes, goes too."""
    surfaces = tuple(_thinned(surface, ids) for surface in design.surfaces if surface.id not in ids)
    left = {surface.id for surface in surfaces}
    return replace(
        design,
        surfaces=surfaces,
        rows=tuple(row for old in design.rows if old.surface in left for row in _row_without(old, ids)),
        boxes=tuple(box for box in design.boxes if box.surface in left and box.id not in ids),
        bridges=tuple(
            bridge
            for bridge in design.bridges
            if bridge.id not in ids and {bridge.from_surface, bridge.to_surface} <= left
        ),
        waypoints=tuple(one for one in design.waypoints if one.surface in left and one.id not in ids),
        dimensions=tuple(one for one in design.dimensions if one.surface in left and one.id not in ids),
        texts=tuple(one for one in design.texts if one.surface in left and one.id not in ids),
        underlays=tuple(one for one in design.underlays if one.surface in {"", *left} and one.id not in ids),
        pictures=tuple(one for one in design.pictures if one.surface in {"", *left} and one.id not in ids),
    )


def _thinned(surface: Surface, ids: frozenset[str]) -> Surface:
    return replace(
        surface,
        obstacles=tuple(part for part in surface.obstacles if part.id not in ids),
        water_lines=tuple(part for part in surface.water_lines if part.id not in ids),
    )


def _row_without(row: Row, ids: frozenset[str]) -> Iterator[Row]:
    """The row without some of its modules; nothing when its last module goes."""
    if row.id in ids:
        return
    modules = tuple(module for module in row.modules if module.id not in ids)
    removed = tuple(module for module in row.removed if module.id not in ids)
    if modules or (removed and not row.modules):
        yield replace(row, modules=modules, removed=removed)


def _freed(design: Design, plan: Plan | None, ids: frozenset[str]) -> Design:
    """The Design without the pins of these inverters and the locks of these branches."""
    circuits = {branch.circuit for branch in plan.branches if branch.id in ids} if plan else set()
    return replace(
        design,
        pins=tuple(pin for pin in design.pins if pin.inverter not in ids),
        locks=tuple(lock for lock in design.locks if not ({lock.id} & (ids | circuits))),
    )


_COUNTED = (
    ("surface", "surfaces"),
    ("obstacle", "obstacles"),
    ("water line", "water lines"),
    ("module", "modules"),
    ("box", "boxes"),
    ("bridge", "bridges"),
    ("waypoint", "waypoints"),
    ("dimension", "dimensions"),
    ("text", "texts"),
    ("underlay", "underlays"),
)


def _name(old: Design, new: Design) -> str:
    """``Delete 3 modules`` or ``Delete surface East``: what went."""
    before, after = _counts(old), _counts(new)
    gone = [(words, before[words[0]] - after[words[0]]) for words in _COUNTED]
    gone = [(words, count) for words, count in gone if count]
    if not gone:
        return "Delete removed modules"
    (one, many), count = gone[0]
    if one == "surface":
        return _surfaces_name(old, new)
    if len(gone) > 1:
        return f"Delete {sum(count for _, count in gone)} things"
    return f"Delete {one if count == 1 else f'{count} {many}'}"


def _surfaces_name(old: Design, new: Design) -> str:
    left = {surface.id for surface in new.surfaces}
    names = [surface.name for surface in old.surfaces if surface.id not in left]
    return f"Delete surface {names[0]}" if len(names) == 1 else f"Delete {len(names)} surfaces"


def _counts(design: Design) -> Counter[str]:
    return Counter(
        {
            "surface": len(design.surfaces),
            "obstacle": sum(len(surface.obstacles) for surface in design.surfaces),
            "water line": sum(len(surface.water_lines) for surface in design.surfaces),
            "module": sum(len(row.modules) for row in design.rows),
            "box": len(design.boxes),
            "bridge": len(design.bridges),
            "waypoint": len(design.waypoints),
            "dimension": len(design.dimensions),
            "text": len(design.texts),
            "underlay": len(design.underlays) + len(design.pictures),
        }
    )


def _freed_name(old: Design, new: Design) -> str:
    unlocked = [lock.id for lock in old.locks if lock not in new.locks]
    unpinned = len(old.pins) - len(new.pins)
    if not unlocked:
        return "Unpin inverter" if unpinned == 1 else f"Unpin {unpinned} inverters"
    name = f"Unlock branch {unlocked[0]}" if len(unlocked) == 1 else f"Unlock {len(unlocked)} branches"
    return f"{name} and unpin inverters" if unpinned else name


_REFUSALS = {
    Kind.INVERTER: "Inverters follow from the modules; delete modules, or move the inverter",
    Kind.BRANCH: "Branches follow from the plan; delete modules, or draw the branch anew",
    Kind.RAIL: "Rails follow from the rows; delete the modules on them",
}


def _refusal(design: Design, plan: Plan | None, ids: frozenset[str]) -> str:
    kinds = {kind_of_id(design, plan, name) for name in ids}
    return next((text for kind, text in _REFUSALS.items() if kind in kinds), "Nothing here can be deleted")
