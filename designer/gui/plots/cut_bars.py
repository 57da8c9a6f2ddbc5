"""The bars of the cut plan, painted row by row; only the rows in sight are touched."""

from collections.abc import Iterator
from math import ceil, floor, log10

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter

from designer.core.model.plan import PieceKind
from designer.drawing.cutplan import CutBar, CutGap, CutPiece, GapKind
from designer.gui.plots.cut_rows import HEADER, ROW, CutRows, Row, stock_length, stock_name, summary
from designer.gui.plots.view import Painted, PlotView, faded, pen, small_font
from designer.gui.theme import PlotColours, Theme

_INSET = 3.0
_LEAST_TICK_PX = 72.0


class CutState:
    """What all cells of the cut plan paint from."""

    def __init__(self) -> None:
        self.rows = CutRows()
        self.scroll = 0.0
        self.lit: frozenset[str] = frozenset()
        self.selected: frozenset[str] = frozenset()

    def in_sight(self, height: float) -> Iterator[tuple[Row, float]]:
        """Rows with their upper edges in the cell; the header of the topmost product stays at the top."""
        sticky = None
        for row in self.rows.between(self.scroll, self.scroll + height):
            sticky = row.group if sticky is None else sticky
            if row.bar is not None:
                yield row, row.top - self.scroll
        headers = self.rows.headers
        for number, row in enumerate(headers):
            top = row.top - self.scroll
            if row.group == sticky and top < 0.0:
                following = headers[number + 1].top - self.scroll if number + 1 < len(headers) else HEADER
                top = min(0.0, following - HEADER)
            if -HEADER < top < height:
                yield row, top


class CutBars(Painted):
    """Bars with pieces, saw cuts and remnants, and the scale of each product above them."""

    def __init__(self, view: PlotView, state: CutState) -> None:
        super().__init__(view)
        self._view, self._state = view, state

    def paint_in(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """Bars first, headers over them."""
        painter.setFont(small_font())
        for row, top in self._state.in_sight(rect.height()):
            if row.bar is None:
                self._paint_header(painter, row, QRectF(0.0, top, rect.width(), HEADER), theme)
            else:
                self._paint_bar(painter, row, row.bar, top, theme)

    # Headers

    def _paint_header(self, painter: QPainter, row: Row, box: QRectF, theme: Theme) -> None:
        group = self._state.rows.groups[row.group]
        painter.fillRect(box, QColor(theme.plots.background))
        bold = QFont(small_font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(theme.plots.text))
        base = box.top() + 15.0
        painter.drawText(QPointF(0.0, base), group.name)
        after = QFontMetricsF(bold).horizontalAdvance(group.name) + 12.0
        painter.setFont(small_font())
        painter.setPen(QColor(theme.plots.muted))
        painter.drawText(QPointF(after, base), summary(group))
        self._paint_scale(painter, row, box, theme)

    def _paint_scale(self, painter: QPainter, row: Row, box: QRectF, theme: Theme) -> None:
        """Ticks in metres along the lower edge of a header."""
        longest = self._state.rows.longest[row.group]
        low, high = (max(self._view.x_at(x) * longest, 0.0) for x in (0.0, box.width()))
        high = min(high, longest)
        y = box.bottom() - 3.0
        painter.setPen(pen(theme.plots.axis, 1.0))
        painter.drawLine(QPointF(self._x(row, low), y), QPointF(self._x(row, high), y))
        mm_per_px = (self._view.x_at(1.0) - self._view.x_at(0.0)) * longest
        step = _nice_step(_LEAST_TICK_PX * mm_per_px)
        for number in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1):
            self._paint_tick(
                painter, QPointF(self._x(row, number * step), y), f"{number * step / 1000:g} m", theme
            )

    @staticmethod
    def _paint_tick(painter: QPainter, at: QPointF, text: str, theme: Theme) -> None:
        """A tick with its figure above it, inside the cell."""
        painter.setPen(pen(theme.plots.axis, 1.0))
        painter.drawLine(at, QPointF(at.x(), at.y() - 4.0))
        width = QFontMetricsF(painter.font()).horizontalAdvance(text)
        left = max(at.x() - width / 2, 2.0)
        if left + width <= painter.clipBoundingRect().right():
            painter.setPen(QColor(theme.plots.muted))
            painter.drawText(QPointF(left, at.y() - 6.0), text)

    # Bars

    def _x(self, row: Row, along_mm: float) -> float:
        return self._view.x_px(self._state.rows.share(row, along_mm))

    def _box(self, row: Row, part: CutPiece | CutGap | CutBar, top: float) -> QRectF:
        start = 0.0 if isinstance(part, CutBar) else part.start_mm
        left, right = self._x(row, start), self._x(row, start + part.length_mm)
        return QRectF(left, top + _INSET, max(right - left, 0.75), ROW - 2 * _INSET)

    def _paint_bar(self, painter: QPainter, row: Row, bar: CutBar, top: float, theme: Theme) -> None:
        plots = theme.plots
        whole = self._box(row, bar, top)
        painter.fillRect(whole, QColor(plots.stock))
        for gap in bar.gaps:
            self._paint_gap(painter, gap, self._box(row, gap, top), plots)
        for piece in bar.pieces:
            self._paint_piece(painter, piece, self._box(row, piece, top), theme)
        dash = (4.0, 2.5) if bar.offcut else ()
        painter.setPen(
            pen(plots.offcut if bar.offcut else plots.stock_border, 1.5 if bar.offcut else 1.0, dash)
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(whole)
        for box in (self._box(row, piece, top) for piece in bar.pieces):
            painter.drawLine(box.topRight(), box.bottomRight())
        for piece in bar.pieces:
            self._mark(painter, piece, self._box(row, piece, top), theme)

    def _paint_gap(self, painter: QPainter, gap: CutGap, box: QRectF, plots: PlotColours) -> None:
        if gap.kind is GapKind.REMNANT:
            painter.fillRect(box, QBrush(faded(plots.remnant, 120), Qt.BrushStyle.BDiagPattern))
            self._label(painter, box, (f"{gap.length_mm:.0f} mm left",), plots.muted, ground=plots.stock)
        elif gap.kind is GapKind.WASTE:
            painter.fillRect(box, faded(plots.remnant, 60))

    def _paint_piece(self, painter: QPainter, piece: CutPiece, box: QRectF, theme: Theme) -> None:
        painter.fillRect(box, QColor(_piece_colour(piece, theme.plots)))
        length = f"{piece.length_mm:.0f}"
        self._label(painter, box, (f"{piece.id} · {length} mm", piece.id, length), theme.plots.piece_text)

    def _mark(self, painter: QPainter, piece: CutPiece, box: QRectF, theme: Theme) -> None:
        lit, chosen = piece.id in self._state.lit, piece.id in self._state.selected
        if lit:
            painter.fillRect(box, faded(theme.highlight, 70))
        if lit or chosen:
            painter.setPen(pen(theme.highlight, 2.0))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))

    @staticmethod
    def _label(
        painter: QPainter, box: QRectF, wordings: tuple[str, ...], colour: str, ground: str = ""
    ) -> None:
        """The longest wording that fits into the visible part of a box."""
        shown = box.intersected(painter.clipBoundingRect())
        metrics = QFontMetricsF(painter.font())
        for text in wordings:
            width = metrics.horizontalAdvance(text)
            if width + 8.0 <= shown.width():
                if ground:
                    middle = shown.center().x()
                    painter.fillRect(
                        QRectF(middle - width / 2 - 4, box.top(), width + 8, box.height()), QColor(ground)
                    )
                painter.setPen(QColor(colour))
                painter.drawText(shown, Qt.AlignmentFlag.AlignCenter, text)
                return


class StockNames(Painted):
    """The cell at the left: which bar each row is."""

    def __init__(self, cell: object, state: CutState) -> None:
        super().__init__(cell)
        self._state = state

    def paint_in(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """Name and length of each bar; those from the shelf have a colour of their own."""
        painter.setFont(small_font())
        for row, top in self._state.in_sight(rect.height()):
            box = QRectF(0.0, top, rect.width() - 10.0, row.height)
            if row.bar is None:
                painter.fillRect(QRectF(0.0, top, rect.width(), HEADER), QColor(theme.plots.background))
                continue
            group = self._state.rows.groups[row.group]
            left = box.adjusted(10.0, 0.0, 0.0, 0.0)
            length = stock_length(group, row.bar.length_mm)
            painter.setPen(QColor(theme.plots.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, length)
            metrics = painter.fontMetrics()
            room = int(left.width()) - metrics.horizontalAdvance(length) - 8
            name = metrics.elidedText(stock_name(group, row.bar), Qt.TextElideMode.ElideMiddle, room)
            painter.setPen(QColor(theme.plots.offcut if row.bar.offcut else theme.plots.text))
            painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)


class UsedShares(Painted):
    """The cell at the right: how much of each bar becomes pieces."""

    def __init__(self, cell: object, state: CutState) -> None:
        super().__init__(cell)
        self._state = state

    def paint_in(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """Per cent of each bar."""
        painter.setFont(small_font())
        for row, top in self._state.in_sight(rect.height()):
            box = QRectF(0.0, top, rect.width() - 8.0, row.height)
            if row.bar is None:
                painter.fillRect(QRectF(0.0, top, rect.width(), HEADER), QColor(theme.plots.background))
                box.setHeight(22.0)
            painter.setPen(QColor(theme.plots.muted if row.bar is None else theme.plots.text))
            text = "used" if row.bar is None else f"{100 * row.bar.used:.0f} %"
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


def _piece_colour(piece: CutPiece, plots: PlotColours) -> str:
    return {
        PieceKind.RAIL: plots.rail_piece,
        PieceKind.TRUNK_RUN: plots.trunk_piece,
        PieceKind.LINK: plots.link_piece,
        PieceKind.END_CABLE: plots.end_piece,
    }[piece.kind]


def _nice_step(least_mm: float) -> float:
    """The next of 1, 2, 5 times a power of ten."""
    power = 10.0 ** floor(log10(max(least_mm, 1e-6)))
    return next((factor * power for factor in (1, 2, 5) if factor * power >= least_mm), 10 * power)
