"""How a long computation is stopped, and how it says meanwhile how far it has come.

It calls its pace often, and the pace raises where work is to end.
"""

from collections.abc import Callable, Sequence

Told = Callable[[float], None]
"""Hears of a bound: what no answer that would be taken costs less than, as far as that is proven.

Answers of some kind may be taken only where they cost clearly less than the one at hand, and count for so
much more than they cost. Once one is taken the bound may be less than before: the last one counts.
"""


class PlanningCancelled(Exception):  # noqa: N818 (no error: the caller asked for it)
    """Raised out of a plan once its caller wants it no more."""


def unheard(_bound: float) -> None:
    """Nobody wants to know."""


def unwanted(_offer: object) -> None:
    """Nobody wants what is offered before the end."""


class Pace:
    """Called by an engine at least every 30 ms of work; raises PlanningCancelled where work is to end."""

    def __init__(
        self,
        stopped: Callable[[], bool],
        told: Told = unheard,
        loosened: Callable[[float], None] = unheard,
    ) -> None:
        """`told` hears of bounds, `loosened` of the share of all before that is left of them."""
        self.stopped, self._told, self._loosened = stopped, told, loosened

    def __call__(self) -> None:
        """Ask whether work is to go on."""
        if self.stopped():
            raise PlanningCancelled

    def tell(self, bound: float) -> None:
        """Say what is proven so far."""
        self._told(bound)

    def loosen(self, share: float) -> None:
        """Of all that was told so far only a share holds beside the answer that is at hand from now on."""
        self._loosened(share)

    def beside(self, bound: float) -> "Pace":
        """The pace of a part of the work; all else costs at least `bound`."""
        return Pace(self.stopped, lambda own: self._told(bound + own))

    def at_most(self, bound: float) -> "Pace":
        """The pace of work that leaves out answers which cost at least `bound`."""
        return Pace(self.stopped, lambda own: self._told(min(own, bound)))

    def counting(self, unit: float) -> "Pace":
        """The pace of work that counts bounds in such units."""
        return Pace(self.stopped, lambda own: self._told(own * unit))

    def silent(self) -> "Pace":
        """The pace of work whose bounds are of no use to others."""
        return Pace(self.stopped)


class SharedBounds:
    """Bounds of parts that add up; the pace of each part tells of the sum."""

    def __init__(self, pace: Pace, bounds: Sequence[float]) -> None:
        self._pace, self._bounds = pace, list(bounds)

    def pace_of(self, part: int) -> Pace:
        """The pace of work on a part: what is told to it is known of that part from then on."""
        return Pace(
            self._pace.stopped, lambda bound: self._tell(part, bound), lambda share: self._loosen(part, share)
        )

    def settle(self, part: int, bound: float) -> None:
        """What is known in the end; told at once where that is less than was told."""
        is_less = bound < self._bounds[part]
        self._bounds[part] = bound
        if is_less:
            self._pace.tell(self.whole())

    def whole(self) -> float:
        """The sum."""
        return sum(self._bounds)

    def _tell(self, part: int, bound: float) -> None:
        self._bounds[part] = max(self._bounds[part], bound)
        self._pace.tell(self.whole())

    def _loosen(self, part: int, share: float) -> None:
        self._bounds[part] *= share
        self._pace.tell(self.whole())


def never() -> bool:
    """The answer of a caller that does not want to stop."""
    return False


unhurried = Pace(never)
"""The pace of work that nobody wants to stop."""
