"""Things of one kind in one view, by place: the ground of picking, snapping and highlighting."""

from collections.abc import Iterable, Sequence
from enum import Enum
from functools import cached_property
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from designer.core.geometry.axes import Point, Rect

Coordinates = NDArray[np.float64]
"""Points as rows, shape (n, 2), mm."""

Geometries = NDArray[np.object_]
Indices = NDArray[np.intp]


class Form(Enum):
    """What the points of a shape mean."""

    AREA = "area"
    LINE = "line"
    POINT = "point"


_LEAST_POINTS = {Form.AREA: 3, Form.LINE: 2, Form.POINT: 1}


class Shape(NamedTuple):
    """A thing, or a part of one, with its points in view coordinates, mm."""

    id: str
    points: Sequence[Point] | Coordinates
    form: Form = Form.AREA
    part: int = 0


class Layer:
    """Ids with their geometries. The search tree is made when it is first asked for."""

    def __init__(self, ids: Sequence[str], geometry: Geometries, parts: Sequence[int] = ()) -> None:
        self.ids = ids
        self.geometry = geometry
        self.parts = parts or (0,) * len(ids)

    @cached_property
    def tree(self) -> shapely.STRtree:
        """All geometries by place."""
        return shapely.STRtree(self.geometry)

    @cached_property
    def bounds(self) -> NDArray[np.float64]:
        """Extents, one row (x0, y0, x1, y1) for each geometry, mm."""
        return np.asarray(shapely.bounds(self.geometry), dtype=np.float64).reshape(-1, 4)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for index, name in enumerate(self.ids):
            places.setdefault(name, []).append(index)
        return places

    def of(self, *names: str) -> Geometries:
        """The geometries of things, one after the other; none of what is not in the layer."""
        return self.geometry[[place for name in names for place in self._places.get(name, ())]]

    def near(self, point: Point, reach_mm: float) -> Indices:
        """Geometries within reach of a point."""
        found: Indices = self.tree.query(shapely.Point(point), "dwithin", reach_mm)
        return found

    def inside(self, rect: Rect) -> Indices:
        """Geometries wholly inside a rectangle."""
        x0, y0, x1, y1 = rect
        ends = self.bounds
        held = (ends[:, 0] >= x0) & (ends[:, 1] >= y0) & (ends[:, 2] <= x1) & (ends[:, 3] <= y1)
        found: Indices = np.nonzero(held)[0]
        return found

    def touched(self, rect: Rect) -> Indices:
        """Geometries that have a point in common with a rectangle."""
        found: Indices = self.tree.query(shapely.box(*rect), "intersects")
        return found


def layer_of_shapes(shapes: Iterable[Shape]) -> Layer:
    """A layer of all shapes that have enough points to be drawn."""
    whole = [shape for shape in shapes if len(shape.points) >= _LEAST_POINTS[shape.form]]
    ordered = [shape for form in Form for shape in whole if shape.form is form]
    made = [_geometries(form, [shape for shape in ordered if shape.form is form]) for form in Form]
    return Layer(
        [shape.id for shape in ordered],
        np.concatenate(made) if ordered else np.empty(0, dtype=object),
        [shape.part for shape in ordered],
    )


def layer_of_quads(ids: Sequence[str], corners: NDArray[np.float64]) -> Layer:
    """A layer of four-cornered areas, `corners` of shape (n, 4, 2); made in one call as there are many."""
    return Layer(ids, np.asarray(shapely.polygons(corners.reshape(-1, 4, 2)), dtype=object))


def _geometries(form: Form, shapes: Sequence[Shape]) -> Geometries:
    if not shapes:
        return np.empty(0, dtype=object)
    points = np.concatenate([np.asarray(shape.points, dtype=np.float64) for shape in shapes])
    if form is Form.POINT:
        return np.asarray(shapely.points(points), dtype=object)
    owners = np.repeat(np.arange(len(shapes)), [len(shape.points) for shape in shapes])
    if form is Form.LINE:
        return np.asarray(shapely.linestrings(points, indices=owners), dtype=object)
    rings = shapely.linearrings(points, indices=owners)
    return np.asarray(shapely.polygons(rings), dtype=object)
