"""On one surface: figures are numbers, inputs and modules agree, inverters hang on rails, bars fill runs."""

import math
from collections.abc import Iterator
from itertools import chain

import numpy as np

from designer.core.checks.results.faults import fault
from designer.core.findings import Finding
from designer.core.geometry.axes import Rect, grown, to_xy
from designer.core.inverters.clearance import clearance_mm
from designer.core.model.catalog import Catalog
from designer.core.model.design import Settings
from designer.core.model.plan import PlacedInverter, RailRun, SurfacePlan
from designer.core.units import TOLERANCE_MM

_ROUNDED_MM = 2 * TOLERANCE_MM
"""Two coordinates that were rounded one by one may lie so far apart."""


def check_surface(settings: Settings, catalog: Catalog, part: SurfacePlan) -> Iterator[Finding]:
    """What does not hold on a surface; where figures are no numbers that alone is told."""
    broken = list(_not_numbers(part))
    yield from broken
    if not broken:
        yield from _inputs(part)
        yield from _hanging(settings, catalog, part)
        for rail in part.rails:
            yield from _bars(rail)


def _not_numbers(part: SurfacePlan) -> Iterator[Finding]:
    """NaN and infinity compare with nothing, so all other predicates would be content with them."""
    rects: list[Rect] = [one.rect for one in part.modules]
    rects += [one.footprint for one in part.hardware]
    rects += [(one.along_mm, one.across_mm, one.footprint[0], one.footprint[3]) for one in part.inverters]
    rects += [(one.across_mm, one.start_mm, one.end_mm, one.width_mm) for one in part.rails]
    figures = np.fromiter(chain.from_iterable(rects), dtype=float).reshape(-1, 4)
    broken = np.flatnonzero(~np.isfinite(figures).all(axis=1)).tolist()
    if broken:
        names = [one.id for one in part.modules] + [one.id for one in part.hardware]
        names += [one.id for one in part.inverters] + [one.id for one in part.rails]
        for index in broken:
            yield fault("no-number", names[index], part.surface)


def _inputs(part: SurfacePlan) -> Iterator[Finding]:
    """Every module on one input at most, and module and inverter say the same of it."""
    said = {module.id: (module.inverter, module.port) for module in part.modules if module.inverter}
    for inverter in part.inverters:
        for port, name in enumerate(inverter.modules, start=1):
            if said.pop(name, None) != (inverter.id, port):
                yield fault("input", name, inverter.id, at=_place(inverter), port=port)
    for name, (owner, port) in said.items():
        yield fault("input", name, owner, port=port)


def _hanging(settings: Settings, catalog: Catalog, part: SurfacePlan) -> Iterator[Finding]:
    """Every inverter on its rail where it may hang, with its clearance and its maker's number of inputs."""
    rails = {rail.id: rail for rail in part.rails}
    products = {name: catalog.inverter(name) for name in {one.product for one in part.inverters}}
    for inverter in part.inverters:
        product = products[inverter.product]
        rail = rails.get(inverter.rail)
        away = math.inf if rail is None else _off_rail(inverter, rail)
        if away > _ROUNDED_MM:
            figure = {"away_mm": round(away, 3)} if math.isfinite(away) else {"away_mm": "…"}
            yield fault("off-rail", inverter.id, inverter.rail, at=_place(inverter), **figure)
        spot = inverter.along_mm
        if not any(low - _ROUNDED_MM <= spot <= high + _ROUNDED_MM for low, high in inverter.allowed):
            yield fault("not-allowed", inverter.id, at=_place(inverter), along_mm=spot)
        wrong_mm = _unlike(grown(inverter.footprint, clearance_mm(settings, product)), inverter.clearance)
        if wrong_mm > _ROUNDED_MM:
            yield fault("clearance", inverter.id, at=_place(inverter), wrong_mm=round(wrong_mm, 3))
        inputs = len(inverter.modules) + inverter.spare_inputs
        if inputs != product.inputs:
            yield fault("inputs", inverter.id, at=_place(inverter), inputs=inputs, has=product.inputs)


def _off_rail(inverter: PlacedInverter, rail: RailRun) -> float:
    """How far the mounting point is from the middle line of the rail, mm.

    One that is pinned stays where a rail has ended since: that its pin cannot be kept is told by itself.
    """
    beyond = max(rail.start_mm - inverter.along_mm, inverter.along_mm - rail.end_mm, 0.0)
    along = 0.0 if inverter.pinned else beyond
    return math.hypot(along, inverter.across_mm - rail.across_mm)


def _unlike(first: Rect, second: Rect) -> float:
    return 0.0 if first == second else max(abs(a - b) for a, b in zip(first, second, strict=True))


def _bars(rail: RailRun) -> Iterator[Finding]:
    """The bars of a run meet end to end, and begin and end with it."""
    at, gap, total, short = rail.start_mm, 0.0, 0.0, not rail.bars
    for bar in rail.bars:
        gap = max(gap, abs(bar.start_mm - at))
        length, at = bar.end_mm - bar.start_mm, bar.end_mm
        total, short = total + length, short or length <= 0.0
    gap = max(gap, abs(rail.end_mm - at))
    if gap > _ROUNDED_MM or short:
        run = rail.end_mm - rail.start_mm
        place = (rail.surface, *to_xy(rail.axis, rail.start_mm, rail.across_mm))
        yield fault("bars", rail.id, at=place, sum_mm=round(total, 3), run_mm=round(run, 3))


def _place(inverter: PlacedInverter) -> tuple[str, float, float]:
    return (inverter.surface, *inverter.mount)
