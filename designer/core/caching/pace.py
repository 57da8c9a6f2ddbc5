"""How a long computation is stopped: it calls its pace often, and the pace raises where work is to end."""

from collections.abc import Callable

Pace = Callable[[], None]
"""Called by an engine at least every 30 ms of work; what it raises ends the work."""


def unhurried() -> None:
    """The pace of work that nobody wants to stop."""
