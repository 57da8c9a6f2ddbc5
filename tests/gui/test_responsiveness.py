"""The window goes on living while the largest example is planned; the figures are recorded, not judged.

`python -m tests.benchmarks.bench_window` prints how fast; here it is shown that nothing waits for the plan.
The recorded figures are written by `--junitxml=FILE -o junit_family=xunit1`.
"""

import time
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from designer.gui.window import MainWindow
from tests.benchmarks.bench_live import Edit, move_box, move_row, remove_module
from tests.benchmarks.bench_window import Watchdog
from tests.gui.conftest import wait_for_plan

Record = Callable[[str, object], None]


@pytest.mark.parametrize("example", ["gable", "hall"])
@pytest.mark.parametrize("edit", [move_row, remove_module, move_box])
def test_events_come_round_while_an_edit_is_planned(
    example: str, edit: Edit, window: MainWindow, qtbot: QtBot, record_property: Record
) -> None:
    window.documents.open_example(example)
    wait_for_plan(qtbot, window)
    dog = Watchdog()
    begun = time.perf_counter()
    assert window.workspace.edit("edit", edit, window.workspace.plan, 1)
    handed_over = time.perf_counter() - begun
    rounds = 0
    while window.workspace.is_planning:
        qtbot.wait(1)
        rounds += 1
    planned = time.perf_counter() - begun
    record_property("handed over ms", round(1000 * handed_over))
    record_property("planned and drawn ms", round(1000 * planned))
    record_property("longest pause ms", round(1000 * dog.longest_s))
    assert rounds > 1
    assert handed_over < planned
    assert dog.longest_s < planned
