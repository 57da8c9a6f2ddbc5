"""Cutting measured: cost, bound, proof and time against first-fit decreasing.

    python -m tests.benchmarks.bench_cutting [INSTANCES.json] [--seeds 5] [--each]

INSTANCES.json holds a list of {"name", "stock", "pieces", "optimum"}: bin-packing instances with one stock
length, no kerf and a known number of bars. Other instances are made up from seeds: uniform and triplet pieces
as Falkenauer (1996) draws them, large pieces in fine bars as Scholl, Klein and Jürgens (1997), and bars of
photovoltaic roofs from several stock lengths with kerf, trim and offcuts.
"""

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from designer.core.cutting import CuttingOptions, Offcut, Piece, Stock, solve, verify

TIME_LIMIT_S = 60.0
STOCK_LENGTHS_MM = (6500.0, 6000.0, 5300.0, 4400.0, 3300.0, 2200.0)


class Instance(Struct, frozen=True):
    """One task; `optimum` is its least cost where that is known."""

    group: str
    name: str
    pieces: tuple[Piece, ...]
    stocks: tuple[Stock, ...]
    offcuts: tuple[Offcut, ...] = ()
    options: CuttingOptions = CuttingOptions(time_limit_s=TIME_LIMIT_S)
    optimum: float | None = None


class Measured(Struct, frozen=True):
    """What came out and how long it took."""

    instance: Instance
    first_fit: float
    cost: float
    bound: float
    proven: bool
    seconds: float

    @property
    def is_right(self) -> bool:
        """Whether the known optimum was met, where one is known."""
        return self.instance.optimum is None or self.cost == self.instance.optimum


def packing(
    group: str, name: str, lengths: Sequence[int], stock: int, optimum: int | None = None
) -> Instance:
    """A bin-packing instance: every bar costs 1."""
    pieces = [Piece(name=f"P{number}", length_mm=float(length)) for number, length in enumerate(lengths)]
    bar = Stock(name="bar", length_mm=float(stock), price=1.0)
    return Instance(group, name, tuple(pieces), (bar,), optimum=optimum)


def published(path: Path) -> Iterator[Instance]:
    for row in json.loads(path.read_text(encoding="utf-8")):
        yield packing(path.stem, row["name"], row["pieces"], row["stock"], row["optimum"])


def uniform(seed: int, pieces: int) -> Instance:
    rng = random.Random(seed)
    lengths = [rng.randint(20, 100) for _ in range(pieces)]
    return packing(f"uniform {pieces}", f"seed {seed}", lengths, 150)


def triplets(seed: int, pieces: int) -> Instance:
    """Every bar can be filled without waste by three pieces."""
    rng = random.Random(seed)
    lengths: list[int] = []
    for _ in range(pieces // 3):
        first = rng.randint(380, 490)
        second = rng.randint(250, (1000 - first) // 2)
        lengths += [first, second, 1000 - first - second]
    return packing(f"triplets {pieces}", f"seed {seed}", lengths, 1000, pieces // 3)


def large_pieces(seed: int, pieces: int) -> Instance:
    rng = random.Random(seed)
    lengths = [rng.randint(20_000, 35_000) for _ in range(pieces)]
    return packing(f"large in fine bars {pieces}", f"seed {seed}", lengths, 100_000)


def hardly_any_waste(seed: int, pieces: int) -> Instance:
    """Pieces of all sizes that add up to whole bars but for a few millimetres in all."""
    rng = random.Random(seed)
    lengths = [rng.randint(1, 700) for _ in range(pieces)]
    surplus = -sum(lengths) % 1000 - seed % 4
    while surplus:
        index, step = rng.randrange(pieces), 1 if surplus > 0 else -1
        if 1 <= lengths[index] + step <= 700:
            lengths[index] += step
            surplus -= step
    return packing(f"hardly any waste {pieces}", f"seed {seed}", lengths, 1000)


def roof_bars(seed: int, stocks: int) -> Instance:
    """Rails of a roof: few lengths, several stock lengths priced by length."""
    rng = random.Random(seed)
    pieces = [
        Piece(name=f"R{n}", length_mm=float(rng.randint(300, 6000)), quantity=rng.randint(1, 40))
        for n in range(rng.randint(2, 8))
    ]
    lengths_mm = [6500.0, *rng.sample(STOCK_LENGTHS_MM[1:], stocks - 1)]
    offcuts = [
        Offcut(name=f"O{n}", length_mm=float(rng.randint(300, 4000))) for n in range(rng.choice([0, 4]))
    ]
    return Instance(
        f"roof, {stocks} stock lengths",
        f"seed {seed}",
        tuple(pieces),
        tuple(Stock(name=f"{length:g}", length_mm=length) for length in lengths_mm),
        tuple(offcuts),
        CuttingOptions(kerf_mm=3.0, end_trim_mm=5.0, least_remnant_mm=300.0, time_limit_s=TIME_LIMIT_S),
    )


MAKERS: tuple[Callable[[int], Instance], ...] = (
    lambda seed: uniform(seed, 120),
    lambda seed: uniform(seed, 500),
    lambda seed: triplets(seed, 60),
    lambda seed: triplets(seed, 120),
    lambda seed: triplets(seed, 249),
    lambda seed: large_pieces(seed, 200),
    lambda seed: hardly_any_waste(seed, 160),
    lambda seed: roof_bars(seed, 1),
    lambda seed: roof_bars(seed, 3),
)


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


def each_row(result: Measured) -> str:
    optimum = "-" if result.instance.optimum is None else f"{result.instance.optimum:g}"
    proof = "proven" if result.proven else "open"
    return (
        f"{result.instance.name:<14}{result.first_fit:>10g}{result.cost:>10g}{result.bound:>10g}"
        f"{optimum:>9}{proof:>8}{result.seconds:>9.3f}"
    )


def group_row(group: str, results: Sequence[Measured]) -> str:
    seconds = [result.seconds for result in results]
    ours, first_fit = (sum(part) for part in zip(*((r.cost, r.first_fit) for r in results), strict=True))
    wrong = sum(not result.is_right for result in results)
    return (
        f"{group:<28}{len(results):>5}{sum(r.proven for r in results):>8}{wrong:>7}"
        f"{first_fit:>12g}{ours:>12g}{statistics.median(seconds):>9.3f}{max(seconds):>9.3f}"
    )


def report(groups: dict[str, list[Measured]], *, each: bool) -> None:
    """Print one line per instance where asked for, and one per group."""
    if each:
        print("instance      first fit      cost     bound  optimum   proof  seconds")
        for results in groups.values():
            print("\n".join(each_row(result) for result in results))
    print("group                       count  proven  wrong   first fit        cost   median    worst")
    for group, results in groups.items():
        print(group_row(group, results))


def main() -> None:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description="Measure the cutting engine.")
    parser.add_argument("instances", nargs="?", type=Path, help="a JSON file of bin-packing instances")
    parser.add_argument("--seeds", type=int, default=5, help="made-up instances per group")
    parser.add_argument("--each", action="store_true", help="print every instance")
    arguments = parser.parse_args()
    instances = list(published(arguments.instances)) if arguments.instances else []
    instances += [make(seed) for make in MAKERS for seed in range(arguments.seeds)]
    measure(roof_bars(0, 3))  # loads the solver, which would count for the first instance otherwise
    groups: dict[str, list[Measured]] = {}
    for instance in instances:
        groups.setdefault(instance.group, []).append(measure(instance))
    report(groups, each=arguments.each)


if __name__ == "__main__":
    main()
