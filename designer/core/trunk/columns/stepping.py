"""Steps of many labels at once, along their rails or over bends: trunk of so many pitches, or a link."""

from collections.abc import Iterator

import numpy as np

from designer.core.trunk.columns.batch import Batch, Electric, Limits, Moves, clipped, distance, joined
from designer.core.trunk.columns.linking import Reached, linked, links_along
from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.graph import Array
from designer.core.trunk.labels import EPS_MM
from designer.core.trunk.rules import TrunkRules


def steps(batch: Batch, moves: Moves, limits: Limits, rules: TrunkRules, volts: Electric) -> Batch:
    """All labels that one step leads to, each from its label over its way, within its limits.

    Steps over the slack limit are left out.
    """
    here, holds = clipped(batch, moves.start_low, moves.start_high, rules.prices.bulk_per_mm)
    found: list[Batch] = []
    for along in (True, False):
        chosen = holds & (np.isnan(moves.leaves) == along)
        if chosen.any():
            ways = moves.of(chosen)
            own, asked = here.of(chosen), limits.of(chosen)
            onward = _along(own, asked, rules, volts) if along else _round(own, ways, asked, rules, volts)
            for reached, number in onward:
                if not len(number):
                    continue
                inside, still = clipped(
                    reached, ways.end_low[number], ways.end_high[number], rules.prices.bulk_per_mm
                )
                found.append(inside.of(still))
    return joined(found) if found else batch.of(np.zeros(len(batch.cost), dtype=bool))


def _along(batch: Batch, limits: Limits, rules: TrunkRules, volts: Electric) -> Reached:
    """Steps along the rail: a tight cable moves all places of a label by its length, either way."""
    nearest = np.maximum(0.0, np.maximum(batch.first - limits.last, limits.first - batch.last))
    farthest = np.maximum(batch.last - limits.first, limits.last - batch.first)
    yield from links_along(batch, limits, rules, volts)
    for number, pitches in _pitches(batch, nearest, farthest, limits, rules):
        here = _stepped(batch, number, pitches, limits, rules, volts)
        least, most = _lengths(pitches, rules)
        loose = least <= 0
        if loose.any():
            one, farther = here.of(loose), most[loose]
            yield (
                one._replace(
                    low=one.low - farther,
                    high=one.high + farther,
                    first=one.first - farther,
                    last=one.last + farther,
                ),
                number[loose],
            )
        taut = ~loose
        if taut.any():
            one, nearer, farther = here.of(taut), least[taut], most[taut]
            yield (
                one._replace(
                    low=one.low + nearer,
                    high=one.high + farther,
                    first=one.first + nearer,
                    last=one.last + farther,
                ),
                number[taut],
            )
            yield (
                one._replace(
                    low=one.low - farther,
                    high=one.high - nearer,
                    first=one.first - farther,
                    last=one.last - nearer,
                ),
                number[taut],
            )


def _round(batch: Batch, moves: Moves, limits: Limits, rules: TrunkRules, volts: Electric) -> Reached:
    """Steps that leave the rail: what the way to the gate leaves of the cable may be used beyond it."""
    per_mm = rules.prices.bulk_per_mm
    leaves, middle, joins = moves.leaves, moves.middle, moves.joins
    to_low = distance(leaves, batch.low, batch.high)
    to_first = distance(leaves, batch.first, batch.last)
    beyond = distance(joins, limits.first, limits.last)
    nearest = to_first + middle + beyond
    endless = np.full(len(joins), np.inf)
    yield linked(
        batch._replace(
            cost=batch.cost + per_mm * (to_low + middle),
            low=joins,
            high=joins,
            first=-endless,
            last=endless,
            rise=batch.rise + batch.slope * (to_low - to_first),
        ),
        to_first + middle + (0.0 if volts.beside_pct else beyond),
        limits,
        rules,
        volts,
    )
    farthest = (
        np.maximum(np.abs(batch.first - leaves), np.abs(batch.last - leaves))
        + middle
        + np.maximum(np.abs(limits.first - joins), np.abs(limits.last - joins))
    )
    for number, pitches in _pitches(batch, nearest, farthest, limits, rules):
        here = _stepped(batch, number, pitches, limits, rules, volts)
        least, most = _lengths(pitches, rules)
        sided = least > nearest[number]
        plain, both = np.nonzero(~sided)[0], np.nonzero(sided)[0]
        if len(plain):
            yield from _to_either_side(
                here.of(plain), moves, number[plain], most[plain], to_low, to_first, per_mm
            )
        if len(both):
            yield from _to_each_side(here.of(both), moves, number[both], least[both], most[both], per_mm)


def _to_either_side(
    here: Batch, moves: Moves, number: Ints, most: Array, to_low: Array, to_first: Array, per_mm: float
) -> Reached:
    left = most - moves.middle[number] - to_low[number]
    farther = most - moves.middle[number] - to_first[number]
    reach = farther >= -EPS_MM
    left, farther, number = left[reach], np.maximum(farther[reach], 0.0), number[reach]
    radius, joins, here = np.maximum(left, 0.0), moves.joins[number], here.of(reach)
    yield (
        here._replace(
            cost=here.cost + per_mm * (radius - left),
            rise=here.rise + here.slope * (radius - left),
            low=joins - radius,
            high=joins + radius,
            first=joins - farther,
            last=joins + farther,
        ),
        number,
    )


def _to_each_side(
    here: Batch, moves: Moves, number: Ints, least: Array, most: Array, per_mm: float
) -> Reached:
    """The same where the slack limit asks for a longer way: each side of both gates by itself."""
    leaves, joins, middle = moves.leaves[number], moves.joins[number], moves.middle[number]
    endless = np.full(len(number), np.inf)
    for side in (1.0, -1.0):
        low, high = (leaves, endless) if side > 0 else (-endless, leaves)
        one, holds = clipped(here, low, high, per_mm)
        near, far = np.sort(side * (np.stack([one.low, one.high]) - leaves), axis=0)
        first, last = np.sort(side * (np.stack([one.first, one.last]) - leaves), axis=0)
        beyond = one._replace(
            low=least - middle - far, high=most - middle - near, first=least - middle - last,
            last=most - middle - first,
        )  # fmt: skip
        onward, still = clipped(beyond, np.zeros(len(number)), endless, per_mm)
        kept = holds & still
        out, gate, chosen = onward.of(kept), joins[kept], number[kept]
        yield (
            out._replace(
                low=gate + out.low, high=gate + out.high, first=gate + out.first, last=gate + out.last
            ),
            chosen,
        )
        yield (
            out._replace(
                low=gate - out.high, high=gate - out.low, first=gate - out.last, last=gate - out.first
            ),
            chosen,
        )


def _stepped(
    batch: Batch, number: Ints, pitches: Ints, limits: Limits, rules: TrunkRules, volts: Electric
) -> Batch:
    here = batch.of(number)
    length = pitches * rules.product.pitch_mm
    return here._replace(
        cost=here.cost + _standard_costs(pitches, rules),
        ports=here.ports + pitches,
        rise=here.rise + volts.trunk_pct * limits.amperes[number] * length,
    )


def _standard_costs(pitches: Ints, rules: TrunkRules) -> Array:
    return np.asarray(pitches * rules.prices.port + (pitches - 1) * rules.prices.port_cap)


def _pitches(
    batch: Batch, nearest: Array, farthest: Array, limits: Limits, rules: TrunkRules
) -> Iterator[tuple[Ints, Ints]]:
    """Labels by number with a number of pitches worth a look: fewer do not reach, more reach no farther."""
    fewest, most = (_pitches_of(way, rules) for way in (nearest, farthest))
    if rules.family.links_allowed:
        most = np.minimum(most, rules.product.ports_per_reel - batch.ports)
    number, more = np.arange(len(fewest)), 0
    while True:
        pitches = fewest[number] + more
        affordable = batch.cost[number] + _standard_costs(pitches, rules) <= limits.cost[number]
        number = number[(pitches <= most[number]) & affordable]
        if not len(number):
            return
        yield number, fewest[number] + more
        more += 1


def _pitches_of(way: Array, rules: TrunkRules) -> Ints:
    needed = np.ceil((way + rules.family.dressing_mm) / rules.product.pitch_mm - 1e-9)
    return np.asarray(np.maximum(needed, 1.0).astype(np.intp))


def _lengths(pitches: Ints, rules: TrunkRules) -> tuple[Array, Array]:
    most = np.asarray(pitches * rules.product.pitch_mm - rules.family.dressing_mm, dtype=float)
    return np.asarray(np.maximum(0.0, most - rules.slack_limit_mm)), most
