"""The voltage along a planned branch: how far it lies above that at the box, inverter by inverter."""

from collections.abc import Mapping
from itertools import accumulate

from msgspec import Struct

from designer.core.electrical.rise import CableSegment, rise_v
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import BranchPlan, PieceKind, PlacedInverter, StepKind
from designer.core.model.trunk_family import TrunkFamily
from designer.core.trunk.rules import TrunkRules, rules_for


class RisePoint(Struct, frozen=True, kw_only=True):
    """At an inverter's port or the box: way from the far end along the cable, and voltage above the box."""

    at: str
    along_mm: float
    rise_v: float
    rise_pct: float


def rules_of(design: Design, catalog: Catalog, branch: BranchPlan) -> TrunkRules:
    """The rules that a branch was planned by."""
    family = catalog.family(branch.family)
    return rules_for(design, catalog, family, family.product(branch.product))


def rise_profile(
    branch: BranchPlan, rules: TrunkRules, inverters: Mapping[str, PlacedInverter], catalog: Catalog
) -> tuple[RisePoint, ...]:
    """From the far end, where the rise is the branch's own, to the box, where it is none."""
    segments = branch_segments(branch, rules, inverters, catalog)
    alongs = accumulate((segment.length_mm for segment in segments), initial=0.0)
    points = []
    for number, (at, along) in enumerate(zip((*branch.inverters, branch.box), alongs, strict=True)):
        volts = rise_v(segments[number:], rules.family.phases)
        points.append(RisePoint(at=at, along_mm=along, rise_v=volts, rise_pct=rules.rise_pct(volts)))
    return tuple(points)


def branch_segments(
    branch: BranchPlan, rules: TrunkRules, inverters: Mapping[str, PlacedInverter], catalog: Catalog
) -> list[CableSegment]:
    """The cable from each inverter's port to the next and from the last one to the box."""
    units = (catalog.inverter(inverters[name].product) for name in branch.inverters)
    currents = list(accumulate(rules.current_a(unit) for unit in units))
    bulk = rules.bulk.ohm_per_km
    segments = []
    for step, current in zip(branch.steps, currents, strict=False):
        if step.kind is StepKind.STANDARD:
            segments.append(CableSegment(step.cable_mm, rules.product.ohm_per_km, current))
        else:
            segments.append(CableSegment(step.needed_mm, bulk, current))
    return [*segments, CableSegment(_feed_mm(branch, rules.family), bulk, currents[-1])]


def _feed_mm(branch: BranchPlan, family: TrunkFamily) -> float:
    """The end cable from the last port to the box, without its stripped ends."""
    needed = sum(piece.needed_mm for piece in branch.pieces if piece.kind is PieceKind.END_CABLE)
    return needed - 2 * family.stripping_mm
