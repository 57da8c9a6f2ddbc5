"""From a carried rail to the bars it is built of: the maker's splice rules around `fewest_pieces`.

First the fewest and longest pieces that keep all rules; then the same pieces in an order in which the
splices' outlines stay clear of those of clamps and attachments, where there is one: it costs no metal. Where
no breaking keeps the rules they are given up one after the other, the gravest last, and the answer names the
last one to go.
"""

import math
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.intervals import Interval
from designer.core.racking.arrange import rearranged
from designer.core.racking.attachments import Support
from designer.core.racking.breaks import PieceLimits, Place, fewest_pieces
from designer.core.racking.figures import Figures
from designer.core.racking.priced import BarPrices, cheapest_breaks
from designer.core.units import TOLERANCE_MM, rounded

_UM = 1000.0  # micrometres in a millimetre


class Breaking(Struct, frozen=True, kw_only=True, gc=False):
    """Where a rail is broken along its axis; `broken_rule` names a rule that could not be kept."""

    breaks: tuple[float, ...]
    broken_rule: str = ""


def break_rail(
    carried: Support, figures: Figures, *, clamps: Sequence[Interval], partner: Sequence[float] = ()
) -> Breaking:
    """Break points of a rail with outlines of `clamps` on it, staggered against the breaks of its `partner`.

    All places in mm along the rail. `broken_rule` is one of "stagger", "supports", "place", "min-piece".
    """
    rail = _Rail(carried, figures)
    forbidden = rail.rule_holes()
    legal = rail.solve(rail.places(forbidden, partner), rail.limits)
    if legal is None:
        return next(rail.relaxed())
    if not legal:
        return Breaking(breaks=())
    tidy = rail.rearranged(legal, rail.places((*forbidden, *rail.outline_holes(clamps)), partner))
    return rail.answer(tidy or legal)


def cheaper_breaking(
    carried: Support,
    figures: Figures,
    usual: Breaking,
    *,
    clamps: Sequence[Interval],
    partner: Sequence[float],
    bars: BarPrices,
    share: float,
) -> Breaking:
    """A breaking with as many pieces as the `usual` one, whose pieces cost least (see `cheapest_breaks`).

    The usual one where the rail is not broken, where a rule had to be given up, or where none is found.
    """
    if usual.broken_rule or not usual.breaks:
        return usual
    rail = _Rail(carried, figures)
    forbidden = rail.rule_holes()
    places = rail.places(forbidden, partner)
    found = rail.cheapest(places, len(usual.breaks) + 1, bars, share)
    if found is None:
        return usual
    ordered = rail.rearranged(found, rail.places((*forbidden, *rail.outline_holes(clamps)), partner))
    return rail.answer(ordered or rail.rearranged(found, places) or found)


class _Rail:
    """A rail in micrometres from its start, with the rules that its splices obey."""

    def __init__(self, carried: Support, figures: Figures) -> None:
        self._start = carried.start_mm
        self._figures = figures
        self._length = _um(carried.end_mm - carried.start_mm)
        self._attachments = [self._along(place) for place in carried.attachments]
        rules = figures.system.splice
        self.limits = PieceLimits(
            longest=_um(figures.longest_bar_mm),
            # a piece has room at least for its halves of two connectors, whatever the maker prints
            shortest=_um(max(rules.min_piece_mm, figures.splice_length_mm)),
            supports=rules.min_supports_per_piece,
        )

    def places(self, holes: Iterable[Interval], partner: Iterable[float] = ()) -> tuple[Place, ...]:
        """Where breaks may lie: outside the open `holes` and apart from the partner's breaks."""
        stagger = _um(self._figures.system.splice.stagger_mm)
        apart = (_about(self._along(place), stagger) for place in partner) if stagger else ()
        return tuple(
            Place(float(low), float(high), bisect(self._attachments, low))
            for low, high in _free(self._length, (*holes, *apart))
        )

    def solve(self, places: tuple[Place, ...], limits: PieceLimits) -> tuple[float, ...] | None:
        """The fewest pieces with breaks in `places`."""
        return fewest_pieces(self._length, len(self._attachments), places, limits)

    def cheapest(
        self, places: tuple[Place, ...], pieces: int, bars: BarPrices, share: float
    ) -> tuple[float, ...] | None:
        """So many pieces that cost least, with breaks in `places`."""
        ends = (pieces, len(self._attachments))
        return cheapest_breaks(self._length, places, self.limits, ends, bars, share)

    def rearranged(self, breaks: Sequence[float], places: tuple[Place, ...]) -> tuple[float, ...] | None:
        """The same pieces in another order, with breaks in `places`."""
        pieces = tuple(high - low for low, high in pairwise((0.0, *breaks, self._length)))
        return rearranged(pieces, len(self._attachments), places, self.limits.supports)

    def relaxed(self) -> Iterator[Breaking]:
        """Breakings with ever fewer rules; the last one needs none."""
        holes, anywhere = self.rule_holes(), replace(self.limits, supports=0)
        carried = replace(self.limits, supports=min(self.limits.supports, 1))
        for rule, kept, limits in (
            ("stagger", holes, self.limits),
            ("supports", holes, carried),  # rather one attachment under each piece than a loose end
            ("supports", holes, anywhere),
            ("place", (), anywhere),
            ("min-piece", (), replace(anywhere, shortest=0.0)),
        ):
            breaks = self.solve(self.places(kept), limits)
            if breaks is not None:
                yield self.answer(breaks, rule)

    def answer(self, breaks: Iterable[float], broken_rule: str = "") -> Breaking:
        """The breaks as places along the rail's axis."""
        places = tuple(rounded(self._start + place / _UM) for place in breaks)
        return Breaking(breaks=places, broken_rule=broken_rule)

    def rule_holes(self) -> tuple[Interval, ...]:
        """Where the maker forbids a splice: at attachments, in the middle of spans, in cantilevers.

        A break keeps at least half an attachment's length from the attachment's middle, whatever the rule.
        """
        system = self._figures.system
        distance = max(system.splice.attachment_distance_mm, system.attachment_along_mm / 2.0, TOLERANCE_MM)
        middles = (
            _middle(span, system.splice.forbidden_middle_share) for span in pairwise(self._attachments)
        )
        return (*self._about_attachments(distance), *middles, *self._cantilevers())

    def outline_holes(self, clamps: Iterable[Interval]) -> tuple[Interval, ...]:
        """Where a splice's outline would meet that of a clamp or an attachment."""
        half_mm = self._figures.splice_length_mm / 2.0
        reach_mm = half_mm + self._figures.system.attachment_along_mm / 2.0
        about_clamps = ((self._along(low - half_mm), self._along(high + half_mm)) for low, high in clamps)
        return (*self._about_attachments(reach_mm), *about_clamps)

    def _about_attachments(self, distance_mm: float) -> list[Interval]:
        return [_about(place, _um(distance_mm)) for place in self._attachments]

    def _cantilevers(self) -> tuple[Interval, ...]:
        if self._figures.system.splice.in_cantilever or not self._attachments:
            return ()
        return ((-1.0, self._attachments[0]), (self._attachments[-1], self._length + 1.0))

    def _along(self, place_mm: float) -> float:
        return _um(place_mm - self._start)


def _free(length: float, holes: Iterable[Interval]) -> Iterator[tuple[int, int]]:
    """What open `holes` leave of [0, length], in whole micrometres."""
    reached = 0.0
    for low, high in sorted(holes):
        if low >= reached:
            yield from _whole_um(reached, min(low, length))
        reached = max(reached, high)
    yield from _whole_um(reached, length)


def _whole_um(low: float, high: float) -> Iterator[tuple[int, int]]:
    if math.ceil(low) <= math.floor(high):
        yield (math.ceil(low), math.floor(high))


def _middle(span: Interval, share: float) -> Interval:
    middle, length = (span[0] + span[1]) / 2.0, span[1] - span[0]
    return _about(middle, share * length / 2.0)


def _about(middle: float, reach: float) -> Interval:
    return (middle - reach, middle + reach)


def _um(value_mm: float) -> float:
    return float(round(value_mm * _UM))
