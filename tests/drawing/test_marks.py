"""Sheets resolved for painters: to scale, clipped, in inks."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from shapely import Point, Polygon

from designer.core.geometry.axes import RailAxis
from designer.drawing.layers import LayerName
from designer.drawing.marks import PAPER_INK, Area, Flattener, Stroke, Writing
from designer.drawing.model import Align, Drawing, PaperSheet, Polyline, Role, Text, View
from designer.drawing.plot_inks import plot_ink
from designer.drawing.shapes import turned
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.placing import extents
from tests.drawing.sheets.sample_set import gable_set


def one_line(points: tuple[tuple[float, float], ...], *, closed: bool = False) -> Drawing:
    line = Polyline(points=points, closed=closed, layer=LayerName.TRUNK, role=Role.CABLE, owner="x")
    return replace(gable_set(), items=(line,), sheets=())


def view(
    window: tuple[float, float, float, float], scale: float = 50.0, hidden: tuple[str, ...] = ()
) -> View:
    return View(name="v", window=window, at=(20.0, 30.0), scale=scale, hidden=hidden)


def strokes(drawing: Drawing, seen: View) -> list[Stroke]:
    return [mark for mark in Flattener(drawing).view_marks(seen) if isinstance(mark, Stroke)]


def test_a_metre_at_1_50_is_twenty_millimetres() -> None:
    (stroke,) = strokes(one_line(((1000.0, 500.0), (2000.0, 500.0))), view((0.0, 0.0, 5000.0, 4000.0)))
    assert stroke.points == ((40.0, 40.0), (60.0, 40.0))
    assert math.dist(*stroke.points) == 20.0


COORDINATES = st.floats(-20_000.0, 20_000.0)
POINTS = st.lists(st.tuples(COORDINATES, COORDINATES), min_size=2, max_size=8)


@given(POINTS, st.booleans())
def test_nothing_is_seen_beyond_the_window(points: list[tuple[float, float]], closed: bool) -> None:
    seen = view((-3000.0, -2000.0, 5000.0, 4000.0))
    x0, y0, x1, y1 = seen.rect
    for stroke in strokes(one_line(tuple(points), closed=closed), seen):
        assert all(x0 - 1e-6 <= x <= x1 + 1e-6 and y0 - 1e-6 <= y <= y1 + 1e-6 for x, y in stroke.points)


def test_what_lies_within_the_window_is_seen_whole() -> None:
    ring = ((100.0, 100.0), (900.0, 100.0), (900.0, 700.0))
    (stroke,) = strokes(one_line(ring, closed=True), view((0.0, 0.0, 1000.0, 1000.0)))
    assert (len(stroke.points), stroke.closed) == (3, True)


def test_a_hidden_layer_is_not_seen() -> None:
    drawing = one_line(((0.0, 0.0), (100.0, 100.0)))
    assert strokes(drawing, view((-10.0, -10.0, 200.0, 200.0), hidden=(LayerName.TRUNK,))) == []


def test_a_hidden_layer_of_a_block_leaves_the_others() -> None:
    drawing = gable_set()
    whole = view((0.0, 0.0, *drawing.extents[2:]), scale=100.0)
    flattener = Flattener(drawing)
    count = sum(1 for _ in flattener.view_marks(whole))
    without = sum(1 for _ in flattener.view_marks(replace(whole, hidden=(LayerName.CLEARANCE,))))
    inverters = sum(1 for item in drawing.items if item.layer == LayerName.INVERTER)
    assert count - without == inverters > 0


@pytest.mark.parametrize("axis", list(RailAxis))
def test_inks_widths_and_dashes_are_those_of_the_layers(axis: RailAxis) -> None:
    drawing = gable_set("", axis)
    inks = {plot_ink(layer) for layer in drawing.layers}
    widths = {layer.lineweight / 100.0 for layer in drawing.layers}
    for sheet in drawing.sheets:
        for mark in Flattener(drawing).marks(sheet):
            assert mark.ink in inks | {PAPER_INK}
            if isinstance(mark, Stroke):
                assert mark.width_mm in widths


def test_edges_of_viewports_are_not_printed() -> None:
    edge = Polyline(points=((0.0, 0.0), (9.0, 9.0)), layer=SheetLayer.VIEW, role=Role.TITLE)
    sheet = PaperSheet(name="s", title="s", paper="A4", width_mm=100, height_mm=100, items=(edge,))
    assert list(Flattener(gable_set()).marks(sheet)) == []


def test_the_values_of_the_title_block_are_written() -> None:
    drawing = gable_set()
    written = {mark.text for mark in Flattener(drawing).marks(drawing.sheets[2]) if isinstance(mark, Writing)}
    assert {"PV-7-03", "Module plan", "Åsa Lind", "B"} <= written


@given(st.sampled_from(list(Align)), st.floats(0.0, 359.0), st.floats(1.8, 5.0))
def test_a_masked_text_covers_what_is_behind_it(align: Align, turn: float, height: float) -> None:
    text = Text(
        at=(100.0, 80.0),
        text="B12/3",
        height_mm=height,
        rotation_deg=turn,
        align=align,
        masked=True,
        layer=SheetLayer.LABEL,
        role=Role.TITLE,
    )
    sheet = PaperSheet(name="x", title="x", paper="A4", width_mm=297, height_mm=210, items=(text,))
    mask, writing = Flattener(replace(gable_set(), sheets=(sheet,))).marks(sheet)
    assert isinstance(mask, Area)
    assert isinstance(writing, Writing)
    assert mask.ink == PAPER_INK
    x0, y0, x1, y1 = extents(replace(text, rotation_deg=0.0))
    ring = Polygon(mask.points)
    for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1)):
        dx, dy = turned((x - 100.0, y - 80.0), turn)
        assert ring.contains(Point(100.0 + dx, 80.0 + dy))
