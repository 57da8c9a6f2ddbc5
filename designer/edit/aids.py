"""Drawing aids that can be switched: the toggles of the status bar."""

from enum import StrEnum

from msgspec import Struct

from designer.edit.snapping.model import SnapKind


class Aid(StrEnum):
    """A toggle; its value is the name of the field of `Aids`."""

    SNAP = "snap"
    GRID = "grid"
    ORTHO = "ortho"
    GRID_SNAP = "grid_snap"
    POLAR = "polar"
    TRACKING = "tracking"
    DYNAMIC = "dynamic"


class Aids(Struct, frozen=True, kw_only=True):
    """Which aids are on, and their figures: grid in mm, angles in degrees, catching distance in pixels."""

    snap: bool = True
    grid: bool = True
    ortho: bool = False
    grid_snap: bool = False
    polar: bool = True
    tracking: bool = True
    dynamic: bool = True
    kinds: frozenset[SnapKind] = frozenset(SnapKind) - {SnapKind.GRID, SnapKind.NEAREST}
    grid_mm: float = 100.0
    polar_step_deg: float = 15.0
    reach_px: float = 10.0
