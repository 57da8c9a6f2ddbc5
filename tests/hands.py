"""A hand for tools: feeds points, words and keys, and takes commits over as the editor does."""

from collections.abc import Iterable

from designer.core.errors import TrunklineError
from designer.core.geometry.axes import Point
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.validate import check_design
from designer.core.planning import derive
from designer.edit.picking.index import PickIndex
from designer.edit.preview import Boxes, Note, Path, Tone
from designer.edit.tools.base import Gesture, Modifier, Pointer, Response, Tool, ToolContext, ToolKey
from designer.edit.view import View, surface_view


class Hand:
    """A person with one tool. `planned` derives the plan after every commit."""

    def __init__(
        self,
        tool: Tool,
        design: Design,
        catalog: Catalog,
        *,
        view: View | None = None,
        planned: bool = False,
        selection: Iterable[str] = (),
    ) -> None:
        self.tool, self.design, self.catalog = tool, design, catalog
        self.view = view or surface_view(design.surfaces[0].id)
        self.planned = planned
        self.selection = frozenset(selection)
        self.names: list[str] = []
        self.said: list[str] = []
        self.ended = False
        self.mm_per_px = 10.0
        self._replan()
        self.last: Response = self._take(tool.begin(self.ctx))

    @property
    def ctx(self) -> ToolContext:
        return ToolContext(
            design=self.design,
            catalog=self.catalog,
            view=self.view,
            picker=PickIndex(self.design, self.plan, self.catalog, self.view),
            plan=self.plan,
            selection=self.selection,
            mm_per_px=self.mm_per_px,
        )

    def _replan(self) -> None:
        self.plan = derive(self.design, self.catalog) if self.planned else None

    def _take(self, response: Response | None) -> Response | None:
        if response is None:
            return None
        self.last = response
        if response.select is not None:
            self.selection = response.select
        if response.commit is not None:
            check_design(response.commit.design, self.catalog)
            self.design = response.commit.design
            self.names.append(response.commit.name)
            if response.commit.select is not None:
                self.selection = response.commit.select
            self._replan()
        if response.message:
            self.said.append(response.message)
        self.ended = self.ended or response.done
        return response

    def _guarded(self, answer) -> Response | None:
        """As the editor: what a tool refuses is said, and it stays as it was."""
        try:
            return self._take(answer())
        except TrunklineError as problem:
            self.said.append(problem.sentence())
            return self.last

    def _point(self, gesture: Gesture, at: Point, held: Iterable[Modifier] = ()) -> Response | None:
        event = Pointer(gesture=gesture, at=at, raw=at, modifiers=frozenset(held))
        return self._guarded(lambda: self.tool.pointer(self.ctx, event))

    def move(self, x: float, y: float) -> Response | None:
        return self._point(Gesture.MOVE, (x, y))

    def click(self, x: float, y: float, *held: Modifier) -> Response | None:
        return self._point(Gesture.CLICK, (x, y), held)

    def double(self, x: float, y: float) -> Response | None:
        self.click(x, y)
        return self._point(Gesture.DOUBLE_CLICK, (x, y))

    def press(self, x: float, y: float, *held: Modifier) -> Response | None:
        return self._point(Gesture.DRAG_START, (x, y), held)

    def pull(self, x: float, y: float) -> Response | None:
        return self._point(Gesture.DRAG, (x, y))

    def release(self, x: float, y: float, *held: Modifier) -> Response | None:
        return self._point(Gesture.DRAG_END, (x, y), held)

    def drag(self, *points: Point, held: Iterable[Modifier] = ()) -> Response | None:
        self.press(*points[0], *held)
        for point in points[1:]:
            self.pull(*point)
        return self.release(*points[-1], *held)

    def type(self, text: str) -> Response | None:
        return self._guarded(lambda: self.tool.text(self.ctx, text))

    def key(self, key: ToolKey) -> Response | None:
        return self._guarded(lambda: self.tool.key(self.ctx, key))

    def enter(self) -> Response | None:
        return self.key(ToolKey.CONFIRM)

    def back(self) -> Response | None:
        return self.key(ToolKey.BACK)

    def escape(self) -> Response | None:
        return self._guarded(lambda: self.tool.cancel(self.ctx))

    # What is shown

    def boxes(self, tone: Tone) -> int:
        return sum(
            len(shape.rects) for shape in self.last.preview if isinstance(shape, Boxes) and shape.tone is tone
        )

    def notes(self) -> str:
        return " | ".join(shape.text for shape in self.last.preview if isinstance(shape, Note))

    def paths(self, tone: Tone) -> list[Path]:
        return [one for one in self.last.preview if isinstance(one, Path) and one.tone is tone]
