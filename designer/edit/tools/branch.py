"""Make a branch by hand: drag or click across inverters from the far end to the feed; it stays locked."""

import math
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.core.model.design import BranchLock, Design
from designer.edit.edits.branch_actions import SELECTION_ACTIONS, chosen_circuits
from designer.edit.edits.branches import circuit_of, new_lock, put_lock, split
from designer.edit.figures import counted
from designer.edit.picking.model import Kind
from designer.edit.preview import Path, Shape, Tone
from designer.edit.tools.base import (
    Commit,
    Cursor,
    Gesture,
    Keyword,
    Pointer,
    Prompt,
    Response,
    Tool,
    ToolContext,
    ToolKey,
    Wants,
)
from designer.edit.tools.branch_chain import (
    box_for,
    branch_at,
    gap_at,
    inverter_at,
    inverters_by_id,
    points_of,
    shapes_of,
)
from designer.edit.tools.on_surface import ended
from designer.edit.tools.pointing import hit_at
from designer.edit.tools.words import keyword_of, require

BOX = Keyword("Box", "B")
SPLIT = Keyword("Split", "S")
JOIN = Keyword("Join", "J")
ACTIONS = {
    Keyword("Lock", "L"): "lock",
    Keyword("Unlock", "UL"): "unlock",
    JOIN: "branch-join",
    Keyword("Reverse", "R"): "branch-reverse",
    Keyword("Middle feed", "M"): "branch-middle",
    Keyword("End feed", "E"): "branch-end",
}

_SPLIT_REACH_PX = 40.0
_MOST_SAMPLES = 64
"""A fast stroke of the mouse is looked at in steps of the reach, in so many at most."""


class Resting(Struct, frozen=True):
    """Nothing has been begun."""


class Drawing(Struct, frozen=True, kw_only=True):
    """Inverters in the order of the stroke.

    `lock` is the locked branch that goes on growing, with `at_far_end` where it does so away from its feed.
    `backwards` strokes began at a box, so their feed comes first.
    """

    chain: tuple[str, ...]
    cursor: Point
    box: str = ""
    lock: str = ""
    at_far_end: bool = False
    backwards: bool = False

    @property
    def in_order(self) -> tuple[str, ...]:
        """From the far end to the feed."""
        return self.chain[::-1] if self.backwards or self.at_far_end else self.chain


class AskingBox(Struct, frozen=True):
    """The box of the branch in the making is asked for."""

    drawing: Drawing


class Acting(Struct, frozen=True):
    """A branch is asked for, to do with it what the keyword says; joining takes two."""

    keyword: Keyword
    first: str = ""


State = Resting | Drawing | AskingBox | Acting


class BranchTool(Tool):
    """Branch after branch, on one surface or across the site."""

    needs_surface = False

    def __init__(self) -> None:
        self.state: State = Resting()

    def begin(self, ctx: ToolContext) -> Response:
        """Ask for the first inverter; without inverters there is nothing to do."""
        self.state = Resting()
        if not inverters_by_id(ctx):
            return ended(self._prompt(), "There are no inverters yet; lay out modules first")
        return self._rest(ctx)

    def pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        """A stroke across inverters, or one click after the other."""
        match self.state:
            case Resting():
                return self._started(ctx, event)
            case Drawing():
                return self._drawn(ctx, self.state, event)
            case AskingBox(drawing=drawing):
                if event.gesture is Gesture.CLICK and (hit := hit_at(ctx, event.raw, (Kind.BOX,))):
                    self.state = replace(drawing, box=hit.id)
                return self._rest(ctx)
            case Acting():
                if event.gesture is Gesture.CLICK:
                    return self._acted(ctx, self.state, event.raw)
                return self._rest(ctx, event.raw)
            case _:
                assert_never(self.state)

    def text(self, ctx: ToolContext, text: str) -> Response | None:
        """Keywords; while drawing Box or the id of one."""
        match self.state:
            case Drawing() | AskingBox():
                return self._box_typed(ctx, text)
            case Resting() | Acting():
                keyword = keyword_of(text, (*ACTIONS, SPLIT))
                return None if keyword is None else self._act(ctx, keyword)
            case _:
                assert_never(self.state)

    def key(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter makes the branch; Backspace takes the last inverter back."""
        match self.state, key:
            case Drawing(), ToolKey.CONFIRM:
                return self._finish(ctx, self.state)
            case Drawing(), ToolKey.BACK:
                self.state = _shorter(self.state)
                return self._rest(ctx)
            case ((AskingBox() | Acting()), ToolKey.CONFIRM):
                return self.cancel(ctx)
            case Resting(), ToolKey.CONFIRM:
                return ended(self._prompt())
            case _:
                return None

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Back from the question for a box, then the branch in the making is given up, then the end."""
        match self.state:
            case Resting():
                return None
            case AskingBox(drawing=drawing):
                self.state = drawing
            case Drawing() | Acting():
                self.state = Resting()
            case _:
                assert_never(self.state)
        return self._rest(ctx)

    # Drawing

    def _started(self, ctx: ToolContext, event: Pointer) -> Response:
        if event.gesture not in (Gesture.CLICK, Gesture.DRAG_START):
            return self._rest(ctx, event.raw)
        box, inverter = hit_at(ctx, event.raw, (Kind.BOX,)), inverter_at(ctx, event.raw)
        if box is not None:
            self.state = Drawing(chain=(), cursor=event.raw, box=box.id, backwards=True)
        elif inverter is not None:
            self.state = _grown(ctx, inverter, event.raw)
        else:
            text = "Begin on an inverter, at the far end of the branch"
            return replace(self._rest(ctx), message=text)
        return self._rest(ctx)

    def _drawn(self, ctx: ToolContext, state: Drawing, event: Pointer) -> Response:
        """While the button is down all that is touched is taken; clicks take what they hit."""
        match event.gesture:
            case Gesture.DRAG_START:
                self.state = _touching(ctx, replace(state, cursor=event.raw), event.raw)
            case Gesture.DRAG:
                self.state = _touching(ctx, state, event.raw)
            case Gesture.DRAG_END:
                self.state = _touching(ctx, state, event.raw)
                box = hit_at(ctx, event.raw, (Kind.BOX,))
                return self._finish(ctx, replace(self.state, box=box.id if box else self.state.box))
            case Gesture.CLICK:
                return self._clicked(ctx, state, event.raw)
            case Gesture.MOVE | Gesture.DOUBLE_CLICK:
                self.state = replace(state, cursor=event.raw)
            case _:
                assert_never(event.gesture)
        return self._rest(ctx)

    def _clicked(self, ctx: ToolContext, state: Drawing, at: Point) -> Response:
        box, inverter = hit_at(ctx, at, (Kind.BOX,)), inverter_at(ctx, at)
        if box is not None:
            return self._finish(ctx, replace(state, box=box.id))
        self.state = replace(state, cursor=at) if inverter is None else _toggled(state, inverter, at)
        return self._rest(ctx)

    def _finish(self, ctx: ToolContext, state: Drawing) -> Response:
        """The lock, and ready for the next branch."""
        self.state = Resting()
        chain = tuple(name for name in state.in_order if name in inverters_by_id(ctx))
        if not chain:
            return replace(self._rest(ctx), message="No inverter was touched")
        box = box_for(ctx, chain, state.box or _box_of_lock(ctx.design, state.lock))
        require(box, "There is no box that the branch could lead to", "place a junction box first")
        assert box is not None
        design = self._locked(ctx, state, chain, box.id)
        lock = next(one for one in design.locks if chain[0] in one.inverters)
        what = "Extend" if state.lock else "Make"
        name = f"{what} branch {lock.id} of {counted(len(chain), 'inverter')}"
        commit = Commit(name=name, design=design, select=frozenset((lock.id,)))
        return Response(prompt=self._prompt(), commit=commit)

    @staticmethod
    def _locked(ctx: ToolContext, state: Drawing, chain: tuple[str, ...], box: str) -> Design:
        old = next((one for one in ctx.design.locks if one.id == state.lock), None)
        if old is not None:
            return put_lock(ctx.design, replace(old, inverters=chain, box=box))
        return new_lock(ctx.design, ctx.plan, BranchLock(id="", inverters=chain, box=box))

    def _box_typed(self, ctx: ToolContext, text: str) -> Response | None:
        drawing = self.state.drawing if isinstance(self.state, AskingBox) else self.state
        assert isinstance(drawing, Drawing)
        if keyword_of(text, (BOX,)):
            self.state = AskingBox(drawing)
            return self._rest(ctx)
        named = next((box.id for box in ctx.design.boxes if box.id.casefold() == text.casefold()), None)
        if named is None:
            require(not isinstance(self.state, AskingBox), f"There is no box {text}")
            return None
        self.state = replace(drawing, box=named)
        return self._rest(ctx)

    # Actions on branches

    def _act(self, ctx: ToolContext, keyword: Keyword) -> Response:
        """Carry out on the selection, else ask for a branch."""
        chosen = chosen_circuits(ctx.design, ctx.plan, ctx.selection)
        if keyword == SPLIT or len(chosen) < (2 if keyword == JOIN else 1):
            self.state = Acting(keyword)
            return self._rest(ctx)
        return self._carried_out(ctx, keyword, ctx.selection)

    def _acted(self, ctx: ToolContext, state: Acting, at: Point) -> Response:
        if state.keyword == SPLIT:
            return self._split(ctx, at)
        name = branch_at(ctx, at)
        if name is None:
            return self._rest(ctx, at)
        if state.keyword == JOIN and not state.first:
            self.state = replace(state, first=name)
            return self._rest(ctx, at)
        return self._carried_out(ctx, state.keyword, frozenset((name, state.first)) - {""})

    def _carried_out(self, ctx: ToolContext, keyword: Keyword, selection: frozenset[str]) -> Response:
        step = SELECTION_ACTIONS[ACTIONS[keyword]](ctx.design, ctx.plan, selection)
        self.state = Resting()
        commit = Commit(name=step.name, design=step.design, select=step.select)
        return Response(prompt=self._prompt(), commit=commit, cursor=Cursor.ARROW)

    def _split(self, ctx: ToolContext, at: Point) -> Response:
        reach = max(ctx.reach_mm, _SPLIT_REACH_PX * ctx.mm_per_px)
        found = gap_at(ctx, at, reach)
        require(found is not None, "Click between two inverters of a branch")
        assert found is not None
        circuit = circuit_of(ctx.design, ctx.plan, found[0])
        assert circuit is not None
        self.state = Resting()
        design = split(ctx.design, ctx.plan, circuit, found[1])
        commit = Commit(name=f"Split branch {circuit.id}", design=design)
        return Response(prompt=self._prompt(), commit=commit, cursor=Cursor.ARROW)

    # What is shown

    def _rest(self, ctx: ToolContext, at: Point | None = None) -> Response:
        preview: tuple[Shape, ...] = ()
        cursor = Cursor.ARROW
        match self.state:
            case Drawing():
                preview, cursor = _drawn_shapes(ctx, self.state), Cursor.CROSS
            case AskingBox(drawing=drawing):
                preview = _drawn_shapes(ctx, drawing)
            case Resting() | Acting():
                preview = self._hovered(ctx, at)
            case _:
                assert_never(self.state)
        return Response(prompt=self._prompt(), preview=preview, cursor=cursor)

    def _hovered(self, ctx: ToolContext, at: Point | None) -> tuple[Shape, ...]:
        """The branch under the cursor, or the gap between two inverters where it would be split."""
        if at is None:
            return ()
        if isinstance(self.state, Acting) and self.state.keyword == SPLIT:
            return _gap_shapes(ctx, at)
        name = branch_at(ctx, at)
        circuit = circuit_of(ctx.design, ctx.plan, name) if name is not None else None
        points = points_of(ctx, circuit.inverters) if circuit is not None else ()
        return (Path(points=points, tone=Tone.GUIDE),) if len(points) > 1 else ()

    def _prompt(self) -> Prompt:
        match self.state:
            case Resting():
                text = "Drag or click across inverters from the far end to the feed"
                return Prompt(text=text, keywords=(*ACTIONS, SPLIT), snaps=False)
            case Drawing(chain=chain):
                text = f"{counted(len(chain), 'inverter')}; next one, or the box, Enter when done"
                return Prompt(text=text, keywords=(BOX,), snaps=False)
            case AskingBox():
                return Prompt(text="Click the box, or type its id", wants=Wants.VALUE, snaps=False)
            case Acting(keyword=keyword, first=first):
                text = "Click between two inverters" if keyword == SPLIT else f"{keyword.name}: which branch?"
                return Prompt(text="Join: with which branch?" if first else text, snaps=False)
            case _:
                assert_never(self.state)


def _drawn_shapes(ctx: ToolContext, state: Drawing) -> tuple[Shape, ...]:
    """The branch, and from where it grows a rubber line to the cursor."""
    chain = state.in_order
    box = box_for(ctx, chain, state.box or _box_of_lock(ctx.design, state.lock))
    ends = points_of(ctx, state.chain[-1:])
    rubber = tuple(Path(points=(end, state.cursor), tone=Tone.RUBBER) for end in ends)
    return (*shapes_of(ctx, chain, box, state.cursor), *rubber)


def _gap_shapes(ctx: ToolContext, at: Point) -> tuple[Shape, ...]:
    found = gap_at(ctx, at, max(ctx.reach_mm, _SPLIT_REACH_PX * ctx.mm_per_px))
    circuit = circuit_of(ctx.design, ctx.plan, found[0]) if found is not None else None
    if found is None or circuit is None:
        return ()
    parts = (circuit.inverters[: found[1]], circuit.inverters[found[1] :])
    shown = [points_of(ctx, part) for part in parts]
    return tuple(Path(points=points, tone=Tone.GUIDE) for points in shown if len(points) > 1)


def _grown(ctx: ToolContext, inverter: str, at: Point) -> Drawing:
    """A new stroke; from an end of a locked branch that one goes on."""
    for lock in ctx.design.locks:
        if lock.inverters[-1] == inverter:
            return Drawing(chain=lock.inverters, cursor=at, lock=lock.id)
        if lock.inverters[0] == inverter:
            return Drawing(chain=lock.inverters[::-1], cursor=at, lock=lock.id, at_far_end=True)
    return Drawing(chain=(inverter,), cursor=at)


def _touching(ctx: ToolContext, state: Drawing, at: Point) -> Drawing:
    """The stroke led on to a point, with all inverters that it touches on its way."""
    for place in _samples(state.cursor, at, ctx.reach_mm):
        inverter = inverter_at(ctx, place)
        if inverter is not None:
            state = _brushed(state, inverter)
    return replace(state, cursor=at)


def _brushed(state: Drawing, inverter: str) -> Drawing:
    """One more inverter at the end; back on the one before the last, the last one is let go."""
    if inverter not in state.chain:
        return replace(state, chain=(*state.chain, inverter))
    return _shorter(state) if state.chain[-2:-1] == (inverter,) else state


def _toggled(state: Drawing, inverter: str, at: Point) -> Drawing:
    """A click takes an inverter; on the last one it gives it back."""
    state = replace(state, cursor=at)
    if inverter not in state.chain:
        return replace(state, chain=(*state.chain, inverter))
    return _shorter(state) if state.chain[-1] == inverter else state


def _shorter(state: Drawing) -> Drawing:
    return replace(state, chain=state.chain[:-1])


def _samples(start: Point, end: Point, step_mm: float) -> list[Point]:
    steps = min(max(math.ceil(math.dist(start, end) / max(step_mm, 1.0)), 1), _MOST_SAMPLES)
    return [
        (start[0] + (end[0] - start[0]) * k / steps, start[1] + (end[1] - start[1]) * k / steps)
        for k in range(1, steps + 1)
    ]


def _box_of_lock(design: Design, lock_id: str) -> str:
    return next((lock.box for lock in design.locks if lock.id == lock_id), "")
