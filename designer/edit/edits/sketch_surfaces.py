"""Surfaces out of a drawing, with the place of each in the drawing, so that other things can be put on it."""

from collections.abc import Iterable, Iterator

import numpy as np
import shapely
from msgspec import Struct
from shapely.geometry import LineString, Polygon
from shapely.geometry import Point as Point2
from shapely.geometry.base import BaseGeometry

from designer.core.errors import InputError
from designer.core.geometry.axes import Point
from designer.core.geometry.joining import left_over, rings_of
from designer.core.geometry.rings import clean_ring, rounded_points
from designer.core.geometry.sketch import Points3, Sketch, Stroke
from designer.core.geometry.slopes import slope_of
from designer.core.geometry.unfold import Points, RoofFrame, fit_frame
from designer.core.limits import MOST_CORNERS
from designer.core.model.design import Surface
from designer.core.model.outlines import MAX_SURFACE_MM
from designer.edit.edits.changing import angle_of
from designer.edit.edits.sketch_choices import Meaning, SketchChoices
from designer.edit.edits.starting import start_rafters
from designer.edit.figures import counted

CORNER_TOLERANCE_MM = 1.0
"""Corners that jut out of a straight edge by no more than this are no corners."""

STEEPEST_DEG = 85.0
"""A steeper face is a wall."""

MOST_SURFACES = 500
"""Closed lines on the layers of surfaces; with more it is no layer of roofs."""


class DrawnSurface(Struct, frozen=True, eq=False):
    """A surface without id, its area in the drawing, holes in it, and the frame that takes points there."""

    surface: Surface
    area: Polygon
    holes: tuple[Polygon, ...]
    frame: RoofFrame

    def on_it(self, points: Points) -> tuple[Point, ...]:
        """Points of the drawing on the surface, mm."""
        return rounded_points(self.frame.to_surface(points).tolist())


class Found(Struct, frozen=True):
    """Surfaces, and what could not be made one, in words."""

    surfaces: tuple[DrawnSurface, ...]
    told: tuple[str, ...]


def drawn_surfaces(sketch: Sketch, choices: SketchChoices) -> Found:
    """The surfaces of all layers that mean such, in the drawing's order; rings within them are holes.

    Raises InputError where a layer holds far more rings than a site has roofs, or one larger than any.
    """
    told: list[str] = []
    rings = [
        (layer, ring)
        for layer in sketch.layers
        if choices.meaning(layer) is Meaning.SURFACE
        for ring in _sound_rings(layer, _rings_on(sketch, layer, told), told)
    ]
    if len(rings) > MOST_SURFACES:
        what = f"its layers of surfaces hold {len(rings):,} closed lines; {MOST_SURFACES} at most are read"
        raise InputError(what, remedy="choose the layer of the roof outlines only")
    areas = [Polygon(ring[:, :2]) for _, ring in rings]
    parents = [_parent(number, areas) for number in range(len(areas))]
    outer = shapely.union_all(areas).boundary if areas else LineString()
    surfaces = []
    for number, (layer, ring) in enumerate(rings):
        if parents[number] is None:
            holes = tuple(area for area, parent in zip(areas, parents, strict=True) if parent == number)
            drawn = _surface(layer, ring, holes, outer, choices)
            if drawn is None:
                told.append(f"a face on layer '{layer}' is left out: it is upright, or as thin as a line")
            else:
                surfaces.append(drawn)
    return Found(tuple(surfaces), tuple(told))


def _rings_on(sketch: Sketch, layer: str, told: list[str]) -> list[Points3]:
    """The rings of a layer; lines that are on none of them are told."""
    strokes = tuple(_lying(sketch.strokes, layer))
    rings = rings_of(strokes, parted=True)
    lost = left_over(strokes, rings)
    if rings and lost:
        told.append(f"{counted(lost, 'line')} on layer '{layer}' left out: a surface is what lines enclose")
    return rings


def _lying(strokes: Iterable[Stroke], layer: str) -> Iterator[Stroke]:
    return (stroke for stroke in strokes if stroke.layer == layer)


def _sound_rings(layer: str, rings: Iterable[Points3], told: list[str]) -> Iterator[Points3]:
    for ring in rings:
        if len(ring) > MOST_CORNERS:
            what = f"a closed line on it has {len(ring):,} corners; a surface has {MOST_CORNERS:,} at most"
            raise InputError(what, where=f"layer '{layer}'", remedy="simplify it, or import it as underlay")
        area = Polygon(ring[:, :2])
        x0, y0, x1, y1 = area.bounds
        if max(x1 - x0, y1 - y0) > MAX_SURFACE_MM:
            size = f"{(x1 - x0) / 1000:.0f} × {(y1 - y0) / 1000:.0f} m"
            raise InputError(
                f"a surface on it would measure {size}",
                where=f"layer '{layer}'",
                remedy="check the unit of the drawing",
            )
        if area.is_valid:
            yield ring
        else:
            told.append(f"a closed line on layer '{layer}' is left out: it crosses or touches itself")


def _parent(number: int, areas: list[Polygon]) -> int | None:
    """The ring that a ring lies in; None for an outermost one. Neighbours share edges only."""
    inside = areas[number].representative_point()
    for place, other in enumerate(areas):
        if place != number and other.area > areas[number].area and other.covers(inside):
            overlap = other.intersection(areas[number]).area
            if overlap > 0.5 * areas[number].area:
                return place
    return None


def _eave(corners: Points, outer: BaseGeometry) -> Points | None:
    """The longest edge that no other face has in common: faces meet at ridges, hips and valleys."""
    edges = list(zip(corners, np.roll(corners, -1, axis=0), strict=True))
    free = [edge for edge in edges if outer.dwithin(Point2((edge[0] + edge[1]) / 2.0), CORNER_TOLERANCE_MM)]
    return np.array(max(free, key=lambda edge: float(np.linalg.norm(edge[1] - edge[0])))) if free else None


def _surface(
    layer: str, ring: Points3, holes: tuple[Polygon, ...], outer: BaseGeometry, choices: SketchChoices
) -> DrawnSurface | None:
    slope = slope_of(ring)
    tilt = slope.tilt_deg if slope else choices.tilt_on(layer)
    azimuth = slope.azimuth_deg if slope else choices.azimuth_on(layer)
    if tilt > STEEPEST_DEG:
        return None
    area = _area(ring)
    if area.is_empty:
        return None
    corners = np.array(area.exterior.coords[:-1])
    flat = choices.true_lengths and slope is None
    frame = _flat_frame(corners) if flat else _unfolding(corners, tilt, azimuth, _eave(corners, outer))
    bearing = frame.x_bearing_deg if azimuth is None or not choices.true_lengths else azimuth - 90.0
    surface = Surface(
        id="",
        name=layer,
        outline=rounded_points(frame.to_surface(corners).tolist()),
        edges=(),
        tilt_deg=tilt,
        azimuth_deg=angle_of(bearing + 90.0),
        x_bearing_deg=angle_of(bearing),
        east_mm=frame.origin_east_mm,
        north_mm=frame.origin_north_mm,
        rafters=start_rafters(),
    )
    return DrawnSurface(surface, area, holes, frame)


def _area(ring: Points3) -> Polygon:
    """A face without corners that are none; with all of them where it would cross itself else."""
    plain = Polygon(clean_ring(ring[:, :2].tolist(), tolerance_mm=CORNER_TOLERANCE_MM))
    return plain if plain.is_valid and not plain.is_empty else Polygon(ring[:, :2])


def _unfolding(corners: Points, tilt_deg: float, azimuth_deg: float | None, eave: Points | None) -> RoofFrame:
    """The frame of a face that is seen from above; without an azimuth it rises from its eave."""
    if azimuth_deg is not None:
        return fit_frame(corners, tilt_deg=tilt_deg, azimuth_deg=azimuth_deg)
    return fit_frame(corners, tilt_deg=tilt_deg, eave_plan_mm=eave)


def _flat_frame(corners: Points) -> RoofFrame:
    """The frame of a face drawn as it lies: x is the drawing's own, and nothing is foreshortened."""
    x, y = corners.min(axis=0).tolist()
    return RoofFrame(origin_east_mm=x, origin_north_mm=y, x_bearing_deg=90.0, tilt_deg=0.0)
