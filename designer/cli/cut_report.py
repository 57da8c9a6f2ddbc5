"""What `trunkline cut` prints: the plan as JSON or as a table."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from designer.cli.table import table
from designer.core.cutting.model import CutBar, CuttingPlan
from designer.core.splicing.model import SplicedPlan, SplicedRun


def _plain_json(plan: CuttingPlan, seconds: float) -> dict[str, Any]:
    """Bars that are cut alike stand together."""
    return {
        "stocks_used": plan.stocks_used,
        "bound": plan.bound,
        "cost": plan.cost,
        "proven": plan.proven,
        "seconds": round(seconds, 4),
        "patterns": [
            {
                "stock": bar.stock,
                "offcut": bar.is_offcut,
                "length_mm": bar.length_mm,
                "count": count,
                "pieces": [
                    {"name": cut.piece, "length_mm": cut.length_mm, "start_mm": cut.start_mm}
                    for cut in bar.cuts
                ],
                "remnant_mm": bar.remnant_mm,
            }
            for bar, count in patterns(plan)
        ],
        "unplaced": [],
    }


def as_json(plan: CuttingPlan | SplicedPlan, seconds: float) -> dict[str, Any]:
    """The plan for other programs; spliced with the number of splices and what every run is built of."""
    if isinstance(plan, CuttingPlan):
        return _plain_json(plan, seconds)
    runs = [
        {
            "name": run.name,
            "length_mm": run.length_mm,
            "count": run.quantity,
            "segments_mm": list(run.segments_mm),
        }
        for run in plan.runs
    ]
    return {**_plain_json(plan.cutting, seconds), "splices": plan.splices, "runs": runs}


def _plain_text(plan: CuttingPlan) -> str:
    rows = [
        (
            str(count),
            bar.stock,
            "  ".join(f"{cut.piece} {cut.length_mm:g}" for cut in bar.cuts),
            f"{bar.remnant_mm:g}",
        )
        for bar, count in patterns(plan)
    ]
    quality = "proven least cost" if plan.proven else f"at least {plan.bound:g} is needed"
    total = f"{plan.stocks_used} bars, cost {plan.cost:g}, {quality}"
    return f"{table(('Bars', 'Stock', 'Pieces', 'Remnant mm'), rows)}\n\n{total}"


def as_text(plan: CuttingPlan | SplicedPlan) -> str:
    """The plan as a table and a line about its cost, and below it what every run is built of."""
    if isinstance(plan, CuttingPlan):
        return _plain_text(plan)
    if not plan.runs:
        return f"{_plain_text(plan.cutting)}, no splices"
    rows = [(str(run.quantity), run.name, f"{run.length_mm:g}", _segments(run)) for run in plan.runs]
    built = table(("Runs", "Name", "Length mm", "Built of"), rows)
    return f"{_plain_text(plan.cutting)}, {_splices(plan.splices)}\n\n{built}"


def _splices(count: int) -> str:
    return f"{count} splice{'' if count == 1 else 's'}"


def _segments(run: SplicedRun) -> str:
    return " + ".join(f"{length:g}" for length in run.segments_mm)


def patterns(plan: CuttingPlan) -> list[tuple[CutBar, int]]:
    """Bars that are cut alike, pieces of the same names included, with how many there are."""
    first: dict[tuple[object, ...], CutBar] = {}
    counts: Counter[tuple[object, ...]] = Counter()
    for bar, key in _keyed(plan.bars):
        first.setdefault(key, bar)
        counts[key] += 1
    return [(bar, counts[key]) for key, bar in first.items()]


def _keyed(bars: Iterable[CutBar]) -> Iterable[tuple[CutBar, tuple[object, ...]]]:
    return ((bar, (bar.stock, bar.is_offcut, bar.cuts)) for bar in bars)
