"""Voltage rise of matched legs, and the cheapest match that keeps it within its limit.

The cheapest match takes trunk cable wherever a port is cheaper than a link. Where that rises too high, links
of bulk cable, which are no longer than the way, often bring it down (planning model, sections 4 and 6).
Without links a port nearer to the box may, where cable costs nothing or a pitch more leads there.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import ceil, inf

from designer.core.electrical.rise import CableSegment, rise_v
from designer.core.model.plan import StepKind
from designer.core.trunk.hops import Feed, Hop, shortest, shortest_feed
from designer.core.trunk.labels import StepRise, first_labels
from designer.core.trunk.matching import Layers, Match, built, ends_of, materialised, path_to
from designer.core.trunk.placing import backtracked
from designer.core.trunk.ports import PortRange
from designer.core.trunk.reaching import next_labels
from designer.core.trunk.rules import TrunkRules

_EPS_PCT = 1e-9
"""Voltage rises are compared up to this."""


def segments_of(ranges: Sequence[PortRange], match: Match, rules: TrunkRules) -> list[CableSegment]:
    """The cable from each port to the next and from the last one to the box, with its current."""
    currents = _currents(ranges, rules)
    segments = []
    for current, step in zip(currents, match.steps, strict=False):
        if step.kind is StepKind.STANDARD:
            length, ohm_per_km = step.pitches * rules.product.pitch_mm, rules.product.ohm_per_km
        else:
            length, ohm_per_km = step.distance_mm + rules.family.dressing_mm, rules.bulk.ohm_per_km
        segments.append(CableSegment(length, ohm_per_km, current))
    feed_mm = match.feed_mm + rules.family.beyond_feed_mm
    segments.append(CableSegment(feed_mm, rules.bulk.ohm_per_km, currents[-1]))
    return segments


def rise_v_of(ranges: Sequence[PortRange], match: Match, rules: TrunkRules) -> float:
    """Voltage rise from the box to the far end, V."""
    return rise_v(segments_of(ranges, match, rules), rules.family.phases)


def rises_too_high(ranges: Sequence[PortRange], match: Match, rules: TrunkRules) -> bool:
    """Whether a match that can be built breaks the limit."""
    return match.cost < inf and rules.rise_pct(rise_v_of(ranges, match, rules)) > rules.max_rise_pct


def within_rise(
    ranges: Sequence[PortRange], hops: Sequence[Hop], feed: Feed, rules: TrunkRules, found: Match
) -> Match:
    """The cheapest match within the limit of the voltage rise; the one `found` where there is none.

    Exact within the limits of the labels: the cheapest places for the same steps are among those of the least
    rise (docs/decisions/0044-exact-voltage-rise.md).
    """
    if found.violations() or not rises_too_high(ranges, found, rules):
        return found
    rises = _step_rises(ranges, rules)
    layers = _layers(ranges, hops, feed, rules, rises)
    for match in _matches(ranges, hops, feed, rules, layers, rises) if layers else ():
        if not match.violations() and not rises_too_high(ranges, match, rules):
            return match
    return found


def _matches(
    ranges: Sequence[PortRange],
    hops: Sequence[Hop],
    feed: Feed,
    rules: TrunkRules,
    layers: Layers,
    rises: Sequence[StepRise],
) -> Iterator[Match]:
    """The cheapest matches within the limit, with ports at the preferred places where they may be."""
    at_feed, beyond = rises[-1].per_mm, rules.family.beyond_feed_mm
    for end in ends_of(ranges[-1], layers[-1], feed, rules):
        rise = layers[-1][end.label].rise_at(end.place) + at_feed * (feed.way(end.place) + beyond)
        if rise <= rules.max_rise_pct + _EPS_PCT:
            match = materialised(ranges, hops, layers, feed, rules, end)
            yield match
            if rises_too_high(ranges, match, rules):
                path = path_to(layers, end.label)
                places = backtracked(ranges, path, end.place, rules, rises)
                yield built(ranges, hops, path, places, feed, rules)


def _layers(
    ranges: Sequence[PortRange], hops: Sequence[Hop], feed: Feed, rules: TrunkRules, rises: Sequence[StepRise]
) -> Layers:
    """The labels of each inverter with their least rise, as far as it leaves room for what is to come.

    There are none at all where all rise too high.
    """
    onward = _least_onward(ranges, hops, feed, rules, rises)
    layers = [first_labels(ranges[0].places)]
    for one, hop, rise, least in zip(ranges[1:], hops, rises, onward[1:], strict=False):
        reached = next_labels(layers[-1], one.places, hop, rules, rise)
        most = rules.max_rise_pct - least + _EPS_PCT
        layers.append(tuple(label for label in reached if label.rise <= most))
        if not layers[-1]:
            return ()
    return tuple(layers)


def _least_onward(
    ranges: Sequence[PortRange], hops: Sequence[Hop], feed: Feed, rules: TrunkRules, rises: Sequence[StepRise]
) -> list[float]:
    """The least voltage rise from each inverter to the box, %, wherever the ports sit."""
    at_feed = shortest_feed(feed, ranges[-1].places)
    found = [rises[-1].per_mm * (at_feed + rules.family.beyond_feed_mm)]
    for (before, after), hop, rise in reversed(list(zip(pairwise(ranges), hops, rises, strict=False))):
        cable = shortest(hop, before.span, after.span) + rules.family.dressing_mm
        pitches = inf if cable == inf else max(1, ceil(cable / rules.product.pitch_mm - 1e-9))
        found.append(found[-1] + min(rise.per_pitch * pitches, rise.per_mm * cable))
    return found[::-1]


def _step_rises(ranges: Sequence[PortRange], rules: TrunkRules) -> list[StepRise]:
    """Those of the step behind each inverter, the last one's that of the end cable."""
    pitch_pct = rules.rise_pct_per_ohm_a() * rules.product.ohm_per_km * rules.product.pitch_mm
    bulk_pct = rules.rise_pct_per_ohm_a() * rules.bulk.ohm_per_km
    return [StepRise(pitch_pct * current, bulk_pct * current) for current in _currents(ranges, rules)]


def _currents(ranges: Sequence[PortRange], rules: TrunkRules) -> list[float]:
    """What flows behind each inverter, A."""
    return list(accumulate(rules.current_a(one.slot.product) for one in ranges))
