"""From raw mouse events to the gestures that tools know: clicks, drags, moves; and the hand that pans."""

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from designer.core.geometry.axes import Point
from designer.edit.editor import Editor
from designer.edit.tools.base import Gesture, Modifier

DRAG_PX = 4.0
"""A press that travels no further than this is a click."""

_MODIFIERS = {
    Qt.KeyboardModifier.ShiftModifier: Modifier.SHIFT,
    Qt.KeyboardModifier.ControlModifier: Modifier.CTRL,
    Qt.KeyboardModifier.AltModifier: Modifier.ALT,
}


class _Left(Enum):
    """Where the left button stands."""

    UP = auto()
    PRESSED = auto()
    DRAGGING = auto()
    DOUBLE = auto()
    """Down for the second time of a double click."""


class Pointing:
    """Feeds the editor. `to_mm` gives the point at a pixel; Alt switches snapping off for one point."""

    def __init__(self, editor: Callable[[], Editor], to_mm: Callable[[QPointF], Point]) -> None:
        self._editor = editor
        self._to_mm = to_mm
        self._left = _Left.UP
        self._pressed_at = QPointF()
        self._meant: Point = (0.0, 0.0)
        """The point below the press: the drawing may move below the mouse before the button is up."""
        self.cursor: QPointF | None = None

    @property
    def dragging(self) -> bool:
        """Whether the left button is down and has travelled."""
        return self._left is _Left.DRAGGING

    def press(self, event: QMouseEvent) -> None:
        """The left button went down."""
        self._down(event, _Left.PRESSED)

    def double(self, event: QMouseEvent) -> None:
        """The left button went down for the second time."""
        self._down(event, _Left.DOUBLE)
        self._tell(Gesture.DOUBLE_CLICK, self._meant, event.modifiers())

    def move(self, event: QMouseEvent) -> None:
        """The mouse moved, with or without the left button."""
        self.cursor = event.position()
        if self._left in (_Left.PRESSED, _Left.DOUBLE) and self._travelled(event.position()):
            self._left = _Left.DRAGGING
            self._tell(Gesture.DRAG_START, self._meant, event.modifiers())
        if self._left in (_Left.UP, _Left.DRAGGING):
            self.again(event.modifiers())

    def release(self, event: QMouseEvent) -> None:
        """The left button went up."""
        self.cursor = event.position()
        before, self._left = self._left, _Left.UP
        match before:
            case _Left.PRESSED:
                self._tell(Gesture.CLICK, self._meant, event.modifiers())
            case _Left.DRAGGING:
                self._tell(Gesture.DRAG_END, self._to_mm(event.position()), event.modifiers())
            case _Left.DOUBLE | _Left.UP:
                pass

    def again(self, modifiers: Qt.KeyboardModifier) -> None:
        """Tell the place of the cursor once more: it, the view below it, or the keys held are others now."""
        if self.cursor is not None:
            gesture = Gesture.DRAG if self.dragging else Gesture.MOVE
            self._tell(gesture, self._to_mm(self.cursor), modifiers)

    def forget(self) -> None:
        """The cursor has left, or the editor is another one."""
        if self._left is _Left.UP:
            self.cursor = None

    def drop(self) -> None:
        """Let go of a gesture that the editor no longer knows of."""
        self._left = _Left.UP

    def turn_over(self) -> None:
        """Another view lies below the mouse: what was pressed in the one before means nothing there."""
        if self._left in (_Left.PRESSED, _Left.DOUBLE):
            self._left = _Left.UP

    def _down(self, event: QMouseEvent, left: _Left) -> None:
        self.cursor = self._pressed_at = event.position()
        self._meant = self._to_mm(event.position())
        self._left = left

    def _travelled(self, to: QPointF) -> bool:
        way = to - self._pressed_at
        return max(abs(way.x()), abs(way.y())) > DRAG_PX

    def _tell(self, gesture: Gesture, at: Point, held: Qt.KeyboardModifier) -> None:
        modifiers = modifiers_of(held)
        self._editor().pointer(gesture, at, modifiers, snapping=Modifier.ALT not in modifiers)


def modifiers_of(held: Qt.KeyboardModifier) -> frozenset[Modifier]:
    """The keys held, as tools know them."""
    return frozenset(modifier for key, modifier in _MODIFIERS.items() if held & key)
