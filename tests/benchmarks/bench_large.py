"""How the window bears a site of 20,000 modules: opening, looking, selecting, editing, closing.

    QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.bench_large [--modules N]

For every act: milliseconds until it returned, the longest pause of the event loop until all was settled, and
how long that took.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.core.model.design import Design
from designer.edit.edits.filling import fill_surface
from designer.edit.view import SITE, surface_view
from designer.gui.panels import PANELS
from designer.gui.preferences import Preferences
from designer.gui.start import start
from designer.gui.window import MainWindow
from designer.io.project import load_project, save_project
from tests.benchmarks.bench_live import move_row
from tests.benchmarks.bench_window import Watchdog
from tests.sites import catalog, design, surface

SIDE_MM = (90_000.0, 60_000.0)
PER_SURFACE = 2400
"""So many modules, about, lie on one surface of this size."""


def large_site(modules: int) -> Design:
    """Several big surfaces beside each other, each filled."""
    count = max(round(modules / PER_SURFACE), 1)
    surfaces = [
        surface(f"S{number + 1}", *SIDE_MM, east_mm=number * 1.2 * SIDE_MM[0]) for number in range(count)
    ]
    site = design(surfaces, [], [])
    for one in surfaces:
        site = fill_surface(site, catalog(), one.id)
    return site


def settle(application: QApplication, window: MainWindow) -> None:
    """Until the plan is that of the current Design and the window is painted."""
    while window.isVisible() and window.workspace.is_planning:
        application.processEvents()
        time.sleep(0.0005)
    window.canvas.repaint()
    application.processEvents()


def acts(window: MainWindow, file: Path) -> dict[str, Callable[[], object]]:
    """What is done, in this order."""
    space, canvas = window.workspace, window.canvas

    def wheel(times: int) -> None:
        for _ in range(times):
            window.commands["zoom-in" if times > 0 else "zoom-out"].trigger()
            QApplication.processEvents()

    def drag() -> None:
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
        for at in range(60, 700, 40):
            QTest.mouseMove(canvas, QPoint(at, at * 2 // 3))
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(700, 460))

    def rename() -> None:
        space.edit("Rename", lambda given: replace(given, name="another"))

    def erase() -> None:
        space.select({module.id for module in space.design.rows[0].modules[:4]})
        window.commands["erase"].trigger()

    def leave() -> None:
        space.edit("Move", move_row, space.plan, 1)
        space.session.mark_saved()
        window.close()

    return {
        "open": lambda: window.documents.open(file),
        "zoom in six times": lambda: wheel(6),
        "zoom extents": window.commands["zoom-extents"].trigger,
        "another surface": lambda: space.editor.look(surface_view("S2")),
        "site plan": lambda: space.editor.look(SITE),
        "first surface": lambda: space.editor.look(surface_view("S1")),
        "select by a window": drag,
        "select all": window.commands["select-all"].trigger,
        "select nothing": lambda: space.select(()),
        "hover": lambda: [QTest.mouseMove(canvas, QPoint(100 + 7 * at, 200 + at)) for at in range(60)],
        "rename": rename,
        "move a row": lambda: space.edit("Move", move_row, space.plan, 1),
        "delete four modules": erase,
        "undo": window.commands["undo"].trigger,
        **{f"panel {one.name}": lambda name=one.name: window.stacks.show(name) for one in PANELS},
        "move a row, all panels made": lambda: space.edit("Move", move_row, space.plan, 0),
        "move and close at once": lambda: (
            space.edit("Move", move_row, space.plan, 1),
            space.session.mark_saved(),
            window.close(),
        ),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modules", type=int, default=20_000)
    wanted = parser.parse_args().modules
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.trunkline"
        begun = time.perf_counter()
        save_project(large_site(wanted), file)
        print(f"filled and saved in {time.perf_counter() - begun:.1f} s, {file.stat().st_size >> 10} KB")
        begun = time.perf_counter()
        site = load_project(file)
        count = sum(len(row.modules) for row in site.rows)
        print(f"{count} modules, read in {time.perf_counter() - begun:.1f} s\n")
        print("| act | returned ms | longest pause ms | settled ms |\n|---|---|---|---|")
        window = start(application, preferences=Preferences(Path(folder) / "window.ini"))
        window.resize(1440, 900)
        window.show()
        dog = Watchdog()
        settle(application, window)
        for name, act in acts(window, file).items():
            application.processEvents()
            dog.restart()
            begun = time.perf_counter()
            act()
            returned = time.perf_counter() - begun
            settle(application, window)
            settled = time.perf_counter() - begun
            figures = (1000 * returned, 1000 * max(dog.longest_s, returned), 1000 * settled)
            print(f"| {name} | " + " | ".join(f"{figure:.0f}" for figure in figures) + " |", flush=True)


if __name__ == "__main__":
    main()
