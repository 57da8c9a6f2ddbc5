"""The trunk: every inverter on one port, cable that really reaches, ports dry and capped, stock enough."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence

import shapely

from designer.core.findings import Finding, Location, error, warning
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Surface
from designer.core.model.plan import BranchPlan, Drop, Plan
from designer.core.model.trunk_family import TrunkFamily
from designer.core.told import beyond
from designer.core.trunk.water import water_lines
from designer.core.units import TOLERANCE_MM


def check_trunk(design: Design, catalog: Catalog, plan: Plan) -> Iterator[Finding]:
    """Findings on ports, steps, lengths and stock of all branches."""
    yield from _ports(plan)
    for branch in plan.branches:
        yield from _steps(design, catalog, branch)
        yield from _links(catalog.family(branch.family), branch)
        yield from _lengths(branch)
    yield from _stock(plan)


def _ports(plan: Plan) -> Iterator[Finding]:
    """Every inverter of a branch on exactly one of its ports."""
    ports = Counter(drop.inverter for drop in plan.drops if drop.inverter)
    for branch in plan.branches:
        for name in branch.inverters:
            if ports[name] != 1:
                yield error("not-on-one-port", name, branch.id, ports=ports[name])


def _steps(design: Design, catalog: Catalog, branch: BranchPlan) -> Iterator[Finding]:
    """Steps with more slack than can be tied up; where any cable might be taken, none of them fits."""
    family, own = catalog.family(branch.family), design.settings.slack_limit_mm
    limit = family.slack_limit_mm if own is None else own
    over = [step for step in branch.steps if step.pitches and step.slack_mm > limit + TOLERANCE_MM]
    for step in over:
        yield error(
            "slack-over-limit",
            branch.id,
            step.from_inverter,
            step.to_inverter,
            at=_port_of(branch, step.from_inverter),
            slack_mm=beyond(step.slack_mm, limit),
            limit_mm=limit,
        )
    worst = max(over, key=lambda step: (step.slack_mm, step.from_inverter), default=None)
    if worst is not None and not _is_chosen(design, branch):
        yield error(
            "no-product-fits",
            branch.id,
            worst.from_inverter,
            worst.to_inverter,
            at=_port_of(branch, worst.from_inverter),
            way_mm=round(worst.needed_mm),
            pitches=_pitches(family),
            limit_mm=limit,
        )


def _links(family: TrunkFamily, branch: BranchPlan) -> Iterator[Finding]:
    """Connectors that a link joins lie beside each other, not in the same place."""
    for step in branch.steps:
        if step.pitches:
            continue
        first, second = (_port_of(branch, name) for name in (step.from_inverter, step.to_inverter))
        if first is None or second is None or first.surface != second.surface:
            continue
        apart = math.dist((first.x, first.y), (second.x, second.y))
        if apart < family.port_length_mm - TOLERANCE_MM:
            yield warning(
                "connectors-overlap",
                branch.id,
                step.from_inverter,
                step.to_inverter,
                at=first,
                apart_mm=beyond(apart, family.port_length_mm),
                least_mm=family.port_length_mm,
            )


def _is_chosen(design: Design, branch: BranchPlan) -> bool:
    """Whether a person chose the cable of a branch, by its lock or for the project."""
    lock = next((lock for lock in design.locks if lock.id == branch.circuit), None)
    return branch.product in {design.products.trunk, lock.product if lock else None}


def _pitches(family: TrunkFamily) -> str:
    found = sorted({product.pitch_mm for product in family.products})
    return ", ".join(f"{pitch / 1000:g}" for pitch in found) + " m"


def _port_of(branch: BranchPlan, inverter: str) -> Location | None:
    """Where an inverter's port is."""
    drop = next((drop for drop in branch.drops if drop.inverter == inverter), None)
    return Location(drop.surface, drop.x, drop.y) if drop else None


def _lengths(branch: BranchPlan) -> Iterator[Finding]:
    """No piece shorter than the way it has to go."""
    for piece in branch.pieces:
        if piece.length_mm < piece.needed_mm - TOLERANCE_MM:
            yield error(
                "piece-too-short",
                piece.id,
                branch.id,
                missing_mm=round(piece.needed_mm - piece.length_mm, 1),
            )


def check_water(catalog: Catalog, surface: Surface, drops: Sequence[Drop]) -> Iterator[Finding]:
    """On one surface: connectors keep away from lines along which water runs."""
    distance = catalog.assumptions.water_distance_mm
    ports = shapely.points([(drop.x, drop.y) for drop in drops]) if drops else ()
    ways = [shapely.distance(line, ports) for line in water_lines(surface)] if drops else []
    for index, drop in enumerate(drops):
        for away in (float(way[index]) for way in ways):
            if away < distance - TOLERANCE_MM:
                at = Location(drop.surface, drop.x, drop.y)
                told = beyond(away, distance)
                yield error("port-near-water", drop.id, at=at, distance_mm=told, least_mm=distance)


def _stock(plan: Plan) -> Iterator[Finding]:
    """Per stock the pieces stay within its length and do not overlap."""
    for stock in plan.cuts.stocks:
        end = 0.0
        for cut in sorted(stock.cuts, key=lambda cut: cut.start_mm):
            last = cut.start_mm + cut.length_mm
            if cut.start_mm < end - TOLERANCE_MM or last > stock.length_mm + TOLERANCE_MM:
                yield error("stock-overrun", stock.id, cut.piece)
            end = last
