"""The tool at work: it is begun, asked and dropped here, and what it answers is done."""

from collections.abc import Callable

from designer.core.errors import TrunklineError
from designer.edit.aiming import Aim
from designer.edit.commands import SELECT, Command, command_named, tool_of
from designer.edit.desk import Desk, Event
from designer.edit.tools.base import Commit, Prompt, Response, Tool, ToolContext, Wants
from designer.edit.view import ViewKind, surface_view

IDLE = Prompt(text="", wants=Wants.NOTHING)
"""What is asked for before a tool has said anything."""


class ToolAtWork:
    """One tool after the other on a desk; where none is asked for, selecting goes on."""

    def __init__(self, desk: Desk, aim: Aim) -> None:
        self._desk = desk
        self._aim = aim
        self.command = command_named(SELECT)
        self.tool = tool_of(self.command)
        self.taking_over = False
        """While an answer is being done, the tool is not to be asked for another."""
        self.response = self.tool.begin(self.context())

    def context(self) -> ToolContext:
        """What tools see at this moment."""
        desk = self._desk
        return ToolContext(
            design=desk.session.design,
            catalog=desk.session.catalog,
            view=desk.view,
            picker=desk.picker,
            plan=desk.plan,
            selection=desk.selection,
            mm_per_px=desk.mm_per_px,
            reach_px=desk.aids.reach_px,
        )

    # Beginning and ending

    def begin(self, name: str) -> None:
        """Let a tool take over; where it cannot begin, that is said and selecting goes on."""
        command = command_named(name)
        tool = tool_of(command)
        self._desk.leave_blank()
        if name != SELECT and tool.needs_surface and not self._on_a_surface():
            self._desk.say("There is no surface yet; draw one first")
            command = command_named(SELECT)
            tool = tool_of(command)
        self._take_up(command, tool)
        try:
            self._show(tool.begin(self.context()))
        except TrunklineError as problem:
            self._desk.say(problem.sentence())
            if self.command.name != SELECT:
                self.begin(SELECT)
        except Exception:
            self._drop()
            raise
        self._desk.tell(Event.TOOL)

    def _take_up(self, command: Command, tool: Tool) -> None:
        self.command, self.tool = command, tool
        self._aim.restart()
        self.response = Response(prompt=IDLE)

    def _on_a_surface(self) -> bool:
        """Whether a surface is looked at; where none is, one that is meant by selection or cursor will be."""
        if self._desk.view.kind is not ViewKind.SURFACE:
            surface = self._desk.surface_meant()
            if surface is None:
                return False
            self._desk.turn_to(surface_view(surface))
        return True

    def _drop(self) -> None:
        """Go back to selecting without asking the tool at work for anything."""
        self.taking_over = False
        command = command_named(SELECT)
        self._take_up(command, tool_of(command))
        self._desk.leave_blank()
        self._desk.tell(Event.TOOL)
        self._desk.tell(Event.OVERLAY)

    # Answers

    def ask(self, answer: Callable[[Tool, ToolContext], Response | None]) -> Response | None:
        """Let the tool answer; what it cannot do is said, and all stays as it was.

        Any other error is one of the program: the tool is dropped, so that the next event finds the editor in
        order, and the error goes on to whoever looks after those.
        """
        try:
            response = answer(self.tool, self.context())
            if response is not None:
                self._show(response)
        except TrunklineError as problem:
            self._desk.say(problem.sentence())
            return self.response
        except Exception:
            self._drop()
            raise
        return response

    def _show(self, response: Response) -> None:
        """Take over a tool's answer: commit, selection, view, prompt and preview."""
        self.taking_over = True
        try:
            self.response = response
            self._aim.based_on(response.prompt.base)
            if response.prompt.wants is not Wants.POINT:
                self._aim.aimless()
            self._take(response)
        finally:
            self.taking_over = False
        if response.done:
            self.begin(SELECT)
        self._desk.tell(Event.OVERLAY)

    def _take(self, response: Response) -> None:
        desk = self._desk
        if response.select is not None:
            desk.select_quietly(response.select)
        if response.commit is not None and not self._keep(response.commit):
            return
        if response.view is not None:
            desk.turn_to(response.view)
        if response.look_at is not None:
            desk.point_out(response.look_at)
        if response.keep_seen is not None:
            desk.keep_seen(response.keep_seen)
        if response.message:
            desk.say(response.message)

    def _keep(self, commit: Commit) -> bool:
        """Make the step; False, and said in words, where it breaks an invariant.

        One that changes nothing is said to: whoever then goes back would undo the step before.
        """
        desk = self._desk
        if commit.design == desk.session.design:
            desk.say(f"{commit.name}: nothing changes by that")
        elif not desk.commit(commit.name, commit.design, key=commit.key):
            return False
        self._aim.points = []
        if commit.view is not None:
            desk.turn_to(commit.view)
        if commit.select is not None:
            desk.select_quietly(commit.select)
        return True
