"""Roof faces as a map gives them, in longitude and latitude, and the same unfolded to surfaces in mm."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import shapely
from msgspec import Struct
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from designer.core.errors import InputError
from designer.core.geometry.axes import Point
from designer.core.geometry.geodesy import Coordinates, LocalPlane
from designer.core.geometry.rings import clean_ring, rounded_points, signed_area_mm2
from designer.core.geometry.unfold import Points, RoofFrame, fit_frame
from designer.core.units import QUANTUM_MM, TOLERANCE_MM

CORNER_TOLERANCE_MM = 1.0
"""Corners that jut out of a straight edge by no more than this are an effect of rounded coordinates."""

LEAST_AREA_MM2 = 100.0
"""An outline that encloses less (1 cm²) is degenerate; an obstacle on less of a face only touches it."""

MAX_REACH_DEG = 0.1
"""Faces farther apart than this (11 km) do not belong to one building; also the reach of a local plane."""

LonLat = tuple[float, float]
"""Longitude and latitude, degrees, WGS 84."""


class RoofFace(Struct, frozen=True, kw_only=True):
    """A planar roof face in plan view. Rings do not repeat their first point."""

    id: str
    building: str
    tilt_deg: float
    azimuth_deg: float | None = None
    """Compass bearing of the way down the slope, where known."""
    outline: tuple[LonLat, ...]
    holes: tuple[tuple[LonLat, ...], ...] = ()
    eave: tuple[LonLat, ...] | None = None


class RoofObstacle(Struct, frozen=True, kw_only=True):
    """Something on the roofs of a building that modules keep clear of; `building` is empty where unknown."""

    id: str
    building: str
    type: str = ""
    outline: tuple[LonLat, ...]


class SurfaceObstacle(Struct, frozen=True, kw_only=True):
    """The part of an obstacle that lies on one face, in the surface frame, counter-clockwise, mm."""

    id: str
    type: str
    outline: tuple[Point, ...]


class UnfoldedFace(Struct, frozen=True, kw_only=True):
    """A roof face in its own surface frame, mm, true lengths. All rings run counter-clockwise."""

    id: str
    building: str
    plane: LocalPlane
    frame: RoofFrame
    outline: tuple[Point, ...]
    holes: tuple[tuple[Point, ...], ...] = ()
    obstacles: tuple[SurfaceObstacle, ...] = ()

    def polygon(self) -> Polygon:
        """The face with its holes, in the surface frame."""
        return Polygon(self.outline, self.holes)

    def to_lonlat(self, surface_mm: Points) -> Coordinates:
        """Longitudes and latitudes in degrees, shape (n, 2), of surface points in mm, shape (n, 2)."""
        return self.plane.to_lonlat(self.frame.to_plan(surface_mm))


def unfold_building(
    faces: Sequence[RoofFace], obstacles: Iterable[RoofObstacle] = ()
) -> tuple[UnfoldedFace, ...]:
    """The faces of one building as surfaces that share one local plane, each with its part of the obstacles.

    Raises InputError, naming the face, where an outline encloses nothing or touches itself, and where a face
    lies too far from the others.
    """
    if not faces:
        return ()
    plane = _plane_at(faces[0].outline[0])
    placed = [
        (obstacle, _shape(plane, obstacle))
        for obstacle in obstacles
        if _within_reach(plane, obstacle.outline[0])
    ]
    return tuple(_unfolded(face, plane, placed) for face in faces)


def outline_fault(outline: Sequence[LonLat], holes: Sequence[Sequence[LonLat]] = ()) -> str:
    """What is wrong with rings in longitude and latitude; empty when nothing is. No full stop."""
    return _fault(*_plan_rings(_plane_at(outline[0]), outline, holes))


def _fault(outline: Sequence[Point], holes: Sequence[Sequence[Point]]) -> str:
    if len(outline) >= 3 and not shapely.is_valid(shapely.polygons(np.array(outline))):
        return "its outline crosses or touches itself"
    if signed_area_mm2(outline) < LEAST_AREA_MM2:
        return "its outline encloses no area"
    if holes and not Polygon(outline, holes).is_valid:
        return "a hole crosses its outline or another hole"
    return ""


def _plane_at(place: LonLat) -> LocalPlane:
    return LocalPlane(lon_deg=place[0], lat_deg=place[1])


def _within_reach(plane: LocalPlane, place: LonLat) -> bool:
    turn_deg = (place[0] - plane.lon_deg + 180.0) % 360.0 - 180.0
    return abs(turn_deg) <= MAX_REACH_DEG and abs(place[1] - plane.lat_deg) <= MAX_REACH_DEG


def _plan_rings(
    plane: LocalPlane, outline: Sequence[LonLat], holes: Sequence[Sequence[LonLat]]
) -> tuple[tuple[Point, ...], list[tuple[Point, ...]]]:
    """Cleaned rings in plan, mm; holes that enclose nothing are left out."""
    cleaned = clean_ring(plane.to_plane(np.array(outline)).tolist(), tolerance_mm=CORNER_TOLERANCE_MM)
    rings = (clean_ring(plane.to_plane(np.array(hole)).tolist(), tolerance_mm=TOLERANCE_MM) for hole in holes)
    return cleaned, [hole for hole in rings if hole]


def _shape(plane: LocalPlane, obstacle: RoofObstacle) -> BaseGeometry:
    """An obstacle in plan; where its outline crosses itself its convex hull, to keep clear of all of it."""
    shape = Polygon(plane.to_plane(np.array(obstacle.outline)))
    return shape if shape.is_valid else shape.convex_hull


def _unfolded(
    face: RoofFace, plane: LocalPlane, obstacles: Sequence[tuple[RoofObstacle, BaseGeometry]]
) -> UnfoldedFace:
    if not _within_reach(plane, face.outline[0]):
        what = f"it lies more than {MAX_REACH_DEG:g}° from other faces of building '{face.building}'"
        raise InputError(what, where=f"face '{face.id}'", remedy="give separate buildings separate names")
    plan, plan_holes = _plan_rings(plane, face.outline, face.holes)
    if fault := _fault(plan, plan_holes):
        raise InputError(fault, where=f"face '{face.id}'", remedy="redraw it as one simple ring")
    eave = None if face.eave is None else plane.to_plane(np.array(face.eave))
    frame = fit_frame(np.array(plan), tilt_deg=face.tilt_deg, azimuth_deg=face.azimuth_deg, eave_plan_mm=eave)
    whole = Polygon(plan, plan_holes)
    return UnfoldedFace(
        id=face.id,
        building=face.building,
        plane=plane,
        frame=frame,
        outline=_to_surface(frame, plan),
        holes=tuple(_to_surface(frame, hole) for hole in plan_holes),
        obstacles=tuple(
            part
            for obstacle, shape in obstacles
            if shape.intersects(whole)
            for part in _parts_on(frame, obstacle, shape.intersection(whole))
        ),
    )


def _to_surface(frame: RoofFrame, ring: Sequence[Point]) -> tuple[Point, ...]:
    return rounded_points(frame.to_surface(np.array(ring)).tolist())


def _parts_on(frame: RoofFrame, obstacle: RoofObstacle, cut: BaseGeometry) -> Iterator[SurfaceObstacle]:
    """The parts of an obstacle on a face; several parts are told apart by a number after the id."""
    on_grid = shapely.set_precision(shapely.transform(cut, frame.to_surface), QUANTUM_MM)
    parts = [part for part in shapely.get_parts(on_grid) if part.area >= LEAST_AREA_MM2]
    for number, part in enumerate(parts, start=1):
        suffix = f".{number}" if len(parts) > 1 else ""
        outline = rounded_points(clean_ring(part.exterior.coords, tolerance_mm=TOLERANCE_MM))
        yield SurfaceObstacle(id=obstacle.id + suffix, type=obstacle.type, outline=outline)
