"""Turning and mirroring: twice mirrored, or turned all the way round, is as before."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from shapely.geometry import Polygon

from designer.core.errors import DesignError
from designer.core.geometry.axes import Orientation, RailAxis, rect_uv
from designer.core.layout.placement import place_modules
from designer.core.model.design import RowModule
from designer.core.model.excerpts import inverter_id
from designer.core.model.validate import check_design
from designer.edit.edits.framing import in_plan
from designer.edit.edits.inverters import pin
from designer.edit.edits.surface_mirror import reflected
from designer.edit.edits.turning import mirrored, turned, turned_point
from designer.edit.properties.edits.rows import set_row_orientation
from designer.edit.view import SITE, surface_view
from tests import sites
from tests.edit.furnished import THINGS, furnished

CATALOG = sites.catalog()
EAST = surface_view("S1")
MODULES = tuple(f"M{number}" for number in range(1, 7))
PLACES = st.tuples(*[st.integers(-9000, 9000).map(float)] * 2)
ANGLES = st.integers(1, 359).map(float)


def rects(design):
    return {module.id: module.rect for module in place_modules(design, design.surface("S1"), CATALOG)}


def same_area(one, other):
    return Polygon(one).symmetric_difference(Polygon(other)).area < 100.0  # mm²


def close(points, others):
    return np.allclose(np.array(points), np.array(others), atol=0.01)


@given(PLACES, ANGLES)
def test_things_mirrored_twice_are_where_they_were(at, angle):
    design = furnished()
    axis = (at, (at[0] + math.cos(math.radians(angle)), at[1] + math.sin(math.radians(angle))))
    once = mirrored(design, CATALOG, THINGS, axis, EAST)
    twice = mirrored(once, CATALOG, THINGS, axis, EAST)
    east, before = twice.surfaces[0], design.surfaces[0]
    assert same_area(east.obstacles[0].outline, before.obstacles[0].outline)
    assert close(east.water_lines[0].points, before.water_lines[0].points)
    assert close(twice.texts[0].at, design.texts[0].at)
    for note, old in zip(twice.dimensions, design.dimensions, strict=True):
        assert close((note.first, note.second), (old.first, old.second))
        assert note.offset_mm == old.offset_mm
        assert (note.angle_deg or 0.0) == pytest.approx(old.angle_deg or 0.0, abs=1e-6)


@given(PLACES, st.booleans())
def test_modules_mirrored_twice_are_where_they_were(at, upright):
    design = furnished()
    axis = (at, (at[0], at[1] + 1.0) if upright else (at[0] + 1.0, at[1]))
    once = mirrored(design, CATALOG, MODULES, axis, EAST)
    check_design(once, CATALOG)
    assert mirrored(once, CATALOG, MODULES, axis, EAST) == design


@pytest.mark.parametrize("axis", RailAxis)
def test_pins_keep_their_places_on_modules_that_are_mirrored_turned_or_laid_the_other_way(axis):
    """Also on a module that was taken out."""
    row = sites.row("R1", "S1", 4, 1)
    gone = RowModule(id="M9", along_mm=row.modules[-1].along_mm + sites.WIDTH + sites.GAP)
    design = sites.design([sites.surface(axis=axis)], [replace(row, removed=(gone,))])
    for name, into in (("M1", 200.0), ("M3", sites.WIDTH + 8.0), ("M9", 500.0)):
        design = pin(design, inverter_id(name), at_module(design, name)[0] + into)
    upright, level = (((5000.0, 3000.0), end) for end in ((5000.0, 4000.0), (6000.0, 3000.0)))
    across, along = (upright, level) if axis is RailAxis.EAVE else (level, upright)
    for after, is_turned in (
        (mirrored(design, CATALOG, ("R1",), across, EAST), True),
        (mirrored(design, CATALOG, ("R1",), along, EAST), False),
        (mirrored(design, CATALOG, ("S1",), upright, SITE), axis is RailAxis.EAVE),
        (turned(design, CATALOG, ("R1",), (5000.0, 3000.0), 180.0, EAST), True),
        (turned(design, CATALOG, ("R1",), (5000.0, 3000.0), 90.0, EAST), False),
        (set_row_orientation(design, CATALOG, ("R1",), Orientation.LANDSCAPE), False),
    ):
        for old, new in zip(pinned_shares(design), pinned_shares(after), strict=True):
            assert new == pytest.approx(1.0 - old if is_turned else old, abs=1e-5)


def pinned_shares(design):
    """How far along its module each pin is: 0 where that begins, 1 where it ends."""
    for one in design.pins:
        low, size = at_module(design, one.inverter.replace("I", "M"))
        yield (one.along_mm - low) / size


def at_module(design, name):
    """Where a module, or one that was taken out, begins along its rail, and how long it is there."""
    (row,) = design.rows
    there = replace(design, rows=(replace(row, modules=row.modules + row.removed),))
    low, _, high, _ = rect_uv(design.surfaces[0].rail_axis, rects(there)[name])
    return low, high - low


@given(PLACES)
def test_modules_in_an_upright_mirror_cover_the_mirror_image(at):
    design = furnished()
    after = rects(mirrored(design, CATALOG, ("M1", "M2"), (at, (at[0], at[1] + 1.0)), EAST))
    x0, y0, x1, y1 = rects(design)["M1"]
    assert after["M1"] == pytest.approx((2 * at[0] - x1, y0, 2 * at[0] - x0, y1), abs=1e-6)


def test_a_mirror_that_keeps_its_source_adds_copies():
    design = furnished()
    after = mirrored(design, CATALOG, ("O1", "M1"), ((5000.0, 0.0), (5000.0, 1.0)), EAST, keep=True)
    check_design(after, CATALOG)
    assert after.surfaces[0].obstacles[0] == design.surfaces[0].obstacles[0]
    assert len(after.surfaces[0].obstacles) == 2
    assert sum(len(row.modules) for row in after.rows) == 15


def test_modules_refuse_a_slanting_mirror():
    with pytest.raises(DesignError, match="along x or along y"):
        mirrored(furnished(), CATALOG, MODULES, ((0.0, 0.0), (1.0, 1.0)), EAST)


def test_a_mirror_line_needs_two_points():
    with pytest.raises(DesignError, match="two different points"):
        mirrored(furnished(), CATALOG, MODULES, ((1.0, 0.0), (1.0, 0.0)), EAST)


@given(PLACES, ANGLES)
def test_things_turned_there_and_back_are_where_they_were(about, angle):
    design = furnished()
    there = turned(design, CATALOG, THINGS, about, angle, EAST)
    back = turned(there, CATALOG, THINGS, about, -angle, EAST)
    assert same_area(back.surfaces[0].obstacles[0].outline, design.surfaces[0].obstacles[0].outline)
    assert close(back.texts[0].at, design.texts[0].at)
    assert there.texts[0].rotation_deg == pytest.approx((15.0 + angle) % 360.0)
    assert back.texts[0].rotation_deg == pytest.approx(15.0)


def test_a_quarter_turn_lays_a_row_the_other_way_with_the_gaps_it_had():
    after = turned(furnished(), CATALOG, MODULES, (600.0, 600.0), 90.0, EAST).rows[0]
    assert after.orientation is Orientation.LANDSCAPE
    pitch = sites.LENGTH + sites.GAP
    assert [module.along_mm for module in after.modules] == [600.0 + k * pitch for k in range(6)]
    assert after.removed[0].along_mm == 600.0 + 6 * pitch


def test_two_quarter_turns_lay_a_row_as_it_was():
    design = furnished()
    once = turned(design, CATALOG, MODULES, (0.0, 0.0), 90.0, EAST)
    assert turned(once, CATALOG, MODULES, (0.0, 0.0), 90.0, EAST) == design


def test_half_a_turn_takes_a_row_about_the_point():
    after = rects(turned(furnished(), CATALOG, ("M1",), (0.0, 0.0), 180.0, EAST))
    assert after["M1"] == (-1734.0, -2322.0, -600.0, -600.0)


def test_modules_refuse_other_angles():
    with pytest.raises(DesignError, match="turn them by 90°"):
        turned(furnished(), CATALOG, ("M1", "O1"), (0.0, 0.0), 45.0, EAST)


@given(PLACES, ANGLES)
def test_a_surface_turns_on_the_site_plan_about_the_point(about, angle):
    design = furnished()
    after = turned(design, CATALOG, {"S1", "M1"}, about, angle, SITE)
    check_design(after, CATALOG)
    expected = [
        turned_point(p, about, angle) for p in in_plan(design.surfaces[0], design.surfaces[0].outline)
    ]
    assert close(in_plan(after.surfaces[0], after.surfaces[0].outline), expected)
    assert after.rows == design.rows
    lower = (after.surfaces[0].azimuth_deg - after.surfaces[0].x_bearing_deg) % 360.0
    assert lower == pytest.approx(90.0)


@given(PLACES, ANGLES)
def test_a_surface_in_a_mirror_covers_the_mirror_image_and_its_things_go_along(at, angle):
    design = furnished()
    other = (at[0] + math.cos(math.radians(angle)), at[1] + math.sin(math.radians(angle)))
    after = mirrored(design, CATALOG, {"S1"}, (at, other), SITE)
    check_design(after, CATALOG)
    old, new = design.surfaces[0], after.surfaces[0]
    image = [reflected(point, at, other) for point in in_plan(old, old.outline)]
    assert same_area(in_plan(new, new.outline), image)
    chimney = [reflected(point, at, other) for point in in_plan(old, old.obstacles[0].outline)]
    assert same_area(in_plan(new, new.obstacles[0].outline), chimney)
    assert mirrored(after, CATALOG, {"S1"}, (at, other), SITE).rows == design.rows
    assert (new.azimuth_deg - new.x_bearing_deg) % 360.0 == pytest.approx(90.0)


def test_on_the_site_plan_only_surfaces_turn():
    with pytest.raises(DesignError, match="only surfaces are turned; open the surface"):
        turned(furnished(), CATALOG, {"O1"}, (0.0, 0.0), 90.0, SITE)
