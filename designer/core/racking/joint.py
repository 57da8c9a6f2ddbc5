"""Breaks of all rails of a surface and the stock that they are cut from, decided together.

Every pair of rails is offered several breakings with the fewest pieces that the rules allow: the one with
the longest pieces first, and those whose pieces cost least when bars are shared with others a little, half
or much. Pairs that are alike take the same one, unless offcuts make single ones worth another. What a first
cutting of some equal pairs costs decides, so that an edit of one row leaves the splices of the others where
they are; only where all the longest pieces first cost less together are those taken. A splice more is never
made to save metal: it costs a connector and stiffness.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from designer.core.cutting.engine import quick
from designer.core.cutting.model import CuttingOptions, Offcut, Piece, Stock
from designer.core.geometry.intervals import Interval
from designer.core.racking.bars import Breaking, break_rail, cheaper_breaking
from designer.core.racking.figures import Figures
from designer.core.racking.priced import BarPrices
from designer.core.racking.rails import CarriedRail
from designer.core.units import rounded

MOST_COPIES = 4
"""Equal pairs are judged by what so many of them cost: more seldom change the choice."""

SHARES = (1.0, 0.8, 0.6, 0.3)
"""Parts of a bar's price that a piece pays alone."""

Pair = Sequence[CarriedRail]
PairBreaking = tuple[Breaking, ...]


class _Group(Struct, frozen=True):
    """Pairs that are alike, by their places in the list, and the breakings that they may have."""

    members: tuple[int, ...]
    options: tuple[PairBreaking, ...]
    lengths: tuple[tuple[float, ...], ...]
    """Per option the pieces of one pair, mm."""


def break_pairs(
    pairs: Sequence[Pair], figures: Figures, offcuts: Sequence[float] = ()
) -> tuple[PairBreaking, ...]:
    """The breakings of all pairs of rails of a surface, in their order; `offcuts` are lengths in mm."""
    kinds: dict[tuple[object, ...], list[int]] = {}
    for number, pair in enumerate(pairs):
        kinds.setdefault(_key(pair), []).append(number)
    several = len({bar.length_mm for bar in figures.system.stock}) > 1 or bool(offcuts)
    parts = [part for members in kinds.values() for part in _parts(members, len(offcuts))]
    groups = [_group(part, pairs[part[0]], figures, offcuts if several else None) for part in parts]
    chosen = _Buyer(figures, offcuts).chosen(groups)
    found: dict[int, PairBreaking] = {}
    for group, option in zip(groups, chosen, strict=True):
        first = pairs[group.members[0]]
        for member in group.members:
            found[member] = _moved(group.options[option], first, pairs[member])
    return tuple(found[number] for number in range(len(pairs)))


def _parts(members: Sequence[int], offcuts: int) -> list[tuple[int, ...]]:
    """Single pairs, one for each offcut, and the others together."""
    alone = min(offcuts, len(members) - 1)
    return [*((member,) for member in members[:alone]), tuple(members[alone:])]


def _key(pair: Pair) -> tuple[object, ...]:
    """What the breakings of a pair follow from, measured from the start of its first rail."""
    start = pair[0].support.start_mm
    return tuple(
        (
            round(rail.support.start_mm - start, 3),
            round(rail.support.end_mm - start, 3),
            tuple(round(place - start, 3) for place in rail.support.attachments),
            tuple(
                (round(clamp.start_mm - start, 3), round(clamp.end_mm - start, 3))
                for clamp in rail.rail.block.clamps
            ),
        )
        for rail in pair
    )


def _group(members: tuple[int, ...], pair: Pair, figures: Figures, offcuts: Sequence[float] | None) -> _Group:
    """The options of a pair; only that of the longest pieces where `offcuts` is None."""
    usual = _longest_first(pair, figures)
    options = [usual]
    if offcuts is not None and any(breaking.breaks for breaking in usual):
        options += [_cheaper(pair, figures, usual, (0.0, 0.0), share) for share in SHARES]
        for offcut in dict.fromkeys(offcuts):
            options += [_cheaper(pair, figures, usual, one, 1.0) for one in ((offcut, 0.0), (0.0, offcut))]
    known: dict[tuple[float, ...], PairBreaking] = {}
    for option in options:
        if _faults(option) <= _faults(usual) and _splices(option) <= _splices(usual):
            known.setdefault(_pieces(pair, option), option)
    return _Group(members, tuple(known.values()), tuple(known))


def _longest_first(pair: Pair, figures: Figures) -> PairBreaking:
    """The upper rail's breaks are staggered against the lower one's."""
    found: list[Breaking] = []
    for rail in pair:
        partner = found[-1].breaks if found else ()
        found.append(break_rail(rail.support, figures, clamps=_clamps(rail), partner=partner))
    return tuple(found)


def _cheaper(
    pair: Pair, figures: Figures, usual: PairBreaking, offcuts: tuple[float, float], share: float
) -> PairBreaking:
    """The same with pieces that cost little, and an offcut for either rail (0 for none).

    The upper rail heeds where the lower one is broken now.
    """
    found: list[Breaking] = []
    for rail, own, offcut in zip(pair, usual, offcuts, strict=True):
        bars = _bar_prices(figures, offcut)
        partner, clamps = (found[-1].breaks if found else ()), _clamps(rail)
        moved = bool(found) and found[-1].breaks != usual[0].breaks
        mine = break_rail(rail.support, figures, clamps=clamps, partner=partner) if moved else own
        found.append(
            cheaper_breaking(
                rail.support, figures, mine, clamps=clamps, partner=partner, bars=bars, share=share
            )
        )
    return tuple(found)


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


def _clamps(rail: CarriedRail) -> list[Interval]:
    return [(clamp.start_mm, clamp.end_mm) for clamp in rail.rail.block.clamps]


def _splices(option: PairBreaking) -> int:
    return sum(len(breaking.breaks) for breaking in option)


def _faults(option: PairBreaking) -> int:
    return sum(bool(breaking.broken_rule) for breaking in option)


def _pieces(pair: Pair, option: PairBreaking) -> tuple[float, ...]:
    """Lengths of all pieces of a pair, the longest first."""
    ends = (
        (rail.support.start_mm, *breaking.breaks, rail.support.end_mm)
        for rail, breaking in zip(pair, option, strict=True)
    )
    lengths = (rounded(high - low) for places in ends for low, high in pairwise(places))
    return tuple(sorted(lengths, reverse=True))


def _moved(option: PairBreaking, first: Pair, other: Pair) -> PairBreaking:
    """The breaking of one pair, at the same places of one that is like it."""
    by_mm = other[0].support.start_mm - first[0].support.start_mm
    return tuple(
        replace(breaking, breaks=tuple(rounded(place + by_mm) for place in breaking.breaks))
        for breaking in option
    )


class _Buyer:
    """Judges breakings by what a first cutting of their pieces costs."""

    def __init__(self, figures: Figures, offcuts: Sequence[float]) -> None:
        system = figures.system
        self._options = CuttingOptions(
            kerf_mm=system.kerf_mm, end_trim_mm=system.end_trim_mm, time_limit_s=1.0
        )
        self._stocks = [
            Stock(name=f"{bar.length_mm:g}", length_mm=bar.length_mm, price=bar.price) for bar in system.stock
        ]
        self._offcuts = [Offcut(name=str(number), length_mm=length) for number, length in enumerate(offcuts)]

    def chosen(self, groups: Sequence[_Group]) -> list[int]:
        """The number of the option of each group: its own best, unless all first ones together cost less."""
        best = [self._cheapest(group) for group in groups]
        if any(best) and self._together(groups, best) > self._together(groups, [0] * len(groups)):
            return [0] * len(groups)
        return best

    def _cheapest(self, group: _Group) -> int:
        """The option that costs least for some equal pairs alone, the first one of several."""
        if len(group.options) == 1:
            return 0
        copies = min(len(group.members), MOST_COPIES)
        costs = [
            self._cost({length: copies * n for length, n in Counter(own).items()}) for own in group.lengths
        ]
        return costs.index(min(costs))

    def _together(self, groups: Sequence[_Group], options: Sequence[int]) -> float:
        counts: Counter[float] = Counter()
        for group, option in zip(groups, options, strict=True):
            for length in group.lengths[option]:
                counts[length] += len(group.members)
        return self._cost(counts)

    def _cost(self, counts: Mapping[float, int]) -> float:
        pieces = [Piece(name="", length_mm=length, quantity=counts[length]) for length in sorted(counts)]
        return quick(pieces, self._stocks, self._offcuts, self._options).cost
