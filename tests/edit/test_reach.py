"""Things on hidden or locked layers cannot be picked."""

from designer.core.planning import derive
from designer.drawing.layers import LayerName
from designer.edit.editor import Editor
from designer.edit.picking.model import Kind
from designer.edit.picking.reach import out_of_reach
from designer.edit.session import Session
from designer.edit.snapping.model import SnapKind
from designer.edit.tools.base import Gesture
from designer.edit.view import surface_view
from designer.io.catalogs import bundled_catalog
from tests.edit.underlaid import with_plan
from tests.sites import gable


def editor() -> Editor:
    made = Editor(Session(gable(), bundled_catalog()))
    made.set_plan(derive(gable(), bundled_catalog()))
    made.look(surface_view("S1"))
    return made


def middle_of_the_first_module(made: Editor) -> tuple[float, float]:
    assert made.plan is not None
    x0, y0, x1, y1 = made.plan.surfaces[0].modules[0].rect
    return ((x0 + x1) / 2, (y0 + y1) / 2)


def test_modules_on_a_locked_layer_are_not_selected_by_click_or_window() -> None:
    made = editor()
    at = middle_of_the_first_module(made)
    made.pointer(Gesture.CLICK, at)
    assert "M1" in made.selection
    made.leave_alone(out_of_reach({LayerName.MODULE}))
    made.select(())
    made.pointer(Gesture.CLICK, at)
    assert "M1" not in made.selection
    assert not made.picker.within((0.0, 0.0, 20000.0, 20000.0)) & {"M1", "M2"}


def test_select_all_leaves_locked_layers_alone() -> None:
    made = editor()
    made.leave_alone(out_of_reach({LayerName.MODULE}))
    made.run("select-all")
    assert made.selection
    assert not made.selection & {"M1", "M2"}


def test_what_is_selected_is_let_go_when_its_layer_is_hidden() -> None:
    made = editor()
    made.run("select-all")
    others = made.selection - {module.id for row in made.session.design.rows for module in row.modules}
    made.leave_alone(out_of_reach({LayerName.MODULE}))
    assert made.selection == others


def test_cables_can_be_picked_while_any_of_their_layers_can() -> None:
    assert Kind.BRANCH not in out_of_reach({LayerName.TRUNK, LayerName.LINK})
    cables = {LayerName.TRUNK, LayerName.LINK, LayerName.END_CABLE, LayerName.DROP}
    assert out_of_reach(cables) == {Kind.BRANCH}


def test_what_is_not_seen_does_not_catch_the_cursor_and_what_is_locked_does() -> None:
    made = Editor(Session(with_plan(gable(), "S1"), bundled_catalog()))
    made.look(surface_view("S1"))
    below = out_of_reach({LayerName.UNDERLAY})

    def owners() -> set[str]:
        found = made.snapper.candidates((8_990.0, 3_010.0), 60.0, kinds=frozenset(SnapKind))
        return {one.owner for one in found} & {one.id for one in made.session.design.underlays}

    assert owners()
    made.leave_alone(below)
    assert owners()
    made.leave_alone(below, below)
    assert not owners()


def test_hidden_rails_do_not_catch_the_cursor() -> None:
    made = editor()
    assert made.plan is not None
    rail = made.plan.surfaces[0].rails[0]
    at = ((rail.start_mm + rail.end_mm) / 2 + 37.0, rail.across_mm)
    kinds = frozenset({SnapKind.RAIL})
    assert made.snapper.candidates(at, 30.0, kinds=kinds)
    made.leave_alone(frozenset(), out_of_reach({LayerName.RAIL}))
    assert not made.snapper.candidates(at, 30.0, kinds=kinds)


def test_nothing_is_out_of_reach_at_first() -> None:
    assert out_of_reach(()) == frozenset()
