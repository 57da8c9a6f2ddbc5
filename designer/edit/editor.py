"""The headless editor: session, view, selection and the tool at work. The window only feeds and paints it.

Every story that a person can tell with mouse and keyboard can be told to an Editor without a window.
"""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from designer.core.errors import TrunklineError
from designer.core.findings import Location
from designer.core.geometry.axes import Point
from designer.edit.actions import Action, own_actions
from designer.edit.aiming import Aim
from designer.edit.commands import SELECT, Command, command_named, command_words
from designer.edit.constrain import ANGLE, field_names
from designer.edit.desk import Desk, Event
from designer.edit.entry import ZOOM_OPTIONS, angle_typed, command_typed, keyword_of, point_typed, size_typed
from designer.edit.session import Change, Session
from designer.edit.snapping.model import Guide, SnapResult
from designer.edit.spanning import as_clicks
from designer.edit.suggest import not_understood
from designer.edit.tool_at_work import ToolAtWork
from designer.edit.tools.base import (
    Gesture,
    Modifier,
    Pointer,
    Prompt,
    Response,
    Tool,
    ToolContext,
    ToolKey,
    Wants,
)
from designer.edit.view import View, ViewKind, surface_view

__all__ = ["Editor", "Event"]


class Editor(Desk):
    """One design on the table: what is open, looked at, selected, and being done."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.actions: dict[str, Action] = own_actions(self, self)
        self.repeated = SELECT
        """The command that Enter starts again at rest."""
        self._aim = Aim()
        self._after_zoom = False
        session.subscribe(self._design_changed)
        self._work = ToolAtWork(self, self._aim)

    # What the window reads

    @property
    def command(self) -> Command:
        """The command whose tool is at work."""
        return self._work.command

    @property
    def tool(self) -> Tool:
        """The tool at work."""
        return self._work.tool

    @property
    def response(self) -> Response:
        """What the tool answered last."""
        return self._work.response

    @property
    def prompt(self) -> Prompt:
        """What the tool asks for now."""
        return self.response.prompt

    @property
    def snap(self) -> SnapResult | None:
        """What the cursor is caught by."""
        return self._aim.snap

    @property
    def guides(self) -> tuple[Guide, ...]:
        """The lines that make the point meant."""
        return self._aim.guides

    @property
    def locked_fields(self) -> dict[str, float]:
        """Fields at the cursor that hold a typed value."""
        return dict(self._aim.locked)

    @locked_fields.setter
    def locked_fields(self, values: Mapping[str, float]) -> None:
        self._aim.locked = dict(values)

    def context(self) -> ToolContext:
        """What tools see at this moment."""
        return self._work.context()

    # Pointing

    def pointer(
        self, gesture: Gesture, raw: Point, modifiers: Iterable[Modifier] = (), *, snapping: bool = True
    ) -> None:
        """A pointer event at a place of the view; `snapping` False while the key for that is held."""
        self._aim.modifiers, self._aim.snapping = frozenset(modifiers), snapping
        if self.cursor != raw:
            self._aim.moved()
        self.cursor = raw
        told = as_clicks(gesture, self.prompt) if self.tool.spans else gesture
        self._point(told, self._meant(raw), raw)

    def cycle_snap(self) -> None:
        """Go to the next snap candidate under the cursor."""
        if self.cursor is not None:
            self._aim.next_candidate()
            self._point(Gesture.MOVE, self._meant(self.cursor), self.cursor)

    def _meant(self, raw: Point) -> Point:
        self.meant = self._aim.meant(raw, self.prompt, self.aids, self.mm_per_px, lambda: self.snapper)
        return self.meant

    def _point(self, gesture: Gesture, at: Point, raw: Point, *, exact: bool = False) -> None:
        event = Pointer(
            gesture=gesture,
            at=at,
            raw=raw,
            snap=self.snap,
            modifiers=self._aim.modifiers,
            exact=exact or bool(self._aim.locked),
        )
        if gesture in (Gesture.CLICK, Gesture.DRAG_END) and self.prompt.snaps:
            self.last_point = at
            self._aim.taken(at)
        self._work.ask(lambda tool, ctx: tool.pointer(ctx, event))

    # Typing

    def lock_field(self, name: str, value: float | None) -> None:
        """Hold a field at the cursor (length, angle, width, height) at a typed value; None lets it go."""
        if value is None:
            self._aim.locked.pop(name, None)
        elif name in field_names(self.prompt.fields):
            self._aim.locked[name] = value
        self.refresh()

    def draft(self, text: str) -> None:
        """A text is being typed for the tool at work."""
        if self.prompt.wants is Wants.TEXT:
            self._work.ask(lambda tool, ctx: tool.draft(ctx, text))

    def enter(self, line: str) -> None:
        """A line typed and confirmed: a value for the tool, a point, or a command."""
        is_text = self.prompt.wants is Wants.TEXT
        text = line if is_text else line.strip()
        after_zoom, self._after_zoom = self._after_zoom, False
        if not text:
            self.confirm()
        elif after_zoom and text.casefold() in ZOOM_OPTIONS:
            self.start(ZOOM_OPTIONS[text.casefold()])
        elif self._for_tool(text):
            self._follow_cursor()
        elif not (is_text or self._for_cursor(text)):
            self._for_editor(text)

    def _for_tool(self, text: str) -> bool:
        """Whether the tool took the text, as a keyword, or as a value of its own."""
        keyword = None
        if self.prompt.wants is not Wants.TEXT:
            keyword = keyword_of(text, self.prompt.keywords)
        texts = dict.fromkeys((*(() if keyword is None else (keyword.name,)), text))
        return any(self._text(one) is not None for one in texts)

    def _text(self, text: str) -> Response | None:
        return self._work.ask(lambda tool, ctx: tool.text(ctx, text))

    def _for_cursor(self, text: str) -> bool:
        """Whether the text was a point, or holds the direction of the next one. A broken one is told."""
        if self.prompt.wants is not Wants.POINT or command_typed(text):
            return False
        angle = angle_typed(text, self.prompt)
        if angle is not None:
            self.lock_field(ANGLE, angle)
            return True
        cursor = None if self.cursor is None else self._meant(self.cursor)
        try:
            size = size_typed(text, self.prompt, self._aim.locked)
            if size is not None:
                self.lock_field(*size)
                self.say("The width is held; now the height, or a click")
                return True
            point = point_typed(text, self.prompt, self.last_point, cursor, self._aim.locked)
        except ValueError as problem:
            self.say(f"{problem}.")
            return True
        if point is not None:
            self._click_exactly(point)
        return point is not None

    def _click_exactly(self, point: Point) -> None:
        """A click at a point that was typed; what follows is shown at the cursor, which is elsewhere."""
        self._aim.snap, self._aim.guides, self._aim.modifiers = None, (), frozenset()
        self._point(Gesture.CLICK, point, point, exact=True)
        self.refresh()

    def _for_editor(self, text: str) -> None:
        command = command_typed(text)
        if command is None:
            words = (*command_words(), *(keyword.name.casefold() for keyword in self.prompt.keywords))
            self.say(not_understood(text, words))
            return
        self._after_zoom = text.casefold() == "z"
        self.start(command.name)

    def offer(self, value: object) -> bool:
        """Hand the tool at work a value that was picked in a panel; whether it had a use for it."""
        return self._work.ask(lambda tool, ctx: tool.take(ctx, value)) is not None

    def confirm(self) -> None:
        """Enter, Space, right click: take typed fields, else confirm the step, else repeat the command."""
        if self._aim.locked and self.prompt.base is not None and self.cursor is not None:
            self._click_exactly(self._meant(self.cursor))
            return
        response = self._work.ask(lambda tool, ctx: tool.key(ctx, ToolKey.CONFIRM))
        if response is None and self.command.name == SELECT:
            self.start(self.repeated)
        else:
            self._follow_cursor()

    def key(self, key: ToolKey) -> None:
        """A key with a meaning to tools; what the tool has no use for may have one to the editor."""
        if key is ToolKey.BACK:
            self.take_back()
        elif self._work.ask(lambda tool, ctx: tool.key(ctx, key)) is None and key is ToolKey.DELETE:
            self.run("erase")

    def take_back(self) -> bool:
        """Whether a running tool took something back; an answer that shows the same again does not count."""
        before = self.response
        response = self._work.ask(lambda tool, ctx: tool.key(ctx, ToolKey.BACK))
        self._aim.locked = {}
        took = response is not None and replace(response, message="") != replace(before, message="")
        self._follow_cursor()
        return took

    def cancel(self) -> None:
        """Esc: typed fields, then one level of the tool, then the tool, then the selection."""
        if self._aim.locked:
            self._aim.locked = {}
            self.refresh()
            return
        if self._work.ask(lambda tool, ctx: tool.cancel(ctx)) is not None:
            self._follow_cursor()
        elif self.command.name != SELECT:
            self._work.begin(SELECT)
        else:
            self.select(frozenset())

    # Commands

    def start(self, name: str) -> None:
        """Start a tool or carry out an action by the command's name."""
        command = command_named(name)
        if not command.tool:
            self.run(name)
            return
        if name != SELECT:
            self.repeated = name
        self._work.begin(name)

    def run(self, name: str) -> None:
        """Carry out an action; the window adds its own to `actions`."""
        action = self.actions.get(name)
        if action is None:
            self.say(f"'{command_named(name).title}' needs the window")
            return
        try:
            action()
        except TrunklineError as problem:
            self.say(problem.sentence())

    # Where to look

    def look(self, view: View) -> None:
        """Look at another surface or the site. A tool whose points are of the view before ends."""
        if view == self.view or not self.is_there(view):
            return
        tied = self.tool.needs_surface or self.view.kind is ViewKind.BLANK
        if tied and self.command.name != SELECT:
            self._work.begin(SELECT)
        self.turn_to(view)
        self.refresh()

    def go_to(self, place: Location) -> None:
        """Look at a place of a surface. A finding may tell of a surface that has just been deleted."""
        view = surface_view(place.surface)
        if not self.is_there(view):
            self.say("That place is on a surface that is no more")
            return
        self.look(view)
        self.point_out(place)

    # Inside

    def _follow_cursor(self) -> None:
        """After keys and words the tool asks for something else: show it where the cursor is."""
        if self.prompt.wants is Wants.POINT and self.command.name != SELECT:
            self.refresh()

    def refresh(self) -> None:
        """Let the tool draw its preview anew at the last cursor place."""
        if self._work.taking_over:
            return
        if self.cursor is not None:
            self._point(Gesture.MOVE, self._meant(self.cursor), self.cursor)
        elif self.command.name == SELECT:
            self._work.ask(lambda tool, ctx: tool.begin(ctx))
        else:
            self.tell(Event.OVERLAY)

    def _design_changed(self, change: Change) -> None:
        self.forget_places()
        self.keep_existing_selected()
        if not self.is_there(self.view):
            go = self.turn_to if self._work.taking_over else self.look
            go(self.first_view())
        self.tell(Event.DESIGN)
        if not self._work.taking_over:
            self._work.ask(lambda tool, ctx: tool.followed(ctx, change.old))
        self.refresh()
