"""An independent look at a spliced plan: only the plan and what was asked for."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from designer.core.cutting.model import CuttingOptions, Offcut, Piece, Stock
from designer.core.cutting.verify import verify
from designer.core.splicing.model import SplicedPlan, SplicedRun
from designer.core.units import TOLERANCE_MM


def verify_spliced(
    plan: SplicedPlan,
    pieces: Sequence[Piece],
    stocks: Sequence[Stock],
    offcuts: Sequence[Offcut],
    options: CuttingOptions,
    least_mm: float,
) -> list[str]:
    """What is wrong with a plan, one sentence each; empty for a sound plan.

    Every run adds up to its length in segments that are long enough, only pieces that fit no endless stock
    are broken, every segment is cut, and bars, cost and bound pass the look of the cutting engine.
    """
    wanted, unplaced = _counted(pieces), _counted(plan.cutting.unplaced)
    built = _counted(plan.runs)
    whole = wanted - built
    parts = [Piece(name=name, length_mm=length, quantity=count) for (name, length), count in whole.items()]
    parts += [
        Piece(name=run.name, length_mm=length, quantity=run.quantity)
        for run in plan.runs
        for length in run.segments_mm
    ]
    faults = [f"run {name} of {length} mm is not wanted" for name, length in built - wanted - unplaced]
    faults += [fault for run in plan.runs for fault in _run_faults(run, least_mm)]
    return [*faults, *verify(plan.cutting, _joined(parts), stocks, offcuts, options)]


def _counted(things: Iterable[Piece | SplicedRun]) -> Counter[tuple[str, float]]:
    counts: Counter[tuple[str, float]] = Counter()
    for thing in things:
        counts[thing.name, thing.length_mm] += thing.quantity
    return counts


def _joined(parts: Iterable[Piece]) -> list[Piece]:
    return [
        Piece(name=name, length_mm=length, quantity=count)
        for (name, length), count in _counted(parts).items()
    ]


def _run_faults(run: SplicedRun, least_mm: float) -> Iterator[str]:
    if abs(sum(run.segments_mm) - run.length_mm) > TOLERANCE_MM:
        yield f"run {run.name}: segments add up to {sum(run.segments_mm)} mm, not {run.length_mm} mm"
    if len(run.segments_mm) > 1 and min(run.segments_mm) < least_mm - TOLERANCE_MM:
        yield f"run {run.name}: a segment of {min(run.segments_mm)} mm is shorter than {least_mm} mm"
