"""Dimensions and texts that a person wrote, and waypoints of the cable."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.model.design import Design, DimensionNote, TextNote, Waypoint
from designer.drawing.dimension import line_ends, measured_mm
from designer.drawing.model import Polyline, Role, Text
from designer.drawing.notes import dimension_note_item, note_points, text_note_items, waypoint_items
from designer.drawing.scene import build_drawing
from designer.drawing.style import style_at
from tests.drawing.sample import gable
from tests.drawing.sample_parts import catalog

STYLE = style_at(50.0)
NOTE = DimensionNote(id="D1", surface="S1", first=(0.0, 0.0), second=(3000.0, 4000.0), offset_mm=500.0)
WAYPOINT = Waypoint(id="P1", between=("I1", "I3"), surface="S1", x=2000.0, y=1500.0)


def test_a_dimension_without_a_direction_measures_the_distance_of_its_points() -> None:
    assert measured_mm(dimension_note_item(NOTE)) == pytest.approx(5000.0)


@pytest.mark.parametrize(("angle_deg", "length_mm"), [(0.0, 3000.0), (90.0, 4000.0)])
def test_a_dimension_with_a_direction_measures_along_it(angle_deg: float, length_mm: float) -> None:
    assert measured_mm(dimension_note_item(replace(NOTE, angle_deg=angle_deg))) == pytest.approx(length_mm)


@given(st.floats(-360.0, 360.0), st.floats(-2000.0, 2000.0))
def test_the_dimension_line_lies_to_the_left_of_the_direction(angle_deg: float, offset_mm: float) -> None:
    item = dimension_note_item(replace(NOTE, angle_deg=angle_deg, offset_mm=offset_mm))
    (x, y), _ = line_ends(item)
    turn = math.radians(angle_deg)
    left = -math.sin(turn) * x + math.cos(turn) * y
    assert left == pytest.approx(offset_mm, abs=1e-6)


def test_a_text_of_several_lines_goes_down_as_it_is_read() -> None:
    note = TextNote(
        id="T1", surface="S1", at=(0.0, 0.0), text="upper\n\nlower", height_mm=100.0, rotation_deg=90.0
    )
    upper, lower = text_note_items(note)
    assert (upper.text, upper.at) == ("upper", (0.0, 0.0))
    assert (lower.text, lower.rotation_deg) == ("lower", 90.0)
    assert lower.at == pytest.approx((320.0, 0.0))


def test_a_waypoint_is_marked_on_its_surface_only() -> None:
    assert waypoint_items(WAYPOINT, "S2", STYLE) == ()
    items = waypoint_items(WAYPOINT, "S1", STYLE)
    rings = [item for item in items if isinstance(item, Polyline)]
    assert all(item.closed and item.role is Role.WAYPOINT for item in rings)
    assert {item.owner for item in items} == {"P1"}


def _noted() -> Design:
    design, _ = gable()
    text = TextNote(id="T1", surface="S1", at=(-4000.0, 100.0), text="here", height_mm=100.0)
    return replace(design, texts=(text,), dimensions=(NOTE,), waypoints=(WAYPOINT,))


def test_the_exported_drawing_has_the_notes() -> None:
    drawing = build_drawing(_noted(), gable()[1], catalog(), date="2026-05-04")
    owners = {item.owner for item in drawing.items}
    assert {"T1", "D1", "P1"} <= owners
    (text,) = [item for item in drawing.items if isinstance(item, Text) and item.owner == "T1"]
    assert text.at[0] > drawing.sheet.rect[0]


def test_notes_beside_the_roof_get_room_on_the_sheet() -> None:
    points = list(note_points(_noted(), "S1"))
    assert min(x for x, _ in points) == -4000.0
    assert list(note_points(_noted(), "S2")) == []
