"""Large roofs in sections: neighbouring circuits that are searched by themselves, side by side."""

from collections.abc import Sequence
from itertools import accumulate

from designer.core.geometry.axes import Point, middle, to_xy
from designer.core.trunk.circuits import Fed
from designer.core.trunk.columns.loads import loads
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules

MOST_TOGETHER = 320
"""Up to so many inverters of an island are searched as one."""

_IN_PAIRS = 2
"""There are so many sections or a multiple of it: machines mostly have an even number of processors."""

_ASIDE = 0.15
"""A share of a section: cuts may be so far from where sections of one size would be cut."""


def sections_of(circuits: Sequence[Fed], rules: TrunkRules) -> list[list[Fed]]:
    """Circuits of more inverters than are searched as one, in sections along the longer sides of their roofs.

    Cuts are where the units of a section fill its circuits with such rules: it needs no more of them then.
    """
    members = [one for circuit in circuits for one in _ranges(circuit)]
    load, capacity = loads(members, rules)
    load_of = {one.slot.id: int(own) for one, own in zip(members, load, strict=True)}
    left, found = _along(circuits), list[list[Fed]]()
    for count in range(-(-len(members) // (_IN_PAIRS * MOST_TOGETHER)) * _IN_PAIRS, 1, -1):
        if len(left) < 2:
            break
        cut = _cut([[load_of[one.slot.id] for one in _ranges(circuit)] for circuit in left], count, capacity)
        found.append(left[:cut])
        left = left[cut:]
    return [*found, left]


def _cut(loads_of: Sequence[Sequence[int]], sections: int, capacity: int) -> int:
    """So many circuits make the first of so many sections."""
    even = sum(map(len, loads_of)) / sections
    sizes, filled = accumulate(map(len, loads_of[:-1])), accumulate(map(sum, loads_of[:-1]))
    cuts = [
        (abs(size - even), -load % capacity, number)
        for number, (size, load) in enumerate(zip(sizes, filled, strict=True), start=1)
    ]
    near = [cut for cut in cuts if cut[0] <= _ASIDE * even]
    return min(near, key=lambda cut: (cut[1], cut))[-1] if near else min(cuts)[-1]


def _along(circuits: Sequence[Fed]) -> list[Fed]:
    """The circuits one surface after the other, along the longer side of what each surface has of them."""
    found: list[Fed] = []
    surfaces = {name: [one for one in circuits if _surface(one) == name] for name in map(_surface, circuits)}
    for _, own in sorted(surfaces.items()):
        places = {id(one): _centre(one) for one in own}
        spans = [max(values) - min(values) for values in zip(*places.values(), strict=True)]
        way = spans.index(max(spans))
        found += sorted(own, key=lambda one: (places[id(one)][way], places[id(one)][1 - way]))
    return found


def _surface(circuit: Fed) -> str:
    return _ranges(circuit)[0].slot.surface


def _centre(circuit: Fed) -> Point:
    """The middle between the outermost inverters of a circuit on the roof that it begins on."""
    slots = [one.slot for one in _ranges(circuit) if one.slot.surface == _surface(circuit)]
    spots = [to_xy(slot.axis, slot.preferred_mm, slot.across_mm) for slot in slots]
    corners = ((min(values), max(values)) for values in zip(*spots, strict=True))
    (left, right), (low, high) = corners
    return middle((left, low), (right, high))


def _ranges(circuit: Fed) -> list[PortRange]:
    return [one for leg in circuit[1].legs for one in leg.ranges]
