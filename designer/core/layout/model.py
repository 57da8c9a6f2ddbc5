"""Values that go into and come out of filling a surface with rows of modules."""

import math
from enum import StrEnum

from msgspec import Struct

from designer.core.geometry.axes import Orientation, RailAxis, Rect, rect_xy, tilted_extent


class ModuleSize(Struct, frozen=True):
    """Outer size of a module: its long and its short side, mm."""

    length_mm: float
    width_mm: float


class FillMode(StrEnum):
    """Which way the modules of a surface may lie."""

    BEST = "best"
    """The better of portrait and landscape for the whole surface."""
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"
    MIXED = "mixed"
    """Orientation chosen for each row."""


class Tilt(Struct, frozen=True, kw_only=True):
    """Modules that stand up from a level roof along their rails.

    Rows face down the surface, towards its low v, and with `paired` in turn down and up: two rows form a pair
    whose high edges stand `ridge_gap_mm` apart, east and west.
    """

    deg: float
    paired: bool = False
    ridge_gap_mm: float = 0.0

    def depth_mm(self, across_mm: float) -> float:
        """What a row takes up across the rails in plan, or a pair of rows, of modules that deep."""
        flat = across_mm * math.cos(math.radians(self.deg))
        return 2.0 * flat + self.ridge_gap_mm if self.paired else flat

    def shadow_mm(self, across_mm: float, sun_deg: float) -> float:
        """How far a row's high edge throws its shadow on the roof with the sun so high before it."""
        return across_mm * math.sin(math.radians(self.deg)) / math.tan(math.radians(sun_deg))


class Walkways(Struct, frozen=True, kw_only=True):
    """A wider gap after every so many rows, so that people get to all of them; 0 rows = none."""

    rows: int = 0
    width_mm: float = 0.0

    def gap_mm(self, gap_mm: float, below: int) -> float:
        """The gap above the `below`-th row from the bottom, where rows otherwise keep `gap_mm`."""
        wide = self.rows > 0 and below > 0 and below % self.rows == 0
        return max(gap_mm, self.width_mm) if wide else gap_mm


class FillOptions(Struct, frozen=True, kw_only=True):
    """What a designer asks of a fill. All lengths in mm, measured between module edges."""

    gap_mm: float
    """Clear gap between neighbours of a row."""
    row_gap_mm: float
    """Least clear gap between rows."""
    apart_mm: float = 0.0
    """Rows that do not keep just that gap are this far apart, where that costs no module; 0 = as it comes."""
    row_pitch_mm: float | None = None
    """From a row to the next, or from a pair to the next, where that leaves more than `row_gap_mm`."""
    tilt: Tilt | None = None
    """Modules stand up from the roof; None = they lie on it."""
    sun_deg: float | None = None
    """Height of the sun over the horizon from which on no tilted row may lie in the shadow of another."""
    walkways: Walkways = Walkways()
    mode: FillMode
    axis: RailAxis = RailAxis.EAVE
    aligned_columns: bool = False
    """Columns aligned over all rows of one orientation."""
    halves: bool = False
    """Rows may stand at other heights on either side of one line across the rails, where that holds more."""
    block_only: bool = False
    """One rectangular block of one orientation only."""
    wanted: int | None = None
    """Wanted number of modules; None asks for the most."""
    multiple_of: int = 1
    """The number placed is rounded down to a multiple of this: whole inverters."""
    min_run: int = 1
    """Fewest neighbouring modules worth a rail pair: 2 leaves out single orphans."""
    max_block_mm: float | None = None
    """Longest run of neighbouring modules, outer edges, before a joint; None for no limit."""
    block_gap_mm: float = 0.0
    """Clear gap between the modules at both sides of a joint; at least `gap_mm`."""
    keep: tuple[Rect, ...] = ()
    """Pinned modules in surface coordinates that new ones keep their gaps from."""


class FilledRow(Struct, frozen=True):
    """Modules of one orientation that share a rail pair, in rail coordinates (u along, v across), mm."""

    across_mm: float
    """Lower v of the row."""
    orientation: Orientation
    along_mm: tuple[float, ...]
    """Lower u of each module, ascending."""
    tilt_deg: float = 0.0
    """Tilt against the roof: above 0 the high edge is at the row's upper v, below 0 at its lower one."""


def row_rectangles(row: FilledRow, size: ModuleSize, axis: RailAxis) -> tuple[Rect, ...]:
    """The modules of a row as surface rectangles (x0, y0, x1, y1), in the order of `along_mm`."""
    along, across = tilted_extent(axis, row.orientation, size.length_mm, size.width_mm, row.tilt_deg)
    v0 = row.across_mm
    return tuple(rect_xy(axis, u, v0, u + along, v0 + across) for u in row.along_mm)
