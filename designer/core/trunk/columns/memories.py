"""What a leg that grows remembers of the members that it has passed."""

import numpy as np

from designer.core.trunk.columns.batch import Flags
from designer.core.trunk.columns.field import Arcs
from designer.core.trunk.columns.growth import Memories
from designer.core.trunk.columns.problem import Ints

MOST_REMEMBERED = 64
"""Members of a problem whose legs can remember all that they have passed: a bit each."""


class WholeMemory:
    """All of them, as bits of a number: no leg passes a member twice."""

    def __init__(self, arcs: Arcs, members: int) -> None:
        if members > MOST_REMEMBERED:
            raise ValueError(f"{members} members have no room in {MOST_REMEMBERED} bits")
        self._bits = np.uint64(1) << np.arange(members, dtype=np.uint64)
        self._of_arc = self._bits[arcs.heads]

    def of_first(self, members: Ints) -> Memories:
        """Memories of legs that begin at members."""
        return np.asarray(self._bits[members])

    def after(self, memories: Memories, arcs: Ints) -> tuple[Memories, Flags]:
        """Memories after steps, and whether each step may be taken."""
        bits = self._of_arc[arcs]
        return np.asarray(memories | bits), np.asarray((memories & bits) == 0)
