"""The cable network of surfaces that bridges join: lanes, corners and bridges, and spots beside them."""

from collections.abc import Iterable, Sequence
from math import inf

from msgspec import Struct

from designer.core.caching.memo import Memo
from designer.core.caching.pace import Pace, unhurried
from designer.core.geometry.axes import Point
from designer.core.geometry.intervals import Interval
from designer.core.model.design import Bridge
from designer.core.model.plan import RoutePart
from designer.core.trunk.graph import ROOT, Graph, Node, Tree
from designer.core.trunk.ground import Layer, SurfaceGround
from designer.core.trunk.tracks import Foot, LineKey, Stretch, Track

_SPOTS_KEPT = 256
"""Of so many places off the lanes the ways are remembered."""

_STRETCHES_KEPT = 20_000
"""Of so many parts of rail lines the crossings are remembered."""

Route = tuple[RoutePart, ...]


class Spot(Struct, frozen=True, eq=False):
    """A place off the lanes: a box or a waypoint. Ways end at it; none of others' passes through it.

    `tree` are the shortest ways from it to all places of the lanes, `bends` those on its own ways to them.
    `mark` stands for the spot where what follows from it is remembered, and does not keep all that alive.
    """

    surface: str
    point: Point
    tree: Tree
    bends: dict[Node, tuple[Point, ...]]
    mark: object


class Island:
    """Shortest cable ways on surfaces that bridges join. Nothing in it changes but what it remembers.

    `mark` stands for it as a spot's does.
    """

    def __init__(
        self, layers: Sequence[Layer], bridges: Sequence[Bridge], half_gap_mm: float, pace: Pace = unhurried
    ) -> None:
        self.mark = object()
        self._graph = Graph()
        self._grounds: dict[str, SurfaceGround] = {}
        self.tracks: dict[LineKey, Track] = {}
        self._spots: Memo[Spot] = Memo(_SPOTS_KEPT, versions=1)
        self._stretches: dict[tuple[LineKey, Interval], tuple[Stretch, tuple[Node, ...]]] = {}
        for layer in layers:
            ground = SurfaceGround(layer, half_gap_mm, self._graph)
            self._grounds[layer.surface.id] = ground
            self.tracks.update(ground.tracks)
            pace()
        for bridge in bridges:
            ends = (
                self._grounds[bridge.from_surface].add_place(bridge.from_point),
                self._grounds[bridge.to_surface].add_place(bridge.to_point),
            )
            self._graph.join(*ends, bridge.length_mm)
            pace()

    def stretch(self, line: LineKey, span: Interval) -> tuple[Stretch, tuple[Node, ...]]:
        """The part of a line that holds all places of `span`, and the nodes of its crossings."""
        key = (line, span)
        if key not in self._stretches:
            if len(self._stretches) > _STRETCHES_KEPT:
                self._stretches.clear()
            self._stretches[key] = self.tracks[line].stretch(span)
        return self._stretches[key]

    def between(self, sources: Sequence[Node], targets: Sequence[Node]) -> list[list[float]]:
        """Shortest distances between places of the lanes."""
        return self._graph.between(sources, targets)

    def prepare(self, asked: Iterable[tuple[Sequence[Node], Sequence[Node]]]) -> None:
        """Find many distances at once; see `between`."""
        self._graph.prepare(asked)

    def spot(self, surface: str, point: Point) -> Spot:
        """A place off the lanes, joined to the nearest places of the lanes that it reaches freely."""
        return self._spots.get((surface, point), (), lambda: self._new_spot(surface, point))

    def drawn(self, first: Node, last: Node) -> Route:
        """The shortest way between two places of the lanes. ValueError when there is none."""
        return self._graph.drawn(self._graph.path(first, last))

    def drawn_to(self, spot: Spot, node: Node) -> Route:
        """The shortest way from a place of the lanes to a spot."""
        path = spot.tree.path(node)
        parts = [(part.surface, part.points[::-1]) for part in self._graph.drawn(path)[::-1]]
        last = parts.pop()
        parts.append((last[0], (*last[1], *spot.bends[path[0]], spot.point)))
        return tuple(RoutePart(surface=surface, points=points) for surface, points in parts)

    def way(self, first: Spot, second: Spot) -> tuple[float, Route]:
        """The shortest way between two spots, past the lanes where that is free; inf where there is none.

        It passes under the modules only where nothing else is possible.
        """
        found = self._past_lanes(first, second) or self._over_lanes(first, second)
        return found or self._past_lanes(first, second, under=True) or (inf, ())

    def _past_lanes(self, first: Spot, second: Spot, *, under: bool = False) -> tuple[float, Route] | None:
        if first.surface != second.surface:
            return None
        found = self._grounds[first.surface].free_way(first.point, second.point, under=under)
        if found is None:
            return None
        _, length, bends = found
        points = (first.point, *bends, second.point)
        return length, (RoutePart(surface=first.surface, points=points),)

    def _over_lanes(self, first: Spot, second: Spot) -> tuple[float, Route] | None:
        over = ((float(first.tree.distances[i] + second.tree.distances[i]), i) for i in second.bends)
        length, node = min(over, default=(inf, ROOT))
        if length == inf:
            return None
        out = tuple(
            RoutePart(surface=part.surface, points=part.points[::-1])
            for part in self.drawn_to(first, node)[::-1]
        )
        return length, (*out, *self.drawn_to(second, node))

    def foot(self, line: LineKey, spot: Spot) -> Foot | None:
        """Where cable may leave a rail straight for a spot in the rail's own row."""
        track = self.tracks[line]
        found = track.foot(spot.point) if track.surface == spot.surface else None
        if found is None or not self._grounds[spot.surface].is_free(track.point(found.along_mm), spot.point):
            return None
        return found

    def _new_spot(self, surface: str, point: Point) -> Spot:
        ways = self._grounds[surface].free_ways(point)
        tree = self._graph.tree((node, length) for node, length, _ in ways)
        return Spot(surface, point, tree, {node: via for node, _, via in ways}, mark=object())


def build_islands(
    layers: Sequence[Layer],
    bridges: Sequence[Bridge],
    half_gap_mm: float,
    kept: Memo[Island],
    pace: Pace = unhurried,
) -> dict[str, Island]:
    """The islands of a site by the ids of their surfaces; bridges to unknown surfaces are left out."""
    names = [layer.surface.id for layer in layers]
    own = tuple(bridge for bridge in bridges if {bridge.from_surface, bridge.to_surface} <= set(names))
    groups: dict[str, str] = {name: name for name in names}
    for bridge in own:
        first, second = groups[bridge.from_surface], groups[bridge.to_surface]
        for name in names:
            if groups[name] == max(first, second):
                groups[name] = min(first, second)
    found: dict[str, Island] = {}
    for group in dict.fromkeys(groups.values()):
        mine = tuple(layer for layer in layers if groups[layer.surface.id] == group)
        spans = tuple(bridge for bridge in own if groups[bridge.from_surface] == group)
        island = kept.get(
            group,
            (mine, spans, half_gap_mm),
            lambda: Island(mine, spans, half_gap_mm, pace),  # noqa: B023
        )
        found |= {layer.surface.id: island for layer in mine}
    return found
