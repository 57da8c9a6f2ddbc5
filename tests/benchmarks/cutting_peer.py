"""A well-known package as a peer: OR-Tools' CP-SAT on the usual model, in a process of its own.

    PYTHON -m tests.benchmarks.cutting_peer < TASKS.json > ANSWERS.json

OR-Tools and HiGHS cannot be loaded into one process on Linux, and the program needs only one of them; so
PYTHON may be another environment's. A task is {"seconds", "widths", "demands", "bins": [[capacity, cost,
count]]} in whole numbers; an answer is {"cost", "bound", "seconds"}. This file knows nothing of the engine.
"""

import json
import sys
import time
from collections.abc import Iterator

from ortools.sat.python import cp_model


def _first_fit(task: dict, bars: list) -> Iterator[tuple[object, int]]:
    """First-fit decreasing into the bars in their order: the peer's first answer."""
    rest = list(task["demands"])
    for capacity, counts, bought in bars:
        used = False
        for kind, width in enumerate(task["widths"]):
            taken = min(rest[kind], capacity // width)
            rest[kind] -= taken
            capacity -= taken * width  # noqa: PLW2901
            used = used or taken > 0
            yield counts[kind], taken
        yield bought, int(used)


def solve(task: dict) -> dict:
    """How many pieces of each kind go into each single bar; equal bars are ordered by their first kind."""
    model = cp_model.CpModel()
    widths, demands = task["widths"], task["demands"]
    placed: list[list] = [[] for _ in widths]
    costs = []
    kept: list[tuple[int, list, object]] = []
    for capacity, cost, count in task["bins"]:
        before = None
        for _ in range(count):
            bought = model.new_bool_var("")
            counts = [
                model.new_int_var(0, min(demand, capacity // width), "")
                for width, demand in zip(widths, demands, strict=True)
            ]
            total = sum(n * width for n, width in zip(counts, widths, strict=True))
            model.add(total <= capacity * bought)
            for kind, n in enumerate(counts):
                placed[kind].append(n)
            kept.append((capacity, counts, bought))
            if before is not None:
                model.add_implication(bought, before)
            costs.append(cost * bought)
            before = bought
    for kind, demand in enumerate(demands):
        model.add(sum(placed[kind]) == demand)
    model.minimize(sum(costs))
    for variable, value in _first_fit(task, kept):
        model.add_hint(variable, value)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = task["seconds"]
    started = time.process_time()
    status = solver.solve(model)
    seconds = time.process_time() - started
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return {
        "cost": solver.objective_value if found else None,
        "bound": solver.best_objective_bound,
        "proven": status == cp_model.OPTIMAL,
        "seconds": seconds,
    }


if __name__ == "__main__":
    json.dump([solve(task) for task in json.load(sys.stdin)], sys.stdout)
