"""The whole story with real events: drawn, filled, corrected, undone, redone, saved, reopened, exported."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from designer.core.geometry.axes import Point
from designer.core.planning import derive
from designer.edit.editor import Editor
from designer.edit.edits.starting import new_design
from designer.edit.session import Session
from designer.export.papers import usual_papers
from designer.gui.voice import Answer
from designer.gui.window import MainWindow
from designer.io.catalogs import bundled_catalog
from designer.io.project import load_project
from tests.gui import story
from tests.gui.hands import HeadlessHands, WindowHands
from tests.gui.recording import RecordingVoice


@pytest.fixture
def hands(window: MainWindow) -> WindowHands:
    return WindowHands(window)


@pytest.fixture
def headless() -> HeadlessHands:
    return HeadlessHands(Editor(Session(new_design("Untitled"), bundled_catalog())))


def test_the_story_in_the_window_equals_the_story_told_headless(
    hands: WindowHands, headless: HeadlessHands
) -> None:
    story.tell(hands)
    headless.replay(hands.recorder.steps, hands.editor.mm_per_px)
    assert headless.editor.session.design == hands.editor.session.design
    assert headless.editor.plan == hands.editor.plan


def test_every_step_of_the_story_leaves_its_mark(hands: WindowHands) -> None:
    story.draw_gable(hands)
    design = hands.editor.session.design
    assert [surface.azimuth_deg for surface in design.surfaces] == [90.0, 270.0]
    assert all(_size(surface.outline) == (10500.0, 5200.0) for surface in design.surfaces)
    story.add_chimney(hands)
    (chimney,) = hands.editor.session.design.surfaces[0].obstacles
    assert _size(chimney.outline) == (700.0, 600.0)
    hands.look("zoom-extents")
    story.fill(hands)
    rows = hands.editor.session.design.rows
    assert sum(len(row.modules) for row in rows) > 8
    story.place_box(hands, (5200.0, 160.0))
    assert len(hands.editor.session.design.boxes) == 1
    inverter = story.drag_inverter(hands)
    assert [pin.inverter for pin in hands.editor.session.design.pins] == [inverter]
    wanted = story.drag_branch(hands)
    hands.settle()
    (lock,) = hands.editor.session.design.locks
    assert lock.inverters == wanted
    plan = hands.editor.plan
    assert plan is not None
    assert wanted in [branch.inverters for branch in plan.branches]


def test_undo_goes_back_to_nothing_and_redo_to_all(hands: WindowHands) -> None:
    story.tell(hands)
    last = hands.editor.session.design
    first, again = story.undo_all(hands)
    assert first == new_design("Untitled")
    assert again == last


def test_what_is_saved_is_reopened_and_exported(
    hands: WindowHands, window: MainWindow, voice: RecordingVoice, qtbot: QtBot, tmp_path: Path
) -> None:
    story.tell(hands)
    design = hands.editor.session.design
    voice.to_save = tmp_path / "house.trunkline"
    window.commands["save"].trigger()
    assert voice.told == []
    assert not window.documents.changed
    window.commands["new"].trigger()
    assert window.workspace.design != design
    voice.to_open = tmp_path / "house.trunkline"
    window.commands["open"].trigger()
    assert window.workspace.design == design == load_project(tmp_path / "house.trunkline")
    hands.settle()
    assert window.workspace.plan == derive(design, window.workspace.catalog)
    dialog = window.show_export()
    dialog.folder.setText(str(tmp_path / "out"))
    with qtbot.waitSignal(dialog.finished_writing, timeout=30_000):
        dialog.go.click()
    assert {file.name for file in (tmp_path / "out").iterdir()} == set(usual_papers())


def test_closing_a_changed_design_asks(hands: WindowHands, window: MainWindow, voice: RecordingVoice) -> None:
    story.draw_gable(hands)
    voice.answer = Answer.CANCEL
    assert not window.close()
    assert voice.asked == ["Untitled"]
    assert window.isVisible()
    voice.answer = Answer.DISCARD
    assert window.close()


def _size(outline: tuple[Point, ...]) -> tuple[float, float]:
    xs, ys = zip(*outline, strict=True)
    return (max(xs) - min(xs), max(ys) - min(ys))
