"""The live plan: one worker thread plans the newest Design and compiles its picture; older work is dropped.

The window's thread only hands over values and receives values, so it never waits.
"""

import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from math import inf

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal, Slot

from designer.core.errors import TrunklineError
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.core.planning import Planner, PlanningCancelled
from designer.core.trunk.why import BranchWhy
from designer.drawing.views import is_drawn_alike
from designer.edit.view import View
from designer.gui.workspace import PlanState, Workspace
from designer.io.crew import Crew

Render = Callable[[Design, Plan | None, Catalog, View], object]
"""Makes the picture of a view; a pure function that is called on the worker's thread."""

SLOW_S = 0.12
"""Where the last plan took longer, the edited roof is shown at once with the plan as it was."""

HASTE_S = 0.25
"""Where the last plan took longer, a hasty one is shown before the whole."""

MANY = 200
"""Modules of a project whose plan takes long, where nothing is known of how long it takes."""

WORTH_SHOWING = 0.02
"""Share of their cost by which branches are better for others to be shown before the best ones."""


class Job(Struct, frozen=True, eq=False):
    """What to plan and what to look at."""

    design: Design
    catalog: Catalog
    view: View
    stale_plan: Plan | None
    drawn: bool = False
    """Whether the picture is there already, with the whole plan in it."""
    asked_why: frozenset[str] = frozenset()
    """Branches that are to be explained once the plan is there."""
    kept: Plan | None = None
    """The plan at which improving was stopped: nothing better is looked for."""


class Outcome(Struct, frozen=True, eq=False):
    """What became of a job: a plan, or the sentence of what hinders it; and a picture where one was made.

    A whole plan comes without one where that which is shown already is the same.
    """

    job: Job
    plan: Plan | None = None
    final: bool = True
    """Whether the plan is the whole answer; those before it have good branches and cuts, not yet the best."""
    picture: object = None
    whys: tuple[BranchWhy, ...] | None = None
    failure: str = ""
    crash: str = ""


class LivePlanner(QObject):
    """Keeps the workspace's plan and picture up to date."""

    pictured = Signal(object, object)
    """A picture and the view it is of."""
    crashed = Signal(str)
    """A fault of the program while planning: the traceback."""
    _finished = Signal(object)
    _told = Signal(object, float)

    def __init__(self, workspace: Workspace, render: Render, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._render = render
        self._wanted: Job | None = None
        self._ready = threading.Condition()
        self._stopping = False
        self._seen: tuple[Design, Catalog, View] | None = None
        """What the picture on the canvas is of."""
        self._worker = _Worker(self)
        self._finished.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        for signal in (workspace.design_changed, workspace.view_changed, workspace.project_replaced):
            signal.connect(self.ask)
        workspace.catalog_changed.connect(self.ask)
        workspace.why_asked.connect(self.ask)
        self._worker.start()

    @Slot()
    def ask(self) -> None:
        """Plan and draw what is on the table now; whatever is being worked on is dropped if it is older."""
        space = self._workspace
        seen = (space.design, space.catalog, space.editor.view)
        drawn = self._seen is not None and all(a is b for a, b in zip(seen, self._seen, strict=True))
        last = self._wanted
        kept = last.kept if last is not None and self._is_of_now(last) else None
        self._want(Job(*seen, stale_plan=space.plan, drawn=drawn, asked_why=space.asked_why, kept=kept))

    def stop_improving(self) -> None:
        """Keep the best plan so far until something is changed; the search is dropped as by an edit."""
        space, last = self._workspace, self._wanted
        kept = space.best_so_far()
        if kept is None or last is None or self._worker.has_planned(last):
            space.said.emit("The plan is not being improved")
            return
        self._want(replace(last, stale_plan=kept, drawn=False, kept=kept))
        space.set_plan(kept, stopped=True)

    def _want(self, job: Job) -> None:
        if not self._worker.has_planned(job):
            self._workspace.set_state(PlanState.COMPUTING)
        with self._ready:
            self._wanted = job
            self._ready.notify()

    def stop(self) -> None:
        """End the worker; the window is closing."""
        with self._ready:
            self._stopping = True
            self._ready.notify()
        self._worker.join(timeout=5.0)

    # Called on the worker's thread

    def next_job(self, last: Job | None) -> Job | None:
        """Wait for a job other than `last`; None when the worker is to end."""
        with self._ready:
            self._ready.wait_for(lambda: self._stopping or self._wanted is not last)
            return None if self._stopping else self._wanted

    def is_outdated(self, job: Job) -> bool:
        """Whether something newer waits, so that this job is not worth finishing."""
        return self._stopping or self._wanted is not job

    def render(self, job: Job, plan: Plan | None) -> object:
        """The picture of a job."""
        return self._render(job.design, plan, job.catalog, job.view)

    def deliver(self, outcome: Outcome) -> None:
        """Hand an outcome over to the window's thread, if the window is still there."""
        with suppress(RuntimeError):
            self._finished.emit(outcome)

    def tell(self, job: Job, bound: float) -> None:
        """Hand over what no branches of a job cost less than, as far as that is proven."""
        with suppress(RuntimeError):
            self._told.emit(job, bound)

    # On the window's thread again

    @Slot(object, float)
    def _hear(self, job: object, bound: float) -> None:
        if isinstance(job, Job) and self._is_of_now(job):
            self._workspace.hear_bound(bound)

    @Slot(object)
    def _take(self, outcome: object) -> None:
        assert isinstance(outcome, Outcome)
        space, job = self._workspace, outcome.job
        if not self._is_of_now(job) or self._is_stopped(job):
            return
        is_whole = outcome.final and outcome.plan is not None
        if is_whole or outcome.picture is not None:
            self._seen = (job.design, job.catalog, job.view) if is_whole else None
        if outcome.picture is not None:
            self.pictured.emit(outcome.picture, job.view)
        if outcome.whys is not None and job.asked_why == space.asked_why:
            space.set_whys(outcome.whys)
        if outcome.crash:
            space.set_state(PlanState.FAILED, "The planner failed; undo the last step or send the report.")
            self.crashed.emit(outcome.crash)
        elif outcome.failure:
            space.set_state(PlanState.FAILED, outcome.failure)
        elif outcome.plan is not None and not outcome.final:
            space.set_first_plan(outcome.plan)
        elif outcome.plan is not None and outcome.plan is not space.plan:
            space.set_plan(outcome.plan)
        elif outcome.plan is not None:
            space.set_state(PlanState.CURRENT)

    def _is_of_now(self, job: Job) -> bool:
        """Whether nothing has been changed since a job was asked for."""
        return job.design is self._workspace.design and job.catalog is self._workspace.catalog

    def _is_stopped(self, job: Job) -> bool:
        """Whether a plan was kept since, so that what the job has still brought forth comes too late."""
        return self._wanted is not None and job.kept is not self._wanted.kept


class _Worker(threading.Thread):
    """Plans one job after the other, always the newest."""

    def __init__(self, owner: LivePlanner) -> None:
        super().__init__(name="live-plan", daemon=True)
        self._owner = owner
        self._planner: Planner | None = None
        self._catalog: Catalog | None = None
        self._done: tuple[Design, Catalog, Plan] | None = None
        self._last_s = 0.0
        self._shown: Plan | None = None

    def has_planned(self, job: Job) -> bool:
        """Whether the plan of this job is at hand, so that only a picture is wanted."""
        return self._at_hand(job) is not None

    def _at_hand(self, job: Job) -> Plan | None:
        """The plan of a job where none is to be made."""
        if job.kept is not None:
            return job.kept
        done = self._done
        return done[2] if done is not None and done[0] is job.design and done[1] is job.catalog else None

    def run(self) -> None:
        job: Job | None = None
        while (job := self._owner.next_job(job)) is not None:
            try:
                self._work(job)
            except PlanningCancelled:
                continue
            except Exception:
                self._owner.deliver(Outcome(job, crash=traceback.format_exc()))

    def _work(self, job: Job) -> None:
        """Plan and draw, each only where that is not at hand, and then explain what was asked about."""
        if (plan := self._at_hand(job)) is not None:
            picture = None if job.drawn else self._owner.render(job, plan)
            self._owner.deliver(Outcome(job, plan=plan, picture=picture))
        elif not self._make(job):
            return
        if job.asked_why:
            planner, outdated = self._planner_of(job), self._outdated(job)
            whys = planner.explain(job.design, job.asked_why, plan=job.kept, cancelled=outdated)
            self._owner.deliver(Outcome(job, whys=whys))

    def _make(self, job: Job) -> bool:
        """Plan and draw; False where the Design cannot be planned."""
        expected_s = self._expected_s(job)
        if expected_s > SLOW_S:
            self._owner.deliver(Outcome(job, picture=self._owner.render(job, job.stale_plan)))
        self._shown = None
        try:
            first_s = self._first(job) if expected_s > HASTE_S else 0.0
            plan, took_s = self._whole(job)
        except TrunklineError as problem:
            picture = self._owner.render(job, None)
            self._owner.deliver(Outcome(job, picture=picture, failure=problem.sentence()))
            return False
        self._last_s = first_s + took_s
        self._done = (job.design, job.catalog, plan)
        picture = None if self._is_drawn(plan) else self._owner.render(job, plan)
        self._owner.deliver(Outcome(job, plan=plan, picture=picture))
        return True

    def _expected_s(self, job: Job) -> float:
        """How long a plan may take: as long as the last one did, longer for a project that is much larger."""
        modules = _modules(job.design)
        known = _modules(self._done[0]) if self._done else 0
        return inf if modules > max(MANY, 2 * known) else self._last_s

    def _first(self, job: Job) -> float:
        """Show a hasty plan at once; the seconds that planning it took."""
        started = time.perf_counter()
        plan = self._planner_of(job).plan(
            job.design, cancelled=self._outdated(job), hasty=True, before=job.stale_plan
        )
        took_s = time.perf_counter() - started
        self._show(job, plan)
        return took_s

    def _whole(self, job: Job) -> tuple[Plan, float]:
        """The plan, and the seconds that it took; where these are many, a good one is shown before."""
        started = time.perf_counter()

        def offered(make: Callable[[], Plan]) -> None:
            if time.perf_counter() - started > HASTE_S and self._is_worth_showing(plan := make()):
                self._show(job, plan)

        plan = self._planner_of(job).plan(
            job.design,
            cancelled=self._outdated(job),
            told=lambda bound: self._owner.tell(job, bound),
            offered=offered,
        )
        return plan, time.perf_counter() - started

    def _is_worth_showing(self, plan: Plan) -> bool:
        """Whether branches are that much better than those shown: others would only flicker.

        Fewer circuits come before less cost: none are shown that are cheaper for having more.
        """
        if self._shown is None:
            return True
        own, shown = plan.trunk, self._shown.trunk
        if own.circuits != shown.circuits:
            return own.circuits < shown.circuits
        return own.cost < shown.cost * (1 - WORTH_SHOWING)

    def _is_drawn(self, plan: Plan) -> bool:
        """Whether what is shown already looks the same."""
        return self._shown is not None and is_drawn_alike(self._shown, plan)

    def _show(self, job: Job, plan: Plan) -> None:
        """A plan that better ones are to follow."""
        self._shown = plan
        self._owner.deliver(Outcome(job, plan=plan, final=False, picture=self._owner.render(job, plan)))

    def _planner_of(self, job: Job) -> Planner:
        """The planner that knows the catalogue of a job."""
        if self._planner is None or self._catalog is not job.catalog:
            self._planner, self._catalog = Planner(job.catalog, Crew()), job.catalog
        return self._planner

    def _outdated(self, job: Job) -> Callable[[], bool]:
        return lambda: self._owner.is_outdated(job)


def _modules(design: Design) -> int:
    return sum(len(row.modules) for row in design.rows)
