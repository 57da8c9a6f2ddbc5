"""Directions and places of a view in the frame of a surface, and back."""

import numpy as np

from designer.core.geometry.axes import Point
from designer.core.geometry.unfold import RoofFrame
from designer.core.model.design import Design, Surface
from designer.edit.edits.site import frame_of
from designer.edit.view import View, ViewKind


def to_view(surface: Surface, view: View, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Points of a surface in the coordinates of a view."""
    return in_plan(surface, points) if view.kind is ViewKind.SITE else points


def in_plan(surface: Surface, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """East and north of points of a surface, mm."""
    if not points:
        return ()
    return tuple((east, north) for east, north in frame_of(surface).to_plan(np.array(points)).tolist())


def shift_on(surface: Surface, view: View, by: Point) -> Point:
    """A shift of the view as a shift in the frame of a surface, mm."""
    if view.kind is not ViewKind.SITE:
        return by
    frame = RoofFrame(
        origin_east_mm=0.0,
        origin_north_mm=0.0,
        x_bearing_deg=surface.x_bearing_deg,
        tilt_deg=surface.tilt_deg,
    )
    x, y = frame.to_surface(np.array((by,)))[0].tolist()
    return (x, y)


def surfaces_in(design: Design, view: View) -> tuple[Surface, ...]:
    """The surfaces that a view shows."""
    if view.kind is ViewKind.SITE:
        return design.surfaces
    return tuple(surface for surface in design.surfaces if surface.id == view.surface)
