"""A small weighted graph of places on surfaces with shortest paths: deterministic, and kept once found."""

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise
from math import inf

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from designer.core.geometry.axes import Point
from designer.core.model.plan import RoutePart

Node = int

Array = NDArray[np.float64]

ROOT = -1
"""What stands before the first place on a way from a root that is no place itself."""

_MOST_PAIRS = 200_000
"""Of so many pairs of places the distances are kept."""

_Edges = tuple[tuple[tuple[Node, float], ...], ...]


class Tree(Struct, frozen=True, eq=False):
    """Shortest ways from a root: the length to every place (inf where there is none) and the place before."""

    distances: Array
    previous: Sequence[Node]

    def path(self, node: Node) -> list[Node]:
        """The places from the one next to the root to `node`."""
        nodes = [node]
        while self.previous[nodes[-1]] != ROOT:
            nodes.append(self.previous[nodes[-1]])
        return nodes[::-1]


class Graph:
    """Undirected places joined by ways; a way may bend at `via` points.

    Lengths are added up from the place with the lower number, so that what is found does not depend on
    what was asked before.
    """

    def __init__(self) -> None:
        self.surfaces: list[str] = []
        self.points: list[Point] = []
        self._ways: list[dict[Node, tuple[float, tuple[Point, ...]]]] = []
        self._edges: _Edges | None = None
        self._pairs: dict[tuple[Node, Node], float] = {}

    def add(self, surface: str, point: Point) -> Node:
        """A new place."""
        self.surfaces.append(surface)
        self.points.append(point)
        self._ways.append({})
        self._edges = None
        return len(self.points) - 1

    def join(self, first: Node, second: Node, length_mm: float, via: tuple[Point, ...] = ()) -> None:
        """A way between two places; the shorter one stays when there are two."""
        known = self._ways[first].get(second)
        if first != second and (known is None or length_mm < known[0]):
            self._ways[first][second] = (length_mm, via)
            self._ways[second][first] = (length_mm, via[::-1])
            self._edges = None

    def between(self, sources: Sequence[Node], targets: Sequence[Node]) -> list[list[float]]:
        """Shortest distances from each source to each target, inf where there is no way."""
        try:
            return self._known(sources, targets)
        except KeyError:
            self.prepare([(sources, targets)])
            return self._known(sources, targets)

    def _known(self, sources: Sequence[Node], targets: Sequence[Node]) -> list[list[float]]:
        pairs = self._pairs
        return [[pairs[(a, b) if a < b else (b, a)] for b in targets] for a in sources]

    def prepare(self, asked: Iterable[tuple[Sequence[Node], Sequence[Node]]]) -> None:
        """Find many distances, one search from each place: those of sources and targets asked together."""
        if len(self._pairs) > _MOST_PAIRS:
            self._pairs.clear()
        missing: dict[Node, set[Node]] = {}
        for sources, targets in asked:
            for a in sources:
                for b in targets:
                    if ((a, b) if a < b else (b, a)) not in self._pairs:
                        missing.setdefault(min(a, b), set()).add(max(a, b))
        for source, wanted in missing.items():
            found = self._distances(source, wanted)
            for target in wanted:
                self._pairs[source, target] = found[target]

    def path(self, source: Node, target: Node) -> list[Node]:
        """The places on the shortest way. ValueError when there is none."""
        previous = self._previous(source, target)
        nodes = [target]
        while nodes[-1] != source:
            if nodes[-1] not in previous:
                raise ValueError(f"no way from place {source} to place {target}")
            nodes.append(previous[nodes[-1]])
        return nodes[::-1]

    def drawn(self, nodes: Sequence[Node]) -> tuple[RoutePart, ...]:
        """The way over the given places, bends included, one part per stay on a surface."""
        parts: list[tuple[str, list[Point]]] = [(self.surfaces[nodes[0]], [self.points[nodes[0]]])]
        for here, there in pairwise(nodes):
            if self.surfaces[there] != parts[-1][0]:
                parts.append((self.surfaces[there], []))
            else:
                parts[-1][1].extend(self._ways[here][there][1])
            parts[-1][1].append(self.points[there])
        return tuple(RoutePart(surface=surface, points=tuple(points)) for surface, points in parts)

    def tree(self, ways: Iterable[tuple[Node, float]]) -> Tree:
        """Shortest ways to all places from a root with `ways` to some of them."""
        edges = self._all_edges()
        distances, previous = [inf] * len(edges), [ROOT] * len(edges)
        for node, length in ways:
            distances[node] = min(distances[node], length)
        heap = [(length, node) for node, length in enumerate(distances) if length < inf]
        heapify(heap)
        while heap:
            distance, node = heappop(heap)
            if distance > distances[node]:
                continue
            for neighbour, length in edges[node]:
                candidate = distance + length
                if candidate < distances[neighbour]:
                    distances[neighbour], previous[neighbour] = candidate, node
                    heappush(heap, (candidate, neighbour))
        return Tree(np.array(distances), previous)

    def _all_edges(self) -> _Edges:
        if self._edges is None:
            self._edges = tuple(tuple((node, way[0]) for node, way in ways.items()) for ways in self._ways)
        return self._edges

    def _distances(self, source: Node, wanted: set[Node]) -> list[float]:
        """Dijkstra that stops as soon as all of `wanted` are settled; inf where there is no way to them."""
        edges = self._all_edges()
        distances = [inf] * len(edges)
        distances[source] = 0.0
        left, heap = len(wanted), [(0.0, source)]
        pop, push = heappop, heappush
        while heap:
            distance, node = pop(heap)
            if distance > distances[node]:
                continue
            if node in wanted:
                left -= 1
                if not left:
                    break
            for neighbour, length in edges[node]:
                candidate = distance + length
                if candidate < distances[neighbour]:
                    distances[neighbour] = candidate
                    push(heap, (candidate, neighbour))
        return distances

    def _previous(self, source: Node, target: Node) -> dict[Node, Node]:
        """The place before each place, by Dijkstra until the target is settled."""
        edges = self._all_edges()
        distances: dict[Node, float] = {source: 0.0}
        previous: dict[Node, Node] = {}
        heap = [(0.0, source)]
        while heap:
            distance, node = heappop(heap)
            if node == target:
                break
            if distance > distances[node]:
                continue
            for neighbour, length in edges[node]:
                candidate = distance + length
                if candidate < distances.get(neighbour, inf):
                    distances[neighbour], previous[neighbour] = candidate, node
                    heappush(heap, (candidate, neighbour))
        return previous
