"""Garbage is collected while the hand rests, and Python gets its own timing back."""

import gc
from collections.abc import Iterator

import pytest

from designer.gui import memory
from designer.gui.memory import QuietCollector
from designer.gui.workspace import PlanState, Workspace
from designer.io.catalogs import bundled_catalog
from tests.sites import gable


class Node:
    alive = 0

    def __init__(self) -> None:
        Node.alive += 1
        self.me = self

    def __del__(self) -> None:
        Node.alive -= 1


@pytest.fixture(autouse=True)
def tests_stay_aside() -> Iterator[None]:
    """Here all is set aside and taken back as in the program; the tests are set aside again afterwards."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture
def collector(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[QuietCollector]:
    space = Workspace(gable(), bundled_catalog())
    space.set_state(PlanState.CURRENT)
    made = QuietCollector(space)
    made.start()
    monkeypatch.setattr(memory, "YOUNG_OBJECTS", 0)
    yield made
    made.stop()


def old_garbage() -> list[list[int]]:
    """A cycle that has survived the looks at the young, and some young objects that are worth a look."""
    node = Node()
    gc.collect(0)
    gc.collect(1)
    del node
    return [[number] for number in range(100)]


def test_while_the_hand_works_old_cycles_wait(collector: QuietCollector) -> None:
    assert not gc.isenabled()
    young = old_garbage()
    assert young
    collector._workspace.overlay_changed.emit()
    collector.look()
    assert Node.alive == 1
    gc.collect()


def test_they_go_when_it_rests(collector: QuietCollector, monkeypatch: pytest.MonkeyPatch) -> None:
    young = old_garbage()
    assert young
    monkeypatch.setattr(memory, "REST_S", 0.0)
    collector.look()
    assert Node.alive == 0


@pytest.mark.parametrize("state", [PlanState.COMPUTING, PlanState.IMPROVING])
def test_while_a_plan_is_made_they_wait(
    collector: QuietCollector, monkeypatch: pytest.MonkeyPatch, state: PlanState
) -> None:
    monkeypatch.setattr(memory, "REST_S", 0.0)
    collector._workspace.set_state(state)
    young = old_garbage()
    assert young
    collector.look()
    assert Node.alive == 1
    monkeypatch.setattr(memory, "MANY_YOUNG", 0)
    collector.look()
    assert Node.alive == 0


def test_big_work_is_not_walked_while_it_goes_on_and_goes_after_a_rest(
    collector: QuietCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "REST_S", 0.0)
    with memory.big_work():
        young = old_garbage()
        collector.look()
        assert Node.alive == 1
    monkeypatch.setattr(memory, "YOUNG_OBJECTS", 10**9)  # nothing new is made after it
    monkeypatch.setattr(memory, "REST_S", 3600.0)
    collector.look()
    assert Node.alive == 1
    monkeypatch.setattr(memory, "REST_S", 0.0)
    collector.look()
    assert Node.alive == 0
    assert young


def test_work_that_fails_has_ended_too(collector: QuietCollector) -> None:
    with pytest.raises(ValueError, match="no"), memory.big_work():
        raise ValueError("no")
    assert not memory._big_work.going


def test_python_gets_its_own_timing_back(qapp: object) -> None:
    made = QuietCollector(Workspace(gable(), bundled_catalog()))
    made.start()
    made.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
