"""Say what the edges of a surface are: click to cycle, or choose a kind and click the edges that are so."""

from msgspec import Struct

from designer.core.geometry.axes import Point
from designer.core.geometry.edges import EdgeKind
from designer.core.layout.surface_area import setback_mm
from designer.core.model.design import Surface
from designer.edit.edits.edge_kinds import edge_line, nearest_edge, set_edge_kind
from designer.edit.figures import length_text
from designer.edit.preview import Shape, Tone
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
)
from designer.edit.tools.keywords import keyword_typed
from designer.edit.tools.on_surface import OnSurface
from designer.edit.tools.outcome import checked, finished
from designer.edit.tools.rubber import labelled

KINDS = {
    Keyword("Eave", "E"): EdgeKind.EAVE,
    Keyword("Ridge", "R"): EdgeKind.RIDGE,
    Keyword("Verge", "V"): EdgeKind.VERGE,
    Keyword("Hip", "H"): EdgeKind.HIP,
    Keyword("Valley", "A"): EdgeKind.VALLEY,
    Keyword("Firewall", "F"): EdgeKind.FIRE_WALL,
    Keyword("Parapet", "P"): EdgeKind.PARAPET,
}
CYCLE = Keyword("Cycle", "C")


class Painting(Struct, frozen=True):
    """Edges clicked get this kind; None = each click goes on to the next kind."""

    kind: EdgeKind | None = None


class EdgeKindTool(OnSurface):
    """Sets the kinds of edges, one click each, until Enter."""

    def __init__(self) -> None:
        super().__init__()
        self._state = Painting()

    def reset(self, ctx: ToolContext) -> None:
        """Keep the kind chosen: it is as good for another surface."""

    def rest(self, ctx: ToolContext) -> Response:
        """Ask for an edge."""
        return self._shown(ctx)

    def point(self, ctx: ToolContext, event: Pointer) -> Response:
        """Hovering tells what an edge is; a click changes it."""
        if event.gesture is not Gesture.CLICK:
            return self._shown(ctx, event.raw)
        surface = ctx.design.surface(ctx.view.surface)
        edge = nearest_edge(surface, event.raw, ctx.reach_mm)
        if edge is None:
            return self._shown(ctx, event.raw, message="There is no edge here; click on the outline")
        return self._set(ctx, surface, edge, event.raw)

    def typed(self, ctx: ToolContext, text: str) -> Response | None:
        """The kind to give to the edges clicked."""
        name = keyword_typed(text, (*KINDS, CYCLE))
        if not name:
            return None
        self._state = Painting(next((kind for word, kind in KINDS.items() if word.name == name), None))
        return self._shown(ctx)

    def pressed(self, ctx: ToolContext, key: ToolKey) -> Response | None:  # noqa: ARG002
        """Enter ends."""
        return finished() if key is ToolKey.CONFIRM else None

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Esc goes back to cycling, then ends."""
        if self._state.kind is None:
            return None
        self._state = Painting()
        return self._shown(ctx)

    def _set(self, ctx: ToolContext, surface: Surface, edge: int, at: Point) -> Response:
        old = surface.edges[edge]
        kind = self._state.kind or _next(old)
        if kind is old:
            return self._shown(ctx, at, message=f"This edge is {_a(kind)} already")
        design = set_edge_kind(ctx.design, surface.id, edge, kind)
        commit = checked(ctx, f"Make edge {_a(kind)}", design, key=f"edge-kind:{surface.id}:{edge}")
        shown = design.surface(surface.id)
        return Response(
            prompt=self._prompt(),
            preview=_highlight(ctx, shown, edge),
            cursor=Cursor.HAND,
            commit=commit,
        )

    def _shown(self, ctx: ToolContext, at: Point | None = None, *, message: str = "") -> Response:
        surface = next((one for one in ctx.design.surfaces if one.id == ctx.view.surface), None)
        edge = nearest_edge(surface, at, ctx.reach_mm) if surface and at else None
        preview = () if surface is None or edge is None else _highlight(ctx, surface, edge)
        cursor = Cursor.ARROW if edge is None else Cursor.HAND
        return Response(prompt=self._prompt(), preview=preview, cursor=cursor, message=message)

    def _prompt(self) -> Prompt:
        kind = self._state.kind
        doing = "for the next kind" if kind is None else f"that is {_a(kind)}"
        keywords = (*KINDS, CYCLE) if kind is not None else tuple(KINDS)
        return Prompt(
            text=f"Click an edge {doing}, Enter to end", keywords=keywords, fields=Fields.NONE, snaps=False
        )


def kind_name(kind: EdgeKind) -> str:
    """A kind of edge in words: ``fire wall``."""
    return kind.value.replace("_", " ")


def _a(kind: EdgeKind) -> str:
    return f"an {kind_name(kind)}" if kind is EdgeKind.EAVE else f"a {kind_name(kind)}"


def _next(kind: EdgeKind) -> EdgeKind:
    kinds = list(EdgeKind)
    return kinds[(kinds.index(kind) + 1) % len(kinds)]


def _highlight(ctx: ToolContext, surface: Surface, edge: int) -> tuple[Shape, ...]:
    kind = surface.edges[edge]
    setback = length_text(setback_mm(ctx.design.settings, surface, kind))
    text = f"{kind_name(kind).capitalize()}, setback {setback}"
    return labelled(*edge_line(surface, edge), text, Tone.GOOD)
