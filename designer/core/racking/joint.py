"""Breaks of all rails of a surface and the stock that they are cut from, decided together.

Every pair of rails is offered several breakings with the fewest pieces that the rules allow: the one with
the longest pieces first, and those whose pieces cost least when bars are shared with others a little, half
or much. Pairs that are alike take the same one, unless offcuts make single ones worth another. What a first
cutting of some equal pairs costs decides, so that an edit of one row leaves the splices of the others where
they are; only where all the longest pieces first cost less together are those taken. A splice more is never
made to save metal: it costs a connector and stiffness. Rules of splices that are not firm are kept where they
cost neither a piece nor metal.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from msgspec import Struct

from designer.core.caching.memo import Age, Memo
from designer.core.cutting.effort import Effort, Stage
from designer.core.cutting.engine import least_cost, quick
from designer.core.cutting.model import CuttingOptions, Offcut, Piece, Stock
from designer.core.racking.bars import Breaking
from designer.core.racking.figures import Figures
from designer.core.racking.pair_options import (
    Option,
    PairRail,
    cheaper_options,
    longest_first,
    manners,
    pair_rails,
    placed,
)
from designer.core.racking.rails import CarriedRail

MOST_COPIES = 4
"""Equal pairs are judged by what so many of them cost: more seldom change the choice."""

MOST_KINDS = 2000
"""So many kinds of pairs are remembered."""

KINDS_LAST = 64
"""A kind that no surface had during so many changes is forgotten."""

MOST_SOLVED = 80
"""So many pieces of a surface are cut in the best way to compare; more in a good one."""

SAFETY_S = 20.0
"""Safety net for the solver; the effort ends it long before."""

_EFFORT = Effort(stages=(Stage(2, 500, 20),))

Pair = Sequence[CarriedRail]
PairBreaking = tuple[Breaking, ...]


class _Choice(Struct, frozen=True):
    """A kind of pair: its best option, the longest pieces first, and those by the firm rules alone.

    They may be the same.
    """

    best: Option
    usual: Option
    plain: Option

    @property
    def options(self) -> tuple[Option, ...]:
        """All three."""
        return (self.best, self.usual, self.plain)


_Options = tuple[Option, tuple[Option, ...], tuple[Option, ...]]
"""The longest pieces first, as many by fewer rules, and all that are weighed."""


class PairMemory:
    """Kinds of pairs with their choices. It changes the time, never a breaking."""

    def __init__(self, age: Age | None = None) -> None:
        self.options: Memo[_Options] = Memo(MOST_KINDS, age=age, lasting=False, lasts=KINDS_LAST)
        self.choices: Memo[_Choice] = Memo(MOST_KINDS, age=age, lasting=False, lasts=KINDS_LAST)
        self.better: Memo[int] = Memo(1, 8)

    def fit(self, rows: int) -> None:
        """There are so many rows now; each may have two kinds, one for each number of copies."""
        self.options.fit(2 * rows)
        self.choices.fit(2 * rows)


class _Group(Struct, frozen=True):
    """Pairs that take the same breaking, by their places in the list."""

    members: tuple[int, ...]
    choice: _Choice


def break_pairs(
    pairs: Sequence[Pair], figures: Figures, offcuts: Sequence[float] = (), memory: PairMemory | None = None
) -> tuple[PairBreaking, ...]:
    """The breakings of all pairs of rails of a surface, in their order; `offcuts` are lengths in mm."""
    memory, kinds = memory or PairMemory(), _kinds(pairs)
    buyer, shelf = _Buyer(figures, offcuts, memory), tuple(offcuts)
    groups: list[_Group] = []
    for rails, members in kinds.items():
        for part in _parts(members, len(offcuts)):
            copies = min(len(part), MOST_COPIES)
            judged = partial(buyer.choice, rails, copies)
            choice = memory.choices.get((rails, copies), (figures, shelf), judged)
            groups.append(_Group(part, choice))
    lengths = tuple((len(g.members), *(option.lengths for option in g.choice.options)) for g in groups)
    taken = memory.better.get("", (lengths, figures, shelf), lambda: buyer.cheapest(groups))
    found: dict[int, PairBreaking] = {}
    for group in groups:
        option = group.choice.options[taken]
        found.update((member, placed(option, pairs[member])) for member in group.members)
    return tuple(found[number] for number in range(len(pairs)))


def _kinds(pairs: Sequence[Pair]) -> dict[tuple[PairRail, ...], list[int]]:
    """Places of pairs that are alike."""
    kinds: dict[tuple[PairRail, ...], list[int]] = {}
    for number, pair in enumerate(pairs):
        kinds.setdefault(pair_rails(pair), []).append(number)
    return kinds


def _parts(members: Sequence[int], offcuts: int) -> list[tuple[int, ...]]:
    """Single pairs, one for each offcut, and the others together."""
    alone = min(offcuts, len(members) - 1)
    return [*((member,) for member in members[:alone]), tuple(members[alone:])]


class _Buyer:
    """Judges breakings by what a first cutting of their pieces costs."""

    def __init__(self, figures: Figures, offcuts: Sequence[float], memory: PairMemory) -> None:
        system = figures.system
        self._manners, self._lengths, self._memory = manners(figures), offcuts, memory
        self._options = CuttingOptions(
            kerf_mm=system.kerf_mm, end_trim_mm=system.end_trim_mm, time_limit_s=SAFETY_S
        )
        self._stocks = [
            Stock(name=f"{bar.length_mm:g}", length_mm=bar.length_mm, price=bar.price) for bar in system.stock
        ]
        self._offcuts = [Offcut(name=str(number), length_mm=length) for number, length in enumerate(offcuts)]

    def choice(self, rails: Sequence[PairRail], copies: int) -> _Choice:
        """The option that costs least for so many equal pairs alone, the longest pieces first of several."""
        inputs = (self._manners, tuple(self._lengths))
        usual, others, options = self._memory.options.get(rails, inputs, lambda: self._options_of(rails))
        if len(options) == 1:
            return _Choice(usual, usual, usual)
        costs = [
            self._cost({length: copies * n for length, n in Counter(one.lengths).items()}) for one in options
        ]
        return _Choice(options[costs.index(min(costs))], usual, others[-1] if others else usual)

    def _options_of(self, rails: Sequence[PairRail]) -> _Options:
        """The longest pieces first, as many by fewer rules, and all with those that may cost less."""
        manner, usual, others = self._usual(rails)
        options = [usual, *others]
        if len({bar.length_mm for bar in self._stocks}) > 1 or self._offcuts:
            options += cheaper_options(rails, manner, usual, self._lengths)
        return usual, tuple(others), tuple(options)

    def _usual(self, rails: Sequence[PairRail]) -> tuple[Figures, Option, list[Option]]:
        """The longest pieces first by as many rules as cost no piece; as many pieces by fewer rules."""
        found = [(manner, longest_first(rails, manner)) for manner in self._manners]
        least = min((option.faults, len(option.lengths)) for _, option in found)
        (manner, usual), *others = [one for one in found if (one[1].faults, len(one[1].lengths)) == least]
        return manner, usual, [option for _, option in others if option.lengths != usual.lengths]

    def cheapest(self, groups: Sequence[_Group]) -> int:
        """Which of the options costs least together: the best ones of each kind, unless others cost less."""
        offers = [[(g.members, g.choice.options[number]) for g in groups] for number in range(3)]
        if offers[0] == offers[1] == offers[2]:
            return 0
        costs = [self._together(offer) for offer in offers]
        return costs.index(min(costs))

    def _together(self, parts: Sequence[tuple[tuple[int, ...], Option]]) -> float:
        counts: Counter[float] = Counter()
        for members, option in parts:
            for length in option.lengths:
                counts[length] += len(members)
        return self._least_cost(counts) if sum(counts.values()) <= MOST_SOLVED else self._cost(counts)

    def _least_cost(self, counts: Mapping[float, int]) -> float:
        """What the best cutting costs, or nearly: a first one may misjudge a handful of bars."""
        return least_cost(self._pieces(counts), self._stocks, self._offcuts, self._options, _EFFORT)

    def _cost(self, counts: Mapping[float, int]) -> float:
        return quick(self._pieces(counts), self._stocks, self._offcuts, self._options).cost

    def _pieces(self, counts: Mapping[float, int]) -> list[Piece]:
        return [Piece(name="", length_mm=length, quantity=counts[length]) for length in sorted(counts)]
