"""Where the boxes at the cursor stand."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from designer.gui.canvas.beside import beside

AREA = QRectF(20.0, 20.0, 900.0, 500.0)
SIZE = QSizeF(240.0, 30.0)

points = st.builds(
    QPointF,
    st.integers(int(AREA.left()), int(AREA.right())).map(float),
    st.integers(int(AREA.top()), int(AREA.bottom())).map(float),
)


def meets(base: QPointF, cursor: QPointF, place: QRectF) -> bool:
    """By Qt's painter paths, independent of the engine's lines."""
    path = QPainterPath(base)
    path.lineTo(cursor)
    stroker = QPainterPathStroker()
    stroker.setWidth(0.5)
    return stroker.createStroke(path).intersects(place)


def corners_around(cursor: QPointF) -> list[QRectF]:
    right, left = cursor.x() + 20.0, cursor.x() - 20.0 - SIZE.width()
    below, above = cursor.y() + 22.0, cursor.y() - 22.0 - SIZE.height()
    return [QRectF(QPointF(x, y), SIZE) for x in (right, left) for y in (below, above)]


@given(points, points)
def test_boxes_stay_on_the_canvas_and_off_the_line_where_that_is_possible(
    cursor: QPointF, base: QPointF
) -> None:
    place = QRectF(beside(cursor, SIZE, AREA, base), SIZE)
    assert AREA.contains(place)
    possible = [one for one in corners_around(cursor) if AREA.contains(one)]
    if meets(base, cursor, place):
        assert all(meets(base, cursor, one) for one in possible)


def test_without_a_line_they_stand_to_the_lower_right() -> None:
    assert beside(QPointF(300.0, 200.0), SIZE, AREA) == QPointF(320.0, 222.0)


def test_a_line_that_comes_from_there_drives_them_above_the_cursor() -> None:
    assert beside(QPointF(300.0, 200.0), SIZE, AREA, QPointF(500.0, 300.0)) == QPointF(320.0, 148.0)


def test_in_an_area_too_small_for_them_they_still_stand_somewhere() -> None:
    tiny = QRectF(0.0, 0.0, 50.0, 50.0)
    assert beside(QPointF(10.0, 10.0), SIZE, tiny) == QPointF(30.0, 32.0)
