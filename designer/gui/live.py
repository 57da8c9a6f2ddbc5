"""The live plan: one worker thread plans the newest Design and compiles its picture; older work is dropped.

The window's thread only hands over values and receives values, so it never waits.
"""

import threading
from collections.abc import Callable
from contextlib import suppress

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal, Slot

from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.edit.view import View
from designer.gui.live_worker import Job, Outcome, Worker
from designer.gui.workspace import PlanState, Workspace

Render = Callable[[Design, Plan | None, Catalog, View], object]
"""Makes the picture of a view; a pure function that is called on the worker's thread."""

NOT_IMPROVED = "The plan is not being improved"

NOTHING_TO_KEEP = "There is no plan yet that could be kept"


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
        self._stopped: tuple[Design, Plan] | None = None
        self._ready = threading.Condition()
        self._stopping = False
        self._seen: tuple[Design, Catalog, View] | None = None
        """What the picture on the canvas is of."""
        self._worker = Worker(self)
        self._finished.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        workspace.project_replaced.connect(self._forget_stopped)
        for signal in (workspace.design_changed, workspace.view_changed, workspace.project_replaced):
            signal.connect(self.ask)
        workspace.catalog_changed.connect(self.ask)
        workspace.why_asked.connect(self.ask)
        self._worker.start()

    @Slot()
    def ask(self) -> None:
        """Plan and draw what is on the table now; a plan that is being made of anything else is dropped."""
        space = self._workspace
        seen = (space.design, space.catalog, space.editor.view)
        drawn = self._seen is not None and all(a is b for a, b in zip(seen, self._seen, strict=True))
        last = self._wanted
        kept = last.kept if last is not None and self._is_of_now(last) else None
        asked = space.asked_why
        turn = last.turn if last is not None else 0
        job = Job(
            *seen, space.plan, drawn=drawn, asked_why=asked, kept=kept, stopped=self._stopped, turn=turn
        )
        self._want(job)

    def redraw(self) -> None:
        """Make the picture anew, of what it was made of."""
        self._seen = None
        self.ask()

    def stop_improving(self) -> None:
        """Keep the best plan so far until something is changed that it follows from.

        The search is dropped as by an edit.
        """
        space, last = self._workspace, self._wanted
        kept = space.best_so_far()
        if kept is None or last is None or self._worker.has_planned(last):
            is_begun = space.state is PlanState.COMPUTING
            space.said.emit(NOTHING_TO_KEEP if is_begun else NOT_IMPROVED)
            return
        self._stopped = (last.design, kept)
        self._want(replace(last, stale_plan=kept, drawn=False, kept=kept, stopped=self._stopped))
        space.set_plan(kept, stopped=True)

    @Slot()
    def _forget_stopped(self) -> None:
        self._stopped = None

    def _want(self, job: Job) -> None:
        last = self._wanted
        if last is None or not job.wants_plan_of(last):
            job = replace(job, turn=last.turn + 1 if last else 0)
        is_on_its_way = last is not None and job.turn == last.turn and self._workspace.is_planning
        if not is_on_its_way and not self._worker.has_planned(job):
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

    def newest(self) -> Job | None:
        """The job that is wanted now; None when the worker is to end."""
        return None if self._stopping else self._wanted

    def render(self, job: Job, plan: Plan | None) -> object:
        """The picture of a job."""
        return self._render(job.design, plan, job.catalog, job.view)

    def deliver(self, outcome: Outcome) -> None:
        """Hand an outcome over to the window's thread, if the window is still there."""
        with suppress(RuntimeError):
            self._finished.emit(outcome)

    def tell(self, job: Job, bound: float) -> None:
        """Hand over what no branches of a job count for less than, as far as that is proven."""
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
        if not self._is_of_now(job) or self._is_late(job):
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
            space.set_plan(outcome.plan, stopped=outcome.stopped)
        elif outcome.plan is not None:
            space.set_state(PlanState.CURRENT)

    def _is_of_now(self, job: Job) -> bool:
        """Whether nothing has been changed since a job was asked for."""
        return job.design is self._workspace.design and job.catalog is self._workspace.catalog

    def _is_late(self, job: Job) -> bool:
        """Whether another plan is wanted since, or one was kept: what a job has brought forth is old."""
        return self._wanted is not None and job.turn != self._wanted.turn
