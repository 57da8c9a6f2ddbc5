"""Millimetres and pixels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from designer.gui.canvas.transform import (
    COARSEST_MM_PER_PX,
    FINEST_MM_PER_PX,
    Viewport,
    surrounded,
)

PLACES = st.floats(-1e5, 1e5)
VIEWPORT = Viewport(middle=(5000.0, 2000.0), mm_per_px=8.0, width_px=900.0, height_px=600.0)


@given(PLACES, PLACES, st.floats(0.05, 1000.0))
def test_there_and_back_is_the_same_point(x: float, y: float, scale: float) -> None:
    viewport = Viewport(middle=(100.0, -50.0), mm_per_px=scale, width_px=801.0, height_px=603.0)
    assert viewport.to_mm(viewport.to_px((x, y))) == pytest.approx((x, y), abs=1e-6)


def test_y_grows_upwards() -> None:
    assert VIEWPORT.to_px((5000.0, 2000.0)) == QPointF(450.0, 300.0)
    assert VIEWPORT.to_px((5800.0, 2800.0)) == QPointF(550.0, 200.0)


@given(PLACES, PLACES)
def test_painters_go_to_the_same_pixels(x: float, y: float) -> None:
    mapped, wanted = VIEWPORT.transform().map(QPointF(x, y)), VIEWPORT.to_px((x, y))
    assert (mapped.x(), mapped.y()) == pytest.approx((wanted.x(), wanted.y()), abs=1e-6)


@given(st.floats(0.01, 100.0), st.floats(0.0, 900.0), st.floats(0.0, 600.0))
def test_zooming_keeps_the_point_under_the_cursor(factor: float, x: float, y: float) -> None:
    cursor = QPointF(x, y)
    zoomed = VIEWPORT.zoomed(factor, cursor)
    assert zoomed.to_mm(cursor) == pytest.approx(VIEWPORT.to_mm(cursor), abs=1e-6)
    assert zoomed.mm_per_px == pytest.approx(8.0 / factor)


@pytest.mark.parametrize(("factor", "limit"), [(1e9, FINEST_MM_PER_PX), (1e-9, COARSEST_MM_PER_PX)])
def test_the_zoom_has_limits(factor: float, limit: float) -> None:
    assert VIEWPORT.zoomed(factor, QPointF(0.0, 0.0)).mm_per_px == limit


def test_panning_moves_what_is_seen_with_the_hand() -> None:
    by = QPointF(30.0, -20.0)
    assert VIEWPORT.shifted(by).to_px((0.0, 0.0)) == VIEWPORT.to_px((0.0, 0.0)) + by


@given(PLACES, PLACES, st.floats(1.0, 1e5), st.floats(1.0, 1e5))
def test_what_is_fitted_lies_in_the_middle_of_the_area(x: float, y: float, wide: float, high: float) -> None:
    area = QRectF(22.0, 22.0, 878.0, 578.0)
    viewport = VIEWPORT.fitted((x, y, x + wide, y + high), area)
    middle = viewport.to_px((x + wide / 2.0, y + high / 2.0))
    assert (middle.x(), middle.y()) == pytest.approx((area.center().x(), area.center().y()), abs=1e-4)
    low, top = viewport.to_px((x, y)), viewport.to_px((x + wide, y + high))
    assert area.contains(low)
    assert area.contains(top)


def test_small_things_are_shown_with_what_lies_about_them() -> None:
    assert surrounded((10.0, 10.0, 20.0, 4010.0), 1000.0) == (-485.0, 10.0, 515.0, 4010.0)
