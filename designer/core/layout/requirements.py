"""What sizes and options of a fill must satisfy before anything is computed."""

import math

from designer.core.errors import DesignError
from designer.core.layout.model import FillOptions, ModuleSize
from designer.core.model.validate import STEEPEST_TILT_DEG


def require_fillable(size: ModuleSize, options: FillOptions) -> None:
    """Raises DesignError for the first size, gap or number that cannot be meant."""
    for name, value in (("length", size.length_mm), ("width", size.width_mm)):
        if not (math.isfinite(value) and value > 0):
            raise DesignError(
                f"module {name} {value:g} mm is not a size", remedy="give more than zero millimetres"
            )
    _require_gaps(options)
    _require_tilt(size, options)
    _require_numbers(options)


def _require_tilt(size: ModuleSize, options: FillOptions) -> None:
    """Tilted rows stand between lying and upright, under a sun that is up, and a pitch holds its row."""
    tilt = options.tilt
    if tilt is None:
        return
    if not 0.0 < tilt.deg < STEEPEST_TILT_DEG:
        remedy = f"give more than 0 and less than {STEEPEST_TILT_DEG:g}"
        raise DesignError(f"a tilt of {tilt.deg:g}° is not possible", remedy=remedy)
    if options.sun_deg is not None and not 0.0 < options.sun_deg <= 90.0:
        raise DesignError(
            f"the sun cannot stand {options.sun_deg:g}° high", remedy="give more than 0 and up to 90"
        )
    least = tilt.depth_mm(size.width_mm)
    if options.row_pitch_mm is not None and not options.row_pitch_mm >= least:
        raise DesignError(
            f"a row pitch of {options.row_pitch_mm:g} mm is less than the rows are deep",
            remedy=f"give {least:.0f} mm or more",
        )


def _require_gaps(options: FillOptions) -> None:
    gaps = {
        "gap between modules": options.gap_mm,
        "gap between rows": options.row_gap_mm,
        "gap between rows apart": options.apart_mm,
        "gap at a joint": options.block_gap_mm,
        "walkway": options.walkways.width_mm,
        "gap at the ridge of a pair": 0.0 if options.tilt is None else options.tilt.ridge_gap_mm,
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
    if options.walkways.rows < 0:
        what = f"{options.walkways.rows} rows between walkways are not possible"
        raise DesignError(what, remedy="give zero or more")
    for name, value in (("multiple", options.multiple_of), ("shortest run", options.min_run)):
        if value < 1:
            raise DesignError(f"{name} of {value} modules is not possible", remedy="give one or more")
