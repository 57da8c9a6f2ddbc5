"""A few bars of a packing with the pieces that are cut from them: small enough to be cut anew exactly."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from designer.core.cutting.packing import Bar, Packing, Pattern
from designer.core.cutting.problem import Problem

_LOOKED_AT = 3
"""Of so many bars, the most akin ones, the first that is not too much is taken into a window."""


class Window(Struct, frozen=True):
    """Bars of a packing that are to be cut anew.

    `rest` are the pieces cut from them; `kept` are all other bars, which may be cut more often, and `fresh`
    the bars that may be cut instead. Both come with what of their patterns is among the rest.
    """

    bars: tuple[Bar, ...]
    rest: tuple[int, ...]
    kept: tuple[tuple[Bar, Pattern], ...]
    fresh: tuple[tuple[Bar, Pattern], ...]


class Windows:
    """Windows of one packing: up to so many `bars` in each, and up to `columns` fresh ones instead."""

    def __init__(
        self, problem: Problem, packing: Packing, useful: Sequence[Bar], *, bars: int, columns: int
    ) -> None:
        """`useful` are the bars that the packing may use as well."""
        self._packing, self._bars, self._columns = packing, bars, columns
        self._all = list(dict.fromkeys([*packing, *useful]))
        self._table = np.zeros((len(self._all), len(problem.widths) + 1), dtype=np.int64)
        for row, (index, pattern) in enumerate(self._all):
            self._table[row, -1] = index
            for kind, count in pattern:
                self._table[row, kind] = count

    def at(self, seed: Bar) -> Window:
        """The window of a bar and those most akin to it, as many as the limits allow.

        Akin are bars that share kinds of pieces; of equally akin ones those that are cut least often.
        """
        bars = [seed]
        while len(bars) < self._bars:
            near = self._akin(bars)[:_LOOKED_AT]
            found = next((bar for bar in near if self._choices([*bars, bar]) <= self._columns), None)
            if found is None:
                break
            bars.append(found)
        return self._window(bars)

    def _akin(self, bars: Sequence[Bar]) -> list[Bar]:
        kinds = {kind for _, pattern in bars for kind, _ in pattern}
        others = (bar for bar in self._packing if bar not in bars)
        return sorted(others, key=lambda bar: (-sum(k in kinds for k, _ in bar[1]), self._packing[bar], bar))

    def _choices(self, bars: Sequence[Bar]) -> int:
        """How many different bars could be cut instead of these."""
        wanted = np.minimum(self._table[len(self._packing) :], [*self._rest(bars), len(self._table)])
        return len({row.tobytes() for row in wanted[wanted[:, :-1].any(axis=1)]} if len(wanted) else ())

    def _rest(self, bars: Sequence[Bar]) -> list[int]:
        rest = [0] * (self._table.shape[1] - 1)
        for bar in bars:
            for kind, count in bar[1]:
                rest[kind] += count * self._packing[bar]
        return rest

    def _window(self, bars: Sequence[Bar]) -> Window:
        rest = self._rest(bars)
        kept: list[tuple[Bar, Pattern]] = []
        fresh: dict[tuple[int, Pattern], Bar] = {}
        for bar in self._all:
            wanted = tuple((kind, min(count, rest[kind])) for kind, count in bar[1] if rest[kind])
            if bar in self._packing and bar not in bars:
                kept.append((bar, wanted))
            elif wanted:
                fresh.setdefault((bar[0], wanted), bar)
        return Window(
            tuple(bars), tuple(rest), tuple(kept), tuple((bar, want) for (_, want), bar in fresh.items())
        )
