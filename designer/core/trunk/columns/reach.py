"""How far prices move at once while legs are generated.

Box step method: Marsten, Hogan and Blankenship 1975.

A linear programme over few legs lets some members pay for all: its prices leap from round to round, and legs
that pass such members grow without end. Near to the best prices it is worth something from the first rounds
on. Going half of the way to its own ones instead, by a share that learned, took 53 rounds where this takes 38
(generated-50).
"""

from designer.core.trunk.columns.prices import Prices

_LEAST = 1e-3
"""Members do not cost less in the mean: else prices of nothing would stay."""


class Reach:
    """So far from the best prices the next ones may be: a share of the mean price of a member."""

    def __init__(self, share: float) -> None:
        self._share = share

    def apart(self, best: Prices) -> float:
        """How far any member's price may be from its best one."""
        return self._share * max(float(best.duals.mean()), _LEAST)

    def learn(self, *, is_better: bool) -> None:
        """After prices that showed a better bound, or did not."""
        self._share *= 2.0 if is_better else 0.9

    def widen(self) -> None:
        """Nothing more is to be found within it."""
        self._share *= 4.0
