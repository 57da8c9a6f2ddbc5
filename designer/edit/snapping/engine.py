"""Which point of the drawing a person means near the cursor, with the reason; the best answer first."""

import math
from collections.abc import Collection, Iterable, Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from designer.core.geometry.axes import Point
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.core.units import TOLERANCE_MM
from designer.edit.picking.model import Kind
from designer.edit.picking.scenery import Scenery, visible
from designer.edit.snapping.model import Guide, SnapKind, SnapResult
from designer.edit.snapping.nearby import (
    Edges,
    Segments,
    crossings,
    distances,
    edges_near,
    feet,
    middles_near,
    perpendiculars,
    points_near,
)
from designer.edit.snapping.tracks import Track, rafters_near, rail_lines
from designer.edit.view import View, ViewKind

TIERS: tuple[tuple[SnapKind, ...], ...] = (
    (
        SnapKind.ENDPOINT,
        SnapKind.MODULE_CORNER,
        SnapKind.INTERSECTION,
        SnapKind.MIDPOINT,
        SnapKind.CENTRE,
    ),
    (SnapKind.PERPENDICULAR,),
    (SnapKind.RAIL, SnapKind.RAFTER),
    (SnapKind.NEAREST,),
    (SnapKind.GRID,),
)
"""Marked points before points on lines before the grid; of one tier the nearest, then the order here."""

MOST_EDGES = 24
"""Crossings are looked for among the edges nearest to the cursor only, so that no drawing is too dense."""

_TIER = {kind: tier for tier, kinds in enumerate(TIERS) for kind in kinds}
_ORDER = {kind: order for order, kind in enumerate(kind for kinds in TIERS for kind in kinds)}


class Snapper:
    """Finds what the cursor is caught by in one view, things of all kinds but `without`.

    Only things near the cursor are looked at.
    """

    def __init__(
        self,
        design: Design,
        plan: Plan | None,
        catalog: Catalog,
        view: View,
        *,
        without: frozenset[Kind] = frozenset(),
    ) -> None:
        self._scenery = Scenery(design, plan, catalog, view, without)
        self._without = without
        self._places = visible(design, view)
        self._rails: tuple[list[Track], shapely.STRtree] | None = None

    def candidates(
        self,
        cursor: Point,
        reach_mm: float,
        *,
        kinds: Collection[SnapKind],
        base: Point | None = None,
        grid_mm: float = 100.0,
    ) -> tuple[SnapResult, ...]:
        """All points of the wanted kinds within reach, the one meant first; each place once."""
        found = [one for one in self._all(cursor, reach_mm, base, grid_mm) if one.kind in kinds]
        found.sort(key=lambda one: _turn(one, cursor))
        return tuple(_each_place_once(one for one in found if math.dist(one.point, cursor) <= reach_mm))

    def _all(
        self, cursor: Point, reach_mm: float, base: Point | None, grid_mm: float
    ) -> Iterator[SnapResult]:
        edges = list(edges_near(self._scenery, cursor, reach_mm))
        tracks = self._tracks(cursor, reach_mm)
        for one in edges:
            yield from _of_edges(one, cursor, base)
        yield from _marks(SnapKind.CENTRE, middles_near(self._scenery, cursor, reach_mm))
        yield from _marks(SnapKind.ENDPOINT, points_near(self._scenery, cursor, reach_mm))
        yield from _of_tracks(tracks, cursor, base)
        yield from _of_crossings(edges, tracks, cursor)
        if grid_mm > 0.0:
            x, y = (round(value / grid_mm) * grid_mm for value in cursor)
            yield SnapResult((x, y), SnapKind.GRID)

    def _tracks(self, cursor: Point, reach_mm: float) -> list[Track]:
        """Rails and rafters near the cursor; the site plan shows neither."""
        if self._scenery.view.kind is not ViewKind.SURFACE:
            return []
        rafters = [track for place in self._places for track in rafters_near(place, cursor, reach_mm)]
        rails = [] if Kind.RAIL in self._without else self._rails_near(cursor, reach_mm)
        return [*rails, *rafters]

    def _rails_near(self, cursor: Point, reach_mm: float) -> list[Track]:
        if self._rails is None:
            tracks = [track for place in self._places for track in rail_lines(self._scenery.plan, place)]
            self._rails = tracks, shapely.STRtree([shapely.LineString(track.line) for track in tracks])
        tracks, tree = self._rails
        places = tree.query(shapely.Point(cursor), "dwithin", reach_mm)
        return [tracks[place] for place in sorted(places.tolist())]


def _turn(one: SnapResult, cursor: Point) -> tuple[int, float, int]:
    return (_TIER[one.kind], round(math.dist(one.point, cursor), 3), _ORDER[one.kind])


def _each_place_once(found: Iterable[SnapResult]) -> Iterator[SnapResult]:
    """Without answers at a place that a better one has already."""
    seen: set[tuple[int, int]] = set()
    for one in found:
        place = (round(one.point[0] / TOLERANCE_MM), round(one.point[1] / TOLERANCE_MM))
        if place not in seen:
            seen.add(place)
            yield one


def _of_edges(edges: Edges, cursor: Point, base: Point | None) -> Iterator[SnapResult]:
    """Corners, middles, nearest places, and feet of perpendiculars from the base."""
    corner = SnapKind.MODULE_CORNER if edges.kind is Kind.MODULE else SnapKind.ENDPOINT
    yield from _results(corner, edges.owner, edges.corners)
    segments = edges.segments
    yield from _results(SnapKind.MIDPOINT, edges.owner, (segments[:, :2] + segments[:, 2:]) / 2)
    yield from _results(SnapKind.NEAREST, edges.owner, feet(segments, cursor))
    if base is not None:
        yield from _from_base(base, edges.owner, segments)


def _from_base(base: Point, owner: str, segments: Segments) -> Iterator[SnapResult]:
    for x, y in perpendiculars(segments, base).tolist():
        if math.dist(base, (x, y)) > TOLERANCE_MM:
            yield SnapResult((x, y), SnapKind.PERPENDICULAR, owner, (Guide(base, (x, y)),))


def _results(kind: SnapKind, owner: str, points: NDArray[np.float64]) -> Iterator[SnapResult]:
    return (SnapResult((x, y), kind, owner) for x, y in points.tolist())


def _marks(kind: SnapKind, marks: Iterable[tuple[str, Point]]) -> Iterator[SnapResult]:
    return (SnapResult(point, kind, owner) for owner, point in marks)


def _of_tracks(tracks: Iterable[Track], cursor: Point, base: Point | None) -> Iterator[SnapResult]:
    """The places of rails and rafters that are nearest to the cursor, and perpendicular from the base."""
    for track in tracks:
        segment = _segment(track)
        x, y = feet(segment, cursor)[0].tolist()
        yield SnapResult((x, y), track.kind, track.owner, (Guide(*track.line),))
        if base is not None:
            yield from _from_base(base, track.owner, segment)


def _of_crossings(edges: Iterable[Edges], tracks: Iterable[Track], cursor: Point) -> Iterator[SnapResult]:
    """Where edges, rails and rafters cross each other."""
    owned = [(one.owner, segment[None]) for one in edges for segment in one.segments]
    owned += [(track.owner, _segment(track)) for track in tracks]
    if len(owned) < 2:
        return
    segments = np.concatenate([segment for _, segment in owned])
    nearest = np.argsort(distances(segments, cursor), kind="stable")[:MOST_EDGES]
    yield from _results(SnapKind.INTERSECTION, owned[int(nearest[0])][0], crossings(segments[nearest]))


def _segment(track: Track) -> Segments:
    return np.array([(*track.line[0], *track.line[1])])
