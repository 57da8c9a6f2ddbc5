"""Values that go into and come out of filling a surface with rows of modules."""

from enum import StrEnum

from msgspec import Struct

from designer.core.geometry.axes import Orientation, RailAxis, Rect, module_extent, rect_xy


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


class FillOptions(Struct, frozen=True, kw_only=True):
    """What a designer asks of a fill. All lengths in mm, measured between module edges."""

    gap_mm: float
    """Clear gap between neighbours of a row."""
    row_gap_mm: float
    """Least clear gap between rows."""
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


def row_rectangles(row: FilledRow, size: ModuleSize, axis: RailAxis) -> tuple[Rect, ...]:
    """The modules of a row as surface rectangles (x0, y0, x1, y1), in the order of `along_mm`."""
    along, across = module_extent(axis, row.orientation, size.length_mm, size.width_mm)
    v0 = row.across_mm
    return tuple(rect_xy(axis, u, v0, u + along, v0 + across) for u in row.along_mm)
