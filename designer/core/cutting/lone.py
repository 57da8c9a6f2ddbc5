"""Pieces that no other piece fits beside: each has a bar to itself, and the rest is a smaller problem."""

from collections.abc import Sequence

from msgspec import Struct

from designer.core.cutting.packing import Packing, merged
from designer.core.cutting.problem import Bin, Problem


class Parted(Struct, frozen=True):
    """A problem without its lone pieces; `kinds` are the numbers that its widths have in the whole one."""

    rest: Problem
    kinds: tuple[int, ...]
    lone: Packing
    lone_cost: int

    def whole(self, packing: Packing) -> Packing:
        """A packing of the rest together with the bars of the lone pieces."""
        named = {
            (index, tuple((self.kinds[kind], count) for kind, count in pattern)): times
            for (index, pattern), times in packing.items()
        }
        return merged(self.lone, named)


def parted(problem: Problem) -> Parted:
    """The problem with its lone pieces taken out.

    A piece is lone where even the shortest other one is too much for the longest bar that holds it, and where
    the cheapest bar that holds it is endless: then no best packing is lost by cutting it from that bar.
    """
    widest = max((entry.capacity for entry in problem.bins), default=0)
    own: dict[int, int] = {}
    for kind, width in enumerate(problem.widths):
        if width + problem.widths[-1] > widest and (index := _endless(problem.bins, width)) is not None:
            own[kind] = index
    kinds = tuple(kind for kind in range(len(problem.widths)) if kind not in own)
    rest = Problem(
        widths=_picked(problem.widths, kinds),
        demands=_picked(problem.demands, kinds),
        bins=problem.bins,
        missing_cost=problem.missing_cost,
    )
    lone: Packing = {(index, ((kind, 1),)): problem.demands[kind] for kind, index in own.items()}
    return Parted(rest, kinds, lone, sum(problem.bins[i].cost * n for (i, _), n in lone.items()))


def _endless(bins: Sequence[Bin], width: int) -> int | None:
    """The cheapest bin that holds a piece, the shortest of equal ones; None where its bars are counted."""
    fitting = [i for i, entry in enumerate(bins) if entry.capacity >= width]
    if not fitting:
        return None
    best = min(fitting, key=lambda i: (bins[i].cost, bins[i].count is not None, bins[i].capacity, i))
    return best if bins[best].count is None else None


def _picked(values: Sequence[int], kinds: Sequence[int]) -> tuple[int, ...]:
    return tuple(values[kind] for kind in kinds)
