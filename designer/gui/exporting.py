"""Making and writing the papers of an export, those of a large project made in another process."""

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from designer.core.caching.hands import Hands, own_hands
from designer.core.caching.pace import Pace, PlanningCancelled
from designer.export.orders import Order, made
from designer.export.papers import notes_on
from designer.io.crew import Crew
from designer.io.edited_drawings import write_export
from designer.io.output_folder import check_within

LARGE = 2_000
"""Papers of so many modules are made in a process of their own: the window stays quick meanwhile, can cancel
at once, and keeps nothing of the memory that they take (decision 37)."""


class Written(Struct, frozen=True):
    """The files of an export in their order, and what is to be known of them, in sentences."""

    files: tuple[str, ...]
    notes: tuple[str, ...]


def written(
    order: Order, folder: Path, is_cancelled: Callable[[], bool], told: Callable[[str, int], None]
) -> Written | None:
    """Make all papers of an order, then write them into a folder; None where it was cancelled meanwhile.

    `told` hears the name of each that is made, and how many there are by then. TrunklineError where one
    cannot be made or leads out of the folder, OSError where it cannot be written.
    """
    contents = contents_of(order, is_cancelled, told)
    if contents is None:
        return None
    check_within(folder, contents)
    notes: list[str] = []
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if kept := write_export(folder / name, content):
            notes.append(kept)
    return Written(tuple(contents), (*notes, *notes_on(order.names, order.work)))


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
