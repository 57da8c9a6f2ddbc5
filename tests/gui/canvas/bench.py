"""A small gable roof on a canvas, hands on the mouse, and a tool that writes down what reaches it."""

from functools import cache

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from designer.core.geometry.axes import Point
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.core.planning import derive
from designer.edit.tools.base import Pointer, Prompt, Response, Tool, ToolContext, ToolKey
from designer.gui.canvas.picture import compile_picture
from designer.gui.canvas.widget import CanvasWidget
from tests import sites


@cache
def planned() -> tuple[Design, Plan]:
    """The gable and its plan."""
    design = sites.gable()
    return design, derive(design, sites.catalog())


class Scribe(Tool):
    """Asks for a point, previews nothing, and writes everything down."""

    needs_surface = False

    def __init__(self) -> None:
        self.response = Response(prompt=Prompt(text="A point", snaps=False))
        self.events: list[Pointer] = []
        self.keys: list[ToolKey] = []
        self.cancelled = 0

    def begin(self, ctx: ToolContext) -> Response:
        return self.response

    def pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        self.events.append(event)
        return self.response

    def key(self, ctx: ToolContext, key: ToolKey) -> Response:
        self.keys.append(key)
        return self.response

    def cancel(self, ctx: ToolContext) -> Response:
        self.cancelled += 1
        return self.response

    def gestures(self) -> list[str]:
        """What happened, in order."""
        return [event.gesture.value for event in self.events]


class Bench:
    """A canvas, the tool at work, and hands on the mouse."""

    def __init__(self, canvas: CanvasWidget) -> None:
        self.canvas = canvas
        self.workspace = canvas.workspace
        self.tool = Scribe()
        self.put(self.tool.response)

    def put(self, response: Response) -> None:
        """Let the tool answer this from now on."""
        self.tool.response = response
        work = self.workspace.editor._work
        work.tool, work.response = self.tool, response
        self.workspace.overlay_changed.emit()

    def pixel(self, point: Point) -> QPoint:
        """The pixel nearest to a point."""
        return self.canvas.viewport.to_px(point).toPoint()

    def move(self, point: Point) -> None:
        """Move the mouse to a point.

        The event is sent to the canvas itself: the platform drops a move to where the mouse was left by
        whatever test ran before.
        """
        pixel = self.pixel(point)
        where, around = QPointF(pixel), QPointF(self.canvas.mapToGlobal(pixel))
        none, no_key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(QEvent.Type.MouseMove, where, around, none, none, no_key)
        QApplication.sendEvent(self.canvas, event)

    def picture(self) -> None:
        """Compile the picture of the current view and show it."""
        space = self.workspace
        made = compile_picture(space.design, space.plan, space.catalog, space.editor.view)
        self.canvas.set_picture(made)
