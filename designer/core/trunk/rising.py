"""Voltage rise of matched legs, and the cheapest match that keeps it within its limit.

The cheapest match takes trunk cable wherever a port is cheaper than a link. Where that rises too high, links
of bulk cable, which is thicker, often bring it down (planning model, sections 4 and 6).
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import inf

from designer.core.electrical.rise import CableSegment, rise_v
from designer.core.model.plan import StepKind
from designer.core.trunk.hops import Feed, Hop
from designer.core.trunk.labels import StepRise, first_labels
from designer.core.trunk.matching import Layers, Match, ends_of, materialised
from designer.core.trunk.ports import PortRange
from designer.core.trunk.reaching import next_labels
from designer.core.trunk.rules import TrunkRules

_MOST_ENDS = 4
"""So many ends are tried: the rise of a link is known for good only when its ports have their places."""

_HOPELESS = 1.1
"""Where the cheapest match would rise so many times too high with each step the better way, none will do."""


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
    segments.append(CableSegment(match.feed_mm, rules.bulk.ohm_per_km, currents[-1]))
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
    """The cheapest match within the limit of the voltage rise; the one `found` where there is none."""
    if found.violations() or not rules.family.links_allowed or not rises_too_high(ranges, found, rules):
        return found
    if _least_pct(ranges, found, rules) > _HOPELESS * rules.max_rise_pct:
        return found
    layers = _layers(ranges, hops, rules)
    for match in _matches(ranges, hops, feed, rules, layers) if layers else ():
        if not match.violations() and not rises_too_high(ranges, match, rules):
            return match
    return found


def _matches(
    ranges: Sequence[PortRange], hops: Sequence[Hop], feed: Feed, rules: TrunkRules, layers: Layers
) -> Iterator[Match]:
    """The cheapest matches that may be within the limit."""
    per_mm = rules.rise_pct_per_ohm_a() * rules.bulk.ohm_per_km * _currents(ranges, rules)[-1]
    seen: set[int] = set()
    for end in ends_of(ranges[-1], layers[-1], feed, rules):
        rise = layers[-1][end.label].rise + per_mm * feed.way(end.place)
        if end.label not in seen and rise <= rules.max_rise_pct:
            seen.add(end.label)
            yield materialised(ranges, hops, layers, feed, rules, end)
        if len(seen) == _MOST_ENDS:
            return


def _layers(ranges: Sequence[PortRange], hops: Sequence[Hop], rules: TrunkRules) -> Layers:
    """The labels of each inverter with their least rise; none where all rise too high."""
    pitch_pct = rules.rise_pct_per_ohm_a() * rules.product.ohm_per_km * rules.product.pitch_mm
    bulk_pct = rules.rise_pct_per_ohm_a() * rules.bulk.ohm_per_km
    layers = [first_labels(ranges[0].places)]
    for one, hop, current in zip(ranges[1:], hops, _currents(ranges, rules), strict=False):
        rise = StepRise(pitch_pct * current, bulk_pct * current)
        reached = next_labels(layers[-1], one.places, hop, rules, rise)
        layers.append(tuple(label for label in reached if label.rise <= rules.max_rise_pct))
        if not layers[-1]:
            return ()
    return tuple(layers)


def _least_pct(ranges: Sequence[PortRange], match: Match, rules: TrunkRules) -> float:
    """The rise of a match with each step a link where that is the better way, roughly."""
    per_ohm_a = rules.rise_pct_per_ohm_a()
    trunk, bulk = per_ohm_a * rules.product.ohm_per_km, per_ohm_a * rules.bulk.ohm_per_km
    currents = _currents(ranges, rules)
    dressing, pitch = rules.family.dressing_mm, rules.product.pitch_mm
    steps = sum(
        current * min(bulk * (step.distance_mm + dressing), trunk * pitch * max(step.pitches, 1))
        for current, step in zip(currents, match.steps, strict=False)
    )
    return steps + bulk * currents[-1] * match.feed_mm


def _currents(ranges: Sequence[PortRange], rules: TrunkRules) -> list[float]:
    """What flows behind each inverter, A."""
    return list(accumulate(rules.current_a(one.slot.product) for one in ranges))
