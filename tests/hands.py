"""A hand for tools: feeds points, words and keys, and takes commits over as the editor does."""

from collections.abc import Iterable

from msgspec.structs import replace
from shapely.geometry import LineString, Polygon, box
from shapely.geometry import Point as ShapelyPoint

from designer.core.errors import TrunklineError
from designer.core.geometry.axes import Point
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.core.model.validate import check_design
from designer.core.planning import derive
from designer.edit.picking import Hit, Kind
from designer.edit.preview import Boxes, Note, Path, Tone
from designer.edit.rows import module_rects, removed_rects
from designer.edit.tools.base import Gesture, Modifier, Pointer, Response, Tool, ToolContext, ToolKey
from designer.edit.view import View, surface_view


class Things:
    """A plain picker of one surface: removed places and modules, inverters and boxes on top of them."""

    def __init__(self, design: Design, plan: Plan | None, catalog: Catalog, surface: str) -> None:
        self.shapes: list[tuple[str, Kind, object]] = []
        own = design.surface(surface)
        if plan is not None:
            self.shapes += [
                (one.id, Kind.INVERTER, box(*one.footprint))
                for one in plan.inverters
                if one.surface == surface
            ]
        self.shapes += [
            (one.id, Kind.BOX, ShapelyPoint(one.x, one.y).buffer(100))
            for one in design.boxes
            if one.surface == surface
        ]
        self.shapes += [(one.id, Kind.OBSTACLE, Polygon(one.outline)) for one in own.obstacles]
        self.shapes += [(one.id, Kind.WATER_LINE, LineString(one.points)) for one in own.water_lines]
        rects = module_rects(design, catalog, surface)
        self.shapes += [(name, Kind.MODULE, box(*rect)) for name, rect in rects.items()]
        gone = removed_rects(design, catalog, surface)
        self.shapes += [(name, Kind.REMOVED, box(*rect)) for name, rect in gone.items()]

    def at(self, point: Point, reach_mm: float) -> tuple[Hit, ...]:
        spot = ShapelyPoint(point)
        found = [(name, kind, shape.distance(spot)) for name, kind, shape in self.shapes]
        return tuple(Hit(name, kind, away) for name, kind, away in found if away <= reach_mm)

    def within(self, rect, *, crossing: bool = False) -> frozenset[str]:
        frame = box(*rect)
        test = frame.intersects if crossing else frame.covers
        return frozenset(name for name, _, shape in self.shapes if test(shape))


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
            picker=Things(self.design, self.plan, self.catalog, self.view.surface),
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


def with_next(design: Design, number: int) -> Design:
    return replace(design, next_number=number)
