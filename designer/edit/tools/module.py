"""Place modules one by one; they join the row whose rails they share."""

from designer.core.geometry.axes import Orientation, Point, to_uv
from designer.core.model.design import Design
from designer.edit.edits.rows import NewModules, add_modules
from designer.edit.figures import kilowatts
from designer.edit.preview import Boxes, Note, Shape, Tone
from designer.edit.room import Room
from designer.edit.row_drag import settled_module
from designer.edit.tools.base import Commit, Gesture, Keyword, Pointer, Prompt, Response, ToolContext
from designer.edit.tools.on_surface import OnSurface, last_orientation, surface_of
from designer.edit.tools.words import keyword_of, sentence_case

PORTRAIT = Keyword("Portrait", "P")
LANDSCAPE = Keyword("Landscape", "L")
TURN = Keyword("Turn", "R")


class ModuleTool(OnSurface):
    """Click after click; the point is the module's lower left corner. There is one state only: aiming."""

    def __init__(self) -> None:
        super().__init__()
        self.orientation = Orientation.PORTRAIT
        self._room: tuple[Design, Room] | None = None
        self._cursor: Point | None = None

    def reset(self, ctx: ToolContext) -> None:
        """Take the orientation used last on this surface."""
        self._room = self._cursor = None
        self.orientation = last_orientation(ctx.design, surface_of(ctx) or "")

    def rest(self, ctx: ToolContext) -> Response:  # noqa: ARG002
        """The prompt alone."""
        return Response(prompt=self._prompt())

    def point(self, ctx: ToolContext, event: Pointer) -> Response:
        """A click, or the end of a drag, places a module."""
        self._cursor = event.at
        if event.gesture in (Gesture.CLICK, Gesture.DRAG_END):
            return self._place(ctx, event)
        return self._aim(ctx, event.at)

    def typed(self, ctx: ToolContext, text: str) -> Response | None:
        """Portrait, landscape, or R for the other of the two."""
        match keyword_of(text, (PORTRAIT, LANDSCAPE, TURN)):
            case Keyword(name="Portrait"):
                self.orientation = Orientation.PORTRAIT
            case Keyword(name="Landscape"):
                self.orientation = Orientation.LANDSCAPE
            case Keyword():
                self.orientation = _other(self.orientation)
            case None:
                return None
        self._room = None
        return self.rest(ctx) if self._cursor is None else self._aim(ctx, self._cursor)

    def _place(self, ctx: ToolContext, event: Pointer) -> Response:
        room = self._space(ctx)
        u, v = to_uv(room.axis, *event.at) if event.exact else self._settled(ctx, event.at)
        if fault := room.fault(u, v):
            return Response(prompt=self._prompt(), message=f"No module fits here: {fault}")
        new = NewModules(surface=room.surface_id, orientation=self.orientation, across_mm=v, along_mm=(u,))
        added = add_modules(ctx.design, new)
        name = f"Add module {added.ids[0]}"
        return Response(prompt=self._prompt(), commit=Commit(name=name, design=added.design))

    def _aim(self, ctx: ToolContext, at: Point) -> Response:
        room = self._space(ctx)
        place = self._settled(ctx, at)
        fault = room.fault(*place)
        tone = Tone.BAD if fault else Tone.GHOST
        power = kilowatts(ctx.catalog.module(ctx.design.products.module).power_w)
        text = sentence_case(fault) if fault else f"1 module · {power}"
        shapes: tuple[Shape, ...] = (
            Boxes(rects=(room.rect(*place),), tone=tone),
            Note(at=at, text=text, tone=Tone.BAD if fault else Tone.MEASURE),
        )
        return Response(prompt=self._prompt(), preview=shapes)

    def _settled(self, ctx: ToolContext, at: Point) -> Point:
        room = self._space(ctx)
        return settled_module(room, to_uv(room.axis, *at), ctx.reach_mm)

    def _space(self, ctx: ToolContext) -> Room:
        if self._room is None or self._room[0] is not ctx.design:
            room = Room(ctx.design, ctx.catalog, surface_of(ctx) or "", self.orientation)
            self._room = (ctx.design, room)
        return self._room[1]

    def _prompt(self) -> Prompt:
        turn = LANDSCAPE if self.orientation is Orientation.PORTRAIT else PORTRAIT
        return Prompt(text=f"Lower left corner of the module ({self.orientation})", keywords=(turn, TURN))


def _other(orientation: Orientation) -> Orientation:
    upright = orientation is Orientation.PORTRAIT
    return Orientation.LANDSCAPE if upright else Orientation.PORTRAIT
