"""Faces of a building unfold onto one plan, each with its own part of the obstacles."""

import math

import numpy as np
import pytest
from shapely.geometry import Polygon

from designer.core.errors import InputError
from designer.core.geometry.buildings import by_building
from designer.core.geometry.faces import RoofFace, RoofObstacle, outline_fault, unfold_building
from designer.core.geometry.geodesy import LocalPlane

PLANE = LocalPlane(lon_deg=12.0, lat_deg=48.4)


def on_earth(corners_m):
    """Corners in metres east and north of the test site as longitudes and latitudes."""
    return tuple(map(tuple, PLANE.to_lonlat(np.array(corners_m) * 1000.0).tolist()))


def face(name="south", corners=((0, 0), (10, 0), (10, 6), (0, 6)), **changes):
    values = {
        "id": name,
        "building": "b",
        "tilt_deg": 60.0,
        "azimuth_deg": 180.0,
        "outline": on_earth(corners),
    }
    return RoofFace(**{**values, **changes})


def obstacle(corners, name="o", building="b", kind="window"):
    return RoofObstacle(id=name, building=building, type=kind, outline=on_earth(corners))


def area(outline):
    return Polygon(outline).area


GABLE = (
    face(),
    face("north", ((0, 6), (10, 6), (10, 12), (0, 12)), azimuth_deg=0.0),
)


def test_a_face_has_its_true_size_in_its_own_frame():
    (unfolded,) = unfold_building([face()])
    expected = ((0.0, 0.0), (10_000.0, 0.0), (10_000.0, 12_000.0), (0.0, 12_000.0))
    assert np.array(unfolded.outline) == pytest.approx(np.array(expected), abs=0.01)
    assert unfolded.frame.azimuth_deg == pytest.approx(180.0, abs=1e-3)


def test_faces_of_a_building_share_the_plan_and_meet_at_the_ridge():
    south, north = unfold_building(GABLE)
    assert south.plane == north.plane
    ridge_of_south = south.frame.to_plan(np.array([(0.0, 12_000.0), (10_000.0, 12_000.0)]))
    ridge_of_north = north.frame.to_plan(np.array([(10_000.0, 12_000.0), (0.0, 12_000.0)]))
    assert ridge_of_south == pytest.approx(ridge_of_north, abs=0.02)


def test_corners_go_back_to_where_they_came_from():
    for original, unfolded in zip(GABLE, unfold_building(GABLE), strict=True):
        back = {tuple(np.round(place, 9)) for place in unfolded.to_lonlat(np.array(unfolded.outline))}
        assert back == {tuple(np.round(place, 9)) for place in original.outline}


def test_an_obstacle_on_the_ridge_is_cut_to_both_faces():
    chimney = obstacle([(4, 5), (5, 5), (5, 7), (4, 7)])
    south, north = unfold_building(GABLE, [chimney])
    for surface in (south, north):
        (part,) = surface.obstacles
        assert (part.id, part.type) == ("o", "window")
        assert area(part.outline) == pytest.approx(2e6, rel=1e-4)
        assert Polygon(surface.outline).buffer(0.01).covers(Polygon(part.outline))


def test_an_obstacle_in_two_parts_on_a_face_is_numbered():
    corners = [(0, 0), (10, 0), (10, 6), (7, 6), (7, 3), (3, 3), (3, 6), (0, 6)]
    (unfolded,) = unfold_building([face(corners=corners)], [obstacle([(1, 4), (9, 4), (9, 5), (1, 5)])])
    assert [part.id for part in unfolded.obstacles] == ["o.1", "o.2"]
    assert [area(part.outline) for part in unfolded.obstacles] == pytest.approx([4e6, 4e6], rel=1e-4)


def test_an_obstacle_that_only_touches_a_face_is_not_on_it():
    (unfolded,) = unfold_building([face()], [obstacle([(10, 1), (12, 1), (12, 2), (10, 2)])])
    assert unfolded.obstacles == ()


def test_an_obstacle_that_crosses_itself_blocks_its_convex_hull():
    bow_tie = obstacle([(1, 1), (3, 3), (3, 1), (1, 3)])
    (unfolded,) = unfold_building([face()], [bow_tie])
    assert area(unfolded.obstacles[0].outline) == pytest.approx(8e6, rel=1e-4)


def test_a_hole_stays_a_hole():
    (unfolded,) = unfold_building([face(holes=(on_earth([(2, 2), (2, 4), (4, 4), (4, 2)]),))])
    assert unfolded.polygon().area == pytest.approx(120e6 - 8e6, rel=1e-4)
    assert Polygon(unfolded.holes[0]).exterior.is_ccw


def test_an_obstacle_never_lies_in_a_hole():
    hole = on_earth([(2, 2), (2, 4), (4, 4), (4, 2)])
    (unfolded,) = unfold_building([face(holes=(hole,))], [obstacle([(2.5, 2.5), (3, 2.5), (3, 3)])])
    assert unfolded.obstacles == ()


def test_winding_and_closing_points_do_not_matter():
    ring = face().outline
    (plain,) = unfold_building([face()])
    (other,) = unfold_building([face(outline=(ring[0], *ring[::-1]))])
    assert {(round(x), round(y)) for x, y in plain.outline} == {
        (round(x), round(y)) for x, y in other.outline
    }
    assert Polygon(other.outline).exterior.is_ccw


def test_unfolding_is_repeatable():
    chimney = obstacle([(4, 5), (5, 5), (5, 7), (4, 7)])
    assert unfold_building(GABLE, [chimney]) == unfold_building(GABLE, [chimney])


def test_a_face_far_from_its_building_is_refused():
    far = face("far", [(x + 20_000, y) for x, y in ((0, 0), (10, 0), (10, 6), (0, 6))])
    with pytest.raises(
        InputError, match=r"face 'far': it lies more than 0\.1° from other faces of building 'b'"
    ):
        unfold_building([face(), far])


@pytest.mark.parametrize(
    ("corners", "fault"),
    [
        ([(0, 0), (10, 6), (10, 0), (0, 6)], "crosses or touches itself"),
        ([(0, 0), (10, 0), (4, 0)], "encloses no area"),
        ([(0, 0), (0, 0), (0, 0)], "encloses no area"),
    ],
)
def test_a_broken_outline_is_refused_with_the_name_of_the_face(corners, fault):
    assert fault in outline_fault(on_earth(corners))
    with pytest.raises(InputError, match=f"face 'south': its outline {fault}"):
        unfold_building([face(corners=corners)])


def test_a_hole_across_the_outline_is_a_fault_of_the_hole():
    holes = (on_earth([(8, 2), (12, 2), (12, 4), (8, 4)]),)
    assert "hole" in outline_fault(face().outline, holes)
    assert outline_fault(face().outline) == ""


def test_no_faces_unfold_to_nothing():
    assert unfold_building([], [obstacle([(0, 0), (1, 0), (1, 1)])]) == ()


def test_true_area_is_plan_area_over_cosine_of_the_tilt():
    for tilt in (0.0, 15.0, 45.0):
        (unfolded,) = unfold_building([face(tilt_deg=tilt)])
        assert unfolded.polygon().area == pytest.approx(60e6 / math.cos(math.radians(tilt)), rel=1e-5)


def test_obstacles_go_with_the_building_they_name():
    there = face("there", [(50, 0), (60, 0), (60, 6), (50, 6)], building="c")
    mine, theirs = obstacle([(1, 1), (2, 1), (2, 2)], "mine"), obstacle([(1, 1), (2, 1), (2, 2)], "its", "c")
    lost = obstacle([(1, 1), (2, 1), (2, 2)], "lost", "nowhere")
    groups = by_building([face(), there], [theirs, mine, lost])
    assert [(group.id, group.faces, group.obstacles) for group in groups] == [
        ("b", (face(),), (mine,)),
        ("c", (there,), (theirs,)),
    ]


def test_a_nameless_obstacle_goes_to_the_buildings_it_lies_on():
    there = face("there", [(50, 0), (60, 0), (60, 6), (50, 6)], building="c")
    nameless = obstacle([(51, 1), (52, 1), (52, 2)], "x", building="")
    here, yonder = by_building([*GABLE, there], [nameless])
    assert here.obstacles == ()
    assert yonder.obstacles == (nameless,)
