"""What edits of branches leave to locks: inverters that are gone for a while, and plans older than a lock."""

import pytest
from msgspec.structs import replace

from designer.core.errors import DesignError
from designer.core.model.design import Box, BranchLock, Design
from designer.core.planning import derive
from designer.edit.edits.branches import circuit_of, circuits, join, put_lock, split
from designer.edit.edits.products import set_products
from designer.edit.edits.rows import remove_modules
from tests import sites
from tests.edit.test_branch_edits import CATALOG, act, two_branches


def test_inverters_that_are_gone_since_the_plan_was_made_are_not_locked() -> None:
    """As long as the plan of the last edit is being computed."""
    design, plan = two_branches()
    branch = plan.branches[0]
    gone = branch.inverters[0]
    row = next(row for row in design.rows if any(m.id == gone.replace("I", "M") for m in row.modules))
    others = tuple(m for m in row.modules if m.id != gone.replace("I", "M"))
    rows = tuple(replace(one, modules=others) if one is row else one for one in design.rows)
    step = act("lock", replace(design, rows=rows), plan, branch.id)
    assert [lock.inverters for lock in step.design.locks] == [branch.inverters[1:]]
    assert step.select == {branch.id}
    assert not [one for one in derive(step.design, CATALOG).findings if one.code == "lock-not-held"]
    with pytest.raises(DesignError, match="no longer on the roof"):
        act("lock", replace(design, rows=()), plan, branch.id)


def without(design: Design, *modules: str) -> Design:
    """The Design with modules taken out of their rows; they may come back."""
    return remove_modules(design, modules)


def test_a_branch_that_is_older_than_a_lock_leaves_that_its_inverters() -> None:
    """As long as the plan with the lock is being computed."""
    design, plan = two_branches()
    first, second = (branch.inverters for branch in plan.branches)
    by_hand = BranchLock(id="K1", inverters=(first[0], second[0]), box="X1")
    design = put_lock(design, by_hand)
    for action in ("lock", "branch-reverse", "branch-end"):
        step = act(action, design, plan, "B2")
        assert step.design.locks[0] == by_hand
        assert set(step.design.locks[1].inverters) == set(second[1:])
    (joined,) = act("branch-join", design, plan, "B1", "K1").design.locks
    assert sorted(joined.inverters) == sorted((*first, second[0]))


def test_a_branch_of_inverters_that_no_cable_leads_to_their_lock_can_be_locked_or_joined() -> None:
    """Two rows on two roofs that nothing joins, and a lock over both."""
    roofs = [sites.surface("S1"), sites.surface("S2")]
    rows = [sites.row("R1", "S1", 6, 1), sites.row("R2", "S2", 6, 7)]
    boxes = tuple(Box(id=f"X{number}", surface=f"S{number}", x=7700.0, y=200.0) for number in (1, 2))
    names = ("I1", "I3", "I5", "I7", "I9", "I11")
    over_both = put_lock(sites.design(roofs, rows, boxes), BranchLock(id="K1", inverters=names, box="X1"))
    plan = derive(over_both, CATALOG)
    (apart,) = (one for one in plan.branches if one.id != "K1")
    assert {one.code for one in plan.findings} & {"lock-without-way"}
    locks = act("lock", over_both, plan, apart.id).design.locks
    assert (
        [set(one.inverters) for one in locks]
        == [set(names[:3]), set(apart.inverters)]
        == [
            set(names[:3]),
            set(names[3:]),
        ]
    )
    (joined,) = act("branch-join", over_both, plan, "K1", apart.id).design.locks
    assert sorted(joined.inverters) == sorted(names)


def test_inverters_whose_modules_are_taken_out_stay_on_both_parts_of_their_branch() -> None:
    design, plan = two_branches()
    locked = act("lock", design, plan, "B1").design
    before = locked.locks[0].inverters
    bare = without(locked, *(name.replace("I", "M") for name in before[:2]))
    circuit = circuit_of(bare, None, "B1")
    assert circuit is not None
    parts = {lock.id == "B1": lock.inverters for lock in split(bare, derive(bare, CATALOG), circuit, 2).locks}
    assert parts == {False: before[:2], True: before[2:]}


@pytest.mark.parametrize("first", [0, 1])
def test_inverters_whose_modules_are_taken_out_stay_on_a_branch_that_is_joined(first: int) -> None:
    """Whichever of the two gives the name: of equally long ways that is the first."""
    design, plan = two_branches()
    locked = act("lock", design, plan, "B1").design
    bare = without(locked, *(name.replace("I", "M") for name in locked.locks[0].inverters[:1]))
    parts = circuits(bare, plan)
    (joined,) = join(bare, None, (parts[first], parts[1 - first])).locks
    assert joined.id == parts[first].id
    assert sorted(joined.inverters) == sorted(name for part in parts for name in part.inverters)


def test_the_cable_changed_while_a_module_less_is_being_planned_keeps_the_branches() -> None:
    design, plan = two_branches()
    gone = plan.branches[0].inverters[0]
    number = int(gone[1:])
    bare = without(design, f"M{number}", f"M{number + 1}")
    changed = set_products(bare, plan, trunk="hms-trunk-10awg-4.2m")
    assert [one.inverters for one in changed.kept] == [
        tuple(name for name in branch.inverters if name != gone) for branch in plan.branches
    ]
    assert [one.code for one in derive(changed, CATALOG).findings if "kept" in one.code] == ["branches-kept"]
