"""Arrange whole rows: align them to one picked last, space them evenly."""

from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from designer.core.errors import TrunklineError
from designer.core.geometry.axes import Point, RailAxis
from designer.core.model.design import Design
from designer.edit.edits.arranging import (
    RowEdge,
    align_rows,
    distribute_rows,
    find_row,
    gaps_between,
    new_faults,
)
from designer.edit.edits.rows import module_rects
from designer.edit.figures import counted
from designer.edit.preview import Boxes, Note, Shape, Tone
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
from designer.edit.tools.pointing import frame_shape, framed, row_at, rows_selected
from designer.edit.tools.values import length_or_none
from designer.edit.tools.words import keyword_of, require

CENTRE = Keyword("Centre", "C")
_EDGES = {
    RailAxis.EAVE: {Keyword("Left", "L"): RowEdge.FIRST, Keyword("Right", "R"): RowEdge.LAST},
    RailAxis.SLOPE: {Keyword("Bottom", "B"): RowEdge.FIRST, Keyword("Top", "T"): RowEdge.LAST},
}


class Picking(Struct, frozen=True):
    """Rows are picked, by click or by a frame."""

    rows: tuple[str, ...] = ()
    frame_from: Point | None = None


class Reviewing(Struct, frozen=True):
    """The rows are known; what is to become of them is shown."""

    rows: tuple[str, ...]


State = Picking | Reviewing


class _ArrangeTool(OnSurface):
    """Rows of the selection, else rows picked and confirmed; then each tool asks for its own."""

    least = 1

    def __init__(self) -> None:
        super().__init__()
        self.state: State = Picking()
        self._cursor: Point | None = None

    def reset(self, ctx: ToolContext) -> None:
        """Begin with the rows selected on this surface."""
        rows = tuple(row for row in rows_selected(ctx) if _is_on(ctx, row))
        self.state = Reviewing(rows) if len(rows) >= self.least else Picking(rows)

    def rest(self, ctx: ToolContext) -> Response:
        """What the state shows with the cursor where it was."""
        match self.state:
            case Picking():
                return Response(
                    prompt=self._pick_prompt(), preview=self._picked(ctx, self.state), cursor=Cursor.ARROW
                )
            case Reviewing(rows=rows):
                return self.review(ctx, rows)
            case _:
                assert_never(self.state)

    def point(self, ctx: ToolContext, event: Pointer) -> Response:
        """Pick rows, or whatever the tool asks for next."""
        self._cursor = event.raw
        match self.state:
            case Picking():
                self.state = self._pick(ctx, self.state, event)
            case Reviewing(rows=rows):
                if event.gesture is Gesture.CLICK:
                    return self.clicked(ctx, rows, event.raw)
            case _:
                assert_never(self.state)
        return self.rest(ctx)

    def pressed(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter goes on with the rows picked; Backspace gives the last one back."""
        match self.state, key:
            case Picking(rows=rows), ToolKey.CONFIRM:
                if not rows:
                    return super().pressed(ctx, key)
                require(len(rows) >= self.least, f"Pick {self.least} rows or more")
                self.state = Reviewing(rows)
            case Picking(rows=rows), ToolKey.BACK if rows:
                self.state = Picking(rows[:-1])
            case Reviewing(rows=rows), ToolKey.CONFIRM:
                return self.confirmed(ctx, rows)
            case _:
                return None
        return self.rest(ctx)

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Back to picking, then let the rows go, then end."""
        match self.state:
            case Reviewing(rows=rows):
                self.state = Picking(rows)
            case Picking(rows=rows, frame_from=start):
                if not rows and start is None:
                    return None
                self.state = Picking(rows if start is not None else ())
            case _:
                assert_never(self.state)
        return self.rest(ctx)

    # What a subclass says

    def review(self, ctx: ToolContext, rows: tuple[str, ...]) -> Response:
        """Prompt and preview once the rows are known."""
        raise NotImplementedError

    def clicked(self, ctx: ToolContext, rows: tuple[str, ...], at: Point) -> Response:
        """A click once the rows are known."""
        raise NotImplementedError

    def confirmed(self, ctx: ToolContext, rows: tuple[str, ...]) -> Response:
        """Enter once the rows are known."""
        raise NotImplementedError

    # Inside

    def _pick(self, ctx: ToolContext, state: Picking, event: Pointer) -> Picking:
        match event.gesture:
            case Gesture.CLICK:
                row = row_at(ctx, event.raw)
                return state if row is None else Picking(_toggled(state.rows, row))
            case Gesture.DRAG_START:
                return replace(state, frame_from=event.raw)
            case Gesture.DRAG_END if state.frame_from is not None:
                taken = rows_selected(replace(ctx, selection=framed(ctx, state.frame_from, event.raw)))
                return Picking((*state.rows, *(row for row in taken if row not in state.rows)))
            case _:
                return state

    def _pick_prompt(self) -> Prompt:
        text = "Pick the rows, Enter when all are picked"
        return Prompt(text=text, snaps=False)

    def _picked(self, ctx: ToolContext, state: Picking) -> tuple[Shape, ...]:
        shapes = _marked(ctx, ctx.design, state.rows, Tone.GUIDE)
        if state.frame_from is not None and self._cursor is not None:
            return (*shapes, frame_shape(state.frame_from, self._cursor))
        return shapes

    def _ghosts(self, ctx: ToolContext, after: Design, rows: tuple[str, ...]) -> tuple[Shape, ...]:
        """The rows as they would stand, those that may not in another tone."""
        bad = {fault.row for fault in new_faults(ctx.design, after, ctx.catalog)}
        good = tuple(row for row in rows if row not in bad)
        return (
            *_marked(ctx, after, good, Tone.GHOST),
            *_marked(ctx, after, tuple(sorted(bad)), Tone.BAD),
        )

    def _commit(self, ctx: ToolContext, name: str, after: Design) -> Response:
        """The step, unless a module would come to stand where it may not."""
        faults = new_faults(ctx.design, after, ctx.catalog)
        if faults:
            first = faults[0]
            require(False, f"Row {first.row} cannot stand there: module {first.module} is {first.reason}")
        return Response(prompt=self._pick_prompt(), commit=Commit(name=name, design=after), done=True)


class AlignTool(_ArrangeTool):
    """Aligns rows along their rails to the one picked last."""

    def __init__(self) -> None:
        super().__init__()
        self.edge = RowEdge.FIRST

    def typed(self, ctx: ToolContext, text: str) -> Response | None:
        """Which ends come in line."""
        edges = self._edges(ctx)
        keyword = keyword_of(text, edges)
        if keyword is None:
            return None
        self.edge = edges[keyword]
        return self.rest(ctx)

    def review(self, ctx: ToolContext, rows: tuple[str, ...]) -> Response:
        """The rows in line with the one under the cursor."""
        prompt = self._prompt(ctx)
        target = row_at(ctx, self._cursor) if self._cursor is not None else None
        preview = _marked(ctx, ctx.design, rows, Tone.GUIDE)
        if target is not None:
            after = align_rows(ctx.design, ctx.catalog, rows, target, self.edge)
            moved = tuple(row for row in rows if row != target)
            preview = (*self._ghosts(ctx, after, moved), *_marked(ctx, after, (target,), Tone.GUIDE))
        return Response(prompt=prompt, preview=preview, cursor=Cursor.ARROW)

    def clicked(self, ctx: ToolContext, rows: tuple[str, ...], at: Point) -> Response:
        """The row that the others come in line with."""
        target = row_at(ctx, at)
        if target is None:
            return self.rest(ctx)
        after = align_rows(ctx.design, ctx.catalog, rows, target, self.edge)
        moved = [row for row in rows if row != target]
        return self._commit(ctx, f"Align {counted(len(moved), 'row')} to row {target}", after)

    def confirmed(self, ctx: ToolContext, rows: tuple[str, ...]) -> Response:
        """Enter means the row picked last."""
        require(len(rows) > 1, "Click the row to align to")
        after = align_rows(ctx.design, ctx.catalog, rows, rows[-1], self.edge)
        return self._commit(ctx, f"Align {counted(len(rows) - 1, 'row')} to row {rows[-1]}", after)

    def _edges(self, ctx: ToolContext) -> dict[Keyword, RowEdge]:
        axis = ctx.design.surface(surface_of(ctx) or "").rail_axis
        return {**_EDGES[axis], CENTRE: RowEdge.MIDDLE}

    def _prompt(self, ctx: ToolContext) -> Prompt:
        edges = self._edges(ctx)
        now = next(word.name.lower() for word, edge in edges.items() if edge is self.edge)
        keywords = tuple(word for word, edge in edges.items() if edge is not self.edge)
        return Prompt(text=f"Row to align to ({now})", keywords=keywords, snaps=False)


class DistributeTool(_ArrangeTool):
    """Spaces rows evenly between the outer ones, or at a typed distance from the lowest."""

    least = 2

    def __init__(self) -> None:
        super().__init__()
        self.gap_mm: float | None = None

    def typed(self, ctx: ToolContext, text: str) -> Response | None:
        """The clear distance between the rows."""
        gap = length_or_none(text)
        if gap is None or not isinstance(self.state, Reviewing):
            return None
        require(gap >= 0, "A gap cannot be negative")
        self.gap_mm = gap
        return self.rest(ctx)

    def review(self, ctx: ToolContext, rows: tuple[str, ...]) -> Response:
        """The rows as they would stand."""
        prompt = Prompt(
            text="Enter spaces the rows evenly; or type the gap between them",
            wants=Wants.VALUE,
            snaps=False,
        )
        try:
            after = distribute_rows(ctx.design, ctx.catalog, rows, self.gap_mm)
        except TrunklineError as problem:
            note = Note(at=self._cursor or (0.0, 0.0), text=problem.what.capitalize(), tone=Tone.BAD)
            preview: tuple[Shape, ...] = (*_marked(ctx, ctx.design, rows, Tone.GUIDE), note)
            return Response(prompt=prompt, preview=preview, cursor=Cursor.ARROW)
        gap = gaps_between(after, ctx.catalog, rows)[0]
        corner = min(rect[:2] for rect in _rects(ctx, after, rows))
        note = Note(at=self._cursor or corner, text=f"{gap:.0f} mm between rows", tone=Tone.MEASURE)
        return Response(prompt=prompt, preview=(*self._ghosts(ctx, after, rows), note), cursor=Cursor.ARROW)

    def clicked(self, ctx: ToolContext, rows: tuple[str, ...], at: Point) -> Response:
        """A click adds a row or gives one back."""
        row = row_at(ctx, at)
        if row is not None:
            self.state = Picking(_toggled(rows, row))
        return self.rest(ctx)

    def confirmed(self, ctx: ToolContext, rows: tuple[str, ...]) -> Response:
        """Enter takes over what is shown."""
        after = distribute_rows(ctx.design, ctx.catalog, rows, self.gap_mm)
        return self._commit(ctx, f"Distribute {counted(len(rows), 'row')}", after)


def _is_on(ctx: ToolContext, row: str) -> bool:
    return find_row(ctx.design, row).surface == surface_of(ctx)


def _toggled(rows: tuple[str, ...], row: str) -> tuple[str, ...]:
    return tuple(one for one in rows if one != row) if row in rows else (*rows, row)


def _rects(
    ctx: ToolContext, design: Design, rows: tuple[str, ...]
) -> list[tuple[float, float, float, float]]:
    rects = module_rects(design, ctx.catalog, surface_of(ctx) or "")
    return [rects[m.id] for row in design.rows if row.id in rows for m in row.modules if m.id in rects]


def _marked(ctx: ToolContext, design: Design, rows: tuple[str, ...], tone: Tone) -> tuple[Shape, ...]:
    rects = _rects(ctx, design, rows)
    return (Boxes(rects=tuple(rects), tone=tone),) if rects else ()
