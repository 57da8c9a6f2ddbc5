"""Tools whose points belong to one view: when another one is looked at, they begin anew."""

from designer.edit.tools.base import Pointer, Response, Tool, ToolContext, ToolKey
from designer.edit.view import View


class BoundTool(Tool):
    """A tool that forgets its points with the view they belong to. Subclasses answer by `on_…`."""

    def __init__(self) -> None:
        self._view: View | None = None

    def begin(self, ctx: ToolContext) -> Response:
        """Start in the view there is."""
        self._view = ctx.view
        return self.restart(ctx)

    def restart(self, ctx: ToolContext) -> Response:
        """Forget all points and ask for the first thing."""
        raise NotImplementedError

    def on_pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        """The mouse, in the view the tool works in."""
        raise NotImplementedError

    def on_text(self, ctx: ToolContext, text: str) -> Response | None:  # noqa: ARG002
        """A typed line, in the view the tool works in."""
        return None

    def on_key(self, ctx: ToolContext, key: ToolKey) -> Response | None:  # noqa: ARG002
        """A key, in the view the tool works in."""
        return None

    def pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        """The mouse; in another view the tool begins anew first."""
        self._follow(ctx)
        return self.on_pointer(ctx, event)

    def text(self, ctx: ToolContext, text: str) -> Response | None:
        """A typed line; in another view the tool begins anew first."""
        self._follow(ctx)
        return self.on_text(ctx, text)

    def key(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """A key; in another view the tool begins anew first."""
        self._follow(ctx)
        return self.on_key(ctx, key)

    def _follow(self, ctx: ToolContext) -> None:
        if ctx.view != self._view:
            self.begin(ctx)
