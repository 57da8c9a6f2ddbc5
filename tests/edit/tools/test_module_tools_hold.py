"""Whatever a hand does with the tools of modules and inverters, the editor stays in order."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designer.core.model.validate import check_design
from designer.core.planning import derive
from designer.edit.editor import Editor
from designer.edit.session import Session
from designer.edit.tools.base import Gesture, Modifier, ToolKey
from designer.edit.view import SITE, surface_view
from tests import sites

NAMES = (
    *("select", "row", "module", "fill", "remove", "restore"),
    *("align", "distribute", "inverter", "pair", "branch"),
)
CATALOG = sites.catalog()
DESIGN = sites.gable()
PLAN = derive(DESIGN, CATALOG)
IDS = ("M1", "M2", "M3", "M9", "I1", "I3", "B1", "X1", "S1", "R1")
PLACES = (-500.0, 0.0, 610.0, 900.0, 1734.0, 2100.0, 2322.0, 3000.0, 5000.0, 8300.0)
WORDS = (
    "L",
    "W",
    "R",
    "C",
    "S",
    "A",
    "U",
    "B",
    "J",
    "All",
    "Split",
    "+1",
    "5",
    "0",
    "2m",
    "@10",
    "x1",
    "900,900",
)

POINTS = st.tuples(st.sampled_from(PLACES), st.sampled_from(PLACES))
POINTING = st.tuples(
    st.just("point"), st.sampled_from(Gesture), POINTS, st.sets(st.sampled_from(Modifier), max_size=1)
)
STEPS = st.lists(
    st.one_of(
        POINTING,
        POINTING,
        POINTING,
        st.tuples(st.just("type"), st.sampled_from(WORDS)),
        st.tuples(st.just("key"), st.sampled_from(ToolKey)),
        st.tuples(st.just("look"), st.sampled_from((surface_view("S1"), surface_view("S2"), SITE))),
        st.tuples(st.just("select"), st.sets(st.sampled_from(IDS), max_size=3)),
        st.sampled_from((("esc",), ("undo",), ("confirm",), ("no plan",))),
    ),
    max_size=25,
)


def work(editor: Editor, step) -> None:
    match step:
        case ("point", gesture, at, held):
            editor.pointer(gesture, at, held)
        case ("type", text):
            editor.enter(text)
        case ("key", key):
            editor.key(key)
        case ("look", view):
            editor.look(view)
        case ("select", ids):
            editor.select(ids)
        case ("esc",):
            editor.cancel()
        case ("undo",):
            editor.session.undo()
        case ("confirm",):
            editor.confirm()
        case ("no plan",):
            editor.set_plan(None)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS, selection=st.sets(st.sampled_from(IDS), max_size=4))
def test_no_order_of_events_breaks_a_tool_and_undo_gives_all_back(name, steps, selection) -> None:
    editor = Editor(Session(DESIGN, CATALOG))
    editor.set_plan(PLAN)
    editor.select(selection)
    editor.start(name)
    for step in steps:
        work(editor, step)
        assert editor.prompt is not None
    last = editor.session.design
    check_design(last, CATALOG)
    while editor.session.undo():
        pass
    assert editor.session.design == DESIGN
    while editor.session.redo():
        pass
    check_design(editor.session.design, CATALOG)
