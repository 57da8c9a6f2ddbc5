"""Branches: each inverter on one, ports in reach and in order, steps of whole pitches, runs for all ports."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from designer.core.checks.results.faults import fault
from designer.core.findings import Finding
from designer.core.model.catalog import Catalog
from designer.core.model.plan import (
    BranchPlan,
    CablePiece,
    Drop,
    PieceKind,
    PlacedInverter,
    Plan,
    Step,
    StepKind,
)
from designer.core.units import TOLERANCE_MM

_ROUNDED_MM = 2 * TOLERANCE_MM
_WAY_MM = 0.1
"""Points of a way are rounded one by one, so a long one may measure a little more than planned."""


def check_branch(catalog: Catalog, branch: BranchPlan, units: Sequence[PlacedInverter]) -> Iterator[Finding]:
    """What does not hold of a branch with its `units`."""
    yield from _numbers(branch)
    yield from _ports(catalog, branch, {unit.id: unit for unit in units})
    yield from _steps(catalog, branch)
    yield from _pieces(branch)


def check_dealing(plan: Plan, inverters: Mapping[str, PlacedInverter]) -> Iterator[Finding]:
    """Inverters that are on several branches, or on one though they are not on the roof."""
    times = Counter(name for branch in plan.branches for name in branch.inverters)
    for name, branches in times.items():
        known = inverters.get(name)
        if branches != 1 or known is None:
            at = (known.surface, *known.mount) if known else None
            yield fault("branches", name, at=at, branches=branches)


def _numbers(branch: BranchPlan) -> Iterator[Finding]:
    """Currents, voltage rise, cost and lengths are numbers."""
    figures = (branch.current_a, branch.rise_v, branch.rise_pct, branch.cost, branch.ocpd_a)
    lengths = (piece.length_mm for piece in branch.pieces)
    places = (figure for drop in branch.drops for figure in (drop.x, drop.y))
    if not all(map(math.isfinite, (*figures, *lengths, *places))):
        yield fault("no-number", branch.id, branch.box)


def _ports(
    catalog: Catalog, branch: BranchPlan, inverters: Mapping[str, PlacedInverter]
) -> Iterator[Finding]:
    """Ports are numbered from the far end; those in use stand in the order of the inverters, in reach."""
    used = tuple(drop.inverter for drop in branch.drops if drop.inverter)
    numbers = [drop.index for drop in branch.drops]
    if used != branch.inverters or numbers != list(range(1, len(numbers) + 1)):
        yield fault(
            "ports", branch.id, at=_first_place(branch), ports=len(used), inverters=len(branch.inverters)
        )
    for drop in branch.drops:
        unit = inverters.get(drop.inverter)
        if unit is not None:
            lead = catalog.inverter(unit.product).ac_lead_mm
            reach = catalog.assumptions.inverter_ac_lead_mm if lead is None else lead
            away = math.dist((drop.x, drop.y), unit.mount) if drop.surface == unit.surface else math.inf
            if away > reach + _ROUNDED_MM:
                at = (drop.surface, drop.x, drop.y)
                yield fault("reach", drop.id, unit.id, at=at, away_mm=_told(away), reach_mm=reach)


def _told(away_mm: float) -> float | str:
    return round(away_mm, 1) if math.isfinite(away_mm) else "…"


def _steps(catalog: Catalog, branch: BranchPlan) -> Iterator[Finding]:
    """From inverter to inverter: as many pitches as ports, and cable for the way between them."""
    pairs = [(step.from_inverter, step.to_inverter) for step in branch.steps]
    if pairs != list(pairwise(branch.inverters)):
        yield fault(
            "order", branch.id, at=_first_place(branch), steps=len(pairs), inverters=len(branch.inverters)
        )
        return
    pitch = catalog.family(branch.family).product(branch.product).pitch_mm
    drops = {drop.inverter: drop for drop in branch.drops if drop.inverter}
    for step in branch.steps:
        first, second = drops.get(step.from_inverter), drops.get(step.to_inverter)
        if first is not None and second is not None and not _holds(step, first, second, pitch):
            yield fault(
                "step",
                branch.id,
                step.from_inverter,
                step.to_inverter,
                at=(first.surface, first.x, first.y),
                cable_mm=step.cable_mm,
                way_mm=round(max(step.needed_mm, _straight_mm(first, second)), 1),
                pitches=second.index - first.index,
            )


def _holds(step: Step, first: Drop, second: Drop, pitch_mm: float) -> bool:
    ports = second.index - first.index
    standard = step.kind is StepKind.STANDARD
    whole = abs(step.cable_mm - step.pitches * pitch_mm) <= _ROUNDED_MM and ports == step.pitches
    counted = whole if standard else ports == 1
    way = max(step.needed_mm, _straight_mm(first, second))
    return counted and way <= step.cable_mm + _WAY_MM and step.slack_mm >= -_ROUNDED_MM


def _straight_mm(first: Drop, second: Drop) -> float:
    """As the crow flies; 0 between surfaces, whose frames do not compare."""
    return math.dist((first.x, first.y), (second.x, second.y)) if first.surface == second.surface else 0.0


def _pieces(branch: BranchPlan) -> Iterator[Finding]:
    """Runs hold all ports with a link between two of them; no piece is shorter than the way drawn for it."""
    runs = [piece for piece in branch.pieces if piece.kind is PieceKind.TRUNK_RUN]
    links = sum(piece.kind is PieceKind.LINK for piece in branch.pieces)
    ports = sum(piece.ports for piece in runs)
    linked = sum(step.kind is StepKind.LINK for step in branch.steps)
    if ports != len(branch.drops) or links != linked or len(runs) != linked + 1:
        at = _first_place(branch)
        yield fault("runs", branch.id, at=at, ports=ports, drops=len(branch.drops), pieces=len(branch.pieces))
    for piece in branch.pieces:
        way = _way_mm(piece)
        if way > piece.length_mm + _WAY_MM:
            start = piece.route[0]
            at = (start.surface, *start.points[0])
            yield fault("piece", piece.id, branch.id, at=at, length_mm=piece.length_mm, way_mm=round(way, 1))


def _way_mm(piece: CablePiece) -> float:
    return sum(math.dist(a, b) for part in piece.route for a, b in pairwise(part.points))


def _first_place(branch: BranchPlan) -> tuple[str, float, float] | None:
    first = next(iter(branch.drops), None)
    return None if first is None else (first.surface, first.x, first.y)
