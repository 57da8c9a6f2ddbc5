"""Deleting: what goes, what goes with it, what stays, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.model.design import BranchLock, Pairing, Pin
from designer.core.model.validate import check_design
from designer.edit.edits.removing import remove_things
from designer.edit.picking.objects import existing_ids
from tests.edit.scene import everything, planned
from tests.sites import catalog


def removed(*ids: str, design=None):
    return remove_things(design or everything(), planned(), ids)


@pytest.mark.parametrize(
    ("ids", "name"),
    [
        (("M1",), "Delete module"),
        (("M1", "M2", "M8"), "Delete 3 modules"),
        (("O1",), "Delete obstacle"),
        (("W1",), "Delete water line"),
        (("X1", "X2"), "Delete 2 boxes"),
        (("D1", "T1"), "Delete 2 things"),
        (("S1",), "Delete surface S1"),
        (("S1", "S2"), "Delete 2 surfaces"),
        (("M90",), "Delete removed modules"),
        (("R1",), "Delete 6 modules"),
    ],
)
def test_a_step_says_what_it_deleted(ids: tuple[str, ...], name: str) -> None:
    removal = removed(*ids)
    assert (removal.name, removal.refusal) == (name, "")
    assert set(ids).isdisjoint(existing_ids(removal.design, None))


def test_modules_leave_their_row_and_the_last_one_takes_it_along() -> None:
    design = removed("M1", "M3").design
    assert [module.id for module in design.rows[0].modules] == ["M2", "M4", "M5", "M6"]
    design = removed("M1", "M2", "M3", "M4", "M5", "M6").design
    assert [row.id for row in design.rows] == ["R2"]


def test_a_row_of_removed_modules_only_stays_until_they_go() -> None:
    design = everything()
    first, second = design.rows
    design = replace(design, rows=(replace(first, modules=()), second))
    assert [row.id for row in removed("O1", design=design).design.rows] == ["R1", "R2"]
    assert [row.id for row in removed("M90", design=design).design.rows] == ["R2"]


def test_a_surface_takes_everything_on_it_along() -> None:
    design = removed("S1").design
    assert [surface.id for surface in design.surfaces] == ["S2"]
    assert [row.id for row in design.rows] == ["R2"]
    assert [box.id for box in design.boxes] == ["X1"]
    assert (design.bridges, design.waypoints, design.dimensions, design.texts) == ((), (), (), ())


def test_what_a_person_decided_about_things_that_go_stays_for_a_finding() -> None:
    pins = (Pin(inverter="I-M1", along_mm=900.0),)
    pairings = (Pairing(modules=("M1", "M2")),)
    locks = (BranchLock(id="B1", inverters=("I-M1",), box="X1"),)
    design = replace(everything(), pins=pins, pairings=pairings, locks=locks, serials={"M1": "1"})
    after = removed("M1", "M2", "I-M1", "B1", design=design).design
    assert (after.pins, after.pairings, after.locks, after.serials) == (pins, pairings, locks, {"M1": "1"})


def test_an_inverter_alone_loses_its_pin_and_a_branch_its_lock() -> None:
    pins = (Pin(inverter="I-M1", along_mm=900.0), Pin(inverter="I-M3", along_mm=3000.0))
    locks = (BranchLock(id="B1", inverters=("I-M1",), box="X1"),)
    design = replace(everything(), pins=pins, locks=locks)
    unpinned = removed("I-M1", design=design)
    assert (unpinned.name, unpinned.design.pins) == ("Unpin inverter", pins[1:])
    unlocked = removed("B1", design=design)
    assert (unlocked.name, unlocked.design.locks) == ("Unlock branch B1", ())


def test_a_leg_of_a_locked_circuit_stands_for_the_lock() -> None:
    branch = planned().branches[0]
    leg = replace(branch, id="B7a", circuit="B7")
    plan = replace(planned(), branches=(leg,))
    design = replace(everything(), locks=(BranchLock(id="B7", inverters=branch.inverters, box="X1"),))
    assert remove_things(design, plan, {"B7a"}).design.locks == ()


@pytest.mark.parametrize("name", [planned().inverters[0].id, planned().rails[0].id, planned().branches[0].id])
def test_what_follows_from_the_plan_cannot_be_deleted(name: str) -> None:
    removal = removed(name)
    assert removal.design == everything()
    assert "follow from" in removal.refusal


def test_nothing_known_is_refused() -> None:
    assert removed("M99").refusal == "Nothing here can be deleted"


@given(st.sets(st.sampled_from(sorted(existing_ids(everything(), planned())))))
def test_what_is_left_is_always_a_valid_design_without_the_things(ids: set[str]) -> None:
    removal = remove_things(everything(), planned(), ids)
    check_design(removal.design, catalog())
    decided = existing_ids(everything(), None) & ids
    assert decided.isdisjoint(existing_ids(removal.design, None))
    assert bool(removal.refusal) == (removal.design == everything())
