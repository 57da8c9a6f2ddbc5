"""What lies on the table: the session, its plan, what is looked at and selected; and who wants to know."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from msgspec.structs import replace

from designer.core.errors import TrunklineError
from designer.core.findings import Location
from designer.core.geometry.axes import Point
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.edit.aids import Aid, Aids
from designer.edit.picking.index import PickIndex
from designer.edit.picking.model import Kind
from designer.edit.picking.objects import all_in_view, kind_of_id, still_existing, surface_of
from designer.edit.session import Session
from designer.edit.snapping.engine import Snapper
from designer.edit.view import SITE, View, ViewKind, place_in, surface_view


class Event(StrEnum):
    """What listeners of an Editor may want to know of."""

    DESIGN = "design"
    PLAN = "plan"
    SELECTION = "selection"
    VIEW = "view"
    TOOL = "tool"
    OVERLAY = "overlay"
    """Preview, snap mark, prompt or fields at the cursor changed."""
    MESSAGE = "message"
    LOOK = "look"
    """The canvas should go to `look_at`."""
    SEEN = "seen"
    """The canvas should go to `look_at` unless that is seen well."""
    AIDS = "aids"


class Desk:
    """State that tools and panels share, without a tool. Every change of it is told once."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.plan: Plan | None = None
        self.view: View = self.first_view()
        self.selection: frozenset[str] = frozenset()
        self.aids = Aids()
        self.mm_per_px = 10.0
        self.message = ""
        self.look_at: Location | None = None
        self.cursor: Point | None = None
        self.meant: Point | None = None
        """What the cursor stands for: after snaps, ortho, polar and typed fields."""
        self.last_point: Point | None = None
        self._before_blank = self.view
        self._listeners: dict[Event, list[Callable[[], None]]] = {event: [] for event in Event}
        self._picker: PickIndex | None = None
        self._out_of_reach: frozenset[Kind] = frozenset()
        self._unseen: frozenset[Kind] = frozenset()
        self._snapper: Snapper | None = None

    def subscribe(self, event: Event, listener: Callable[[], None]) -> None:
        """Call `listener` whenever something of this kind changed."""
        self._listeners[event].append(listener)

    def tell(self, event: Event) -> None:
        """Something of this kind changed."""
        for listener in tuple(self._listeners[event]):
            listener()

    def say(self, message: str) -> None:
        """Tell the person something, once."""
        self.message = message
        self.tell(Event.MESSAGE)

    # Things by place

    @property
    def picker(self) -> PickIndex:
        """Things of the current view by place; made when first asked for."""
        if self._picker is None:
            self._picker = PickIndex(
                self.session.design, self.plan, self.session.catalog, self.view, without=self._out_of_reach
            )
        return self._picker

    def leave_alone(self, kinds: frozenset[Kind], unseen: frozenset[Kind] = frozenset()) -> None:
        """Things of these kinds cannot be picked any more: their layers are hidden or locked.

        Those `unseen` do not catch the cursor either.
        """
        self._out_of_reach, self._unseen = kinds, unseen
        self.forget_places()
        self.select_quietly(self._within_reach(self.selection))
        self.refresh()

    @property
    def snapper(self) -> Snapper:
        """Points of the current view that the cursor may be caught by; made when first asked for."""
        if self._snapper is None:
            self._snapper = Snapper(
                self.session.design, self.plan, self.session.catalog, self.view, without=self._unseen
            )
        return self._snapper

    def forget_places(self) -> None:
        """Design, plan or view are others now."""
        self._picker = self._snapper = None

    # Changes

    def commit(self, name: str, design: Design, *, key: str = "") -> bool:
        """Make a step of the history; what breaks an invariant is refused in words. True when made."""
        try:
            return self.session.commit(name, design, key=key)
        except TrunklineError as problem:
            self.say(problem.sentence())
            return False

    def refresh(self) -> None:
        """What lies over the drawing may have changed."""
        self.tell(Event.OVERLAY)

    def select(self, ids: Iterable[str]) -> None:
        """Change the selection."""
        if self.select_quietly(frozenset(ids)):
            self.refresh()

    def select_quietly(self, ids: frozenset[str]) -> bool:
        """Change the selection without asking the tool for a new preview; whether it changed."""
        if ids == self.selection:
            return False
        self.selection = ids
        self.tell(Event.SELECTION)
        return True

    def select_all(self) -> None:
        """Select all of the view that may be picked."""
        self.select(self._within_reach(all_in_view(self.session.design, self.view)))

    def keep_existing_selected(self) -> None:
        """Take out of the selection what is no more."""
        if self.selection:
            self.select_quietly(still_existing(self.session.design, self.plan, self.selection))

    def _within_reach(self, ids: frozenset[str]) -> frozenset[str]:
        if not self._out_of_reach:
            return ids
        design, plan = self.session.design, self.plan
        return frozenset(name for name in ids if kind_of_id(design, plan, name) not in self._out_of_reach)

    def turn_to(self, view: View) -> None:
        """Look at another view; at the first one where its surface has been deleted meanwhile."""
        seen = view if self.is_there(view) else self.first_view()
        if seen != self.view:
            if self.view.kind is not ViewKind.BLANK:
                self._before_blank = self.view
            self.view = seen
            self.cursor = self.meant = self.last_point = None
            self.forget_places()
            self.tell(Event.VIEW)

    def leave_blank(self) -> None:
        """Look at what was looked at before an empty frame."""
        if self.view.kind is ViewKind.BLANK:
            self.turn_to(self._before_blank)

    def point_out(self, place: Location) -> None:
        """Have the canvas go to a place of a surface."""
        self.turn_to(surface_view(place.surface))
        self.look_at = place
        self.tell(Event.LOOK)

    def keep_seen(self, place: Location) -> None:
        """Have the canvas go to a place of a surface unless it is seen well as it is."""
        self.turn_to(surface_view(place.surface))
        self.look_at = place
        self.tell(Event.SEEN)

    def set_plan(self, plan: Plan | None) -> None:
        """The plan of the current, or of an earlier Design has been computed."""
        self.plan = plan
        self.forget_places()
        if plan is not None:
            self.keep_existing_selected()
        self.tell(Event.PLAN)
        self.refresh()

    def set_aids(self, aids: Aids) -> None:
        """Change the drawing aids."""
        self.aids = aids
        self.tell(Event.AIDS)
        self.refresh()

    def toggle(self, aid: Aid) -> None:
        """Switch one drawing aid."""
        self.set_aids(replace(self.aids, **{aid.value: not getattr(self.aids, aid.value)}))

    # Where to look

    def is_there(self, view: View) -> bool:
        """Whether what a view shows still exists."""
        surfaces = self.session.design.surfaces
        return view.kind is not ViewKind.SURFACE or any(one.id == view.surface for one in surfaces)

    def first_view(self) -> View:
        """The first surface; without any the site."""
        surfaces = self.session.design.surfaces
        return surface_view(surfaces[0].id) if surfaces else SITE

    def surface_meant(self) -> str | None:
        """The surface of the selection, else the one under the cursor, else the first one."""
        design = self.session.design
        found = (surface_of(design, self.plan, name) for name in sorted(self.selection))
        if chosen := next((name for name in found if name), None):
            return chosen
        if self.cursor is not None and (place := place_in(design, self.view, self.cursor)):
            return place[0]
        return design.surfaces[0].id if design.surfaces else None
