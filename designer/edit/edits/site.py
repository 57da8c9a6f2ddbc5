"""Where a surface lies on the site plan."""

import numpy as np
from msgspec.structs import replace

from designer.core.geometry.unfold import RoofFrame
from designer.core.model.design import Design, Surface

SITE_GAP_MM = 2000.0
"""Surfaces whose place nobody gave are set out side by side with this much between them."""

Bounds = tuple[float, float, float, float]


def frame_of(surface: Surface) -> RoofFrame:
    """The frame that takes a surface to the site plan and back."""
    return RoofFrame(
        origin_east_mm=surface.east_mm,
        origin_north_mm=surface.north_mm,
        x_bearing_deg=surface.x_bearing_deg,
        tilt_deg=surface.tilt_deg,
    )


def plan_bounds(surface: Surface) -> Bounds:
    """West, south, east and north end of a surface on the site plan, mm."""
    plan = frame_of(surface).to_plan(np.array(surface.outline))
    (west, south), (east, north) = plan.min(axis=0), plan.max(axis=0)
    return (float(west), float(south), float(east), float(north))


def placed_beside(design: Design, surface: Surface) -> Surface:
    """The surface at a place of its own on the site plan: east of all others, their southern ends level."""
    west, south, _, _ = plan_bounds(surface)
    others = [plan_bounds(other) for other in design.surfaces]
    start = max(east for _, _, east, _ in others) + SITE_GAP_MM if others else 0.0
    base = min(other_south for _, other_south, _, _ in others) if others else 0.0
    return replace(
        surface,
        east_mm=surface.east_mm + start - west,
        north_mm=surface.north_mm + base - south,
    )
