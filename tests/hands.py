"""A hand for tools: feeds points, words and keys, and takes commits over as the editor does."""

from collections.abc import Callable, Iterable

from designer.core.errors import TrunklineError
from designer.core.geometry.axes import Point
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.core.planning import derive
from designer.edit.picking.index import PickIndex
from designer.edit.preview import Boxes, Note, Path, Tone
from designer.edit.session import Session
from designer.edit.tools.base import (
    Gesture,
    Modifier,
    Pointer,
    Prompt,
    Response,
    Tool,
    ToolContext,
    ToolKey,
)
from designer.edit.view import View, surface_view
from tests import sites

CATALOG = sites.catalog()


class Hand:
    """A person with one tool, who looks at the first surface unless told otherwise.

    `planned` derives the plan after every commit; else it stays `plan`. What a tool refuses is said, and the
    tool stays as it was.
    """

    def __init__(
        self,
        tool: Tool,
        design: Design,
        view: View | None = None,
        *,
        catalog: Catalog = CATALOG,
        plan: Plan | None = None,
        planned: bool = False,
        selection: Iterable[str] = (),
    ) -> None:
        self.tool, self.catalog = tool, catalog
        self.session = Session(design, catalog)
        self.view = view or surface_view(design.surfaces[0].id)
        self.planned, self.plan = planned, plan
        self.selection = frozenset(selection)
        self.names: list[str] = []
        self.said: list[str] = []
        self.done = False
        self.mm_per_px = 10.0
        self._replan()
        self.last: Response
        self._take(tool.begin(self.context()))

    @property
    def design(self) -> Design:
        return self.session.design

    @property
    def prompt(self) -> Prompt:
        return self.last.prompt

    @property
    def message(self) -> str:
        """What was said last."""
        return self.said[-1] if self.said else ""

    def context(self) -> ToolContext:
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
        if self.planned:
            self.plan = derive(self.design, self.catalog)

    def _take(self, response: Response) -> None:
        self.last = response
        if response.select is not None:
            self.selection = response.select
        if response.commit is not None:
            commit = response.commit
            self.session.commit(commit.name, commit.design, key=commit.key)
            self.names.append(commit.name)
            if commit.select is not None:
                self.selection = commit.select
            self.view = commit.view or self.view
            self._replan()
        self.view = response.view or self.view
        if response.message:
            self.said.append(response.message)
        self.done = self.done or response.done

    def _hear(self, answer: Callable[[], Response | None]) -> bool:
        """Whether the tool took what it was given."""
        try:
            response = answer()
            if response is not None:
                self._take(response)
        except TrunklineError as problem:
            self.said.append(problem.sentence())
            return True
        return response is not None

    def replace(self, design: Design) -> None:
        """Another design comes from elsewhere: from a form, by undo."""
        self.session.commit("Another design", design)
        self._replan()

    # Pointing

    def feed(self, gesture: Gesture, at: Point, held: Iterable[Modifier] = ()) -> "Hand":
        event = Pointer(gesture=gesture, at=at, raw=at, modifiers=frozenset(held))
        self._hear(lambda: self.tool.pointer(self.context(), event))
        return self

    def move(self, at: Point) -> "Hand":
        return self.feed(Gesture.MOVE, at)

    def click(self, *points: Point, held: Iterable[Modifier] = ()) -> "Hand":
        for point in points:
            self.feed(Gesture.CLICK, point, held)
        return self

    def double(self, at: Point) -> "Hand":
        return self.click(at).feed(Gesture.DOUBLE_CLICK, at)

    def press(self, at: Point, held: Iterable[Modifier] = ()) -> "Hand":
        return self.feed(Gesture.DRAG_START, at, held)

    def pull(self, at: Point) -> "Hand":
        return self.feed(Gesture.DRAG, at)

    def release(self, at: Point, held: Iterable[Modifier] = ()) -> "Hand":
        return self.feed(Gesture.DRAG_END, at, held)

    def drag(self, *points: Point, held: Iterable[Modifier] = ()) -> "Hand":
        self.press(points[0], held)
        for point in points[1:]:
            self.pull(point)
        return self.release(points[-1], held)

    # Words and keys

    def offer(self, text: str) -> bool:
        """Whether the tool took a text; where it did not, the command line would."""
        return self._hear(lambda: self.tool.text(self.context(), text))

    def type(self, *texts: str) -> "Hand":
        for text in texts:
            assert self.offer(text), f"'{text}' was not taken at '{self.prompt.text}'"
        return self

    def press_key(self, key: ToolKey) -> bool:
        """Whether the tool took a key; where it did not, the editor would."""
        return self._hear(lambda: self.tool.key(self.context(), key))

    def key(self, key: ToolKey) -> "Hand":
        self.press_key(key)
        return self

    def enter(self) -> "Hand":
        return self.key(ToolKey.CONFIRM)

    def back(self) -> "Hand":
        return self.key(ToolKey.BACK)

    def escape(self) -> bool:
        """Whether the tool stayed."""
        stayed = self._hear(lambda: self.tool.cancel(self.context()))
        self.done = self.done or not stayed
        return not self.done

    # What is shown

    def boxes(self, tone: Tone) -> int:
        return sum(
            len(shape.rects) for shape in self.last.preview if isinstance(shape, Boxes) and shape.tone is tone
        )

    def paths(self, tone: Tone) -> list[Path]:
        return [one for one in self.last.preview if isinstance(one, Path) and one.tone is tone]

    def tones(self) -> list[str]:
        return [shape.tone.value for shape in self.last.preview if hasattr(shape, "tone")]

    def notes(self) -> list[str]:
        return [shape.text for shape in self.last.preview if isinstance(shape, Note)]

    def noted(self) -> str:
        """All notes as one text."""
        return " | ".join(self.notes())
