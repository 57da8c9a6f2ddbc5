"""Kinds of edges: hovering tells, a click changes."""

from msgspec.structs import replace

from designer.core.geometry.edges import EdgeKind
from designer.edit.edits.edge_kinds import nearest_edge
from designer.edit.tools.base import Cursor
from designer.edit.tools.edges import EdgeKindTool
from designer.edit.view import surface_view
from tests import sites
from tests.hands import Hand

VIEW = surface_view("S1")
EAVE_MIDDLE = (5000.0, 20.0)


def hand():
    return Hand(EdgeKindTool(), sites.gable(), VIEW)


def test_hovering_an_edge_tells_its_kind_and_setback():
    working = hand().move(EAVE_MIDDLE)
    assert working.notes() == ["Eave, setback 300 mm"]
    assert working.last.cursor is Cursor.HAND
    assert working.move((5000.0, 2000.0)).notes() == []


def test_clicks_go_on_to_the_next_kind_and_are_one_step():
    working = hand().click(EAVE_MIDDLE, EAVE_MIDDLE)
    assert working.design.surfaces[0].edges[0] is EdgeKind.VERGE
    assert working.session.undo_name == "Make edge a verge"
    working.session.undo()
    assert working.design == sites.gable()


def test_a_chosen_kind_is_given_to_each_edge_clicked_until_enter():
    working = hand().type("firewall").click(EAVE_MIDDLE, (10500.0, 2000.0))
    fire = EdgeKind.FIRE_WALL
    assert working.design.surfaces[0].edges == (fire, fire, EdgeKind.RIDGE, EdgeKind.VERGE)
    assert not working.done
    working.session.undo()
    assert working.design.surfaces[0].edges[0] is fire
    assert working.enter().done


def test_every_kind_has_a_keyword():
    for word, kind in (("a", EdgeKind.VALLEY), ("HIP", EdgeKind.HIP), ("p", EdgeKind.PARAPET)):
        assert hand().type(word).click(EAVE_MIDDLE).design.surfaces[0].edges[0] is kind


def test_an_edge_that_is_so_already_makes_no_step():
    working = hand().type("E").click(EAVE_MIDDLE)
    assert working.message == "This edge is an eave already"
    assert working.session.undo_name is None


def test_a_click_off_the_outline_is_explained():
    assert hand().click((5000.0, 2000.0)).message == "There is no edge here; click on the outline"


def test_escape_goes_back_to_cycling_then_ends():
    working = hand().type("E")
    assert working.escape()
    working.click(EAVE_MIDDLE)
    assert working.design.surfaces[0].edges[0] is EdgeKind.RIDGE
    assert not working.escape()


def test_of_two_edges_within_reach_the_nearer_one_is_meant():
    surface = sites.surface()
    assert nearest_edge(surface, (30.0, 10.0), 100.0) == 0
    assert nearest_edge(surface, (10.0, 30.0), 100.0) == 3
    assert (
        nearest_edge(replace(surface, outline=((0, 0), (1, 0), (0, 1)), edges=surface.edges[:3]), (9, 9), 5)
        is None
    )
