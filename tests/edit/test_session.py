"""The history: undo and redo, one step for one gesture, what is refused, and what counts as saved."""

import pytest
from msgspec.structs import replace

from designer.core.errors import DesignError
from designer.core.model.design import Design
from designer.edit.session import Change, Session
from tests.sites import catalog, gable


@pytest.fixture
def session() -> Session:
    return Session(gable(), catalog())


def named(design: Design, name: str) -> Design:
    return replace(design, name=name)


def rename(session: Session, name: str, **options: str) -> bool:
    return session.commit(f"Rename to {name}", named(session.design, name), **options)


def test_undo_and_redo_walk_through_the_very_same_designs(session: Session) -> None:
    designs = [session.design]
    for name in ("a", "b", "c"):
        rename(session, name)
        designs.append(session.design)
    for earlier in reversed(designs[:-1]):
        assert session.undo()
        assert session.design is earlier
    assert not session.undo()
    for later in designs[1:]:
        assert session.redo()
        assert session.design is later
    assert not session.redo()


def test_the_names_of_the_next_undo_and_redo_are_known(session: Session) -> None:
    assert (session.undo_name, session.redo_name) == (None, None)
    rename(session, "a")
    rename(session, "b")
    session.undo()
    assert (session.undo_name, session.redo_name) == ("Rename to a", "Rename to b")


def test_an_edit_after_an_undo_forgets_what_could_be_redone(session: Session) -> None:
    rename(session, "a")
    session.undo()
    rename(session, "b")
    assert session.redo_name is None
    session.undo()
    assert session.design.name == "test"


def test_steps_of_one_gesture_are_one_step(session: Session) -> None:
    for name in ("a", "b", "c"):
        rename(session, name, key="drag 1")
    rename(session, "d", key="drag 2")
    session.undo()
    assert session.design.name == "c"
    session.undo()
    assert session.design.name == "test"


def test_steps_without_a_key_are_never_merged(session: Session) -> None:
    rename(session, "a")
    rename(session, "b")
    session.undo()
    assert session.design.name == "a"


def test_a_saved_step_is_not_merged_into(session: Session) -> None:
    rename(session, "a", key="drag")
    session.mark_saved()
    rename(session, "b", key="drag")
    session.undo()
    assert session.design.name == "a"
    assert not session.changed


def test_an_equal_design_is_no_step(session: Session) -> None:
    before = session.design
    assert not session.commit("Nothing", named(before, before.name))
    assert session.design is before
    assert session.undo_name is None


def test_a_design_that_breaks_an_invariant_is_refused_and_the_redo_stays(session: Session) -> None:
    rename(session, "a")
    session.undo()
    heard: list[Change] = []
    session.subscribe(heard.append)
    broken = replace(session.design, boxes=(replace(session.design.boxes[0], width_mm=-1.0),))
    with pytest.raises(DesignError, match="width_mm is -1"):
        session.commit("Break", broken)
    assert session.design.name == "test"
    assert session.redo_name == "Rename to a"
    assert heard == []


def test_a_transaction_is_one_step_of_several_edits(session: Session) -> None:
    with session.transaction("Two at once") as making:
        making.apply(named, "a")
        making.apply(lambda design, region: replace(design, customer=region), session.design.customer)
        making.apply(named, "b")
    assert session.design.name == "b"
    session.undo()
    assert session.design.name == "test"


def test_a_transaction_that_raises_leaves_nothing(session: Session) -> None:
    before = session.design

    def half_done() -> None:
        with session.transaction("Half done") as making:
            making.apply(named, "a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    assert session.design is before
    assert session.undo_name is None


def test_changed_is_whether_the_current_design_is_the_saved_one(session: Session) -> None:
    assert not session.changed
    rename(session, "a")
    assert session.changed
    session.mark_saved()
    assert not session.changed
    session.undo()
    assert session.changed
    session.redo()
    assert not session.changed


def test_a_design_saved_while_it_was_edited_further_is_the_saved_one(session: Session) -> None:
    rename(session, "a")
    written = session.design
    rename(session, "b")
    session.mark_saved(written)
    assert session.changed
    session.undo()
    assert not session.changed


def test_what_was_never_on_a_disk_is_changed_from_the_start(session: Session) -> None:
    session.mark_unsaved()
    assert session.changed
    session.mark_saved()
    assert not session.changed


def test_listeners_get_old_and_new_once_for_each_change(session: Session) -> None:
    heard: list[Change] = []
    stop = session.subscribe(heard.append)
    first = session.design
    rename(session, "a")
    second = session.design
    session.undo()
    session.redo()
    stop()
    session.undo()
    steps = [(change.old is first, change.new is first, change.name) for change in heard]
    assert steps == [
        (True, False, "Rename to a"),
        (False, True, "Rename to a"),
        (True, False, "Rename to a"),
    ]
    assert heard[0].new is second
