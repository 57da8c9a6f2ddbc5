"""Whatever a hand does with a tool, it answers: with a prompt, a sentence, or the end."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designer.core.planning import derive
from designer.edit.commands import TOOLS, tool_of
from designer.edit.edits.starting import new_design
from designer.edit.tools.base import Gesture, ToolKey, Wants
from designer.edit.view import SITE, surface_view
from tests import sites
from tests.edit.furnished import furnished
from tests.hands import Hand

NAMES = (
    *("move", "copy", "rotate", "mirror", "surface", "surface-rectangle", "edge-kind", "split"),
    *(
        "obstacle",
        "obstacle-polygon",
        "obstacle-circle",
        "rafters",
        "water-line",
        "box",
        "bridge",
        "waypoint",
    ),
    *("dimension", "text", "measure"),
)
COMMANDS = {command.name: command for command in TOOLS}
DESIGN = furnished()
PLAN = derive(sites.gable(), sites.catalog())
VIEWS = (surface_view("S1"), surface_view("S2"), SITE)

POINTS = st.tuples(*[st.sampled_from((-500.0, 0.0, 700.0, 1935.0, 3000.0, 5200.0, 8300.0))] * 2)
WORDS = ("C", "U", "A", "D", "O", "45", "-7", "0", "2m", "s2", "x1", "Y", "H", "N")
POINTING = st.tuples(st.just("point"), st.sampled_from(Gesture), POINTS)
TYPING = st.tuples(st.just("type"), st.sampled_from(WORDS))
KEYS = st.tuples(st.just("key"), st.sampled_from(ToolKey))
LOOKING = st.tuples(st.just("look"), st.sampled_from(VIEWS))
OTHERS = st.sampled_from((("esc",), ("undo",)))
STEPS = st.lists(st.one_of(POINTING, POINTING, POINTING, TYPING, KEYS, LOOKING, OTHERS))
SELECTIONS = st.sets(st.sampled_from(("M1", "O1", "T1", "S1", "D1")))


def work(hand, step):
    match step:
        case ("point", gesture, point):
            hand.feed(gesture, point)
        case ("type", text):
            hand.offer(text)
        case ("key", key):
            hand.key(key)
        case ("look", view):
            hand.view = view
        case ("esc",):
            hand.escape()
        case ("undo",):
            hand.session.undo()


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS, view=st.sampled_from(VIEWS), selection=SELECTIONS)
def test_no_order_of_events_breaks_a_tool_and_undo_gives_all_back(name, steps, view, selection):
    tool = tool_of(COMMANDS[name])
    if tool.needs_surface and view == SITE:
        view = VIEWS[0]
    hand = Hand(tool, DESIGN, view, selection=selection, plan=PLAN)
    for step in steps:
        if hand.done:
            break
        work(hand, step)
        assert hand.done or hand.prompt.text
    while hand.session.undo():
        pass
    assert hand.session.design == DESIGN


@pytest.mark.parametrize("name", NAMES)
def test_without_a_roof_a_tool_of_the_roof_says_so_and_ends_and_others_ask(name):
    tool = tool_of(COMMANDS[name])
    hand = Hand(tool, new_design("New"), SITE)
    if tool.needs_surface or name == "bridge":
        assert hand.done
        assert "draw" in hand.message
    else:
        assert hand.prompt.text
        assert hand.prompt.wants is Wants.POINT
