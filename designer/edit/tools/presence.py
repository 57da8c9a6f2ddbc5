"""Take modules out of their rows and bring them back: by click, by row, by column, by a frame."""

from collections.abc import Collection
from enum import StrEnum
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Point, Rect, rect_uv
from designer.edit.edits.rows import (
    module_rects,
    remove_modules,
    removed_rects,
    restorable,
    restore_modules,
    row_of,
)
from designer.edit.figures import counted
from designer.edit.picking.model import Kind
from designer.edit.preview import Boxes, Shape, Tone
from designer.edit.tools.base import (
    Commit,
    Cursor,
    Gesture,
    Keyword,
    Modifier,
    Pointer,
    Prompt,
    Response,
    ToolContext,
)
from designer.edit.tools.on_surface import OnSurface, ended, surface_of
from designer.edit.tools.pointing import frame_shape, framed, hit_at
from designer.edit.tools.words import keyword_of

SINGLE = Keyword("Single", "S")
ROW = Keyword("Row", "R")
COLUMN = Keyword("Column", "C")
ALL = Keyword("All", "A")


class Unit(StrEnum):
    """What a click on a module stands for."""

    SINGLE = "module"
    ROW = "row"
    COLUMN = "column"


class Pointing(Struct, frozen=True):
    """A click takes what it hits, a drag draws a frame."""


class Framing(Struct, frozen=True):
    """A frame is being drawn."""

    start: Point
    end: Point


State = Pointing | Framing
Rects = dict[str, Rect]


class _PresenceTool(OnSurface):
    """What both tools have in common; subclasses say which modules, what happens to them, and in words."""

    kinds: tuple[Kind, ...]
    keywords: tuple[Keyword, ...] = (SINGLE, ROW, COLUMN)

    def __init__(self) -> None:
        super().__init__()
        self.state: State = Pointing()
        self.unit = Unit.SINGLE

    def begin(self, ctx: ToolContext) -> Response:
        """With modules selected carry out at once, else ask for them."""
        started = super().begin(ctx)
        chosen = frozenset(self.places(ctx)) & ctx.selection if not started.done else frozenset()
        if not chosen:
            return started
        return replace(self.carry_out(ctx, chosen), done=True)

    def reset(self, ctx: ToolContext) -> None:  # noqa: ARG002
        """Let a frame go."""
        self.state = Pointing()

    def rest(self, ctx: ToolContext) -> Response:
        """The prompt, and what always shows."""
        return Response(prompt=self._prompt(), preview=self.shown(ctx, frozenset()), cursor=Cursor.ARROW)

    def point(self, ctx: ToolContext, event: Pointer) -> Response:
        """Click, double click for the row, or a frame."""
        match self.state:
            case Pointing():
                return self._pointed(ctx, event)
            case Framing(start=start):
                if event.gesture is Gesture.DRAG_END:
                    self.state = Pointing()
                    return self._done(ctx, framed(ctx, start, event.raw) & frozenset(self.places(ctx)))
                self.state = Framing(start, event.raw)
                return self._frame(ctx, self.state)
            case _:
                assert_never(self.state)

    def typed(self, ctx: ToolContext, text: str) -> Response | None:
        """What a click stands for; All where there is such a keyword."""
        keyword = keyword_of(text, self.keywords)
        if keyword is None:
            return None
        if keyword == ALL:
            return self._done(ctx, frozenset(self.places(ctx)))
        self.unit = {SINGLE: Unit.SINGLE, ROW: Unit.ROW, COLUMN: Unit.COLUMN}[keyword]
        return self.rest(ctx)

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Let the frame go, else end."""
        if isinstance(self.state, Pointing):
            return None
        self.state = Pointing()
        return self.rest(ctx)

    # What a subclass says

    def places(self, ctx: ToolContext) -> Rects:
        """The modules that may be meant, at their places."""
        raise NotImplementedError

    def carry_out(self, ctx: ToolContext, ids: frozenset[str], key: str = "", what: str = "") -> Response:
        """Take the modules out, or bring them back; `what` is how the history calls them."""
        raise NotImplementedError

    def shown(self, ctx: ToolContext, meant: frozenset[str]) -> tuple[Shape, ...]:
        """What shows, with the modules that are meant marked."""
        raise NotImplementedError

    def question(self) -> str:
        """The text of the prompt."""
        raise NotImplementedError

    # Inside

    def _pointed(self, ctx: ToolContext, event: Pointer) -> Response:
        match event.gesture:
            case Gesture.DRAG_START:
                self.state = Framing(event.raw, event.raw)
                return self._frame(ctx, self.state)
            case Gesture.CLICK:
                unit = Unit.ROW if Modifier.SHIFT in event.modifiers else self.unit
                return self._done(ctx, self._meant(ctx, event.raw, unit), key=self._key(ctx, event.raw))
            case Gesture.DOUBLE_CLICK:
                return self._double(ctx, event.raw)
            case Gesture.MOVE | Gesture.DRAG | Gesture.DRAG_END:
                meant = self._meant(ctx, event.raw, self.unit)
                return Response(prompt=self._prompt(), preview=self.shown(ctx, meant), cursor=Cursor.ARROW)
            case _:
                assert_never(event.gesture)

    def _double(self, ctx: ToolContext, at: Point) -> Response:
        """The rest of the row whose module the click before has taken, in one step with it."""
        row = row_of(ctx.design, _any_module(ctx, at))
        ids = _in_row(ctx, _any_module(ctx, at)) & frozenset(self.places(ctx))
        if row is None or not ids:
            return self.rest(ctx)
        return self.carry_out(ctx, ids, self._key(ctx, at), f"row {row.id}")

    def _key(self, ctx: ToolContext, at: Point) -> str:
        """The same for a click and the double click that it turns out to be."""
        return f"{type(self).__name__}:{_any_module(ctx, at)}"

    def _meant(self, ctx: ToolContext, at: Point, unit: Unit) -> frozenset[str]:
        places = self.places(ctx)
        hit = hit_at(ctx, at, self.kinds)
        if hit is None or hit.id not in places:
            return frozenset()
        match unit:
            case Unit.SINGLE:
                return frozenset((hit.id,))
            case Unit.ROW:
                return _in_row(ctx, hit.id) & frozenset(places)
            case Unit.COLUMN:
                return _in_column(ctx, hit.id, places)
            case _:
                assert_never(unit)

    def _frame(self, ctx: ToolContext, state: Framing) -> Response:
        meant = framed(ctx, state.start, state.end) & frozenset(self.places(ctx))
        shapes = (*self.shown(ctx, meant), frame_shape(state.start, state.end))
        return Response(prompt=self._prompt(), preview=shapes)

    def _done(self, ctx: ToolContext, ids: frozenset[str], key: str = "") -> Response:
        return self.carry_out(ctx, ids, key) if ids else self.rest(ctx)

    def _prompt(self) -> Prompt:
        keywords = tuple(word for word in self.keywords if word.name != self.unit.name.capitalize())
        text = f"{self.question()}, {self.unit} by {self.unit}, or drag a frame"
        return Prompt(text=text, keywords=keywords, snaps=False)


class RemoveTool(_PresenceTool):
    """Takes modules out of their rows; their places are remembered."""

    kinds = (Kind.MODULE,)

    def places(self, ctx: ToolContext) -> Rects:
        """All modules of the surface."""
        return module_rects(ctx.design, ctx.catalog, surface_of(ctx) or "")

    def carry_out(self, ctx: ToolContext, ids: frozenset[str], key: str = "", what: str = "") -> Response:
        """One step, named after what goes."""
        commit = Commit(name=f"Remove {what or _named(ids)}", design=remove_modules(ctx.design, ids), key=key)
        return Response(prompt=self._prompt(), commit=commit, select=ctx.selection - ids)

    def shown(self, ctx: ToolContext, meant: frozenset[str]) -> tuple[Shape, ...]:
        """The modules that would go."""
        places = self.places(ctx)
        return _boxes([places[name] for name in sorted(meant)], Tone.BAD)

    def question(self) -> str:
        """The text of the prompt."""
        return "Click modules to remove"


class RestoreTool(_PresenceTool):
    """Brings removed modules back to their places, as far as these are still free."""

    kinds = (Kind.REMOVED,)
    keywords = (SINGLE, ROW, COLUMN, ALL)

    def begin(self, ctx: ToolContext) -> Response:
        """End at once where nothing has been removed."""
        surface = surface_of(ctx)
        if surface is not None and not self.places(ctx):
            name = ctx.design.surface(surface).name
            return ended(self._prompt(), f"No modules have been removed on surface {name}")
        return super().begin(ctx)

    def places(self, ctx: ToolContext) -> Rects:
        """All removed modules of the surface."""
        return removed_rects(ctx.design, ctx.catalog, surface_of(ctx) or "")

    def carry_out(self, ctx: ToolContext, ids: frozenset[str], key: str = "", what: str = "") -> Response:
        """One step with all that have room; the others are named."""
        free = restorable(ctx.design, ctx.catalog, ids)
        message = f"There is no room any more for {_named(ids - free)}" if ids - free else ""
        if not free:
            return replace(self.rest(ctx), message=message)
        design = restore_modules(ctx.design, free)
        commit = Commit(name=f"Restore {what or _named(free)}", design=design, key=key)
        after = self.rest(replace(ctx, design=design))
        return replace(after, commit=commit, message=message)

    def shown(self, ctx: ToolContext, meant: frozenset[str]) -> tuple[Shape, ...]:
        """All removed places, those meant in the tone that says whether there is room."""
        places = self.places(ctx)
        free = restorable(ctx.design, ctx.catalog, meant)
        groups = (
            (frozenset(places) - meant, Tone.GHOST),
            (free, Tone.GOOD),
            (meant - free, Tone.BAD),
        )
        boxes = [_boxes([places[name] for name in sorted(ids)], tone) for ids, tone in groups]
        return tuple(shape for shapes in boxes for shape in shapes)

    def question(self) -> str:
        """The text of the prompt."""
        return "Click removed modules to restore"


def _boxes(rects: list[Rect], tone: Tone) -> tuple[Shape, ...]:
    return (Boxes(rects=tuple(rects), tone=tone),) if rects else ()


def _named(ids: Collection[str]) -> str:
    return f"module {next(iter(ids))}" if len(ids) == 1 else counted(len(ids), "module")


def _any_module(ctx: ToolContext, at: Point) -> str:
    hit = hit_at(ctx, at, (Kind.MODULE, Kind.REMOVED))
    return hit.id if hit is not None else ""


def _in_row(ctx: ToolContext, module_id: str) -> frozenset[str]:
    row = row_of(ctx.design, module_id)
    return frozenset(one.id for one in (*row.modules, *row.removed)) if row is not None else frozenset()


def _in_column(ctx: ToolContext, module_id: str, places: Rects) -> frozenset[str]:
    """Modules of all rows whose middle along the rails lies over or under the one pointed at."""
    axis = ctx.design.surface(surface_of(ctx) or "").rail_axis
    low, _, high, _ = rect_uv(axis, places[module_id])
    middles = {name: sum(rect_uv(axis, rect)[0::2]) / 2 for name, rect in places.items()}
    return frozenset(name for name, middle in middles.items() if low <= middle <= high)
