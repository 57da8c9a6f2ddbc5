"""Make a branch by hand: drag or click across inverters from the far end to the feed; it stays locked."""

from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.edit.edits.branch_actions import SELECTION_ACTIONS, chosen_circuits
from designer.edit.edits.branches import circuit_of
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
from designer.edit.tools.branch_chain import branch_at, inverter_at, inverters_by_id, points_of
from designer.edit.tools.branch_gap import gap_shapes, split_at
from designer.edit.tools.branch_stroke import (
    Stroke,
    begun,
    branch_made,
    led_on,
    shorter,
    stroke_shapes,
    toggled,
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


class Resting(Struct, frozen=True):
    """Nothing has been begun."""


class AskingBox(Struct, frozen=True):
    """The box of the branch in the making is asked for."""

    stroke: Stroke


class Acting(Struct, frozen=True):
    """A branch is asked for, to do with it what the keyword says; joining takes two."""

    keyword: Keyword
    first: str = ""


State = Resting | Stroke | AskingBox | Acting


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
            case Stroke():
                return self._drawn(ctx, self.state, event)
            case AskingBox(stroke=stroke):
                if event.gesture is Gesture.CLICK and (hit := hit_at(ctx, event.raw, (Kind.BOX,))):
                    self.state = replace(stroke, box=hit.id)
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
            case Stroke() | AskingBox():
                return self._box_typed(ctx, text)
            case Resting() | Acting():
                keyword = keyword_of(text, (*ACTIONS, SPLIT))
                return None if keyword is None else self._act(ctx, keyword)
            case _:
                assert_never(self.state)

    def key(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter makes the branch; Backspace takes the last inverter back."""
        match self.state, key:
            case Stroke(), ToolKey.CONFIRM:
                return self._finish(ctx, self.state)
            case Stroke(), ToolKey.BACK:
                self.state = shorter(self.state)
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
            case AskingBox(stroke=stroke):
                self.state = stroke
            case Stroke() | Acting():
                self.state = Resting()
            case _:
                assert_never(self.state)
        return self._rest(ctx)

    # Drawing

    def _started(self, ctx: ToolContext, event: Pointer) -> Response:
        if event.gesture not in (Gesture.CLICK, Gesture.DRAG_START):
            return self._rest(ctx, event.raw)
        stroke = begun(ctx, event.raw)
        if stroke is None:
            text = "Begin on an inverter, at the far end of the branch"
            return replace(self._rest(ctx), message=text)
        self.state = stroke
        return self._rest(ctx)

    def _drawn(self, ctx: ToolContext, stroke: Stroke, event: Pointer) -> Response:
        """While the button is down all that is touched is taken; clicks take what they hit."""
        match event.gesture:
            case Gesture.DRAG_START:
                self.state = led_on(ctx, replace(stroke, cursor=event.raw), event.raw)
            case Gesture.DRAG:
                self.state = led_on(ctx, stroke, event.raw)
            case Gesture.DRAG_END:
                self.state = led_on(ctx, stroke, event.raw)
                box = hit_at(ctx, event.raw, (Kind.BOX,))
                return self._finish(ctx, replace(self.state, box=box.id if box else self.state.box))
            case Gesture.CLICK:
                return self._clicked(ctx, stroke, event.raw)
            case Gesture.MOVE | Gesture.DOUBLE_CLICK:
                self.state = replace(stroke, cursor=event.raw)
            case _:
                assert_never(event.gesture)
        return self._rest(ctx)

    def _clicked(self, ctx: ToolContext, stroke: Stroke, at: Point) -> Response:
        box, inverter = hit_at(ctx, at, (Kind.BOX,)), inverter_at(ctx, at)
        if box is not None:
            return self._finish(ctx, replace(stroke, box=box.id))
        self.state = replace(stroke, cursor=at) if inverter is None else toggled(stroke, inverter, at)
        return self._rest(ctx)

    def _finish(self, ctx: ToolContext, stroke: Stroke) -> Response:
        """The branch is locked, and the tool ready for the next one."""
        self.state = Resting()
        commit = branch_made(ctx, stroke)
        if commit is None:
            return replace(self._rest(ctx), message="No inverter was touched")
        return Response(prompt=self._prompt(), commit=commit)

    def _box_typed(self, ctx: ToolContext, text: str) -> Response | None:
        stroke = self.state.stroke if isinstance(self.state, AskingBox) else self.state
        assert isinstance(stroke, Stroke)
        if keyword_of(text, (BOX,)):
            self.state = AskingBox(stroke)
            return self._rest(ctx)
        named = next((box.id for box in ctx.design.boxes if box.id.casefold() == text.casefold()), None)
        if named is None:
            require(not isinstance(self.state, AskingBox), f"There is no box {text}")
            return None
        self.state = replace(stroke, box=named)
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
        commit = split_at(ctx, at)
        self.state = Resting()
        return Response(prompt=self._prompt(), commit=commit, cursor=Cursor.ARROW)

    # What is shown

    def _rest(self, ctx: ToolContext, at: Point | None = None) -> Response:
        preview: tuple[Shape, ...] = ()
        cursor = Cursor.ARROW
        match self.state:
            case Stroke():
                preview, cursor = stroke_shapes(ctx, self.state), Cursor.CROSS
            case AskingBox(stroke=stroke):
                preview = stroke_shapes(ctx, stroke)
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
            return gap_shapes(ctx, at)
        name = branch_at(ctx, at)
        circuit = circuit_of(ctx.design, ctx.plan, name) if name is not None else None
        points = points_of(ctx, circuit.inverters) if circuit is not None else ()
        return (Path(points=points, tone=Tone.GUIDE),) if len(points) > 1 else ()

    def _prompt(self) -> Prompt:
        match self.state:
            case Resting():
                text = "Drag or click across inverters from the far end to the feed"
                return Prompt(text=text, keywords=(*ACTIONS, SPLIT), snaps=False)
            case Stroke(chain=chain):
                text = f"{counted(len(chain), 'inverter')}; next one, or the box, Enter when done"
                return Prompt(text=text, keywords=(BOX,), snaps=False)
            case AskingBox():
                return Prompt(text="Click the box, or type its id", wants=Wants.VALUE, snaps=False)
            case Acting(keyword=keyword, first=first):
                text = "Click between two inverters" if keyword == SPLIT else f"{keyword.name}: which branch?"
                return Prompt(text="Join: with which branch?" if first else text, snaps=False)
            case _:
                assert_never(self.state)
