"""Cable of planned circuits laid on the roof: branches with ways and pieces, inverters at their places."""

from collections.abc import Container, Iterator, Sequence
from functools import partial
from itertools import chain, count
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from designer.core.electrical.limits import device_rating_a, most_units
from designer.core.findings import Finding, Location, error
from designer.core.inverters.slots import InverterSlot
from designer.core.model.plan import BranchPlan, PlacedInverter
from designer.core.trunk.circuits import Leg, SiteCircuit, fed
from designer.core.trunk.island import Route
from designer.core.trunk.pieces import LegParts
from designer.core.trunk.site import Site
from designer.core.trunk.vacant import Wet
from designer.core.trunk.waypoints import Passages
from designer.core.trunk.wiring import Wiring


class Laid(Struct, frozen=True):
    """Branches, the inverters at their final places, and what could not be laid."""

    branches: tuple[BranchPlan, ...]
    inverters: tuple[PlacedInverter, ...]
    findings: tuple[Finding, ...]


def laid(site: Site, circuits: Sequence[SiteCircuit]) -> Laid:
    """The circuits on their roof. Remembered: a search that finds nothing better leaves all as it was."""
    return site.memory.laid.get("", (site.mark, tuple(circuits)), lambda: _Laying(site).laid(circuits))


class _Laying:
    """The work of `laid`."""

    def __init__(self, site: Site) -> None:
        self._site, self._memory = site, site.memory
        self._passages = Passages(site.design, site.network, site.ranges)
        self._wiring = Wiring(site.network, site.memory, site.rise_limits, self._passages)
        self._findings: list[Finding] = []

    def laid(self, circuits: Sequence[SiteCircuit]) -> Laid:
        own = [self._passing(circuit) for circuit in circuits]
        taken = {circuit.id for circuit in circuits} | {lock.id for lock in self._site.design.locks}
        branches = tuple(branch for circuit in own for branch in self._branches(circuit, taken))
        findings = (*self._findings, *self._passages.findings, *self._passages.rest(branches))
        return Laid(branches, tuple(self._inverters(own)), findings)

    def _inverters(self, circuits: Sequence[SiteCircuit]) -> Iterator[PlacedInverter]:
        alongs = {
            one.slot.id: along
            for circuit in circuits
            for leg in circuit.plan.legs
            for one, along in zip(leg.ranges, leg.match.alongs, strict=False)
        }
        for name, one in self._site.ranges.items():
            yield self._hung(one.slot, alongs.get(name, one.slot.preferred_mm))

    def _hung(self, slot: InverterSlot, along_mm: float) -> PlacedInverter:
        catalog = self._site.catalog
        return self._memory.hung.get(slot.id, (slot, along_mm), lambda: slot.hung_at(along_mm, catalog))

    def _passing(self, circuit: SiteCircuit) -> SiteCircuit:
        """The circuit with its cable led past the waypoints: same legs, same product, other lengths."""
        legs = [tuple(one.slot.id for one in leg.ranges) for leg in circuit.plan.legs]
        if not any(self._passages.touch((*names, circuit.box)) for names in legs):
            return circuit
        ranges, rules = (leg.ranges for leg in circuit.plan.legs), circuit.plan.legs[0].rules
        return replace(circuit, plan=fed(ranges, circuit.box, rules, self._wiring))

    def _branches(self, circuit: SiteCircuit, taken: Container[str]) -> Iterator[BranchPlan]:
        """Those of a circuit, one for each leg; `taken` are the names of all circuits and locks."""
        self._site.pace()
        if circuit.plan.cost() == inf:
            self._report_unbuildable(circuit)
            return
        members = [(one, leg.rules) for leg in circuit.plan.legs for one in leg.ranges]
        limit = most_units([rules.limit(one.slot.product) for one, rules in members])
        for branch, leg in zip(_leg_names(circuit, taken), circuit.plan.legs, strict=True):
            routes = self._wiring.routes(leg.ranges, leg.match, circuit.box, leg.rules)
            yield self._memory.branches.get(
                branch,
                (leg, routes, circuit.id, circuit.box, circuit.locked, limit, self._ground(routes)),
                partial(_branch, circuit, branch, leg, routes, limit, self._site.wet),
            )

    def _ground(self, routes: Sequence[Route]) -> tuple[object, ...]:
        """What says where water runs on the surfaces of ways."""
        names = dict.fromkeys(part.surface for route in routes for part in route)
        return tuple(self._site.ground[name] for name in names)

    def _report_unbuildable(self, circuit: SiteCircuit) -> None:
        """Cable gets from each inverter to the box, yet not from one to the next."""
        members = [one.slot for leg in circuit.plan.legs for one in leg.ranges]
        names, at = [slot.id for slot in members], place_of(members[0])
        if circuit.locked:
            self._findings.append(error("lock-without-way", circuit.id, *names, at=at, box=circuit.box))
        self._findings.append(error("inverter-unreachable", *names, at=at))


def _leg_names(circuit: SiteCircuit, taken: Container[str]) -> Sequence[str]:
    """Its own name, or that with a letter for each of two legs, and a number where a lock is named so."""
    if len(circuit.plan.legs) == 1:
        return (circuit.id,)
    pairs = ([f"{circuit.id}{letter}{number}" for letter in "ab"] for number in chain([""], count(2)))
    return next(pair for pair in pairs if not any(name in taken for name in pair))


def _branch(
    circuit: SiteCircuit, branch: str, leg: Leg, routes: Sequence[Route], limit: int, wet: Wet
) -> BranchPlan:
    parts = LegParts(leg, branch, circuit.box, routes, wet)
    rules = leg.rules
    return BranchPlan(
        id=branch,
        circuit=circuit.id,
        box=circuit.box,
        family=rules.family.id,
        product=rules.product.id,
        conductor=rules.product.conductor,
        inverters=tuple(one.slot.id for one in leg.ranges),
        steps=parts.steps,
        drops=parts.drops,
        pieces=parts.pieces,
        current_a=round(leg.current_a(), 3),
        units_limit=limit,
        ocpd_a=device_rating_a(rules.product, rules.region),
        rise_v=round(leg.rise_v(), 4),
        rise_pct=round(leg.rise_pct(), 4),
        cost=round(leg.price(), 2),
        locked=circuit.locked,
    )


def place_of(slot: InverterSlot) -> Location:
    """Where a finding about an inverter points to."""
    outline = slot.preferred_outline()
    return Location(slot.surface, (outline[0] + outline[2]) / 2, (outline[1] + outline[3]) / 2)
