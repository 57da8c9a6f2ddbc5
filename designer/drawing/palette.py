"""How branches look on paper: colours that colour-blind people tell apart, dashes that survive grey print.

Colours: the set of Okabe and Ito (Color Universal Design, 2008) without its yellow, which is too faint on
white. Colours and dashes repeat with periods that share no divisor, so that 35 branches look different.
"""

from msgspec import Struct

from designer.core.model.plan import BranchPlan

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#1A1A1A", "#E69F00", "#56B4E9")
DASHES_MM: tuple[tuple[float, ...], ...] = (
    (),
    (3.0, 1.2),
    (0.9, 0.9),
    (4.0, 1.0, 0.9, 1.0),
    (6.0, 1.5),
)


class BranchInk(Struct, frozen=True):
    """Colour and dash pattern (mm on, mm off, …; empty = solid) of a branch."""

    colour: str
    dash_mm: tuple[float, ...]


def branch_inks(branches: tuple[BranchPlan, ...]) -> dict[str, BranchInk]:
    """The ink of every branch by its id; the same for the same order of branches."""
    return {
        branch.id: BranchInk(COLOURS[number % len(COLOURS)], DASHES_MM[number % len(DASHES_MM)])
        for number, branch in enumerate(branches)
    }
