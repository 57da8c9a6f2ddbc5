"""Copy and paste by the system's clipboard."""

import pytest
from PySide6.QtGui import QGuiApplication

from designer.gui.clipboard import copy_selection, paste
from designer.gui.workspace import Workspace
from designer.io.catalogs import bundled_catalog
from tests.sites import gable


@pytest.fixture
def space(qapp: object) -> Workspace:
    QGuiApplication.clipboard().clear()
    return Workspace(gable(), bundled_catalog())


def said_by(space: Workspace) -> list[str]:
    said: list[str] = []
    space.said.connect(said.append)
    return said


def test_a_row_is_pasted_under_the_cursor_and_selected(space: Workspace) -> None:
    row = space.design.rows[0]
    space.select({module.id for module in row.modules})
    copy_selection(space)
    space.editor.cursor = (500.0, 3000.0)
    paste(space)
    new = [one for one in space.design.rows if one.id not in {"R1", "R2"}]
    assert len(new) == 1
    assert new[0].surface == "S1"
    assert new[0].across_mm == 3000.0
    assert new[0].modules[0].along_mm == 500.0
    assert {module.id for module in new[0].modules} <= space.selection
    assert space.session.undo_name == "Paste"


def test_what_is_copied_goes_to_another_window(space: Workspace) -> None:
    space.select({"X1"})
    copy_selection(space)
    other = Workspace(gable(), bundled_catalog())
    other.editor.cursor = (1000.0, 1000.0)
    paste(other)
    assert len(other.design.boxes) == 2


def test_an_empty_clipboard_is_said(space: Workspace) -> None:
    said = said_by(space)
    paste(space)
    assert said == ["There is nothing on the clipboard that can be pasted here"]
    assert space.session.undo_name is None


def test_nothing_selected_is_said(space: Workspace) -> None:
    said = said_by(space)
    copy_selection(space)
    assert said == ["Nothing that can be copied is selected"]


def test_pasting_without_a_surface_is_one_sentence(space: Workspace) -> None:
    space.select({"X1"})
    copy_selection(space)
    from designer.edit.edits.starting import new_design

    empty = Workspace(new_design("empty"), bundled_catalog())
    said = said_by(empty)
    paste(empty)
    assert said == ["what is on the clipboard lies on a surface; draw a surface first."]
