"""Splitting a surface: no area and no module is lost, and everything lies on the part that holds it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import Polygon, box

from designer.core.errors import DesignError
from designer.core.geometry.edges import EdgeKind
from designer.core.layout.placement import place_modules
from designer.core.model.design import WaterLine
from designer.core.model.validate import check_design
from designer.edit.edits.splitting import split_surface
from tests import sites
from tests.edit.furnished import CHIMNEY, furnished

CATALOG = sites.catalog()
U_SHAPE = (
    (0.0, 0.0),
    (9000.0, 0.0),
    (9000.0, 5000.0),
    (6000.0, 5000.0),
    (6000.0, 2000.0),
    (3000.0, 2000.0),
    (3000.0, 5000.0),
    (0.0, 5000.0),
)
ENDS = st.integers(500, 9500).map(float)


def split(design, first, second):
    after = split_surface(design, CATALOG, "S1", first, second)
    check_design(after, CATALOG)
    return after


@given(ENDS, ENDS)
@example(7708.0, 8866.0)
def test_both_parts_make_up_the_surface_with_all_its_modules_and_obstacles(low, high):
    design = furnished()
    after = split(design, (low, 0.0), (high, 5200.0))
    whole, kept, new = design.surfaces[0], after.surfaces[0], after.surfaces[-1]
    parts = [Polygon(one.outline) for one in (kept, new)]
    assert sum(part.area for part in parts) == pytest.approx(Polygon(whole.outline).area, abs=50.0)
    assert parts[0].intersection(parts[1]).area < 50.0
    assert parts[0].area >= parts[1].area - 50.0
    obstacles = [Polygon(one.outline) for surface in (kept, new) for one in surface.obstacles]
    assert sum(one.area for one in obstacles) == pytest.approx(Polygon(CHIMNEY).area, abs=250.0)
    before = {one.id: one.rect for one in place_modules(design, whole, CATALOG)}
    placed = [one for surface in (kept, new) for one in place_modules(after, surface, CATALOG)]
    assert {one.id: one.rect for one in placed} == before
    for module in placed:
        part = parts[0] if module.surface == "S1" else parts[1]
        assert part.distance(box(*module.rect).centroid) < 0.01
    for frame in ("tilt_deg", "azimuth_deg", "x_bearing_deg", "east_mm", "north_mm", "rafters"):
        assert getattr(kept, frame) == getattr(new, frame) == getattr(whole, frame)
    for waypoint in after.waypoints:
        holder = parts[0] if waypoint.surface == "S1" else parts[1]
        assert holder.distance(ShapelyPoint(waypoint.x, waypoint.y)) < 0.01


def test_own_edges_keep_their_kinds_and_those_of_the_cut_are_read_from_the_shape():
    design = sites.gable()
    edges = (EdgeKind.PARAPET, EdgeKind.FIRE_WALL, EdgeKind.RIDGE, EdgeKind.VERGE)
    design = replace(design, surfaces=(replace(design.surfaces[0], edges=edges), *design.surfaces[1:]))
    after = split(design, (0.0, 3000.0), (10500.0, 3000.0))
    kept, new = after.surfaces[0], after.surfaces[-1]
    assert sorted(kept.edges) == sorted(
        (EdgeKind.PARAPET, EdgeKind.FIRE_WALL, EdgeKind.RIDGE, EdgeKind.VERGE)
    )
    assert kept.edges[kept.outline.index((10500.0, 3000.0))] is EdgeKind.RIDGE
    assert new.edges[new.outline.index((0.0, 3000.0))] is EdgeKind.EAVE


def test_a_row_across_the_line_becomes_two_and_the_rest_goes_with_its_part():
    after = split(furnished(), (3000.0, 0.0), (3000.0, 5200.0))
    small = after.surfaces[-1].id
    assert [module.id for module in after.rows_on(small)[0].modules] == ["M1", "M2"]
    assert [module.id for module in after.rows_on("S1")[0].modules] == ["M3", "M4", "M5", "M6"]
    assert after.rows_on("S1")[0].id == "R1"
    assert after.texts[0].surface == small
    assert after.dimensions[0].surface == small
    assert after.bridges[0].from_surface == "S1"
    assert [line.id for line in after.surfaces[-1].water_lines] == ["W1"]
    assert after.surfaces[0].water_lines == ()


def test_a_row_wholly_on_the_new_part_keeps_its_id():
    design = sites.design([sites.surface()], [sites.row("R1", "S1", 2, 1, along=9000.0)])
    after = split(design, (8000.0, 0.0), (8000.0, 6000.0))
    assert [(row.id, row.surface) for row in after.rows] == [("R1", after.surfaces[-1].id)]


def test_an_obstacle_and_a_water_line_across_the_line_are_cut():
    design = furnished()
    line = WaterLine(id="W1", points=((1000.0, 4800.0), (10000.0, 4800.0)))
    design = replace(design, surfaces=(replace(design.surfaces[0], water_lines=(line,)), design.surfaces[1]))
    after = split(design, (8200.0, 0.0), (8200.0, 5200.0))
    kept, new = after.surfaces[0], after.surfaces[-1]
    assert kept.obstacles[0].id == "O1"
    assert new.obstacles[0].id != "O1"
    assert {x for x, _ in kept.obstacles[0].outline} == {8000.0, 8200.0}
    assert kept.water_lines[0].points == ((1000.0, 4800.0), (8200.0, 4800.0))
    assert new.water_lines[0].points == ((8200.0, 4800.0), (10000.0, 4800.0))


def test_points_inside_the_surface_make_a_line_that_runs_on():
    after = split(sites.gable(), (4000.0, 2000.0), (4000.0, 3000.0))
    assert {x for x, _ in after.surfaces[-1].outline} == {0.0, 4000.0}


def test_a_line_between_two_edges_cuts_one_wing_only():
    design = sites.gable()
    edges = (EdgeKind.EAVE,) * len(U_SHAPE)
    face = replace(design.surfaces[0], outline=U_SHAPE, edges=edges)
    design = sites.design([face], [], [])
    after = split(design, (0.0, 3000.0), (3000.0, 3000.0))
    assert Polygon(after.surfaces[-1].outline).area == 3000.0 * 2000.0
    with pytest.raises(DesignError, match="into 3 parts; end it on two edges"):
        split(design, (1000.0, 3000.0), (2000.0, 3000.0))


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ((0.0, 0.0), (10500.0, 0.0), "does not cut"),
        ((-500.0, -10.0), (500.0, -900.0), "does not cut"),
        ((5.0, 5.0), (5.0, 5.0), "the same"),
    ],
)
def test_a_line_that_makes_no_two_parts_is_refused(first, second, why):
    with pytest.raises(DesignError, match=why):
        split(sites.gable(), first, second)
