"""Notes at places of the drawing."""

import pytest

from tests.conftest import QT_IS_HERE

if not QT_IS_HERE:
    pytest.skip("needs Qt", allow_module_level=True)

from PySide6.QtCore import QRectF

from designer.gui.canvas.pills import free_place

HEIGHT = 300.0
PILL = QRectF(50.0, 100.0, 80.0, 20.0)


def test_a_pill_stays_where_it_belongs_while_nothing_is_there() -> None:
    assert free_place(PILL, [PILL.translated(0.0, 40.0)], HEIGHT) == PILL


def test_a_pill_gives_way_upwards_else_downwards_to_the_nearest_free_place() -> None:
    above = free_place(PILL, [PILL], HEIGHT)
    assert 70.0 < above.top() < 80.0
    below = free_place(PILL, [PILL, above], HEIGHT)
    assert 120.0 < below.top() < 130.0


def test_a_pill_at_the_edge_stays_on_the_canvas() -> None:
    top = QRectF(50.0, 4.0, 80.0, 20.0)
    assert free_place(top, [top], HEIGHT).top() > top.bottom()
    assert free_place(PILL, [QRectF(0.0, 0.0, 300.0, HEIGHT)], HEIGHT) == PILL
