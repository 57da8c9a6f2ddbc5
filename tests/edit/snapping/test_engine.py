"""What the cursor is caught by, with kind, owner and guides, best first."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.geometry.axes import RailAxis
from designer.edit.edits.site import frame_of
from designer.edit.snapping.engine import TIERS, Snapper
from designer.edit.snapping.model import SnapKind, SnapResult
from designer.edit.view import BLANK, SITE, surface_view
from tests.edit.scene import everything, planned
from tests.sites import LENGTH, WIDTH, catalog

EAST = surface_view("S1")
ALL = frozenset(SnapKind)
USUAL = ALL - {SnapKind.NEAREST, SnapKind.GRID}
REACH = 60.0


@pytest.fixture(scope="module")
def snapper() -> Snapper:
    return Snapper(everything(), planned(), catalog(), EAST)


def of_kind(found: tuple[SnapResult, ...], kind: SnapKind) -> list[SnapResult]:
    return [one for one in found if one.kind is kind]


@pytest.mark.parametrize(
    ("cursor", "kind", "point", "owner"),
    [
        ((10480.0, 5180.0), SnapKind.ENDPOINT, (10500.0, 5200.0), "S1"),
        ((8510.0, 3480.0), SnapKind.ENDPOINT, (8500.0, 3500.0), "O1"),
        ((5260.0, 20.0), SnapKind.MIDPOINT, (5250.0, 0.0), "S1"),
        ((600.0 + WIDTH + 4.0, 590.0), SnapKind.MODULE_CORNER, (600.0 + WIDTH, 600.0), "M1"),
        ((600.0 + WIDTH / 2 + 9.0, 1460.0), SnapKind.CENTRE, (600.0 + WIDTH / 2, 600.0 + LENGTH / 2), "M1"),
        ((8010.0, 310.0), SnapKind.CENTRE, (8000.0, 300.0), "X2"),
        ((7010.0, 3010.0), SnapKind.ENDPOINT, (7000.0, 3000.0), "P1"),
        ((5010.0, 5120.0), SnapKind.ENDPOINT, (5000.0, 5150.0), "G1"),
    ],
)
def test_marked_points(snapper: Snapper, cursor, kind: SnapKind, point, owner: str) -> None:
    best = snapper.candidates(cursor, REACH, kinds=USUAL)[0]
    assert (best.kind, best.owner) == (kind, owner)
    assert best.point == pytest.approx(point)


def test_edges_that_cross_are_caught_where_they_do(snapper: Snapper) -> None:
    found = snapper.candidates((9490.0, 10.0), REACH, kinds=frozenset({SnapKind.INTERSECTION}))
    assert found[0].point == pytest.approx((9500.0, 0.0))


def test_a_rail_is_caught_where_it_is_nearest_and_shown_whole(snapper: Snapper) -> None:
    rail = next(rail for rail in planned().rails if rail.surface == "S1")
    cursor = (rail.start_mm + 1230.0, rail.across_mm + 20.0)
    best = snapper.candidates(cursor, REACH, kinds=frozenset({SnapKind.RAIL}))[0]
    assert best.owner == rail.id
    assert best.point == pytest.approx((cursor[0], rail.across_mm))
    ends = best.guides[0]
    assert (ends.start, ends.end) == ((rail.start_mm, rail.across_mm), (rail.end_mm, rail.across_mm))


def test_rafters_run_across_the_rails_from_edge_to_edge(snapper: Snapper) -> None:
    best = snapper.candidates((1920.0, 4000.0), REACH, kinds=frozenset({SnapKind.RAFTER}))[0]
    assert best.point == pytest.approx((1900.0, 4000.0))  # 300 + 2 · 800
    assert {best.guides[0].start, best.guides[0].end} == {(1900.0, 0.0), (1900.0, 5200.0)}


def test_with_rails_up_the_slope_rafters_are_counted_along_y() -> None:
    design = everything()
    surface = replace(design.surfaces[0], rail_axis=RailAxis.SLOPE)
    snapper = Snapper(replace(design, surfaces=(surface, design.surfaces[1])), None, catalog(), EAST)
    best = snapper.candidates((4000.0, 1920.0), REACH, kinds=frozenset({SnapKind.RAFTER}))[0]
    assert best.point == pytest.approx((4000.0, 1900.0))


def test_beside_the_roof_there_are_no_rafters(snapper: Snapper) -> None:
    assert snapper.candidates((1900.0, 6000.0), REACH, kinds=frozenset({SnapKind.RAFTER})) == ()


def test_a_rail_and_a_rafter_are_caught_where_they_cross(snapper: Snapper) -> None:
    rail = next(rail for rail in planned().rails if rail.surface == "S1")
    found = snapper.candidates((1910.0, rail.across_mm + 15.0), REACH, kinds=USUAL)
    assert found[0].kind is SnapKind.INTERSECTION
    assert found[0].point == pytest.approx((1900.0, rail.across_mm))


def test_a_perpendicular_needs_a_base_and_shows_it(snapper: Snapper) -> None:
    only = frozenset({SnapKind.PERPENDICULAR})
    assert snapper.candidates((10490.0, 2010.0), REACH, kinds=only) == ()
    best = snapper.candidates((10490.0, 2010.0), REACH, kinds=only, base=(3000.0, 2000.0))[0]
    assert best.point == pytest.approx((10500.0, 2000.0))
    assert best.guides[0].start == (3000.0, 2000.0)


def test_nearest_and_grid_come_last(snapper: Snapper) -> None:
    found = snapper.candidates((10470.0, 4030.0), 50.0, kinds=ALL, grid_mm=50.0)
    assert [one.kind for one in found[-2:]] == [SnapKind.NEAREST, SnapKind.GRID]
    assert found[-2].point == pytest.approx((10500.0, 4030.0))
    assert found[-1].point == (10450.0, 4050.0)


def test_only_wanted_kinds_are_found(snapper: Snapper) -> None:
    found = snapper.candidates((10480.0, 5180.0), REACH, kinds=frozenset({SnapKind.NEAREST}))
    assert {one.kind for one in found} == {SnapKind.NEAREST}


def test_a_place_is_offered_once_under_its_best_name(snapper: Snapper) -> None:
    found = snapper.candidates((10500.0, 5200.0), REACH, kinds=ALL)
    at_corner = [one for one in found if math.dist(one.point, (10500.0, 5200.0)) < 1e-3]
    assert [one.kind for one in at_corner] == [SnapKind.ENDPOINT]


def test_without_a_plan_there_are_no_rails_but_all_else() -> None:
    snapper = Snapper(everything(), None, catalog(), EAST)
    rail = next(rail for rail in planned().rails if rail.surface == "S1")
    found = snapper.candidates((rail.start_mm + 1230.0, rail.across_mm), REACH, kinds=ALL)
    assert of_kind(found, SnapKind.RAIL) == []
    assert snapper.candidates((0.0, 0.0), REACH, kinds=USUAL)


def test_on_the_site_corners_of_surfaces_are_caught_in_plan() -> None:
    snapper = Snapper(everything(), planned(), catalog(), SITE)
    x, y = frame_of(everything().surfaces[1]).to_plan(np.array([(10500.0, 0.0)]))[0].tolist()
    best = snapper.candidates((x + 10.0, y - 10.0), REACH, kinds=USUAL)[0]
    assert (best.kind, best.point) == (SnapKind.ENDPOINT, pytest.approx((x, y)))


def test_in_an_empty_frame_there_is_only_the_grid() -> None:
    snapper = Snapper(everything(), planned(), catalog(), BLANK)
    assert snapper.candidates((12.0, 7.0), REACH, kinds=USUAL) == ()
    assert [one.kind for one in snapper.candidates((12.0, 7.0), REACH, kinds=ALL)] == [SnapKind.GRID]


@given(
    x=st.floats(-300, 11000),
    y=st.floats(-300, 5500),
    reach=st.floats(1.0, 400.0),
    base=st.none() | st.tuples(st.floats(0, 10000), st.floats(0, 5000)),
)
def test_answers_are_within_reach_and_in_the_order_of_their_tiers(x, y, reach, base) -> None:
    snapper = Snapper(everything(), planned(), catalog(), EAST)
    found = snapper.candidates((x, y), reach, kinds=ALL, base=base)
    tiers = [next(n for n, kinds in enumerate(TIERS) if one.kind in kinds) for one in found]
    assert tiers == sorted(tiers)
    assert all(math.dist(one.point, (x, y)) <= reach for one in found)


def test_every_kind_has_a_place_in_the_order() -> None:
    assert sorted(kind for kinds in TIERS for kind in kinds) == sorted(SnapKind)
