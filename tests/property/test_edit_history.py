"""Any sequence of edits can be taken back to the first design and brought again to the last."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.errors import TrunklineError
from designer.core.model.design import Design, Obstacle, ObstacleKind
from designer.core.model.validate import check_design
from designer.edit.edits.boxes import propose_box
from designer.edit.edits.clipboard import copied, pasted
from designer.edit.edits.filling import fill_surface
from designer.edit.edits.outlines import rectangle
from designer.edit.edits.removing import remove_things
from designer.edit.edits.roof import add_obstacle, add_surface
from designer.edit.edits.site import placed_beside
from designer.edit.picking.objects import existing_ids
from designer.edit.session import Session
from tests.edit.scene import everything
from tests.sites import catalog

Edit = Callable[[Design], Design]

places = st.tuples(st.integers(0, 9000), st.integers(0, 4500)).map(lambda at: (float(at[0]), float(at[1])))
indices = st.integers(0, 10_000)


def _surface(design: Design, index: int) -> str:
    return design.surfaces[index % len(design.surfaces)].id


def _thing(design: Design, index: int) -> str:
    ids = sorted(existing_ids(design, None) - {surface.id for surface in design.surfaces[:1]})
    return ids[index % len(ids)]


def _add_obstacle(index: int, at: tuple[float, float]) -> Edit:
    vent = Obstacle(id="", kind=ObstacleKind.VENT, outline=rectangle(300.0, 300.0, at))
    return lambda design: add_obstacle(design, _surface(design, index), vent)


def _add_surface(index: int) -> Edit:
    return lambda design: add_surface(
        design, placed_beside(design, design.surfaces[index % len(design.surfaces)])
    )


def _add_box(index: int) -> Edit:
    return lambda design: propose_box(design, _surface(design, index))


def _fill(index: int) -> Edit:
    return lambda design: fill_surface(design, catalog(), _surface(design, index))


def _remove(index: int) -> Edit:
    return lambda design: remove_things(design, None, {_thing(design, index)}).design


def _copy(index: int, at: tuple[float, float]) -> Edit:
    def edit(design: Design) -> Design:
        data = copied(design, {_thing(design, index)})
        return pasted(design, data, _surface(design, index), at) if data else design

    return edit


def _rename(index: int) -> Edit:
    return lambda design: replace(design, name=f"House {index % 3}")


edits = st.one_of(
    st.builds(_add_obstacle, indices, places),
    st.builds(_add_surface, indices),
    st.builds(_add_box, indices),
    st.builds(_fill, indices),
    st.builds(_remove, indices),
    st.builds(_copy, indices, places),
    st.builds(_rename, indices),
)
steps = st.lists(st.tuples(edits, st.sampled_from(["", "", "drag"])), max_size=8)


def _done(session: Session, edit: Edit, key: str) -> None:
    """Try an edit; one that is refused leaves everything as it was."""
    before = session.design
    try:
        session.commit("Edit", edit(before), key=key)
    except TrunklineError:
        assert session.design is before


@given(steps)
def test_undo_of_all_gives_the_first_design_and_redo_of_all_the_last(taken: list[tuple[Edit, str]]) -> None:
    first = everything()
    session = Session(first, catalog())
    for edit, key in taken:
        _done(session, edit, key)
        check_design(session.design, catalog())
    last = session.design
    back = 0
    while session.undo():
        back += 1
    assert session.design is first
    assert not session.changed
    assert sum(1 for _ in iter(session.redo, False)) == back
    assert session.design is last


@given(steps)
def test_numbers_are_never_given_out_again(taken: list[tuple[Edit, str]]) -> None:
    session = Session(everything(), catalog())
    seen: dict[str, int] = {}
    for step, (edit, key) in enumerate(taken):
        before = existing_ids(session.design, None)
        _done(session, edit, key)
        for name in existing_ids(session.design, None) - before:
            assert name not in seen, f"{name} was given out in step {seen[name]} already"
            seen[name] = step
