"""The cable network of a site: lanes of all rows, bridges between surfaces, and the boxes."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import inf

import numpy as np
import shapely
from msgspec import Struct
from numpy.typing import NDArray
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from designer.core.geometry.axes import Point, RailAxis, grown, rect_polygons, to_uv, to_xy
from designer.core.layout.row_view import row_views
from designer.core.model.design import Design, Surface
from designer.core.model.plan import RailRun, RoutePart, SurfacePlan
from designer.core.trunk.graph import Graph, Node
from designer.core.trunk.lanes import FreeGround, Lane, RowLanes, inside, row_lanes
from designer.core.units import TOLERANCE_MM

_NEIGHBOURS = 40
"""A place off the lanes is joined to this many nearest ones that an angled way reaches freely."""

_BERTH_MM = 20.0
"""Ways round an obstacle or a corner of the roof keep this far off it."""

LineKey = tuple[str, int]
"""A row's id and the rail line (0 lower, 1 upper) that cable and inverters are tied to."""

Array = NDArray[np.float64]

_Way = tuple[Node, float, tuple[Point, ...]]
"""A way to a place: the place, the length and the bends on it."""


class Station(Struct, frozen=True):
    """A place on a rail line: the line and the distance along the rail."""

    line: LineKey
    along_mm: float


class _Track:
    """The places of the network on one rail line; cable runs along it within each of its runs."""

    def __init__(self, surface: str, axis: RailAxis, v: float, runs: Sequence[RailRun]) -> None:
        self.surface, self.axis, self.v = surface, axis, v
        ordered = sorted((run.start_mm, run.end_mm) for run in runs)
        self._lows = np.array([low for low, _ in ordered])
        self._highs = np.array([high for _, high in ordered])
        self._us = np.empty(0)
        self._nodes: list[Node] = []

    def set_places(self, places: Mapping[float, Node]) -> None:
        """The crossings on this line, in order along it."""
        self._us, self._nodes = np.array(list(places)), list(places.values())

    def runs_of(self, alongs: Array) -> NDArray[np.intp]:
        """Index of the run that each place lies on, the last one that begins before it."""
        found = np.searchsorted(self._lows, alongs + TOLERANCE_MM, side="right") - 1
        return np.asarray(np.maximum(found, 0))

    def legs(self, alongs: Array) -> tuple[list[Node], Array]:
        """Crossings next to the given places on their own runs, and the ways (n, crossings) to them."""
        runs = self.runs_of(alongs)
        right = np.searchsorted(self._us, alongs, side="right")
        used: dict[int, int] = {}
        ways = []
        for side in (right - 1, right):
            valid = (side >= 0) & (side < len(self._us))
            at = self._us[np.clip(side, 0, len(self._us) - 1)] if len(self._us) else alongs
            valid &= (at >= self._lows[runs] - TOLERANCE_MM) & (at <= self._highs[runs] + TOLERANCE_MM)
            ways.append((side, valid, np.abs(at - alongs)))
            for index in np.unique(side[valid]).tolist():
                used.setdefault(index, len(used))
        matrix = np.full((len(alongs), len(used)), inf)
        for side, valid, distance in ways:
            rows = np.flatnonzero(valid)
            columns = [used[index] for index in side[rows].tolist()]
            matrix[rows, columns] = distance[rows]
        return [self._nodes[index] for index in used], matrix


class Network:
    """Shortest cable ways between places on rails, and from them to boxes."""

    def __init__(self) -> None:
        self.graph = Graph()
        self.tracks: dict[LineKey, _Track] = {}
        self.boxes: dict[str, Node] = {}
        self._places: dict[str, list[Node]] = {}
        self._grounds: dict[str, tuple[FreeGround, FreeGround]] = {}
        self._axes: dict[str, RailAxis] = {}

    def distances(self, first: LineKey, starts: Array, second: LineKey, ends: Array) -> Array:
        """Shortest ways (len(starts), len(ends)) between places on two lines, mm; inf where none."""
        if first != second:
            return self._around(first, starts, second, ends)
        track = self.tracks[first]
        same_run = track.runs_of(starts)[:, None] == track.runs_of(ends)[None, :]
        direct = np.where(same_run, np.abs(starts[:, None] - ends[None, :]), inf)
        if same_run.all():
            return np.asarray(direct)
        return np.asarray(np.minimum(direct, self._around(first, starts, second, ends)))

    def _around(self, first: LineKey, starts: Array, second: LineKey, ends: Array) -> Array:
        """Ways that leave the line at a crossing."""
        sources, out = self.tracks[first].legs(starts)
        targets, back = self.tracks[second].legs(ends)
        if not sources or not targets:
            return np.full((len(starts), len(ends)), inf)
        known = self.graph.distances_between(sources, targets)
        between = np.array([[known[a, b] for b in targets] for a in sources])
        return _min_plus(out, between, back.T)

    def to_box(self, line: LineKey, starts: Array, box: str) -> Array:
        """Shortest ways from places on a line to a box, mm; inf where there is none."""
        from_box = self.graph.distances_from(self.boxes[box])
        nodes, out = self.tracks[line].legs(starts)
        if not nodes:
            return np.full(len(starts), inf)
        return np.asarray(np.min(out + np.array([from_box.get(node, inf) for node in nodes]), axis=1))

    def route(self, start: Station, end: Station) -> tuple[RoutePart, ...]:
        """The way between two places on rails; its length is that of `distances`."""
        track = self.tracks[start.line]
        here, there = np.array([start.along_mm]), np.array([end.along_mm])
        if start.line == end.line and track.runs_of(here)[0] == track.runs_of(there)[0]:
            return (RoutePart(surface=track.surface, points=_distinct(self.point(start), self.point(end))),)
        sources, out = track.legs(here)
        targets, back = self.tracks[end.line].legs(there)
        options = [
            (out[0, i] + self.graph.distance(a, b) + back[0, j], a, b)
            for i, a in enumerate(sources)
            for j, b in enumerate(targets)
        ]
        _, a, b = min(options)
        return _with_ends(self.graph.route(a, b), self.point(start), self.point(end))

    def route_to_box(self, start: Station, box: str) -> tuple[RoutePart, ...]:
        """The way from a place on a rail to a box."""
        from_box = self.graph.distances_from(self.boxes[box])
        nodes, out = self.tracks[start.line].legs(np.array([start.along_mm]))
        _, node = min((out[0, i] + from_box.get(node, inf), node) for i, node in enumerate(nodes))
        return _with_ends(self.graph.route(node, self.boxes[box]), self.point(start), None)

    def point(self, station: Station) -> Point:
        """Surface coordinates of a place on a rail."""
        track = self.tracks[station.line]
        return to_xy(track.axis, station.along_mm, track.v)

    # Building

    def add_surface(
        self, surface: Surface, plan: SurfacePlan, lines: Mapping[str, set[int]], half_gap_mm: float
    ) -> None:
        """Add the lanes of one surface; `lines` are the rail lines in use by row id."""
        axis = surface.rail_axis
        outline = Polygon(surface.outline)
        obstacles = shapely.union_all([Polygon(obstacle.outline) for obstacle in surface.obstacles])
        field = shapely.union_all(rect_polygons(grown(m.rect, -_BERTH_MM) for m in plan.modules))
        ground = FreeGround(outline, obstacles, axis)
        beside = FreeGround(outline, obstacles.union(field), axis)
        self._grounds[surface.id], self._axes[surface.id] = (beside, ground), axis
        self._places[surface.id] = []
        rows = []
        for view in row_views(plan.modules, axis):
            rails = [rail for rail in plan.rails if rail.row_id == view.row_id]
            for line in sorted(lines.get(view.row_id, set())):
                runs = [rail for rail in rails if rail.line == line]
                if runs:
                    self.tracks[view.row_id, line] = _Track(surface.id, axis, runs[0].across_mm, runs)
            rows.append(row_lanes(view, rails, lines.get(view.row_id, set()), half_gap_mm))
        self._weave(surface.id, rows, ground)
        for point in _corners(outline, obstacles):
            self._places[surface.id].append(self.add_place(surface.id, point))

    def _weave(self, surface: str, rows: Sequence[RowLanes], ground: FreeGround) -> None:
        """Make places and ways of the rows, and join rows that follow each other."""
        unsheltered: list[tuple[Node, Node]] = []
        edge_nodes: list[tuple[dict[float, Node], dict[float, Node]]] = []
        for index, row in enumerate(rows):
            below = rows[index - 1].edges if index else ()
            above = rows[index + 1].edges if index + 1 < len(rows) else ()
            low = self._lane(surface, row.low, (*row.edges, *below), unsheltered)
            high = self._lane(surface, row.high, (*row.edges, *above), unsheltered)
            rails = [self._lane(surface, lane, lane.us, unsheltered) for lane in row.rails]
            for under, over in pairwise([low, *rails, high]):
                self._cross(under, over, row.edges)
            edge_nodes.append((low, high))
        for (_, high), (low, _) in pairwise(edge_nodes):
            unsheltered += [(high[u], low[u]) for u in sorted(set(high) & set(low))]
        axis = self._axes[surface]
        segments = [(self._uv(a, axis), self._uv(b, axis)) for a, b in unsheltered]
        for (a, b), free in zip(unsheltered, ground.allows(segments), strict=True):
            if free:
                self.graph.join(a, b, self._straight(a, b))

    def _lane(
        self, surface: str, lane: Lane, us: Iterable[float], unsheltered: list[tuple[Node, Node]]
    ) -> dict[float, Node]:
        axis = self._axes[surface]
        nodes = {u: self.graph.add(surface, to_xy(axis, u, lane.v)) for u in sorted(set(us))}
        self._places[surface] += nodes.values()
        for left, right in pairwise(nodes):
            pair = (nodes[left], nodes[right])
            if inside(lane.covered, (left, right)):
                self.graph.join(*pair, right - left)
            else:
                unsheltered.append(pair)
        if lane.rail_line is not None:
            self.tracks[lane.row_id, lane.rail_line].set_places(nodes)
        return nodes

    def _cross(self, under: Mapping[float, Node], over: Mapping[float, Node], us: Iterable[float]) -> None:
        for u in us:
            if u in under and u in over:
                self.graph.join(under[u], over[u], self._straight(under[u], over[u]))

    def add_place(self, surface: str, point: Point) -> Node:
        """A box, a bridge end or a corner to go round: joined to the nearest places it reaches freely.

        Ways keep off the modules' undersides where they can; a place under the modules is joined
        straight through.
        """
        node = self.graph.add(surface, point)
        near = sorted(self._places[surface], key=lambda other: (self._angled(node, other), other))
        for ground in self._grounds[surface]:
            ways = self._free_ways(ground, node, near)
            for other, length, via in ways[:_NEIGHBOURS]:
                self.graph.join(node, other, length, via)
            if ways:
                break
        return node

    def _free_ways(self, ground: FreeGround, node: Node, others: Sequence[Node]) -> list[_Way]:
        """The places that a way with one square bend reaches, or else a straight one."""
        axis = self._axes[self.graph.surfaces[node]]
        here, there = self._uv(node, axis), [self._uv(other, axis) for other in others]
        bends = [[(uv[0], here[1]) for uv in there], [(here[0], uv[1]) for uv in there]]
        square = [self._legs_free(ground, here, corners, there) for corners in bends]
        straight = ground.allows([(here, uv) for uv in there])
        found: list[_Way] = []
        for i, other in enumerate(others):
            if square[0][i] or square[1][i]:
                via = to_xy(axis, *bends[0 if square[0][i] else 1][i])
                ends = (self.graph.points[node], self.graph.points[other])
                found.append((other, self._angled(node, other), () if via in ends else (via,)))
            elif straight[i]:
                found.append((other, self._straight(node, other), ()))
        return found

    @staticmethod
    def _legs_free(
        ground: FreeGround, here: Point, corners: Sequence[Point], targets: Sequence[Point]
    ) -> list[bool]:
        out = ground.allows([(here, corner) for corner in corners])
        back = ground.allows(list(zip(corners, targets, strict=True)))
        return [a and b for a, b in zip(out, back, strict=True)]

    def _uv(self, node: Node, axis: RailAxis) -> Point:
        return to_uv(axis, *self.graph.points[node])

    def _straight(self, a: Node, b: Node) -> float:
        (x0, y0), (x1, y1) = self.graph.points[a], self.graph.points[b]
        return float(np.hypot(x1 - x0, y1 - y0))

    def _angled(self, a: Node, b: Node) -> float:
        (x0, y0), (x1, y1) = self.graph.points[a], self.graph.points[b]
        return abs(x1 - x0) + abs(y1 - y0)


def build_network(
    design: Design,
    plans: Sequence[SurfacePlan],
    lines: Mapping[str, set[int]],
    half_gap_mm: float,
) -> Network:
    """The network of a site; boxes and bridges on unknown surfaces are left to the checks."""
    network = Network()
    known = {plan.surface for plan in plans}
    for plan in plans:
        network.add_surface(design.surface(plan.surface), plan, lines, half_gap_mm)
    for bridge in design.bridges:
        if {bridge.from_surface, bridge.to_surface} <= known:
            ends = (
                network.add_place(bridge.from_surface, bridge.from_point),
                network.add_place(bridge.to_surface, bridge.to_point),
            )
            network.graph.join(*ends, bridge.length_mm)
    for box in design.boxes:
        if box.surface in known:
            network.boxes[box.id] = network.add_place(box.surface, (box.x, box.y))
    return network


def _corners(outline: Polygon, obstacles: BaseGeometry) -> list[Point]:
    """Places beside the corners of obstacles and inner corners of the roof, a berth off them."""
    grown_parts = [part.buffer(_BERTH_MM, join_style="mitre") for part in _polygons(obstacles)]
    found = {point for part in grown_parts for point in part.exterior.coords[:-1]}
    inset = outline.buffer(-_BERTH_MM, join_style="mitre")
    found.update(point for part in _polygons(inset) for point in part.exterior.coords[:-1])
    inside = inset.buffer(TOLERANCE_MM)
    return sorted((round(x, 3), round(y, 3)) for x, y in found if inside.covers(ShapelyPoint(x, y)))


def _polygons(area: BaseGeometry) -> list[Polygon]:
    return [
        part for part in getattr(area, "geoms", [area]) if isinstance(part, Polygon) and not part.is_empty
    ]


def _min_plus(first: Array, between: Array, last: Array) -> Array:
    """Shortest first + between + last, over all middle places."""
    through = np.min(first[:, :, None] + between[None, :, :], axis=1)
    return np.asarray(np.min(through[:, :, None] + last[None, :, :], axis=1))


def _distinct(*points: Point) -> tuple[Point, ...]:
    return tuple(dict.fromkeys(points)) if len(set(points)) > 1 else (points[0], points[0])


def _with_ends(parts: tuple[RoutePart, ...], start: Point, end: Point | None) -> tuple[RoutePart, ...]:
    """The route with its true ends put before and after, repeated points dropped."""
    points = [list(part.points) for part in parts]
    points[0].insert(0, start)
    if end is not None:
        points[-1].append(end)
    return tuple(
        RoutePart(surface=part.surface, points=_without_repeats(chain))
        for part, chain in zip(parts, points, strict=True)
    )


def _without_repeats(points: Sequence[Point]) -> tuple[Point, ...]:
    kept = [points[0]]
    for point in points[1:]:
        if point != kept[-1]:
            kept.append(point)
    return tuple(kept)


def route_length(route: Iterable[RoutePart]) -> float:
    """Length of the drawn parts of a route, mm (bridges between surfaces are not drawn)."""
    return sum(float(np.hypot(b[0] - a[0], b[1] - a[1])) for part in route for a, b in pairwise(part.points))
