"""One entity of a DXF file as lines of straight parts, in the coordinates that it stands in.

Group codes and planes: Autodesk DXF reference, entities section. Arcs, ellipses and splines stay within the
tolerance given; what has an extrusion is brought from its own plane to that of the drawing.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from ezdxf.entities.dxfentity import DXFEntity
from ezdxf.math import fit_points_to_cad_cv

from designer.core.geometry.curves import arc_points, bulged_points, ellipse_points, spline_points
from designer.core.geometry.sketch import Points3

Outline = tuple[Points3, bool]
"""Points, shape (n, 3), and whether the last is joined to the first."""

POINT_ARM_MM = 50.0
"""A point is drawn as a cross with arms of this length, so that it can be seen and snapped to."""

MOST_FIT_POINTS = 500
"""A spline through more points than these is taken as straight from point to point."""

_FLAT_POLYLINE = "2D POLYLINE"
_FULL = 2.0 * math.pi
_SAME = 1e-9
_SAME_TURN = 1e-5
"""Files write angles with few digits: 6.2832 is a whole turn."""


def outlines_of(entity: Any, tolerance: float, unit_mm: float) -> Iterator[Outline]:
    """The lines of an entity; none for a kind that has none. `tolerance` is in units of the drawing.

    Raises what a broken value leads to: ValueError, TypeError, AttributeError, an error of ezdxf.
    """
    kind = _kind(entity)
    if kind == "POINT":
        yield from _cross(_vec(entity.dxf.location), POINT_ARM_MM / unit_mm)
    elif kind in _IN_SPACE:
        yield from _IN_SPACE[kind](entity, tolerance)
    elif kind in _IN_PLANE:
        for points, closed in _IN_PLANE[kind](entity, tolerance):
            yield _from_plane(entity, points), closed


def is_drawn(entity: DXFEntity) -> bool:
    """Whether entities of this kind are lines that can be taken."""
    kind = _kind(entity)
    return kind == "POINT" or kind in _IN_SPACE or kind in _IN_PLANE


def _kind(entity: Any) -> str:
    """The kind of an entity; old polylines are of two kinds."""
    kind = str(entity.dxftype())
    return _FLAT_POLYLINE if kind == "POLYLINE" and entity.is_2d_polyline else kind


def _vec(value: Iterable[float]) -> Points3:
    found = np.array(tuple(value), dtype=np.float64)
    return found if len(found) == 3 else np.array((*found, 0.0)[:3])


def _from_plane(entity: Any, points: Points3) -> Points3:
    """Points of an entity's own plane in the drawing."""
    ocs = entity.ocs()
    if ocs is None or not ocs.transform:
        return points
    axes = np.array([ocs.ux.xyz, ocs.uy.xyz, ocs.uz.xyz])
    turned: Points3 = points @ axes
    return turned


def _lifted(points: Any, z: float = 0.0) -> Points3:
    """Points of a plane with their height in it."""
    flat = np.asarray(points, dtype=np.float64).reshape(len(points), -1)[:, :2]
    return np.concatenate((flat, np.full((len(flat), 1), z)), axis=1)


def _cross(middle: Points3, arm: float) -> Iterator[Outline]:
    for step in ((arm, 0.0, 0.0), (0.0, arm, 0.0)):
        yield np.stack((middle - step, middle + step)), False


# Entities in the coordinates of the drawing


def _line(entity: Any, _: float) -> Iterator[Outline]:
    yield np.stack((_vec(entity.dxf.start), _vec(entity.dxf.end))), False


def _ellipse(entity: Any, tolerance: float) -> Iterator[Outline]:
    start, end = float(entity.dxf.start_param), float(entity.dxf.end_param)
    sweep = _sweep(start, end)
    points = ellipse_points(
        _vec(entity.dxf.center), _vec(entity.dxf.major_axis), _vec(entity.minor_axis), start, sweep, tolerance
    )
    yield _round(points, closed=sweep > _FULL - _SAME)


def _sweep(start: float, end: float) -> float:
    """The angle from one direction counter-clockwise to another; a whole turn may be written a bit longer."""
    sweep = (end - start) % _FULL
    return _FULL if sweep < _SAME_TURN or sweep > _FULL - _SAME_TURN else sweep


def _round(points: Points3, *, closed: bool) -> Outline:
    """A whole turn without its repeated first point."""
    return (points[:-1], True) if closed else (points, False)


def _spline(entity: Any, tolerance: float) -> Iterator[Outline]:
    control = [_vec(point) for point in entity.control_points]
    if control:
        points = spline_points(
            np.array(control), list(entity.knots), int(entity.dxf.degree), list(entity.weights), tolerance
        )
    else:
        points = _through([_vec(point) for point in entity.fit_points], tolerance)
    yield _closing(points, closed=bool(entity.closed))


def _through(points: Sequence[Points3], tolerance: float) -> Points3:
    """A spline that is given by points on it only."""
    if not 2 < len(points) <= MOST_FIT_POINTS:
        return np.array(points)
    curve = fit_points_to_cad_cv([tuple(point) for point in points])
    control = np.array([point.xyz for point in curve.control_points])
    return spline_points(control, list(curve.knots()), curve.degree, list(curve.weights()), tolerance)


def _closing(points: Points3, *, closed: bool) -> Outline:
    """A line whose ends meet is a ring."""
    meets = len(points) > 3 and bool(np.allclose(points[0], points[-1], rtol=0.0, atol=1e-6))
    return (points[:-1], True) if meets else (points, closed)


def _polyline(entity: Any, tolerance: float) -> Iterator[Outline]:
    if entity.is_3d_polyline:
        points = np.array([_vec(vertex.dxf.location) for vertex in entity.vertices])
        yield points, bool(entity.is_closed)
        return
    for face in entity.virtual_entities():
        yield from outlines_of(face, tolerance, 1.0)


def _face(entity: Any, _: float) -> Iterator[Outline]:
    corners = [_vec(entity.dxf.get(f"vtx{number}")) for number in range(4)]
    ring = [corners[0], *(b for a, b in itertools.pairwise(corners) if not np.array_equal(a, b))]
    yield np.array(ring), True


def _mesh(entity: Any, _: float) -> Iterator[Outline]:
    vertices = [_vec(vertex) for vertex in entity.vertices]
    for face in entity.faces:
        yield np.array([vertices[int(number)] for number in face]), True


def _leader(entity: Any, _: float) -> Iterator[Outline]:
    yield np.array([_vec(vertex) for vertex in entity.vertices]), False


def _multiline(entity: Any, tolerance: float) -> Iterator[Outline]:
    for part in entity.virtual_entities():
        yield from outlines_of(part, tolerance, 1.0)


# Entities in a plane of their own


def _lwpolyline(entity: Any, tolerance: float) -> Iterator[Outline]:
    rows = np.array(entity.get_points("xyb"), dtype=np.float64).reshape(-1, 3)
    if len(rows):
        height = float(entity.dxf.get("elevation", 0.0))
        corners = _lifted(rows, height)
        closed = bool(entity.closed)
        yield _closing(bulged_points(corners, rows[:, 2].tolist(), tolerance, closed=closed), closed=closed)


def _old_polyline(entity: Any, tolerance: float) -> Iterator[Outline]:
    vertices = [one for one in entity.vertices if not int(one.dxf.get("flags", 0)) & 16]  # spline frame
    if vertices:
        corners = np.array([_vec(vertex.dxf.location) for vertex in vertices])
        bulges = [float(vertex.dxf.get("bulge", 0.0)) for vertex in vertices]
        closed = bool(entity.is_closed)
        yield _closing(bulged_points(corners, bulges, tolerance, closed=closed), closed=closed)


def _circle(entity: Any, tolerance: float) -> Iterator[Outline]:
    centre, radius = _vec(entity.dxf.center), abs(float(entity.dxf.radius))
    if radius > 0.0:
        yield _lifted(arc_points(centre.tolist(), radius, 0.0, _FULL, tolerance)[:-1], centre[2]), True


def _arc(entity: Any, tolerance: float) -> Iterator[Outline]:
    centre, radius = _vec(entity.dxf.center), abs(float(entity.dxf.radius))
    start, end = math.radians(entity.dxf.start_angle), math.radians(entity.dxf.end_angle)
    sweep = _sweep(start, end)
    if radius > 0.0:
        points = _lifted(arc_points(centre.tolist(), radius, start, sweep, tolerance), centre[2])
        yield _round(points, closed=sweep > _FULL - _SAME)


def _solid(entity: Any, _: float) -> Iterator[Outline]:
    corners = [
        _vec(entity.dxf.get(f"vtx{number}")) for number in (0, 1, 3, 2) if entity.dxf.hasattr(f"vtx{number}")
    ]
    ring = [corners[0], *(b for a, b in itertools.pairwise(corners) if not np.array_equal(a, b))]
    yield np.array(ring), True


def _hatch(entity: Any, tolerance: float) -> Iterator[Outline]:
    height = _vec(entity.dxf.get("elevation", (0.0, 0.0, 0.0)))[2]
    for path in entity.paths:
        vertices = getattr(path, "vertices", None)
        if vertices is not None:
            rows = np.array(vertices, dtype=np.float64).reshape(-1, 3)
            if len(rows):
                yield bulged_points(_lifted(rows, height), rows[:, 2].tolist(), tolerance, closed=True), True
        elif path.edges:
            yield _closing(_lifted(np.concatenate(list(_edges(path.edges, tolerance))), height), closed=True)


def _edges(edges: Iterable[Any], tolerance: float) -> Iterator[Points3]:
    for edge in edges:
        match edge.EDGE_TYPE:
            case "LineEdge":
                yield np.array((edge.start, edge.end), dtype=np.float64)[:, :2]
            case "ArcEdge" | "EllipseEdge":
                yield _edge_arc(edge, tolerance)
            case "SplineEdge":
                control = np.array([(p.x, p.y) for p in edge.control_points], dtype=np.float64)
                if edge.is_valid() and len(control):
                    yield spline_points(control, edge.knot_values, edge.degree, edge.weights, tolerance)
            case _:
                pass


def _edge_arc(edge: Any, tolerance: float) -> Points3:
    """An arc of a boundary, in the direction in which the boundary runs."""
    if edge.EDGE_TYPE == "ArcEdge":
        start, end = math.radians(edge.start_angle), math.radians(edge.end_angle)
        major, minor = (edge.radius, 0.0), (0.0, edge.radius)
    else:
        start, end = float(edge.start_param), float(edge.end_param)
        major = (edge.major_axis.x, edge.major_axis.y)
        minor = (-edge.ratio * major[1], edge.ratio * major[0])
    sweep = _sweep(start, end)
    points = ellipse_points((edge.center.x, edge.center.y), major, minor, start, sweep, tolerance)
    return points if edge.ccw else points[::-1]


_IN_SPACE: dict[str, Callable[[Any, float], Iterator[Outline]]] = {
    "LINE": _line,
    "ELLIPSE": _ellipse,
    "SPLINE": _spline,
    "POLYLINE": _polyline,
    "3DFACE": _face,
    "MESH": _mesh,
    "LEADER": _leader,
    "MLINE": _multiline,
}
_IN_PLANE: dict[str, Callable[[Any, float], Iterator[Outline]]] = {
    "LWPOLYLINE": _lwpolyline,
    _FLAT_POLYLINE: _old_polyline,
    "CIRCLE": _circle,
    "ARC": _arc,
    "SOLID": _solid,
    "TRACE": _solid,
    "HATCH": _hatch,
    "MPOLYGON": _hatch,
}
