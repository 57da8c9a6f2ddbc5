"""The headless editor: session, view, selection and the tool at work. The window only feeds and paints it.

Every story that a person can tell with mouse and keyboard can be told to an Editor without a window.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum

from msgspec.structs import replace

from designer.core.errors import TrunklineError
from designer.core.findings import Location
from designer.core.geometry.axes import Point
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.edit.aids import Aid, Aids
from designer.edit.commands import Command, command_of, command_words, tool_of
from designer.edit.constrain import constrained, field_names, with_fields
from designer.edit.objects import all_in_view, existing_ids
from designer.edit.pick_index import PickIndex
from designer.edit.removing import remove_things
from designer.edit.session import Change, Session
from designer.edit.snapping.engine import Snapper
from designer.edit.snapping.model import Guide, SnapResult
from designer.edit.suggest import did_you_mean
from designer.edit.tools.base import (
    Commit,
    Gesture,
    Modifier,
    Pointer,
    Prompt,
    Response,
    ToolContext,
    ToolKey,
    Wants,
)
from designer.edit.typed import parse_length_or_none, parse_point
from designer.edit.view import SITE, View, ViewKind, surface_view


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
    AIDS = "aids"


Action = Callable[[], None]


class Editor:
    """One design on the table: what is open, looked at, selected, and being done."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.plan: Plan | None = None
        self.view: View = self._first_view()
        self.selection: frozenset[str] = frozenset()
        self.aids = Aids()
        self.mm_per_px = 10.0
        self.message = ""
        self.look_at: Location | None = None
        self.snap: SnapResult | None = None
        self.guides: tuple[Guide, ...] = ()
        self.cursor: Point | None = None
        self.last_point: Point | None = None
        self.locked_fields: dict[str, float] = {}
        self.actions: dict[str, Action] = self._own_actions()
        self._listeners: dict[Event, list[Callable[[], None]]] = {event: [] for event in Event}
        self._last_command = "select"
        self._snap_turn = 0
        self._modifiers: frozenset[Modifier] = frozenset()
        self._picker: PickIndex | None = None
        self._snapper: Snapper | None = None
        session.subscribe(self._design_changed)
        self.command = _command("select")
        self._tool = tool_of(self.command)
        self.response = self._tool.begin(self.context())

    # What the window reads

    @property
    def prompt(self) -> Prompt:
        """What the tool asks for now."""
        return self.response.prompt

    @property
    def picker(self) -> PickIndex:
        """Things of the current view by place; made when first asked for."""
        if self._picker is None:
            self._picker = PickIndex(self.session.design, self.plan, self.session.catalog, self.view)
        return self._picker

    def context(self) -> ToolContext:
        """What tools see at this moment."""
        return ToolContext(
            design=self.session.design,
            catalog=self.session.catalog,
            view=self.view,
            picker=self.picker,
            plan=self.plan,
            selection=self.selection,
            mm_per_px=self.mm_per_px,
            reach_px=self.aids.reach_px,
        )

    def subscribe(self, event: Event, listener: Callable[[], None]) -> None:
        """Call `listener` whenever something of this kind changed."""
        self._listeners[event].append(listener)

    # Pointing

    def pointer(
        self, gesture: Gesture, raw: Point, modifiers: Iterable[Modifier] = (), *, snapping: bool = True
    ) -> None:
        """A pointer event at a place of the view; `snapping` False while the key for that is held."""
        self._modifiers = frozenset(modifiers)
        if self.cursor != raw:
            self._snap_turn = 0
        self.cursor = raw
        at = self._meant(raw, snapping=snapping)
        self._point(Pointer(gesture=gesture, at=at, raw=raw, snap=self.snap, modifiers=self._modifiers))

    def cycle_snap(self) -> None:
        """Go to the next snap candidate under the cursor."""
        self._snap_turn += 1
        if self.cursor is not None:
            turn = self._snap_turn
            at = self._meant(self.cursor, snapping=True)
            self._snap_turn = turn
            self._point(Pointer(gesture=Gesture.MOVE, at=at, raw=self.cursor, snap=self.snap))

    def _meant(self, raw: Point, *, snapping: bool) -> Point:
        """The point that a cursor place stands for: typed fields, then snaps, then ortho and polar."""
        prompt = self.prompt
        self.snap, self.guides = None, ()
        if prompt.wants is not Wants.POINT or not prompt.snaps:
            return raw
        if self.locked_fields and prompt.base is not None:
            return with_fields(prompt, raw, self.locked_fields)
        if snapping and (found := self._snapped(raw, prompt)):
            self.snap, self.guides = found, found.guides
            return found.point
        ortho = self.aids.ortho != (Modifier.SHIFT in self._modifiers)
        point, self.guides = constrained(raw, prompt, replace(self.aids, ortho=ortho), self.mm_per_px)
        return point

    def _snapped(self, raw: Point, prompt: Prompt) -> SnapResult | None:
        if not self.aids.snap:
            return None
        if self._snapper is None:
            self._snapper = Snapper(self.session.design, self.plan, self.session.catalog, self.view)
        reach = self.aids.reach_px * self.mm_per_px
        found = self._snapper.candidates(raw, reach, kinds=self.aids.kinds, base=prompt.base)
        return found[self._snap_turn % len(found)] if found else None

    def _point(self, event: Pointer) -> None:
        if event.gesture in (Gesture.CLICK, Gesture.DRAG_END):
            self.last_point = event.at
            self.locked_fields = {}
        self._guarded(lambda: self._tool.pointer(self.context(), event))

    # Typing

    def lock_field(self, name: str, value: float | None) -> None:
        """Hold a field at the cursor (length, angle, width, height) at a typed value; None lets it go."""
        if value is None:
            self.locked_fields.pop(name, None)
        elif name in field_names(self.prompt.fields):
            self.locked_fields[name] = value
        self._refresh()

    def enter(self, line: str) -> None:
        """A line typed and confirmed: a value for the tool, a point, or a command."""
        text = line if self.prompt.wants is Wants.TEXT else line.strip()
        if not text:
            self.confirm()
            return
        try:
            if not self._for_tool(text):
                self._for_editor(text)
        except (TrunklineError, ValueError) as problem:
            self.say(_sentence(problem))

    def _for_tool(self, text: str) -> bool:
        """Whether the tool took the text, as a value of its own or as a point."""
        response = self._tool.text(self.context(), text)
        if response is not None:
            self._show(response)
            return True
        if self.prompt.wants is not Wants.POINT or command_of(text):
            return False
        point = self._typed_point(text)
        if point is None:
            return False
        self._point(Pointer(gesture=Gesture.CLICK, at=point, raw=point, modifiers=frozenset()))
        return True

    def _typed_point(self, text: str) -> Point | None:
        base = self.prompt.base
        point = parse_point(text, base if base is not None else self.last_point)
        if point is not None:
            return point
        length = parse_length_or_none(text)
        names = field_names(self.prompt.fields)
        if length is None or base is None or self.cursor is None or not names:
            return None
        locked = {**self.locked_fields, names[0]: length}
        return with_fields(self.prompt, self._meant(self.cursor, snapping=True), locked)

    def _for_editor(self, text: str) -> None:
        command = command_of(text)
        if command is None:
            self.say(f"'{text}' is not understood here{did_you_mean(text, command_words())}")
        else:
            self.start(command.name)

    def confirm(self) -> None:
        """Enter, Space, right click: take typed fields, else confirm the step, else repeat the command."""
        if self.locked_fields and self.prompt.base is not None and self.cursor is not None:
            at = with_fields(self.prompt, self.cursor, self.locked_fields)
            self._point(Pointer(gesture=Gesture.CLICK, at=at, raw=at))
            return
        response = self._answer(lambda: self._tool.key(self.context(), ToolKey.CONFIRM))
        if response is None and self.command.name == "select":
            self.start(self._last_command)

    def key(self, key: ToolKey) -> None:
        """A key with a meaning to tools."""
        response = self._answer(lambda: self._tool.key(self.context(), key))
        if response is None and key is ToolKey.DELETE:
            self.run("erase")

    def cancel(self) -> None:
        """Esc: typed fields, then one level of the tool, then the tool, then the selection."""
        if self.locked_fields:
            self.locked_fields = {}
            self._refresh()
            return
        response = self._answer(lambda: self._tool.cancel(self.context()))
        if response is not None:
            return
        if self.command.name != "select":
            self._begin("select")
        else:
            self.select(frozenset())

    # Commands

    def start(self, name: str) -> None:
        """Start a tool or carry out an action by the command's name."""
        command = _command(name)
        if not command.tool:
            self.run(name)
            return
        if name != "select":
            self._last_command = name
        self._begin(name)

    def run(self, name: str) -> None:
        """Carry out an action; the window adds its own to `actions`."""
        action = self.actions.get(name)
        if action is None:
            self.say(f"'{_command(name).title}' needs the window")
            return
        try:
            action()
        except TrunklineError as problem:
            self.say(problem.sentence())

    def _begin(self, name: str) -> None:
        self.command = _command(name)
        self.locked_fields = {}
        tool = tool_of(self.command)
        if tool.needs_surface and self.view.kind is not ViewKind.SURFACE:
            self._enter_surface()
        self._tool = tool
        self._guarded(lambda: tool.begin(self.context()))
        self._tell(Event.TOOL)

    def _enter_surface(self) -> None:
        """Leave the site view for the surface of the selection, else the first one."""
        surfaces = [surface.id for surface in self.session.design.surfaces]
        chosen = [name for name in surfaces if name in self.selection] or surfaces
        if chosen:
            self.look(surface_view(chosen[0]))

    def _own_actions(self) -> dict[str, Action]:
        aids = {f"aid-{aid.value}": lambda aid=aid: self.toggle(aid) for aid in Aid}
        return {
            "undo": self._undo,
            "redo": self._redo,
            "erase": self._erase,
            "select-all": lambda: self.select(all_in_view(self.session.design, self.view)),
            "site-view": lambda: self.look(SITE),
            **aids,
        }

    def _undo(self) -> None:
        name = self.session.undo_name
        self.say(f"Undone: {name}" if self.session.undo() else "There is nothing to undo")

    def _redo(self) -> None:
        name = self.session.redo_name
        self.say(f"Redone: {name}" if self.session.redo() else "There is nothing to redo")

    def _erase(self) -> None:
        if not self.selection:
            self.say("Nothing is selected; select what to delete first")
            return
        removed = remove_things(self.session.design, self.plan, self.selection)
        if not self.commit(removed.name, removed.design):
            self.say(removed.refusal or "Nothing of the selection can be deleted")

    # Changes

    def commit(self, name: str, design: Design, *, key: str = "") -> bool:
        """Make a step of the history from outside the tools: panels, dialogs, actions."""
        try:
            return self.session.commit(name, design, key=key)
        except TrunklineError as problem:
            self.say(problem.sentence())
            return False

    def select(self, ids: Iterable[str]) -> None:
        """Change the selection."""
        chosen = frozenset(ids)
        if chosen != self.selection:
            self.selection = chosen
            self._tell(Event.SELECTION)
            self._refresh()

    def look(self, view: View) -> None:
        """Look at another surface or the site."""
        if view == self.view:
            return
        self.view = view
        self.cursor = self.last_point = None
        self._forget_indexes()
        self._tell(Event.VIEW)
        self._refresh()

    def go_to(self, place: Location) -> None:
        """Look at a place of a surface."""
        self.look(surface_view(place.surface))
        self.look_at = place
        self._tell(Event.LOOK)

    def set_plan(self, plan: Plan | None) -> None:
        """The plan of the current, or of an earlier Design has been computed."""
        self.plan = plan
        self._forget_indexes()
        self._tell(Event.PLAN)
        self._refresh()

    def set_aids(self, aids: Aids) -> None:
        """Change the drawing aids."""
        self.aids = aids
        self._tell(Event.AIDS)
        self._refresh()

    def toggle(self, aid: Aid) -> None:
        """Switch one drawing aid."""
        self.set_aids(replace(self.aids, **{aid.value: not getattr(self.aids, aid.value)}))

    def say(self, message: str) -> None:
        """Tell the person something, once."""
        self.message = message
        self._tell(Event.MESSAGE)

    # Inside

    def _guarded(self, answer: Callable[[], Response]) -> None:
        self._answer(answer)

    def _answer(self, answer: Callable[[], Response | None]) -> Response | None:
        """Let the tool answer; what it cannot do is said, and it stays as it was."""
        try:
            response = answer()
            if response is not None:
                self._show(response)
        except TrunklineError as problem:
            self.say(problem.sentence())
            return self.response
        return response

    def _show(self, response: Response) -> None:
        """Take over a tool's answer: selection, commit, view, prompt and preview."""
        self.response = response
        if response.select is not None:
            self.select_quietly(response.select)
        if response.commit is not None:
            self._take(response.commit)
        if response.view is not None:
            self.look(response.view)
        if response.message:
            self.say(response.message)
        if response.look_at is not None:
            self.go_to(response.look_at)
        if response.done:
            self._begin("select")
        self._tell(Event.OVERLAY)

    def _take(self, commit: Commit) -> None:
        self.session.commit(commit.name, commit.design, key=commit.key)
        if commit.view is not None:
            self.look(commit.view)
        if commit.select is not None:
            self.select_quietly(commit.select)

    def select_quietly(self, ids: frozenset[str]) -> None:
        """Change the selection without asking the tool for a new preview."""
        if ids != self.selection:
            self.selection = ids
            self._tell(Event.SELECTION)

    def _refresh(self) -> None:
        """Let the tool draw its preview anew at the last cursor place."""
        if self.cursor is None:
            self._tell(Event.OVERLAY)
            return
        at = self._meant(self.cursor, snapping=True)
        event = Pointer(gesture=Gesture.MOVE, at=at, raw=self.cursor, snap=self.snap)
        self._guarded(lambda: self._tool.pointer(self.context(), event))

    def _design_changed(self, change: Change) -> None:
        self._forget_indexes()
        design = change.new
        kept = self.selection & existing_ids(design, self.plan)
        if self.view.kind is ViewKind.SURFACE and all(s.id != self.view.surface for s in design.surfaces):
            self.look(self._first_view())
        self.select_quietly(kept)
        self._tell(Event.DESIGN)

    def _first_view(self) -> View:
        surfaces = self.session.design.surfaces
        return surface_view(surfaces[0].id) if surfaces else SITE

    def _forget_indexes(self) -> None:
        self._picker = self._snapper = None

    def _tell(self, event: Event) -> None:
        for listener in tuple(self._listeners[event]):
            listener()


def _command(name: str) -> Command:
    command = command_of(name)
    if command is None:
        raise KeyError(name)
    return command


def _sentence(problem: Exception) -> str:
    return problem.sentence() if isinstance(problem, TrunklineError) else f"{problem}."
