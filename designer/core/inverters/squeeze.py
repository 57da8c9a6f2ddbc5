"""An inverter without room under its own modules hangs under its neighbours' where they can give way."""

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec.structs import replace

from designer.core.geometry.intervals import IntervalSet, without_open
from designer.core.inverters.slots import InverterSlot
from designer.core.inverters.windows import Window

STEP_MM = 25.0
"""Places are tried at a pin, at the ends of the free intervals and this far apart between them."""


def squeezed(
    slot: InverterSlot, windows: Sequence[Window], slots: Sequence[InverterSlot], wanted_mm: float
) -> list[InverterSlot] | None:
    """All slots of the row with `slot` at the place nearest to `wanted_mm` that leaves every other one room.

    A pinned one is wanted where it is pinned, and hangs there to the millimetre wherever that may be.

    `windows` are the places under any module of the row. The new slot's place is fixed, since the others
    are cut back for it. None where no place leaves all of them a position.
    """
    pinned = ((one, wanted_mm) for one in windows if slot.pinned and one.holds(wanted_mm))
    places = chain(pinned, _places(windows))
    for window, along in sorted(places, key=lambda found: (abs(found[1] - wanted_mm), found[1])):
        place = window.place
        fixed = replace(
            slot,
            line=place.line,
            side=place.side,
            across_mm=place.across_mm,
            rails=place.rails,
            allowed=((along, along),),
            preferred_mm=along,
        )
        others = [_cut_back(other, fixed) for other in slots]
        if all(other.allowed for other in others):
            return [*others, fixed]
    return None


def _places(windows: Sequence[Window]) -> Iterator[tuple[Window, float]]:
    for window in windows:
        for low, high in window.allowed:
            steps = int((high - low) // STEP_MM)
            for along in {low, high, *(low + step * STEP_MM for step in range(1, steps + 1))}:
                yield window, along


def _cut_back(slot: InverterSlot, fixed: InverterSlot) -> InverterSlot:
    """The slot without the places whose clearance the fixed inverter's enclosure would break."""
    mine, taken = slot.footprint_uv(0.0), fixed.footprint_uv(fixed.preferred_mm)
    clearance = max(slot.clearance_mm, fixed.clearance_mm)
    if mine[3] + clearance <= taken[1] or mine[1] - clearance >= taken[3]:
        return slot
    hole = (taken[0] - clearance - mine[2], taken[2] + clearance - mine[0])
    allowed: IntervalSet = without_open(slot.allowed, [hole])
    if not allowed or allowed == slot.allowed:
        return replace(slot, allowed=allowed)
    near = min(
        (min(max(slot.preferred_mm, low), high) for low, high in allowed),
        key=lambda along: (abs(along - slot.preferred_mm), along),
    )
    return replace(slot, allowed=allowed, preferred_mm=near)
