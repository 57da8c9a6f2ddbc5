"""Move and copy: from a base point to another, by a typed displacement, or as an array of copies."""

from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from designer.core.errors import DesignError
from designer.core.geometry.axes import Point
from designer.core.model.design import Design
from designer.edit.edits.moving import copied_by, moved, new_ids
from designer.edit.ghosts import Ground, ghosts
from designer.edit.naming import things_named
from designer.edit.preview import Shape
from designer.edit.tools.base import (
    Commit,
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
from designer.edit.tools.gathering import SelectionTool
from designer.edit.tools.keywords import keyword_typed
from designer.edit.tools.outcome import checked, finished
from designer.edit.tools.rubber import rubber
from designer.edit.view import View

DISPLACEMENT = Keyword("Displacement", "D")
ARRAY = Keyword("Array", "A")

MOST_ITEMS = 100
"""An array of more is a slip of the finger."""

MOST_SHOWN = 12
"""A preview of so many items tells enough; more would make the mouse heavy."""

_ORIGIN = (0.0, 0.0)


class Base(Struct, frozen=True):
    """Where it is taken hold of."""


class Target(Struct, frozen=True, kw_only=True):
    """Where it goes to. `items` counts the source of an array too."""

    base: Point
    view: View
    ids: frozenset[str]
    ground: Ground
    items: int = 2
    typed: bool = False
    """Whether the point is a displacement, from the origin."""


class Items(Struct, frozen=True):
    """How many an array shall have."""

    target: Target


State = Base | Target | Items


class MoveTool(SelectionTool):
    """Moves the selection from a point to another."""

    verb = "move"

    def __init__(self) -> None:
        super().__init__()
        self._state: State = Base()

    # The story

    def start(self, ctx: ToolContext) -> Response:
        """Ask for the base point."""
        self._state = Base()
        return self._shown(ctx)

    def on_pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        """The base point, then the second one."""
        state = self._current(ctx)
        if event.gesture is not Gesture.CLICK:
            return self._shown(ctx, event.at)
        match state:
            case Base():
                self._state = self._target(ctx, event.at)
            case Target():
                return self._arrived(ctx, state, _between(state.base, event.at))
            case Items():
                pass
            case _:
                assert_never(state)
        return self._shown(ctx, event.at)

    def on_text(self, ctx: ToolContext, text: str) -> Response | None:
        """Displacement instead of a base point."""
        state = self._current(ctx)
        if isinstance(state, Base) and keyword_typed(text, self._keywords(state)) == DISPLACEMENT.name:
            self._state = replace(self._target(ctx, _ORIGIN), typed=True)
            return self._shown(ctx)
        return None

    def on_key(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Backspace takes back the base point."""
        if key is ToolKey.BACK and not isinstance(self._state, Base):
            return self.start(ctx)
        if key is ToolKey.CONFIRM:
            return self._shown(ctx, message="Click the point, or type it")
        return None

    def on_cancel(self, ctx: ToolContext) -> Response | None:
        """Esc goes back to the base point, then ends."""
        return None if isinstance(self._state, Base) else self.start(ctx)

    # What differs between moving and copying

    def _edit(self, ctx: ToolContext, state: Target, by: Point) -> Design:
        return moved(ctx.design, ctx.catalog, state.ids, by, state.view)

    def _arrived(self, ctx: ToolContext, state: Target, by: Point) -> Response:
        design = self._edit(ctx, state, by)
        return finished(self._commit(ctx, "Move", state, design, state.ids))

    def _ghosts(self, ctx: ToolContext, state: Target, by: Point) -> tuple[Shape, ...]:
        design = self._edit(ctx, state, by)
        return ghosts(design, ctx.catalog, state.view, state.ids, state.ground)

    def _hidden(self, state: State) -> frozenset[str]:
        return state.ids if isinstance(state, Target) else frozenset()

    # Answers

    def _commit(
        self, ctx: ToolContext, verb: str, state: Target, design: Design, select: frozenset[str]
    ) -> Commit:
        return checked(ctx, f"{verb} {things_named(ctx.design, state.ids)}", design, select=select)

    def _current(self, ctx: ToolContext) -> State:
        """The state; points of another view mean nothing here."""
        if isinstance(self._state, Target) and self._state.view != ctx.view:
            self._state = Base()
        return self._state

    def _target(self, ctx: ToolContext, base: Point) -> Target:
        ids = self.chosen(ctx)
        if not ids:
            what = f"there is nothing to {self.verb} in this view"
            raise DesignError(what, remedy="select something first")
        ground = Ground(ctx.design, ctx.catalog, self._not_in_the_way(ids))
        return Target(base=base, view=ctx.view, ids=ids, ground=ground)

    def _not_in_the_way(self, ids: frozenset[str]) -> frozenset[str]:
        """What the ghosts may lie on: a thing that is moved leaves its place."""
        return ids

    def _shown(self, ctx: ToolContext, at: Point | None = None, *, message: str = "") -> Response:
        state = self._current(ctx)
        preview: tuple[Shape, ...] = ()
        if isinstance(state, Target) and at is not None:
            preview = (*self._ghosts(ctx, state, _between(state.base, at)), *rubber(state.base, at))
        return Response(
            prompt=self._prompt(state),
            preview=preview,
            cursor=Cursor.MOVE if isinstance(state, Target) else Cursor.CROSS,
            hidden=self._hidden(state) if preview else frozenset(),
            message=message,
        )

    def _prompt(self, state: State) -> Prompt:
        keywords = self._keywords(state)
        match state:
            case Base():
                text = f"Base point to {self.verb} from"
                return Prompt(text=text, keywords=keywords, fields=Fields.NONE)
            case Target(typed=True):
                return Prompt(text="Displacement, as x,y or a length", keywords=keywords, base=state.base)
            case Target():
                return Prompt(text=self._second(state), keywords=keywords, base=state.base)
            case Items():
                return Prompt(
                    text="Number of items in the array, the first one included",
                    wants=Wants.VALUE,
                    default=str(state.target.items),
                )
            case _:
                assert_never(state)

    def _second(self, state: Target) -> str:  # noqa: ARG002
        return f"Point to {self.verb} to"

    def _keywords(self, state: State) -> tuple[Keyword, ...]:
        return (DISPLACEMENT,) if isinstance(state, Base) else ()


class CopyTool(MoveTool):
    """Copies the selection, again and again until Enter; Array sets a row of copies at once."""

    verb = "copy"

    def on_text(self, ctx: ToolContext, text: str) -> Response | None:
        """Array, and the number of its items."""
        state = self._current(ctx)
        match state:
            case Target() if keyword_typed(text, (ARRAY,)):
                self._state = Items(state)
            case Items():
                self._state = replace(state.target, items=_items(text))
            case _:
                return super().on_text(ctx, text)
        return self._shown(ctx)

    def on_key(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter accepts the number of items, or ends the copying."""
        state = self._current(ctx)
        if key is not ToolKey.CONFIRM or isinstance(state, Base):
            return super().on_key(ctx, key)
        if isinstance(state, Items):
            self._state = state.target
            return self._shown(ctx)
        return finished()

    def on_cancel(self, ctx: ToolContext) -> Response | None:
        """Esc leaves the question for the number, then goes back to the base point."""
        if isinstance(self._state, Items):
            self._state = self._state.target
            return self._shown(ctx)
        return super().on_cancel(ctx)

    def _edit(self, ctx: ToolContext, state: Target, by: Point) -> Design:
        design = ctx.design
        for number in range(1, state.items):
            shift = (number * by[0], number * by[1])
            design = copied_by(design, ctx.catalog, state.ids, shift, state.view)
        return design

    def _arrived(self, ctx: ToolContext, state: Target, by: Point) -> Response:
        design = self._edit(ctx, state, by)
        commit = self._commit(ctx, "Copy", state, design, state.ids)
        ground = Ground(design, ctx.catalog, ())
        self._state = replace(state, ground=ground, items=2)
        return replace(self._shown(ctx), commit=commit)

    def _ghosts(self, ctx: ToolContext, state: Target, by: Point) -> tuple[Shape, ...]:
        design = self._edit(ctx, replace(state, items=min(state.items, MOST_SHOWN)), by)
        return ghosts(design, ctx.catalog, state.view, new_ids(ctx.design, design), state.ground)

    def _hidden(self, state: State) -> frozenset[str]:  # noqa: ARG002
        return frozenset()

    def _not_in_the_way(self, ids: frozenset[str]) -> frozenset[str]:  # noqa: ARG002
        return frozenset()

    def _second(self, state: Target) -> str:
        if state.items > 2:
            return f"Point for the second of {state.items}"
        return "Point to copy to, Enter to end"

    def _keywords(self, state: State) -> tuple[Keyword, ...]:
        return (ARRAY,) if isinstance(state, Target) else super()._keywords(state)


def _between(first: Point, second: Point) -> Point:
    return (second[0] - first[0], second[1] - first[1])


def _items(text: str) -> int:
    if not text.strip().isdigit() or not 2 <= int(text) <= MOST_ITEMS:
        raise DesignError(f"'{text}' is no number of items", remedy=f"type one from 2 to {MOST_ITEMS}")
    return int(text)
