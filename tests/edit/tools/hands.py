"""A hand that works a tool: feeds it points, texts and keys, and keeps what a session would keep."""

from collections.abc import Iterable

from shapely.geometry import LineString, Polygon, box
from shapely.geometry import Point as ShapelyPoint

from designer.core.layout.placement import place_modules
from designer.edit.edits.boxes import footprint
from designer.edit.edits.framing import surfaces_in, to_view
from designer.edit.picking.model import Hit, Kind
from designer.edit.session import Session
from designer.edit.tools.base import Gesture, Modifier, Pointer, Response, ToolContext, ToolKey
from designer.edit.view import View
from tests import sites

CATALOG = sites.catalog()


class Fingers:
    """A picker by plain geometry, enough for tests: small things first."""

    def __init__(self, design, plan, view: View) -> None:
        self._shapes = (
            [] if view.surface == "" and view.kind.value == "blank" else list(_shapes(design, plan, view))
        )

    def at(self, point, reach_mm):
        spot = ShapelyPoint(point)
        found = [(shape.area, Hit(name, kind, shape.distance(spot))) for name, kind, shape in self._shapes]
        near = [(area, hit) for area, hit in found if hit.distance_mm <= reach_mm]
        return tuple(hit for _, hit in sorted(near, key=lambda one: one[0]))

    def within(self, rect, *, crossing=False):
        window = box(*rect)
        test = window.intersects if crossing else window.covers
        return frozenset(name for name, _, shape in self._shapes if test(shape))


def _shapes(design, plan, view):
    for surface in surfaces_in(design, view):

        def seen(points, of=surface):
            return to_view(of, view, tuple(points))

        yield surface.id, Kind.SURFACE, Polygon(seen(surface.outline))
        yield from _areas(design, surface, seen)
        for waypoint in (one for one in design.waypoints if one.surface == surface.id):
            yield waypoint.id, Kind.WAYPOINT, ShapelyPoint(seen([(waypoint.x, waypoint.y)])[0])
        for branch in plan.branches if plan else ():
            for part in (part for piece in branch.pieces for part in piece.route):
                if part.surface == surface.id:
                    yield branch.id, Kind.BRANCH, LineString(seen(part.points))


def _areas(design, surface, seen):
    for module in place_modules(design, surface, CATALOG):
        yield module.id, Kind.MODULE, Polygon(seen(box(*module.rect).exterior.coords))
    for obstacle in surface.obstacles:
        yield obstacle.id, Kind.OBSTACLE, Polygon(seen(obstacle.outline))
    for one in (one for one in design.boxes if one.surface == surface.id):
        yield one.id, Kind.BOX, Polygon(seen(box(*footprint(one)).exterior.coords))


class Hand:
    """Works one tool on one design."""

    def __init__(self, tool, design, view: View, *, selection: Iterable[str] = (), plan=None) -> None:
        self.session = Session(design, CATALOG)
        self.tool, self.view, self.plan = tool, view, plan
        self.selection = frozenset(selection)
        self.done = False
        self.messages: list[str] = []
        self.response: Response
        self._take(tool.begin(self.context()))

    @property
    def design(self):
        return self.session.design

    @property
    def prompt(self):
        return self.response.prompt

    @property
    def message(self) -> str:
        return self.messages[-1] if self.messages else ""

    def context(self) -> ToolContext:
        picker = Fingers(self.design, self.plan, self.view)
        return ToolContext(
            design=self.design,
            catalog=CATALOG,
            view=self.view,
            picker=picker,
            plan=self.plan,
            selection=self.selection,
        )

    def click(self, *points, modifiers: Iterable[Modifier] = ()):
        for point in points:
            self.feed(Gesture.CLICK, point, modifiers)
        return self

    def move(self, point):
        return self.feed(Gesture.MOVE, point)

    def drag(self, start, *way):
        self.feed(Gesture.DRAG_START, start)
        for point in way:
            self.feed(Gesture.DRAG, point)
        return self.feed(Gesture.DRAG_END, way[-1])

    def feed(self, gesture: Gesture, point, modifiers: Iterable[Modifier] = ()):
        event = Pointer(gesture=gesture, at=point, raw=point, modifiers=frozenset(modifiers))
        self._take(self.tool.pointer(self.context(), event))
        return self

    def type(self, *texts: str):
        for text in texts:
            response = self.tool.text(self.context(), text)
            assert response is not None, f"'{text}' was not taken at '{self.prompt.text}'"
            self._take(response)
        return self

    def key(self, key: ToolKey):
        response = self.tool.key(self.context(), key)
        if response is not None:
            self._take(response)
        return self

    def enter(self):
        return self.key(ToolKey.CONFIRM)

    def escape(self) -> bool:
        """Whether the tool stayed."""
        response = self.tool.cancel(self.context())
        if response is None:
            self.done = True
            return False
        self._take(response)
        return not self.done

    def tones(self):
        return [shape.tone.value for shape in self.response.preview if hasattr(shape, "tone")]

    def notes(self):
        return [shape.text for shape in self.response.preview if hasattr(shape, "text")]

    def _take(self, response: Response) -> None:
        self.response = response
        if response.select is not None:
            self.selection = response.select
        if response.commit is not None:
            self.session.commit(response.commit.name, response.commit.design, key=response.commit.key)
            if response.commit.select is not None:
                self.selection = response.commit.select
            self.view = response.commit.view or self.view
        self.view = response.view or self.view
        if response.message:
            self.messages.append(response.message)
        self.done = self.done or response.done
