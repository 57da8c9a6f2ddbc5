"""The thread that plans the newest Design and compiles its picture: jobs come in, outcomes go out."""

import threading
import time
import traceback
from collections.abc import Callable
from math import inf
from typing import Protocol

from msgspec import Struct

from designer.core.errors import TrunklineError
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.core.planning import Planner, PlanningCancelled
from designer.core.trunk.circuits import CLEARLY
from designer.core.trunk.why import BranchWhy
from designer.drawing.views import is_drawn_alike
from designer.edit.view import View
from designer.io.crew import Crew

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

    stopped: tuple[Design, Plan] | None = None
    """The last plan of this project at which improving was stopped: it stays where it still follows."""
    turn: int = 0
    """Jobs of one turn want one plan; a Design that was left and is back is another turn."""

    def wants_plan_of(self, other: "Job") -> bool:
        """Whether it wants the plan that another job wants, and at most another picture or more answers."""
        return self.design is other.design and self.catalog is other.catalog and self.kept is other.kept


class Outcome(Struct, frozen=True, eq=False):
    """What became of a job: a plan, or the sentence of what hinders it; and a picture where one was made.

    A whole plan comes without one where that which is shown already is the same.
    """

    job: Job
    plan: Plan | None = None
    final: bool = True
    """Whether the plan is the whole answer; those before it have good branches and cuts, not yet the best."""
    stopped: bool = False
    """Whether its branches are those at which improving was stopped."""
    picture: object = None
    whys: tuple[BranchWhy, ...] | None = None
    failure: str = ""
    crash: str = ""


class Owner(Protocol):
    """Who has jobs done."""

    def next_job(self, last: Job | None) -> Job | None:
        """Wait for a job other than `last`; None when the worker is to end."""

    def newest(self) -> Job | None:
        """The job that is wanted now; None when the worker is to end."""

    def render(self, job: Job, plan: Plan | None) -> object:
        """The picture of a job."""

    def deliver(self, outcome: Outcome) -> None:
        """Take what became of a job."""

    def tell(self, job: Job, bound: float) -> None:
        """Hear what no branches of a job count for less than, beside those that are shown."""


class Worker(threading.Thread):
    """Plans one job after the other, always the newest."""

    def __init__(self, owner: Owner) -> None:
        super().__init__(name="live-plan", daemon=True)
        self._owner = owner
        self._job: Job | None = None
        self._planner: Planner | None = None
        self._catalog: Catalog | None = None
        self._done: tuple[Design, Catalog, Plan] | None = None
        self._last_s = 0.0
        self._stopped: tuple[Design, Plan] | None = None
        self._shown: Plan | None = None
        self._is_newest_shown = False
        """Whether that is the plan that the planner offered last."""
        self._drawn: tuple[Plan | None, View] | None = None
        """What the last picture of the job is of."""

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
        """Do what is wanted until nothing is any more."""
        while (job := self._owner.next_job(self._job)) is not None:
            self._job = job
            try:
                self._work(job)
            except PlanningCancelled:
                continue
            except Exception:
                self._owner.deliver(Outcome(self._job, crash=traceback.format_exc()))

    def _work(self, job: Job) -> None:
        """Plan and draw, each only where that is not at hand, and then explain what was asked about."""
        self._keep(job)
        if (plan := self._at_hand(job)) is not None:
            picture = None if job.drawn else self._owner.render(job, plan)
            self._owner.deliver(Outcome(job, plan=plan, stopped=self._is_kept(job), picture=picture))
        elif (made := self._make(job)) is not None:
            job = made
        else:
            return
        if job.asked_why:
            planner, asked = self._planner_of(job), job.asked_why
            whys = planner.explain(job.design, asked, cancelled=lambda: self._owner.newest() is not job)
            self._owner.deliver(Outcome(job, whys=whys))

    def _make(self, job: Job) -> Job | None:
        """Plan and draw; the job as it is by then, or None where the Design cannot be planned."""
        self._shown = self._drawn = None
        expected_s = self._expected_s(job)
        if expected_s > SLOW_S:
            self._owner.deliver(Outcome(job, picture=self._draw(job, job.stale_plan)))
        try:
            first_s = self._first(job) if expected_s > HASTE_S else 0.0
            plan, took_s = self._whole(job)
        except TrunklineError as problem:
            job = self._newest_of(job)
            picture = self._owner.render(job, None)
            self._owner.deliver(Outcome(job, picture=picture, failure=problem.sentence()))
            return None
        job = self._newest_of(job)
        self._last_s = first_s + took_s
        self._done = (job.design, job.catalog, plan)
        picture = None if self._is_drawn(job, plan) else self._draw(job, plan)
        self._owner.deliver(Outcome(job, plan=plan, stopped=self._is_kept(job), picture=picture))
        return job

    def _keep(self, job: Job) -> None:
        """Have the planner keep what improving was stopped at; another project begins with nothing kept."""
        if job.stopped is self._stopped:
            return
        self._stopped, planner = job.stopped, self._planner_of(job)
        if job.stopped is None:
            planner.forget_kept()
            return
        design, plan = job.stopped
        planner.keep(design, plan)
        if self._done is not None and self._done[0] is design:  # the search ended before it heard of Stop
            self._done = (design, self._done[1], plan)

    def _is_kept(self, job: Job) -> bool:
        return job.kept is not None or self._planner_of(job).keeps(job.design)

    def _newest_of(self, job: Job) -> Job:
        """The job as it was last taken up: with the view and the questions of now."""
        return self._job or job

    def _is_superseded(self) -> bool:
        """Whether another plan is wanted; a job that wants the same plan is taken up on the way.

        It is asked again and again while something is planned, so that the search for better branches
        goes on where somebody only looks elsewhere.
        """
        newest = self._owner.newest()
        if newest is self._job:
            return False
        if newest is None or self._job is None or newest.turn != self._job.turn:
            return True
        if threading.current_thread() is self:
            self._take_up(newest)
        return False

    def _take_up(self, job: Job) -> None:
        """Go on for a newer job, and draw what there is as it wants to see it.

        A fault in here must not end in the solver that asked, which knows nothing of pictures.
        """
        self._job = job
        if self._drawn is None or self._drawn[1] == job.view:
            return
        try:
            self._owner.deliver(Outcome(job, picture=self._draw(job, self._drawn[0]), final=False))
        except Exception:
            self._owner.deliver(Outcome(job, crash=traceback.format_exc()))

    def _expected_s(self, job: Job) -> float:
        """How long a plan may take: as long as the last one did, longer for a project that is much larger."""
        modules = _modules(job.design)
        known = _modules(self._done[0]) if self._done else 0
        return inf if modules > max(MANY, 2 * known) else self._last_s

    def _first(self, job: Job) -> float:
        """Show a hasty plan at once; the seconds that planning it took."""
        started = time.perf_counter()
        plan = self._planner_of(job).plan(
            job.design, cancelled=self._is_superseded, hasty=True, before=job.stale_plan
        )
        took_s = time.perf_counter() - started
        self._show(self._newest_of(job), plan)
        return took_s

    def _whole(self, job: Job) -> tuple[Plan, float]:
        """The plan, and the seconds that it took; where these are many, a good one is shown before."""
        started = time.perf_counter()
        self._is_newest_shown = False

        def offered(make: Callable[[], Plan]) -> None:
            self._is_newest_shown = False
            if time.perf_counter() - started > HASTE_S and self._is_worth_showing(plan := make()):
                self._is_newest_shown = True
                self._show(self._newest_of(job), plan)

        plan = self._planner_of(job).plan(
            job.design,
            cancelled=self._is_superseded,
            told=lambda bound: self._owner.tell(job, self._beside_shown(bound)),
            offered=offered,
        )
        return plan, time.perf_counter() - started

    def _beside_shown(self, bound: float) -> float:
        """What of a bound told beside the plan that was offered last holds beside the one that is shown.

        Plans with centre feeds may count for more beside the other one: they cost no less than this.
        """
        is_alike = self._is_newest_shown or self._shown is None or not self._shown.fed_in_the_middle
        return bound if is_alike else bound / (1 + CLEARLY)

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

    def _is_drawn(self, job: Job, plan: Plan) -> bool:
        """Whether what is shown already looks the same."""
        if self._shown is None or self._drawn is None or self._drawn[1] != job.view:
            return False
        return self._drawn[0] is self._shown and is_drawn_alike(self._shown, plan)

    def _show(self, job: Job, plan: Plan) -> None:
        """A plan that better ones are to follow."""
        self._shown = plan
        self._owner.deliver(Outcome(job, plan=plan, final=False, picture=self._draw(job, plan)))

    def _draw(self, job: Job, plan: Plan | None) -> object:
        """The picture of a plan on its way."""
        self._drawn = (plan, job.view)
        return self._owner.render(job, plan)

    def _planner_of(self, job: Job) -> Planner:
        """The planner that knows the catalogue of a job."""
        if self._planner is None or self._catalog is not job.catalog:
            self._planner, self._catalog = Planner(job.catalog, Crew()), job.catalog
        return self._planner


def _modules(design: Design) -> int:
    return sum(len(row.modules) for row in design.rows)
