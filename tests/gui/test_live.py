"""The live plan follows the newest Design on a thread of its own."""

import math
import threading
import time
from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from designer.core.errors import DesignError
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan, TrunkQuality
from designer.core.planning import Planner, derive
from designer.edit.view import SITE, View
from designer.gui import live_worker
from designer.gui.live import LivePlanner
from designer.gui.live_worker import Job, Outcome
from designer.gui.workspace import PlanState, Workspace
from designer.io.catalogs import bundled_catalog
from designer.io.examples import example_path
from designer.io.project import load_project
from tests.benchmarks.trunk_sites import generated_at
from tests.sites import gable


class Renders:
    """A stand-in for the picture: remembers what was asked for and on which thread."""

    def __init__(self) -> None:
        self.asked: list[tuple[Design, Plan | None]] = []
        self.threads: set[int] = set()
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self, design: Design, plan: Plan | None, catalog: Catalog, view: View) -> object:
        self.threads.add(threading.get_ident())
        self.gate.wait(10)
        self.asked.append((design, plan))
        return (design.name, view)


@pytest.fixture
def renders() -> Renders:
    return Renders()


@pytest.fixture
def space(qapp: object) -> Workspace:
    return Workspace(gable(), bundled_catalog())


@pytest.fixture
def live(space: Workspace, renders: Renders, qtbot: QtBot) -> Iterator[LivePlanner]:
    made = LivePlanner(space, renders)
    yield made
    renders.gate.set()
    made.stop()


def rename(space: Workspace, name: str) -> None:
    space.edit("Rename", lambda design: replace(design, name=name))


def shifted_row(design: Design) -> Design:
    row = design.rows[0]
    modules = tuple(replace(one, along_mm=one.along_mm + 4.0) for one in row.modules)
    return replace(design, rows=(replace(row, modules=modules), *design.rows[1:]))


def current(qtbot: QtBot, space: Workspace) -> None:
    qtbot.waitUntil(lambda: space.state is PlanState.CURRENT, timeout=20_000)


def test_the_plan_is_that_of_the_headless_pipeline(live: LivePlanner, space: Workspace, qtbot: QtBot) -> None:
    live.ask()
    current(qtbot, space)
    assert space.plan == derive(space.design, space.catalog)


def test_planning_and_drawing_happen_on_another_thread(
    live: LivePlanner, space: Workspace, renders: Renders, qtbot: QtBot
) -> None:
    live.ask()
    current(qtbot, space)
    assert renders.threads
    assert threading.get_ident() not in renders.threads


def test_while_a_plan_is_made_the_window_goes_on_and_says_so(
    live: LivePlanner, space: Workspace, renders: Renders, qtbot: QtBot
) -> None:
    renders.gate.clear()
    begun = time.monotonic()
    rename(space, "one")
    assert time.monotonic() - begun < 5  # it did not wait for the gate
    assert space.state is PlanState.COMPUTING
    qtbot.wait(50)
    assert space.state is PlanState.COMPUTING
    renders.gate.set()
    current(qtbot, space)


def test_of_many_edits_only_the_newest_arrives(
    live: LivePlanner, space: Workspace, renders: Renders, qtbot: QtBot
) -> None:
    arrived: list[object] = []
    live.pictured.connect(lambda picture, _view: arrived.append(picture[0]))
    renders.gate.clear()
    for number in range(20):
        rename(space, f"name {number}")
    renders.gate.set()
    current(qtbot, space)
    assert arrived[-1] == "name 19"
    assert len(renders.asked) < 20
    assert space.plan is not None


def test_another_view_of_the_same_design_is_drawn_without_planning(
    live: LivePlanner, space: Workspace, renders: Renders, qtbot: QtBot
) -> None:
    live.ask()
    current(qtbot, space)
    plan = space.plan
    from designer.edit.view import SITE

    with qtbot.waitSignal(live.pictured, timeout=5_000) as drawn:
        space.editor.look(SITE)
    assert drawn.args is not None
    assert drawn.args[1] == SITE
    assert space.plan is plan


def test_what_cannot_be_planned_is_a_sentence_and_the_next_edit_mends_it(
    live: LivePlanner, space: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from designer.core.planning import Planner

    def fail(*_: object, **__: object) -> Plan:
        raise DesignError("it cannot be", where="surface S1", remedy="mend it")

    with monkeypatch.context() as broken:
        broken.setattr(Planner, "plan", fail)
        rename(space, "bad")
        qtbot.waitUntil(lambda: space.state is PlanState.FAILED)
    assert space.failure == "surface S1: it cannot be; mend it."
    rename(space, "good")
    current(qtbot, space)


def test_a_fault_of_the_planner_is_reported_and_the_window_stays_usable(
    live: LivePlanner, space: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from designer.core.planning import Planner

    def fail(*_: object, **__: object) -> Plan:
        raise ZeroDivisionError("the reason")

    with monkeypatch.context() as broken:
        broken.setattr(Planner, "plan", fail)
        with qtbot.waitSignal(live.crashed, timeout=5_000) as crash:
            rename(space, "bad")
    assert crash.args is not None
    assert "the reason" in crash.args[0]
    rename(space, "good")
    current(qtbot, space)


def test_where_plans_take_long_a_hasty_one_is_shown_first_and_drawn_for_both(
    live: LivePlanner, space: Workspace, renders: Renders, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.ask()
    current(qtbot, space)
    seen: list[tuple[PlanState, Plan | None]] = []
    space.plan_changed.connect(lambda: seen.append((space.state, space.plan)))
    monkeypatch.setattr(live_worker, "SLOW_S", math.inf)
    monkeypatch.setattr(live_worker, "HASTE_S", 0.0)
    rename(space, "haste")
    current(qtbot, space)
    assert [state for state, _ in seen] == [PlanState.IMPROVING, PlanState.CURRENT]
    assert seen[0][1] is not None
    assert seen[0][1].branches == seen[1][1].branches  # type: ignore[union-attr]
    assert space.plan == derive(space.design, space.catalog)
    live.ask()
    qtbot.wait(50)
    assert [design.name for design, _ in renders.asked].count("haste") == 1


def test_a_large_project_is_shown_before_its_plan_is_whole(
    qtbot: QtBot, renders: Renders, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also the first one, of which nobody knows how long it takes; not again with each edit of it."""
    space = Workspace(load_project(example_path("hip")), bundled_catalog())
    monkeypatch.setattr(live_worker, "MANY", 10)
    monkeypatch.setattr(live_worker, "SLOW_S", 1e6)
    monkeypatch.setattr(live_worker, "HASTE_S", 1e6)
    made = LivePlanner(space, renders)
    states: list[PlanState] = []
    space.plan_changed.connect(lambda: states.append(space.state))
    made.ask()
    current(qtbot, space)
    assert states == [PlanState.IMPROVING, PlanState.CURRENT]
    assert renders.asked[0] == (space.design, None)
    space.edit("Shift", shifted_row)
    current(qtbot, space)
    made.stop()
    assert states == [PlanState.IMPROVING, PlanState.CURRENT, PlanState.CURRENT]


def test_branches_that_a_search_had_chosen_do_not_change_to_others_and_back(
    qtbot: QtBot, renders: Renders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_worker, "HASTE_S", 0.0)
    space = Workspace(load_project(example_path("hip")), bundled_catalog())
    made = LivePlanner(space, renders)
    made.ask()
    current(qtbot, space)
    seen: list[list[tuple[str, ...]]] = []
    space.plan_changed.connect(lambda: seen.append([one.inverters for one in space.plan.branches]))  # type: ignore[union-attr]
    space.edit("Shift", shifted_row)
    current(qtbot, space)
    made.stop()
    assert len(seen) == 2
    assert seen[0] == seen[1]


def test_much_better_branches_are_shown_while_the_best_are_looked_for(
    qtbot: QtBot, renders: Renders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_worker, "HASTE_S", 0.0)
    space = Workspace(generated_at(49, bundled_catalog()).design, bundled_catalog())
    seen: list[tuple[PlanState, float]] = []
    space.plan_changed.connect(lambda: seen.append((space.state, space.plan.trunk.cost)))  # type: ignore[union-attr]
    made = LivePlanner(space, renders)
    made.ask()
    current(qtbot, space)
    made.stop()
    assert [state for state, _ in seen] == [PlanState.IMPROVING, PlanState.CURRENT]
    assert seen[0][1] >= seen[1][1]


@pytest.mark.parametrize(
    ("circuits", "cost", "is_shown"),
    [(3, 97.0, True), (3, 99.0, False), (4, 90.0, False), (2, 101.0, True), (2, 99.0, True)],
)
def test_what_is_shown_before_the_best_has_fewer_circuits_or_costs_much_less(
    live: LivePlanner, circuits: int, cost: float, is_shown: bool
) -> None:
    worker = live._worker
    worker._shown = Plan(surfaces=(), trunk=TrunkQuality(cost=100.0, circuits=3))
    plan = Plan(surfaces=(), trunk=TrunkQuality(cost=cost, circuits=circuits))
    assert worker._is_worth_showing(plan) is is_shown


class Listener:
    """An owner of a job that hears what is told beside what is shown: the bound, and the cost of that."""

    def __init__(self, job: Job) -> None:
        self.job, self.costs = job, list[float]()
        self.told: list[tuple[float, float]] = []

    def next_job(self, last: Job | None) -> Job | None:
        return None if last else self.job

    def newest(self) -> Job:
        return self.job

    def render(self, job: Job, plan: Plan | None) -> object:
        return (job.design, plan)

    def deliver(self, outcome: Outcome) -> None:
        assert outcome.plan
        self.costs.append(outcome.plan.trunk.cost)

    def tell(self, job: Job, bound: float) -> None:
        assert job is self.job
        self.told.append((bound, self.costs[-1]))


@pytest.mark.parametrize("haste_s", [0.0, 60.0])
def test_no_more_is_told_than_what_is_shown_costs(haste_s: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an edit branches with centre feeds are shown as before, while the search begins with others."""
    monkeypatch.setattr(live_worker, "HASTE_S", haste_s)
    catalog = bundled_catalog()
    design = generated_at(23, catalog).design
    before = Planner(catalog).plan(design)
    assert len(before.branches) > before.trunk.circuits
    edited = replace(design, boxes=tuple(replace(box, x=box.x + 1.0) for box in design.boxes))
    shown = Planner(catalog).plan(edited, hasty=True, before=before)
    assert len(shown.branches) > shown.trunk.circuits
    listener = Listener(Job(edited, catalog, SITE, before))
    worker = live_worker.Worker(listener)
    worker._job = listener.job
    worker._show(listener.job, shown)
    worker._whole(listener.job)
    assert max(bound - cost for bound, cost in listener.told) <= 0.01
    assert max(bound for bound, _ in listener.told) > 0.97 * shown.trunk.cost


def test_a_plan_for_products_that_were_replaced_meanwhile_is_not_taken(
    live: LivePlanner, space: Workspace, renders: Renders, qtbot: QtBot
) -> None:
    renders.gate.clear()
    rename(space, "one")
    qtbot.waitUntil(lambda: bool(renders.threads))
    states: list[tuple[PlanState, bool]] = []
    space.state_changed.connect(lambda: states.append((space.state, live._worker._catalog is space.catalog)))
    space.replace_catalog(replace(space.catalog))
    renders.gate.set()
    current(qtbot, space)
    assert [known for state, known in states if state is PlanState.CURRENT] == [True]


def test_an_outcome_for_a_window_that_is_gone_is_dropped(space: Workspace, renders: Renders) -> None:
    renders.gate.clear()
    made = LivePlanner(space, renders)
    made.ask()
    worker = made._worker
    Shiboken.delete(made)
    renders.gate.set()
    made._stopping = True
    with made._ready:
        made._ready.notify()
    worker.join(10)
    assert not worker.is_alive()


def test_stopping_ends_the_thread(space: Workspace, renders: Renders) -> None:
    before = threading.active_count()
    made = LivePlanner(space, renders)
    assert threading.active_count() == before + 1
    made.stop()
    assert threading.active_count() == before


def test_what_is_asked_about_a_branch_is_answered_without_planning_or_drawing_anew(
    live: LivePlanner, space: Workspace, renders: Renders, qtbot: QtBot
) -> None:
    live.ask()
    current(qtbot, space)
    plan, drawn = space.plan, len(renders.asked)
    assert plan is not None
    with qtbot.waitSignal(space.why_told, timeout=10_000):
        space.ask_why({plan.branches[0].circuit})
    assert [why.circuit for why in space.whys] == [plan.branches[0].circuit]
    assert space.plan is plan
    assert space.state is PlanState.CURRENT
    assert len(renders.asked) == drawn


def test_answers_follow_an_edit(live: LivePlanner, space: Workspace, qtbot: QtBot) -> None:
    live.ask()
    current(qtbot, space)
    assert space.plan is not None
    with qtbot.waitSignal(space.why_told, timeout=10_000):
        space.ask_why({space.plan.branches[0].circuit})
    seven = space.whys[0]
    with qtbot.waitSignal(space.why_told, timeout=10_000):
        space.edit("Limit", lambda d: replace(d, settings=replace(d.settings, max_units_per_branch=3)))
    assert len(space.whys[0].inverters) < len(seven.inverters)


def test_an_undo_that_comes_before_the_edit_is_planned_ends_with_the_right_picture(
    live: LivePlanner, space: Workspace, renders: Renders, qtbot: QtBot
) -> None:
    live.ask()
    current(qtbot, space)
    pictures: list[object] = []
    live.pictured.connect(lambda picture, _view: pictures.append(picture[0]))
    first = space.design.name
    rename(space, "meanwhile")
    space.session.undo()
    current(qtbot, space)
    qtbot.wait(100)
    assert space.design.name == first
    assert pictures == [] or pictures[-1] == first
