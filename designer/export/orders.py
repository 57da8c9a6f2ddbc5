"""An order of papers: what can be handed to another process, and how it is done there."""

from msgspec import Struct

from designer.core.caching.pace import Pace
from designer.export.papers import PAPERS, Work


class Order(Struct, frozen=True):
    """Papers that are to be made of a work, by their names."""

    names: tuple[str, ...]
    work: Work


def made(order: Order, pace: Pace) -> dict[str, bytes]:
    """The content of the papers of an order, by file; the pace is told how many of them are made."""
    contents: dict[str, bytes] = {}
    for number, name in enumerate(order.names, start=1):
        pace()
        contents |= PAPERS[name].make(order.work)
        pace.tell(float(number))
    return contents
