"""The cable network of a site: islands of surfaces that bridges join, and the boxes on them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from designer.core.geometry.axes import Point
from designer.core.geometry.intervals import Interval
from designer.core.model.design import Box
from designer.core.model.plan import RoutePart
from designer.core.trunk.graph import Array, Node
from designer.core.trunk.hops import WAY_EPS_MM, Hop, LaneHop, PassingHop, SpotFeed, StraightHop
from designer.core.trunk.island import Island, Route, Spot
from designer.core.trunk.tracks import Foot, LineKey, Station, Stretch

Thing = TypeVar("Thing")


class Network:
    """Shortest cable ways between places on rails, and from them to boxes.

    `via` are spots that a way passes in their order.
    """

    def __init__(self, islands: Mapping[str, Island], boxes: Iterable[Box]) -> None:
        """`islands` by the ids of their surfaces; boxes on other surfaces are left to the checks."""
        self._islands = islands
        self._island_of = {line: island for island in islands.values() for line in island.tracks}
        self._hops: dict[tuple[LineKey, Interval, LineKey, Interval], Hop] = {}
        self.boxes: dict[str, Spot] = {
            box.id: self.spot(box.surface, (box.x, box.y)) for box in boxes if box.surface in islands
        }

    def island(self, line: LineKey) -> Island:
        """The island that a rail line lies on."""
        return self._island_of[line]

    def by_islands(self, things: Iterable[Thing], line_of: Callable[[Thing], LineKey]) -> list[list[Thing]]:
        """Things of one island together, in their order; `line_of` gives the rail line of each."""
        found: dict[int, list[Thing]] = {}
        for one in things:
            found.setdefault(id(self.island(line_of(one))), []).append(one)
        return list(found.values())

    def spot(self, surface: str, point: Point) -> Spot:
        """A place off the rails."""
        return self._islands[surface].spot(surface, point)

    # Lengths

    def hop(
        self, first: LineKey, starts: Interval, second: LineKey, ends: Interval, via: Sequence[Spot] = ()
    ) -> Hop:
        """The ways between all places of two intervals on rail lines."""
        if via:
            beyond = self._chain_mm(via)
            return PassingHop(
                self._passing(first, starts, via[0], beyond), self._passing(second, ends, via[-1], 0.0)
            )
        key = (first, starts, second, ends)
        if key not in self._hops:
            self._hops[key] = self._plain_hop(*key)
        return self._hops[key]

    def _plain_hop(self, first: LineKey, starts: Interval, second: LineKey, ends: Interval) -> Hop:
        here, there = self._island_of[first], self._island_of[second]
        (out, sources), (back, targets) = here.stretch(first, starts), there.stretch(second, ends)
        if first == second and {*map(out.run_of, starts)} == {*map(back.run_of, ends)} == {out.first_run}:
            return StraightHop()
        if here is not there:
            return LaneHop(out, back, ((inf,) * len(targets),) * len(sources))
        between = tuple(tuple(row) for row in here.between(sources, targets))
        return LaneHop(out, back, between, same_line=first == second)

    def prepare(self, pairs: Iterable[tuple[LineKey, Interval, LineKey, Interval]]) -> None:
        """Find the ways of many hops at once, which takes less time than one by one."""
        asked: dict[int, list[tuple[Sequence[Node], Sequence[Node]]]] = {}
        for first, starts, second, ends in pairs:
            here, there = self._island_of[first], self._island_of[second]
            if first != second and here is there:
                nodes = (here.stretch(first, starts)[1], there.stretch(second, ends)[1])
                asked.setdefault(id(here), []).append(nodes)
        for island in dict.fromkeys(self._islands.values()):
            island.prepare(asked.get(id(island), ()))

    def feed(self, line: LineKey, starts: Interval, box: str, via: Sequence[Spot] = ()) -> SpotFeed:
        """The ways to a box from all places of an interval on a rail line."""
        if via:
            return self._passing(line, starts, via[0], self._chain_mm((*via, self.boxes[box])))
        return self._to_spot(line, starts, self.boxes[box])

    def boxes_on(self, island: Island) -> dict[str, Spot]:
        """The boxes of an island."""
        return {box: spot for box, spot in self.boxes.items() if self._islands[spot.surface] is island}

    def feeds_mm(self, places: Sequence[tuple[LineKey, float]]) -> dict[str, Array]:
        """The ways from places on rails of one island to each of its boxes, mm; inf where there is none."""
        if not places:
            return {}
        island = self._island_of[places[0][0]]
        nodes, ways = _legs(island, places)
        return {
            box: np.min(ways + np.append(spot.tree.distances, inf)[nodes], axis=1)
            for box, spot in self.boxes_on(island).items()
        }

    def _to_spot(self, line: LineKey, starts: Interval, spot: Spot) -> SpotFeed:
        island = self._island_of[line]
        stretch, nodes = island.stretch(line, starts)
        if self._islands[spot.surface] is not island:
            return SpotFeed(stretch, (inf,) * len(nodes))
        return SpotFeed(stretch, tuple(spot.tree.distances[list(nodes)].tolist()))

    def _passing(self, line: LineKey, starts: Interval, spot: Spot, beyond_mm: float) -> SpotFeed:
        plain = self._to_spot(line, starts, spot)
        foot = self._island_of[line].foot(line, spot)
        return SpotFeed(plain.stretch, plain.onward, foot, beyond_mm)

    def _chain_mm(self, spots: Sequence[Spot]) -> float:
        return sum(self._between_spots(a, b)[0] for a, b in pairwise(spots))

    def _between_spots(self, first: Spot, second: Spot) -> tuple[float, Route]:
        here, there = self._islands[first.surface], self._islands[second.surface]
        return here.way(first, second) if here is there else (inf, ())

    # Routes

    def route(
        self,
        start: Station,
        end: Station,
        via: Sequence[Spot] = (),
        least_mm: float = 0.0,
        spans: tuple[Interval, Interval] | None = None,
    ) -> Route:
        """The way between two places on rails, as long as their hop says.

        One that is no shorter than `least_mm` leaves the rails at crossings of the `spans` of the hop.
        """
        if via:
            back = self._route_to_spot(end, via[-1], leaving=True)
            return joined([*self._through(start, via), _turned(back)])
        island = self._island_of[start.line]
        (out, sources), (back_ways, targets) = self._ends(start), self._ends(end)
        if start.line == end.line and out.first_run == back_ways.first_run:
            points = _distinct(self.point(start), self.point(end))
            return (RoutePart(surface=island.tracks[start.line].surface, points=points),)
        length, a, b = min(
            (way + island.between((sources[i],), (targets[j],))[0][0] + rest, sources[i], targets[j])
            for i, way in out.ways_from(start.along_mm)
            for j, rest in back_ways.ways_from(end.along_mm)
        )
        if spans and length < least_mm - WAY_EPS_MM:
            _, a, b = min(self._long_ways(start, end, least_mm, spans), default=(length, a, b))
        return _with_ends(island.drawn(a, b), self.point(start), self.point(end))

    def _long_ways(
        self, start: Station, end: Station, least_mm: float, spans: tuple[Interval, Interval]
    ) -> Iterator[tuple[float, Node, Node]]:
        """Ways no shorter than `least_mm` with the places where they leave and join the rails.

        Over others than the bends of the hop cable would run along a rail and back.
        """
        island = self._island_of[start.line]
        (out, sources), (back, targets) = (
            island.stretch(one.line, span) for one, span in zip((start, end), spans, strict=True)
        )
        runs = (out.run_at(start.along_mm), back.run_at(end.along_mm))
        for bend in self.hop(start.line, spans[0], end.line, spans[1]).bends():
            way = abs(start.along_mm - bend.leaves_mm) + bend.middle_mm + abs(end.along_mm - bend.joins_mm)
            if way >= least_mm - WAY_EPS_MM and (bend.start_run, bend.end_run) == runs:
                source, target = out.crossings.index(bend.leaves_mm), back.crossings.index(bend.joins_mm)
                yield way, sources[source], targets[target]

    def route_to_box(self, start: Station, box: str, via: Sequence[Spot] = ()) -> Route:
        """The way from a place on a rail to a box, as long as its feed says."""
        if via:
            return joined(self._through(start, (*via, self.boxes[box])))
        return self._route_to_spot(start, self.boxes[box])

    def point(self, station: Station) -> Point:
        """Surface coordinates of a place on a rail."""
        return self._island_of[station.line].tracks[station.line].point(station.along_mm)

    def _ends(self, station: Station) -> tuple[Stretch, tuple[Node, ...]]:
        return self._island_of[station.line].stretch(station.line, (station.along_mm, station.along_mm))

    def _through(self, start: Station, spots: Sequence[Spot]) -> list[Route]:
        """From a place on a rail to the first spot, and on from spot to spot."""
        first = self._route_to_spot(start, spots[0], leaving=True)
        return [first, *(self._between_spots(a, b)[1] for a, b in pairwise(spots))]

    def _route_to_spot(self, start: Station, spot: Spot, *, leaving: bool = False) -> Route:
        """The way to a spot; where `leaving`, also the one that leaves the rail straight for it."""
        island = self._island_of[start.line]
        stretch, nodes = self._ends(start)
        length, node = min(
            (
                (way + float(spot.tree.distances[nodes[i]]), nodes[i])
                for i, way in stretch.ways_from(start.along_mm)
            ),
            default=(inf, -1),
        )
        foot = island.foot(start.line, spot) if leaving else None
        if foot is not None and self._straight_mm(stretch, start, foot) <= length:
            corner = self.point(Station(start.line, foot.along_mm))
            points = _without_repeats((self.point(start), corner, spot.point))
            return (RoutePart(surface=spot.surface, points=points if len(points) > 1 else points * 2),)
        return _with_ends(island.drawn_to(spot, node), self.point(start), None)

    @staticmethod
    def _straight_mm(stretch: Stretch, start: Station, foot: Foot) -> float:
        """The way along the rail to the foot and straight on; inf from another run."""
        if foot.run != stretch.run_of(start.along_mm):
            return inf
        return abs(start.along_mm - foot.along_mm) + foot.across_mm


def _legs(island: Island, places: Sequence[tuple[LineKey, float]]) -> tuple[NDArray[np.intp], Array]:
    """Nodes (n, 2) of the crossings before and after each place (−1 = none), and the ways to them."""
    nodes, ways = np.full((len(places), 2), -1, dtype=np.intp), np.full((len(places), 2), inf)
    for index, (line, along) in enumerate(places):
        stretch, found = island.stretch(line, (along, along))
        for side, (crossing, way) in enumerate(stretch.ways_from(along)):
            nodes[index, side], ways[index, side] = found[crossing], way
    return nodes, ways


def joined(routes: Iterable[Sequence[RoutePart]]) -> Route:
    """Routes that follow each other as one, with one part per stay on a surface."""
    parts: list[tuple[str, list[Point]]] = []
    for part in (part for route in routes for part in route):
        if parts and parts[-1][0] == part.surface and parts[-1][1][-1] == part.points[0]:
            parts[-1][1].extend(part.points[1:])
        else:
            parts.append((part.surface, list(part.points)))
    return tuple(RoutePart(surface=surface, points=tuple(points)) for surface, points in parts)


def _turned(route: Route) -> Route:
    return tuple(RoutePart(surface=part.surface, points=part.points[::-1]) for part in route[::-1])


def _distinct(*points: Point) -> tuple[Point, ...]:
    return tuple(dict.fromkeys(points)) if len(set(points)) > 1 else (points[0], points[0])


def _with_ends(parts: Route, start: Point, end: Point | None) -> Route:
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
