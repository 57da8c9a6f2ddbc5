"""What legs that grow are paid for their steps: by members that they pass and crowds that they enter."""

import numpy as np

from designer.core.trunk.columns.batch import Flags
from designer.core.trunk.columns.field import Arcs
from designer.core.trunk.columns.memories import Memories, Memory
from designer.core.trunk.columns.prices import Prices
from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.graph import Array


class Pay:
    """At given prices: `of_steps` for each step of the field, `of_starts` for each member to begin at."""

    def __init__(self, prices: Prices, arcs: Arcs, memory: Memory) -> None:
        self._memory, tolls = memory, prices.tolls()
        self.of_steps: Array = prices.duals[arcs.heads]
        self.of_starts: Array = prices.duals
        self._crowds: list[tuple[Flags, Flags, float]] = []
        if tolls is None:
            return
        self.of_steps = self.of_steps + tolls.steps[arcs.tails, arcs.heads]
        self.of_starts = self.of_starts + tolls.starts
        if not memory.forgets:
            self._crowds = [
                (inside, inside[arcs.heads] & ~inside[arcs.tails], price)
                for inside, price in zip(prices.crowds.inside, prices.per_crowd.tolist(), strict=True)
                if price > 0
            ]

    def before(self, memories: Memories, arcs: Ints) -> Array:
        """What steps into crowds would pay legs that have been there before: only the first entry counts.

        So legs of the same members are paid the same, and the cheapest of them is the one that is kept.
        """
        found = np.zeros(len(arcs))
        for inside, entering, price in self._crowds:
            enter = np.nonzero(entering[arcs])[0]
            found[enter[self._memory.meets(memories[enter], inside)]] += price
        return found
