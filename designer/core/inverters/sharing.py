"""Inverters of two rows on the rail between them: those of the upper row give way to those below."""

from collections.abc import Iterable, Iterator

from designer.core.geometry.intervals import Interval, without_open
from designer.core.inverters.enclosure import across_range
from designer.core.inverters.slots import InverterSlot
from designer.core.inverters.windows import Blocked, Window
from designer.core.model.catalog import Mount


def beside(found: Window, others: Iterable[InverterSlot], mount: Mount, clearance_mm: float) -> Window:
    """The window less the places where an enclosure may come too near to one of `others`.

    These may hang anywhere in their own allowed sets: all of that is kept clear, so that both windows may be
    used up to their ends.
    """
    low, high = across_range(mount, found.place.across_mm, found.place.side)
    near = [
        slot
        for slot in others
        if _meet(
            slot.footprint_uv(0.0)[1::2],
            (low - _clear(slot, clearance_mm), high + _clear(slot, clearance_mm)),
        )
    ]
    holes = [hole for slot in near for hole in _holes(slot, mount, _clear(slot, clearance_mm))]
    allowed = without_open(found.allowed, holes)
    if allowed or not found.allowed:
        return Window(place=found.place, allowed=allowed, blocked=found.blocked)
    missing, owner = min((_missing(found, slot, mount, _clear(slot, clearance_mm)), slot.id) for slot in near)
    return Window(place=found.place, allowed=allowed, blocked=Blocked(owner, missing))


def _clear(slot: InverterSlot, clearance_mm: float) -> float:
    """Between two inverters the larger of their clearances is enough."""
    return max(slot.clearance_mm, clearance_mm)


def _meet(first: Interval, second: Interval) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def _holes(slot: InverterSlot, mount: Mount, clear_mm: float) -> Iterator[Interval]:
    """Open intervals of mounting points that are lost to a slot."""
    for low, high in slot.allowed:
        start, _, end, _ = slot.footprint_uv(low)
        yield start - clear_mm - mount.along_max_mm, end + (high - low) + clear_mm - mount.along_min_mm


def _missing(found: Window, slot: InverterSlot, mount: Mount, clear_mm: float) -> float:
    """How far the slot would have to be moved to leave some place."""
    holes = list(_holes(slot, mount, clear_mm))
    return min(
        (
            min(x - low, high - x)
            for pair in found.allowed
            for x in pair
            for low, high in holes
            if low < x < high
        ),
        default=0.0,
    )
