"""From a line of the parts list to the things on the roof."""

import pytest

from designer.core.planning import derive
from designer.edit.bought import things_of
from tests.sites import catalog, gable

CATALOG = catalog()
PLAN = derive(gable(), CATALOG)


@pytest.mark.parametrize("kind", ["module", "inverter", "attachment", "mid clamp", "end clamp", "box"])
def test_a_counted_thing_stands_for_as_many_things_as_are_counted(kind) -> None:
    items = [item for item in PLAN.bom if item.item == kind]
    assert items
    for item in items:
        assert len(things_of(PLAN, CATALOG, item)) == item.quantity


def test_bars_stand_for_the_pieces_cut_from_them() -> None:
    bars = [item for item in PLAN.bom if item.item == "rail"]
    pieces = {bar.piece for rail in PLAN.rails for bar in rail.bars}
    assert frozenset().union(*(things_of(PLAN, CATALOG, item) for item in bars)) == pieces


def test_cable_stands_for_its_pieces_and_small_parts_for_nothing() -> None:
    lit = {item.item: things_of(PLAN, CATALOG, item) for item in PLAN.bom}
    assert lit["trunk cable"] == {piece.id for piece in PLAN.pieces if piece.ports}
    assert lit["breaker"] == frozenset()
