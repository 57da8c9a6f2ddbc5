"""The edit that adds unfolded roof faces from a map to a Design."""

import math
from collections.abc import Iterable

import numpy as np
from msgspec.structs import replace

from designer.core.errors import InputError
from designer.core.geometry.edges import EdgeKind
from designer.core.geometry.faces import SurfaceObstacle, UnfoldedFace
from designer.core.geometry.geodesy import LocalPlane
from designer.core.limits import MOST_SURFACES
from designer.core.model.defaults import DEFAULT_SETBACKS_MM
from designer.core.model.design import Design, Obstacle, ObstacleKind, Surface
from designer.edit.edits.roof import add_surface
from designer.edit.edits.starting import start_rafters

_ARM_MM = 10_000.0
"""How far along x a second point is taken to find the bearing of a frame in another plane."""


def add_faces(design: Design, faces: Iterable[UnfoldedFace]) -> Design:
    """The Design with one more surface for each face, all placed in the Design's plane.

    A Design without a plane gets that of the first face. A face's name is its id on the map.
    """
    for face in faces:
        if design.plane is None:
            design = replace(design, plane=face.plane)
        design = add_surface(design, surface_of(face, design.plane or face.plane, _hole_clearance_mm(design)))
    return design


def check_number(faces: int) -> None:
    """InputError where so many roof faces are more than a project may have; before any is unfolded."""
    if faces > MOST_SURFACES:
        what = f"it holds {faces:,} roof faces; {MOST_SURFACES:,} at most make a project"
        raise InputError(what, remedy="choose buildings, or cut the map to the site")


def surface_of(face: UnfoldedFace, plane: LocalPlane, hole_clearance_mm: float) -> Surface:
    """The face as a surface without id, placed in a plane; its holes become obstacles."""
    east_mm, north_mm, bearing_deg = _placed(face, plane)
    holes = tuple(
        Obstacle(id="", kind=ObstacleKind.OTHER, outline=hole, clearance_mm=hole_clearance_mm)
        for hole in face.holes
    )
    return Surface(
        id="",
        name=face.id,
        outline=face.outline,
        edges=(),
        tilt_deg=face.frame.tilt_deg,
        azimuth_deg=(bearing_deg + 90.0) % 360.0,
        x_bearing_deg=bearing_deg,
        east_mm=east_mm,
        north_mm=north_mm,
        rafters=start_rafters(),
        obstacles=(*(_obstacle(part) for part in face.obstacles), *holes),
    )


def _placed(face: UnfoldedFace, plane: LocalPlane) -> tuple[float, float, float]:
    """East and north of the frame's origin in a plane, mm, and the compass bearing of its x axis, degrees."""
    ends = plane.to_plane(face.to_lonlat(np.array(((0.0, 0.0), (_ARM_MM, 0.0)))))
    (east, north), (east_end, north_end) = ends.tolist()
    return east, north, math.degrees(math.atan2(east_end - east, north_end - north)) % 360.0


def _obstacle(part: SurfaceObstacle) -> Obstacle:
    kinds = {kind.value: kind for kind in ObstacleKind}
    kind = kinds.get(part.type.lower(), ObstacleKind.OTHER)
    return Obstacle(id="", kind=kind, outline=part.outline)


def _hole_clearance_mm(design: Design) -> float:
    """A hole in a roof has edges like a verge, so modules keep that distance from it."""
    return design.settings.setbacks_mm.get(EdgeKind.VERGE, DEFAULT_SETBACKS_MM[EdgeKind.VERGE])
