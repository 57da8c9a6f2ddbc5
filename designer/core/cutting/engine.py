"""The cutting engine: a plan at once, and the best plan with its proof."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from designer.core.cutting.assembly import assembled
from designer.core.cutting.bounds import simple_bound
from designer.core.cutting.effort import Effort
from designer.core.cutting.greedy import first_packing
from designer.core.cutting.lone import parted
from designer.core.cutting.model import CuttingOptions, CuttingPlan, Offcut, Piece, Stock
from designer.core.cutting.packing import Packing, total_cost
from designer.core.cutting.problem import Problem, formulate
from designer.core.cutting.tidy import tidied


class Packed(Struct, frozen=True):
    """An answer to a problem: which bars are cut how, and a lower bound of the cost. Nobody changes it."""

    packing: Packing
    bound: int


def quick(
    pieces: Sequence[Piece], stocks: Sequence[Stock], offcuts: Sequence[Offcut], options: CuttingOptions
) -> CuttingPlan:
    """A good plan at once, without a solver, and a lower bound of the cost.

    Raises InputError for a length, count, price or option that is no usable number.
    """
    order = formulate(pieces, stocks, offcuts, options)
    found = packed_at_once(order.problem)
    return assembled(order, found.packing, found.bound, options)


def solve(
    pieces: Sequence[Piece],
    stocks: Sequence[Stock],
    offcuts: Sequence[Offcut],
    options: CuttingOptions,
    cancelled: Callable[[], bool] | None = None,
    effort: Effort | None = None,
) -> CuttingPlan:
    """The plan that leaves out the fewest pieces and, of those, costs least; `proven` where that is certain.

    Offcuts cost nothing and so are used wherever they save stock. Among plans of equal cost the one with
    fewer different patterns and then with the longer single remnant is looked for; these two goals are
    improved as far as a bounded, deterministic search goes (small tasks in all ways) and are not proven.

    `cancelled` is asked now and then; once it says True the best plan so far is returned.
    Raises InputError for a length, count, price or option that is no usable number; pieces that fit no bar or
    for which there are too few bars come back in `unplaced`.
    """
    order = formulate(pieces, stocks, offcuts, options)
    found = packed(order.problem, options.time_limit_s, cancelled or _never, effort or Effort())
    return assembled(order, found.packing, found.bound, options)


def least_cost(
    pieces: Sequence[Piece],
    stocks: Sequence[Stock],
    offcuts: Sequence[Offcut],
    options: CuttingOptions,
    effort: Effort,
) -> float:
    """What the plan of `solve` costs, or hardly more where that is not proven: its patterns are not tidied.

    Raises InputError for a length, count, price or option that is no usable number.
    """
    order = formulate(pieces, stocks, offcuts, options)
    parts = parted(order.problem)
    found = _cheapest(parts.rest, options.time_limit_s, _never, effort)
    return assembled(order, parts.whole(found.packing), found.bound + parts.lone_cost, options).cost


def packed_at_once(problem: Problem) -> Packed:
    """A good answer without a solver."""
    parts = parted(problem)
    first = _first(parts.rest)
    return Packed(parts.whole(first.packing), first.bound + parts.lone_cost)


def packed(problem: Problem, time_limit_s: float, cancelled: Callable[[], bool], effort: Effort) -> Packed:
    """The best answer; the best so far once `cancelled` says True."""
    parts = parted(problem)
    best = _cheapest(parts.rest, time_limit_s, cancelled, effort)
    packing = tidied(parts.rest, best.packing, effort=effort, time_limit_s=time_limit_s, cancelled=cancelled)
    return Packed(parts.whole(packing), best.bound + parts.lone_cost)


def _first(problem: Problem) -> Packed:
    packing = first_packing(problem)
    return Packed(packing, min(simple_bound(problem), total_cost(problem, packing)))


def _cheapest(problem: Problem, time_limit_s: float, cancelled: Callable[[], bool], effort: Effort) -> Packed:
    first = _first(problem)
    packing, bound = first.packing, first.bound
    if bound < total_cost(problem, packing) and not cancelled():
        # loads numpy and the solver, which a plan that is proven at once does not need
        from designer.core.cutting.search import improve

        outcome = improve(
            problem, packing, bound, effort=effort, time_limit_s=time_limit_s, cancelled=cancelled
        )
        packing, bound = outcome.packing, outcome.bound
    return Packed(packing, bound)


def _never() -> bool:
    return False
