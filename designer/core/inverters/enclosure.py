"""The enclosure about its mounting point, in rail coordinates, and whether it fits in height."""

from msgspec import Struct

from designer.core.geometry.axes import Rect
from designer.core.geometry.intervals import Interval
from designer.core.model.catalog import Assumptions, Inverter, Module, Mount
from designer.core.model.rail_system import RailSystem


def across_range(mount: Mount, rail_across_mm: float, side: int) -> Interval:
    """What the enclosure covers across the rail when it hangs on `side` (+1 or −1) of it."""
    first = rail_across_mm + side * mount.across_min_mm
    second = rail_across_mm + side * mount.across_max_mm
    return (min(first, second), max(first, second))


def footprint(mount: Mount, along_mm: float, rail_across_mm: float, side: int) -> Rect:
    """The enclosure in rail coordinates (u0, v0, u1, v1)."""
    low, high = across_range(mount, rail_across_mm, side)
    return (along_mm + mount.along_min_mm, low, along_mm + mount.along_max_mm, high)


class HeightRoom(Struct, frozen=True):
    """Free height above the enclosure up to the module, and below it down to the roof, mm."""

    above_mm: float
    below_mm: float

    def missing_mm(self, clearance_mm: float) -> float:
        """How much the clearance is missed by; 0 when it is kept on both sides."""
        return max(0.0, clearance_mm - self.above_mm, clearance_mm - self.below_mm)


def height_room(
    inverter: Inverter, module: Module, rail: RailSystem, stand_off_mm: float, assumptions: Assumptions
) -> HeightRoom:
    """Room over and under an enclosure that hangs from the rail under a framed module.

    The frame stands on the rail, so the module's underside lies frame − laminate above the rail's top;
    the enclosure's top lies `top_below_rail_top_mm` below it; the rail's bottom is `stand_off_mm` above
    the roof (planning model, section 3, condition 3).
    """
    frame = module.frame_mm if module.frame_mm is not None else assumptions.module_frame_mm
    drop = inverter.mount.top_below_rail_top_mm
    above = frame - assumptions.module_laminate_mm + drop
    below = stand_off_mm + rail.profile_height_mm - drop - inverter.thickness_mm
    return HeightRoom(above, below)
