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
from functools import partial

from msgspec import Struct

from designer.core.caching.memo import Memo
from designer.core.cutting.effort import Effort, Stage
from designer.core.cutting.engine import quick, solve
from designer.core.cutting.model import CuttingOptions, Offcut, Piece, Stock
from designer.core.racking.bars import Breaking
from designer.core.racking.figures import Figures
from designer.core.racking.pair_options import (
    Option,
    PairRail,
    cheaper_options,
    longest_first,
    pair_rails,
    placed,
)
from designer.core.racking.rails import CarriedRail

MOST_COPIES = 4
"""Equal pairs are judged by what so many of them cost: more seldom change the choice."""

MOST_KINDS = 2000
"""So many kinds of pairs are remembered."""

MOST_SOLVED = 80
"""So many pieces of a surface are cut in the best way to compare; more in a good one."""

SAFETY_S = 20.0
"""Safety net for the solver; the effort ends it long before."""

_EFFORT = Effort(stages=(Stage(2, 500, 20),))

Pair = Sequence[CarriedRail]
PairBreaking = tuple[Breaking, ...]


class _Choice(Struct, frozen=True):
    """A kind of pair: the longest pieces first, and its best option, which may be the same."""

    usual: Option
    best: Option


class PairMemory:
    """Kinds of pairs with their choices. It changes the time, never a breaking."""

    def __init__(self) -> None:
        self.options: Memo[tuple[Option, ...]] = Memo(MOST_KINDS)
        self.choices: Memo[_Choice] = Memo(MOST_KINDS)
        self.better: Memo[bool] = Memo(1, 8)


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
    costs = tuple((len(g.members), g.choice.usual.lengths, g.choice.best.lengths) for g in groups)
    better = memory.better.get("", (costs, figures, shelf), lambda: buyer.is_better(groups))
    found: dict[int, PairBreaking] = {}
    for group in groups:
        option = group.choice.best if better else group.choice.usual
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
        self._figures, self._lengths, self._memory = figures, offcuts, memory
        self._options = CuttingOptions(
            kerf_mm=system.kerf_mm, end_trim_mm=system.end_trim_mm, time_limit_s=SAFETY_S
        )
        self._stocks = [
            Stock(name=f"{bar.length_mm:g}", length_mm=bar.length_mm, price=bar.price) for bar in system.stock
        ]
        self._offcuts = [Offcut(name=str(number), length_mm=length) for number, length in enumerate(offcuts)]

    def choice(self, rails: Sequence[PairRail], copies: int) -> _Choice:
        """The option that costs least for so many equal pairs alone, the longest pieces first of several."""
        inputs = (self._figures, tuple(self._lengths))
        options = self._memory.options.get(rails, inputs, lambda: self._options_of(rails))
        usual = options[0]
        if len(options) == 1:
            return _Choice(usual, usual)
        costs = [
            self._cost({length: copies * n for length, n in Counter(one.lengths).items()}) for one in options
        ]
        return _Choice(usual, options[costs.index(min(costs))])

    def _options_of(self, rails: Sequence[PairRail]) -> tuple[Option, ...]:
        """The longest pieces first, and then what may cost less."""
        usual = longest_first(rails, self._figures)
        if len({bar.length_mm for bar in self._stocks}) < 2 and not self._offcuts:
            return (usual,)
        return (usual, *cheaper_options(rails, self._figures, usual, self._lengths))

    def is_better(self, groups: Sequence[_Group]) -> bool:
        """Whether all best options together cost no more than the longest pieces first."""
        best, usual = ([(g.members, one(g.choice)) for g in groups] for one in (_best, _usual))
        return best == usual or self._together(best) <= self._together(usual)

    def _together(self, parts: Sequence[tuple[tuple[int, ...], Option]]) -> float:
        counts: Counter[float] = Counter()
        for members, option in parts:
            for length in option.lengths:
                counts[length] += len(members)
        return self._least_cost(counts) if sum(counts.values()) <= MOST_SOLVED else self._cost(counts)

    def _least_cost(self, counts: Mapping[float, int]) -> float:
        """What the best cutting costs, or nearly: a first one may misjudge a handful of bars."""
        return solve(self._pieces(counts), self._stocks, self._offcuts, self._options, effort=_EFFORT).cost

    def _cost(self, counts: Mapping[float, int]) -> float:
        return quick(self._pieces(counts), self._stocks, self._offcuts, self._options).cost

    def _pieces(self, counts: Mapping[float, int]) -> list[Piece]:
        return [Piece(name="", length_mm=length, quantity=counts[length]) for length in sorted(counts)]


def _best(choice: _Choice) -> Option:
    return choice.best


def _usual(choice: _Choice) -> Option:
    return choice.usual
