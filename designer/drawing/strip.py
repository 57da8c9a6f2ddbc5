"""A branch unrolled along its cable, from the end cap to the feed, as values to be painted or listed."""

from collections.abc import Mapping
from math import hypot

from msgspec import Struct

from designer.core.geometry.axes import Point
from designer.core.model.catalog import Catalog
from designer.core.model.circuits import circuit_loads
from designer.core.model.design import Design
from designer.core.model.plan import BranchPlan, Drop, PieceKind, PlacedInverter, Plan, Step, StepKind
from designer.core.trunk.profile import RisePoint, rise_profile, rules_of

_SAME_MM = 0.05
"""Slack this near to a limit is within it."""


class StripPort(Struct, frozen=True, kw_only=True):
    """A port by its way from the end cap; `inverter` is empty where it is capped."""

    id: str
    index: int
    along_mm: float
    inverter: str = ""


class StripInverter(Struct, frozen=True, kw_only=True):
    """An inverter by its place along the cable, which may lie before or behind its port."""

    id: str
    port: str
    along_mm: float
    port_mm: float
    rise_pct: float
    pinned: bool


class StripStep(Struct, frozen=True, kw_only=True):
    """The cable between two neighbours; `over` when its slack is more than allowed, or less than none."""

    from_inverter: str
    to_inverter: str
    kind: StepKind
    start_mm: float
    end_mm: float
    cable_mm: float
    needed_mm: float
    slack_mm: float
    skipped: int
    over: bool


class Strip(Struct, frozen=True, kw_only=True):
    """One branch along its cable. `curve` falls from the far end to nothing at the box, in per cent.

    `length_mm` is the way to the box; `end_cut_mm` is what is cut for the end cable.
    """

    branch: str
    circuit: str
    box: str
    end_piece: str
    product: str
    locked: bool
    ports: tuple[StripPort, ...]
    inverters: tuple[StripInverter, ...]
    steps: tuple[StripStep, ...]
    curve: tuple[tuple[float, float], ...]
    length_mm: float
    end_cut_mm: float
    rise_v: float
    rise_pct: float
    limit_pct: float
    good_pct: float
    slack_limit_mm: float
    current_a: float
    circuit_a: float
    """That of both legs where the circuit is fed in its middle, else the same."""
    ocpd_a: float

    @property
    def capped(self) -> int:
        """Ports without an inverter."""
        return sum(not port.inverter for port in self.ports)


def strip_of(design: Design, catalog: Catalog, plan: Plan, branch: BranchPlan) -> Strip:
    """The strip of one branch of a plan; the design must be the one that the plan was made of."""
    rules = rules_of(design, catalog, branch)
    inverters = {one.id: one for one in plan.inverters if one.id in branch.inverters}
    profile = rise_profile(branch, rules, inverters, catalog)
    ports = _ports(branch, profile)
    end = next((piece for piece in branch.pieces if piece.kind is PieceKind.END_CABLE), None)
    return Strip(
        branch=branch.id,
        circuit=branch.circuit,
        box=branch.box,
        end_piece=end.id if end else "",
        product=rules.product.description,
        locked=branch.locked,
        ports=ports,
        inverters=_inverters(branch, ports, profile, inverters),
        steps=_steps(branch, profile, rules.slack_limit_mm),
        curve=tuple((point.along_mm, point.rise_pct) for point in profile),
        length_mm=profile[-1].along_mm,
        end_cut_mm=end.length_mm if end else 0.0,
        rise_v=branch.rise_v,
        rise_pct=branch.rise_pct,
        limit_pct=rules.max_rise_pct,
        good_pct=rules.region.good_rise_pct,
        slack_limit_mm=rules.slack_limit_mm,
        current_a=branch.current_a,
        circuit_a=circuit_loads(plan.branches)[branch.circuit].current_a,
        ocpd_a=branch.ocpd_a,
    )


def rise_at(strip: Strip, along_mm: float) -> float:
    """Rise in per cent at a place along the cable; between two ports it falls evenly."""
    for (start, high), (end, low) in zip(strip.curve, strip.curve[1:], strict=False):
        if along_mm <= end:
            share = (along_mm - start) / (end - start) if end > start else 0.0
            return high + max(share, 0.0) * (low - high)
    return 0.0


def branches_by_id(plan: Plan) -> dict[str, str]:
    """The branch that each inverter, port, cable piece, module and circuit of a plan belongs to."""
    found: dict[str, str] = {}
    for branch in plan.branches:
        found[branch.id] = branch.id
        found.setdefault(branch.circuit, branch.id)
        found.update((name, branch.id) for name in branch.inverters)
        found.update((drop.id, branch.id) for drop in branch.drops)
        found.update((piece.id, branch.id) for piece in branch.pieces)
    for inverter in plan.inverters:
        if inverter.id in found:
            found.update((module, found[inverter.id]) for module in inverter.modules)
    return found


def _ports(branch: BranchPlan, profile: tuple[RisePoint, ...]) -> tuple[StripPort, ...]:
    """Used ports where the profile has its points, capped ones evenly between them."""
    alongs = [profile[0].along_mm]
    for point, following, step in zip(profile, profile[1:], branch.steps, strict=False):
        count = step.pitches if step.kind is StepKind.STANDARD else 1
        way = following.along_mm - point.along_mm
        alongs += [point.along_mm + way * number / count for number in range(1, count + 1)]
    return tuple(
        StripPort(id=drop.id, index=drop.index, along_mm=along, inverter=drop.inverter)
        for drop, along in zip(branch.drops, alongs, strict=True)
    )


def _steps(
    branch: BranchPlan, profile: tuple[RisePoint, ...], slack_limit_mm: float
) -> tuple[StripStep, ...]:
    return tuple(
        StripStep(
            from_inverter=step.from_inverter,
            to_inverter=step.to_inverter,
            kind=step.kind,
            start_mm=point.along_mm,
            end_mm=following.along_mm,
            cable_mm=step.cable_mm,
            needed_mm=step.needed_mm,
            slack_mm=step.slack_mm,
            skipped=_skipped(step),
            over=not -_SAME_MM <= step.slack_mm <= slack_limit_mm + _SAME_MM,
        )
        for step, point, following in zip(branch.steps, profile, profile[1:], strict=False)
    )


def _skipped(step: Step) -> int:
    return step.pitches - 1 if step.kind is StepKind.STANDARD else 0


def _inverters(
    branch: BranchPlan,
    ports: tuple[StripPort, ...],
    profile: tuple[RisePoint, ...],
    inverters: Mapping[str, PlacedInverter],
) -> tuple[StripInverter, ...]:
    rises = {point.at: point.rise_pct for point in profile}
    found = []
    for index, port in enumerate(ports):
        if port.inverter:
            inverter = inverters[port.inverter]
            offset = _offset_mm(inverter.mount, branch.drops, index)
            found.append(
                StripInverter(
                    id=inverter.id,
                    port=port.id,
                    along_mm=port.along_mm + offset,
                    port_mm=port.along_mm,
                    rise_pct=rises[inverter.id],
                    pinned=inverter.pinned,
                )
            )
    return tuple(found)


def _offset_mm(mount: Point, drops: tuple[Drop, ...], index: int) -> float:
    """How far an inverter hangs behind its port, in the direction to the neighbouring port."""
    here = drops[index]
    for other, sign in ((index + 1, 1.0), (index - 1, -1.0)):
        if 0 <= other < len(drops) and drops[other].surface == here.surface:
            dx, dy = drops[other].x - here.x, drops[other].y - here.y
            length = hypot(dx, dy)
            if length > 0.0:
                return sign * ((mount[0] - here.x) * dx + (mount[1] - here.y) * dy) / length
    return 0.0
