"""The Editor with small tools: pointing, typing, commands, levels of Esc, and what must not break it."""

import math

import pytest
from msgspec.structs import replace

from designer.core.findings import Location
from designer.core.model.design import Design
from designer.core.planning import derive
from designer.edit.aids import Aid, Aids
from designer.edit.editor import Editor, Event
from designer.edit.edits.removing import remove_things
from designer.edit.picking.objects import surface_of
from designer.edit.session import Session
from designer.edit.snapping.model import SnapKind
from designer.edit.tools.base import Gesture, Modifier, ToolKey
from designer.edit.view import SITE, surface_view
from tests.edit.fake_tools import FakeLine, FakeText, fake_tool_of
from tests.sites import catalog, gable

SOMEWHERE = (1234.0, 5050.0)
"""A place on the first surface without anything to snap to."""


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch) -> Editor:
    monkeypatch.setattr("designer.edit.tool_at_work.tool_of", fake_tool_of)
    made = Editor(Session(gable(), catalog()))
    made.mm_per_px = 5.0
    return made


def at_work(editor: Editor) -> FakeLine:
    tool = editor.tool
    assert isinstance(tool, FakeLine)
    return tool


def without_aids(editor: Editor) -> None:
    editor.set_aids(Aids(snap=False, polar=False, tracking=False))


def said(editor: Editor) -> list[str]:
    words: list[str] = []
    editor.subscribe(Event.MESSAGE, lambda: words.append(editor.message))
    return words


def told(editor: Editor) -> list[Event]:
    events: list[Event] = []
    for event in Event:
        editor.subscribe(event, lambda event=event: events.append(event))
    return events


class TestPointing:
    def test_a_click_gives_the_tool_the_point_snapped_to_with_the_reason(self, editor: Editor) -> None:
        editor.start("surface")
        editor.pointer(Gesture.CLICK, (30.0, -20.0))
        event = at_work(editor).events[-1]
        assert event.at == (0.0, 0.0)
        assert event.raw == (30.0, -20.0)
        assert event.snap is not None
        assert (event.snap.kind, event.snap.owner) == (SnapKind.ENDPOINT, "S1")

    def test_the_key_for_it_switches_snapping_off_for_one_point(self, editor: Editor) -> None:
        editor.start("surface")
        editor.pointer(Gesture.CLICK, (30.0, -20.0), snapping=False)
        assert at_work(editor).points == [(30.0, -20.0)]
        assert editor.snap is None

    def test_ortho_holds_the_direction_and_yields_to_a_snap(self, editor: Editor) -> None:
        editor.set_aids(Aids(ortho=True, tracking=False))
        editor.start("surface")
        editor.enter("1000,1050")
        editor.pointer(Gesture.MOVE, (3000.0, 2030.0), snapping=False)
        assert at_work(editor).events[-1].at == (3000.0, 1050.0)
        editor.pointer(Gesture.CLICK, (10490.0, 5190.0))
        assert at_work(editor).points[-1] == (10500.0, 5200.0)

    def test_shift_flips_ortho_while_it_is_held(self, editor: Editor) -> None:
        editor.set_aids(Aids(snap=False, polar=False, tracking=False))
        editor.start("surface")
        editor.enter("0,0")
        editor.pointer(Gesture.MOVE, (3000.0, 700.0), {Modifier.SHIFT})
        assert at_work(editor).events[-1].at == (3000.0, 0.0)
        editor.pointer(Gesture.MOVE, (3000.0, 701.0))
        assert at_work(editor).events[-1].at == (3000.0, 701.0)

    def test_tab_goes_round_the_candidates_under_the_cursor(self, editor: Editor) -> None:
        editor.mm_per_px = 60.0
        editor.set_aids(Aids(kinds=frozenset({SnapKind.ENDPOINT, SnapKind.MODULE_CORNER})))
        editor.start("surface")
        editor.pointer(Gesture.MOVE, (200.0, 200.0))
        first = editor.snap
        editor.cycle_snap()
        second = editor.snap
        editor.cycle_snap()
        assert first is not None
        assert second is not None
        assert first.point != second.point
        assert editor.snap == first

    def test_a_moved_cursor_starts_again_with_the_best_candidate(self, editor: Editor) -> None:
        editor.mm_per_px = 60.0
        editor.set_aids(Aids(kinds=frozenset({SnapKind.ENDPOINT, SnapKind.MODULE_CORNER})))
        editor.start("surface")
        editor.pointer(Gesture.MOVE, (200.0, 200.0))
        best = editor.snap
        editor.cycle_snap()
        editor.pointer(Gesture.MOVE, (201.0, 200.0))
        assert editor.snap == best

    def test_points_taken_are_lined_up_with(self, editor: Editor) -> None:
        editor.set_aids(Aids(snap=False, polar=False))
        editor.start("surface")
        editor.enter("1000,1000")
        editor.enter("4000,1500")
        editor.pointer(Gesture.MOVE, (1010.0, 3000.0))
        assert at_work(editor).events[-1].at == (1000.0, 3000.0)
        assert [guide.start for guide in editor.guides] == [(1000.0, 1000.0)]


class TestTyping:
    def test_coordinates_are_points_absolute_relative_and_polar(self, editor: Editor) -> None:
        editor.start("surface")
        for line in ("1000,500", "@2m,0", "@1000<90"):
            editor.enter(line)
        assert at_work(editor).points == [(1000.0, 500.0), (3000.0, 500.0), (3000.0, 1500.0)]

    def test_relative_coordinates_start_from_the_last_point_of_an_earlier_tool(self, editor: Editor) -> None:
        editor.start("surface")
        editor.enter("1000,500")
        editor.enter("")
        editor.start("surface")
        editor.enter("@100,0")
        assert at_work(editor).points == [(1100.0, 500.0)]

    def test_a_bare_length_goes_along_the_rubber_band(self, editor: Editor) -> None:
        without_aids(editor)
        editor.start("surface")
        editor.enter("0,0")
        editor.pointer(Gesture.MOVE, (300.0, 400.0))
        editor.enter("1m")
        assert at_work(editor).points[-1] == (600.0, 800.0)

    def test_a_bare_length_goes_along_the_polar_direction_that_is_shown(self, editor: Editor) -> None:
        editor.set_aids(Aids(snap=False, tracking=False))
        editor.start("surface")
        editor.enter("0,0")
        editor.pointer(Gesture.MOVE, (3000.0, 60.0))
        editor.enter("2500")
        assert at_work(editor).points[-1] == (2500.0, 0.0)

    def test_a_typed_angle_holds_the_direction_and_enter_takes_the_point(self, editor: Editor) -> None:
        without_aids(editor)
        editor.start("surface")
        editor.enter("0,0")
        editor.pointer(Gesture.MOVE, (1000.0, 100.0))
        editor.enter("<90")
        assert editor.locked_fields == {"angle": 90.0}
        editor.lock_field("length", 700.0)
        editor.confirm()
        assert at_work(editor).points[-1] == (0.0, 700.0)
        assert editor.locked_fields == {}

    def test_a_typed_angle_goes_before_ortho(self, editor: Editor) -> None:
        editor.set_aids(Aids(ortho=True))
        editor.start("surface")
        editor.enter("0,0")
        editor.pointer(Gesture.MOVE, (1000.0, 100.0))
        editor.lock_field("angle", 30.0)
        editor.enter("1000")
        x, y = at_work(editor).points[-1]
        assert (x, y) == (pytest.approx(1000 * math.cos(math.pi / 6), abs=1e-3), 500.0)

    def test_a_field_that_the_prompt_has_not_is_not_held(self, editor: Editor) -> None:
        editor.start("surface")
        editor.lock_field("width", 100.0)
        assert editor.locked_fields == {}

    def test_a_broken_point_is_told_and_nothing_happens(self, editor: Editor) -> None:
        words = said(editor)
        editor.start("surface")
        editor.enter("1000,")
        assert at_work(editor).points == []
        assert words == ["'1000,' is only part of a point; write it like 1000,500 or @200,0 or @500<45."]

    def test_a_length_that_may_mean_two_is_asked_for_again(self, editor: Editor) -> None:
        words = said(editor)
        without_aids(editor)
        editor.start("surface")
        editor.enter("0,0")
        editor.pointer(Gesture.MOVE, (300.0, 400.0))
        editor.enter("9.600")
        assert at_work(editor).points == [(0.0, 0.0)]
        assert words == ["'9.600' may be 9.6 or 9600 mm; write 9600 or 9.6."]

    @pytest.mark.parametrize("word", ["c", "C", "close", "Clos", "cl"])
    def test_keywords_are_known_by_abbreviation_and_by_their_beginning(
        self, editor: Editor, word: str
    ) -> None:
        editor.start("surface")
        editor.enter("0,0")
        editor.enter(word)
        assert editor.session.undo_name == "Write 1 texts"

    def test_a_beginning_of_two_keywords_is_neither(self, editor: Editor) -> None:
        editor.start("surface")
        tool = at_work(editor)
        editor.enter("a")
        assert tool.words == ["Arc", "a"]

    def test_a_text_goes_whole_to_the_tool_that_asks_for_one(self, editor: Editor) -> None:
        editor.start("text")
        tool = editor.tool
        assert isinstance(tool, FakeText)
        editor.enter("  M the ridge ")
        assert tool.words == ["  M the ridge "]
        assert editor.command.name == "text"


class TestCommands:
    @pytest.mark.parametrize(("typed", "name"), [("REC", "surface-rectangle"), ("m", "move"), ("Co", "copy")])
    def test_aliases_start_tools(self, editor: Editor, typed: str, name: str) -> None:
        editor.enter(typed)
        assert editor.command.name == name

    def test_a_command_typed_while_a_tool_runs_takes_its_place(self, editor: Editor) -> None:
        editor.start("surface")
        editor.enter("0,0")
        editor.enter("ro")
        assert editor.command.name == "rotate"
        assert editor.session.undo_name is None

    @pytest.mark.parametrize("lines", [("Z E",), ("ze",), ("Z", "E"), ("z", "a")])
    def test_zoom_extents_is_found_however_it_is_typed(self, editor: Editor, lines: tuple[str, ...]) -> None:
        done: list[str] = []
        editor.actions["zoom-extents"] = lambda: done.append("zoom")
        editor.select({"M1"})
        for line in lines:
            editor.enter(line)
        assert set(done) == {"zoom"}
        assert not editor.session.changed

    def test_an_unknown_word_is_answered_with_the_nearest_known_one(self, editor: Editor) -> None:
        words = said(editor)
        editor.enter("obstakle")
        assert words == ["'obstakle' is not understood here; did you mean 'obstacle'?"]

    def test_only_words_that_can_be_typed_are_suggested(self, editor: Editor) -> None:
        words = said(editor)
        for typed in ("underlay", "kinds", "improving"):  # a blank in the command line confirms
            editor.enter(typed)
            assert " " not in words[-1].partition("did you mean")[2].strip()

    @pytest.mark.parametrize(("typed", "does_it"), [("O", "CO"), ("trim", "end grip"), ("EX", "end grip")])
    def test_a_command_of_other_programs_is_answered_with_what_does_it_here(
        self, editor: Editor, typed: str, does_it: str
    ) -> None:
        words = said(editor)
        editor.enter(typed)
        assert does_it in words[-1]
        assert "not understood" not in words[-1]

    def test_enter_repeats_the_last_command(self, editor: Editor) -> None:
        editor.start("move")
        editor.cancel()
        editor.confirm()
        assert editor.command.name == "move"

    def test_an_action_that_only_the_window_can_do_is_told(self, editor: Editor) -> None:
        words = said(editor)
        editor.enter("save")
        assert words == ["'Save' needs the window"]

    def test_esc_goes_back_level_by_level(self, editor: Editor) -> None:
        editor.select({"M1"})
        editor.start("surface")
        editor.enter("0,0")
        editor.pointer(Gesture.MOVE, SOMEWHERE)
        editor.lock_field("length", 100.0)
        seen = []
        for _ in range(4):
            editor.cancel()
            seen.append((editor.locked_fields, editor.command.name, editor.selection))
        chosen = frozenset({"M1"})
        assert seen == [
            ({}, "surface", chosen),
            ({}, "surface", chosen),
            ({}, "select", chosen),
            ({}, "select", frozenset()),
        ]

    def test_aids_are_toggled_by_their_commands(self, editor: Editor) -> None:
        for aid in Aid:
            before = getattr(editor.aids, aid.value)
            editor.run(f"aid-{aid.value}")
            assert getattr(editor.aids, aid.value) is not before


class TestUndo:
    def test_u_takes_back_the_points_of_a_tool_before_any_step(self, editor: Editor) -> None:
        editor.commit("Rename", replace(editor.session.design, name="other"))
        editor.start("surface")
        editor.enter("0,0")
        editor.enter("u")
        assert at_work(editor).points == []
        assert editor.session.design.name == "other"
        editor.enter("u")
        assert editor.session.design.name == "test"

    def test_undo_says_what_it_took_back_and_when_there_is_nothing(self, editor: Editor) -> None:
        words = said(editor)
        editor.commit("Rename", replace(editor.session.design, name="other"))
        for name in ("undo", "redo", "redo", "undo", "undo"):
            editor.run(name)
        assert words == [
            "Undone: Rename",
            "Redone: Rename",
            "There is nothing to redo",
            "Undone: Rename",
            "There is nothing to undo",
        ]


class TestSelection:
    def test_it_survives_an_edit_as_far_as_things_are_still_there(self, editor: Editor) -> None:
        editor.select({"M1", "M2", "X1"})
        rows = tuple(replace(row, modules=row.modules[1:]) for row in editor.session.design.rows)
        editor.commit("Take the first", replace(editor.session.design, rows=rows))
        assert editor.selection == {"M2", "X1"}

    def test_planned_things_stay_selected_while_the_plan_still_has_them(self, editor: Editor) -> None:
        plan = derive(editor.session.design, catalog())
        editor.set_plan(plan)
        name = plan.inverters[0].id
        editor.select({name})
        editor.commit("Rename", replace(editor.session.design, name="other"))
        assert editor.selection == {name}
        without = tuple(replace(part, inverters=()) for part in plan.surfaces)
        editor.set_plan(replace(plan, surfaces=without))
        assert editor.selection == frozenset()

    def test_del_deletes_it_in_one_step(self, editor: Editor) -> None:
        editor.select({"M1", "M2"})
        editor.key(ToolKey.DELETE)
        assert editor.session.undo_name == "Delete 2 modules"
        assert editor.selection == frozenset()

    def test_what_cannot_be_deleted_is_explained(self, editor: Editor) -> None:
        words = said(editor)
        editor.run("erase")
        plan = derive(editor.session.design, catalog())
        editor.set_plan(plan)
        editor.select({plan.inverters[0].id})
        editor.run("erase")
        assert words == [
            "Nothing is selected; select what to delete first",
            "Inverters follow from the modules; delete modules, or move the inverter",
        ]

    def test_select_all_takes_what_lies_on_the_surface_in_view(self, editor: Editor) -> None:
        editor.run("select-all")
        assert editor.selection == {"M1", "M2", "M3", "M4", "M5", "M6", "G1"}


class TestViews:
    def test_turning_to_another_surface_ends_a_tool_that_works_on_one(self, editor: Editor) -> None:
        editor.start("surface")
        editor.enter("0,0")
        editor.look(surface_view("S2"))
        assert editor.command.name == "select"
        assert editor.last_point is None

    def test_a_surface_that_goes_is_no_longer_looked_at(self, editor: Editor) -> None:
        editor.look(surface_view("S2"))
        editor.select({"S2"})
        editor.run("erase")
        assert editor.view == surface_view("S1")
        editor.select({"S1"})
        editor.run("erase")
        assert editor.view == SITE


class TestFaults:
    def test_a_fault_of_the_program_leaves_an_editor_that_works(self, editor: Editor) -> None:
        before = editor.session.design
        editor.start("surface")
        editor.enter("0,0")
        with pytest.raises(KeyError, match="a fault of the program"):
            editor.enter("break")
        assert editor.session.design is before
        assert editor.command.name == "select"
        editor.start("surface")
        editor.enter("100,100")
        editor.confirm()
        assert editor.session.undo_name == "Write 1 texts"


class TestTelling:
    def test_a_step_tells_of_design_and_selection_once(self, editor: Editor) -> None:
        editor.start("surface")
        editor.enter("0,0")
        events = told(editor)
        editor.confirm()
        assert events.count(Event.DESIGN) == 1
        assert events.count(Event.SELECTION) == 1
        assert Event.TOOL in events

    def test_the_same_selection_view_or_design_again_tells_nothing(self, editor: Editor) -> None:
        events = told(editor)
        editor.select(editor.selection)
        editor.look(editor.view)
        editor.commit("Nothing", editor.session.design)
        assert events == []

    def test_going_to_a_place_turns_to_its_surface(self, editor: Editor) -> None:
        place = Location("S2", 1000.0, 500.0)
        events = told(editor)
        editor.go_to(place)
        assert editor.view == surface_view("S2")
        assert editor.look_at == place
        assert Event.LOOK in events


def test_the_design_is_never_touched_by_pointing_alone(editor: Editor) -> None:
    before: Design = editor.session.design
    editor.start("surface")
    for gesture in Gesture:
        editor.pointer(gesture, SOMEWHERE)
    assert editor.session.design is before


class TestASurfaceThatIsGone:
    """A plan, and the findings in it, may be a moment older than the design."""

    @staticmethod
    def without_the_first_surface(editor: Editor) -> str:
        design = editor.session.design
        editor.set_plan(derive(design, editor.session.catalog))
        gone = design.surfaces[0].id
        editor.commit("Delete", remove_things(design, editor.plan, {gone}).design)
        return gone

    def test_is_not_gone_to(self, editor: Editor) -> None:
        words = said(editor)
        gone = self.without_the_first_surface(editor)
        there = editor.view
        editor.go_to(Location(surface=gone, x=0.0, y=0.0))
        assert editor.view == there
        assert words[-1] == "That place is on a surface that is no more"
        editor.look(surface_view(gone))
        assert editor.view == there

    def test_is_not_gone_back_to_by_a_tool_that_began_there(self, editor: Editor) -> None:
        editor.look(SITE)
        gone = self.without_the_first_surface(editor)
        editor.turn_to(surface_view(gone))
        assert editor.view == surface_view(editor.session.design.surfaces[0].id)

    def test_is_meant_by_nothing_that_was_planned_on_it(self, editor: Editor) -> None:
        gone = self.without_the_first_surface(editor)
        plan = editor.plan
        assert plan is not None
        for name in [one.id for one in plan.inverters if one.surface == gone]:
            assert surface_of(editor.session.design, plan, name) is None
        editor.look(SITE)
        editor.select({one.id for one in plan.branches})
        editor.start("obstacle")
        assert editor.is_there(editor.view)
