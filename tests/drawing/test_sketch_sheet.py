"""Imported drawings on paper: whole, to a round scale, layers that are off left out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.core.errors import InputError
from designer.core.geometry.sketch import Sketch, Stroke, Writing
from designer.drawing.model import Polyline, Text
from designer.drawing.sketch_sheet import PAPER, sketch_sheet

far = st.floats(-1e7, 1e7)
sizes = st.floats(1e-3, 1e6)
units = st.sampled_from([None, 1.0, 25.4, 1000.0])


def box(x: float, y: float, wide: float, high: float, layer: str = "ROOF") -> Stroke:
    corners = [(x, y, 0.0), (x + wide, y, 0.0), (x + wide, y + high, 0.0), (x, y + high, 0.0)]
    return Stroke(layer, np.array(corners), closed=True)


@given(far, far, sizes, sizes, units)
def test_all_of_it_lies_on_the_paper_and_as_large_as_has_room(
    x: float, y: float, wide: float, high: float, unit_mm: float | None
) -> None:
    sheet = sketch_sheet(Sketch(strokes=(box(x, y, wide, high),), layers=("ROOF",), unit_mm=unit_mm), "f")
    (line,) = (item for item in sheet.sheet.items if isinstance(item, Polyline))
    _, width, height = PAPER
    xs, ys = zip(*line.points, strict=True)
    slack = 1e-6 * (abs(x) + abs(y)) * sheet.placing.per_unit + 1e-6
    assert min(xs) >= 12.0 - slack
    assert max(xs) <= width - 12.0 + slack
    assert min(ys) >= 24.0 - slack
    assert max(ys) <= height - 12.0 + slack
    share = max((max(xs) - min(xs)) / (width - 24.0), (max(ys) - min(ys)) / (height - 36.0))
    assert share > 0.39, "the next finer scale is two and a half times finer at most"


@pytest.mark.parametrize(
    ("wide", "unit_mm", "words"),
    [(12.0, 1000.0, "1:50"), (12_000.0, 1.0, "1:50"), (2.0, 1.0, "100:1"), (12_000.0, None, "does not say")],
)
def test_its_scale_stands_below_it(wide: float, unit_mm: float | None, words: str) -> None:
    made = Sketch(strokes=(box(0.0, 0.0, wide, wide / 2.0),), layers=("ROOF",), unit_mm=unit_mm)
    sheet = sketch_sheet(made, "house.dxf")
    (caption,) = (item for item in sheet.sheet.items if isinstance(item, Text))
    assert words in caption.text
    assert sheet.placing.per_unit == pytest.approx((unit_mm or 1.0) / sheet.scale)


def test_layers_that_are_off_are_not_drawn() -> None:
    strokes = (box(0.0, 0.0, 10.0, 5.0), box(500.0, 0.0, 10.0, 5.0, "OFF"))
    made = Sketch(strokes=strokes, layers=("ROOF", "OFF"), hidden=frozenset({"OFF"}), unit_mm=1.0)
    layers = {item.layer for item in sketch_sheet(made, "f").sheet.items if isinstance(item, Polyline)}
    assert layers == {"ROOF"}


def test_texts_alone_are_drawn_where_they_stand() -> None:
    made = Sketch(strokes=(), writings=(Writing("T", "House 7", (5.0, 5.0), 2.0, 90.0),), layers=("T",))
    sheet = sketch_sheet(made, "f")
    text, _ = sheet.sheet.items
    assert isinstance(text, Text)
    assert (text.text, text.rotation_deg) == ("House 7", 90.0)
    assert text.height_mm == pytest.approx(2.0 * sheet.placing.per_unit)


@pytest.mark.parametrize("hidden", [frozenset(), frozenset({"ROOF"})])
def test_nothing_to_be_seen_is_one_sentence(hidden: frozenset[str]) -> None:
    point = Stroke("ROOF", np.zeros((2, 3)))
    with pytest.raises(InputError, match="nothing to be seen"):
        sketch_sheet(Sketch(strokes=(point,), layers=("ROOF",), hidden=hidden), "f")
