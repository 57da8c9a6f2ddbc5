"""The ways among the inverters of one box, as far as candidate orders of them need."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec import Struct

from designer.core.trunk.ordering import Order, orders
from designer.core.trunk.ports import PortRange

Pair = tuple[PortRange, PortRange]

Between = Callable[[Sequence[Pair]], Sequence[float]]
"""Ways between the preferred places of pairs of inverters, mm."""


class BoxWays(Struct, frozen=True, gc=False):
    """Inverters of a box, orders in which they may be strung, and ways between preferred places, mm.

    `feeds` are the ways to the box, `between` those of neighbours in any order, by indices (lower, higher).
    """

    ranges: tuple[PortRange, ...]
    orders: tuple[Order, ...]
    feeds: tuple[float, ...]
    between: dict[tuple[int, int], float]

    def figures(self) -> tuple[object, ...]:
        """All that a partition follows from."""
        return (tuple(one.figures for one in self.ranges), self.orders, self.feeds, self.between)


def box_ways(ranges: Sequence[PortRange], feeds: Sequence[float], between: Between) -> BoxWays:
    """Orders and ways; `feeds` are those from preferred places to the box."""
    found = orders(ranges, lambda index: feeds[index])
    pairs = dict.fromkeys((min(pair), max(pair)) for order in found for pair in pairwise(order))
    ways = between([(ranges[i], ranges[j]) for i, j in pairs])
    return BoxWays(tuple(ranges), found, tuple(feeds), dict(zip(pairs, ways, strict=True)))
