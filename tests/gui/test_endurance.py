"""Work that goes on and on leaves nothing behind: the short form of `tests.benchmarks.bench_endurance`.

``python -m pytest -n 0 -m long tests/gui/test_endurance.py``
"""

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from designer.io.examples import example_path
from designer.io.project import load_project, save_project
from tests.benchmarks.bench_endurance import Sample, endured, growth_pct, halls, table

ROUNDS = 18
MOST_GROWTH_PCT = 5.0


def test_growth_is_from_the_first_quarter_of_the_warm_rounds_to_the_last() -> None:
    cold = [50.0, 80.0, 85.0, 90.0, 95.0, 99.0]
    assert growth_pct(cold + [100.0] * 8) == 0.0
    assert growth_pct(cold + [100.0] * 4 + [110.0] * 4) == pytest.approx(10.0)
    assert growth_pct([7.0]) == 0.0


def test_the_table_tells_every_count() -> None:
    samples = [Sample(memory_mb=100.0 + n, threads=3, timers=5, widgets=9, objects=7) for n in range(10)]
    lines = table(samples).splitlines()
    assert "| memory_mb | 100 | 106 | 109 | 109 | +2.8 |" in lines
    assert "| threads | 3 | 3 | 3 | 3 | +0.0 |" in lines


@pytest.mark.long
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_rounds_of_work_leave_neither_memory_nor_threads_timers_or_widgets(
    qtbot: QtBot, tmp_path: Path
) -> None:
    samples = list(endured(load_project(example_path("gable")), 10.0, tmp_path, ROUNDS))
    assert len(samples) == ROUNDS
    for name in ("threads", "timers", "widgets"):
        assert len({getattr(one, name) for one in samples[1:]}) == 1, table(samples)
    assert growth_pct([one.memory_mb for one in samples]) <= MOST_GROWTH_PCT, table(samples)


def test_the_halls_of_the_hour_can_be_saved(tmp_path: Path) -> None:
    design = halls(2)
    save_project(design, tmp_path / "halls.trunkline")
    assert len(load_project(tmp_path / "halls.trunkline").surfaces) == len(design.surfaces)
