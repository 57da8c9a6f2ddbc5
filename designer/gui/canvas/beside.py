"""Where the boxes at the cursor stand: beside it, on the canvas, and off the line that is being drawn."""

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF

AWAY_PX = QPointF(20.0, 22.0)
"""How far boxes stay from the cursor."""


def beside(cursor: QPointF, size: QSizeF, area: QRectF, base: QPointF | None = None) -> QPointF:
    """The upper left corner of boxes, all in px.

    To the lower right of the cursor, else above it, else to its left: the first place within the area that
    the line from `base` to the cursor does not cross; where there is none, the first within the area.
    """
    places = [QRectF(corner, size) for corner in _corners(cursor, size)]
    inside = [place for place in places if area.contains(place)] or places
    line = QLineF(base or cursor, cursor)
    free = [place for place in inside if not _crosses(line, place)]
    return (free or inside)[0].topLeft()


def _corners(cursor: QPointF, size: QSizeF) -> tuple[QPointF, ...]:
    """Lower right, upper right, lower left, upper left."""
    right, left = cursor.x() + AWAY_PX.x(), cursor.x() - AWAY_PX.x() - size.width()
    below, above = cursor.y() + AWAY_PX.y(), cursor.y() - AWAY_PX.y() - size.height()
    return tuple(QPointF(x, y) for x in (right, left) for y in (below, above))


def _crosses(line: QLineF, rect: QRectF) -> bool:
    """Whether a line meets a rectangle."""
    if rect.contains(line.p1()) or rect.contains(line.p2()):
        return True
    corners = (rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft(), rect.topLeft())
    sides = (QLineF(corners[number], corners[number + 1]) for number in range(4))
    return any(line.intersects(side)[0] is QLineF.IntersectionType.BoundedIntersection for side in sides)
