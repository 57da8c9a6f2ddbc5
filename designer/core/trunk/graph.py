"""A small weighted graph of places on surfaces with shortest paths, deterministic and cached."""

from collections.abc import Collection
from heapq import heappop, heappush
from itertools import pairwise
from math import inf

from designer.core.geometry.axes import Point
from designer.core.model.plan import RoutePart

Node = int


class Graph:
    """Undirected places joined by ways; a way may bend at `via` points."""

    def __init__(self) -> None:
        self.surfaces: list[str] = []
        self.points: list[Point] = []
        self._ways: list[dict[Node, tuple[float, tuple[Point, ...]]]] = []
        self._trees: dict[Node, tuple[dict[Node, float], dict[Node, Node]]] = {}
        self._pairs: dict[tuple[Node, Node], float] = {}

    def add(self, surface: str, point: Point) -> Node:
        """A new place."""
        self.surfaces.append(surface)
        self.points.append(point)
        self._ways.append({})
        return len(self.points) - 1

    def join(self, first: Node, second: Node, length_mm: float, via: tuple[Point, ...] = ()) -> None:
        """A way between two places; the shorter one stays when there are two."""
        known = self._ways[first].get(second)
        if first != second and (known is None or length_mm < known[0]):
            self._ways[first][second] = (length_mm, via)
            self._ways[second][first] = (length_mm, via[::-1])

    def distances_from(self, source: Node) -> dict[Node, float]:
        """Shortest distances from `source` to every place that can be reached."""
        return self._tree(source)[0]

    def distance(self, first: Node, second: Node) -> float:
        """Shortest distance between two places."""
        return self.distances_between((first,), (second,))[first, second]

    def distances_between(
        self, sources: Collection[Node], targets: Collection[Node]
    ) -> dict[tuple[Node, Node], float]:
        """Shortest distances from each source to each target, searching no farther than needed."""
        for source in sources:
            missing = {target for target in targets if (source, target) not in self._pairs}
            if source in self._trees:
                for target in missing:
                    self._remember(source, target, self._trees[source][0].get(target, inf))
            elif missing:
                self._search(source, missing)
        return {(source, target): self._pairs[source, target] for source in sources for target in targets}

    def route(self, first: Node, second: Node) -> tuple[RoutePart, ...]:
        """The shortest route, one part per surface it runs over. ValueError when there is none."""
        if second in self._trees:
            return _reversed(self._route_from(second, first))
        return self._route_from(first, second)

    def _route_from(self, source: Node, target: Node) -> tuple[RoutePart, ...]:
        """The shortest route, searched from `source`. ValueError when there is none."""
        tree = self._trees.get(source)
        previous = tree[1] if tree else self._search(source, {target})[1]
        nodes = [target]
        while nodes[-1] != source:
            if nodes[-1] not in previous:
                raise ValueError(f"no way from place {source} to place {target}")
            nodes.append(previous[nodes[-1]])
        return self._parts(nodes[::-1])

    def _parts(self, nodes: list[Node]) -> tuple[RoutePart, ...]:
        parts: list[tuple[str, list[Point]]] = [(self.surfaces[nodes[0]], [self.points[nodes[0]]])]
        for here, there in pairwise(nodes):
            if self.surfaces[there] != parts[-1][0]:
                parts.append((self.surfaces[there], []))
            else:
                parts[-1][1].extend(self._ways[here][there][1])
            parts[-1][1].append(self.points[there])
        return tuple(RoutePart(surface=surface, points=tuple(points)) for surface, points in parts)

    def _tree(self, source: Node) -> tuple[dict[Node, float], dict[Node, Node]]:
        if source not in self._trees:
            self._trees[source] = self._search(source, None)
        return self._trees[source]

    def _search(self, source: Node, wanted: set[Node] | None) -> tuple[dict[Node, float], dict[Node, Node]]:
        """Dijkstra; with `wanted` it stops as soon as all of them are settled."""
        distances: dict[Node, float] = {source: 0.0}
        previous: dict[Node, Node] = {}
        remaining = set(wanted) if wanted is not None else None
        heap = [(0.0, source)]
        while heap and remaining != set():
            distance, node = heappop(heap)
            if distance > distances[node]:
                continue
            if remaining is not None and node in remaining:
                remaining.discard(node)
                self._remember(source, node, distance)
            for neighbour, (length, _) in self._ways[node].items():
                candidate = distance + length
                if candidate < distances.get(neighbour, inf):
                    distances[neighbour], previous[neighbour] = candidate, node
                    heappush(heap, (candidate, neighbour))
        for node in remaining or ():
            self._remember(source, node, inf)
        return distances, previous

    def _remember(self, source: Node, target: Node, distance: float) -> None:
        self._pairs[source, target] = self._pairs[target, source] = distance


def _reversed(parts: tuple[RoutePart, ...]) -> tuple[RoutePart, ...]:
    return tuple(RoutePart(surface=part.surface, points=part.points[::-1]) for part in parts[::-1])
