"""Runs longer than the stock, drawn from seeds: the joint decision against breaking them first."""

import random
import statistics
import time
from collections.abc import Callable, Sequence

from msgspec import Struct

from designer.core.cutting import CuttingOptions, Piece, Stock, solve
from designer.core.splicing import solve_spliced, verify_spliced

LEAST_MM = 700.0
OPTIONS = CuttingOptions(kerf_mm=10.0, time_limit_s=60.0)


class Runs(Struct, frozen=True):
    """One task of a class."""

    group: str
    pieces: tuple[Piece, ...]
    stocks: tuple[Stock, ...]


class Measured(Struct, frozen=True):
    """Cost of the joint decision with its bound, and of the longest pieces first."""

    cost: float
    bound: float
    proven: bool
    by_hand: float
    splices: int
    seconds: float


def runs_of(group: str, seed: int, stock: Sequence[float], *, kinds: int, most: int, whole: int = 0) -> Runs:
    """Runs of up to five bars, and some pieces that stay whole."""
    rng = random.Random(seed)
    longest = max(stock)
    runs = [
        Piece(
            name=f"R{n}",
            length_mm=float(rng.randint(round(longest) + 1, round(5 * longest))),
            quantity=rng.randint(1, most),
        )
        for n in range(rng.randint(1, kinds))
    ]
    short = [
        Piece(name=f"W{n}", length_mm=float(rng.randint(500, round(longest))), quantity=rng.randint(1, most))
        for n in range(whole)
    ]
    stocks = tuple(Stock(name=f"{length:g}", length_mm=length) for length in stock)
    return Runs(group, (*runs, *short), stocks)


MAKERS: tuple[Callable[[int], Runs], ...] = (
    lambda seed: runs_of("one run, four stock lengths", seed, (2400, 3650, 4400, 4800), kinds=1, most=1),
    lambda seed: runs_of("house: 1 to 4 runs, one stock length", seed, (4400,), kinds=2, most=2),
    lambda seed: runs_of(
        "house: 1 to 4 runs, four stock lengths", seed, (2400, 3650, 4400, 4800), kinds=2, most=2
    ),
    lambda seed: runs_of("roof: up to 32 runs, one stock length", seed, (4400,), kinds=4, most=8),
    lambda seed: runs_of(
        "roof: up to 32 runs, three stock lengths", seed, (3352.8, 4267.2, 5181.6), kinds=4, most=8
    ),
    lambda seed: runs_of("roof with whole pieces, one stock length", seed, (4400,), kinds=3, most=8, whole=4),
)


def by_hand(task: Runs) -> float:
    """Cost when every run takes the longest bars first, with a rest no shorter than allowed."""
    longest = max(stock.length_mm for stock in task.stocks)
    pieces = []
    for piece in task.pieces:
        rest, parts = piece.length_mm, []
        while rest > longest:
            parts.append(longest)
            rest -= longest
        if parts and rest < LEAST_MM:
            parts[-1] -= LEAST_MM - rest
            rest = LEAST_MM
        pieces += [Piece(name=piece.name, length_mm=part, quantity=piece.quantity) for part in (*parts, rest)]
    return solve(pieces, task.stocks, (), OPTIONS).cost


def measure(task: Runs) -> Measured:
    """Solve and time one task; raises ValueError for a plan that is not sound."""
    started = time.process_time()
    plan = solve_spliced(task.pieces, task.stocks, (), OPTIONS, LEAST_MM)
    seconds = time.process_time() - started
    if faults := verify_spliced(plan, task.pieces, task.stocks, (), OPTIONS, LEAST_MM):
        raise ValueError(f"{task.group}: {faults[0]}")
    found = plan.cutting
    return Measured(found.cost, found.bound, found.proven, by_hand(task), plan.splices, seconds)


def report_runs(seeds: int) -> None:
    """Print one line per class."""
    print()
    print("| runs | count | proven | above bound % | longest first % above | splices | median s | worst s |")
    print("|---|---|---|---|---|---|---|---|")
    for make in MAKERS:
        tasks = [make(seed) for seed in range(seeds)]
        print(_row(tasks[0].group, [measure(task) for task in tasks]), flush=True)


def _row(group: str, results: Sequence[Measured]) -> str:
    cost, bound, hand = (
        sum(part) for part in zip(*((r.cost, r.bound, r.by_hand) for r in results), strict=True)
    )
    seconds = [result.seconds for result in results]
    return (
        f"| {group} | {len(results)} | {sum(r.proven for r in results)} | {100 * (cost / bound - 1):.2f} "
        f"| {100 * (hand / cost - 1):.2f} | {sum(r.splices for r in results)} "
        f"| {statistics.median(seconds):.3f} | {max(seconds):.3f} |"
    )
