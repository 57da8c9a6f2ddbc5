"""What goes into the cutting engine and what comes out of it. Lengths in mm, prices in any one currency.

The engine knows nothing of what is cut: lengths may as well be small whole numbers (ports of a reel).
"""

from msgspec import Struct


class Piece(Struct, frozen=True, kw_only=True, gc=False):
    """`quantity` equal pieces of `length_mm` that are wanted under one name."""

    name: str
    length_mm: float
    quantity: int = 1


class Stock(Struct, frozen=True, kw_only=True, gc=False):
    """Bars to be bought: at most `count` of them (None: any number), each at `price` (None: its length)."""

    name: str
    length_mm: float
    count: int | None = None
    price: float | None = None


class Offcut(Struct, frozen=True, kw_only=True, gc=False):
    """One single bar that lies on the shelf and costs nothing."""

    name: str
    length_mm: float


class CuttingOptions(Struct, frozen=True, kw_only=True, gc=False):
    """How is cut: width of the saw cut, loss at each end of a new bar, shortest remnant worth keeping.

    `time_limit_s` is a safety net for the solver, not a way to steer the result: within it the answer
    depends on nothing but the input.
    """

    kerf_mm: float = 0.0
    end_trim_mm: float = 0.0
    least_remnant_mm: float = 0.0
    time_limit_s: float


class Cut(Struct, frozen=True, kw_only=True, gc=False):
    """One piece in a bar; `start_mm` is measured from the bar's raw end, trim included."""

    piece: str
    start_mm: float
    length_mm: float


class CutBar(Struct, frozen=True, kw_only=True, gc=False):
    """One bar and what is cut from it; `index` counts the bars of the plan from 1.

    `remnant_mm` is what can be kept: 0 where the rest is shorter than the least length worth keeping.
    """

    stock: str
    index: int
    length_mm: float
    is_offcut: bool
    cuts: tuple[Cut, ...]
    remnant_mm: float


class CuttingPlan(Struct, frozen=True, kw_only=True, gc=False):
    """Which bar gives which pieces.

    `bound` is a lower bound of the cost over all plans that leave no more pieces unplaced than this one;
    `proven` says that no plan places more pieces and none that places as many is cheaper.
    `stocks_used` counts bars, offcuts included; `patterns` counts different (stock, pieces) combinations.
    """

    bars: tuple[CutBar, ...]
    cost: float
    bound: float
    proven: bool
    stocks_used: int
    patterns: int
    unplaced: tuple[Piece, ...]
