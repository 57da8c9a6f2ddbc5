"""The two parts of the branch strip over one axis, and what the mouse does there."""

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from designer.drawing.strip import Strip
from designer.gui.plots.pill import paint_pill
from designer.gui.plots.rise_curve import RiseCurve
from designer.gui.plots.strip_hits import StripHit, curve_hit
from designer.gui.plots.strip_lanes import CABLE_Y, HEIGHT, INVERTER_Y, SLACK_TOP, SLACK_Y, StripLanes
from designer.gui.plots.view import (
    Metres,
    Painted,
    Percents,
    PlotView,
    pen,
    plot_cells,
    restyle_axis,
    small_font,
)
from designer.gui.theme import BranchInk, Theme, current_theme, theme_notifier

_GUTTER = 62.0
_LEAST_HEIGHT = 190
_MARGIN_SHARE, _LEAST_MARGIN_MM = 0.04, 400.0


class StripChart(QWidget):
    """Shows one strip. `hovered` carries what is under the cursor or None, `clicked` what was clicked."""

    hovered = Signal(object)
    clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = plot_cells()
        self._view.ci.layout.setContentsMargins(0, 4, 10, 2)
        self._view.ci.layout.setSpacing(0)
        self._gutter = pg.GraphicsWidget()
        self._upper, self._lower = PlotView(), PlotView()
        self._left, self._bottom = Percents(), Metres()
        self._arrange()
        self.lanes, self.curve = StripLanes(self._upper), RiseCurve(self._lower)
        self._names = _LaneNames(self._gutter)
        self._over = _Readout(self._view.ci, self._upper, self._lower)
        self.hit: StripHit | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self._listen()
        self.restyle()
        theme_notifier().theme_changed.connect(self.restyle)

    def _arrange(self) -> None:
        cells = self._view.ci
        for item, row, column in (
            (self._gutter, 0, 0),
            (self._upper, 0, 1),
            (self._left, 1, 0),
            (self._lower, 1, 1),
            (self._bottom, 2, 1),
        ):
            cells.addItem(item, row=row, col=column)
        self._gutter.setFixedWidth(_GUTTER)
        self._left.setWidth(_GUTTER)
        self._upper.setFixedHeight(HEIGHT)
        self._left.linkToView(self._lower)
        self._bottom.linkToView(self._lower)
        self._upper.setXLink(self._lower)

    def _listen(self) -> None:
        for view, reader in ((self._upper, self._point_lanes), (self._lower, self._point_curve)):
            view.pointed.connect(reader)
            view.clicked.connect(self._click)
            view.double_clicked.connect(self.show_all)

    def set_strip(self, strip: Strip | None, ink: BranchInk) -> None:
        """Show a strip; another branch is shown whole, the same one keeps its zoom."""
        before = self.lanes.strip
        self.lanes.strip, self.lanes.ink, self.curve.strip = strip, ink, strip
        self._say(None, None)
        if strip is not None:
            self._limit(strip)
            if before is None or (before.branch, before.length_mm) != (strip.branch, strip.length_mm):
                self.show_all()
        self.refresh()

    def set_marks(self, lit: frozenset[str], selected: frozenset[str]) -> None:
        """What is lit up and what is selected anywhere in the window."""
        self.lanes.lit, self.lanes.selected = lit, selected
        self.lanes.update()

    def show_all(self) -> None:
        """The whole cable, with a little room at both ends."""
        strip = self.lanes.strip
        if strip is not None:
            low, high = self._span(strip)
            self._lower.setXRange(low, high, padding=0.0)
            self._lower.setYRange(0.0, RiseCurve.top_pct(strip), padding=0.0)

    def place_of(self, name: str) -> QPointF | None:
        """Where an inverter or port stands, in pixels of this widget; None when it is not of this branch."""
        strip = self.lanes.strip
        places = {} if strip is None else {one.id: (one.along_mm, INVERTER_Y) for one in strip.inverters}
        places |= {} if strip is None else {port.id: (port.along_mm, CABLE_Y) for port in strip.ports}
        if name not in places:
            return None
        along, y = places[name]
        scene = self._upper.mapToScene(QPointF(self._upper.x_px(along), y))
        return QPointF(self._view.mapFromScene(scene))

    @property
    def viewport(self) -> QWidget:
        """The widget that takes the mouse."""
        viewport: QWidget = self._view.viewport()
        return viewport

    def x_range(self) -> tuple[float, float]:
        """What is shown of the cable, mm from the end cap."""
        low, high = self._lower.viewRange()[0]
        return (float(low), float(high))

    def restyle(self) -> None:
        """Take the colours of the current theme."""
        theme = current_theme()
        self._view.setBackground(theme.plots.background)
        for axis in (self._left, self._bottom):
            restyle_axis(axis, theme)
        self.refresh()

    def refresh(self) -> None:
        """Paint everything again."""
        for item in (self.lanes, self.curve, self._names, self._over):
            item.update()

    def _limit(self, strip: Strip) -> None:
        low, high = self._span(strip)
        for view in (self._upper, self._lower):
            view.setLimits(xMin=low, xMax=high, minXRange=200.0)

    @staticmethod
    def _span(strip: Strip) -> tuple[float, float]:
        margin = max(_MARGIN_SHARE * strip.length_mm, _LEAST_MARGIN_MM)
        return (-margin, strip.length_mm + margin)

    def _point_lanes(self, place: object) -> None:
        at = place if isinstance(place, QPointF) else None
        self._say(self.lanes.hit(at) if at is not None else None, at, self._upper)

    def _point_curve(self, place: object) -> None:
        at = place if isinstance(place, QPointF) else None
        strip = self.lanes.strip
        hit = curve_hit(strip, self._lower.x_at(at.x())) if strip is not None and at is not None else None
        self._say(hit, at, self._lower)

    def _say(self, hit: StripHit | None, at: QPointF | None, view: PlotView | None = None) -> None:
        changed = (hit and hit.key) != (self.hit and self.hit.key)
        self.hit = hit
        self._over.show_hit(hit, at, view)
        if changed:
            self.hovered.emit(hit)

    def _click(self, _at: object) -> None:
        if self.hit is not None and self.hit.chosen:
            self.clicked.emit(self.hit)


class _Readout(Painted):
    """A line through both parts at the cursor's place, and the readout beside it."""

    def __init__(self, cells: pg.GraphicsLayout, upper: PlotView, lower: PlotView) -> None:
        super().__init__(cells)
        self._upper, self._lower = upper, lower
        self._hit: StripHit | None = None
        self._at = QPointF()
        self.setZValue(100)

    def show_hit(self, hit: StripHit | None, at: QPointF | None, view: PlotView | None) -> None:
        """Show a readout at a place of one of the parts; None hides it."""
        self._hit = hit
        if at is not None and view is not None:
            self._at = self.mapFromItem(view, at)
        self.update()

    def paint_in(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """The line at the thing's own place, the readout at the cursor."""
        if self._hit is None:
            return
        x = self.mapFromItem(self._lower, QPointF(self._lower.x_px(self._hit.along_mm), 0.0)).x()
        if self._hit.key.startswith("curve"):
            painter.setPen(pen(theme.plots.axis, 1.0, (3.0, 3.0)))
            bottom = self.mapFromItem(self._lower, QPointF(0.0, self._lower.height())).y()
            painter.drawLine(QPointF(x, 0.0), QPointF(x, bottom))
        paint_pill(painter, self._hit.lines, self._at, rect.adjusted(4, 4, -4, -4), theme)


class _LaneNames(Painted):
    """What the lanes at the right hold."""

    def paint_in(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """One quiet word for each lane."""
        painter.setFont(small_font())
        painter.setPen(QColor(theme.plots.muted))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for name, y in (("Inverters", INVERTER_Y), ("Ports", CABLE_Y), ("Slack", (SLACK_TOP + SLACK_Y) / 2)):
            painter.drawText(QRectF(0.0, y - 9.0, rect.width() - 8.0, 18.0), flags, name)
