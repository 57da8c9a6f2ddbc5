"""What the trunk remembers from one plan to the next. It changes the time of a plan, never the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from designer.core.caching.memo import Age, Memo
from designer.core.model.plan import BranchPlan, PlacedInverter
from designer.core.trunk.boxes import BoxWays
from designer.core.trunk.island import Island, Route
from designer.core.trunk.matching import Match
from designer.core.trunk.partition import Partition
from designer.core.trunk.ports import PortRange

if TYPE_CHECKING:
    from designer.core.trunk.circuits import Better, Fed
    from designer.core.trunk.laying import Laid
    from designer.core.trunk.site import Site

_FAMILIES = 50
_SURFACES = 500
_BOXES = 2_000
_PRODUCTS = 4
"""Products that are tried at a box, about; each has a name of its own."""
_BRANCHES = 5_000
_INVERTERS = 20_000
"""How many of each are kept at most; larger sites are planned anew in part."""


class TrunkMemory:
    """Networks, estimates, matches and drawings of branches, with what each was computed from."""

    def __init__(self, age: Age | None = None) -> None:
        """`age` is told of every site that is not the one before."""
        self.age = age = age or Age()
        self.sites: Memo[Site] = Memo(1)
        self.firsts: Memo[tuple[Fed, ...]] = Memo(_FAMILIES)
        self.islands: Memo[Island] = Memo(_SURFACES, age=age)
        self.ranges: Memo[PortRange] = Memo(_INVERTERS, age=age)
        self.ways: Memo[BoxWays] = Memo(_BOXES, versions=4, age=age)
        self.outlooks: Memo[Partition] = Memo(_BOXES, versions=4, age=age)
        self.partitions: Memo[Partition] = Memo(_BOXES, versions=4, age=age)
        self.matches: Memo[Match] = Memo(_BRANCHES, age=age, lasting=False)
        self.routes: Memo[Route] = Memo(_INVERTERS, age=age, lasting=False)
        self.branches: Memo[BranchPlan] = Memo(_BRANCHES, age=age)
        self.laid: Memo[Laid] = Memo(1)
        self.improved: Memo[Better] = Memo(_SURFACES, age=age, lasting=False)
        self.hung: Memo[PlacedInverter] = Memo(_INVERTERS, age=age)

    def fit(self, boxes: int, inverters: int, branches: int) -> None:
        """The site has so many now."""
        for of_boxes in (self.ways, self.outlooks, self.partitions):
            of_boxes.fit(_PRODUCTS * boxes)
        self.ranges.fit(inverters)
        self.hung.fit(inverters)
        self.branches.fit(branches)
