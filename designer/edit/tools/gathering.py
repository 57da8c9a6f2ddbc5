"""Command first, selection second: a tool that works on a selection asks for one where there is none."""

from collections.abc import Collection

from msgspec import Struct

from designer.core.geometry.axes import Point
from designer.core.model.design import Design
from designer.edit.edits.moving import movable
from designer.edit.picking.model import Hit, Kind
from designer.edit.preview import Shape
from designer.edit.tools.base import (
    Cursor,
    Fields,
    Gesture,
    Modifier,
    Pointer,
    Prompt,
    Response,
    Tool,
    ToolContext,
    ToolKey,
)
from designer.edit.tools.pointing import frame_shape, framed
from designer.edit.view import View, ViewKind


class Gathering(Struct, frozen=True):
    """A selection is being made; `corner` is where the window began."""

    corner: Point | None = None


class SelectionTool(Tool):
    """A tool that works on the selection, made before or after the command.

    Subclasses have their say from `start` on, by `on_pointer`, `on_text`, `on_key` and `on_cancel`.
    """

    needs_surface = False
    verb = ""
    """What will be done, as in "Select what to move"."""

    def __init__(self) -> None:
        self._gathering: Gathering | None = None

    def usable(self, design: Design, ids: Collection[str], view: View) -> frozenset[str]:
        """Those of the ids that the tool can work on."""
        return movable(design, ids, view)

    def start(self, ctx: ToolContext) -> Response:
        """There is a selection; ask for the first thing."""
        raise NotImplementedError

    def on_pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        """The mouse, once there is a selection."""
        raise NotImplementedError

    def on_text(self, ctx: ToolContext, text: str) -> Response | None:  # noqa: ARG002
        """A typed line, once there is a selection."""
        return None

    def on_key(self, ctx: ToolContext, key: ToolKey) -> Response | None:  # noqa: ARG002
        """A key, once there is a selection."""
        return None

    def on_cancel(self, ctx: ToolContext) -> Response | None:  # noqa: ARG002
        """Esc, once there is a selection."""
        return None

    def chosen(self, ctx: ToolContext) -> frozenset[str]:
        """What of the selection the tool works on."""
        return self.usable(ctx.design, ctx.selection, ctx.view)

    def begin(self, ctx: ToolContext) -> Response:
        """Go on with the selection there is, else ask for one."""
        if self.chosen(ctx):
            return self.start(ctx)
        self._gathering = Gathering()
        return self._asked(ctx, ctx.selection)

    def pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        """A click or a window adds to the selection; with Shift it takes away."""
        if self._gathering is None:
            return self.on_pointer(ctx, event)
        corner = self._gathering.corner
        match event.gesture:
            case Gesture.CLICK:
                return self._picked(ctx, self._under(ctx, event.raw), event)
            case Gesture.DRAG_START:
                self._gathering = Gathering(event.raw)
            case Gesture.DRAG if corner is not None:
                return self._asked(ctx, ctx.selection, preview=(frame_shape(corner, event.raw),))
            case Gesture.DRAG_END if corner is not None:
                self._gathering = Gathering()
                found = framed(ctx, corner, event.raw)
                return self._picked(ctx, self.usable(ctx.design, found, ctx.view), event)
            case _:
                pass
        return self._asked(ctx, ctx.selection)

    def text(self, ctx: ToolContext, text: str) -> Response | None:
        """Typed words mean something once there is a selection."""
        return None if self._gathering is not None else self.on_text(ctx, text)

    def key(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter ends the selecting."""
        if self._gathering is None:
            return self.on_key(ctx, key)
        if key is not ToolKey.CONFIRM:
            return None
        if not self.chosen(ctx):
            return self._asked(ctx, ctx.selection, message=f"Select what to {self.verb} first")
        self._gathering = None
        return self.start(ctx)

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Esc drops the window, then the tool."""
        if self._gathering is None:
            return self.on_cancel(ctx)
        if self._gathering.corner is None:
            return None
        self._gathering = Gathering()
        return self._asked(ctx, ctx.selection)

    def _picked(self, ctx: ToolContext, ids: frozenset[str], event: Pointer) -> Response:
        taking_away = Modifier.SHIFT in event.modifiers
        selection = ctx.selection - ids if taking_away else ctx.selection | ids
        return self._asked(ctx, selection, select=selection)

    def _under(self, ctx: ToolContext, at: Point) -> frozenset[str]:
        """What a click means: on the site plan the surface before what lies on it."""
        hits = ctx.picker.at(at, ctx.reach_mm)
        usable = self.usable(ctx.design, [hit.id for hit in hits], ctx.view)
        ordered = [hit.id for hit in sorted(hits, key=_is_part) if hit.id in usable]
        if ctx.view.kind is not ViewKind.SITE:
            ordered = [hit.id for hit in hits if hit.id in usable]
        return frozenset(ordered[:1])

    def _asked(
        self,
        ctx: ToolContext,
        selection: frozenset[str],
        *,
        select: frozenset[str] | None = None,
        preview: tuple[Shape, ...] = (),
        message: str = "",
    ) -> Response:
        count = len(self.usable(ctx.design, selection, ctx.view))
        ending = f"{count} selected, Enter to go on" if count else "click or drag a window"
        prompt = Prompt(text=f"Select what to {self.verb}: {ending}", fields=Fields.NONE, snaps=False)
        return Response(prompt=prompt, preview=preview, cursor=Cursor.ARROW, select=select, message=message)


def _is_part(hit: Hit) -> bool:
    return hit.kind not in (Kind.SURFACE, Kind.EDGE)
