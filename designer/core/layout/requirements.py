"""What sizes and options of a fill must satisfy before anything is computed."""

import math

from designer.core.errors import DesignError
from designer.core.layout.model import FillOptions, ModuleSize


def require_fillable(size: ModuleSize, options: FillOptions) -> None:
    """Raises DesignError for the first size, gap or number that cannot be meant."""
    for name, value in (("length", size.length_mm), ("width", size.width_mm)):
        if not (math.isfinite(value) and value > 0):
            raise DesignError(
                f"module {name} {value:g} mm is not a size", remedy="give more than zero millimetres"
            )
    _require_gaps(options)
    _require_numbers(options)


def _require_gaps(options: FillOptions) -> None:
    gaps = {
        "gap between modules": options.gap_mm,
        "gap between rows": options.row_gap_mm,
        "gap at a joint": options.block_gap_mm,
    }
    for name, value in gaps.items():
        if not (math.isfinite(value) and value >= 0):
            raise DesignError(f"{name} {value:g} mm is not a length", remedy="give zero or more millimetres")
    limit = options.max_block_mm
    if limit is None:
        return
    if not (math.isfinite(limit) and limit > 0):
        raise DesignError(
            f"longest run {limit:g} mm is not a length", remedy="give more than zero millimetres"
        )
    if options.block_gap_mm < options.gap_mm:
        raise DesignError(
            f"gap at a joint {options.block_gap_mm:g} mm is less than the gap between modules",
            remedy=f"give at least {options.gap_mm:g} mm",
        )


def _require_numbers(options: FillOptions) -> None:
    if options.wanted is not None and options.wanted < 0:
        raise DesignError(f"{options.wanted} modules cannot be placed", remedy="give zero or more")
    for name, value in (("multiple", options.multiple_of), ("shortest run", options.min_run)):
        if value < 1:
            raise DesignError(f"{name} of {value} modules is not possible", remedy="give one or more")
