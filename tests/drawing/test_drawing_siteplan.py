"""The site plan: plan view, north up."""

import math

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon

from designer.drawing.layers import LayerName
from designer.drawing.model import Polyline, Text
from designer.drawing.siteplan import in_plan, site_items
from designer.drawing.style import style_at
from tests.drawing.sample import gable

SURFACE = gable()[0].surfaces[0]


def _turned(bearing_deg: float, tilt_deg: float) -> object:
    return msgspec.structs.replace(
        SURFACE, x_bearing_deg=bearing_deg, tilt_deg=tilt_deg, east_mm=100.0, north_mm=200.0
    )


@given(st.floats(0, 360), st.floats(0, 85))
def test_x_keeps_its_length_and_y_is_foreshortened_to_its_left(bearing_deg: float, tilt_deg: float) -> None:
    origin, along, up = in_plan(_turned(bearing_deg, tilt_deg), [(0, 0), (1000, 0), (0, 1000)])
    x = (along[0] - origin[0], along[1] - origin[1])
    y = (up[0] - origin[0], up[1] - origin[1])
    assert origin == (100.0, 200.0)
    assert math.hypot(*x) == pytest.approx(1000.0)
    assert math.hypot(*y) == pytest.approx(1000.0 * math.cos(math.radians(tilt_deg)))
    assert x[0] * y[1] - x[1] * y[0] == pytest.approx(math.hypot(*x) * math.hypot(*y))
    bearing = math.radians(bearing_deg)
    assert x == pytest.approx((1000.0 * math.sin(bearing), 1000.0 * math.cos(bearing)), abs=1e-6)


def test_both_sides_of_the_gable_meet_at_the_ridge() -> None:
    design, plan = gable()
    items = site_items(design.surfaces, plan.surfaces, style_at(75.0))
    east, west = [
        Polygon(item.points) for item in items if isinstance(item, Polyline) and item.owner in {"S1", "S2"}
    ]
    assert east.area == pytest.approx(9000.0 * 5000.0 * math.cos(math.radians(35.0)))
    assert east.intersection(west).length == pytest.approx(18_000.0, rel=1e-3)
    assert east.centroid.x > west.centroid.x


def test_every_module_is_outlined_within_its_surface() -> None:
    design, plan = gable()
    items = site_items(design.surfaces, plan.surfaces, style_at(75.0))
    outlines = {
        item.owner: Polygon(item.points) for item in items if isinstance(item, Polyline) and item.owner
    }
    for module in plan.modules:
        assert outlines[module.surface].covers(outlines[module.id])


def test_the_site_plan_keeps_off_the_layers_that_are_counted() -> None:
    design, plan = gable()
    items = site_items(design.surfaces, plan.surfaces, style_at(75.0))
    assert {item.layer for item in items} == {*LayerName.site_layers(), LayerName.TEXT}


def test_the_north_arrow_points_up_and_bears_its_letter() -> None:
    design, plan = gable()
    items = site_items(design.surfaces, plan.surfaces, style_at(75.0))
    arrow = next(item for item in items if isinstance(item, Polyline) and item.layer == LayerName.TEXT)
    letter = next(item for item in items if isinstance(item, Text) and item.text == "N")
    tip = max(arrow.points, key=lambda point: point[1])
    assert tip[0] == letter.at[0]
    assert letter.at[1] > tip[1]
