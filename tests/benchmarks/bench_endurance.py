"""An hour at a large project: `python -m tests.benchmarks.bench_endurance --minutes 60 [--halls 20]`.

First something is edited and undone on every surface: what is known of a surface that was worked at takes
more room than what is known of one that was only opened. Then, round after round, the window opens a project
of 20,000 modules, plans it, is edited, undone and redone, shows its panels and dialogs, saves and exports,
and then the hand rests. After each round memory, threads, timers, widgets and objects of Python are counted.
The table at the end tells how they grew once warm: a fifth of the rounds, and at least those until every
paper was made once, are left out, then the middle of the first quarter is compared with that of the last.
Deferred deletions and garbage are done with before anything is counted.
"""

import argparse
import gc
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from statistics import median
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.gui.memory import REST_S
from designer.gui.panels import PANELS
from designer.gui.preferences import Preferences
from designer.gui.start import start
from designer.gui.voice import Answer, Voice
from designer.gui.window import MainWindow
from designer.gui.workspace import PlanState
from designer.io.examples import example_path
from designer.io.project import load_project, save_project
from tests.benchmarks.bench_live import EDITS, move_obstacle, with_part
from tests.benchmarks.trunk_sites import Site, several
from tests.gui.recording import RecordingVoice

PAPERS = ("cut-list.csv", "bom.csv", "plan.json", "lists.xlsx", "drawing.dxf", "cut-plan.pdf")
"""What is exported, one of them a round, since the whole set takes minutes."""

HALL = 1_000
"""Modules of one hall."""


class Sample(Struct, frozen=True):
    """What is there after a round."""

    memory_mb: float
    threads: int
    timers: int
    widgets: int
    objects: int


class Person:
    """Works at the window as a script says."""

    def __init__(self, application: QApplication, window: MainWindow, folder: Path) -> None:
        self._application, self._window, self._folder = application, window, folder

    def visit(self, file: Path) -> None:
        """Open a project, and edit and undo something on every surface of it."""
        self._window.documents.open(file)
        self.settle()
        for number in range(len(self._window.workspace.design.surfaces)):
            plan = self._window.workspace.plan
            assert plan is not None
            self._window.workspace.edit("Touch", touched, plan, number)
            self.settle()
            self._window.workspace.session.undo()
            self.settle()
        self._window.workspace.session.mark_saved()

    def round(self, number: int, file: Path) -> None:
        """Open, edit, undo, look about, save, export."""
        self._window.documents.open(file)
        self.settle()
        done = sum(self._edit(number, name) for name in EDITS)
        for act in ("undo", "redo", "undo"):
            for _ in range(done):
                getattr(self._window.workspace.session, act)()
            self.settle()
        self._look_about()
        self._window.documents.save()
        self._export(PAPERS[number % len(PAPERS)])
        self._rest()

    def settle(self) -> None:
        """Until the plan is that of the Design on the screen."""
        space = self._window.workspace
        self._until(lambda: space.state is PlanState.CURRENT or bool(space.failure))
        if space.failure:
            raise RuntimeError(space.failure)
        self._window.canvas.repaint()

    def _rest(self) -> None:
        """The hand rests as long as the program waits for before it tidies up."""
        end = time.monotonic() + REST_S + 0.5
        self._until(lambda: time.monotonic() > end)

    def _edit(self, number: int, name: str) -> bool:
        space = self._window.workspace
        plan = space.plan
        assert plan is not None
        changed = bool(space.edit(name, EDITS[name], plan, number))
        self.settle()
        return changed

    def _look_about(self) -> None:
        window = self._window
        for panel in PANELS:
            window.stacks.show(panel.name)
            self._application.processEvents()
        for show in (window.show_settings, window.show_shortcuts, window.show_about):
            dialog = show()
            self._application.processEvents()
            dialog.close()
        window.canvas.navigator.zoom_extents()
        window.workspace.select({window.workspace.design.rows[0].modules[0].id})
        window.workspace.select(())

    def _export(self, paper: str) -> None:
        dialog = self._window.show_export()
        for name, box in dialog.boxes.items():
            box.setChecked(name == paper)
        dialog.folder.setText(str(self._folder / "out"))
        written: list[object] = []
        dialog.finished_writing.connect(written.append)
        dialog.start()
        self._until(lambda: bool(written))
        dialog.close()

    def _until(self, done: Callable[[], bool]) -> None:
        if done():
            return
        loop = QEventLoop()
        timer = QTimer(interval=5)
        timer.timeout.connect(lambda: loop.quit() if done() else None)
        timer.start()
        loop.exec()
        timer.stop()


def touched(design: Design, plan: Plan, number: int) -> Design:
    """A row of a surface shifted, and an obstacle on it moved."""
    surface = design.surfaces[number].id
    row = next(index for index, one in enumerate(design.rows) if one.surface == surface)
    modules = tuple(replace(one, along_mm=one.along_mm + 7.0) for one in design.rows[row].modules)
    return move_obstacle(with_part(design, "rows", row, modules=modules), plan, number)


def halls(times: int) -> Design:
    """So many halls of a thousand modules side by side, with their boxes."""
    return several(Site("hall", load_project(example_path("hall"))), times).design


def sample(window: MainWindow) -> Sample:
    """Count what is there when all that is due for deletion is gone."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    return Sample(
        memory_mb=_memory_mb(),
        threads=len(threading.enumerate()),
        timers=len(window.findChildren(QTimer)),
        widgets=len(QApplication.allWidgets()),
        objects=len(gc.get_objects()),
    )


def _memory_mb() -> float:
    """What the process holds in memory, MB; 0 where the system has no /proc."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def endured(design: Design, minutes: float, folder: Path, most: int | None = None) -> Iterator[Sample]:
    """A sample after each round, until the minutes are over, or after `most` rounds."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    file = folder / "large.trunkline"
    save_project(design, file)
    voice = RecordingVoice()
    voice.answer = Answer.DISCARD
    preferences = Preferences(folder / "window.ini")
    preferences.folder = folder
    window = start(application, preferences=preferences, voice=cast("Voice", voice))
    window.resize(1440, 900)
    window.show()
    person = Person(application, window, folder)
    try:
        person.visit(file)
        end = time.monotonic() + 60.0 * minutes
        for number in count() if most is None else range(most):
            person.round(number, file)
            if voice.reports:
                raise RuntimeError(voice.reports[0][0])
            yield sample(window)
            if time.monotonic() > end:
                break
    finally:
        window.workspace.session.mark_saved()
        window.close()
        window.deleteLater()


def warm_up(rounds: int) -> int:
    """How many of the rounds are left out: a fifth, and until each paper was made, but not the last one."""
    return min(max(rounds // 5, len(PAPERS)), rounds - 1)


def growth_pct(figures: Sequence[float]) -> float:
    """Growth in per cent after warm-up, see the module's docstring; 0 where there are too few rounds."""
    warm = figures[warm_up(len(figures)) :]
    quarter = max(1, len(warm) // 4)
    before, after = median(warm[:quarter]), median(warm[-quarter:])
    return 100.0 * (after - before) / before if before else 0.0


def table(samples: Sequence[Sample]) -> str:
    """Each count after the first round, once warm, at the end, and its growth."""
    lines = ["| | first | warm | most | last | growth % |", "|---|---|---|---|---|---|"]
    for name in Sample.__struct_fields__:
        figures = [float(getattr(one, name)) for one in samples]
        shown = (figures[0], figures[warm_up(len(figures))], max(figures), figures[-1])
        lines.append(f"| {name} | {' | '.join(f'{one:.0f}' for one in shown)} | {growth_pct(figures):+.1f} |")
    return "\n".join(lines)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--halls", type=int, default=20, help="of a thousand modules each")
    options = parser.parse_args()
    samples = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
            os.environ[name] = folder
        for one in endured(halls(options.halls), options.minutes, Path(folder)):
            samples.append(one)
            print(f"round {len(samples)}: {one}", flush=True)
    print(f"{len(samples)} rounds, {HALL * options.halls} modules\n\n{table(samples)}")


if __name__ == "__main__":
    main()
