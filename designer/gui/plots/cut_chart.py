"""The cells of the cut plan side by side, the scroll bar, and what the mouse does there."""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QWidget

from designer.drawing.cutplan import CutGroup
from designer.gui.plots.cut_bars import CutBars, CutState, StockNames, UsedShares
from designer.gui.plots.cut_rows import HEADER, ROW, CutHit, CutRows
from designer.gui.plots.pill import paint_pill
from designer.gui.plots.view import Painted, PlotView, plot_cells
from designer.gui.theme import Theme, current_theme, theme_notifier

_LEFT, _RIGHT = 132.0, 58.0
_NOTCH = 120.0
_MARGIN = 0.004
_LEAST_SHOWN = 0.005


class CutChart(QWidget):
    """Shows groups of bars. `hovered` carries the id of a piece or nothing, `clicked` that of a piece."""

    hovered = Signal(str)
    clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = CutState()
        self.hit: CutHit | None = None
        self._view = plot_cells()
        self._bars = PlotView(hands_wheel_on=True)
        self._left, self._right = pg.GraphicsWidget(), pg.GraphicsWidget()
        self.bar = QScrollBar()
        self._arrange()
        self._over = _Readout(self._view.ci)
        self._cells = [
            CutBars(self._bars, self.state),
            StockNames(self._left, self.state),
            UsedShares(self._right, self.state),
            self._over,
        ]
        self._listen()
        self.show_all()
        self.restyle()

    def _arrange(self) -> None:
        cells = self._view.ci
        cells.layout.setContentsMargins(0, 0, 0, 0)
        cells.layout.setSpacing(0)
        for column, item in enumerate((self._left, self._bars, self._right)):
            cells.addItem(item, row=0, col=column)
        self._left.setFixedWidth(_LEFT)
        self._right.setFixedWidth(_RIGHT)
        self._bars.setLimits(xMin=-_MARGIN, xMax=1 + _MARGIN, minXRange=_LEAST_SHOWN)
        self.bar.setSingleStep(int(ROW))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._view, 1)
        layout.addWidget(self.bar)

    def _listen(self) -> None:
        self._bars.pointed.connect(self._point)
        self._bars.clicked.connect(self._click)
        self._bars.double_clicked.connect(self.show_all)
        self._bars.wheeled.connect(self._wheel)
        self.bar.valueChanged.connect(self._scroll)
        theme_notifier().theme_changed.connect(self.restyle)

    def set_groups(self, groups: tuple[CutGroup, ...]) -> None:
        """Show other bars; the place scrolled to is kept as far as it exists."""
        self.state.rows = CutRows(groups)
        self._say(None, None)
        self._fit_scroll_bar()
        self.refresh()

    def set_marks(self, lit: frozenset[str], selected: frozenset[str]) -> None:
        """Pieces that are lit up and selected."""
        self.state.lit, self.state.selected = lit, selected
        self.refresh()

    def reveal(self, pieces: frozenset[str]) -> None:
        """Scroll to the first of some pieces unless one of them is in sight."""
        tops = sorted(row.top for name in pieces if (row := self.state.rows.row_of.get(name)))
        low, high = self.state.scroll + HEADER, self.state.scroll + self._view.height() - ROW
        if tops and not any(low <= top <= high for top in tops):
            self.bar.setValue(round(tops[0] - self._view.height() / 2))

    def show_all(self) -> None:
        """Bars in their whole length."""
        self._bars.setXRange(-_MARGIN, 1 + _MARGIN, padding=0.0)

    def place_of(self, piece: str) -> QPointF | None:
        """The middle of a piece in pixels of the viewport; None when it is out of sight or unknown."""
        row = self.state.rows.row_of.get(piece)
        if row is None or row.bar is None:
            return None
        part = next(one for one in row.bar.pieces if one.id == piece)
        share = self.state.rows.share(row, part.start_mm + part.length_mm / 2)
        y = row.top - self.state.scroll + ROW / 2
        if not HEADER <= y <= self._bars.height():
            return None
        return QPointF(self._view.mapFromScene(self._bars.mapToScene(QPointF(self._bars.x_px(share), y))))

    @property
    def viewport(self) -> QWidget:
        """The widget that takes the mouse."""
        viewport: QWidget = self._view.viewport()
        return viewport

    def x_range(self) -> tuple[float, float]:
        """What is shown of the longest bar, as shares of it."""
        low, high = self._bars.viewRange()[0]
        return (float(low), float(high))

    def restyle(self) -> None:
        """Take the colours of the current theme."""
        self._view.setBackground(current_theme().plots.background)
        self.refresh()

    def refresh(self) -> None:
        """Paint everything again."""
        for cell in self._cells:
            cell.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The scroll bar knows how much is in sight."""
        super().resizeEvent(event)
        self._fit_scroll_bar()

    def _fit_scroll_bar(self) -> None:
        beyond = max(round(self.state.rows.height - self.height()), 0)
        self.bar.setRange(0, beyond)
        self.bar.setPageStep(max(self.height() - int(HEADER), int(ROW)))
        self.bar.setVisible(beyond > 0)

    def _scroll(self, value: int) -> None:
        self.state.scroll = float(value)
        self.refresh()

    def _wheel(self, event: Any) -> None:
        self.bar.setValue(self.bar.value() - round(event.delta() / _NOTCH * 3 * ROW))
        self._point(event.pos())

    def _point(self, place: object) -> None:
        at = place if isinstance(place, QPointF) else None
        self._say(self._hit_at(at) if at is not None else None, at)

    def _hit_at(self, at: QPointF) -> CutHit | None:
        rows = self.state.rows
        if rows.groups and at.y() < HEADER and self.state.scroll > 0:
            return None
        row = rows.at(at.y() + self.state.scroll)
        if row is None:
            return None
        return rows.hit(row, self._bars.x_at(at.x()) * rows.longest[row.group])

    def _say(self, hit: CutHit | None, at: QPointF | None) -> None:
        before = self.hit.piece if self.hit else ""
        self.hit = hit
        self._over.show_hit(hit, None if at is None else self._over.mapFromItem(self._bars, at))
        if before != (hit.piece if hit else ""):
            self.hovered.emit(hit.piece if hit else "")

    def _click(self, _at: object) -> None:
        if self.hit is not None and self.hit.piece:
            self.clicked.emit(self.hit.piece)


class _Readout(Painted):
    """What is under the cursor, in words."""

    def __init__(self, cells: pg.GraphicsLayout) -> None:
        super().__init__(cells)
        self._hit: CutHit | None = None
        self._at = QPointF()
        self.setZValue(100)

    def show_hit(self, hit: CutHit | None, at: QPointF | None) -> None:
        """Show a readout at a place; None hides it."""
        self._hit = hit
        self._at = at if at is not None else self._at
        self.update()

    def paint_in(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """The readout where it fits."""
        if self._hit is not None:
            paint_pill(painter, self._hit.lines, self._at, rect.adjusted(4, 4, -4, -4), theme)
