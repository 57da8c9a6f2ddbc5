"""The ways a row may be built on a usable area, and what follows for each before any row is chosen."""

import math
from typing import NamedTuple

from designer.core.geometry.axes import Orientation, module_extent
from designer.core.layout.bands import Bands, Span, free_bands
from designer.core.layout.model import FillOptions, ModuleSize
from designer.core.layout.placing import free_spans
from designer.core.layout.runs import RunRule
from designer.core.layout.slabs import TOUCH_MM, Slabs


class Way(NamedTuple):
    """Rows of one orientation: their size across the rail, the rule of their runs, where they find room."""

    orientation: Orientation
    depth_mm: float
    """In plan; of a pair of tilted rows its whole depth."""
    gap_mm: float
    """Least clear gap above a row."""
    rule: RunRule
    slabs: Slabs
    bands: Bands

    @property
    def height_mm(self) -> float:
        """Extent of the whole area across the rail, and what counts as fitting."""
        return float(self.slabs.levels[-1] - self.slabs.levels[0]) + TOUCH_MM

    def spans_at(self, v: float) -> tuple[Span, ...]:
        """Free spans of a row at v."""
        return free_spans(self.slabs, v, self.depth_mm, self.rule.shortest_mm)


def way(slabs: Slabs, orientation: Orientation, size: ModuleSize, options: FillOptions) -> Way:
    """Rows of one orientation on the area that `slabs` describe."""
    along, across = module_extent(options.axis, orientation, size.length_mm, size.width_mm)
    rule, depth = run_rule(along, options), row_depth_mm(across, options)
    gap = row_gap_mm(across, options)
    return Way(orientation, depth, gap, rule, slabs, free_bands(slabs, depth, rule.shortest_mm))


def row_depth_mm(across_mm: float, options: FillOptions) -> float:
    """What a row of modules that measure so much across the rails takes up in plan."""
    return across_mm if options.tilt is None else options.tilt.depth_mm(across_mm)


def row_gap_mm(across_mm: float, options: FillOptions) -> float:
    """The gap above a row: as asked for, by the row pitch, and out of its shadow."""
    gaps = [options.row_gap_mm]
    if options.row_pitch_mm is not None:
        gaps.append(options.row_pitch_mm - row_depth_mm(across_mm, options))
    if options.tilt is not None and options.sun_deg is not None and not options.tilt.paired:
        gaps.append(options.tilt.shadow_mm(across_mm, options.sun_deg))
    return max(gaps)


def run_rule(along_mm: float, options: FillOptions) -> RunRule:
    """The rule of runs of modules that measure `along_mm` along the rail; a block has at least one module."""
    pitch = along_mm + options.gap_mm
    limit = math.inf if options.max_block_mm is None else options.max_block_mm
    per_block = max((limit + options.gap_mm + TOUCH_MM) // pitch, 1.0) if math.isfinite(limit) else math.inf
    return RunRule(
        along_mm, options.gap_mm, options.min_run, per_block, max(options.block_gap_mm, options.gap_mm)
    )
