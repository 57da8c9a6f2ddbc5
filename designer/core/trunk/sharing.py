"""Inverters moved between boxes so that circuits are full: fewer circuits for a few longer end cables."""

import math
from collections.abc import Callable, Mapping, Sequence
from math import inf

from designer.core.trunk.ports import PortRange

Boxes = dict[str, list[PortRange]]

_EPSILON = 1e-9


def shared_out(
    boxes: Mapping[str, Sequence[PortRange]],
    share: Callable[[PortRange], float],
    way_mm: Callable[[PortRange, str], float],
) -> Boxes:
    """The inverters of each box when last, partly filled circuits are given to boxes with room.

    `boxes` is the nearest box of every inverter, `share` how much of a circuit an inverter fills,
    `way_mm` the way to a box (inf where there is none). The emptiest last circuit is given away first, and
    only as a whole; what is left of the room in other boxes' circuits is used by the inverters for which
    the change is shortest. Deterministic.
    """
    current: Boxes = {box: list(members) for box, members in boxes.items()}
    while True:
        donors = sorted(current, key=lambda box: (_last(current[box], share), box))
        given = next(
            (moved for box in donors if (moved := _given_away(current, box, share, way_mm)) is not None), None
        )
        if given is None:
            return {box: members for box, members in current.items() if members}
        current = given


def _last(members: Sequence[PortRange], share: Callable[[PortRange], float]) -> float:
    """How full the last circuit of a box is; 1 when all are full."""
    total = sum(share(one) for one in members)
    return total - math.ceil(total - _EPSILON) + 1


def _given_away(
    boxes: Boxes,
    donor: str,
    share: Callable[[PortRange], float],
    way_mm: Callable[[PortRange, str], float],
) -> Boxes | None:
    """`boxes` with the donor's last circuit in the room of the others; None where it does not fit."""
    last = _last(boxes[donor], share)
    room = {box: 1 - _last(members, share) for box, members in boxes.items() if box != donor}
    if not boxes[donor] or last > 1 - _EPSILON or last > sum(room.values()) + _EPSILON:
        return None
    moves = sorted(
        (way_mm(one, box) - way_mm(one, donor), one.slot.id, box) for one in boxes[donor] for box in room
    )
    by_id = {one.slot.id: one for one in boxes[donor]}
    target: dict[str, str] = {}
    for extra, name, box in moves:
        size = share(by_id[name])
        if last <= _EPSILON or extra == inf:
            break
        if name not in target and size <= room[box] + _EPSILON:
            target[name] = box
            room[box] -= size
            last -= size
    if last > _EPSILON:
        return None
    result = {box: list(members) for box, members in boxes.items()}
    result[donor] = [one for one in boxes[donor] if one.slot.id not in target]
    for name, box in sorted(target.items()):
        result[box].append(by_id[name])
    return result
