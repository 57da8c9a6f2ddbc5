"""What a search tells of bounds: what plans count for at least, beside the one at hand.

A plan with centre feeds takes the place of one without only where it costs clearly less (`preference`). So
beside one without, plans with centre feeds count for that much more than they cost.
"""

from collections.abc import Sequence
from math import inf

from designer.core.caching.pace import Pace
from designer.core.trunk.circuits import CLEARLY, Fed, ranked


class Telling:
    """Tells of bounds that hold beside the plan at hand."""

    def __init__(self, whole: Pace) -> None:
        """The `whole` hears them."""
        self._whole = whole
        self.pace = Pace(whole.stopped, self._tell)
        """Takes what plans without centre feeds cost at least, or with, where the one at hand has some."""
        self._counts_more = False
        """Whether plans with centre feeds count for more than they cost."""
        self.most = inf
        """What is told at most."""
        self._is_silent = True

    def take(self, circuits: Sequence[Fed]) -> None:
        """These are at hand now. Where plans count otherwise beside them nothing is told until more is known.

        Beside the first plan with centre feeds a share of what was told before still holds.
        """
        broken, _, any_centred, _ = ranked(circuits)
        counts_more = not broken and not any_centred
        if self._counts_more and not counts_more:
            self._whole.loosen(1 / (1 + CLEARLY))
        self._is_silent |= bool(broken) or counts_more != self._counts_more
        self._counts_more = counts_more

    def beside(self, circuits: Sequence[Fed], with_centre_feeds: float = inf) -> None:
        """Tell what holds beside these: plans with centre feeds that may replace them cost so much at least.

        Nothing where they break a limit: only plans that break none are bounded.
        """
        self.take(circuits)
        self._is_silent = bool(ranked(circuits)[0])
        self.most = (1 + CLEARLY) * with_centre_feeds

    def with_centre_feeds(self, others: float, without: float) -> Pace:
        """Takes what plans with centre feeds and one cable cost at least, beside one at hand without any.

        Those with other cables cost `others` at least, and all `without` centre feeds so much.
        """
        return self._whole.at_most(min((1 + CLEARLY) * others, without)).counting(1 + CLEARLY)

    def _tell(self, bound: float) -> None:
        if not self._is_silent:
            self._whole.tell(min(bound, self.most))
