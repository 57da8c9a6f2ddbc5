"""One surface of the cable network while it is made: lanes of its rows, and ways to places beside them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import hypot

import numpy as np
import shapely
from msgspec import Struct
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry.base import BaseGeometry

from designer.core.geometry.axes import Point, RailAxis, grown, rect_polygons, to_uv, to_xy
from designer.core.layout.row_view import row_views
from designer.core.model.design import Surface
from designer.core.model.plan import PlacedModule, RailRun
from designer.core.trunk.graph import Array, Graph, Node
from designer.core.trunk.lanes import FreeGround, Lane, RowLanes, inside, row_lanes
from designer.core.trunk.tracks import LineKey, Track
from designer.core.units import TOLERANCE_MM

_NEIGHBOURS = 40
"""A place off the lanes is joined to this many nearest ones that an angled way reaches freely."""

_BERTH_MM = 20.0
"""Ways round an obstacle or a corner of the roof keep this far off it."""

_AT_ONCE = 64
"""So many ways are looked at together, the nearest first."""

Way = tuple[Node, float, tuple[Point, ...]]
"""A way to a place: the place, the length and the bends on it."""


class Layer(Struct, frozen=True):
    """What the network of a surface is made of; `lines` are the rail lines in use."""

    surface: Surface
    modules: tuple[PlacedModule, ...]
    rails: tuple[RailRun, ...]
    lines: tuple[LineKey, ...]


class SurfaceGround:
    """A surface's places in a graph, and the free ground between them."""

    def __init__(self, layer: Layer, half_gap_mm: float, graph: Graph) -> None:
        """Adds the surface's lanes to the graph; those between rows lie half a row gap off the modules."""
        self.tracks: dict[LineKey, Track] = {}
        self._id, self._axis = layer.surface.id, layer.surface.rail_axis
        self._graph = graph
        self._nodes: list[Node] = []
        outline = Polygon(layer.surface.outline)
        obstacles = shapely.union_all([Polygon(obstacle.outline) for obstacle in layer.surface.obstacles])
        # a box or the end of a bridge on a sloping edge lies beside it by what its place was rounded
        roof = outline.buffer(TOLERANCE_MM, join_style="mitre")
        self._ground = FreeGround(roof, [obstacles], self._axis)
        self._beside = FreeGround(roof, [obstacles, _field(layer.modules)], self._axis)
        self._weave(layer, half_gap_mm)
        self._uvs = np.array([to_uv(self._axis, *graph.points[node]) for node in self._nodes]).reshape(-1, 2)
        for corner in _corners(outline, obstacles):
            self.add_place(corner)

    def add_place(self, point: Point) -> Node:
        """A place that ways pass through: a corner to go round, the end of a bridge."""
        ways = self.free_ways(point)
        node = self._graph.add(self._id, point)
        for other, length, via in ways:
            self._graph.join(node, other, length, via)
        self._nodes.append(node)
        self._uvs = np.vstack([self._uvs, to_uv(self._axis, *point)])
        return node

    def free_ways(self, point: Point) -> list[Way]:
        """Ways from a point to the nearest places that are reached freely.

        They keep off the modules' undersides where they can; a point under the modules is joined straight
        through.
        """
        here = to_uv(self._axis, *point)
        angled = np.abs(self._uvs - here).sum(axis=1)
        near = np.argsort(angled, kind="stable")
        for ground in (self._beside, self._ground):
            if not ground.holds(here):
                continue  # no way from there is free, of however many it is asked
            ways: list[Way] = []
            for start in range(0, len(near), _AT_ONCE):
                ways += self._ways_among(ground, here, near[start : start + _AT_ONCE])
                if len(ways) >= _NEIGHBOURS:
                    break
            if ways:
                return ways[:_NEIGHBOURS]
        return []

    def free_way(self, first: Point, second: Point, *, under: bool = False) -> Way | None:
        """The free way with at most one square bend between two points; its place is without meaning.

        There is none where a point lies under a module, unless the way may pass `under` them.
        """
        here, there = to_uv(self._axis, *first), to_uv(self._axis, *second)
        ground = self._ground if under else self._beside
        if not (ground.holds(here) and ground.holds(there)):
            return None
        return next(self._ways_between(ground, here, np.array([there]), [0]), None)

    def is_free(self, first: Point, second: Point) -> bool:
        """Whether the straight way between two points is on the roof and clear of obstacles."""
        ends = (*to_uv(self._axis, *first), *to_uv(self._axis, *second))
        return bool(self._ground.allows(np.array([ends]))[0])

    def _ways_among(self, ground: FreeGround, here: Point, near: NDArray[np.intp]) -> Iterator[Way]:
        return self._ways_between(ground, here, self._uvs[near], [self._nodes[i] for i in near.tolist()])

    def _ways_between(
        self, ground: FreeGround, here: Point, there: Array, nodes: Sequence[Node]
    ) -> Iterator[Way]:
        """The places that a way with one square bend reaches, or else a straight one."""
        u0, v0 = np.full(len(there), here[0]), np.full(len(there), here[1])
        u1, v1 = there[:, 0], there[:, 1]
        first = _free_angle(ground, (u0, v0), (u1, v0), (u1, v1))
        second = _free_angle(ground, (u0, v0), (u0, v1), (u1, v1))
        straight = ground.allows(np.column_stack([u0, v0, u1, v1]))
        for i, node in enumerate(nodes):
            end = (float(u1[i]), float(v1[i]))
            if first[i] or second[i]:
                bend = (end[0], here[1]) if first[i] else (here[0], end[1])
                via = () if bend in {here, end} else (to_xy(self._axis, *bend),)
                yield node, abs(end[0] - here[0]) + abs(end[1] - here[1]), via
            elif straight[i]:
                yield node, hypot(end[0] - here[0], end[1] - here[1]), ()

    # Lanes

    def _weave(self, layer: Layer, half_gap_mm: float) -> None:
        """Make places and ways of the rows, and join rows that follow each other."""
        rails: dict[str, list[RailRun]] = {}
        for rail in layer.rails:
            for row_id in dict.fromkeys(line.row_id for line in rail.lines):
                rails.setdefault(row_id, []).append(rail)
        used: dict[str, set[int]] = {}
        for row_id, line in layer.lines:
            used.setdefault(row_id, set()).add(line)
        rows = [
            row_lanes(view, rails.get(view.row_id, ()), used.get(view.row_id, ()), half_gap_mm)
            for view in row_views(layer.modules, self._axis)
        ]
        unsheltered: list[tuple[Node, Node]] = []
        edge_nodes: list[tuple[dict[float, Node], dict[float, Node]]] = []
        for index, row in enumerate(rows):
            below = rows[index - 1].edges if index else ()
            above = rows[index + 1].edges if index + 1 < len(rows) else ()
            edge_nodes.append(self._row(row, below, above, rails, unsheltered))
        for (_, high), (low, _) in pairwise(edge_nodes):
            unsheltered += [(high[u], low[u]) for u in sorted(set(high) & set(low))]
        self._join_where_free(unsheltered)

    def _row(
        self,
        row: RowLanes,
        below: Sequence[float],
        above: Sequence[float],
        rails: Mapping[str, Sequence[RailRun]],
        unsheltered: list[tuple[Node, Node]],
    ) -> tuple[dict[float, Node], dict[float, Node]]:
        """Places and ways of one row; the places on its lower and on its upper edge."""
        low = self._lane(row.low, (*row.edges, *below), unsheltered)
        high = self._lane(row.high, (*row.edges, *above), unsheltered)
        carriers = []
        for lane in row.rails:
            carriers.append(self._lane(lane, lane.us, unsheltered))
            if lane.rail_line is not None:
                row_id = lane.row_id
                runs = [rail for rail in rails[row_id] if rail.line_in(row_id) == lane.rail_line]
                depth = (row.low.v, row.high.v)
                track = Track(self._id, self._axis, runs, carriers[-1], depth)
                self.tracks[lane.row_id, lane.rail_line] = track
        for under, over in pairwise([low, *carriers, high]):
            for u in row.edges:
                if u in under and u in over:
                    self._graph.join(under[u], over[u], self._straight(under[u], over[u]))
        return low, high

    def _lane(
        self, lane: Lane, us: Iterable[float], unsheltered: list[tuple[Node, Node]]
    ) -> dict[float, Node]:
        nodes = {u: self._graph.add(self._id, to_xy(self._axis, u, lane.v)) for u in sorted(set(us))}
        self._nodes += nodes.values()
        for left, right in pairwise(nodes):
            pair = (nodes[left], nodes[right])
            if inside(lane.covered, (left, right)):
                self._graph.join(*pair, right - left)
            else:
                unsheltered.append(pair)
        return nodes

    def _join_where_free(self, pairs: Sequence[tuple[Node, Node]]) -> None:
        points = self._graph.points
        segments = np.array([(*points[a], *points[b]) for a, b in pairs]).reshape(-1, 4)
        if self._axis is RailAxis.SLOPE:
            segments = segments[:, [1, 0, 3, 2]]
        for (a, b), free in zip(pairs, self._ground.allows(segments).tolist(), strict=True):
            if free:
                self._graph.join(a, b, self._straight(a, b))

    def _straight(self, a: Node, b: Node) -> float:
        (x0, y0), (x1, y1) = self._graph.points[a], self._graph.points[b]
        return hypot(x1 - x0, y1 - y0)


def _field(modules: Sequence[PlacedModule]) -> BaseGeometry:
    """The modules' undersides, a berth within their edges."""
    undersides = rect_polygons(grown(module.rect, -_BERTH_MM) for module in modules)
    met = shapely.STRtree(undersides).query(undersides, predicate="intersects")
    apart = met.shape[1] == len(undersides)  # each meets itself alone, and a union would be a waste of time
    return MultiPolygon(undersides.tolist()) if apart else shapely.union_all(undersides)


def _free_angle(
    ground: FreeGround,
    start: tuple[Array, Array],
    bend: tuple[Array, Array],
    end: tuple[Array, Array],
) -> NDArray[np.bool_]:
    out = ground.allows(np.column_stack([*start, *bend]))
    return out & ground.allows(np.column_stack([*bend, *end]))


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
