"""Edits that make whole surfaces: one that was drawn, and the face on the other side of a ridge."""

import math
from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from designer.core.errors import DesignError
from designer.core.geometry.axes import Point
from designer.core.geometry.edges import EdgeKind
from designer.core.geometry.unfold import RoofFrame
from designer.core.model.design import Bridge, Design, Surface
from designer.core.model.places import place_of
from designer.edit.compass import compass_name
from designer.edit.edits.bridges import bridge_cable_mm
from designer.edit.edits.changing import angle_of
from designer.edit.edits.duplicating import free_name
from designer.edit.edits.framing import in_plan
from designer.edit.edits.outlines import committed_point
from designer.edit.edits.roof import add_bridge, add_surface
from designer.edit.edits.site import placed_beside
from designer.edit.edits.starting import start_rafters
from designer.edit.edits.surface_mirror import mirror_surface

START_TILT_DEG = 35.0
START_AZIMUTH_DEG = 180.0

FLAT_BELOW_DEG = 5.0
"""Below this a roof is called flat, whatever way it looks."""

BELOW_RIDGE_MM = 50.0
"""A proposed bridge begins and ends this far from the ridge."""


def start_attitude(design: Design) -> tuple[float, float]:
    """Tilt and azimuth to propose for a new surface: as the last one, looking the other way."""
    if not design.surfaces:
        return START_TILT_DEG, START_AZIMUTH_DEG
    last = design.surfaces[-1]
    return last.tilt_deg, angle_of(last.azimuth_deg + 180.0)


def add_drawn_surface(
    design: Design, outline: Sequence[Point], *, tilt_deg: float, azimuth_deg: float
) -> Design:
    """The Design with a surface of this outline beside the others on the site plan.

    The outline is in mm, x along the eave, y up the slope; its lower left end becomes the origin. Kinds of
    edges are read from the shape. `azimuth_deg` is the compass bearing of the way down the slope.
    """
    low_x, low_y = min(x for x, _ in outline), min(y for _, y in outline)
    surface = Surface(
        id="",
        name=free_name(design, _name(tilt_deg, azimuth_deg)),
        outline=tuple((x - low_x, y - low_y) for x, y in outline),
        edges=(),
        tilt_deg=tilt_deg,
        azimuth_deg=azimuth_deg,
        x_bearing_deg=angle_of(azimuth_deg - 90.0),
        rafters=start_rafters(),
    )
    return add_surface(design, placed_beside(design, surface))


def add_traced_surface(
    design: Design, outline: Sequence[Point], *, tilt_deg: float, azimuth_deg: float
) -> Design:
    """The Design with a surface whose outline was drawn where it lies on the site plan, east and north in mm.

    It is unfolded by its tilt. `azimuth_deg` is the compass bearing of the way down the slope.
    """
    ring = np.array(outline)
    level = RoofFrame(
        origin_east_mm=0.0,
        origin_north_mm=0.0,
        x_bearing_deg=angle_of(azimuth_deg - 90.0),
        tilt_deg=tilt_deg,
    )
    low = level.to_surface(ring).min(axis=0)
    east, north = level.to_plan(low)[0].tolist()
    surface = Surface(
        id="",
        name=free_name(design, _name(tilt_deg, azimuth_deg)),
        outline=tuple((x, y) for x, y in (level.to_surface(ring) - low).tolist()),
        edges=(),
        tilt_deg=tilt_deg,
        azimuth_deg=azimuth_deg,
        x_bearing_deg=level.x_bearing_deg,
        east_mm=east,
        north_mm=north,
        rafters=start_rafters(),
    )
    return add_surface(design, surface)


def add_opposite(design: Design, surface_id: str) -> Design:
    """The Design with the face on the other side of a surface's ridge, and a bridge for cable over it.

    The face is the mirror image of the surface, so both ridges are one line on the site plan; it has the
    tilt, rafters and setbacks, and nothing on it yet. Raises DesignError where the surface has no ridge.
    """
    surface = design.surface(surface_id)
    start, end = ridge_of(surface)
    first, second = in_plan(surface, (start, end))
    image = mirror_surface(surface, first, second)
    name = free_name(design, _name(image.tilt_deg, image.azimuth_deg))
    design = add_surface(design, replace(image, name=name))
    here = _below(start, end)
    ends = min(x for x, _ in surface.outline) + max(x for x, _ in surface.outline)
    there = (ends - here[0], here[1])
    return add_bridge(design, _bridge(design, (surface.id, here), (design.surfaces[-1].id, there)))


def ridge_of(surface: Surface) -> tuple[Point, Point]:
    """The longest edge of a surface that is a ridge. Raises DesignError where there is none."""
    following = (*surface.outline[1:], surface.outline[0])
    edges = zip(surface.outline, following, surface.edges, strict=True)
    ridges = [(start, end) for start, end, kind in edges if kind is EdgeKind.RIDGE]
    if not ridges:
        remedy = "say which edge is the ridge by the command Edge kinds"
        raise DesignError("it has no ridge to mirror it across", where=place_of(surface), remedy=remedy)
    return max(ridges, key=lambda edge: math.dist(*edge))


def _bridge(design: Design, here: tuple[str, Point], there: tuple[str, Point]) -> Bridge:
    return Bridge(
        id="",
        from_surface=here[0],
        from_point=here[1],
        to_surface=there[0],
        to_point=there[1],
        length_mm=bridge_cable_mm(design, here, there),
    )


def _below(start: Point, end: Point) -> Point:
    """A little inside the middle of an edge: the surface lies to the left of its edges."""
    long = math.dist(start, end)
    inward = (-(end[1] - start[1]) / long, (end[0] - start[0]) / long)
    x, y = (start[0] + end[0]) / 2.0, (start[1] + end[1]) / 2.0
    return committed_point((x + BELOW_RIDGE_MM * inward[0], y + BELOW_RIDGE_MM * inward[1]))


def _name(tilt_deg: float, azimuth_deg: float) -> str:
    return "Flat roof" if tilt_deg < FLAT_BELOW_DEG else compass_name(azimuth_deg)
