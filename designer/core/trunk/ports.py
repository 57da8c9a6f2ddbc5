"""Where the trunk port of an inverter may sit on its rail."""

from collections.abc import Sequence
from functools import cached_property
from math import inf

import shapely
from msgspec import Struct
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from designer.core.geometry.axes import to_uv, to_xy
from designer.core.geometry.intervals import Interval, IntervalSet, intersection, normalized, without_open
from designer.core.inverters.slots import InverterSlot
from designer.core.trunk.tracks import LineKey


class PortRange(Struct, frozen=True, kw_only=True, dict=True):
    """The ports an inverter can plug into: places on its rail line within reach of an allowed position."""

    slot: InverterSlot
    reach_mm: float
    places: IntervalSet

    @property
    def line(self) -> LineKey:
        """The rail line that port and inverter are tied to."""
        return (self.slot.row_id, self.slot.line)

    @property
    def is_on_rail(self) -> bool:
        """Whether there is rail to tie cable to at its places: none where it is pinned beyond the rail."""
        first = self.places[0][0]
        return any(rail.start_mm <= first <= rail.end_mm for rail in self.slot.rails)

    @cached_property
    def figures(self) -> tuple[object, ...]:
        """All that the branch of an inverter follows from: where two are equal, so are their matches."""
        slot = self.slot
        return (slot.id, self.line, slot.product, slot.allowed, slot.preferred_mm, self.reach_mm, self.places)

    @cached_property
    def span(self) -> Interval:
        """From the first to the last place, the preferred one included."""
        preferred = self.slot.preferred_mm
        return (min(self.places[0][0], preferred), max(self.places[-1][1], preferred))

    def along_for(self, port: float) -> float:
        """The allowed inverter position for a port: of those in reach the nearest to the preferred place.

        Where none is, by a rounding or for good, it is the nearest to the port.
        """
        preferred = self.slot.preferred_mm
        best = inf
        for low, high in self.slot.allowed:
            least, most = max(low, port - self.reach_mm), min(high, port + self.reach_mm)
            if least <= most + 1e-9:
                near = min(max(preferred, least), most)
                if abs(near - preferred) < abs(best - preferred):
                    best = near
        return _nearest(self.slot.allowed, port, preferred) if best == inf else best


def _nearest(places: IntervalSet, to: float, otherwise: float) -> float:
    """The place nearest to another one; `otherwise` where there are no places."""
    spots = [min(max(to, low), high) for low, high in places]
    return min(spots, key=lambda spot: (abs(spot - to), spot), default=otherwise)


def port_range(slot: InverterSlot, reach_mm: float, water: Sequence[BaseGeometry]) -> PortRange:
    """Places within reach of the allowed set, on the rail and away from `water` (grown water lines).

    Where water leaves nothing the places near it stay: the checks report them.
    """
    reached = normalized((low - reach_mm, high + reach_mm) for low, high in slot.allowed)
    on_rail = intersection(reached, normalized((rail.start_mm, rail.end_mm) for rail in slot.rails))
    dry = without_open(on_rail, _wet(slot, water)) if water else on_rail
    return PortRange(slot=slot, reach_mm=reach_mm, places=dry or on_rail or slot.allowed)


def _wet(slot: InverterSlot, water: Sequence[BaseGeometry]) -> list[Interval]:
    """Intervals of the rail line within the grown water lines; they reach beyond a rail that ends in one.

    An end of a rail in water would count as dry otherwise, as ends of intervals do.
    """
    wet = []
    for rail in slot.rails:
        ends = (to_xy(slot.axis, u, slot.across_mm) for u in (rail.start_mm - 1, rail.end_mm + 1))
        line = LineString(list(ends))
        for part in (part for area in water for part in shapely.get_parts(line.intersection(area))):
            if not part.is_empty:
                x0, y0, x1, y1 = part.bounds
                wet.append((to_uv(slot.axis, x0, y0)[0], to_uv(slot.axis, x1, y1)[0]))
    return wet
