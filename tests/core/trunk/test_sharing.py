"""Inverters moved between boxes so that circuits are full."""

from dataclasses import dataclass
from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from designer.core.trunk.sharing import shared_out


@dataclass(frozen=True)
class Slot:
    id: str


@dataclass(frozen=True)
class Unit:
    slot: Slot
    place: float


PLACES = {"X1": 0.0, "X2": 1000.0, "X3": 2000.0}


def unit(number, place):
    return Unit(Slot(f"I{number}"), place)


def share(limit):
    return lambda _: 1 / limit


def ways(one):
    return {box: abs(one.place - place) for box, place in PLACES.items()}


def circuits(boxes, limit):
    return sum(ceil(len(members) / limit - 1e-9) for members in boxes.values())


def test_the_emptiest_last_circuit_is_given_to_the_nearest_room():
    boxes = {"X1": [unit(i, 10.0 * i) for i in range(8)], "X2": [unit(i, 1000.0) for i in range(10, 16)]}
    shared = shared_out(boxes, share(7), ways)
    assert [len(shared[box]) for box in ("X1", "X2")] == [7, 7]
    assert {one.slot.id for one in shared["X2"]} >= {"I7"}


def test_full_circuits_stay_where_they_are():
    boxes = {"X1": [unit(i, 0.0) for i in range(7)], "X2": [unit(i, 1000.0) for i in range(10, 13)]}
    assert shared_out(boxes, share(7), ways) == boxes


def test_a_box_that_cannot_be_reached_gets_nothing():
    boxes = {"X1": [unit(i, 0.0) for i in range(8)], "X2": [unit(i, 1000.0) for i in range(10, 16)]}
    shared = shared_out(boxes, share(7), lambda one: {box: 0.0 for box in boxes if one in boxes[box]})
    assert shared == boxes


counts = st.lists(st.integers(0, 30), min_size=1, max_size=3)


@given(counts, st.integers(1, 8))
def test_no_inverter_is_lost_and_circuits_never_grow(sizes, limit):
    names = list(PLACES)[: len(sizes)]
    boxes, number = {}, 0
    for name, size in zip(names, sizes, strict=True):
        boxes[name] = [unit(number + i, PLACES[name] + 5.0 * i) for i in range(size)]
        number += size
    shared = shared_out(boxes, share(limit), ways)
    before = sorted(one.slot.id for members in boxes.values() for one in members)
    assert sorted(one.slot.id for members in shared.values() for one in members) == before
    assert circuits(shared, limit) == ceil(sum(sizes) / limit - 1e-9)
