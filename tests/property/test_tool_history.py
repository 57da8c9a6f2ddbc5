"""Whatever hands do with the real tools: every step can be saved, undone to the first and redone to the last.

More examples: ``python -m pytest -n 0 -m long tests/property/test_tool_history.py``.
"""

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.geometry.axes import Point
from designer.core.model.design import Design
from designer.core.model.validate import check_design
from designer.core.planning import derive
from designer.edit.commands import ACTIONS, TOOLS
from designer.edit.editor import Editor
from designer.edit.session import Session
from designer.edit.tools.base import Gesture, Modifier, ToolKey
from designer.edit.view import SITE, surface_view
from tests.edit.scene import everything
from tests.sites import catalog

Step = tuple[str, object]

SEVERAL = 12
HELD = (frozenset[Modifier](), frozenset({Modifier.SHIFT}), frozenset({Modifier.CTRL}))
TYPED = ("1e999", "@<", "@3000<90", "@0,2500", "1200,800", "5000", "-", "nan", "'''", "C", "U", "3.5m", "50")
FIRST: Design = everything()
PLAN = derive(FIRST, catalog())

fractions = st.floats(-0.1, 1.1, allow_nan=False)
places = st.tuples(st.integers(0, 500), fractions, fractions)
"""A thing by number, and where in its frame: tools are pointed at things, not at the void."""

points = st.tuples(st.just("click"), st.tuples(places, st.sampled_from(HELD[:1])))
drags = st.tuples(st.just("drag"), st.tuples(places, places, st.sampled_from(HELD[:1])))
ends = st.tuples(st.just("key"), st.just(ToolKey.CONFIRM))
works = st.one_of(
    *(
        st.tuples(st.tuples(st.just("tool"), st.just(tool.name)), *gestures).map(list)
        for tool in TOOLS
        for gestures in ((drags, ends), (points, points, ends), (points, points, points, ends))
    )
)
"""A tool used to its end."""

single = st.one_of(
    st.tuples(st.just("tool"), st.sampled_from([tool.name for tool in TOOLS])),
    st.tuples(st.just("click"), st.tuples(places, st.sampled_from(HELD))),
    st.tuples(st.just("click"), st.tuples(places, st.sampled_from(HELD))),
    st.tuples(st.just("drag"), st.tuples(places, places, st.sampled_from(HELD))),
    st.tuples(st.just("drag"), st.tuples(places, places, st.sampled_from(HELD))),
    st.tuples(st.just("double"), places),
    st.tuples(st.just("type"), st.sampled_from(TYPED)),
    st.tuples(st.just("key"), st.sampled_from(list(ToolKey))),
    st.tuples(st.just("escape"), st.none()),
    st.tuples(st.just("action"), st.sampled_from([one.name for one in ACTIONS])),
    st.tuples(st.just("undo"), st.integers(1, 3)),
    st.tuples(st.just("redo"), st.integers(1, 3)),
    st.tuples(st.just("view"), st.integers(0, 4)),
    st.tuples(st.just("select"), st.lists(st.integers(0, 500), min_size=1, max_size=4)),
    st.tuples(st.just("plan"), st.none()),
)

steps = st.one_of(single.map(lambda step: [step]), works, works)


def names_of(design: Design) -> list[str]:
    modules = [module.id for row in design.rows for module in row.modules]
    obstacles = [obstacle.id for surface in design.surfaces for obstacle in surface.obstacles]
    others = [one.id for one in (*design.surfaces, *design.boxes, *design.rows, *design.texts)]
    return [*modules, *obstacles, *others, *(one.id for one in PLAN.inverters)]


def point_at(editor: Editor, place: tuple[int, float, float]) -> Point:
    """A point in the frame of the chosen thing, else of the sheet."""
    number, u, v = place
    scenery = editor.picker._scenery
    layers = [layer for kind in editor.picker._ranks if len((layer := scenery.layer(kind)).geometry)]
    if not layers:
        return (10_000.0 * u, 6_000.0 * v)
    layer = layers[number % len(layers)]
    x0, y0, x1, y1 = layer.geometry[number % len(layer.geometry)].bounds
    return (x0 + u * (x1 - x0), y0 + v * (y1 - y0))


def drag(editor: Editor, start: Point, end: Point, held: frozenset[Modifier]) -> None:
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    editor.pointer(Gesture.MOVE, start, held)
    editor.pointer(Gesture.DRAG_START, start, held)
    editor.pointer(Gesture.DRAG, middle, held)
    editor.pointer(Gesture.DRAG, end, held)
    editor.pointer(Gesture.DRAG_END, end, held)


def take(editor: Editor, step: Step) -> None:
    if not pointed(editor, step):
        commanded(editor, step)


def pointed(editor: Editor, step: Step) -> bool:
    """Whether the step was one of the mouse, and is done."""
    match step:
        case "click", (place, held):
            at = point_at(editor, place)
            editor.pointer(Gesture.MOVE, at, held)
            editor.pointer(Gesture.CLICK, at, held)
        case "drag", (start, end, held):
            drag(editor, point_at(editor, start), point_at(editor, end), held)
        case "double", place:
            editor.pointer(Gesture.DOUBLE_CLICK, point_at(editor, place))
        case _:
            return False
    return True


def commanded(editor: Editor, step: Step) -> None:
    match step:
        case "tool" | "action", str(name):
            editor.start(name)
        case "type", str(text):
            editor.enter(text)
        case "key", ToolKey() as key:
            editor.confirm() if key is ToolKey.CONFIRM else editor.key(key)
        case "escape", _:
            editor.cancel()
        case "undo" | "redo", int(times):
            for _ in range(times):
                editor.start(step[0])
        case "view", int(number):
            look(editor, number)
        case "select", list(numbers):
            names = names_of(editor.session.design)
            editor.select({names[number % len(names)] for number in numbers} if names else ())
        case "plan", _:
            editor.set_plan(derive(editor.session.design, editor.session.catalog))


def look(editor: Editor, number: int) -> None:
    surfaces = editor.session.design.surfaces
    editor.look(surface_view(surfaces[number % len(surfaces)].id) if surfaces and number else SITE)


def undo_and_redo_all(session: Session) -> None:
    revisions = [revision.design for revision in session._revisions]
    at = session._at
    while session.undo():
        assert session.design is revisions[session._at]
    assert session.design is FIRST
    while session.redo():
        assert session.design is revisions[session._at]
    assert session.design is revisions[-1]
    while session._at > at:
        session.undo()


def tell(taken: list[list[Step]]) -> None:
    editor = Editor(Session(FIRST, catalog()))
    editor.set_plan(PLAN)
    for step in chain.from_iterable(taken):
        take(editor, step)
        check_design(editor.session.design, catalog())  # whole, not only what the step changed
        assert editor.is_there(editor.view)
    undo_and_redo_all(editor.session)


@settings(max_examples=40)
@given(st.lists(steps, max_size=SEVERAL))
def test_rough_hands_leave_a_history_that_is_exact(taken: list[list[Step]]) -> None:
    tell(taken)


@pytest.mark.long
@settings(max_examples=1500)
@given(st.lists(steps, min_size=SEVERAL, max_size=3 * SEVERAL))
def test_very_rough_hands_leave_a_history_that_is_exact(taken: list[list[Step]]) -> None:
    tell(taken)
