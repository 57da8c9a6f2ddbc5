"""Stories told to the Editor with the real tools: drawing, rows, moving, taking back."""

from functools import cache

import pytest

from designer.core.model.plan import Plan
from designer.core.model.validate import check_design
from designer.core.planning import derive
from designer.edit.commands import Command, tool_of
from designer.edit.editor import Editor
from designer.edit.edits.starting import new_design
from designer.edit.preview import Path
from designer.edit.session import Session
from designer.edit.tools.base import Gesture, Tool
from designer.edit.view import BLANK, SITE, ViewKind, surface_view
from tests.edit.fake_tools import FakeSelect
from tests.sites import catalog, gable


def _tool_of(command: Command) -> Tool:
    """Picking by one click is enough here."""
    return FakeSelect() if command.name == "select" else tool_of(command)


@pytest.fixture(autouse=True)
def _plain_select(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("designer.edit.tool_at_work.tool_of", _tool_of)


@pytest.fixture
def house() -> Editor:
    return Editor(Session(new_design("House"), catalog()))


@pytest.fixture
def gable_house() -> Editor:
    return Editor(Session(gable(), catalog()))


def tell(editor: Editor, *lines: str) -> None:
    for line in lines:
        editor.enter(line)


def test_a_rectangle_is_drawn_by_its_typed_sides(house: Editor) -> None:
    tell(house, "REC", "0,0", "@10.5m,5200", "35", "S")
    (surface,) = house.session.design.surfaces
    assert {point[0] for point in surface.outline} == {0.0, 10500.0}
    assert {point[1] for point in surface.outline} == {0.0, 5200.0}
    assert (surface.tilt_deg, surface.azimuth_deg) == (35.0, 180.0)
    assert house.view == surface_view(surface.id)
    assert house.command.name == "select"


def test_the_sides_of_a_rectangle_are_typed_one_after_the_other(house: Editor) -> None:
    tell(house, "REC", "0,0", "9.6m", "12'6\"", "35", "S")
    (surface,) = house.session.design.surfaces
    assert max(surface.outline) == (9600.0, 3810.0)


def test_a_length_that_goes_no_known_way_is_answered_with_how_to_write_it(house: Editor) -> None:
    tell(house, "S", "0,0", "9.6m")
    assert house.message.startswith("Nothing shows yet which way '9.6m' goes")


def test_after_a_typed_corner_the_next_edge_is_shown_at_the_cursor(house: Editor) -> None:
    tell(house, "S", "0,0")
    house.pointer(Gesture.MOVE, (9000.0, 3000.0))
    tell(house, "@5000,0")
    assert house.response.prompt.base == (5000.0, 0.0)
    assert any(
        isinstance(shape, Path) and (9000.0, 3000.0) in shape.points for shape in house.response.preview
    )


def test_guides_go_when_no_point_is_asked_for_and_the_rubber_band_comes_back_with_it(house: Editor) -> None:
    tell(house, "S", "0,0", "@9000,0", "@0,4000")
    house.pointer(Gesture.MOVE, (10.0, 4010.0))
    assert house.guides
    tell(house, "C")
    assert not house.guides
    house.cancel()
    *_, rubber = (shape for shape in house.response.preview if isinstance(shape, Path))
    assert rubber.points[-1] == house.meant


def drag(editor: Editor, *points: tuple[float, float]) -> None:
    first, *way = points
    editor.pointer(Gesture.DRAG_START, first)
    for point in way:
        editor.pointer(Gesture.DRAG, point)
    editor.pointer(Gesture.DRAG_END, way[-1])


def test_the_opposite_corner_of_a_rectangle_is_typed_as_a_point(house: Editor) -> None:
    house.start("surface-rectangle")
    for line in ("1000,500", "9600,5400", "35", "S"):
        house.enter(line)
    (surface,) = house.session.design.surfaces
    assert {(max(xs) - min(xs)) for xs in zip(*surface.outline, strict=True)} == {8600.0, 4900.0}


def test_a_rectangle_is_dragged_from_corner_to_corner(house: Editor) -> None:
    tell(house, "REC")
    drag(house, (0.0, 0.0), (4000.0, 2000.0), (9600.0, 5200.0))
    tell(house, "35", "S")
    (surface,) = house.session.design.surfaces
    assert max(surface.outline) == (9600.0, 5200.0)


def test_a_drag_after_a_first_corner_ends_at_the_other_one(house: Editor) -> None:
    tell(house, "REC", "0,0")
    drag(house, (3000.0, 3000.0), (9600.0, 5200.0))
    tell(house, "35", "S")
    (surface,) = house.session.design.surfaces
    assert (min(surface.outline), max(surface.outline)) == ((0.0, 0.0), (9600.0, 5200.0))


def test_fields_at_the_cursor_make_the_rectangle_too(house: Editor) -> None:
    tell(house, "REC", "0,0")
    house.pointer(Gesture.MOVE, (3000.0, 1000.0))
    house.lock_field("width", 8000.0)
    house.lock_field("height", 4000.0)
    house.confirm()
    tell(house, "", "")
    (surface,) = house.session.design.surfaces
    assert max(x for x, _ in surface.outline) - min(x for x, _ in surface.outline) == 8000.0


def test_a_surface_is_drawn_edge_by_edge_with_lengths_along_the_rubber_band(house: Editor) -> None:
    tell(house, "S", "0,0")
    for cursor, length in (((9000.0, 80.0), "8m"), ((8020.0, 3000.0), "4000"), ((100.0, 4010.0), "8m")):
        house.pointer(Gesture.MOVE, cursor)
        tell(house, length)
    tell(house, "C", "30", "180")
    (surface,) = house.session.design.surfaces
    assert set(surface.outline) == {(0.0, 0.0), (8000.0, 0.0), (8000.0, 4000.0), (0.0, 4000.0)}


def test_u_takes_back_corners_and_then_the_step_before(gable_house: Editor) -> None:
    editor = gable_house
    first = editor.session.design
    tell(editor, "OB", "8000,3600", "@700,600")
    editor.cancel()
    tell(editor, "S", "0,0", "@5000,0", "u")
    assert editor.prompt.base == (0.0, 0.0)
    assert editor.session.design is not first
    tell(editor, "u")
    assert editor.prompt.base is None
    editor.cancel()
    editor.run("undo")
    assert editor.session.design is first


def test_another_command_leaves_the_empty_frame_of_a_surface_half_drawn(gable_house: Editor) -> None:
    editor = gable_house
    editor.look(surface_view("S2"))
    tell(editor, "S", "0,0", "@5000,0")
    assert editor.view == BLANK
    tell(editor, "R")
    assert (editor.command.name, editor.view) == ("row", surface_view("S2"))
    tell(editor, "S", "0,0")
    editor.look(SITE)
    assert (editor.command.name, editor.view) == ("select", SITE)
    assert not editor.session.changed


@cache
def _plan_of_the_gable() -> Plan:
    return derive(gable(), catalog())


_ALIASES = "M CO RO MI S REC EK SP OB OP OC WL R MO F RM RS AL DS I PA BX B D T DI"


@pytest.mark.parametrize("selected", [(), ("M1", "M2"), ("S1",)])
@pytest.mark.parametrize("alias", _ALIASES.split())
def test_esc_leads_out_of_every_tool_and_changes_nothing(
    gable_house: Editor, alias: str, selected: tuple[str, ...]
) -> None:
    gable_house.set_plan(_plan_of_the_gable())
    gable_house.select(selected)
    tell(gable_house, alias)
    gable_house.pointer(Gesture.MOVE, (2000.0, 4000.0))
    for _ in range(6):
        gable_house.cancel()
    assert gable_house.command.name == "select"
    assert gable_house.view.kind is ViewKind.SURFACE
    at_once = alias == "RM" and "M1" in selected  # takes the selection out without asking
    assert gable_house.session.changed == at_once


def test_a_row_is_dragged_out_and_the_selection_moved_by_coordinates(gable_house: Editor) -> None:
    editor = gable_house
    editor.run("select-all")
    editor.run("erase")
    tell(editor, "R", "600,600")
    editor.pointer(Gesture.CLICK, (5500.0, 700.0), snapping=False)
    editor.cancel()
    (row,) = editor.session.design.rows_on("S1")
    assert (row.across_mm, row.modules[0].along_mm) == (600.0, 600.0)
    assert len(row.modules) > 1
    editor.select({module.id for module in row.modules})
    tell(editor, "M", "0,0", "@1m,500")
    (moved,) = editor.session.design.rows_on("S1")
    assert moved.across_mm - row.across_mm == pytest.approx(500.0)
    assert moved.modules[0].along_mm - row.modules[0].along_mm == pytest.approx(1000.0)
    assert editor.selection == {module.id for module in moved.modules}


def test_all_of_a_story_can_be_taken_back_and_told_again(house: Editor) -> None:
    first = house.session.design
    tell(house, "REC", "0,0", "@10.5m,5200", "35", "S", "OB", "7000,3600", "@700,600", "")
    house.cancel()
    tell(house, "F", "")
    house.cancel()
    last = house.session.design
    assert last.rows
    check_design(last, catalog())
    while house.session.undo_name is not None:
        house.run("undo")
    assert house.session.design is first
    assert house.view == SITE
    while house.session.redo_name is not None:
        house.run("redo")
    assert house.session.design is last
