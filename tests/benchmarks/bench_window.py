"""How long the window takes from an edit to the finished picture, and how long its event loop stands still.

    QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.bench_window [--rounds N] [--examples NAME …]

Every edit is a new one, as in bench_live, made to a project that was opened anew for each kind. The processor
time is what all threads of the window worked until the whole plan was drawn. A watchdog timer ticks every
2 ms on the window's thread; the longest pause between two ticks is how long a person's mouse would have
stood still.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from msgspec import Struct
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from designer.gui.preferences import Preferences
from designer.gui.start import start
from designer.gui.window import MainWindow
from designer.gui.workspace import PlanState
from designer.io.examples import example_names, example_path
from designer.io.project import load_project
from tests.benchmarks.bench_live import EDITS, Edit

TICK_MS = 2


class Measured(Struct, frozen=True):
    """One edit until it is planned, drawn and painted, and how long the event loop stood still."""

    wall_ms: float
    worked_ms: float
    pause_ms: float


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


def settle(application: QApplication, window: MainWindow) -> None:
    """Until plan and picture are those of the current Design and the window is painted."""
    while window.workspace.state is not PlanState.CURRENT:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)  # the watchdog's at least
    window.canvas.repaint()
    application.processEvents()


def measured(
    application: QApplication, window: MainWindow, dog: Watchdog, edit: Edit, rounds: int
) -> Iterator[Measured]:
    """Edits of a kind one after the other, each a new one."""
    for turn in range(rounds):
        plan = window.workspace.plan
        assert plan is not None
        application.processEvents()
        dog.restart()
        begun, worked = time.perf_counter(), time.process_time()
        if not window.workspace.edit("bench", edit, plan, turn):
            break  # what there is to edit in this way is done
        settle(application, window)
        yield Measured(
            wall_ms=1000 * (time.perf_counter() - begun),
            worked_ms=1000 * (time.process_time() - worked),
            pause_ms=1000 * dog.longest_s,
        )


def row(example: str, what: str, found: Sequence[Measured]) -> str:
    """A line of the table."""
    wall, worked = [one.wall_ms for one in found], [one.worked_ms for one in found]
    figures = (median(wall), max(wall), median(worked), max(worked), max(one.pause_ms for one in found))
    return f"| {example} | {what} | {' | '.join(f'{figure:.0f}' for figure in figures)} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--examples", nargs="*", default=list(example_names()))
    options = parser.parse_args()
    application = QApplication(sys.argv[:1])
    print("| example | edit | wall ms | worst | processor ms | worst | longest pause |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        window = start(application, preferences=Preferences(Path(folder) / "window.ini"))
        window.resize(1440, 900)
        window.show()
        dog = Watchdog()
        for name in options.examples:
            for what, edit in EDITS.items():
                window.workspace.replace_project(load_project(example_path(name)))
                settle(application, window)
                found = list(measured(application, window, dog, edit, options.rounds))
                print(row(name, what, found), flush=True)
        window.workspace.session.mark_saved()
        window.close()


if __name__ == "__main__":
    main()
