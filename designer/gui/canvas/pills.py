"""Short notes at places of the drawing, each in a small pill that stands clear of the cursor."""

from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from designer.edit.preview import Note, Tone
from designer.gui.canvas.rulers import THICKNESS_PX
from designer.gui.canvas.transform import Viewport
from designer.gui.theme import Theme

_FONT_PX = 12
_ACROSS_PX, _ALONG_PX = 3.5, 9.0
_AWAY = QPointF(14.0, -22.0)
"""Above the name of a snap mark, which stands to the left of the same place."""
_EDGE_PX, _APART_PX = 4.0, 3.0
_TRIES = 12
_FLAGS = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)


def paint_pills(
    painter: QPainter,
    notes: list[Note],
    viewport: Viewport,
    theme: Theme,
    boxes_at_cursor: QRectF | None = None,
) -> None:
    """Paint notes above and to the right of their places; one that would cover another gives way.

    So does one that the boxes at the cursor would cover.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    font = QFont(painter.font())
    font.setPixelSize(_FONT_PX)
    painter.setFont(font)
    taken = [] if boxes_at_cursor is None else [boxes_at_cursor]
    for note in notes:
        pill = free_place(_pill(painter, note, viewport), taken, viewport.height_px)
        taken.append(pill)
        _paint(painter, note, pill, theme)
    painter.restore()


def _pill(painter: QPainter, note: Note, viewport: Viewport) -> QRectF:
    """Where a pill goes, kept on the canvas and off its rulers; a long note takes several lines."""
    least = THICKNESS_PX + _EDGE_PX
    room = max(viewport.width_px - least - _EDGE_PX - 2.0 * _ALONG_PX, 0.0)
    needed = painter.boundingRect(QRectF(0.0, 0.0, room, viewport.height_px), _FLAGS, note.text)
    width, height = ceil(needed.width()) + 2.0 * _ALONG_PX, needed.height() + 2.0 * _ACROSS_PX
    at = viewport.to_px(note.at) + _AWAY
    x = max(min(at.x(), viewport.width_px - width - _EDGE_PX), least)
    y = max(min(at.y() - height, viewport.height_px - height - _EDGE_PX), least)
    return QRectF(round(x), round(y), width, height)


def free_place(pill: QRectF, taken: list[QRectF], height_px: float) -> QRectF:
    """The place nearest to where a pill belongs that no other thing has, above it, else below it."""
    step = pill.height() + _APART_PX
    for number in range(_TRIES):
        for way in (-1.0, 1.0):
            moved = pill.translated(0.0, way * number * step)
            inside = moved.top() > THICKNESS_PX and moved.bottom() <= height_px
            if inside and not any(moved.intersects(other) for other in taken):
                return moved
    return pill


def _paint(painter: QPainter, note: Note, pill: QRectF, theme: Theme) -> None:
    background = QColor(theme.pill_background)
    background.setAlphaF(0.94)
    edge = QColor(theme.tones[note.tone])
    radius = min(pill.height(), painter.fontMetrics().height() + 2.0 * _ACROSS_PX) / 2.0
    painter.setBrush(background)
    painter.setPen(QPen(edge, 1.5) if note.tone in (Tone.BAD, Tone.GOOD) else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(pill, radius, radius)
    painter.setPen(QColor(theme.pill_text))
    painter.drawText(pill.adjusted(_ALONG_PX - 1.0, 0.0, 1.0 - _ALONG_PX, 0.0), _FLAGS, note.text)
