"""Drag an inverter along its rail within the zone where it may hang; it stays pinned there."""

from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from designer.core.units import rounded
from designer.edit.edits.inverters import is_pinned, unpin
from designer.edit.picking.model import Kind
from designer.edit.tools.base import (
    Commit,
    Cursor,
    Gesture,
    Keyword,
    Pointer,
    Prompt,
    Response,
    ToolContext,
    ToolKey,
    Wants,
)
from designer.edit.tools.on_surface import OnSurface, surface_of
from designer.edit.tools.pointing import hit_at
from designer.edit.tools.sliding import (
    Slide,
    along_at,
    grip,
    is_allowed,
    is_gripable,
    nearest_allowed,
    pinned_at,
    reason,
    shapes,
)
from designer.edit.tools.values import length_or_none
from designer.edit.tools.words import keyword_of, require

PIN = Keyword("Pin here", "P")
UNPIN = Keyword("Unpin", "U")


class Resting(Struct, frozen=True):
    """No inverter is meant."""


class Chosen(Struct, frozen=True):
    """An inverter has been clicked: it may be pinned, let go, or placed by a typed length."""

    inverter: str


class Sliding(Struct, frozen=True):
    """An inverter is in the hand, its mounting point where the cursor wants it."""

    slide: Slide
    along_mm: float


State = Resting | Chosen | Sliding


class InverterTool(OnSurface):
    """Press on an inverter and slide it; or click it and say where."""

    def __init__(self) -> None:
        super().__init__()
        self.state: State = Resting()

    def reset(self, ctx: ToolContext) -> None:
        """Begin with the inverter selected, if it is one."""
        known = (
            {one.id for one in ctx.plan.inverters if one.surface == surface_of(ctx)} if ctx.plan else set()
        )
        chosen = sorted(ctx.selection & known)
        self.state = Chosen(chosen[0]) if len(chosen) == 1 else Resting()

    def rest(self, ctx: ToolContext) -> Response:
        """What the state shows."""
        match self.state:
            case Resting():
                return Response(prompt=self._prompt(ctx), cursor=Cursor.ARROW)
            case Chosen(inverter=name):
                slide = grip(ctx, name)
                along = slide.inverter.along_mm
                preview = shapes(ctx, slide, along, good=is_allowed(ctx, slide, along))
                return Response(prompt=self._prompt(ctx), preview=preview, cursor=Cursor.ARROW)
            case Sliding(slide=slide, along_mm=along):
                good = is_allowed(ctx, slide, along)
                return Response(
                    prompt=self._prompt(ctx),
                    preview=shapes(ctx, slide, along, good=good),
                    cursor=Cursor.RESIZE_ALONG if good else Cursor.FORBIDDEN,
                    hidden=frozenset((slide.inverter.id,)),
                )
            case _:
                assert_never(self.state)

    def point(self, ctx: ToolContext, event: Pointer) -> Response:
        """Slide while the button is down; a click chooses."""
        if isinstance(self.state, Chosen) and not is_gripable(ctx, self.state.inverter):
            self.state = Resting()
        match event.gesture:
            case Gesture.DRAG_START:
                return self._take(ctx, event)
            case Gesture.DRAG | Gesture.DRAG_END if isinstance(self.state, Sliding):
                self.state = replace(self.state, along_mm=along_at(self.state.slide, event.raw))
                return self._release(ctx, self.state) if event.gesture is Gesture.DRAG_END else self.rest(ctx)
            case Gesture.CLICK:
                hit = hit_at(ctx, event.raw, (Kind.INVERTER,))
                self.state = Resting() if hit is None else Chosen(hit.id)
                return self.rest(ctx)
            case _:
                return self._hover(ctx, event)

    def typed(self, ctx: ToolContext, text: str) -> Response | None:
        """Pin, unpin, a place along the rail, or with @ a distance from where it hangs."""
        if not isinstance(self.state, Chosen):
            return None
        match keyword_of(text, (PIN, UNPIN)):
            case Keyword(name="Pin here"):
                slide = grip(ctx, self.state.inverter)
                along = slide.inverter.along_mm
                return self._pinned(ctx, slide, along, good=is_allowed(ctx, slide, along))
            case Keyword():
                return self._let_go(ctx, self.state.inverter)
            case None:
                return self._placed(ctx, self.state.inverter, text)

    def pressed(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter pins the inverter chosen where it hangs, or lets it go; Delete lets it go."""
        if not isinstance(self.state, Chosen):
            return super().pressed(ctx, key)
        name = self.state.inverter
        match key:
            case ToolKey.CONFIRM:
                return self.typed(ctx, UNPIN.name if is_pinned(ctx.design, name) else PIN.name)
            case ToolKey.DELETE:
                return self._let_go(ctx, name)
            case ToolKey.BACK:
                return None
            case _:
                assert_never(key)

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Let the inverter in the hand back, then the one chosen, then end."""
        match self.state:
            case Resting():
                return None
            case Chosen():
                self.state = Resting()
            case Sliding():
                self.state = Resting()
            case _:
                assert_never(self.state)
        return self.rest(ctx)

    def _take(self, ctx: ToolContext, event: Pointer) -> Response:
        hit = hit_at(ctx, event.raw, (Kind.INVERTER,))
        if hit is None:
            self.state = Resting()
            return replace(self.rest(ctx), message="Press on an inverter to slide it")
        slide = grip(ctx, hit.id, event.raw)
        self.state = Sliding(slide, slide.inverter.along_mm)
        return self.rest(ctx)

    def _release(self, ctx: ToolContext, state: Sliding) -> Response:
        self.state = Resting()
        good = is_allowed(ctx, state.slide, state.along_mm)
        message = "" if good else self._settled(ctx, state)
        return replace(self._pinned(ctx, state.slide, state.along_mm, good=good), message=message)

    @staticmethod
    def _settled(ctx: ToolContext, state: Sliding) -> str:
        place = nearest_allowed(state.slide, state.along_mm)
        name = state.slide.inverter.id
        return (
            f"{reason(ctx, state.slide, state.along_mm)}; {name} hangs at {place:.0f} mm, the nearest place"
        )

    def _pinned(self, ctx: ToolContext, slide: Slide, along_mm: float, *, good: bool) -> Response:
        commit = pinned_at(ctx, slide, along_mm, good=good)
        self.state = Resting()
        return Response(prompt=self._prompt(ctx), commit=commit, cursor=Cursor.ARROW)

    def _let_go(self, ctx: ToolContext, name: str) -> Response:
        require(is_pinned(ctx.design, name), f"Inverter {name} is not pinned")
        self.state = Resting()
        commit = Commit(name=f"Unpin inverter {name}", design=unpin(ctx.design, (name,)))
        return Response(prompt=self._prompt(ctx), commit=commit, cursor=Cursor.ARROW)

    def _placed(self, ctx: ToolContext, name: str, text: str) -> Response | None:
        """The inverter at a typed place; a place that is not allowed is refused with the reason."""
        length = length_or_none(text.removeprefix("@"))
        if length is None:
            return None
        slide = grip(ctx, name)
        along = rounded(length + (slide.inverter.along_mm if text.startswith("@") else 0.0))
        why = "" if is_allowed(ctx, slide, along) else reason(ctx, slide, along)
        require(not why, f"Not at {along:.0f} mm: {why}")
        return self._pinned(ctx, slide, along, good=True)

    def _hover(self, ctx: ToolContext, event: Pointer) -> Response:
        response = self.rest(ctx)
        over = hit_at(ctx, event.raw, (Kind.INVERTER,)) is not None
        return replace(response, cursor=Cursor.RESIZE_ALONG) if over else response

    def _prompt(self, ctx: ToolContext) -> Prompt:
        match self.state:
            case Resting():
                return Prompt(text="Drag an inverter along its rail, or click one", snaps=False)
            case Chosen(inverter=name):
                keywords = (PIN, UNPIN) if is_pinned(ctx.design, name) else (PIN,)
                text = f"Place of inverter {name} along its rail, or @ and a distance"
                return Prompt(text=text, wants=Wants.VALUE, keywords=keywords, snaps=False)
            case Sliding(slide=slide):
                return Prompt(text=f"Let inverter {slide.inverter.id} go where it shall hang", snaps=False)
            case _:
                assert_never(self.state)
