"""Dimensions of the site plan: the whole roof as seen from above, however it is turned."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.drawing.dimension import measured_mm, text_place
from designer.drawing.shapes import turned
from designer.drawing.site_dims import WHOLE_STEPS, site_dimensions
from designer.drawing.siteplan import in_plan, site_bounds
from tests.drawing.sample import gable
from tests.drawing.sheets.sample_set import gable_set

STYLE = gable_set().dimension_style


def _sizes(turn: float) -> set[int]:
    """What is measured of the gable turned about the origin, in whole mm."""
    design, _ = gable()
    surfaces = []
    for surface in design.surfaces:
        east, north = turned((surface.east_mm, surface.north_mm), turn)
        surfaces.append(
            replace(surface, east_mm=east, north_mm=north, x_bearing_deg=surface.x_bearing_deg - turn)
        )
    return {round(measured_mm(one)) for one in site_dimensions(surfaces, STYLE, STYLE)}


def test_the_whole_roof_and_each_surface_are_measured_as_seen_from_above() -> None:
    design, _ = gable()
    x0, y0, x1, y1 = site_bounds(design.surfaces)
    half = round(5000.0 * math.cos(math.radians(35.0)))
    assert _sizes(0.0) == {round(x1 - x0), round(y1 - y0), half}


@given(st.floats(-180.0, 180.0))
def test_a_turned_roof_measures_the_same(turn: float) -> None:
    assert {round(size, -1) for size in _sizes(turn)} == {round(size, -1) for size in _sizes(0.0)}


def test_the_dimensions_lie_beyond_the_roof() -> None:
    design, _ = gable()
    x0, y0, _, _ = site_bounds(design.surfaces)
    for one in site_dimensions(design.surfaces, STYLE, STYLE):
        x, y = one.line_at
        outside = max(x0 - x, y0 - y)
        assert 0.0 < outside <= WHOLE_STEPS * STYLE.text_mm + 1e-6


def test_a_site_without_surfaces_has_none() -> None:
    assert site_dimensions((), STYLE, STYLE) == ()


def test_what_is_measured_lies_on_the_roof() -> None:
    design, _ = gable()
    points = [point for surface in design.surfaces for point in in_plan(surface, surface.outline)]
    xs, ys = {round(x) for x, _ in points}, {round(y) for _, y in points}
    for one in site_dimensions(design.surfaces, STYLE, STYLE):
        for x, y in (one.first, one.second):
            assert round(x) in xs
            assert any(abs(y - other) <= 1.0 for other in ys)


@pytest.mark.parametrize("title", ["Cover", "Site plan"])
def test_site_and_cover_show_obstacles_with_a_legend(title: str) -> None:
    sheet = next(sheet for sheet in gable_set().sheets if sheet.title == title)
    texts = [getattr(item, "text", "") for item in sheet.items]
    assert {"roof surface", "module", "obstacle"} <= set(texts)
    assert "PV-SITE-OBSTACLE" not in sheet.views[0].hidden
    assert ("PV-DIMS-SITE" in sheet.views[0].hidden) == (title == "Cover")


def test_texts_as_large_as_those_of_the_plans_have_room_too() -> None:
    """Programs that draw all dimensions alike: the lines lie further apart, the texts further from them."""
    design, _ = gable()
    plans = replace(STYLE, text_mm=2.0 * STYLE.text_mm, gap_mm=2.0 * STYLE.gap_mm)
    for own, wide in zip(
        site_dimensions(design.surfaces, STYLE, STYLE),
        site_dimensions(design.surfaces, STYLE, plans),
        strict=True,
    ):
        assert (wide.first, wide.second) == (own.first, own.second)
        assert math.dist(wide.first, wide.line_at) == pytest.approx(2.0 * math.dist(own.first, own.line_at))
        assert wide.text_at == pytest.approx(text_place(replace(wide, text_at=None), plans))
