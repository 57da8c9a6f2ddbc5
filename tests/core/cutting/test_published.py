"""Published and generated bin-packing instances; the published ones lie beside the project, if at all."""

import json
import random
from pathlib import Path

import pytest

from designer.core.cutting import CuttingOptions, Piece, Stock, solve, verify

INSTANCES = Path(__file__).parents[4] / "shared" / "data" / "cutting-dev.json"
OPTIONS = CuttingOptions(time_limit_s=60.0)


def solved(lengths: list[int], stock: int):
    pieces = [Piece(name=f"P{number}", length_mm=float(length)) for number, length in enumerate(lengths)]
    bars = [Stock(name="bar", length_mm=float(stock), price=1.0)]
    plan = solve(pieces, bars, [], OPTIONS)
    assert verify(plan, pieces, bars, [], OPTIONS) == []
    return plan


@pytest.mark.skipif(not INSTANCES.exists(), reason="the published instances do not lie beside the project")
def test_the_optimum_of_every_published_instance_is_proven():
    for instance in json.loads(INSTANCES.read_text(encoding="utf-8")):
        plan = solved(instance["pieces"], instance["stock"])
        assert (plan.proven, plan.cost) == (True, instance["optimum"]), instance["name"]


@pytest.mark.parametrize("seed", range(3))
def test_uniform_instances_are_proven(seed):
    rng = random.Random(seed)
    assert solved([rng.randint(20, 100) for _ in range(250)], 150).proven


@pytest.mark.parametrize("seed", range(3))
def test_triplets_are_packed_without_any_waste(seed):
    rng = random.Random(seed)
    lengths = []
    for _ in range(30):
        first = rng.randint(380, 490)
        second = rng.randint(250, (1000 - first) // 2)
        lengths += [first, second, 1000 - first - second]
    plan = solved(lengths, 1000)
    assert (plan.cost, plan.proven) == (30, True)


@pytest.mark.parametrize("seed", range(2))
def test_large_pieces_in_fine_bars_are_proven(seed):
    rng = random.Random(seed)
    assert solved([rng.randint(20_000, 35_000) for _ in range(80)], 100_000).proven
