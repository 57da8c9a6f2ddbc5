"""Which roof faces and obstacles belong together."""

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from shapely import Polygon, STRtree, box

from designer.core.errors import InputError
from designer.core.geometry.faces import RoofFace, RoofObstacle
from designer.core.limits import MOST_MEETINGS


class Building(Struct, frozen=True, kw_only=True):
    """The faces of one building, in the order of the file, and the obstacles on it."""

    id: str
    faces: tuple[RoofFace, ...]
    obstacles: tuple[RoofObstacle, ...] = ()


def by_building(faces: Iterable[RoofFace], obstacles: Iterable[RoofObstacle]) -> tuple[Building, ...]:
    """Buildings in the order in which their first faces appear, with the obstacles that name them.

    An obstacle that names no building goes to every building with a face that its bounding box meets. An
    obstacle of a building without faces belongs to nothing and is left out.
    Raises InputError where obstacles may lie on so many faces that finding out would take for ever.
    """
    faces_of: dict[str, list[RoofFace]] = {}
    for face in faces:
        faces_of.setdefault(face.building, []).append(face)
    obstacles_of: dict[str, list[RoofObstacle]] = {name: [] for name in faces_of}
    nameless = []
    for obstacle in obstacles:
        if not obstacle.building:
            nameless.append(obstacle)
        elif obstacle.building in obstacles_of:
            obstacles_of[obstacle.building].append(obstacle)
    _share_out(nameless, [face for group in faces_of.values() for face in group], obstacles_of)
    if sum(len(group) * len(obstacles_of[name]) for name, group in faces_of.items()) > MOST_MEETINGS:
        raise _crowded()
    return tuple(
        Building(id=name, faces=tuple(group), obstacles=tuple(obstacles_of[name]))
        for name, group in faces_of.items()
    )


def _share_out(
    nameless: Sequence[RoofObstacle], faces: Sequence[RoofFace], obstacles_of: dict[str, list[RoofObstacle]]
) -> None:
    if not nameless or not faces:
        return
    tree, met = STRtree(_boxes(faces)), 0
    for obstacle, shape in zip(nameless, _boxes(nameless), strict=True):
        under = tree.query(shape)
        met += len(under)
        if met > MOST_MEETINGS:
            raise _crowded()
        for building in dict.fromkeys(faces[int(face)].building for face in sorted(under)):
            obstacles_of[building].append(obstacle)


def _crowded() -> InputError:
    return InputError("its obstacles lie on too many roof faces", remedy="give each obstacle its building")


def _boxes(things: Sequence[RoofFace] | Sequence[RoofObstacle]) -> list[Polygon]:
    corners = (np.array(thing.outline) for thing in things)
    return [box(*ring.min(axis=0), *ring.max(axis=0)) for ring in corners]
