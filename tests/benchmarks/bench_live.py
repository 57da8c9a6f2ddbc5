"""Time planning anew after single edits of the bundled examples, as the window does.

Run as `python -m tests.benchmarks.bench_live [--rounds N] [--profile EDIT]`; prints processor milliseconds:
the plan from scratch, the first answer after an edit, median and worst of N edits of a kind that follow each
other, and what the whole plan takes after that, median and worst.
"""

import argparse
import cProfile
import gc
import pstats
from collections.abc import Callable, Iterator
from statistics import mean, median
from time import process_time

from msgspec.structs import replace

from designer.core.model.catalog import Catalog
from designer.core.model.design import (
    BranchLock,
    Customer,
    Design,
    FeedPolicy,
    Obstacle,
    ObstacleKind,
    Pin,
    Waypoint,
)
from designer.core.model.plan import Plan
from designer.core.planning import Planner, derive
from designer.core.resources import resource_root
from designer.io.catalogs import bundled_catalog
from designer.io.project import load_project

EXAMPLES = ("gable", "hip", "hall")

Edit = Callable[[Design, Plan, int], Design]


def with_part(design: Design, field: str, index: int, **changes: object) -> Design:
    parts = list(getattr(design, field))
    index %= len(parts)
    parts[index] = replace(parts[index], **changes)
    return replace(design, **{field: tuple(parts)})


def remove_module(design: Design, _plan: Plan, turn: int) -> Design:
    rows = [index for index, row in enumerate(design.rows) if len(row.modules) > 2]
    index = rows[turn * 5 % len(rows)]
    modules = list(design.rows[index].modules)
    modules.pop(turn * 7 % len(modules))
    return with_part(design, "rows", index, modules=tuple(modules))


def move_module(design: Design, _plan: Plan, turn: int) -> Design:
    row = design.rows[turn * 3 % len(design.rows)]
    last = replace(row.modules[-1], along_mm=row.modules[-1].along_mm + 3.0)
    return with_part(design, "rows", turn * 3, modules=(*row.modules[:-1], last))


def move_row(design: Design, _plan: Plan, turn: int) -> Design:
    row = design.rows[turn * 3 % len(design.rows)]
    modules = tuple(replace(module, along_mm=module.along_mm + 7.0) for module in row.modules)
    return with_part(design, "rows", turn * 3, modules=modules)


def pin_inverter(design: Design, plan: Plan, turn: int) -> Design:
    one = plan.inverters[turn * 37 % len(plan.inverters)]
    pins = tuple(pin for pin in design.pins if pin.inverter != one.id)
    return replace(design, pins=(*pins, Pin(inverter=one.id, along_mm=one.allowed[0][0] + 5.0)))


def move_box(design: Design, _plan: Plan, turn: int) -> Design:
    box = design.boxes[turn * 5 % len(design.boxes)]
    return with_part(design, "boxes", turn * 5, x=box.x + 150.0)


def lock_branch(design: Design, plan: Plan, turn: int) -> Design:
    whole = [one for one in plan.branches if one.id == one.circuit and not one.locked]
    one = whole[turn * 11 % len(whole)] if whole else plan.branches[0]
    lock = BranchLock(id=one.id, inverters=one.inverters, box=one.box)
    if not whole:
        lock = replace(lock, feed=FeedPolicy.MIDDLE if turn % 2 else FeedPolicy.END)
    return replace(design, locks=(*(own for own in design.locks if own.id != lock.id), lock))


def move_obstacle(design: Design, _plan: Plan, turn: int) -> Design:
    surface = design.surfaces[turn % len(design.surfaces)]
    top = max(y for _, y in surface.outline)
    x, y = mean(x for x, y in surface.outline if y == top) - 200.0 + 10 * turn, top - 700.0
    ring = ((x, y), (x + 300.0, y), (x + 300.0, y + 300.0), (x, y + 300.0))
    vent = Obstacle(id=f"O{9000 + turn % len(design.surfaces)}", kind=ObstacleKind.VENT, outline=ring)
    others = tuple(one for one in surface.obstacles if one.id != vent.id)
    moved = with_part(design, "surfaces", turn, obstacles=(*others, vent))
    return replace(moved, next_number=10_000)


def move_waypoint(design: Design, plan: Plan, turn: int) -> Design:
    branch = next(one for one in plan.branches if len(one.inverters) > 1)
    drop = branch.drops[0]
    waypoint = Waypoint(
        id="P9999", between=branch.inverters[:2], surface=drop.surface, x=drop.x + 300 + turn, y=drop.y + 40.0
    )
    return replace(design, waypoints=(waypoint,), next_number=10_000)


def rename(design: Design, _plan: Plan, turn: int) -> Design:
    return replace(design, name=f"Name {turn}")


def change_customer(design: Design, _plan: Plan, turn: int) -> Design:
    return replace(design, customer=Customer(name=f"Customer {turn}"))


EDITS: dict[str, Edit] = {
    "remove a module": remove_module,
    "move a module": move_module,
    "move a row": move_row,
    "pin an inverter": pin_inverter,
    "move a box": move_box,
    "lock a branch": lock_branch,
    "move an obstacle": move_obstacle,
    "move a waypoint": move_waypoint,
    "rename": rename,
    "change the customer": change_customer,
}


def timed(work: Callable[[], Plan]) -> tuple[float, Plan]:
    start = process_time()
    plan = work()
    return (process_time() - start) * 1000, plan


def edited(design: Design, catalog: Catalog, edit: Edit, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of first answers and of the whole plans after them; the last one is checked by derive."""
    planner = Planner(catalog)
    plan, first, whole = planner.plan(design), [], []
    for turn in range(rounds):
        design = edit(design, plan, turn)
        took, _ = timed(lambda: planner.plan(design, hasty=True, before=plan))  # noqa: B023
        first.append(took)
        took, plan = timed(lambda: planner.plan(design))  # noqa: B023
        whole.append(took)
    if plan != derive(design, catalog):
        raise AssertionError("a warm plan differs from the plan from scratch")
    return first, whole


def rows(names: list[str], rounds: int) -> Iterator[str]:
    catalog = bundled_catalog()
    for name in names:
        design = load_project(resource_root() / "examples" / f"{name}.trunkline")
        cold = median(timed(lambda: derive(design, catalog))[0] for _ in range(3))  # noqa: B023
        for label, edit in EDITS.items():
            gc.collect()
            first, whole = edited(design, catalog, edit, rounds)
            figures = (cold, median(first), max(first), median(whole), max(whole))
            yield f"| {name} | {label} | {' | '.join(f'{figure:.0f}' for figure in figures)} |"


def profile(name: str, label: str, rounds: int) -> None:
    """Where the time of the first answer to one kind of edit goes."""
    catalog = bundled_catalog()
    design = load_project(resource_root() / "examples" / f"{name}.trunkline")
    planner = Planner(catalog)
    plan = planner.plan(design)
    profiler = cProfile.Profile()
    for turn in range(rounds):
        design = EDITS[label](design, plan, turn)
        plan = profiler.runcall(planner.plan, design, hasty=True)
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(60)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--examples", nargs="*", default=list(EXAMPLES))
    parser.add_argument("--profile", choices=sorted(EDITS))
    options = parser.parse_args()
    if options.profile:
        profile(options.examples[-1], options.profile, options.rounds)
        return
    print("| example | edit | cold | first | worst | whole | worst |\n|---|---|---|---|---|---|---|")
    for line in rows(options.examples, options.rounds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
