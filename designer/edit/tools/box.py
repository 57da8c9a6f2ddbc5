"""Place a junction box or the distribution box that branches are fed into."""

from msgspec import Struct
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import Polygon

from designer.core.geometry.axes import Point, rect_polygon
from designer.core.model.design import Box, BoxKind, Surface
from designer.edit.edits.boxes import add_box, footprint
from designer.edit.preview import Boxes, Shape, Tone
from designer.edit.tools.base import (
    Fields,
    Gesture,
    Keyword,
    Pointer,
    Prompt,
    Response,
    ToolContext,
    ToolKey,
)
from designer.edit.tools.keywords import keyword_typed
from designer.edit.tools.on_surface import OnSurface
from designer.edit.tools.outcome import checked, finished

KINDS = {Keyword("Junction", "J"): BoxKind.JUNCTION, Keyword("Distribution", "D"): BoxKind.DISTRIBUTION}


class Placing(Struct, frozen=True):
    """A box of this kind hangs at the cursor."""

    kind: BoxKind = BoxKind.JUNCTION


class BoxTool(OnSurface):
    """One click places a box."""

    def __init__(self) -> None:
        super().__init__()
        self._state = Placing()

    def reset(self, ctx: ToolContext) -> None:
        """Keep the kind chosen: it is as good for another surface."""

    def rest(self, ctx: ToolContext) -> Response:
        """Ask for the place."""
        return self._shown(ctx)

    def point(self, ctx: ToolContext, event: Pointer) -> Response:
        """The place."""
        if event.gesture is not Gesture.CLICK:
            return self._shown(ctx, event.at)
        surface = ctx.design.surface(ctx.view.surface)
        if not Polygon(surface.outline).covers(ShapelyPoint(event.at)):
            return self._shown(ctx, event.at, message="This is off the surface; click inside its outline")
        design = add_box(ctx.design, self._box(ctx, event.at))
        name = f"Place {self._state.kind.value} box"
        return finished(checked(ctx, name, design, select=frozenset((design.boxes[-1].id,))))

    def typed(self, ctx: ToolContext, text: str) -> Response | None:
        """The kind of box."""
        name = keyword_typed(text, tuple(KINDS))
        if not name:
            return None
        self._state = Placing(next(kind for word, kind in KINDS.items() if word.name == name))
        return self._shown(ctx)

    def pressed(self, ctx: ToolContext, key: ToolKey) -> Response | None:  # noqa: ARG002
        """Enter ends."""
        return finished() if key is ToolKey.CONFIRM else None

    def _box(self, ctx: ToolContext, at: Point) -> Box:
        return Box(id="", surface=ctx.view.surface, x=at[0], y=at[1], kind=self._state.kind)

    def _shown(self, ctx: ToolContext, at: Point | None = None, *, message: str = "") -> Response:
        text = f"Place of the {self._state.kind.value} box"
        prompt = Prompt(text=text, keywords=tuple(KINDS), fields=Fields.NONE)
        preview = self._preview(ctx, at) if at is not None else ()
        return Response(prompt=prompt, preview=preview, message=message)

    def _preview(self, ctx: ToolContext, at: Point) -> tuple[Shape, ...]:
        """The footprint; bad where it reaches over the edge or onto an obstacle."""
        rect, surface = footprint(self._box(ctx, at)), ctx.design.surface(ctx.view.surface)
        fits = _is_free(surface, rect_polygon(rect))
        return (Boxes(rects=(rect,), tone=Tone.GHOST if fits else Tone.BAD),)


def _is_free(surface: Surface, area: Polygon) -> bool:
    met = any(Polygon(obstacle.outline).intersects(area) for obstacle in surface.obstacles)
    return bool(Polygon(surface.outline).covers(area)) and not met
