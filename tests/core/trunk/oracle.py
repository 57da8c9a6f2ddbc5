"""Branches priced by plain enumeration, apart from the engine: the rules of planning model, section 4."""

import math
from itertools import pairwise

import numpy as np

from designer.core.trunk.hops import StraightHop


def options_for(distance, rules, over_limit):
    """(cost, pitches) of every way to make a step; pitches 0 = link."""
    prices, family, pitch = rules.prices, rules.family, rules.product.pitch_mm
    fewest = max(1, math.ceil((distance + family.dressing_mm) / pitch - 1e-9))
    found = []
    for pitches in range(fewest, fewest + 2):
        slack = pitches * pitch - family.dressing_mm - distance
        over = slack > rules.slack_limit_mm + 1e-6
        found.append((pitches * prices.port + (pitches - 1) * prices.port_cap + over_limit * over, pitches))
    if family.links_allowed:
        length = distance + family.dressing_mm + 2 * family.stripping_mm
        over = distance < family.port_length_mm - 1e-6
        found.append((prices.link + prices.port + length * prices.bulk_per_mm + over_limit * over, 0))
    return found


def cheapest_step(distance, rules, over_limit=1e6):
    """Cost of the cheapest step over a way."""
    return math.inf if distance == math.inf else min(options_for(distance, rules, over_limit))[0]


def plain_way(hop, start, end):
    """The way of a hop over every pair of crossings that the two places reach."""
    if isinstance(hop, StraightHop):
        return abs(start - end)
    if hop.same_line and hop.first.run_of(start) == hop.last.run_of(end):
        return abs(start - end)
    return min(
        (
            out + hop.between[i][j] + back
            for i, out in hop.first.ways_from(start)
            for j, back in hop.last.ways_from(end)
        ),
        default=math.inf,
    )


def step_costs(distances, rules):
    """The same for an array of ways."""
    flat = {d: cheapest_step(d, rules) for d in np.unique(distances).tolist()}
    return np.vectorize(flat.get, otypes=[float])(distances)


def branch_cost_on_grids(grids, hops, feed, rules):
    """Least cost over all choices of one place per grid, by dynamic programming over the grids."""
    cost = np.zeros(len(grids[0]))
    for (starts, ends), hop in zip(pairwise(grids), hops, strict=True):
        ways = np.array([[plain_way(hop, a, b) for b in ends.tolist()] for a in starts.tolist()])
        cost = np.min(cost[:, None] + step_costs(ways, rules), axis=0)
    ways = np.array([feed.way(place) for place in grids[-1].tolist()])
    total = cost + np.where(np.isfinite(ways), ways, 0) * rules.prices.bulk_per_mm
    return float(total[np.isfinite(ways)].min(initial=math.inf)) + rules.prices.port + rules.prices.leg
