"""Wheel, pinch and views: what is seen, and how large."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication

from designer.core.findings import Location
from designer.edit.view import BLANK, SITE, surface_view
from tests.gui.canvas.bench import Bench

NO_PHASE, UPDATE = Qt.ScrollPhase.NoScrollPhase, Qt.ScrollPhase.ScrollUpdate


def _wheel(
    bench: Bench,
    at: QPointF,
    angle: int,
    pixels: QPoint | None = None,
    phase: Qt.ScrollPhase = NO_PHASE,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    event = QWheelEvent(
        at,
        bench.canvas.mapToGlobal(at),
        pixels or QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        held,
        phase,
        False,
    )
    QApplication.sendEvent(bench.canvas, event)


def test_at_first_the_whole_surface_is_seen_beside_the_rulers(bench: Bench) -> None:
    area = bench.canvas.drawing_area()
    for corner in ((0.0, 0.0), (10500.0, 5200.0)):
        assert area.contains(bench.canvas.viewport.to_px(corner))
    assert bench.workspace.editor.mm_per_px == bench.canvas.viewport.mm_per_px


@pytest.mark.parametrize("angle", [120, -120, 15, -360])
def test_the_wheel_zooms_about_the_cursor(bench: Bench, angle: int) -> None:
    at = QPointF(300.0, 200.0)
    before, scale = bench.canvas.viewport.to_mm(at), bench.canvas.viewport.mm_per_px
    _wheel(bench, at, angle)
    assert bench.canvas.viewport.to_mm(at) == pytest.approx(before)
    assert bench.canvas.viewport.mm_per_px == pytest.approx(scale / 1.25 ** (angle / 120))
    assert bench.workspace.editor.mm_per_px == bench.canvas.viewport.mm_per_px


def test_parts_of_a_notch_add_up_to_a_notch(bench: Bench) -> None:
    at = QPointF(300.0, 200.0)
    for _ in range(8):
        _wheel(bench, at, 15)
    fine = bench.canvas.viewport.mm_per_px
    _wheel(bench, at, -120)
    _wheel(bench, at, 120)
    assert bench.canvas.viewport.mm_per_px == pytest.approx(fine)


def test_two_fingers_pan_and_with_ctrl_they_zoom(bench: Bench) -> None:
    at = QPointF(300.0, 200.0)
    origin, scale = bench.canvas.viewport.to_px((0.0, 0.0)), bench.canvas.viewport.mm_per_px
    _wheel(bench, at, 40, QPoint(12, 20), UPDATE)
    assert bench.canvas.viewport.to_px((0.0, 0.0)) == origin + QPointF(12.0, 20.0)
    _wheel(bench, at, 40, QPoint(0, 20), UPDATE, Qt.KeyboardModifier.ControlModifier)
    assert bench.canvas.viewport.mm_per_px < scale


def _gesture(bench: Bench, at: QPointF, kind: Qt.NativeGestureType, value: float) -> None:
    place = bench.canvas.mapToGlobal(at)
    touchpad = QPointingDevice.primaryPointingDevice()
    QApplication.sendEvent(
        bench.canvas, QNativeGestureEvent(kind, touchpad, 2, at, at, place, value, QPointF())
    )


def test_fingers_that_spread_zoom_about_the_cursor_and_two_taps_show_the_whole(bench: Bench) -> None:
    at = QPointF(300.0, 200.0)
    whole, under = bench.canvas.viewport, bench.canvas.viewport.to_mm(at)
    _gesture(bench, at, Qt.NativeGestureType.ZoomNativeGesture, 0.5)
    assert bench.canvas.viewport.mm_per_px == pytest.approx(whole.mm_per_px / 1.5)
    assert bench.canvas.viewport.to_mm(at) == pytest.approx(under)
    _gesture(bench, at, Qt.NativeGestureType.SmartZoomNativeGesture, 0.0)
    assert bench.canvas.viewport == whole


def test_the_point_under_the_cursor_is_told_anew_after_a_zoom(bench: Bench) -> None:
    bench.move((4000.0, 2000.0))
    before = len(bench.tool.events)
    _wheel(bench, QPointF(10.0, 10.0), 120)
    assert len(bench.tool.events) == before + 1
    cursor = bench.canvas.cursor_px
    assert cursor is not None
    assert bench.tool.events[-1].raw == pytest.approx(bench.canvas.viewport.to_mm(cursor))


def test_each_view_is_found_again_as_it_was_left(bench: Bench) -> None:
    bench.canvas.navigator.zoom_to((1000.0, 1000.0, 3000.0, 2000.0))
    left = bench.canvas.viewport
    bench.workspace.editor.look(surface_view("S2"))
    bench.picture()
    bench.canvas.navigator.zoom_by(3.0)
    bench.workspace.editor.look(SITE)
    bench.picture()
    assert bench.canvas.viewport.mm_per_px != left.mm_per_px
    bench.workspace.editor.look(surface_view("S1"))
    assert bench.canvas.viewport == left
    assert bench.workspace.editor.mm_per_px == left.mm_per_px


def test_a_view_that_shows_the_whole_keeps_doing_so_when_the_canvas_grows(bench: Bench) -> None:
    before = bench.canvas.viewport.mm_per_px
    bench.canvas.resize(1350, 960)
    assert bench.canvas.viewport.mm_per_px < before
    bench.canvas.navigator.zoom_by(2.0)
    chosen = bench.canvas.viewport.mm_per_px
    bench.canvas.resize(900, 640)
    assert bench.canvas.viewport.mm_per_px == chosen


def test_a_blank_view_has_room_for_a_roof(bench: Bench) -> None:
    bench.workspace.editor.look(BLANK)
    bench.picture()
    x0, y0, x1, y1 = bench.canvas.viewport.seen()
    assert x0 < 0.0 < 10000.0 < x1
    assert y0 < 0.0 < 6000.0 < y1


def test_zooming_to_things_brings_them_to_the_middle(bench: Bench) -> None:
    bench.canvas.navigator.zoom_to_ids({"M3"})
    x0, y0, x1, y1 = bench.canvas.viewport.seen()
    assert x1 - x0 < 6000.0
    module = next(module for module in bench.workspace.plan.modules if module.id == "M3")
    assert x0 < module.rect[0] < module.rect[2] < x1
    assert y0 < module.rect[1] < module.rect[3] < y1


def test_zooming_to_what_lies_on_another_surface_goes_there(bench: Bench) -> None:
    bench.canvas.navigator.zoom_to_ids(frozenset({"M9"}))
    assert bench.workspace.editor.view == surface_view("S2")
    x0, _, x1, _ = bench.canvas.viewport.seen()
    assert x1 - x0 < 6000.0


def test_zooming_to_nothing_changes_nothing(bench: Bench) -> None:
    before = bench.canvas.viewport
    bench.canvas.navigator.zoom_to_ids({"no-such-thing"})
    assert bench.canvas.viewport == before


def test_what_is_chosen_in_a_list_is_brought_into_sight(bench: Bench) -> None:
    bench.workspace.point_to({"M9"})
    assert bench.workspace.selection == {"M9"}
    assert bench.workspace.editor.view == surface_view("S2")
    before = bench.canvas.viewport
    bench.workspace.point_to({"M10"})
    assert bench.canvas.viewport == before


def test_what_is_chosen_off_the_screen_is_gone_to(bench: Bench) -> None:
    bench.canvas.navigator.zoom_to((50000.0, 50000.0, 51000.0, 51000.0))
    bench.workspace.point_to({"M3"})
    x0, y0, x1, y1 = bench.canvas.viewport.seen()
    module = next(module for module in bench.workspace.plan.modules if module.id == "M3")
    assert x0 < module.rect[0] < module.rect[2] < x1
    assert y0 < module.rect[1] < module.rect[3] < y1


def test_the_inverter_whose_number_is_asked_for_never_leaves_the_screen(bench: Bench) -> None:
    """At the scale that was chosen; what is seen well is not moved."""
    editor = bench.workspace.editor
    editor.start("serials")
    first = bench.workspace.plan.inverters[0].mount
    bench.canvas.navigator.zoom_to((first[0] - 700.0, first[1] - 700.0, first[0] + 700.0, first[1] + 700.0))
    scale = bench.canvas.viewport.mm_per_px
    for _ in bench.workspace.plan.inverters:
        (asked,) = (one for one in bench.workspace.plan.inverters if one.id in bench.workspace.selection)
        if editor.view == surface_view("S1"):
            assert bench.canvas.drawing_area().contains(bench.canvas.viewport.to_px(asked.mount))
            assert bench.canvas.viewport.mm_per_px == scale
        editor.enter("Skip")
    assert editor.view == surface_view("S1")
    bench.canvas.navigator.zoom_extents()
    before = bench.canvas.viewport
    editor.enter("Skip")
    assert bench.canvas.viewport == before


def test_a_place_that_a_finding_points_at_is_gone_to(bench: Bench) -> None:
    bench.workspace.go_to(Location("S2", 4000.0, 2500.0))
    assert bench.workspace.editor.view == surface_view("S2")
    middle = bench.canvas.viewport.to_mm(bench.canvas.drawing_area().center())
    assert middle == pytest.approx((4000.0, 2500.0), abs=1e-6)
    assert bench.canvas.viewport.mm_per_px < 8.0


def test_another_project_is_seen_as_a_whole(bench: Bench) -> None:
    bench.canvas.navigator.zoom_by(20.0)
    design = replace(bench.workspace.design, name="another")
    bench.workspace.replace_project(design)
    bench.picture()
    assert bench.canvas.drawing_area().contains(bench.canvas.viewport.to_px((0.0, 0.0)))
    assert bench.workspace.editor.mm_per_px == bench.canvas.viewport.mm_per_px
