"""A readout beside the cursor: a few short lines on a dark ground."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from designer.gui.plots.view import small_font
from designer.gui.theme import Theme

_PAD_X, _PAD_Y, _AWAY = 8.0, 5.0, 12.0


def paint_pill(painter: QPainter, lines: tuple[str, ...], at: QPointF, within: QRectF, theme: Theme) -> None:
    """Paint `lines` near a place, on the side where they fit; the first line is set in bold."""
    plain, bold = small_font(), small_font()
    bold.setBold(True)
    fonts = [bold, *([plain] * (len(lines) - 1))]
    metrics = [QFontMetricsF(font) for font in fonts]
    width = max(m.horizontalAdvance(line) for m, line in zip(metrics, lines, strict=True)) + 2 * _PAD_X
    height = sum(m.height() for m in metrics) + 2 * _PAD_Y
    box = _placed(at, width, height, within)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.pill_background))
    painter.drawRoundedRect(box, 5.0, 5.0)
    painter.setPen(QColor(theme.pill_text))
    y = box.top() + _PAD_Y
    for font, m, line in zip(fonts, metrics, lines, strict=True):
        painter.setFont(font)
        painter.drawText(QPointF(box.left() + _PAD_X, y + m.ascent()), line)
        y += m.height()


def _placed(at: QPointF, width: float, height: float, within: QRectF) -> QRectF:
    """To the right of the place where there is room, else to its left; never out of the plot."""
    x = at.x() + _AWAY
    if x + width > within.right():
        x = at.x() - _AWAY - width
    y = at.y() - height / 2
    return QRectF(
        min(max(x, within.left()), max(within.right() - width, within.left())),
        min(max(y, within.top()), max(within.bottom() - height, within.top())),
        width,
        height,
    )
