"""Branches split between two inverters."""

from designer.core.model.design import BranchLock
from tests.edit.tools.branching import at, hand


def test_a_click_between_two_inverters_splits() -> None:
    one = hand(locks=(BranchLock(id="B1", inverters=("I1", "I3", "I5"), box="X1"),))
    one.type("Split")
    (x0, y0), (x1, y1) = at(one, "I1"), at(one, "I3")
    one.click(((x0 + x1) / 2, (y0 + y1) / 2))
    assert {lock.id: lock.inverters for lock in one.design.locks}["B1"] == ("I3", "I5")
    assert ("I1",) in {lock.inverters for lock in one.design.locks}
    one.type("S")
    one.click((11000.0, 5500.0))
    assert one.said == ["Click between two inverters of a branch."]
