"""Write a text on a surface: its place, then its words; height and angle on request."""

from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.core.model.design import TextNote
from designer.edit.edits.notes import add_text
from designer.edit.figures import angle_text, figure, length_text
from designer.edit.preview import Note, Shape, Tone
from designer.edit.tools.base import (
    Cursor,
    Fields,
    Gesture,
    Keyword,
    Pointer,
    Prompt,
    Response,
    ToolContext,
    ToolKey,
    Wants,
)
from designer.edit.tools.keywords import keyword_typed
from designer.edit.tools.on_surface import OnSurface
from designer.edit.tools.outcome import anew, checked, finished
from designer.edit.tools.values import angle_or_none, positive_length

HEIGHT, ANGLE = Keyword("Height", "H"), Keyword("Angle", "A")

START_HEIGHT_MM = 150.0
"""Capitals of this height can be read on a roof of 10 m that fills an A4 sheet."""


class Look(Struct, frozen=True):
    """Height of the capitals and direction of a text."""

    height_mm: float = START_HEIGHT_MM
    rotation_deg: float = 0.0


class Place(Struct, frozen=True):
    """Where the text begins."""

    look: Look = Look()


class Height(Struct, frozen=True):
    """How high the capitals are."""

    look: Look


class Angle(Struct, frozen=True):
    """Which way the text runs."""

    look: Look


class Words(Struct, frozen=True):
    """What is written; `draft` is what has been typed of it so far."""

    look: Look
    at: Point
    draft: str = ""


class TextTool(OnSurface):
    """A click for the place, a line for the words."""

    def __init__(self) -> None:
        super().__init__()
        self._state: Place | Height | Angle | Words = Place()

    def reset(self, ctx: ToolContext) -> None:  # noqa: ARG002
        """Forget all points."""
        self._state = Place(self._state.look)

    def rest(self, ctx: ToolContext) -> Response:  # noqa: ARG002
        """Ask for the place."""
        return self._shown()

    def point(self, ctx: ToolContext, event: Pointer) -> Response:  # noqa: ARG002
        """The place; until the words are written another click chooses another one."""
        if event.gesture is Gesture.CLICK and isinstance(self._state, Place | Words):
            self._state = Words(self._state.look, event.at)
        return self._shown()

    def draft(self, ctx: ToolContext, text: str) -> Response | None:  # noqa: ARG002
        """The words stand at their place while they are typed."""
        if not isinstance(self._state, Words):
            return None
        self._state = replace(self._state, draft=text.strip())
        return self._shown()

    def typed(self, ctx: ToolContext, text: str) -> Response | None:
        """Keywords, values and the words themselves."""
        state = self._state
        match state:
            case Place():
                return self._keyword(state, keyword_typed(text, (HEIGHT, ANGLE)))
            case Height():
                height = positive_length(text, "The height of a text")
                return None if height is None else self._looking(replace(state.look, height_mm=height))
            case Angle():
                angle = angle_or_none(text)
                return None if angle is None else self._looking(replace(state.look, rotation_deg=angle))
            case Words():
                return self._written(ctx, state, text)
            case _:
                assert_never(state)

    def pressed(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter accepts a default, or ends where nothing was written; Backspace goes back."""
        state = self._state
        if key is ToolKey.BACK:
            return self.cancel(ctx)
        if key is not ToolKey.CONFIRM:
            return None
        match state:
            case Place() | Words():
                return finished()
            case Height() | Angle():
                return self._looking(state.look)
            case _:
                assert_never(state)

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Esc goes back to the place, then ends."""
        return None if isinstance(self._state, Place) else anew(self, ctx)

    def _keyword(self, state: Place, name: str) -> Response | None:
        match name:
            case HEIGHT.name:
                self._state = Height(state.look)
            case ANGLE.name:
                self._state = Angle(state.look)
            case _:
                return None
        return self._shown()

    def _looking(self, look: Look) -> Response:
        self._state = Place(look)
        return self._shown()

    def _written(self, ctx: ToolContext, state: Words, text: str) -> Response:
        if not text.strip():
            return self._shown(message="The text says nothing; type some words")
        note = TextNote(
            id="",
            surface=ctx.view.surface,
            at=state.at,
            text=text.strip(),
            height_mm=state.look.height_mm,
            rotation_deg=state.look.rotation_deg,
        )
        return finished(checked(ctx, "Write text", add_text(ctx.design, note)))

    def _shown(self, *, message: str = "") -> Response:
        state = self._state
        preview: tuple[Shape, ...] = ()
        if isinstance(state, Words):
            preview = (Note(at=state.at, text=state.draft or "…", tone=Tone.GHOST),)
        return Response(prompt=self._prompt(), preview=preview, cursor=Cursor.CROSS, message=message)

    def _prompt(self) -> Prompt:
        state = self._state
        look = state.look
        match state:
            case Place():
                text = (
                    f"Place of the text ({length_text(look.height_mm)} high, {angle_text(look.rotation_deg)})"
                )
                return Prompt(text=text, keywords=(HEIGHT, ANGLE), fields=Fields.NONE)
            case Height():
                return Prompt(
                    text="Height of the capitals", wants=Wants.VALUE, default=figure(look.height_mm)
                )
            case Angle():
                text = "Angle in degrees, counter-clockwise"
                return Prompt(text=text, wants=Wants.VALUE, default=figure(look.rotation_deg))
            case Words():
                return Prompt(text="Text", wants=Wants.TEXT)
            case _:
                assert_never(state)
