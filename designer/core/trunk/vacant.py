"""Where ports that no inverter uses lie on their cable: evenly, or beside that where water runs."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from designer.core.geometry.axes import Point
from designer.core.geometry.intervals import (
    Interval,
    contains,
    intersection,
    nearest,
    normalized,
    without_open,
)
from designer.core.model.plan import RoutePart
from designer.core.trunk.labels import EPS_MM
from designer.core.trunk.rules import TrunkRules

Wet = Mapping[str, Sequence[BaseGeometry]]
"""The areas of each surface that connectors keep off."""


def vacant_places(
    route: Sequence[RoutePart], pitches: int, rules: TrunkRules, wet: Wet
) -> list[tuple[str, Point]]:
    """Surface and place of each of the `pitches` − 1 ports along the drawn way between two inverters' ports.

    Cable is longer than its way: a port may lie wherever so many pitches reach it from one end, and the rest
    of them the other end. Of these places it has the dry one nearest to the even one; where all are wet it
    stays, and the checks report it.
    """
    shares = [number / pitches for number in range(1, pitches)]
    if not shares:
        return []
    whole = sum(math.dist(a, b) for _, a, b in _legs(route))
    dry = without_open(((0.0, whole),), _beyond_ends(_wet_stretches(route, wet), whole))
    if not all(contains(dry, share * whole) for share in shares):
        moved = _moved(whole, pitches, rules.product.pitch_mm - rules.family.dressing_mm / pitches, dry)
        shares = [place / whole for place in moved]
    return [point_along(route, share) for share in shares]


def _moved(whole: float, pitches: int, pitch_mm: float, dry: Sequence[Interval]) -> Iterator[float]:
    """The dry places nearest to the even ones, each within a pitch of the one before it."""
    before = 0.0
    for number in range(1, pitches):
        low = max(before, whole - (pitches - number) * pitch_mm)
        high = max(low, min(whole, before + pitch_mm))
        even = min(max(whole * number / pitches, low), high)
        free = intersection(tuple(dry), ((low, high),))
        before = nearest(free, even) if free else even
        yield before


def _beyond_ends(stretches: Iterable[Interval], whole: float) -> Iterator[Interval]:
    """Stretches of a way in one where they meet at a bend, and beyond its ends: no place in it is dry."""
    for low, high in normalized(stretches, join_below=EPS_MM):
        yield low - (low <= EPS_MM), high + (high >= whole - EPS_MM)


def _wet_stretches(route: Sequence[RoutePart], wet: Wet) -> Iterator[Interval]:
    """The parts of a drawn way that lie in wet areas, mm from its beginning."""
    begin = 0.0
    for surface, a, b in _legs(route):
        line = LineString([a, b])
        for area in wet.get(surface, ()):
            inside = shapely.get_coordinates(line.intersection(area))
            if len(inside) > 1:
                ways = np.hypot(*(inside - a).T)
                yield begin + float(ways.min()), begin + float(ways.max())
        begin += math.dist(a, b)


def point_along(route: Sequence[RoutePart], share: float) -> tuple[str, Point]:
    """Surface and place at a share of a route's drawn length."""
    legs = list(_legs(route))
    rest = share * sum(math.dist(a, b) for _, a, b in legs)
    for surface, a, b in legs:
        length = math.dist(a, b)
        if rest <= length and length > 0:
            ratio = rest / length
            return surface, (a[0] + ratio * (b[0] - a[0]), a[1] + ratio * (b[1] - a[1]))
        rest -= length
    return legs[-1][0], legs[-1][2]


def _legs(route: Sequence[RoutePart]) -> Iterator[tuple[str, Point, Point]]:
    """The straight parts of a way, with their surfaces."""
    return ((part.surface, a, b) for part in route for a, b in pairwise(part.points))
