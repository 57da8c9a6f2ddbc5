"""The parts of pyqtgraph that both plots stand on, without its default looks and menus."""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QApplication, QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from designer.gui.theme import Theme, current_theme

# by default pyqtgraph drops moves that follow each other fast, the last one too
pg.setConfigOption("mouseRateLimit", -1)

CLICK_BUTTON = Qt.MouseButton.LeftButton


def plot_cells() -> pg.GraphicsLayoutWidget:
    """An empty layout that leaves keys to the drawing: it has no use for them, and would swallow them."""
    cells = pg.GraphicsLayoutWidget()
    for widget in (cells, cells.viewport()):
        widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return cells


class PlotView(pg.ViewBox):  # type: ignore[misc] # pyqtgraph has no types
    """A view whose wheel zooms along x only; a drag pans, a double click shows everything again.

    Places are told in its own pixels, from its upper left corner.
    """

    pointed = Signal(object)
    """The cursor's place as a QPointF; None when it left."""
    clicked = Signal(object)
    double_clicked = Signal()
    wheeled = Signal(object)
    """A wheel event when the wheel is `handed_on` instead of zooming."""

    def __init__(self, *, pans_y: bool = False, hands_wheel_on: bool = False) -> None:
        super().__init__(enableMenu=False, border=None)
        self._hands_on = hands_wheel_on
        self.setMouseEnabled(x=True, y=pans_y)
        self.setDefaultPadding(0.0)

    def wheelEvent(self, ev: Any, axis: int | None = None) -> None:  # noqa: N802 - Qt's name
        """Zoom along x at the cursor, or hand the wheel on unless Ctrl is held."""
        if self._hands_on and not ev.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.wheeled.emit(ev)
            ev.accept()
            return
        super().wheelEvent(ev, axis=0 if axis is None else axis)

    def mouseClickEvent(self, ev: Any) -> None:  # noqa: N802 - pyqtgraph's name
        """Tell clicks of the left button."""
        if ev.button() != CLICK_BUTTON:
            return
        ev.accept()
        if ev.double():
            self.double_clicked.emit()
        else:
            self.clicked.emit(ev.pos())

    def mouseDragEvent(self, ev: Any, axis: int | None = None) -> None:  # noqa: N802 - pyqtgraph's name
        """Pan with the left or middle button; pyqtgraph's zoom by the right one stays off."""
        if ev.button() != Qt.MouseButton.RightButton:
            super().mouseDragEvent(ev, axis=axis)

    def hoverEvent(self, ev: Any) -> None:  # noqa: N802 - pyqtgraph's name
        """Tell where the cursor is."""
        self.pointed.emit(None if ev.isExit() else ev.pos())

    def x_px(self, value: float) -> float:
        """Pixels from the left for a value on the x axis."""
        low, high = self.viewRange()[0]
        return float((value - low) / (high - low) * self.width()) if high > low else 0.0

    def y_px(self, value: float) -> float:
        """Pixels from the top for a value on the y axis, which grows upwards."""
        low, high = self.viewRange()[1]
        return float((high - value) / (high - low) * self.height()) if high > low else 0.0

    def x_at(self, pixels: float) -> float:
        """The value on the x axis so many pixels from the left."""
        low, high = self.viewRange()[0]
        return float(low + pixels / max(self.width(), 1.0) * (high - low))


class Painted(QGraphicsObject):
    """Something painted over a whole view or cell, in its pixels; `paint_in` does the work."""

    def __init__(self, cell: pg.GraphicsWidget) -> None:
        super().__init__(cell)
        self._cell = cell
        cell.geometryChanged.connect(self._resized)
        if isinstance(cell, pg.ViewBox):
            cell.sigRangeChanged.connect(self._repaint)

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        """All of the cell."""
        return QRectF(0.0, 0.0, self._cell.width(), self._cell.height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 - Qt's signature
        widget: QWidget | None = None,  # noqa: ARG002
    ) -> None:
        """Paint within the cell."""
        painter.setClipRect(self.boundingRect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_in(painter, self.boundingRect(), current_theme())

    def paint_in(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """To be said by each item."""
        raise NotImplementedError

    def _resized(self) -> None:
        self.prepareGeometryChange()
        self.update()

    def _repaint(self, *_: object) -> None:
        self.update()


class Metres(pg.AxisItem):  # type: ignore[misc] # pyqtgraph has no types
    """The axis below a plot whose x is in mm, labelled in metres."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.enableAutoSIPrefix(False)
        self.setStyle(tickLength=-4, tickTextOffset=5, hideOverlappingLabels=True)

    def tickStrings(  # noqa: N802 - pyqtgraph's name
        self,
        values: list[float],
        scale: float,  # noqa: ARG002
        spacing: float,
    ) -> list[str]:
        """Metres with as many decimals as the spacing needs; the unit on each, so no axis title is needed."""
        decimals = 0 if spacing >= 1000 else 1 if spacing >= 100 else 2 if spacing >= 10 else 3
        return [f"{value / 1000:.{decimals}f} m" if value >= 0 else "" for value in values]


class Percents(pg.AxisItem):  # type: ignore[misc] # pyqtgraph has no types
    """The axis at the left of a plot whose y is in per cent."""

    def __init__(self) -> None:
        super().__init__("left")
        self.enableAutoSIPrefix(False)
        self.setStyle(tickLength=-4, hideOverlappingLabels=True, maxTickLevel=1)

    def tickStrings(  # noqa: N802 - pyqtgraph's name
        self,
        values: list[float],
        scale: float,  # noqa: ARG002
        spacing: float,  # noqa: ARG002
    ) -> list[str]:
        """Per cent, the unit on each."""
        return [f"{value:g} %" for value in values]


def restyle_axis(axis: pg.AxisItem, theme: Theme) -> None:
    """Quiet lines and small figures in the colours of the theme."""
    axis.setPen(pen(theme.plots.axis, 1.0))
    axis.setTextPen(theme.plots.muted)
    axis.setStyle(tickFont=small_font())


def pen(colour: str, width: float, dash: tuple[float, ...] = ()) -> QPen:
    """A pen that keeps its width on screen."""
    made = QPen(QColor(colour), width)
    made.setCosmetic(True)
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dash:
        made.setDashPattern(list(dash))
    return made


def small_font() -> QFont:
    """The program's font, a little smaller."""
    font = QFont(QApplication.font())
    size = font.pointSizeF()
    if size > 0:
        font.setPointSizeF(max(size - 1.0, 7.0))
    return font


def faded(colour: str, alpha: int) -> QColor:
    """A colour that lets the ground shine through, `alpha` 0 to 255."""
    made = QColor(colour)
    made.setAlpha(alpha)
    return made


def near(point: QPointF, x: float, y: float, reach: float) -> bool:
    """Whether a place lies within `reach` pixels of another, counted as a square."""
    return abs(point.x() - x) <= reach and abs(point.y() - y) <= reach
