"""How a long computation is stopped: it calls its pace often, and the pace raises where work is to end."""

from collections.abc import Callable


class PlanningCancelled(Exception):  # noqa: N818 (no error: the caller asked for it)
    """Raised out of a plan once its caller wants it no more."""


class Pace:
    """Called by an engine at least every 30 ms of work; raises PlanningCancelled where work is to end."""

    def __init__(self, stopped: Callable[[], bool]) -> None:
        self.stopped = stopped

    def __call__(self) -> None:
        """Ask whether work is to go on."""
        if self.stopped():
            raise PlanningCancelled


def never() -> bool:
    """The answer of a caller that does not want to stop."""
    return False


unhurried = Pace(never)
"""The pace of work that nobody wants to stop."""
