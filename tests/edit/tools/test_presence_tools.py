"""Removing modules and bringing them back, by click, row, column and frame."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.model.design import RowModule
from designer.core.planning import derive
from designer.edit.edits.rows import remove_modules, restore_modules
from designer.edit.preview import Tone
from designer.edit.tools.presence import RemoveTool, RestoreTool
from tests import sites
from tests.hands import Hand

CATALOG = sites.catalog()
PITCH = sites.WIDTH + sites.GAP
SECOND = 600.0 + sites.LENGTH + 20.0


def two_rows(**more):
    rows = [sites.row("R1", "S1", 4, 1), sites.row("R2", "S1", 4, 5, across=SECOND)]
    return sites.design([sites.surface()], rows, **more)


def middle(column: int, row: int = 0) -> tuple[float, float]:
    return (600.0 + column * PITCH + 500.0, (600.0, SECOND)[row] + 800.0)


def standing(design) -> set[str]:
    return {module.id for row in design.rows for module in row.modules}


def gone(design) -> set[str]:
    return {module.id for row in design.rows for module in row.removed}


def test_a_click_takes_one_module_out_and_the_plan_has_it_no_more() -> None:
    one = Hand(RemoveTool(), two_rows(), planned=True)
    one.click(middle(1))
    assert gone(one.design) == {"M2"}
    assert one.names == ["Remove module M2"]
    assert "M2" not in {module.id for module in one.plan.modules}


def test_row_and_column_take_what_their_names_say() -> None:
    by_row = Hand(RemoveTool(), two_rows())
    by_row.type("Row")
    by_row.click(middle(1))
    assert gone(by_row.design) == {"M1", "M2", "M3", "M4"}
    by_column = Hand(RemoveTool(), two_rows())
    by_column.type("C")
    by_column.move(middle(2))
    assert by_column.boxes(Tone.BAD) == 2
    by_column.click(middle(2))
    assert gone(by_column.design) == {"M3", "M7"}


def test_a_double_click_takes_the_row_in_one_step() -> None:
    one = Hand(RemoveTool(), two_rows())
    one.click(middle(1))
    one.double(middle(1))
    assert gone(one.design) == {"M1", "M2", "M3", "M4"}
    one.session.undo()
    assert gone(one.design) == set()


def test_a_frame_to_the_right_takes_what_lies_inside_and_to_the_left_what_it_touches() -> None:
    start, end = (500.0, 500.0), (600.0 + 2 * PITCH + 100.0, 600.0 + sites.LENGTH + 5.0)
    inside = Hand(RemoveTool(), two_rows())
    inside.press(start)
    inside.pull(end)
    assert len(inside.paths(Tone.WINDOW)) == 1
    inside.release(end)
    assert gone(inside.design) == {"M1", "M2"}
    touched = Hand(RemoveTool(), two_rows())
    touched.drag(end, start)
    assert gone(touched.design) == {"M1", "M2", "M3"}


def test_selected_modules_are_removed_at_once() -> None:
    one = Hand(RemoveTool(), two_rows(), selection=("M1", "M6"))
    assert gone(one.design) == {"M1", "M6"}
    assert one.done


def test_a_frame_is_let_go_by_escape() -> None:
    one = Hand(RemoveTool(), two_rows())
    one.press((500.0, 500.0))
    assert one.escape()
    assert not one.escape()
    assert not gone(one.design)


def test_restoring_shows_all_removed_places_and_brings_back_what_is_clicked() -> None:
    design = remove_modules(two_rows(), {"M2", "M3"})
    one = Hand(RestoreTool(), design)
    assert one.boxes(Tone.GHOST) == 2
    one.click(middle(1))
    assert gone(one.design) == {"M3"}
    one.type("All")
    assert not gone(one.design)
    assert one.names == ["Restore module M2", "Restore module M3"]


def test_a_module_whose_place_is_taken_stays_removed_with_a_sentence() -> None:
    design = remove_modules(two_rows(), {"M2"})
    row = design.rows[0]
    other = RowModule(id="M99", along_mm=600.0 + PITCH - 3.0)
    taken = replace(row, modules=(row.modules[0], other, *row.modules[1:]))
    design = replace(design, rows=(taken, design.rows[1]))
    one = Hand(RestoreTool(), design)
    one.type("All")
    assert gone(one.design) == {"M2"}
    assert one.said == ["There is no room any more for module M2"]


def test_with_nothing_removed_restoring_ends_with_a_sentence() -> None:
    one = Hand(RestoreTool(), two_rows())
    assert one.done
    assert "No modules have been removed" in one.said[0]


def test_a_row_may_be_removed_whole_and_planned_without() -> None:
    design = remove_modules(two_rows(), {"M1", "M2", "M3", "M4"})
    assert {module.row_id for module in derive(design, CATALOG).modules} == {"R2"}


@given(ids=st.sets(st.sampled_from([f"M{n}" for n in range(1, 9)])))
def test_removing_and_restoring_is_no_change(ids: set[str]) -> None:
    design = two_rows()
    removed = remove_modules(design, ids)
    assert standing(removed) == standing(design) - ids
    assert restore_modules(removed, ids) == design
