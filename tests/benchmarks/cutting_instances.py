"""Instances for measuring the cutting engine: published ones from a file, and classes drawn by recipes.

Recipes: Falkenauer (1996) for uniform pieces and triplets; Scholl, Klein and Jürgens (1997) for their three
data sets; Schwerin and Wäscher (1997) for pieces of nearly one length. Whole bars but for a few millimetres,
and rails of a roof, are our own.
"""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from designer.core.cutting import CuttingOptions, Offcut, Piece, Stock

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
    return packing(f"Falkenauer u{pieces}", f"seed {seed}", lengths, 150)


def triplets(seed: int, pieces: int) -> Instance:
    """Every bar can be filled without waste by three pieces."""
    rng = random.Random(seed)
    lengths: list[int] = []
    for _ in range(pieces // 3):
        first = rng.randint(380, 490)
        second = rng.randint(250, (1000 - first) // 2)
        lengths += [first, second, 1000 - first - second]
    return packing(f"Falkenauer t{pieces}", f"seed {seed}", lengths, 1000, pieces // 3)


def scholl_1(seed: int) -> Instance:
    """50 to 500 pieces of up to 100 in bars of 100 to 150."""
    rng = random.Random(seed)
    pieces, stock = rng.choice((50, 100, 200, 500)), rng.choice((100, 120, 150))
    least = rng.choice((1, 20, 30))
    lengths = [rng.randint(least, 100) for _ in range(pieces)]
    return packing("Scholl set 1", f"seed {seed}", lengths, stock)


def scholl_2(seed: int) -> Instance:
    """50 to 500 pieces about a third to a ninth of a bar of 1000, within 20, 50 or 90 %."""
    rng = random.Random(seed)
    pieces, mean = rng.choice((50, 100, 200, 500)), 1000.0 / rng.choice((3, 5, 7, 9))
    spread = rng.choice((0.2, 0.5, 0.9))
    lengths = [rng.randint(round(mean * (1 - spread)), round(mean * (1 + spread))) for _ in range(pieces)]
    return packing("Scholl set 2", f"seed {seed}", lengths, 1000)


def scholl_3(seed: int) -> Instance:
    """The hard set: 200 large pieces in fine bars."""
    rng = random.Random(seed)
    lengths = [rng.randint(20_000, 35_000) for _ in range(200)]
    return packing("Scholl set 3 (hard)", f"seed {seed}", lengths, 100_000)


def schwerin(seed: int) -> Instance:
    rng = random.Random(seed)
    lengths = [rng.randint(150, 200) for _ in range(rng.choice((100, 120)))]
    return packing("Schwerin and Wäscher", f"seed {seed}", lengths, 1000)


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
        f"roof, {stocks} stock length{'s' if stocks > 1 else ''}",
        f"seed {seed}",
        tuple(pieces),
        tuple(Stock(name=f"{length:g}", length_mm=length) for length in lengths_mm),
        tuple(offcuts),
        CuttingOptions(kerf_mm=3.0, end_trim_mm=5.0, least_remnant_mm=300.0, time_limit_s=TIME_LIMIT_S),
    )


MAKERS: tuple[Callable[[int], Instance], ...] = (
    lambda seed: uniform(seed, 120),
    lambda seed: uniform(seed, 250),
    lambda seed: uniform(seed, 500),
    lambda seed: uniform(seed, 1000),
    lambda seed: triplets(seed, 60),
    lambda seed: triplets(seed, 120),
    lambda seed: triplets(seed, 249),
    lambda seed: triplets(seed, 501),
    scholl_1,
    scholl_2,
    scholl_3,
    schwerin,
    lambda seed: hardly_any_waste(seed, 160),
    lambda seed: roof_bars(seed, 1),
    lambda seed: roof_bars(seed, 3),
)
"""Classes that are drawn from seeds."""
