"""The cutting engine: a plan at once, and the best plan with its proof."""

from collections.abc import Callable, Sequence

from designer.core.cutting.assembly import assembled
from designer.core.cutting.bounds import simple_bound
from designer.core.cutting.effort import Effort
from designer.core.cutting.greedy import first_packing
from designer.core.cutting.model import CuttingOptions, CuttingPlan, Offcut, Piece, Stock
from designer.core.cutting.packing import Packing, total_cost
from designer.core.cutting.problem import Order, formulate
from designer.core.cutting.tidy import tidied


def quick(
    pieces: Sequence[Piece], stocks: Sequence[Stock], offcuts: Sequence[Offcut], options: CuttingOptions
) -> CuttingPlan:
    """A good plan at once, without a solver, and a lower bound of the cost.

    Raises InputError for a length, count, price or option that is no usable number.
    """
    order = formulate(pieces, stocks, offcuts, options)
    packing, bound = _first(order)
    return assembled(order, packing, bound, options)


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
    improved as far as a bounded, deterministic search goes and are not proven.

    `cancelled` is asked now and then; once it says True the best plan so far is returned.
    Raises InputError for a length, count, price or option that is no usable number; pieces that fit no bar or
    for which there are too few bars come back in `unplaced`.
    """
    order = formulate(pieces, stocks, offcuts, options)
    work = effort or Effort()
    stop = cancelled or _never
    packing, bound = _first(order)
    if bound < total_cost(order.problem, packing) and not stop():
        # loads numpy and the solver, which a plan that is proven at once does not need
        from designer.core.cutting.search import improve

        outcome = improve(
            order.problem, packing, bound, effort=work, time_limit_s=options.time_limit_s, cancelled=stop
        )
        packing, bound = outcome.packing, outcome.bound
    packing = tidied(order.problem, packing, effort=work, time_limit_s=options.time_limit_s, cancelled=stop)
    return assembled(order, packing, bound, options)


def _first(order: Order) -> tuple[Packing, int]:
    packing = first_packing(order.problem)
    return packing, min(simple_bound(order.problem), total_cost(order.problem, packing))


def _never() -> bool:
    return False
