"""Branches that a person locked: planned in their own order, and what can no longer hold told in findings."""

from collections.abc import Mapping, Sequence
from math import inf

from designer.core.findings import Finding, Location, error, warning
from designer.core.model.design import BranchLock
from designer.core.model.trunk_family import TrunkFamily
from designer.core.trunk.circuits import CircuitPlan, SiteCircuit, plan_locked, suitability
from designer.core.trunk.laying import place_of
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site


class Locks:
    """The locked branches of a site; `members` are the inverters on them."""

    def __init__(self, site: Site, box_of: Mapping[str, str]) -> None:
        """`box_of` is the nearest box of every inverter that can be fed at all."""
        self._site, self._box_of = site, box_of
        self.findings: list[Finding] = []
        self.members: set[str] = set()
        self.circuits: list[SiteCircuit] = []
        for lock in site.design.locks:
            there = self._hung(lock)
            if site.network.boxes:  # without any box there is one finding for all
                self._plan(lock, there)

    def _plan(self, lock: BranchLock, there: Sequence[str]) -> None:
        present = self._present(lock, there)
        if not present:
            return
        box = self._box(lock, present)
        family = self._family(lock, present[0])
        members = self._with_a_way(lock, self._of_family(lock, present, family), box)
        if members:
            self.circuits.append(self._circuit(lock, members, box, family))
            self.members.update(one.slot.id for one in members)

    def _hung(self, lock: BranchLock) -> list[str]:
        """The lock's inverters that hang on the roof; a finding for the others."""
        gone = [name for name in lock.inverters if name not in self._site.ranges]
        there = [name for name in lock.inverters if name in self._site.ranges]
        if gone:
            at = self._place(there)
            self.findings.append(error("lock-not-held", lock.id, *gone, at=at, missing=len(gone)))
        return there

    def _present(self, lock: BranchLock, there: Sequence[str]) -> list[PortRange]:
        """Of the lock's inverters on the roof those that can be fed; a finding for the others."""
        cut_off = [name for name in there if name not in self._box_of]
        if cut_off:
            at = self._place(cut_off)
            self.findings.append(error("lock-without-way", lock.id, *cut_off, at=at, box=lock.box))
        return [self._site.ranges[name] for name in there if name in self._box_of]

    def _place(self, names: Sequence[str]) -> Location | None:
        """Where the first of some inverters hangs; None of none."""
        return place_of(self._site.ranges[names[0]].slot) if names else None

    def _box(self, lock: BranchLock, present: Sequence[PortRange]) -> str:
        """The box that a locked branch is fed into: the one it names, else the nearest of its feed."""
        return lock.box if lock.box in self._site.network.boxes else self._box_of[present[-1].slot.id]

    def _family(self, lock: BranchLock, first: PortRange) -> TrunkFamily:
        """The family of the cable that the lock names, where its inverters plug into it, else their own."""
        catalog = self._site.catalog
        own = [catalog.family(name) for name in first.slot.product.families]
        named = next((family for family in own if any(p.id == lock.product for p in family.products)), None)
        if lock.product is not None and named is None and self._is_known(lock.product):
            plugs = ", ".join(family.id for family in own)
            at = place_of(first.slot)
            self.findings.append(warning("lock-product-not-held", lock.id, lock.product, at=at, plugs=plugs))
        return named or self._site.family_of(first)

    def _is_known(self, product: str) -> bool:
        """Whether any family has the product; the checks tell of one that none has."""
        return any(one.id == product for family in self._site.catalog.families for one in family.products)

    def _of_family(
        self, lock: BranchLock, present: Sequence[PortRange], family: TrunkFamily
    ) -> list[PortRange]:
        """Those that plug into the branch's cable; the others are planned apart, and told."""
        foreign = [one.slot.id for one in present if family.id not in one.slot.product.families]
        if foreign:
            at = self._place(foreign)
            self.findings.append(error("lock-of-two-families", lock.id, *foreign, at=at, family=family.id))
        return [one for one in present if family.id in one.slot.product.families]

    def _with_a_way(self, lock: BranchLock, present: Sequence[PortRange], box: str) -> list[PortRange]:
        """Those that cable gets from to the lock's box; the others are planned apart, and told."""
        apart = [one.slot.id for one in present if self._site.feed_mm(one, box) == inf]
        if apart:
            at = self._place(apart)
            self.findings.append(error("lock-without-way", lock.id, *apart, at=at, box=box))
        return [one for one in present if self._site.feed_mm(one, box) < inf]

    def _circuit(
        self, lock: BranchLock, members: Sequence[PortRange], box: str, family: TrunkFamily
    ) -> SiteCircuit:
        """The branch with its own cable, or the one that suits it best: first one that carries all units."""
        ranges = tuple(members)
        wanted = lock.product or self._site.design.products.trunk
        plans = (self._planned(lock, ranges, box, rules) for rules in self._site.rules(family, wanted))
        return SiteCircuit(id=lock.id, box=box, plan=min(plans, key=suitability), locked=True)

    def _planned(
        self, lock: BranchLock, members: tuple[PortRange, ...], box: str, rules: TrunkRules
    ) -> CircuitPlan:
        far = frozenset(lock.inverters[: lock.first_leg])
        first_leg = None if lock.first_leg is None else sum(one.slot.id in far for one in members)
        return plan_locked(members, box, rules, self._site.wiring, lock.feed, first_leg)
