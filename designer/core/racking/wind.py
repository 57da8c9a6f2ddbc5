"""Wind-edge zones of pitched roofs after EN 1991-1-4, sections 7.2.4 and 7.2.5, measured on the slope.

h is the building's height, W the eave's length, S the slope's length, t the tilt, d the depth of the building
in plan: 2 · S · cos t for a gable roof, S · cos t for a monopitch roof. With the wind on the eave
e0 = min(W, 2h), with the wind on the gable e90 = min(d, 2h). Reproduced on nine roofs in racking.md A9.
"""

import math

from msgspec import Struct

from designer.core.errors import DesignError
from designer.core.model.design import RoofForm


class WindZones(Struct, frozen=True, kw_only=True):
    """Widths of the edge zones in the surface frame, mm."""

    verge_mm: float
    """Strip along each verge: e90 / 10."""
    corner_along_eave_mm: float
    """Corners of the eave (and of a monopitch roof's ridge), from the verge along the eave: e0 / 4."""
    eave_mm: float
    """Strip along the eave and along the ridge, up the slope: e0 / 10 / cos t."""
    corner_up_slope_mm: float
    """Corners up the slope: the eave strip, but e90 / 4 / cos t on a monopitch roof."""


def wind_zones(
    form: RoofForm, *, eave_length_mm: float, slope_length_mm: float, height_mm: float, tilt_deg: float
) -> WindZones:
    """Zones of one slope. Lengths above 0, 0 ≤ `tilt_deg` < 90; raises DesignError otherwise."""
    if min(eave_length_mm, slope_length_mm, height_mm) <= 0.0 or not 0.0 <= tilt_deg < 90.0:
        raise DesignError(
            "wind zones need an eave, a slope and a height above 0 and a tilt below 90°",
            remedy="give the roof's true lengths in millimetres",
        )
    cos_t = math.cos(math.radians(tilt_deg))
    depth = slope_length_mm * cos_t * (2.0 if form is RoofForm.GABLE else 1.0)
    e_0, e_90 = min(eave_length_mm, 2.0 * height_mm), min(depth, 2.0 * height_mm)
    eave = e_0 / 10.0 / cos_t
    return WindZones(
        verge_mm=e_90 / 10.0,
        corner_along_eave_mm=e_0 / 4.0,
        eave_mm=eave,
        corner_up_slope_mm=e_90 / 4.0 / cos_t if form is RoofForm.MONOPITCH else eave,
    )
