"""Pictures of the window: every panel, every tool at work and every dialog, in both themes.

    QT_QPA_PLATFORM=offscreen python -m tests.gui.pictures FOLDER [--only WORD] [--theme light|dark]

They are made to be looked at. `--docs` makes the six that README and docs show.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from designer.core.geometry.axes import Point
from designer.edit.tools.base import Gesture
from designer.edit.view import surface_view
from designer.gui.panels import PANELS
from designer.gui.preferences import Preferences
from designer.gui.start import start
from designer.gui.theme import Appearance, set_appearance
from designer.gui.window import MainWindow
from designer.gui.workspace import PlanState

SIZE = (1500, 940)

Scene = Callable[["Studio"], QWidget | None]


class Studio:
    """A window to take pictures of."""

    def __init__(self, application: QApplication, window: MainWindow) -> None:
        self.application = application
        self.window = window

    @property
    def editor(self) -> object:
        return self.window.workspace.editor

    def open(self, example: str, surface: int = 0) -> None:
        self.window.workspace.session.mark_saved()
        self.window.documents.open_example(example)
        surfaces = self.window.workspace.design.surfaces
        self.window.workspace.editor.look(surface_view(surfaces[surface].id))
        self.settle()
        self.window.canvas.zoom_extents()
        self.settle()

    def settle(self, seconds: float = 0.4) -> None:
        end = time.monotonic() + 20
        while self.window.workspace.state is PlanState.COMPUTING and time.monotonic() < end:
            self.application.processEvents()
            time.sleep(0.005)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.application.processEvents()
            time.sleep(0.005)

    def lines(self, *lines: str) -> None:
        for line in lines:
            self.window.workspace.editor.enter(line)

    def point(self, gesture: Gesture, at: Point) -> None:
        self.window.workspace.editor.pointer(gesture, at)

    def move(self, at: Point) -> None:
        self.point(Gesture.MOVE, at)

    def click(self, at: Point) -> None:
        self.move(at)
        self.point(Gesture.CLICK, at)

    def dragging(self, *points: Point) -> None:
        """A drag that has not ended."""
        self.move(points[0])
        self.point(Gesture.DRAG_START, points[0])
        for point in points[1:]:
            self.point(Gesture.DRAG, point)


SCENES: dict[str, Scene] = {}


def scene(function: Scene) -> Scene:
    """Register a scene by its name."""
    SCENES[function.__name__.replace("_", "-")] = function
    return function


@scene
def gable(studio: Studio) -> None:
    studio.open("gable")


@scene
def hip(studio: Studio) -> None:
    studio.open("hip")


@scene
def hall(studio: Studio) -> None:
    studio.open("hall")


@scene
def site(studio: Studio) -> None:
    studio.open("hip")
    studio.window.commands["site-view"].trigger()
    studio.settle()
    studio.window.canvas.zoom_extents()


@scene
def empty(studio: Studio) -> None:
    studio.window.workspace.session.mark_saved()
    studio.window.documents.new()


@scene
def selected_module(studio: Studio) -> None:
    studio.open("gable")
    modules = studio.window.workspace.design.rows[0].modules
    studio.window.workspace.select({modules[1].id, modules[2].id})


@scene
def selected_surface(studio: Studio) -> None:
    studio.open("hip")
    studio.window.workspace.select({studio.window.workspace.design.surfaces[0].id})


@scene
def crossing(studio: Studio) -> None:
    studio.open("gable")
    studio.dragging((7000.0, 2600.0), (3200.0, 900.0))


@scene
def draw_surface(studio: Studio) -> None:
    studio.window.workspace.session.mark_saved()
    studio.window.documents.new()
    studio.lines("S", "0,0", "9.6m,0")
    studio.window.canvas.zoom_to((-1500.0, -1500.0, 12000.0, 7000.0))
    studio.lines("9.6m,5.2m")
    studio.move((4000.0, 5250.0))


@scene
def draw_row(studio: Studio) -> None:
    studio.open("gable")
    studio.lines("R")
    studio.dragging((400.0, 2200.0), (3000.0, 2500.0), (6800.0, 2600.0))


@scene
def fill_preview(studio: Studio) -> None:
    studio.open("hip")
    studio.lines("F")
    studio.move((3000.0, 2000.0))


@scene
def obstacle(studio: Studio) -> None:
    studio.open("gable")
    studio.lines("OB")
    studio.click((4000.0, 3300.0))
    studio.move((4900.0, 3900.0))


@scene
def edge_kinds(studio: Studio) -> None:
    studio.open("hip")
    studio.lines("EK")
    studio.move((4000.0, 20.0))


@scene
def inverter(studio: Studio) -> None:
    studio.open("gable")
    plan = studio.window.workspace.plan
    assert plan is not None
    x0, y0, x1, y1 = plan.inverters[0].footprint
    studio.lines("I")
    studio.dragging(((x0 + x1) / 2, (y0 + y1) / 2), ((x0 + x1) / 2 + 420.0, (y0 + y1) / 2))


@scene
def branch(studio: Studio) -> None:
    studio.open("gable")
    plan = studio.window.workspace.plan
    assert plan is not None
    studio.lines("B")
    middles = [
        ((u.footprint[0] + u.footprint[2]) / 2, (u.footprint[1] + u.footprint[3]) / 2) for u in plan.inverters
    ]
    studio.dragging(*middles[:3])


@scene
def measure(studio: Studio) -> None:
    studio.open("gable")
    studio.lines("DI")
    for at in ((0.0, 0.0), (10800.0, 0.0)):
        studio.click(at)
    studio.move((10800.0, 5400.0))


@scene
def move_rows(studio: Studio) -> None:
    studio.open("gable")
    row = studio.window.workspace.design.rows[0]
    studio.window.workspace.select({module.id for module in row.modules})
    studio.lines("M")
    studio.click((1000.0, 400.0))
    studio.move((1000.0, 1900.0))


@scene
def settings(studio: Studio) -> QWidget:
    studio.open("gable")
    return studio.window.show_settings()


@scene
def export(studio: Studio) -> QWidget:
    studio.open("gable")
    return studio.window.show_export()


@scene
def shortcuts(studio: Studio) -> QWidget:
    return studio.window.show_shortcuts()


@scene
def about(studio: Studio) -> QWidget:
    return studio.window.show_about()


@scene
def report(studio: Studio) -> QWidget:
    from designer.gui.dialogs.report import FaultReport

    details = "Traceback (most recent call last):\nZeroDivisionError: division by zero\n"
    dialog = FaultReport(details, Path("recovery/House 2026-01-01 120000.trunkline"), None, studio.window)
    dialog.show()
    return dialog


def _panel_scene(name: str) -> Scene:
    def shown(studio: Studio) -> None:
        studio.open("hip")
        studio.window.show_panel(name)
        plan = studio.window.workspace.plan
        assert plan is not None
        studio.window.workspace.select({plan.branches[0].id})

    return shown


SCENES.update({f"panel-{panel.name}": _panel_scene(panel.name) for panel in PANELS})


@scene
def branch_why(studio: Studio) -> None:
    from PySide6.QtWidgets import QToolButton

    _panel_scene("branches")(studio)
    buttons = studio.window.findChildren(QToolButton)
    next(button for button in buttons if button.text() == "Why?").setChecked(True)


DOCS = {
    "gable": "light",
    "fill-preview": "light",
    "inverter": "light",
    "panel-branch-strip": "dark",
    "panel-cut-plan": "light",
    "hall": "dark",
}
"""The six pictures of README and docs, each in its theme."""


@contextmanager
def studio(application: QApplication) -> Iterator[Studio]:
    """A window of its own folder."""
    with tempfile.TemporaryDirectory() as folder:
        preferences = Preferences(Path(folder) / "window.ini")
        preferences.theme = "light"
        window = start(application, preferences=preferences)
        window.resize(*SIZE)
        window.show()
        yield Studio(application, window)
        window.workspace.session.mark_saved()
        window.close()


def take(studio: Studio, name: str, folder: Path, suffix: str) -> None:
    """Play a scene and keep its picture."""
    dialog = SCENES[name](studio)
    studio.settle()
    (dialog or studio.window).grab().save(str(folder / f"{name}{suffix}.png"))
    if dialog is not None:
        dialog.close()
    for _ in range(4):
        studio.window.workspace.editor.cancel()
    studio.window.show_panel("properties")
    studio.window.show_panel("findings")


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--theme", choices=("light", "dark"))
    parser.add_argument("--docs", action="store_true")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    for theme in [given.theme] if given.theme else ["light", "dark"]:
        with studio(application) as made:
            set_appearance(application, Appearance(theme))
            for name in SCENES:
                wanted = DOCS.get(name) == theme if given.docs else given.only in name
                if wanted:
                    take(made, name, given.folder, "" if given.docs else f"-{theme}")


if __name__ == "__main__":
    main()
