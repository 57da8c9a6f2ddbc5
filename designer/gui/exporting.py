"""Making the papers of an export, those of a large project in another process."""

from collections.abc import Callable, Mapping

from designer.core.caching.hands import Hands, own_hands
from designer.core.caching.pace import Pace, PlanningCancelled
from designer.export.orders import Order, made
from designer.io.crew import Crew

LARGE = 2_000
"""Papers of so many modules are made in a process of their own: the window stays quick meanwhile, can cancel
at once, and keeps nothing of the memory that they take (decision 37)."""


def contents_of(
    order: Order, is_cancelled: Callable[[], bool], told: Callable[[str, int], None]
) -> Mapping[str, bytes] | None:
    """All papers of an order by file; None where it was cancelled.

    `told` hears the name of each that is made, and how many there are by then.
    """
    modules = sum(len(row.modules) for row in order.work.design.rows)
    hands: Hands = Crew(1, aside=True) if modules >= LARGE else own_hands
    pace = Pace(is_cancelled, lambda count: told(order.names[round(count) - 1], round(count)))
    try:
        return hands.each(made, [order], [pace])[0]
    except PlanningCancelled:
        return None
