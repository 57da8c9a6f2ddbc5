"""Branches priced by plain enumeration, apart from the engine: the rules of planning model, section 4."""

import math
from itertools import pairwise

import numpy as np


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
        found.append((prices.link + prices.port + length * prices.bulk_per_mm, 0))
    return found


def cheapest_step(distance, rules, over_limit=1e6):
    """Cost of the cheapest step over a way."""
    return math.inf if distance == math.inf else min(options_for(distance, rules, over_limit))[0]


def step_costs(distances, rules):
    """The same for an array of ways."""
    flat = {d: cheapest_step(d, rules) for d in np.unique(distances).tolist()}
    return np.vectorize(flat.get, otypes=[float])(distances)


def branch_cost_on_grids(grids, hops, feed, rules):
    """Least cost over all choices of one place per grid, by dynamic programming over the grids."""
    cost = np.zeros(len(grids[0]))
    for (starts, ends), hop in zip(pairwise(grids), hops, strict=True):
        cost = np.min(cost[:, None] + step_costs(hop.distances(starts, ends), rules), axis=0)
    ways = feed.ways(grids[-1])
    total = cost + np.where(np.isfinite(ways), ways, 0) * rules.prices.bulk_per_mm
    return float(total[np.isfinite(ways)].min(initial=math.inf)) + rules.prices.port + rules.prices.end_cap
