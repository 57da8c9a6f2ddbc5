"""Drawings taken over: surfaces with their slopes, what stands on them, water lines, underlays."""

import math
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon

from designer.core.errors import InputError
from designer.core.geometry.edges import EdgeKind
from designer.core.geometry.sketch import Part, Writing
from designer.core.model.design import ObstacleKind
from designer.core.model.validate import check_structure
from designer.edit.edits.site import frame_of
from designer.edit.edits.sketch_choices import Meaning
from designer.edit.edits.sketching import take_sketch
from designer.edit.edits.starting import new_design
from tests.edit.sketches import box, choices, closed, opened, sketch

GABLE = [closed("ROOF", box(0, 0, 10_000, 4_000)), closed("ROOF", box(0, 4_000, 10_000, 8_000))]


def taken(drawing, **options):
    result = take_sketch(new_design("house"), drawing, choices(**options))
    check_structure(result.design)
    return result


def on_plan(surface) -> Polygon:
    return Polygon(frame_of(surface).to_plan(np.array(surface.outline)))


def test_faces_seen_from_above_are_unfolded_each_from_its_own_eave() -> None:
    south, north = taken(sketch(*GABLE), tilt_deg=60.0).design.surfaces
    assert (south.azimuth_deg, north.azimuth_deg) == (pytest.approx(180.0), pytest.approx(0.0))
    assert (south.name, north.name) == ("ROOF", "ROOF 2")
    for surface, drawn in zip((south, north), GABLE, strict=True):
        assert Polygon(surface.outline).area == pytest.approx(80e6)
        assert on_plan(surface).symmetric_difference(Polygon(drawn.points)).area < 100.0
        assert surface.edges[surface.edges.index(EdgeKind.EAVE)] is EdgeKind.EAVE


def test_slopes_are_by_layer_where_they_are_given_so() -> None:
    drawing = sketch(closed("ROOF", box(0, 0, 9_000, 5_000)), closed("ROOF-W", box(9_000, 0, 14_000, 5_000)))
    meanings = {"ROOF": Meaning.SURFACE, "ROOF-W": Meaning.SURFACE}
    options = {"tilts_deg": {"ROOF": 20.0}, "azimuths_deg": {"ROOF": 90.0}, "meanings": meanings}
    first, second = taken(drawing, tilt_deg=5.0, azimuth_deg=270.0, **options).design.surfaces
    assert (first.tilt_deg, first.azimuth_deg) == (20.0, pytest.approx(90.0))
    assert (second.tilt_deg, second.azimuth_deg) == (5.0, pytest.approx(270.0))


@given(st.floats(5.0, 70.0))
def test_the_slope_of_corners_with_heights_is_theirs(tilt) -> None:
    rise = 4_000 * math.tan(math.radians(tilt))
    (surface,) = taken(sketch(closed("ROOF", box(0, 0, 9_000, 4_000, 3_000, 3_000 + rise)))).design.surfaces
    assert surface.tilt_deg == pytest.approx(tilt)
    assert surface.azimuth_deg == pytest.approx(180.0)
    assert Polygon(surface.outline).area == pytest.approx(36e6 / math.cos(math.radians(tilt)), rel=1e-6)


def test_true_lengths_are_kept_and_surfaces_set_side_by_side() -> None:
    first, second = taken(sketch(*GABLE), true_lengths=True, tilt_deg=35.0, azimuth_deg=90.0).design.surfaces
    assert {first.outline, second.outline} == {
        ((0.0, 0.0), (10_000.0, 0.0), (10_000.0, 4_000.0), (0.0, 4_000.0))
    }
    assert (first.tilt_deg, first.azimuth_deg, first.x_bearing_deg) == (35.0, 90.0, 0.0)
    assert on_plan(first).disjoint(on_plan(second))


def test_open_lines_of_a_roof_plan_are_its_faces() -> None:
    walls = [
        ((0, 0), (12_000, 0)),
        ((12_000, 0), (12_000, 8_000)),
        ((12_000, 8_000), (0, 8_000)),
        ((0, 8_000), (0, 0)),
    ]
    hips = [((0, 0), (4_000, 4_000)), ((0, 8_000), (4_000, 4_000)), ((12_000, 0), (8_000, 4_000))]
    ridge = [((12_000, 8_000), (8_000, 4_000)), ((4_000, 4_000), (8_000, 4_000))]
    drawing = sketch(*(opened("ROOF", line) for line in (*walls, *hips, *ridge)))
    surfaces = taken(drawing, tilt_deg=40.0).design.surfaces
    assert sorted(round(one.azimuth_deg) % 360 for one in surfaces) == [0, 90, 180, 270]
    assert sum(on_plan(one).area for one in surfaces) == pytest.approx(96e6)


def test_a_ring_within_a_surface_is_a_hole_that_is_kept_clear() -> None:
    drawing = sketch(closed("ROOF", box(0, 0, 9_000, 9_000)), closed("ROOF", box(3_000, 3_000, 5_000, 4_000)))
    (surface,) = taken(drawing).design.surfaces
    (hole,) = surface.obstacles
    assert Polygon(hole.outline).area == pytest.approx(2e6)
    assert hole.clearance_mm == 300.0


def test_obstacles_lie_where_they_were_drawn_cut_at_the_edge() -> None:
    drawing = sketch(
        *GABLE,
        closed("OBST", box(9_000, 1_000, 11_000, 2_000)),
        closed("OBST", box(9_200, 1_200, 9_400, 1_400)),
        closed("OBST", box(50_000, 0, 51_000, 500)),
    )
    result = taken(drawing, tilt_deg=60.0)
    south, north = result.design.surfaces
    (one,) = south.obstacles
    assert Polygon(one.outline).bounds == pytest.approx((9_000.0, 2_000.0, 10_000.0, 4_000.0), abs=0.01)
    assert north.obstacles == ()
    assert result.told == ("1 of the obstacles lie on no surface and are left out",)


def test_a_block_is_one_obstacle_of_the_kind_that_its_name_tells() -> None:
    frame = closed("0", box(2_000, 500, 2_800, 1_900), parts=(1,))
    cross = opened("0", [(2_000, 500), (2_800, 1_900)], parts=(1,))
    pipe = [
        opened("0", [(6_000, 1_000), (6_100, 1_000)], (2, 3)),
        opened("0", [(6_050, 950), (6_050, 1_050)], (2, 3)),
    ]
    parts = (Part("WINDOW", "VELUX MK08"), Part("WINDOW", "SET"), Part("0", "INNER"))
    (surface, _) = taken(sketch(*GABLE, frame, cross, *pipe, parts=parts)).design.surfaces
    window, other = surface.obstacles
    assert (window.kind, Polygon(window.outline).area) == (ObstacleKind.WINDOW, pytest.approx(800 * 1_400))
    assert (other.kind, Polygon(other.outline).area) == (ObstacleKind.WINDOW, pytest.approx(5_000))


def test_water_lines_are_cut_to_the_surfaces_and_may_run_along_their_edge() -> None:
    drawing = sketch(
        *GABLE, opened("WATER", [(-500, 0), (10_500, 0)]), opened("WATER", [(5_000, 6_000), (5_000, 9_000)])
    )
    south, north = taken(drawing).design.surfaces
    assert [line.points for line in south.water_lines] == [((-1.0, 0.0), (10_001.0, 0.0))]
    assert len(north.water_lines) == 1


def test_layers_are_underlays_of_their_own_on_the_site_plan() -> None:
    note = Writing("PLAN", "House", (100.0, 200.0), 250.0, 90.0)
    drawing = sketch(
        opened("PLAN", [(0, 0), (0, 0), (5_000.0004, 10)]), closed("OTHER", box(0, 0, 1, 1)), writings=(note,)
    )
    (underlay,) = taken(drawing).design.underlays
    assert (underlay.name, underlay.surface) == ("house.dxf: PLAN", "")
    assert underlay.lines[0].points == ((0.0, 0.0), (5_000.0, 10.0))
    assert (underlay.texts[0].text, underlay.texts[0].rotation_deg) == ("House", 90.0)


def test_in_true_lengths_each_surface_has_the_lines_around_it_below_it() -> None:
    drawing = sketch(
        closed("ROOF", box(20_000, 0, 30_000, 5_000)),
        closed("ROOF", box(90_000, 0, 99_000, 5_000)),
        opened("PLAN", [(21_000, 1_000), (22_000, 1_000)]),
        opened("PLAN", [(91_000, 1_000), (92_000, 1_000)]),
    )
    first, second = taken(drawing, true_lengths=True).design.underlays
    assert (first.surface, second.surface) != ("", "")
    assert first.surface != second.surface
    assert first.lines == second.lines
    assert first.lines[0].points == ((1_000.0, 1_000.0), (2_000.0, 1_000.0))


@pytest.mark.parametrize(
    ("strokes", "words"),
    [
        (
            [opened("ROOF", [(0, 0), (900, 0)])],
            "nothing of it can be imported as was chosen; choose a layer with closed",
        ),
        ([closed("OTHER", box(0, 0, 9_000, 9_000))], "nothing of it can be imported as was chosen"),
        ([closed("OBST", box(0, 0, 9_000, 9_000))], "obstacles and water lines lie on nothing"),
        (
            [closed("ROOF", box(0, 0, 2e6 + 5, 9_000))],
            "layer 'ROOF': a surface on it would measure 2000 × 9 m",
        ),
        ([closed("ROOF", box(0, n, 900, n + 90)) for n in range(0, 60_000, 100)], "hold 600 closed lines"),
    ],
)
def test_what_cannot_be_taken_is_refused(strokes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        taken(sketch(*strokes))
    assert words in caught.value.sentence()


def test_a_crossing_outline_and_a_wall_are_left_out_and_told() -> None:
    bow = closed("ROOF", [(0, 0), (5_000, 5_000), (5_000, 0), (0, 9_000)])
    wall = closed("ROOF", [(20_000, 0, 0), (29_000, 0, 0), (29_000, 10, 2_000), (20_000, 10, 2_000)])
    result = taken(sketch(*GABLE, bow, wall))
    assert len(result.design.surfaces) == 2
    assert result.told == (
        "a closed line on layer 'ROOF' is left out: it crosses or touches itself",
        "a face on layer 'ROOF' is left out: it is upright, or as thin as a line",
    )


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=2, max_size=12))
def test_whatever_is_drawn_the_design_stays_sound(corners) -> None:
    points = [(500.0 * x, 500.0 * y) for x, y in corners]
    drawing = sketch(
        closed("ROOF", points),
        opened("ROOF", points),
        closed("OBST", points),
        opened("WATER", points),
        opened("PLAN", points),
    )
    with suppress(InputError):
        taken(drawing, tilt_deg=20.0)
