"""How long the window takes from an edit to the finished picture, and how long its event loop stands still.

    QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.bench_window [--rounds N]

A watchdog timer ticks every 2 ms on the window's thread; the longest pause between two ticks is how long a
person's mouse would have stood still.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from msgspec.structs import replace
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from designer.core.model.design import Design, Pin
from designer.gui.preferences import Preferences
from designer.gui.start import start
from designer.gui.window import MainWindow
from designer.gui.workspace import PlanState
from designer.io.examples import example_names, example_path
from designer.io.project import load_project

Edit = Callable[[Design, int], Design]

TICK_MS = 2


class Watchdog:
    """The longest time that the event loop did not come round."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._last = time.perf_counter()
        self.longest_s = 0.0
        self._timer.start()

    def restart(self) -> None:
        self._last, self.longest_s = time.perf_counter(), 0.0

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest_s = max(self.longest_s, now - self._last)
        self._last = now


def move_row(design: Design, turn: int) -> Design:
    row = design.rows[0]
    by = 10.0 if turn % 2 else -10.0
    return replace(design, rows=(replace(row, across_mm=row.across_mm + by), *design.rows[1:]))


def remove_module(design: Design, turn: int) -> Design:
    row = design.rows[-1]
    if turn % 2 and row.removed:
        modules = tuple(sorted((*row.modules, row.removed[-1]), key=lambda one: one.along_mm))
        return replace(
            design, rows=(*design.rows[:-1], replace(row, modules=modules, removed=row.removed[:-1]))
        )
    kept = replace(row, modules=row.modules[:-1], removed=(*row.removed, row.modules[-1]))
    return replace(design, rows=(*design.rows[:-1], kept))


def move_box(design: Design, turn: int) -> Design:
    box = design.boxes[0]
    return replace(design, boxes=(replace(box, x=box.x + (25.0 if turn % 2 else -25.0)), *design.boxes[1:]))


def pin_inverter(window: MainWindow) -> Edit:
    plan = window.workspace.plan
    assert plan is not None
    unit = plan.inverters[0]
    low, high = unit.allowed[0]

    def edit(design: Design, turn: int) -> Design:
        along = round(low + (high - low) * (0.3 if turn % 2 else 0.6), 3)
        return replace(design, pins=(Pin(inverter=unit.id, along_mm=along),))

    return edit


def settle(application: QApplication, window: MainWindow) -> None:
    """Until plan and picture are those of the current Design and the window is painted."""
    while window.workspace.state is not PlanState.CURRENT:
        application.processEvents()
        time.sleep(0.0005)
    window.canvas.repaint()
    application.processEvents()


def measured(
    application: QApplication, window: MainWindow, dog: Watchdog, edit: Edit, rounds: int
) -> tuple[float, float, float]:
    """Median and worst milliseconds to the finished picture, and the longest pause in milliseconds."""
    times, pauses = [], []
    for turn in range(rounds):
        application.processEvents()
        dog.restart()
        begun = time.perf_counter()
        window.workspace.edit("bench", edit, turn)
        settle(application, window)
        times.append(1000 * (time.perf_counter() - begun))
        pauses.append(1000 * dog.longest_s)
    return statistics.median(times), max(times), max(pauses)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=12)
    rounds = parser.parse_args().rounds
    application = QApplication(sys.argv[:1])
    print("| example | edit | median ms | worst ms | longest pause ms |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        window = start(application, preferences=Preferences(Path(folder) / "window.ini"))
        window.resize(1440, 900)
        window.show()
        dog = Watchdog()
        for name in example_names():
            window.workspace.replace_project(load_project(example_path(name)))
            settle(application, window)
            edits: dict[str, Edit] = {
                "move a row": move_row,
                "remove or restore a module": remove_module,
                "move a box": move_box,
                "pin an inverter": pin_inverter(window),
            }
            for what, edit in edits.items():
                median, worst, pause = measured(application, window, dog, edit, rounds)
                print(f"| {name} | {what} | {median:.0f} | {worst:.0f} | {pause:.0f} |", flush=True)
        window.workspace.session.mark_saved()
        window.close()


if __name__ == "__main__":
    main()
