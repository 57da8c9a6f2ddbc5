"""Cutting measured: cost, bound, proof and processor time against first-fit decreasing and a peer.

    python -m tests.benchmarks.bench_cutting [INSTANCES.json] [--seeds 20] [--peer PYTHON] [--each]

INSTANCES.json holds a list of {"name", "stock", "pieces", "optimum"}: bin-packing instances with one stock
length, no kerf and a known number of bars. Other instances are drawn from seeds (`cutting_instances`), runs
longer than the stock as well (`cutting_runs`). PYTHON is an interpreter that has OR-Tools (`cutting_peer`).
"""

import argparse
import json
import statistics
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from designer.core.cutting import solve, verify
from designer.core.cutting.problem import formulate
from tests.benchmarks.cutting_instances import MAKERS, Instance, published, roof_bars
from tests.benchmarks.cutting_runs import report_runs

PEER_SECONDS = 5.0
"""What the peer may take for one instance: our own worst allowed."""

PEER_INSTANCES = 5
"""So many instances of a class go to the peer."""


class Peer(Struct, frozen=True):
    """What the peer came to."""

    cost: float | None
    proven: bool
    seconds: float


class Measured(Struct, frozen=True):
    """What came out and how long it took."""

    instance: Instance
    first_fit: float
    cost: float
    bound: float
    proven: bool
    seconds: float
    peer: Peer | None = None

    @property
    def is_right(self) -> bool:
        """Whether the known optimum was met, where one is known."""
        return self.instance.optimum is None or self.cost == self.instance.optimum


def first_fit_decreasing(instance: Instance) -> float:
    """Cost of first-fit decreasing: offcuts first, then bars of the longest stock."""
    options = instance.options
    stock = max(instance.stocks, key=lambda one: one.length_mm)
    rooms = [offcut.length_mm + options.kerf_mm for offcut in instance.offcuts]
    bought = 0
    widths = [p.length_mm + options.kerf_mm for p in instance.pieces for _ in range(p.quantity)]
    for width in sorted(widths, reverse=True):
        place = next((number for number, room in enumerate(rooms) if room >= width), None)
        if place is None:
            place = len(rooms)
            rooms.append(stock.length_mm - 2 * options.end_trim_mm + options.kerf_mm)
            bought += 1
        rooms[place] -= width
    return bought * (stock.length_mm if stock.price is None else stock.price)


def measure(instance: Instance) -> Measured:
    """Solve and time one instance; raises ValueError for a plan that is not sound."""
    task = (instance.pieces, instance.stocks, instance.offcuts, instance.options)
    started = time.process_time()
    plan = solve(*task)
    seconds = time.process_time() - started
    if faults := verify(plan, *task):
        raise ValueError(f"{instance.group}, {instance.name}: {faults[0]}")
    return Measured(instance, first_fit_decreasing(instance), plan.cost, plan.bound, plan.proven, seconds)


def ask_peer(python: str, results: Sequence[Measured]) -> list[Peer]:
    """The peer's answers for some instances, at their own price."""
    tasks, units = [], []
    for result in results:
        one = result.instance
        order = formulate(one.pieces, one.stocks, one.offcuts, one.options)
        problem = order.problem
        most = sum(problem.demands)
        bins = [
            [b.capacity, b.cost, _bars(result.first_fit / order.price_unit, b.cost, b.count, most)]
            for b in problem.bins
        ]
        tasks.append(
            {
                "seconds": PEER_SECONDS,
                "widths": problem.widths,
                "demands": problem.demands,
                "bins": bins,
            }
        )
        units.append(order.price_unit)
    command = [python, "-m", "tests.benchmarks.cutting_peer"]
    done = subprocess.run(command, input=json.dumps(tasks), capture_output=True, text=True, check=True)
    return [
        Peer(None if found["cost"] is None else found["cost"] * unit, found["proven"], found["seconds"])
        for found, unit in zip(json.loads(done.stdout), units, strict=True)
    ]


def _bars(first_fit: float, cost: int, count: int | None, most: int) -> int:
    """As many bars as first-fit decreasing could pay for; the peer is helped that far."""
    affordable = round(first_fit) // cost if cost else most
    return min(affordable, most if count is None else count)


def each_row(result: Measured) -> str:
    optimum = "-" if result.instance.optimum is None else f"{result.instance.optimum:g}"
    proof = "proven" if result.proven else "open"
    return (
        f"{result.instance.name:<14}{result.first_fit:>10g}{result.cost:>10g}{result.bound:>10g}"
        f"{optimum:>9}{proof:>8}{result.seconds:>9.3f}"
    )


def group_row(group: str, results: Sequence[Measured], peers: Sequence[Peer]) -> str:
    seconds = [result.seconds for result in results]
    ours, first_fit = (sum(part) for part in zip(*((r.cost, r.first_fit) for r in results), strict=True))
    wrong = sum(not result.is_right for result in results)
    above = 100.0 * (first_fit / ours - 1.0) if ours else 0.0
    return (
        f"| {group} | {len(results)} | {sum(r.proven for r in results)} | {wrong} | {above:.1f} "
        f"| {statistics.median(seconds):.3f} | {max(seconds):.3f} | {_peer_cells(results, peers)} |"
    )


def _peer_cells(results: Sequence[Measured], peers: Sequence[Peer]) -> str:
    if not peers:
        return "- | - | -"
    pairs = [(r, p) for r, p in zip(results, peers, strict=False) if p.cost is not None]
    ours, theirs = sum(r.cost for r, _ in pairs), sum(p.cost or 0.0 for _, p in pairs)
    proven = sum(peer.proven for peer in peers)
    above = f"{100.0 * (theirs / ours - 1.0):.1f}" if ours else "-"
    seconds = statistics.median(peer.seconds for peer in peers)
    return f"{proven}, {len(pairs)} of {len(peers)} | {above} | {seconds:.2f}"


def report(groups: dict[str, list[Measured]], *, each: bool, peer: str | None) -> None:
    """Print one line per instance where asked for, and one per group."""
    if each:
        print("instance      first fit      cost     bound  optimum   proof  seconds")
        for results in groups.values():
            print("\n".join(each_row(result) for result in results))
    ours = "class | count | proven | wrong | FFD % above | median s | worst s"
    print(f"| {ours} | peer proven, answered | % above | s |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for group, results in groups.items():
        peers = ask_peer(peer, results[:PEER_INSTANCES]) if peer else []
        print(group_row(group, results, peers), flush=True)


def main(given: Sequence[str] | None = None) -> None:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description="Measure the cutting engine.")
    parser.add_argument("instances", nargs="?", type=Path, help="a JSON file of bin-packing instances")
    parser.add_argument("--seeds", type=int, default=20, help="instances drawn per class")
    parser.add_argument("--peer", metavar="PYTHON", help="an interpreter with OR-Tools")
    parser.add_argument("--each", action="store_true", help="print every instance")
    arguments = parser.parse_args(given)
    instances = list(published(arguments.instances)) if arguments.instances else []
    instances += [make(seed) for make in MAKERS for seed in range(arguments.seeds)]
    measure(roof_bars(0, 3))  # loads the solver, which would count for the first instance otherwise
    groups: dict[str, list[Measured]] = {}
    for instance in instances:
        groups.setdefault(instance.group, []).append(measure(instance))
    report(groups, each=arguments.each, peer=arguments.peer)
    report_runs(arguments.seeds)


if __name__ == "__main__":
    main()
