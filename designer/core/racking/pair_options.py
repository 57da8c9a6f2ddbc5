"""Ways to break the two rails of a pair with the fewest pieces: the longest first, and cheaper ones.

Rails that rows share make a longer chain: each heeds where those of the line below it are broken.
All places here are measured from the start of the pair's first rail, so that pairs alike are equal.
"""

from collections.abc import Sequence
from itertools import islice, pairwise

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.intervals import Interval
from designer.core.racking.attachments import Support
from designer.core.racking.bars import Breaking, break_rail, cheaper_breaking
from designer.core.racking.figures import Figures
from designer.core.racking.priced import BarPrices
from designer.core.racking.rails import CarriedRail
from designer.core.units import rounded

SHARES = (1.0, 0.8, 0.6, 0.3)
"""Parts of a bar's price that a piece pays alone."""


MOST_OFFCUT_TRIES = 8
"""So many ways of cutting one rail from an offcut are looked at."""


class PairRail(Struct, frozen=True):
    """A rail of a pair or chain: what carries it, the outlines of its clamps, and its line from below."""

    support: Support
    clamps: tuple[Interval, ...]
    line: int = 0


class Option(Struct, frozen=True):
    """Where both rails are broken, and the lengths of all their pieces, mm, the longest first."""

    breakings: tuple[Breaking, ...]
    lengths: tuple[float, ...]

    @property
    def faults(self) -> int:
        """Rails on which a rule could not be kept."""
        return sum(bool(breaking.broken_rule) for breaking in self.breakings)


def pair_rails(pair: Sequence[CarriedRail]) -> tuple[PairRail, ...]:
    """What the breaks of a pair follow from."""
    start = pair[0].support.start_mm
    lines = {across: line for line, across in enumerate(sorted({rail.rail.across_mm for rail in pair}))}
    return tuple(
        PairRail(
            Support(
                attachments=tuple(rounded(place - start) for place in rail.support.attachments),
                start_mm=rounded(rail.support.start_mm - start),
                end_mm=rounded(rail.support.end_mm - start),
            ),
            tuple(
                (rounded(clamp.start_mm - start), rounded(clamp.end_mm - start))
                for clamp in rail.rail.block.clamps
            ),
            lines[rail.rail.across_mm],
        )
        for rail in pair
    )


def placed(option: Option, pair: Sequence[CarriedRail]) -> tuple[Breaking, ...]:
    """The breakings at the places of a pair."""
    start = pair[0].support.start_mm
    return tuple(
        replace(breaking, breaks=tuple(rounded(start + place) for place in breaking.breaks))
        for breaking in option.breakings
    )


def manners(figures: Figures) -> tuple[Figures, ...]:
    """The figures with all rules of splices; where they are not firm also with less of them, at last none."""
    rules = figures.system.splice
    if rules.firm:
        return (figures,)
    kept = dict.fromkeys(
        replace(rules, forbidden_middle_share=share, stagger_mm=stagger)
        for share, stagger in (
            (rules.forbidden_middle_share, rules.stagger_mm),
            (rules.forbidden_middle_share, 0.0),
            (0.0, rules.stagger_mm),
            (0.0, 0.0),
        )
    )
    return tuple(replace(figures, system=replace(figures.system, splice=one)) for one in kept)


def longest_first(rails: Sequence[PairRail], figures: Figures) -> Option:
    """The longest pieces first; a rail's breaks are staggered against those of the line below it."""
    found: list[Breaking] = []
    known: dict[object, Breaking] = {}
    for rail in rails:
        partner = _below(rail, rails, found)
        alike = (rail.support, rail.clamps, partner)
        if alike not in known:
            known[alike] = break_rail(rail.support, figures, clamps=rail.clamps, partner=partner)
        found.append(known[alike])
    return _option(rails, found)


def cheaper_options(
    rails: Sequence[PairRail], figures: Figures, usual: Option, offcuts: Sequence[float]
) -> tuple[Option, ...]:
    """Others of no more pieces that break no more rules: by some shares, and with each offcut on a rail."""
    if not any(breaking.breaks for breaking in usual.breakings):
        return ()
    none = (0.0,) * len(rails)
    tried = [_cheaper(rails, figures, usual, none, share) for share in SHARES]
    ways = (
        (*none[:place], offcut, *none[place + 1 :])
        for offcut in dict.fromkeys(offcuts)
        for place in range(len(rails))
    )
    most = None if len(rails) <= 2 else MOST_OFFCUT_TRIES
    tried += [_cheaper(rails, figures, usual, way, 1.0) for way in islice(ways, most)]
    fitting = (
        option
        for option in tried
        if option.faults <= usual.faults and len(option.lengths) <= len(usual.lengths)
    )
    known = {option.lengths: option for option in reversed([*fitting])}
    return tuple(option for lengths, option in reversed(known.items()) if lengths != usual.lengths)


def _cheaper(
    rails: Sequence[PairRail], figures: Figures, usual: Option, offcuts: Sequence[float], share: float
) -> Option:
    """Pieces that cost little, with an offcut for each rail (0 for none).

    Every rail heeds where those below it are broken now.
    """
    found: list[Breaking] = []
    known: dict[object, Breaking] = {}
    for rail, own, offcut in zip(rails, usual.breakings, offcuts, strict=True):
        bars, partner = _bar_prices(figures, offcut), _below(rail, rails, found)
        moved = partner != _below(rail, rails, usual.breakings)
        alike = (rail.support, rail.clamps, partner, None if moved else own, offcut)
        if alike not in known:
            mine = break_rail(rail.support, figures, clamps=rail.clamps, partner=partner) if moved else own
            known[alike] = cheaper_breaking(
                rail.support, figures, mine, clamps=rail.clamps, partner=partner, bars=bars, share=share
            )
        found.append(known[alike])
    return _option(rails, found)


def _below(rail: PairRail, rails: Sequence[PairRail], found: Sequence[Breaking]) -> tuple[float, ...]:
    """Where the rails one line below are broken, as far as that is found."""
    near = zip(rails, found, strict=False)  # those not yet broken have no part in it
    return tuple(place for other, one in near if other.line == rail.line - 1 for place in one.breaks)


def _bar_prices(figures: Figures, offcut_mm: float) -> BarPrices:
    """Usable lengths in micrometres with their prices."""
    trim = 2.0 * figures.system.end_trim_mm
    rows = sorted(
        (bar.length_mm - trim, bar.length_mm if bar.price is None else bar.price)
        for bar in figures.system.stock
        if bar.length_mm > trim
    )
    return BarPrices(
        tuple(float(round(length * 1000.0)) for length, _ in rows),
        tuple(price for _, price in rows),
        float(round(offcut_mm * 1000.0)),
    )


def _option(rails: Sequence[PairRail], breakings: Sequence[Breaking]) -> Option:
    ends = (
        (rail.support.start_mm, *breaking.breaks, rail.support.end_mm)
        for rail, breaking in zip(rails, breakings, strict=True)
    )
    lengths = (rounded(high - low) for places in ends for low, high in pairwise(places))
    return Option(tuple(breakings), tuple(sorted(lengths, reverse=True)))
