"""Small tools whose behaviour a test can see through, for tests of the Editor."""

from msgspec.structs import replace

from designer.core.errors import InputError
from designer.core.model.design import TextNote
from designer.edit.commands import Command
from designer.edit.edits.numbering import TEXT, Numberer
from designer.edit.tools.base import (
    Commit,
    Cursor,
    Gesture,
    Keyword,
    Pointer,
    Prompt,
    Response,
    Tool,
    ToolContext,
    ToolKey,
    Wants,
)


class FakeSelect(Tool):
    """Picks by click and remembers what it was told."""

    needs_surface = False

    def begin(self, ctx: ToolContext) -> Response:
        return self._idle()

    def pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        if event.gesture is not Gesture.CLICK:
            return self._idle()
        hits = ctx.picker.at(event.raw, ctx.reach_mm)
        return replace(self._idle(), select=frozenset(hit.id for hit in hits[:1]))

    def _idle(self) -> Response:
        return Response(prompt=Prompt(text="Pick", snaps=False), cursor=Cursor.ARROW)


class FakeLine(Tool):
    """Gathers points; Close or Enter writes a text at each of them. Some words make it misbehave."""

    def __init__(self) -> None:
        self.points: list[tuple[float, float]] = []
        self.events: list[Pointer] = []
        self.words: list[str] = []

    def begin(self, ctx: ToolContext) -> Response:
        return self._asked()

    def pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        self.events.append(event)
        if event.gesture is Gesture.CLICK:
            self.points.append(event.at)
        return self._asked()

    def text(self, ctx: ToolContext, text: str) -> Response | None:
        self.words.append(text)
        match text:
            case "Close":
                return self._written(ctx)
            case "refuse":
                raise InputError("the tool will not do it", remedy="ask otherwise")
            case "break":
                raise KeyError("a fault of the program")
            case "spoil":
                design = replace(ctx.design, texts=(text_note("T1", "", "S1"),))
                return replace(self._asked(), commit=Commit(name="Spoil", design=design), done=True)
            case "elsewhere":
                view = replace(ctx.view, surface="S2")
                return replace(self._asked(), commit=Commit(name="Look", design=ctx.design, view=view))
            case _:
                return None

    def key(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        if key is ToolKey.CONFIRM and self.points:
            return self._written(ctx)
        if key is ToolKey.BACK and self.points:
            self.points.pop()
            return self._asked()
        return None

    def cancel(self, ctx: ToolContext) -> Response | None:
        if not self.points:
            return None
        self.points.clear()
        return self._asked()

    def _asked(self) -> Response:
        keywords = (Keyword("Close", "C"), Keyword("Arc", "A"), Keyword("Approach", "AP"))
        base = self.points[-1] if self.points else None
        return Response(prompt=Prompt(text="Next point", base=base, keywords=keywords))

    def _written(self, ctx: ToolContext) -> Response:
        numbers = Numberer(ctx.design)
        notes = tuple(
            replace(text_note(numbers.new(TEXT), "here", ctx.view.surface), at=point) for point in self.points
        )
        design = numbers.stamped(replace(ctx.design, texts=(*ctx.design.texts, *notes)))
        chosen = frozenset(note.id for note in notes)
        commit = Commit(name=f"Write {len(notes)} texts", design=design, select=chosen)
        return Response(prompt=Prompt(text=""), commit=commit, done=True)


class FakeText(Tool):
    """Asks for a text and takes it whole."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def begin(self, ctx: ToolContext) -> Response:
        return Response(prompt=Prompt(text="Text", wants=Wants.TEXT))

    def pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        return self.begin(ctx)

    def text(self, ctx: ToolContext, text: str) -> Response | None:
        self.words.append(text)
        return self.begin(ctx)


class FakeUnready(Tool):
    """Cannot begin."""

    def begin(self, ctx: ToolContext) -> Response:
        raise InputError("there is nothing to align", remedy="place rows first")

    def pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        raise AssertionError("a tool that could not begin is never pointed at")


TOOLS = {"select": FakeSelect, "text": FakeText, "align": FakeUnready}


def fake_tool_of(command: Command) -> Tool:
    return TOOLS.get(command.name, FakeLine)()


def text_note(name: str, text: str, surface: str) -> TextNote:
    return TextNote(id=name, surface=surface, at=(0.0, 0.0), text=text)
