"""The lower part of the branch strip: voltage above the box along the cable, with its limit."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPolygonF

from designer.drawing.strip import Strip
from designer.gui.plots.view import Painted, PlotView, faded, pen, small_font
from designer.gui.theme import Theme

_ROOM = 1.3
"""Room above the highest of curve and limit, for the figures that stand there."""


_LINE_PX = 16.0
"""Room that a line of text needs."""

_ABOVE_PX, _LETTERS_PX = -6.0, 9.0
"""Where the base of a figure lies above its point, and how high its figures are."""


class RiseCurve(Painted):
    """Paints the curve of a strip over its limit and the mark of good practice."""

    def __init__(self, view: PlotView) -> None:
        super().__init__(view)
        self._view = view
        self.strip: Strip | None = None

    @staticmethod
    def top_pct(strip: Strip) -> float:
        """The upper end of the y axis."""
        return _ROOM * max(strip.limit_pct, strip.rise_pct)

    def paint_in(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """Limits behind, curve before them."""
        if self.strip is None:
            return
        painter.setFont(small_font())
        over = self.strip.rise_pct > self.strip.limit_pct
        self._paint_curve(painter, self.strip, theme)
        apart = abs(self._view.y_px(self.strip.good_pct) - self._view.y_px(self.strip.limit_pct))
        if apart > _LINE_PX:
            good = self.strip.good_pct
            self._paint_level(painter, rect, good, "good practice", theme.plots.muted, (2.0, 3.0))
        colour = theme.plots.limit if over else theme.plots.text
        self._paint_level(painter, rect, self.strip.limit_pct, "limit", colour, (6.0, 3.0))

    def _paint_curve(self, painter: QPainter, strip: Strip, theme: Theme) -> None:
        points = [QPointF(self._view.x_px(x), self._view.y_px(y)) for x, y in strip.curve]
        ground = self._view.y_px(0.0)
        area = [QPointF(points[0].x(), ground), *points, QPointF(points[-1].x(), ground)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(theme.plots.curve_fill, 150))
        painter.drawPolygon(QPolygonF(area))
        painter.setPen(pen(theme.plots.curve, 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(QColor(theme.plots.curve))
        painter.setPen(pen(theme.plots.background, 1.0))
        for point in points[:-1]:
            painter.drawEllipse(point, 3.0, 3.0)
        painter.setPen(QColor(theme.plots.text))
        levels = [self._view.y_px(pct) for pct in (strip.limit_pct, strip.good_pct)]
        base = points[0].y() + clear_of(points[0].y(), levels, ground)
        painter.drawText(QPointF(points[0].x() + 6.0, base), f"{strip.rise_pct:.2f} %")

    def _paint_level(
        self, painter: QPainter, rect: QRectF, pct: float, name: str, colour: str, dash: tuple[float, ...]
    ) -> None:
        """A level line with its name at the right."""
        y = self._view.y_px(pct)
        painter.setPen(pen(colour, 1.25, dash))
        painter.drawLine(QPointF(0.0, y), QPointF(rect.width(), y))
        text = f"{name} {pct:g} %"
        width = QFontMetricsF(painter.font()).horizontalAdvance(text)
        painter.setPen(QColor(colour))
        painter.drawText(QPointF(rect.width() - width - 6.0, y - 4.0), text)


def clear_of(y: float, levels: Sequence[float], ground: float) -> float:
    """How far below a point of the curve the base of its figure lies, so that no level line strikes it.

    Above the point, else below it, else above or below the nearest level line that leaves room; between the
    top and the `ground`, where the plot ends. All in px from the top.
    """
    over = [level - y + _ABOVE_PX for level in levels]
    under = [level - y + _LETTERS_PX - _ABOVE_PX for level in levels]
    for base in (_ABOVE_PX, _LINE_PX, *sorted(over + under, key=abs)):
        top, bottom = y + base - _LETTERS_PX, y + base
        off_curve = not _ABOVE_PX < base < _LINE_PX
        inside = top > 0.0 and bottom < ground
        if off_curve and inside and not any(top - 1.0 < level < bottom + 2.0 for level in levels):
            return base
    return _ABOVE_PX if y > _LINE_PX else _LINE_PX
