"""Base of tools that work in the frame of the surface looked at; they rest while another view is shown."""

from designer.core.geometry.axes import Orientation
from designer.core.model.design import Design
from designer.edit.tools.base import Cursor, Pointer, Prompt, Response, Tool, ToolContext, ToolKey, Wants
from designer.edit.view import View, ViewKind

NO_SURFACE = "There is no surface to work on; draw one first"


def surface_of(ctx: ToolContext) -> str | None:
    """The surface looked at; None in the site view, on a blank sheet, and where it is gone."""
    if ctx.view.kind is not ViewKind.SURFACE:
        return None
    return next((one.id for one in ctx.design.surfaces if one.id == ctx.view.surface), None)


class OnSurface(Tool):
    """A tool of one surface: it starts anew when another one is looked at."""

    needs_surface = True

    def __init__(self) -> None:
        self._view: View | None = None

    def begin(self, ctx: ToolContext) -> Response:
        """Start, or end at once where there is no surface."""
        if surface_of(ctx) is None:
            return Response(prompt=_waiting(""), done=True, message=NO_SURFACE)
        self._look(ctx)
        return self.rest(ctx)

    def pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        """Hand the event to the tool when it has a surface to work on."""
        if surface_of(ctx) is None:
            return Response(prompt=_waiting("Look at a surface to go on"), cursor=Cursor.ARROW)
        self._look(ctx)
        return self.point(ctx, event)

    def text(self, ctx: ToolContext, text: str) -> Response | None:
        """Hand a typed line to the tool when it has a surface to work on."""
        if surface_of(ctx) is None:
            return None
        self._look(ctx)
        return self.typed(ctx, text)

    def key(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Hand a key to the tool when it has a surface to work on."""
        if surface_of(ctx) is None:
            return Response(prompt=_waiting(""), done=True) if key is ToolKey.CONFIRM else None
        self._look(ctx)
        return self.pressed(ctx, key)

    def _look(self, ctx: ToolContext) -> None:
        if ctx.view != self._view:
            self._view = ctx.view
            self.reset(ctx)

    def reset(self, ctx: ToolContext) -> None:
        """Forget what was begun: another surface is looked at, or the tool starts."""
        raise NotImplementedError

    def rest(self, ctx: ToolContext) -> Response:
        """What to show before anything has been pointed at."""
        raise NotImplementedError

    def point(self, ctx: ToolContext, event: Pointer) -> Response:
        """As `Tool.pointer`, with a surface to work on."""
        raise NotImplementedError

    def typed(self, ctx: ToolContext, text: str) -> Response | None:  # noqa: ARG002
        """As `Tool.text`, with a surface to work on."""
        return None

    def pressed(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """As `Tool.key`, with a surface to work on; Enter ends the tool."""
        return ended(self.rest(ctx).prompt) if key is ToolKey.CONFIRM else None


def ended(prompt: Prompt, message: str = "") -> Response:
    """The answer with which a tool ends."""
    return Response(prompt=prompt, done=True, message=message)


def last_orientation(design: Design, surface_id: str) -> Orientation:
    """The orientation that a person used last: of the surface's last row, else of the last row at all."""
    rows = design.rows_on(surface_id) or design.rows
    return rows[-1].orientation if rows else Orientation.PORTRAIT


def _waiting(text: str) -> Prompt:
    return Prompt(text=text, wants=Wants.NOTHING, snaps=False)
