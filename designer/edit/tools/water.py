"""Draw a line along which water runs: a valley, a gutter, a channel."""

import math

from msgspec import Struct

from designer.core.geometry.axes import Point
from designer.core.units import TOLERANCE_MM
from designer.edit.edits.water_lines import add_water_line
from designer.edit.tools.base import (
    Fields,
    Gesture,
    Pointer,
    Prompt,
    Response,
    ToolContext,
    ToolKey,
)
from designer.edit.tools.keywords import UNDO, keyword_typed
from designer.edit.tools.on_surface import OnSurface
from designer.edit.tools.outcome import anew, checked, finished
from designer.edit.tools.polyline import SAME, Points, growing_shapes


class Drawing(Struct, frozen=True):
    """The points so far."""

    points: Points = ()


class WaterLineTool(OnSurface):
    """Point after point until Enter."""

    spans = True

    def __init__(self) -> None:
        super().__init__()
        self._state = Drawing()

    def reset(self, ctx: ToolContext) -> None:  # noqa: ARG002
        """Forget all points."""
        self._state = Drawing()

    def rest(self, ctx: ToolContext) -> Response:  # noqa: ARG002
        """Ask for the first point."""
        return self._shown()

    def point(self, ctx: ToolContext, event: Pointer) -> Response:
        """The next point; a double click ends the line."""
        points = self._state.points
        match event.gesture:
            case Gesture.CLICK if points and math.dist(points[-1], event.at) < TOLERANCE_MM:
                return self._shown(event.at, message=SAME)
            case Gesture.CLICK:
                self._state = Drawing((*points, event.at))
            case Gesture.DOUBLE_CLICK if points:
                return self._ended(ctx)
            case _:
                pass
        return self._shown(event.at)

    def typed(self, ctx: ToolContext, text: str) -> Response | None:
        """Undo."""
        return self.pressed(ctx, ToolKey.BACK) if keyword_typed(text, self._prompt().keywords) else None

    def pressed(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter ends the line; Backspace takes back a point."""
        if key is ToolKey.CONFIRM:
            return self._ended(ctx) if self._state.points else finished()
        if key is ToolKey.BACK and self._state.points:
            self._state = Drawing(self._state.points[:-1])
            return self._shown()
        return None

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Esc drops the points, then ends."""
        return anew(self, ctx) if self._state.points else None

    def _ended(self, ctx: ToolContext) -> Response:
        if len(self._state.points) < 2:
            return self._shown(message="A water line needs two points or more")
        design = add_water_line(ctx.design, ctx.view.surface, self._state.points)
        return finished(checked(ctx, "Draw water line", design))

    def _shown(self, at: Point | None = None, *, message: str = "") -> Response:
        preview = growing_shapes(self._state.points, at)
        return Response(prompt=self._prompt(), preview=preview, message=message)

    def _prompt(self) -> Prompt:
        points = self._state.points
        if not points:
            return Prompt(text="First point of the water line", fields=Fields.NONE)
        ending = ", Enter to end" if len(points) > 1 else ""
        return Prompt(text=f"Next point{ending}", keywords=(UNDO,), base=points[-1])
