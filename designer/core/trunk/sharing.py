"""Inverters moved between boxes so that circuits are full: fewer circuits for a few longer end cables."""

import math
from collections.abc import Callable, Mapping, Sequence

from designer.core.trunk.ports import PortRange

Boxes = dict[str, list[PortRange]]

Share = Callable[[PortRange], float]
"""How much of a circuit an inverter fills."""

Ways = Callable[[PortRange], Mapping[str, float]]
"""The ways of an inverter to the boxes that it reaches, mm."""

_EPSILON = 1e-9


def shared_out(boxes: Mapping[str, Sequence[PortRange]], share: Share, ways: Ways) -> Boxes:
    """The inverters of each box when last, partly filled circuits are given to boxes with room.

    `boxes` is the nearest box of every inverter. The emptiest last circuit is given away first, and
    only as a whole; what is left of the room in other boxes' circuits is used by the inverters for which
    the change is shortest. Deterministic.
    """
    current: Boxes = {box: list(members) for box, members in boxes.items()}
    last = {box: _last(members, share) for box, members in current.items()}
    while True:
        donors = sorted(current, key=lambda box: (last[box], box))
        given = next(
            (moved for box in donors if (moved := _given_away(current, box, last, share, ways)) is not None),
            None,
        )
        if given is None:
            return {box: members for box, members in current.items() if members}
        current.update(given)
        last.update({box: _last(members, share) for box, members in given.items()})


def _last(members: Sequence[PortRange], share: Share) -> float:
    """How full the last circuit of a box is; 1 when all are full."""
    total = sum(share(one) for one in members)
    return total - math.ceil(total - _EPSILON) + 1


def _given_away(
    boxes: Boxes, donor: str, fullness: Mapping[str, float], share: Share, ways: Ways
) -> Boxes | None:
    """The boxes that change when the donor's last circuit takes room of others; None where it has none."""
    members, last = boxes[donor], fullness[donor]
    if not members or last > 1 - _EPSILON:
        return None
    moves = _moves(members, donor, boxes, ways)
    room = {box: 1 - fullness[box] for _, _, box in moves}
    if last > sum(room.values()) + _EPSILON:
        return None
    by_id = {one.slot.id: one for one in members}
    target: dict[str, str] = {}
    for _, name, box in moves:
        size = share(by_id[name])
        if last <= _EPSILON:
            break
        if name not in target and size <= room[box] + _EPSILON:
            target[name] = box
            room[box] -= size
            last -= size
    return _moved(boxes, donor, target, by_id) if last <= _EPSILON else None


def _moves(
    members: Sequence[PortRange], donor: str, boxes: Boxes, ways: Ways
) -> list[tuple[float, str, str]]:
    """Inverters that other boxes could take, the one with the least longer way first."""
    return sorted(
        (way - ways(one)[donor], one.slot.id, box)
        for one in members
        for box, way in ways(one).items()
        if box != donor and box in boxes
    )


def _moved(boxes: Boxes, donor: str, target: Mapping[str, str], by_id: Mapping[str, PortRange]) -> Boxes:
    """The donor and those that take its inverters, changed."""
    changed = {box: list(boxes[box]) for box in {donor, *target.values()}}
    changed[donor] = [one for one in boxes[donor] if one.slot.id not in target]
    for name, box in sorted(target.items()):
        changed[box].append(by_id[name])
    return changed
