"""Where underlays lie in a view: on the site plan as seen from above, on a tilted surface unfolded."""

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from msgspec import Struct
from numpy.typing import NDArray

from designer.core.geometry.axes import Point, Rect
from designer.core.geometry.homography import homography, mapped, seen_part
from designer.core.model.design import Design, Surface
from designer.core.model.underlay import PictureUnderlay, Underlay
from designer.edit.edits.site import frame_of
from designer.edit.edits.underlays import plain_corners
from designer.edit.picking.recent import recent
from designer.edit.view import View, ViewKind

Matrix = NDArray[np.float64]
"""Two rows; points (x, y, 1) are columns and stand to its right."""

AnyUnderlay = Underlay | PictureUnderlay


class Lain(Struct, frozen=True, eq=False):
    """An underlay that can be seen in a view, and the map from its frame to the view."""

    underlay: AnyUnderlay
    matrix: Matrix

    def put(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points of its frame in the view, shape (n, 2), mm."""
        shown: NDArray[np.float64] = points @ self.matrix[:, :2].T + self.matrix[:, 2]
        return shown

    def back(self, point: Point) -> Point:
        """The point of its frame that a point of the view is."""
        x, y = np.linalg.solve(self.matrix[:, :2], np.array(point) - self.matrix[:, 2]).tolist()
        return (x, y)


def underlays_in(design: Design, view: View) -> tuple[Lain, ...]:
    """Underlays that are shown in a view, the lowest first: pictures below lines."""
    return _lain(design.pictures, design.underlays, design.surfaces, view)


@recent(4)
def _lain(
    pictures: tuple[PictureUnderlay, ...],
    drawings: tuple[Underlay, ...],
    surfaces: tuple[Surface, ...],
    view: View,
) -> tuple[Lain, ...]:
    """Remembered by what it depends on, as most edits change none of it."""
    everything: tuple[AnyUnderlay, ...] = (*pictures, *drawings)
    return tuple(
        Lain(one, matrix)
        for one in everything
        if one.shown and (matrix := _matrix(surfaces, view, one.surface)) is not None
    )


def _matrix(surfaces: Sequence[Surface], view: View, surface_id: str) -> Matrix | None:
    """The map from a surface's frame, or the site plan for an empty id, to a view; None for another view."""
    by_id = {surface.id: surface for surface in surfaces}
    if view.kind is ViewKind.SITE:
        return _affine(frame_of(by_id[surface_id]).to_plan(_UNIT)) if surface_id else _SAME
    if view.kind is ViewKind.SURFACE:
        if surface_id == view.surface:
            return _SAME
        seen = by_id.get(view.surface)
        if not surface_id and seen is not None and seen.tilt_deg < STEEPEST_DEG:
            return _affine(frame_of(seen).to_surface(_UNIT))
    return None


STEEPEST_DEG = 85.0
"""On a steeper face a plan is a line."""

_SAME: Matrix = np.array(((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)))
_ARM_MM = 1000.0
_UNIT = np.array(((0.0, 0.0), (_ARM_MM, 0.0), (0.0, _ARM_MM)))


def _affine(ends: NDArray[np.float64]) -> Matrix:
    """The map that takes the origin and the ends of both arms where they are found."""
    origin, right, up = ends
    return np.column_stack(((right - origin) / _ARM_MM, (up - origin) / _ARM_MM, origin))


def outline_of(lain: Lain) -> list[Point]:
    """The seen part of a picture as a ring in the view; nothing for lines."""
    picture = lain.underlay
    if not isinstance(picture, PictureUnderlay):
        return []
    matrix = homography(picture.pixels, picture.places)
    part = seen_part(matrix, picture.pixels, plain_corners(picture.width_px, picture.height_px))
    flat = lain.put(np.array(mapped(matrix, part)).reshape(-1, 2))
    return [(x, y) for x, y in flat.tolist()]


def lines_of(lain: Lain) -> Iterator[NDArray[np.float64]]:
    """The lines of a drawing in the view, closed ones with their first point again; nothing for pictures."""
    drawing = lain.underlay
    if isinstance(drawing, Underlay):
        for line in drawing.lines:
            points = (*line.points, line.points[0]) if line.closed else line.points
            yield lain.put(np.array(points))


def underlay_at(design: Design, view: View, point: Point) -> Lain | None:
    """The underlay that is meant by a point of a view: the uppermost picture there, else the nearest line."""
    at = shapely.Point(point)
    there = underlays_in(design, view)
    pictures = [one for one in there if (ring := outline_of(one)) and shapely.Polygon(ring).intersects(at)]
    if pictures:
        return pictures[-1]
    return min(there, key=lambda one: _distance(one, at), default=None)


def _distance(lain: Lain, at: shapely.Point) -> float:
    """How far the nearest line of an underlay is; a picture's are all far."""
    lines = [shapely.LineString(line) for line in lines_of(lain)]
    return float(shapely.distance(np.array(lines, dtype=object), at).min()) if lines else np.inf


def bounds_of(design: Design, view: View) -> Rect | None:
    """Extent of all underlays shown in a view; None where there are none."""
    return _bounds(underlays_in(design, view))


@recent(4)
def _bounds(there: tuple[Lain, ...]) -> Rect | None:
    points = [line for one in there for line in lines_of(one)]
    points += [np.array(ring) for one in there if (ring := outline_of(one))]
    if not points:
        return None
    whole = np.concatenate(points)
    (x0, y0), (x1, y1) = whole.min(axis=0).tolist(), whole.max(axis=0).tolist()
    return (x0, y0, x1, y1)
