"""The upper part of the branch strip: inverters, ports on their cable, and slack, each in its lane."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from designer.core.model.plan import StepKind
from designer.drawing.layers import LayerName
from designer.drawing.strip import Strip, StripInverter, StripPort, StripStep
from designer.gui.plots.strip_hits import StripHit, feed_hit, inverter_hit, port_hit, step_hit
from designer.gui.plots.view import Painted, PlotView, faded, near, pen, small_font
from designer.gui.theme import BranchInk, Theme

INVERTER_Y, CABLE_Y, SLACK_TOP, SLACK_Y, HEIGHT = 22.0, 44.0, 58.0, 85.0, 90.0
"""Heights of the lanes in pixels; slack grows upwards from SLACK_Y to SLACK_TOP."""

_HALF_W, _HALF_H, _PORT, _REACH, _BOX_HALF = 10.0, 6.0, 4.5, 9.0, 8.0
_SLACK_BAR = 12.0
"""Height of a bar at the slack limit; its figure stands above it."""

_LINK, _END, _BOX = LayerName.LINK, LayerName.END_CABLE, LayerName.BOX


class StripLanes(Painted):
    """Paints a strip and finds what is under a place of it."""

    def __init__(self, view: PlotView) -> None:
        super().__init__(view)
        self._view = view
        self.strip: Strip | None = None
        self.ink = BranchInk("#000000")
        self.lit: frozenset[str] = frozenset()
        self.selected: frozenset[str] = frozenset()

    def hit(self, at: QPointF) -> StripHit | None:
        """The part of the strip under a place, the small ones before the large."""
        strip = self.strip
        if strip is None:
            return None
        x_px = self._view.x_px
        for one in strip.inverters:
            if near(at, x_px(one.along_mm), INVERTER_Y - 5, _REACH + 7):
                return inverter_hit(one)
        for port in strip.ports:
            if near(at, x_px(port.along_mm), CABLE_Y, _REACH):
                return port_hit(strip, port)
        if near(at, x_px(strip.length_mm), CABLE_Y, _REACH + 4):
            return feed_hit(strip)
        return self._hit_between(strip, at)

    def _hit_between(self, strip: Strip, at: QPointF) -> StripHit | None:
        if not CABLE_Y - _REACH <= at.y() <= HEIGHT:
            return None
        along = self._view.x_at(at.x())
        for step in strip.steps:
            if step.start_mm <= along < step.end_mm:
                return step_hit(strip, step)
        return feed_hit(strip) if strip.ports[-1].along_mm <= along <= strip.length_mm else None

    def paint_in(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """Lanes from behind to front: slack, cable, leads, ports, inverters."""
        strip = self.strip
        if strip is None:
            return
        painter.setFont(small_font())
        painter.setPen(pen(theme.plots.grid, 1.0))
        painter.drawLine(QPointF(0.0, SLACK_Y), QPointF(rect.width(), SLACK_Y))
        for step in strip.steps:
            self._paint_slack(painter, strip, step, theme)
            self._paint_cable(painter, step, theme)
        self._paint_ends(painter, strip, theme)
        for one in strip.inverters:
            self._paint_lead(painter, one, theme)
        for port in strip.ports:
            self._paint_port(painter, port, theme)
        self._paint_inverters(painter, strip, theme)

    def _paint_slack(self, painter: QPainter, strip: Strip, step: StripStep, theme: Theme) -> None:
        start, end = self._view.x_px(step.start_mm) + 1.0, self._view.x_px(step.end_mm) - 1.0
        share = min(max(step.slack_mm, 0.0) / max(strip.slack_limit_mm, 1.0), 1.0)
        colour = theme.warning if step.over else theme.plots.slack
        height = max(share * _SLACK_BAR, 1.5) if share > 0.0 else 0.0
        if height:
            painter.fillRect(QRectF(start, SLACK_Y - height, end - start, height), QColor(colour))
        text = f"{round(step.slack_mm) + 0:d} mm"
        if end - start > QFontMetricsF(painter.font()).horizontalAdvance(text) + 4:
            painter.setPen(QColor(theme.warning if step.over else theme.plots.muted))
            box = QRectF(start, SLACK_Y - height - 15, end - start, 14)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_cable(self, painter: QPainter, step: StripStep, theme: Theme) -> None:
        start, end = self._view.x_px(step.start_mm), self._view.x_px(step.end_mm)
        link = step.kind is StepKind.LINK
        painter.setPen(pen(theme.layers[_LINK], 2.0, (5.0, 3.0)) if link else self._cable_pen())
        painter.drawLine(QPointF(start, CABLE_Y), QPointF(end, CABLE_Y))
        if link:
            self._caption(painter, start, end, f"link {step.cable_mm / 1000:.2f} m", theme)

    def _caption(self, painter: QPainter, start: float, end: float, text: str, theme: Theme) -> None:
        if end - start > QFontMetricsF(painter.font()).horizontalAdvance(text) + 16:
            painter.setPen(QColor(theme.plots.muted))
            box = QRectF(start, CABLE_Y - 17, end - start, 14)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_ends(self, painter: QPainter, strip: Strip, theme: Theme) -> None:
        """The end cap at the left, the end cable and its box at the right."""
        first, feed = self._view.x_px(0.0), self._view.x_px(strip.length_mm)
        painter.setPen(self._cable_pen())
        painter.drawLine(QPointF(first - 12, CABLE_Y), QPointF(first, CABLE_Y))
        painter.setPen(pen(theme.plots.cable, 3.0))
        painter.drawLine(QPointF(first - 13, CABLE_Y - 6), QPointF(first - 13, CABLE_Y + 6))
        self._paint_end_cable(painter, strip, feed - _BOX_HALF, theme)
        self._paint_box(painter, strip, feed, theme)
        painter.setPen(QColor(theme.plots.muted))
        painter.drawText(
            QRectF(max(first - 40, 0.0), CABLE_Y + 7, 54, 14), Qt.AlignmentFlag.AlignCenter, "end cap"
        )
        painter.drawText(QRectF(feed - 40, CABLE_Y + 10, 80, 14), Qt.AlignmentFlag.AlignCenter, strip.box)

    def _paint_end_cable(self, painter: QPainter, strip: Strip, feed: float, theme: Theme) -> None:
        start = strip.ports[-1].along_mm
        last = self._view.x_px(start)
        painter.setPen(pen(theme.layers[_END], 2.0))
        painter.drawLine(QPointF(last, CABLE_Y), QPointF(feed, CABLE_Y))
        self._caption(painter, last, feed, f"{strip.end_cut_mm / 1000:.2f} m", theme)

    def _paint_box(self, painter: QPainter, strip: Strip, x: float, theme: Theme) -> None:
        """A box with an arrow into it."""
        marked = strip.box in self.lit | self.selected
        painter.setPen(pen(theme.highlight if marked else theme.layers[_BOX], 2.0 if marked else 1.5))
        painter.setBrush(QColor(theme.plots.background))
        side = 2 * _BOX_HALF
        painter.drawRoundedRect(QRectF(x - _BOX_HALF, CABLE_Y - _BOX_HALF, side, side), 2.5, 2.5)
        arrow = ((-3.0, -4.0), (2.0, 0.0), (-3.0, 4.0))
        painter.drawPolyline([QPointF(x + dx, CABLE_Y + dy) for dx, dy in arrow])

    def _paint_lead(self, painter: QPainter, one: StripInverter, theme: Theme) -> None:
        painter.setPen(pen(theme.plots.inverter, 1.25))
        painter.drawLine(
            QPointF(self._view.x_px(one.along_mm), INVERTER_Y + _HALF_H),
            QPointF(self._view.x_px(one.port_mm), CABLE_Y),
        )

    def _paint_port(self, painter: QPainter, port: StripPort, theme: Theme) -> None:
        x = self._view.x_px(port.along_mm)
        self._paint_halo(painter, frozenset({port.id}), QPointF(x, CABLE_Y), _PORT + 4, theme)
        if port.inverter:
            painter.setPen(pen(theme.plots.background, 1.5))
            painter.setBrush(QColor(self.ink.colour))
            painter.drawEllipse(QPointF(x, CABLE_Y), _PORT, _PORT)
            return
        painter.setPen(pen(theme.plots.capped, 1.5))
        painter.setBrush(QColor(theme.plots.background))
        painter.drawEllipse(QPointF(x, CABLE_Y), _PORT - 0.5, _PORT - 0.5)
        painter.drawLine(QPointF(x - 4.5, CABLE_Y - 8), QPointF(x + 4.5, CABLE_Y - 8))
        painter.drawLine(QPointF(x, CABLE_Y - 8), QPointF(x, CABLE_Y - 4))

    def _paint_inverters(self, painter: QPainter, strip: Strip, theme: Theme) -> None:
        free = -1e9
        metrics = QFontMetricsF(painter.font())
        for one in strip.inverters:
            x = self._view.x_px(one.along_mm)
            self._paint_inverter(painter, one, x, theme)
            width = metrics.horizontalAdvance(one.id)
            if x - width / 2 > free + 4:
                painter.setPen(QColor(theme.plots.text))
                box = QRectF(x - width / 2 - 2, 0.0, width + 4, INVERTER_Y - _HALF_H - 1)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, one.id)
                free = x + width / 2

    def _paint_inverter(self, painter: QPainter, one: StripInverter, x: float, theme: Theme) -> None:
        box = QRectF(x - _HALF_W, INVERTER_Y - _HALF_H, 2 * _HALF_W, 2 * _HALF_H)
        lit, chosen = one.id in self.lit, one.id in self.selected
        if lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(faded(theme.highlight, 70))
            painter.drawRoundedRect(box.adjusted(-4, -4, 4, 4), 5, 5)
        marked = lit or chosen
        painter.setPen(pen(theme.highlight if marked else theme.plots.inverter, 2.0 if marked else 1.25))
        painter.setBrush(QColor(theme.inverter_fill))
        painter.drawRoundedRect(box, 2.5, 2.5)
        if one.pinned:
            painter.setBrush(QColor(theme.plots.inverter))
            painter.drawEllipse(QPointF(x, INVERTER_Y), 2.2, 2.2)

    def _paint_halo(
        self, painter: QPainter, ids: frozenset[str], at: QPointF, radius: float, theme: Theme
    ) -> None:
        if ids & (self.lit | self.selected):
            painter.setPen(pen(theme.highlight, 1.5))
            painter.setBrush(faded(theme.highlight, 70))
            painter.drawEllipse(at, radius, radius)

    def _cable_pen(self) -> QPen:
        return pen(self.ink.colour, 3.0, self.ink.dash)
