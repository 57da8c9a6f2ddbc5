"""Stories of modules, inverters and branches told to the headless editor, as the window tells them."""

from designer.core.model.design import Design
from designer.core.planning import derive
from designer.edit.editor import Editor
from designer.edit.edits.rows import module_rects
from designer.edit.session import Session
from designer.edit.tools.base import Gesture, ToolKey
from tests import sites

CATALOG = sites.catalog()


class Person:
    """Someone at an editor whose plan is always current."""

    def __init__(self, design: Design) -> None:
        self.editor = Editor(Session(design, CATALOG))
        self.editor.mm_per_px = 4.0
        self.replan()

    def replan(self) -> None:
        self.editor.set_plan(derive(self.design, CATALOG))

    @property
    def design(self) -> Design:
        return self.editor.session.design

    def drag(self, *points) -> None:
        self.editor.pointer(Gesture.MOVE, points[0])
        self.editor.pointer(Gesture.DRAG_START, points[0])
        for point in points[1:]:
            self.editor.pointer(Gesture.DRAG, point)
        self.editor.pointer(Gesture.DRAG_END, points[-1])
        self.replan()

    def click(self, x: float, y: float) -> None:
        self.editor.pointer(Gesture.MOVE, (x, y))
        self.editor.pointer(Gesture.CLICK, (x, y))
        self.replan()

    def enter(self, *lines: str) -> None:
        for line in lines:
            self.editor.enter(line)
        self.replan()

    def rect(self, number: int = 0) -> tuple[float, float, float, float]:
        """Where a module of the first row lies."""
        row = self.design.rows[0]
        return module_rects(self.design, CATALOG, row.surface)[row.modules[number].id]

    def inverter(self, number: int = 0) -> tuple[str, tuple[float, float]]:
        one = self.editor.plan.inverters[number]
        x0, y0, x1, y1 = one.footprint
        return one.id, ((x0 + x1) / 2, (y0 + y1) / 2)


def bare() -> Design:
    return sites.design([sites.surface()], [])


def modules(design: Design) -> int:
    return sum(len(row.modules) for row in design.rows)


def test_rows_are_dragged_counted_and_taken_back_step_by_step() -> None:
    person = Person(bare())
    person.enter("R")
    person.drag((600.0, 600.0), (3000.0, 600.0), (5000.0, 640.0))
    person.click(600.0, 2600.0)
    person.editor.pointer(Gesture.MOVE, (900.0, 2600.0))
    person.enter("6")
    assert [len(row.modules) for row in person.design.rows] == [4, 6]
    person.editor.cancel()
    assert person.editor.command.name == "select"
    person.editor.run("undo")
    person.editor.run("undo")
    assert person.design == bare()
    person.editor.run("redo")
    person.editor.run("redo")
    assert modules(person.design) == 10


def test_a_typed_distance_along_the_rails_ends_the_row() -> None:
    person = Person(bare())
    person.enter("row", "W")
    person.click(600.0, 600.0)
    person.editor.pointer(Gesture.MOVE, (1500.0, 600.0))
    person.editor.lock_field("distance", 2400.0)
    person.editor.confirm()
    assert modules(person.design) == 3


def test_a_fill_is_previewed_changed_and_confirmed() -> None:
    person = Person(bare())
    person.enter("F")
    person.enter("P", "9", "Whole")
    assert person.design.rows == ()
    person.editor.confirm()
    assert modules(person.design) == 8
    assert person.editor.command.name == "select"


def test_removed_modules_come_back_after_the_plan_was_made_without_them() -> None:
    person = Person(sites.design([sites.surface()], [sites.row("R1", "S1", 4, 1)]))
    person.enter("RM")
    person.click(900.0, 1500.0)
    assert "M1" not in {one.id for one in person.editor.plan.modules}
    person.editor.cancel()
    person.enter("RS")
    person.enter("All")
    assert "M1" in {one.id for one in person.editor.plan.modules}


def test_an_inverter_is_slid_and_unpinned_by_its_command() -> None:
    person = Person(sites.design([sites.surface()], [sites.row("R1", "S1", 4, 1)]))
    name, at = person.inverter()
    person.drag(at, (at[0] + 15.0, at[1]))
    assert [pin.inverter for pin in person.design.pins] == [name]
    assert person.editor.selection == {name}
    person.enter("UP")
    assert person.design.pins == ()


def test_a_branch_is_drawn_locked_and_let_go() -> None:
    person = Person(sites.design([sites.surface()], [sites.row("R1", "S1", 8, 1)]))
    (first, start), (second, end) = person.inverter(1), person.inverter(2)
    person.enter("B")
    person.drag(start, end)
    (lock,) = person.design.locks
    assert lock.inverters == (first, second)
    assert person.editor.selection == {lock.id}
    person.editor.cancel()
    person.enter("UL")
    assert person.design.locks == ()
    assert person.editor.session.undo_name == f"Unlock branch {lock.id}"


def test_deleting_in_the_middle_of_a_drag_only_puts_back() -> None:
    person = Person(sites.design([sites.surface()], [sites.row("R1", "S1", 4, 1)]))
    person.editor.select(("M4",))
    at = (600.0 + 3 * (sites.WIDTH + sites.GAP) + 300.0, 1500.0)
    person.editor.pointer(Gesture.MOVE, at)
    person.editor.pointer(Gesture.DRAG_START, at)
    person.editor.pointer(Gesture.DRAG, (at[0] + 2000.0, at[1]))

    person.editor.key(ToolKey.DELETE)
    assert modules(person.design) == 4


def test_undo_in_the_middle_of_a_tool_leaves_it_in_order() -> None:
    person = Person(sites.design([sites.surface()], [sites.row("R1", "S1", 8, 1)]))
    person.enter("R")
    person.drag((600.0, 3000.0), (3000.0, 3000.0))
    person.enter("AL")
    person.click(900.0, 3500.0)
    person.editor.session.undo()
    person.replan()
    person.editor.pointer(Gesture.MOVE, (900.0, 1500.0))
    person.editor.confirm()
    assert modules(person.design) == 8


def test_what_is_typed_is_not_settled_in_line_with_what_is_near() -> None:
    person = Person(sites.design([sites.surface()], [sites.row("R1", "S1", 4, first=1)]))
    near = person.rect(0)
    person.enter("MO", f"{near[0]:.0f},{near[3] + 35:.0f}")
    module = person.design.rows[-1]
    assert (module.modules[0].along_mm, module.across_mm) == (near[0], near[3] + 35)

    person.editor.cancel()
    person.enter("R", f"8000,{near[1] + 15:.0f}", "1")
    row = person.design.rows[-1]
    assert (row.modules[0].along_mm, row.across_mm) == (8000.0, near[1] + 15)


def test_a_module_dragged_by_a_typed_length_goes_just_so_far() -> None:
    person = Person(sites.design([sites.surface()], [sites.row("R1", "S1", 4, first=1)]))
    last = person.design.rows[0].modules[-1]
    x0, y0, x1, y1 = person.rect(3)
    start = ((x0 + x1) / 2, (y0 + y1) / 2)
    person.editor.select({last.id})
    person.editor.pointer(Gesture.MOVE, start)
    person.editor.pointer(Gesture.DRAG_START, start)
    person.editor.pointer(Gesture.DRAG, (start[0] + 300.0, start[1]))
    person.enter("15")
    assert person.rect(3)[0] == x0 + 15


def test_a_step_that_changes_nothing_is_said_to_be_none() -> None:
    rows = [sites.row("R1", "S1", 4, first=1), sites.row("R2", "S1", 4, first=11, across=2400.0)]
    person = Person(sites.design([sites.surface()], rows))
    person.editor.select({"M1", "M11"})
    person.enter("AL", "")
    assert person.editor.session.undo_name is None
    assert person.editor.message == "Align 1 row to row R2: nothing changes by that"
