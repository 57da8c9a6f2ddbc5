"""The splicing engine: where runs are broken and what everything is cut from, at the least cost.

1. The liquid relaxation bounds the cost and yields bars for the whole pieces with rooms for the runs.
2. Rooms are chosen ever larger until the runs can be laid into them; that settles the segments.
3. The cutting engine cuts whole pieces and segments; small tasks that are still open are decided exactly.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from designer.core.cutting.effort import Effort, Stage
from designer.core.cutting.engine import solve
from designer.core.cutting.model import CuttingOptions, CuttingPlan, Offcut, Piece, Stock
from designer.core.splicing.exact import decide, fewest_splices
from designer.core.splicing.laying import lay
from designer.core.splicing.lifting import whole_bound
from designer.core.splicing.liquid import Liquid, pour
from designer.core.splicing.model import SplicedPlan, SplicedRun
from designer.core.splicing.rooms import choose_rooms
from designer.core.splicing.task import Sorted, Task, formulated, sorted_out

TRIES = 16
"""So many choices of rooms are tried before the segments of a planner by hand have to do."""

EFFORT = Effort(stages=(Stage(4, 1_500, 100),))
"""What the cutting engine spends on one choice of segments."""

_PRICE_DIGITS = 6

Segments = tuple[tuple[int, ...], ...]
"""Per run, the longest first, what it is built of."""

Cancelled = Callable[[], bool]


def solve_spliced(
    pieces: Sequence[Piece],
    stocks: Sequence[Stock],
    offcuts: Sequence[Offcut],
    options: CuttingOptions,
    least_mm: float,
    cancelled: Cancelled | None = None,
) -> SplicedPlan:
    """The cheapest plan in which pieces longer than the stock are built of segments of `least_mm` or more.

    A piece may be broken when it is longer than every stock that there is any number of (where all are
    limited: than every bar). Among equal costs few splices are looked for. Runs that no segments can make up,
    or for which there are too few bars, come back in `unplaced`.
    Raises InputError for a length, count, price or option that is no usable number.
    """
    found = sorted_out(pieces, stocks, offcuts, options.end_trim_mm)
    task = formulated(found, stocks, offcuts, options, least_mm)
    hopeless = {run for run in task.runs if not task.can_be_built(run)}
    if hopeless:
        found, lost = _without(found, hopeless, task)
        task = formulated(found, stocks, offcuts, options, least_mm)
    else:
        lost = ()
    workshop = _Workshop(found, task, stocks, offcuts, options, cancelled or _never)
    plan = workshop.best() if task.runs else workshop.plain()
    return replace(plan, cutting=replace(plan.cutting, unplaced=(*plan.cutting.unplaced, *lost)))


def _without(found: Sorted, hopeless: set[int], task: Task) -> tuple[Sorted, tuple[Piece, ...]]:
    """What can be built, and the runs that cannot."""
    lost = tuple(piece for piece in found.runs if round(piece.length_mm / task.unit_mm) in hopeless)
    return Sorted(found.whole, tuple(piece for piece in found.runs if piece not in lost)), lost


class _Offer(Struct, frozen=True):
    """Segments of all runs with the plan that they give."""

    segments: Segments
    plan: CuttingPlan

    @property
    def rank(self) -> tuple[int, float, int]:
        """The less the better: pieces left out, cost, splices."""
        lacking = sum(piece.quantity for piece in self.plan.unplaced)
        return lacking, self.plan.cost, sum(map(len, self.segments))


class _Workshop:
    """One task with the ways to solve it."""

    def __init__(
        self,
        found: Sorted,
        task: Task,
        stocks: Sequence[Stock],
        offcuts: Sequence[Offcut],
        options: CuttingOptions,
        cancelled: Cancelled,
    ) -> None:
        self._found, self._task = found, task
        self._stocks, self._offcuts, self._options = stocks, offcuts, options
        self._cancelled = cancelled
        self._least_cost: int | None = None

    def plain(self) -> SplicedPlan:
        """Nothing has to be broken."""
        plan = solve(self._found.whole, self._stocks, self._offcuts, self._options, self._cancelled)
        return SplicedPlan(cutting=plan, runs=())

    def best(self) -> SplicedPlan:
        """The cheapest plan found, with the bound over all breakings."""
        task, limit = self._task, self._options.time_limit_s
        liquid = pour(task, time_limit_s=limit, cancelled=self._cancelled)
        bound = whole_bound(task, liquid.multipliers, time_limit_s=limit, cancelled=self._cancelled)
        offers = [self._offer(segments) for segments in self._tries(liquid)]
        best = min(offers, key=lambda offer: offer.rank, default=None)
        if best is None or best.plan.unplaced:
            return self._all_left_out()
        if self._units(best.plan) > bound and not self._cancelled():
            best, bound = self._decided(best, bound)
        if sum(map(len, best.segments)) > task.segments and not self._cancelled():
            best = self._with_few_splices(best)
        return self._finished(best, bound)

    def _tries(self, liquid: Liquid) -> Iterator[Segments]:
        """Segments by chosen rooms, and those of a planner by hand; none where bars are lacking."""
        task = self._task
        if endless := [entry.capacity for entry in task.bins if entry.count is None]:
            by_hand = lay(task, {max(endless): 2 * task.segments})
            if not by_hand.short:
                yield by_hand.segments
        needed = task.liquid + task.segments * task.kerf
        for turn in range(TRIES):
            if self._cancelled():
                return
            rooms = choose_rooms(
                task,
                liquid.columns,
                needed,
                time_limit_s=self._options.time_limit_s,
                cancelled=self._cancelled,
            )
            if rooms is None or (self._least_cost is not None and rooms.cost > self._least_cost):
                return
            laid = lay(task, rooms.sizes)
            if not laid.short:
                yield laid.segments
                return
            needed = rooms.total() + (1 << turn)

    def _offer(self, segments: Segments) -> _Offer:
        offer = _Offer(segments, self._cut(segments))
        if not offer.plan.unplaced:
            cost = self._units(offer.plan)
            self._least_cost = cost if self._least_cost is None else min(cost, self._least_cost)
        return offer

    def _cut(self, segments: Segments) -> CuttingPlan:
        """Whole pieces and segments, cut by the engine."""
        pieces = [*self._found.whole]
        for run in self._built(segments):
            counts = Counter(run.segments_mm)
            pieces += [
                Piece(name=run.name, length_mm=length, quantity=count * run.quantity)
                for length, count in counts.items()
            ]
        return solve(pieces, self._stocks, self._offcuts, self._options, self._cancelled, EFFORT)

    def _decided(self, best: _Offer, bound: int) -> tuple[_Offer, int]:
        """A small task by the exact programme."""
        units = self._units(best.plan)
        decided = decide(
            self._task, units, time_limit_s=self._options.time_limit_s, cancelled=self._cancelled
        )
        if decided is None:
            return best, bound
        offer = self._offer(decided.segments)
        better = min(best, offer, key=lambda one: one.rank)
        return better, self._units(better.plan) if decided.proven else bound

    def _with_few_splices(self, best: _Offer) -> _Offer:
        """A small task with the fewest splices at the same cost."""
        units, limit = self._units(best.plan), self._options.time_limit_s
        decided = fewest_splices(self._task, units, time_limit_s=limit, cancelled=self._cancelled)
        return best if decided is None else min(best, self._offer(decided.segments), key=lambda one: one.rank)

    def _finished(self, best: _Offer, bound: int) -> SplicedPlan:
        proven = bound >= self._units(best.plan)
        cost = best.plan.cost
        least = cost if proven else min(cost, round(bound * self._task.price_unit, _PRICE_DIGITS))
        plan = replace(best.plan, bound=least, proven=proven)
        return SplicedPlan(cutting=plan, runs=tuple(self._built(best.segments)))

    def _all_left_out(self) -> SplicedPlan:
        """The whole pieces alone, where the bars do not suffice for the runs."""
        plan = self.plain().cutting
        unplaced = (*plan.unplaced, *self._found.runs)
        return SplicedPlan(cutting=replace(plan, unplaced=unplaced), runs=())

    def _units(self, plan: CuttingPlan) -> int:
        return round(plan.cost / self._task.price_unit)

    def _built(self, segments: Segments) -> Iterator[SplicedRun]:
        """The runs by name; those of one name and length that are built alike together."""
        unit_mm = self._task.unit_mm
        ways: dict[int, list[tuple[int, ...]]] = {}
        for own in segments:
            ways.setdefault(sum(own), []).append(own)
        for piece in self._found.runs:
            mine = ways[round(piece.length_mm / unit_mm)]
            taken, mine[: piece.quantity] = mine[: piece.quantity], []
            for own, quantity in Counter(taken).items():
                yield SplicedRun(
                    name=piece.name,
                    length_mm=piece.length_mm,
                    quantity=quantity,
                    segments_mm=tuple(length * unit_mm for length in own),
                )


def _never() -> bool:
    return False
