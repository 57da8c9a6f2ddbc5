"""DC leads: from a module's junction boxes to the inverter, along the rails' directions.

A lead runs across the rail from the module's connector to the enclosure's middle line and then along
the rail to the enclosure, so its length is |Δu| + |Δv|: never shorter than the straight way, and under
the modules as long as the row is closed between the two.
"""

import math
from collections.abc import Sequence
from itertools import combinations, pairwise

from designer.core.geometry.axes import Point, RailAxis, to_uv, to_xy
from designer.core.geometry.intervals import EMPTY, Interval, IntervalSet, contains, normalized
from designer.core.inverters.obstructions import back_boxes
from designer.core.model.catalog import Catalog, Inverter
from designer.core.model.plan import DcLead, PlacedModule


def connector(module: PlacedModule, axis: RailAxis, catalog: Catalog) -> Point:
    """Where a module's leads start, in rail coordinates: the middle of its junction boxes."""
    boxes = back_boxes(module, catalog)
    x = sum(rect[0] + rect[2] for rect in boxes) / (2 * len(boxes))
    y = sum(rect[1] + rect[3] for rect in boxes) / (2 * len(boxes))
    return to_uv(axis, x, y)


def reach_mm(module: PlacedModule, inverter: Inverter, catalog: Catalog) -> float:
    """How far the shorter lead of a module and the inverter's own lead reach together, slack taken off."""
    product, assumptions = catalog.module(module.product), catalog.assumptions
    leads = [lead for lead in (product.lead_plus_mm, product.lead_minus_mm) if lead is not None]
    module_lead = min(leads) if leads else assumptions.module_lead_mm
    own = inverter.dc_lead_mm if inverter.dc_lead_mm is not None else assumptions.inverter_dc_lead_mm
    return module_lead + own - assumptions.dc_slack_mm


def reach_interval(start: Point, enclosure_v_mm: float, reach: float) -> Interval | None:
    """Mounting points along the rail that a lead from `start` reaches; None when there are none."""
    rest = reach - abs(start[1] - enclosure_v_mm)
    return None if rest < 0 else (start[0] - rest, start[0] + rest)


def reached_by_all(intervals: Sequence[Interval | None]) -> IntervalSet:
    """Mounting points that every lead reaches."""
    if any(interval is None for interval in intervals):
        return EMPTY
    found = [interval for interval in intervals if interval is not None]
    low = max((interval[0] for interval in found), default=-math.inf)
    high = min((interval[1] for interval in found), default=math.inf)
    return ((low, high),) if low <= high else EMPTY


def least_shortfall_mm(allowed: IntervalSet, wants: Sequence[tuple[float, float]]) -> float:
    """How much the worst lead is short at the best place of `allowed`, 0 where all reach.

    Each lead is given by its place x along the rail and what is missing there, c: at y it misses
    |x − y| + c. The largest of these is least at an end of an interval, at a place or where two are equal.
    """
    spots = {x for pair in allowed for x in pair} | {x for x, _ in wants}
    for (x, c), (y, d) in combinations(wants, 2):
        spots.update(((x + y + d - c) / 2, (x + y + c - d) / 2))
    inside = [spot for spot in spots if contains(allowed, spot)]
    return min((max(0.0, *(abs(x - spot) + c for x, c in wants)) for spot in inside), default=0.0)


def least_extended(
    allowed: IntervalSet, wants: Sequence[tuple[float, float]], extension_mm: float
) -> IntervalSet:
    """The part of `allowed` where the leads need the fewest extensions: what is left when not all reach.

    Each lead is given as for `least_shortfall_mm`. At y it takes one for each `extension_mm` begun of what it
    misses, so that their number changes only where a lead misses a whole number of them.
    """
    if not allowed:
        return EMPTY
    low, high = allowed[0][0], allowed[-1][1]
    marks = {x for pair in allowed for x in pair}
    for x, c in wants:
        most = extensions(max(abs(x - low), abs(x - high)) + c, extension_mm)
        away = [number * extension_mm - c for number in range(most) if number * extension_mm >= c]
        marks.update(spot for one in away for spot in (x - one, x + one) if contains(allowed, spot))
    order = sorted(marks)
    parts = [(x, x) for x in order] + [pair for pair in pairwise(order) if contains(allowed, sum(pair) / 2)]

    def needed(part: Interval) -> int:
        middle = (part[0] + part[1]) / 2
        return sum(extensions(abs(x - middle) + c, extension_mm) for x, c in wants)

    counts = [needed(part) for part in parts]
    fewest = min(counts)
    return normalized(part for part, count in zip(parts, counts, strict=True) if count == fewest)


def extensions(missing_mm: float, extension_mm: float) -> int:
    """Extension leads that make up for what a lead misses, each pole for itself; 0 where it reaches."""
    return math.ceil(max(0.0, missing_mm) / extension_mm - 1e-9)


def lay_leads(
    modules: Sequence[PlacedModule],
    axis: RailAxis,
    target: Point,
    inverter: Inverter,
    catalog: Catalog,
) -> tuple[DcLead, ...]:
    """The leads of an inverter's modules; `target` is the enclosure's middle in rail coordinates."""
    leads = []
    for port, module in enumerate(modules, start=1):
        start = connector(module, axis, catalog)
        corner = (start[0], target[1])
        length = abs(start[0] - target[0]) + abs(start[1] - target[1])
        reach = reach_mm(module, inverter, catalog)
        leads.append(
            DcLead(
                module=module.id,
                port=port,
                route=tuple(to_xy(axis, *point) for point in (start, corner, target)),
                length_mm=round(length, 3),
                reach_mm=reach,
                extensions=extensions(length - reach, catalog.assumptions.dc_extension_mm),
            )
        )
    return tuple(leads)
