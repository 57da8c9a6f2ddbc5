"""What all parts of the window share: the editor with Qt signals, the plan's state, layers and highlight."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Concatenate, ParamSpec

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from designer.core.errors import TrunklineError
from designer.core.findings import Location
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan, TrunkQuality
from designer.core.trunk.why import BranchWhy
from designer.drawing.layers import LayerName
from designer.edit.editor import Editor, Event
from designer.edit.picking.reach import out_of_reach
from designer.edit.session import Session

P = ParamSpec("P")


class PlanState(StrEnum):
    """Where the plan stands."""

    CURRENT = "current"
    COMPUTING = "computing"
    """The plan, if there is one, is that of an earlier Design."""
    IMPROVING = "improving"
    """The plan is a first answer to the current Design; a better one is looked for."""
    FAILED = "failed"


class Workspace(QObject):
    """The open project as panels see it. Panels read it, ask it for changes, and listen to its signals."""

    project_replaced = Signal()
    """Another project is open; everything is new."""
    design_changed = Signal()
    plan_changed = Signal()
    state_changed = Signal()
    bound_changed = Signal()
    """Something else is known of what branches cost at least, while better ones are looked for."""
    selection_changed = Signal()
    view_changed = Signal()
    tool_changed = Signal()
    overlay_changed = Signal()
    aids_changed = Signal()
    layers_changed = Signal()
    highlight_changed = Signal()
    catalog_changed = Signal()
    look_asked = Signal()
    """The canvas should go to `editor.look_at`."""
    seen_asked = Signal()
    """The canvas should go to `editor.look_at` unless that is seen well."""
    show_asked = Signal(object)
    """The canvas should zoom to these ids, a frozenset."""
    sight_asked = Signal(object)
    """The canvas should bring these ids, a frozenset, into sight where none of them is."""
    said = Signal(str)
    why_asked = Signal()
    """A panel wants to know why branches are as they are: `asked_why`."""
    file_changed = Signal()
    """The project is in another file, or in none."""
    why_told = Signal()
    """`whys` are the newest answers."""

    def __init__(self, design: Design, catalog: Catalog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.catalog = catalog
        self.hidden_layers: frozenset[LayerName] = frozenset()
        self.locked_layers: frozenset[LayerName] = frozenset()
        self.highlighted: frozenset[str] = frozenset()
        self.state = PlanState.COMPUTING
        self.failure = ""
        self._bound = 0.0
        self.stopped = False
        """Whether the plan is the best that was there when improving was stopped."""
        self.file: Path | None = None
        self.asked_why: frozenset[str] = frozenset()
        self.whys: tuple[BranchWhy, ...] = ()
        self.editor = self._editor_for(design)

    def _editor_for(self, design: Design) -> Editor:
        editor = Editor(Session(design, self.catalog))
        signals = {
            Event.DESIGN: self.design_changed,
            Event.PLAN: self.plan_changed,
            Event.SELECTION: self.selection_changed,
            Event.VIEW: self.view_changed,
            Event.TOOL: self.tool_changed,
            Event.OVERLAY: self.overlay_changed,
            Event.AIDS: self.aids_changed,
            Event.LOOK: self.look_asked,
            Event.SEEN: self.seen_asked,
        }
        for event, signal in signals.items():
            editor.subscribe(event, signal.emit)
        editor.subscribe(Event.MESSAGE, lambda: self.said.emit(editor.message))
        return editor

    def replace_project(self, design: Design) -> None:
        """Open another project in place of this one; actions of the window move over."""
        actions, aids = self.editor.actions, self.editor.aids
        self.editor = self._editor_for(design)
        own = self.editor.actions
        self.editor.actions = {**actions, **own}
        self.editor.aids = aids
        self._leave_alone()
        self.highlighted = frozenset()
        self.asked_why, self.whys = frozenset(), ()
        self.set_state(PlanState.COMPUTING)
        self.project_replaced.emit()

    def set_file(self, file: Path | None) -> None:
        """Tell which file the project is in."""
        self.file = file
        self.file_changed.emit()

    def replace_catalog(self, catalog: Catalog) -> None:
        """Products were added or changed."""
        self.catalog = catalog
        self.editor.session.catalog = catalog
        self.catalog_changed.emit()

    @property
    def session(self) -> Session:
        """Design and history."""
        return self.editor.session

    @property
    def design(self) -> Design:
        """The current Design."""
        return self.editor.session.design

    @property
    def plan(self) -> Plan | None:
        """The newest plan; it is of the current Design when `state` is CURRENT."""
        return self.editor.plan

    @property
    def is_planning(self) -> bool:
        """Whether another plan is to come without anything being done."""
        return self.state in (PlanState.COMPUTING, PlanState.IMPROVING)

    @property
    def selection(self) -> frozenset[str]:
        """Selected ids."""
        return self.editor.selection

    def edit(
        self,
        name: str,
        change: Callable[Concatenate[Design, P], Design],
        *args: P.args,
        **options: P.kwargs,
    ) -> bool:
        """One named step: `change` of the current Design; what cannot be done is said. True when done."""
        try:
            changed = change(self.design, *args, **options)
        except TrunklineError as problem:
            self.said.emit(problem.sentence())
            return False
        return self.editor.commit(name, changed)

    def select(self, ids: Iterable[str]) -> None:
        """Change the selection."""
        self.editor.select(ids)

    def point_to(self, ids: Iterable[str]) -> None:
        """Select things in a list or plot, and have the canvas go where they can be seen."""
        chosen = frozenset(ids)
        self.select(chosen)
        self.sight_asked.emit(chosen)

    def highlight(self, ids: Iterable[str]) -> None:
        """Light things up on the canvas and in all panels, without selecting them."""
        lit = frozenset(ids)
        if lit != self.highlighted:
            self.highlighted = lit
            self.highlight_changed.emit()

    def show(self, ids: Iterable[str]) -> None:
        """Zoom the canvas to things."""
        self.show_asked.emit(frozenset(ids))

    def go_to(self, place: Location) -> None:
        """Go to a place of a surface."""
        self.editor.go_to(place)

    def set_hidden_layers(self, layers: Iterable[LayerName]) -> None:
        """Hide layers on the canvas; the drawing that is exported has all."""
        self.hidden_layers = frozenset(layers)
        self._layers_changed()

    def set_locked_layers(self, layers: Iterable[LayerName]) -> None:
        """Keep things on layers from being picked on the canvas."""
        self.locked_layers = frozenset(layers)
        self._layers_changed()

    def _layers_changed(self) -> None:
        self._leave_alone()
        self.layers_changed.emit()

    def _leave_alone(self) -> None:
        unseen = out_of_reach(self.hidden_layers)
        self.editor.leave_alone(out_of_reach(self.hidden_layers | self.locked_layers), unseen)

    def ask_why(self, branches: Iterable[str]) -> None:
        """Ask why these branches are as they are, now and after every edit; none = no more."""
        asked = frozenset(branches)
        if asked != self.asked_why:
            self.asked_why = asked
            self.why_asked.emit()

    def set_whys(self, whys: tuple[BranchWhy, ...]) -> None:
        """The answers for the current Design."""
        self.whys = whys
        self.why_told.emit()

    def set_plan(self, plan: Plan, *, stopped: bool = False) -> None:
        """A plan of the current Design; `stopped` where better ones are looked for no longer."""
        self.stopped = stopped
        self.set_state(PlanState.CURRENT)
        self.editor.set_plan(plan)

    def set_first_plan(self, plan: Plan) -> None:
        """A first answer to the current Design, or a better one."""
        if self.state is not PlanState.IMPROVING:
            self._bound = 0.0
        self.stopped, self.whys = False, ()  # answers are those of other branches
        self.set_state(PlanState.IMPROVING)
        self.editor.set_plan(plan)

    def best_so_far(self) -> Plan | None:
        """The plan while better ones are looked for, with what is proven of it by now; else None."""
        if self.state is not PlanState.IMPROVING or self.plan is None:
            return None
        known = self.quality
        return replace(self.plan, trunk=replace(known, bound=round(known.bound, 2)))

    def hear_bound(self, bound: float) -> None:
        """Branches of the current Design count for at least so much beside those shown, as is proven."""
        if self.state is PlanState.IMPROVING and bound != self._bound:
            self._bound = bound
            self.bound_changed.emit()

    @property
    def quality(self) -> TrunkQuality:
        """How good the branches of the newest plan are, as far as is known by now."""
        known = self.plan.trunk if self.plan else TrunkQuality()
        if self.state is not PlanState.IMPROVING:
            return known
        return replace(known, bound=min(known.cost, max(known.bound, self._bound)))

    def set_state(self, state: PlanState, failure: str = "") -> None:
        """Tell where the plan stands; `failure` is the sentence of what hinders it."""
        if (state, failure) != (self.state, self.failure):
            self.state, self.failure = state, failure
            self.state_changed.emit()
