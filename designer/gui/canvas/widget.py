"""The canvas: it shows the picture of the current view and feeds mouse and keys to the editor."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from designer.core.geometry.axes import Point
from designer.edit.aids import Aids
from designer.edit.editor import Editor
from designer.edit.tools.base import Cursor
from designer.edit.view import View
from designer.gui.canvas.background import Background
from designer.gui.canvas.batches import Picture
from designer.gui.canvas.cursors import cursor_of
from designer.gui.canvas.dynamic_input import DynamicInput
from designer.gui.canvas.foreground import Foreground
from designer.gui.canvas.hand import Hand
from designer.gui.canvas.highlights import Highlights
from designer.gui.canvas.keys import Keyboard, is_own
from designer.gui.canvas.navigator import Navigator
from designer.gui.canvas.pointing import Pointing
from designer.gui.canvas.rulers import THICKNESS_PX
from designer.gui.canvas.sights import is_blank
from designer.gui.canvas.transform import Viewport
from designer.gui.theme import Theme, current_theme, theme_notifier
from designer.gui.workspace import Workspace

_MODIFIER_KEYS = (Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Control)


class CanvasWidget(QWidget):
    """The drawing area. It holds no model: the workspace's editor does, and pictures come from outside."""

    cursor_moved = Signal(object)
    """The cursor's place in the view, (x, y) in mm; None when it has left."""
    typed = Signal(str)
    """Typing began that is for the command line."""
    recalled = Signal(int)
    """A line typed before is asked for: -1 for the one before, 1 for the one after."""
    resized = Signal()
    context_asked = Signal(QPoint)
    """A right click while nothing is being drawn, at a place of the screen."""
    context_keyed = Signal(QPoint)
    """The menu is asked for by a key, for what is selected."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.theme: Theme = current_theme()
        self.show_rulers = True
        self._pictures: dict[View, Picture] = {}
        self.navigator = Navigator(workspace, self._pictures, self._drawing_moved)
        self._background = Background(self, workspace, self.navigator, self._pictures)
        self._highlights = Highlights(workspace)
        self._foreground = Foreground(workspace, self._highlights)
        self._pointing = Pointing(self._editor, self._to_mm)
        self._hand = Hand(self.navigator.pan, self.navigator.zoom_extents, self.navigator.zoom_by)
        self.dynamic_input = DynamicInput(self, self._editor)
        self._keyboard = Keyboard(
            self._editor,
            begin_field=self.dynamic_input.begin,
            next_field=self.dynamic_input.next_field,
            typed=self.typed.emit,
            recall=self.recalled.emit,
        )
        self._shape: tuple[Cursor, str] | None = None
        self._aids: Aids = self._editor().aids
        self._set_up()
        self._listen()

    def _set_up(self) -> None:
        self.setObjectName("canvas")
        self.setAccessibleName("Drawing")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 160)
        self.dynamic_input.set_theme(self.theme)
        self._overlay_changed()

    def _listen(self) -> None:
        space = self.workspace
        space.project_replaced.connect(self._project_replaced)
        space.design_changed.connect(self._content_changed)
        space.plan_changed.connect(self._content_changed)
        space.state_changed.connect(self._background.follow_state)
        space.layers_changed.connect(self._background.repaint)
        space.aids_changed.connect(self._aids_changed)
        space.view_changed.connect(self._view_changed)
        space.tool_changed.connect(self._overlay_changed)
        space.overlay_changed.connect(self._overlay_changed)
        space.selection_changed.connect(self.update)
        space.highlight_changed.connect(self.update)
        space.look_asked.connect(self._look)
        space.seen_asked.connect(self._keep_seen)
        space.sight_asked.connect(self._bring_into_sight)
        theme_notifier().theme_changed.connect(self._theme_changed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Most of a window."""
        return QSize(900, 640)

    # What the window asks for

    @property
    def viewport(self) -> Viewport:
        """The part of the plane that is seen."""
        return self.navigator.viewport

    def set_picture(self, picture: Picture) -> None:
        """Show a newly compiled picture; of another view than the current one it is kept for later."""
        before = self._pictures.get(picture.view)
        first = before is None or is_blank(before.extents) or before.screen_mm != picture.screen_mm
        self._pictures[picture.view] = picture
        if picture.view == self.navigator.view:
            if first:
                self.navigator.restore()
            self._background.repaint()

    def image(self) -> QImage:
        """The canvas as it is seen now."""
        return self.grab().toImage()

    def drawing_area(self) -> QRectF:
        """The part of the canvas that the rulers leave, px."""
        edge = THICKNESS_PX if self.show_rulers else 0.0
        return QRectF(edge, edge, max(self.width() - edge, 1.0), max(self.height() - edge, 1.0))

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of a theme from now on."""
        self.theme = theme
        self.dynamic_input.set_theme(theme)
        self._background.set_theme(theme)
        self._overlay_changed()

    def _theme_changed(self, theme: object) -> None:
        assert isinstance(theme, Theme)
        self.set_theme(theme)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """The picture from its pixmap, and over it what changes with every move."""
        self._background.make_ready()
        with QPainter(self) as painter:
            self._background.show(painter)
            self._foreground.paint(painter, self)

    # Listening

    def _editor(self) -> Editor:
        return self.workspace.editor

    def _project_replaced(self) -> None:
        self._pictures.clear()
        self.navigator.forget()
        self._pointing.drop()
        self._content_changed()
        self._background.repaint()
        self._overlay_changed()

    def _content_changed(self) -> None:
        self._highlights.forget()
        self.update()

    def _view_changed(self) -> None:
        self.navigator.enter()
        self._pointing.turn_over()
        self._highlights.forget()
        self._background.repaint()
        QTimer.singleShot(0, self, self._point_again)  # the view may change while a tool answers

    def _drawing_moved(self) -> None:
        """The mouse lies still, but over another place."""
        if self._pointing.cursor is not None:
            self.cursor_moved.emit(self._to_mm(self._pointing.cursor))
        self.update()

    def _point_again(self) -> None:
        """The mouse lies still, but over something else."""
        self._pointing.again(QApplication.keyboardModifiers())

    def _aids_changed(self) -> None:
        before, self._aids = self._aids, self._editor().aids
        if before.grid is not self._aids.grid:
            self._background.repaint()
        self._overlay_changed()

    def _overlay_changed(self) -> None:
        """Preview, snap or prompt are others: cursor shape, boxes at the cursor and overlay follow."""
        editor = self._editor()
        wanted = (editor.response.cursor, self.theme.name)
        if wanted != self._shape:
            self._shape = wanted
            self.setCursor(cursor_of(editor.response.cursor, self.theme, self.devicePixelRatioF()))
        base = editor.prompt.base
        base_px = None if base is None else self.viewport.to_px(base)
        meant = editor.response.settled or editor.meant
        self.dynamic_input.refresh(meant, self._pointing.cursor, base_px, self.drawing_area())
        self._background.hide(editor.response.hidden)
        self.update()

    def _look(self) -> None:
        """Go to the place that a finding points at, near enough to see it."""
        place = self._editor().look_at
        if place is not None:
            self.navigator.look_at(place)

    def _keep_seen(self) -> None:
        """Go to the place that is asked about where it is out of sight, or at the edge of it."""
        place = self._editor().look_at
        if place is not None:
            self.navigator.keep_seen(place)

    def _bring_into_sight(self, ids: object) -> None:
        assert isinstance(ids, frozenset)
        self.navigator.bring_into_sight(ids)

    def _to_mm(self, pixel: QPointF) -> Point:
        return self.viewport.to_mm(pixel)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the whole in view, or the chosen middle."""
        super().resizeEvent(event)
        self.navigator.resize(float(self.width()), float(self.height()), self.drawing_area())
        self.resized.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Left draws and picks, middle pans, right confirms or asks for a menu."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() is Qt.MouseButton.LeftButton:
            self._pointing.press(event)
        elif event.button() is Qt.MouseButton.MiddleButton:
            self._hand.take(event.position())
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Double left click finishes or opens, double middle click shows the whole."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pointing.double(event)
        elif event.button() is Qt.MouseButton.MiddleButton:
            self.navigator.zoom_extents()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Pan while the middle button is held, else tell the editor."""
        if self._hand.holds:
            self._pointing.cursor = event.position()
            self._hand.move(event.position())
            return
        self._pointing.move(event)
        self._cursor_told()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The end of a click, a drag or a pan."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pointing.release(event)
        elif event.button() is Qt.MouseButton.MiddleButton:
            self._hand.let_go()
            self._shape = None
            self._overlay_changed()
        elif event.button() is Qt.MouseButton.RightButton:
            self._right_clicked(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The menu key; right clicks have been seen to."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.context_keyed.emit(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom about the cursor; a touchpad's two fingers pan."""
        self._hand.wheel(event)
        self._pointing.again(event.modifiers())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is under the cursor any more."""
        super().leaveEvent(event)
        self._pointing.forget()
        self._highlights.hover(None)
        self.cursor_moved.emit(None)
        self._overlay_changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Keys of the tool at work; others go to the window."""
        if event.key() in _MODIFIER_KEYS:
            self._pointing.again(event.modifiers())
        if not self._keyboard.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A held key was let go: the point meant may be another."""
        if event.key() in _MODIFIER_KEYS:
            self._pointing.again(event.modifiers())
        super().keyReleaseEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802, A002, ARG002 - Qt's name
        """Tab belongs to the drawing."""
        return False

    def event(self, event: QEvent) -> bool:
        """Pinches of a touchpad, and keys that would otherwise be shortcuts of the window."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_own(event):
            event.accept()
            return True
        if isinstance(event, QNativeGestureEvent) and self._hand.pinch(event):
            return True
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._shape = None
            self._overlay_changed()
        return super().event(event)

    def _right_clicked(self, event: QMouseEvent) -> None:
        if self._editor().command.name == "select":
            self.context_asked.emit(event.globalPosition().toPoint())
        else:
            self._editor().confirm()

    def _cursor_told(self) -> None:
        cursor = self._pointing.cursor
        if cursor is not None:
            at = self.viewport.to_mm(cursor)
            self._highlights.hover(None if self._pointing.dragging else at)
            self.cursor_moved.emit(at)
        self.update()

    @property
    def boxes_at_cursor(self) -> QRectF | None:
        """Where the boxes at the cursor stand, px; None while there are none."""
        boxes = self.dynamic_input
        return QRectF(boxes.geometry()) if boxes.isVisible() else None

    @property
    def cursor_px(self) -> QPointF | None:
        """The pixel under the cursor; None when it is elsewhere."""
        return self._pointing.cursor
