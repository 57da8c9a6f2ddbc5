"""Wind zones as areas of a surface, and attachments that keep the limits of the zones that rails pass."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from shapely import union_all
from shapely.geometry import LineString, Polygon, box

from designer.core.geometry.axes import RailAxis
from designer.core.geometry.edges import EdgeKind
from designer.core.model.design import Rafters, RoofForm, Settings
from designer.core.model.plan import HardwareKind, WindZone
from designer.core.racking.attachments import (
    Stretch,
    SupportLimits,
    ZoneLimits,
    excess_cantilever,
    excess_span,
    support,
)
from designer.core.racking.wind_areas import stretches, wind_areas
from tests.core.racking.racking_sample import codes, evenly, parts, racked, rail_system, roof, row_of
from tests.core.racking.test_wind import ROOFS

HEIGHT = Settings(building_height_mm=5000.0)


def shape(areas, zone):
    return union_all([Polygon(area.outline) for area in areas if area.zone is zone])


def printed_roof(case):
    form, eave_m, slope_m, height_m, tilt, _, _ = ROOFS[case]
    surface = replace(roof(eave_m * 1000.0, slope_m * 1000.0), tilt_deg=tilt, roof_form=form)
    return surface, Settings(building_height_mm=height_m * 1000.0)


@pytest.mark.parametrize("case", ROOFS)
def test_strips_and_corners_of_a_rectangle_are_as_wide_as_a_makers_planner_printed(case):
    surface, settings = printed_roof(case)
    (width, height), printed = surface.outline[2], ROOFS[case][6]
    verge, along, eave = (1000.0 * metres for metres in printed)
    areas = wind_areas(settings, surface)
    corner, edge = shape(areas, WindZone.CORNER), shape(areas, WindZone.EDGE)
    x, y = width / 2, height / 2
    from_verge, from_eave = LineString([(0, y), (x, y)]), LineString([(x, 0), (x, y)])
    assert from_verge.intersection(edge).length == pytest.approx(verge, abs=3.0)
    assert from_eave.intersection(edge).length == pytest.approx(eave, abs=3.0)
    along_eave = LineString([(0, 1.0), (x, 1.0)])
    assert along_eave.intersection(corner).length == pytest.approx(along, abs=3.0)


def test_corners_lie_at_the_eave_and_on_a_monopitch_roof_at_the_ridge_too():
    gable = replace(roof(14000.0, 7000.0), tilt_deg=30.0)
    low = shape(wind_areas(HEIGHT, gable), WindZone.CORNER)
    assert low.bounds[3] < 2000.0
    high = shape(wind_areas(HEIGHT, replace(gable, roof_form=RoofForm.MONOPITCH)), WindZone.CORNER)
    assert high.bounds[3] == 7000.0
    assert high.contains(box(10, 6500, 1000, 6990))


def test_zones_do_not_overlap_and_lie_on_the_roof():
    ell = ((0.0, 0.0), (12000.0, 0.0), (12000.0, 4000.0), (7000.0, 4000.0), (7000.0, 8000.0), (0.0, 8000.0))
    kinds = (EdgeKind.EAVE, EdgeKind.VERGE, EdgeKind.RIDGE, EdgeKind.VERGE, EdgeKind.RIDGE, EdgeKind.VERGE)
    surface = replace(roof(), outline=ell, edges=kinds)
    areas = wind_areas(HEIGHT, surface)
    shapes = [Polygon(area.outline) for area in areas]
    assert all(Polygon(ell).buffer(0.01).contains(one) for one in shapes)
    assert all(one.intersection(other).area < 1.0 for one, other in combinations(shapes, 2))


def test_parapets_all_round_make_a_ring_without_a_hole_in_any_outline():
    flat = replace(roof(20000.0, 12000.0), tilt_deg=0.0, edges=(EdgeKind.PARAPET,) * 4)
    areas = wind_areas(Settings(building_height_mm=3000.0), flat)
    assert all(Polygon(area.outline).is_valid for area in areas)
    corner, edge = shape(areas, WindZone.CORNER), shape(areas, WindZone.EDGE)
    assert corner.area + edge.area == pytest.approx(corner.union(edge).area, abs=5.0)
    assert not edge.contains(box(9000, 5000, 11000, 7000))
    assert edge.intersects(LineString([(0, 6000), (400, 6000)]))


def test_without_the_buildings_height_there_are_no_zones():
    assert wind_areas(Settings(), roof()) == ()
    assert wind_areas(HEIGHT, replace(roof(), tilt_deg=90.0)) == ()


@pytest.mark.parametrize("axis", list(RailAxis))
def test_a_rail_meets_the_zones_that_it_passes(axis):
    surface = replace(roof(14000.0, 7000.0, axis=axis), tilt_deg=30.0)
    areas = wind_areas(HEIGHT, surface)
    low = stretches(areas, axis, 400.0, 20.0)
    assert low[WindZone.CORNER]
    inner = stretches(areas, axis, 3500.0, 20.0)
    assert len(inner[WindZone.EDGE]) == 2
    assert inner[WindZone.CORNER] == ()


def feet(racking, rail):
    return [part.x for part in parts(racking, HardwareKind.ATTACHMENT, rail)]


def test_attachments_stand_closer_in_the_zones_that_have_a_span_of_their_own():
    site = replace(roof(14000.0, 7000.0, rafters=Rafters(spacing_mm=400.0, offset_mm=200.0)), tilt_deg=30.0)
    modules = row_of(*evenly(11, 400.0, 1154.0), across_mm=400.0)
    own = {"building_height_mm": 5000.0, "edge_span_mm": 800.0, "corner_span_mm": 400.0}
    racking = racked(site, rail_system(), modules, **own)
    assert codes(racking) == []
    lower, upper = racking.rails
    corner, edge = 2500.0, 1154.7
    assert lower.across_mm < edge < upper.across_mm
    spans = list(pairwise(feet(racking, lower)))
    assert {b - a for a, b in spans if a < corner} == {400.0}
    assert max(b - a for a, b in spans if corner < a and b < 14000.0 - corner) == 800.0
    free = [b - a for a, b in pairwise(feet(racking, upper)) if a > 2000.0 and b < 12000.0]
    assert max(free) == 1200.0
    assert len(feet(racking, lower)) > len(feet(racking, upper))


def test_a_zone_with_a_span_alone_has_the_makers_share_of_it_as_cantilever():
    site = replace(roof(14000.0, 7000.0, rafters=Rafters(spacing_mm=400.0, offset_mm=200.0)), tilt_deg=30.0)
    modules = row_of(*evenly(11, 400.0, 1154.0), across_mm=3000.0)
    zones = {"building_height_mm": 5000.0, "edge_span_mm": 400.0}
    racking = racked(site, rail_system(cantilever_ratio=0.4), modules, **zones)
    assert codes(racking) == []
    # modules ask for a rail from 350 mm: the rafter at 600 mm is more than 0.4 * 400 away
    assert {feet(racking, rail)[0] for rail in racking.rails} == {200.0}
    given = racked(site, rail_system(cantilever_ratio=0.4), modules, **zones, edge_cantilever_mm=250.0)
    assert {feet(given, rail)[0] for rail in given.rails} == {600.0}


def test_a_corner_with_a_span_of_its_own_has_no_more_than_the_share_of_that_whatever_the_edges_have():
    site = replace(roof(14000.0, 7000.0, rafters=Rafters(spacing_mm=400.0, offset_mm=200.0)), tilt_deg=30.0)
    modules = row_of(*evenly(11, 400.0, 1154.0), across_mm=300.0)
    edges = {"building_height_mm": 5000.0, "edge_cantilever_mm": 250.0}
    found = [
        racked(site, rail_system(cantilever_ratio=0.4), modules, **edges, **corner)
        for corner in ({}, {"corner_span_mm": 400.0})
    ]
    assert [{feet(one, rail)[0] for rail in one.rails} for one in found] == [{600.0}, {200.0, 600.0}]


def test_a_span_over_the_limit_of_its_zone_is_told_with_that_limit():
    site = replace(roof(14000.0, 7000.0, rafters=Rafters(spacing_mm=900.0, offset_mm=450.0)), tilt_deg=30.0)
    modules = row_of(*evenly(11, 400.0, 1154.0), across_mm=3000.0)
    racking = racked(site, rail_system(), modules, building_height_mm=5000.0, edge_span_mm=600.0)
    finding = next(one for one in racking.findings if one.code == "span-too-long")
    assert finding.params == {"span_mm": 900.0, "limit_mm": 600.0}


def test_zones_without_limits_of_their_own_change_nothing():
    modules = row_of(*evenly(11, 400.0, 1154.0), across_mm=400.0)
    assert racked(roof(), rail_system(), modules, building_height_mm=5000.0) == racked(
        roof(), rail_system(), modules
    )


ZONES = st.lists(
    st.builds(
        lambda low, long, span, cantilever: ZoneLimits(
            start_mm=100.0 * low,
            end_mm=100.0 * (low + long),
            span_mm=100.0 * span,
            cantilever_mm=100.0 * cantilever,
        ),
        st.integers(0, 40),
        st.integers(1, 15),
        st.integers(3, 9),
        st.integers(1, 3),
    ),
    max_size=3,
).map(tuple)


@given(
    places=st.lists(st.integers(0, 40), min_size=2, max_size=9, unique=True).map(sorted),
    length=st.integers(8, 40),
    zones=ZONES,
)
def test_no_other_choice_needs_fewer_attachments_whatever_the_zones(places, length, zones):
    limits = SupportLimits(
        span_mm=1000.0, cantilever_mm=300.0, overhang_mm=50.0, least_overhang_mm=50.0, zones=zones
    )
    places, end = [100.0 * place for place in places], 100.0 * length

    def carries(chosen):
        ends = ((0.0, chosen[0]), (chosen[-1], end))
        return all(b - a <= limits.cantilever_between(a, b) for a, b in ends) and all(
            b - a <= limits.span_between(a, b) for a, b in pairwise(chosen)
        )

    inside = [place for place in places if place <= end]
    counts = [size for size in range(2, len(inside) + 1) if any(map(carries, combinations(inside, size)))]
    inf = float("inf")
    found = support(places, Stretch(start_mm=0.0, end_mm=end, floor_mm=-inf, ceiling_mm=inf), limits)
    if counts:
        assert len(found.attachments) == counts[0]
        assert carries(found.attachments)
        assert excess_span(found, limits) is None
        assert excess_cantilever(found, limits) is None
