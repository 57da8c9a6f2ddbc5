"""Rows that stand up from the roof: pairs counted as one row while an area is filled, then set out as two."""

import math
from collections.abc import Sequence

from msgspec.structs import replace

from designer.core.geometry.axes import module_extent
from designer.core.layout.model import FilledRow, FillOptions, ModuleSize, Tilt


def counted_in_pairs(options: FillOptions) -> FillOptions:
    """The options with numbers of pairs in place of numbers of modules, where rows stand in pairs."""
    if options.tilt is None or not options.tilt.paired:
        return options
    wanted = None if options.wanted is None else options.wanted // 2
    return replace(options, wanted=wanted, multiple_of=math.lcm(options.multiple_of, 2) // 2)


def stood_up(rows: Sequence[FilledRow], size: ModuleSize, options: FillOptions) -> tuple[FilledRow, ...]:
    """The rows with their tilt, and two rows for every pair, lowest first."""
    if options.tilt is None:
        return tuple(rows)
    found = [one for row in rows for one in _stood_up(row, size, options, options.tilt)]
    return tuple(sorted(found, key=lambda row: (row.across_mm, row.along_mm)))


def _stood_up(row: FilledRow, size: ModuleSize, options: FillOptions, tilt: Tilt) -> tuple[FilledRow, ...]:
    lower = FilledRow(row.across_mm, row.orientation, row.along_mm, tilt.deg)
    if not tilt.paired:
        return (lower,)
    _, across = module_extent(options.axis, row.orientation, size.length_mm, size.width_mm)
    ridge = row.across_mm + replace(tilt, paired=False).depth_mm(across)
    return lower, FilledRow(ridge + tilt.ridge_gap_mm, row.orientation, row.along_mm, -tilt.deg)
