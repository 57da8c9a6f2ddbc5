"""The hand that moves the drawing: middle button, wheel, and the fingers on a touchpad."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent

NOTCH = 120.0
"""What a wheel reports for one notch."""

NOTCH_FACTOR = 1.25
"""How much one notch enlarges; fine wheels report parts of a notch and zoom smoothly."""


class Hand:
    """Turns wheel, pinch and middle button into panning and zooming."""

    def __init__(
        self,
        pan: Callable[[QPointF], None],
        zoom_extents: Callable[[], None],
        zoom: Callable[[float, QPointF], None],
    ) -> None:
        self._pan, self._zoom_extents, self._zoom = pan, zoom_extents, zoom
        self._held_at: QPointF | None = None

    @property
    def holds(self) -> bool:
        """Whether the middle button is down."""
        return self._held_at is not None

    def take(self, at: QPointF) -> None:
        """The middle button went down."""
        self._held_at = at

    def move(self, to: QPointF) -> None:
        """The mouse moved while the button is down."""
        if self._held_at is not None:
            by, self._held_at = to - self._held_at, to
            self._pan(by)

    def let_go(self) -> None:
        """The middle button went up."""
        self._held_at = None

    def wheel(self, event: QWheelEvent) -> None:
        """A wheel zooms about the cursor; two fingers on a touchpad pan, with Ctrl they zoom."""
        fingers = event.phase() is not Qt.ScrollPhase.NoScrollPhase and not event.pixelDelta().isNull()
        if fingers and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._pan(QPointF(event.pixelDelta()))
            return
        turned = event.angleDelta().y() or event.angleDelta().x()
        if turned:
            self._zoom(NOTCH_FACTOR ** (turned / NOTCH), event.position())

    def pinch(self, event: QNativeGestureEvent) -> bool:
        """Fingers that spread or close, or tap twice; whether it was such a gesture."""
        match event.gestureType():
            case Qt.NativeGestureType.ZoomNativeGesture:
                self._zoom(max(1.0 + event.value(), 0.1), event.position())
            case Qt.NativeGestureType.SmartZoomNativeGesture:
                self._zoom_extents()
            case _:
                return False
        return True
