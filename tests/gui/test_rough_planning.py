"""The planner's thread under rough hands: edits, other projects and closing while it plans."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from designer.core.model.design import Design
from designer.core.planning import derive
from designer.gui.dialogs.export import ExportDialog
from designer.gui.window import MainWindow
from designer.gui.workspace import PlanState
from designer.io.examples import example_path
from designer.io.project import load_project
from tests.gui.conftest import wait_for_plan


def shifted(by: float) -> Callable[[Design], Design]:
    def edit(design: Design) -> Design:
        row = design.rows[0]
        return replace(design, rows=(replace(row, across_mm=row.across_mm + by), *design.rows[1:]))

    return edit


def planning_threads() -> int:
    return sum(thread.name == "live-plan" for thread in threading.enumerate())


def test_rapid_edits_and_undo_while_planning_end_with_the_plan_of_what_is_there(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.documents.open_example("hip")
    first = window.workspace.design
    for turn in range(40):
        window.workspace.edit("Shift", shifted(5.0 if turn % 2 else -5.0))
        if turn % 7 == 3:
            window.commands["undo"].trigger()
        if turn % 5 == 1:
            window.switcher.activated.emit(turn % window.switcher.count())
        QApplication.processEvents()
    wait_for_plan(qtbot, window)
    space = window.workspace
    assert space.plan == derive(space.design, space.catalog)
    while space.session.undo():
        pass
    assert space.design is first
    wait_for_plan(qtbot, window)
    assert space.plan == derive(first, space.catalog)


def test_another_project_while_planning_takes_over(window: MainWindow, qtbot: QtBot) -> None:
    for name in ("hall", "hip", "gable", "hall", "gable"):
        window.documents.open_example(name)
        assert window.workspace.plan is None
        QApplication.processEvents()
    wait_for_plan(qtbot, window)
    space = window.workspace
    assert space.plan == derive(load_project(example_path("gable")), space.catalog)
    assert planning_threads() == 1


def test_closing_while_planning_waits_for_nothing(window: MainWindow) -> None:
    window.documents.open_example("hall")
    QApplication.processEvents()
    assert window.workspace.state is PlanState.COMPUTING
    begun = time.monotonic()
    assert window.close()
    assert time.monotonic() - begun < 5.0
    assert planning_threads() == 0


def test_export_while_editing_writes_the_plan_that_was_shown(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.documents.open_example("gable")
    wait_for_plan(qtbot, window)
    dialog = window.show_export()
    assert isinstance(dialog, ExportDialog)
    dialog.folder.setText(str(tmp_path / "out"))
    with qtbot.waitSignal(dialog.finished_writing, timeout=20_000):
        dialog.go.click()
        for turn in range(10):
            window.workspace.edit("Shift", shifted(5.0 if turn % 2 else -5.0))
            QApplication.processEvents()
    wait_for_plan(qtbot, window)
    assert dialog.go.isEnabled()
    dialog.close()


@pytest.mark.parametrize("name", ["gable"])
def test_a_planner_that_fails_leaves_edits_undo_and_saving_alone(
    name: str,
    window: MainWindow,
    voice: object,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    from designer.core.planning import Planner

    window.documents.open_example(name)
    wait_for_plan(qtbot, window)
    with monkeypatch.context() as broken:
        broken.setattr(Planner, "plan", lambda *_, **__: 1 / 0)
        for turn in range(3):
            window.workspace.edit("Shift", shifted(5.0 + turn))
            qtbot.waitUntil(lambda: window.workspace.state is PlanState.FAILED)
        assert window.workspace.failure == "The planner failed; undo the last step or send the report."
        assert len(voice.reports) == 1  # type: ignore[attr-defined]
        window.commands["undo"].trigger()
        voice.to_save = tmp_path / "kept.trunkline"  # type: ignore[attr-defined]
        assert window.documents.save()
        qtbot.waitUntil(lambda: window.workspace.state is PlanState.FAILED)
    window.workspace.edit("Shift", shifted(1.0))
    wait_for_plan(qtbot, window)
    assert load_project(tmp_path / "kept.trunkline").rows
