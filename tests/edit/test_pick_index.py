"""What lies under the cursor and inside a window, on a surface and on the site plan."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.geometry.axes import RailAxis
from designer.core.layout.placement import place_modules
from designer.edit.edits.site import frame_of
from designer.edit.picking.index import PickIndex
from designer.edit.picking.model import Kind
from designer.edit.view import BLANK, SITE, surface_view
from tests.edit.scene import everything, planned
from tests.sites import catalog

EAST = surface_view("S1")
REACH = 50.0


@pytest.fixture(scope="module")
def index() -> PickIndex:
    return PickIndex(everything(), planned(), catalog(), EAST)


def kinds_at(index: PickIndex, x: float, y: float, reach: float = REACH) -> list[Kind]:
    return [hit.kind for hit in index.at((x, y), reach)]


@pytest.mark.parametrize(
    ("point", "name", "kind"),
    [
        ((3100.0, 4600.0), "T1", Kind.TEXT),
        ((1000.0, 4310.0), "D1", Kind.DIMENSION),
        ((7010.0, 3000.0), "P1", Kind.WAYPOINT),
        ((5000.0, 5120.0), "G1", Kind.BRIDGE),
        ((8000.0, 300.0), "X2", Kind.BOX),
        ((1100.0, 1000.0), "M1", Kind.MODULE),
        ((7900.0, 1500.0), "M90", Kind.REMOVED),
        ((8700.0, 3600.0), "O1", Kind.OBSTACLE),
        ((9480.0, 2000.0), "W1", Kind.WATER_LINE),
        ((3000.0, 4000.0), "S1", Kind.SURFACE),
    ],
)
def test_the_thing_under_the_cursor_comes_first(index: PickIndex, point, name: str, kind: Kind) -> None:
    hit = index.at(point, REACH)[0]
    assert (hit.id, hit.kind) == (name, kind)


def test_things_of_the_plan_are_found(index: PickIndex) -> None:
    inverter = planned().surfaces[0].inverters[0]
    x0, y0, x1, y1 = inverter.footprint
    hits = index.at(((x0 + x1) / 2, (y0 + y1) / 2), REACH)
    assert [hit.id for hit in hits if hit.kind is Kind.INVERTER] == [inverter.id]
    rail = planned().surfaces[0].rails[0]
    assert rail.id in [hit.id for hit in index.at((rail.start_mm, rail.across_mm), REACH)]
    branch = planned().branches[0]
    drop = branch.drops[0]
    found = PickIndex(everything(), planned(), catalog(), surface_view(drop.surface)).at(
        (drop.x, drop.y), 5.0
    )
    assert branch.id in [hit.id for hit in found if hit.kind is Kind.BRANCH]


def test_each_thing_is_hit_once(index: PickIndex) -> None:
    hits = index.at((5000.0, 2500.0), 20000.0)
    keys = [(hit.id, hit.kind, hit.part) for hit in hits]
    assert len(keys) == len(set(keys))


def test_an_edge_is_hit_within_reach_only_and_tells_which_it_is(index: PickIndex) -> None:
    edges = {hit.part for hit in index.at((10480.0, 5180.0), REACH) if hit.kind is Kind.EDGE}
    assert edges == {1, 2}
    assert Kind.EDGE not in kinds_at(index, 10400.0, 2000.0)


def test_what_is_met_exactly_goes_before_what_is_only_near(index: PickIndex) -> None:
    assert kinds_at(index, 8490.0, 3600.0)[0] is Kind.OBSTACLE
    assert kinds_at(index, 1000.0, 600.0 + 1722.0 - 5.0, reach=500.0)[0] is Kind.MODULE


def test_the_surface_is_last_and_hit_inside_only(index: PickIndex) -> None:
    assert kinds_at(index, 1100.0, 1000.0)[-1] is Kind.SURFACE
    assert index.at((-200.0, 1000.0), REACH) == ()
    assert Kind.SURFACE not in kinds_at(index, -20.0, 1000.0)


def test_of_two_overlapping_things_the_smaller_one_is_meant() -> None:
    design = everything()
    east, west = design.surfaces
    large = replace(
        east.obstacles[0],
        id="O2",
        outline=((8000.0, 3000.0), (9400.0, 3000.0), (9400.0, 4500.0), (8000.0, 4500.0)),
    )
    for obstacles in ((large, east.obstacles[0]), (east.obstacles[0], large)):
        changed = replace(design, surfaces=(replace(east, obstacles=obstacles), west))
        hits = PickIndex(changed, None, catalog(), EAST).at((8600.0, 3600.0), REACH)
        assert [hit.id for hit in hits[:2]] == ["O1", "O2"]


def test_a_window_takes_what_is_wholly_inside(index: PickIndex) -> None:
    assert index.within((500.0, 500.0, 1800.0, 2400.0)) >= {"M1"}
    assert index.within((500.0, 500.0, 1700.0, 2400.0)) & {"M1", "M2"} == frozenset()
    assert index.within((2800.0, 4400.0, 4000.0, 4800.0)) == {"T1"}


def test_a_crossing_window_takes_what_it_touches(index: PickIndex) -> None:
    touched = index.within((1700.0, 1200.0, 1800.0, 1300.0), crossing=True)
    assert {"M1", "M2"} <= touched
    assert index.within((9400.0, 1000.0, 9600.0, 1100.0), crossing=True) == {"W1"}


def test_a_window_over_everything_leaves_the_roof_and_the_cables(index: PickIndex) -> None:
    inverters = {one.id for one in planned().surfaces[0].inverters}
    decided = {"M1", "M2", "M3", "M4", "M5", "M6", "M90", "O1", "W1", "X2", "P1", "D1", "T1", "G1"}
    assert index.within((-1e5, -1e5, 1e5, 1e5)) == decided | inverters


class TestOnTheSite:
    @pytest.fixture
    def site(self) -> PickIndex:
        return PickIndex(everything(), planned(), catalog(), SITE)

    def plan_of(self, surface: int, point: tuple[float, float]) -> tuple[float, float]:
        x, y = frame_of(everything().surfaces[surface]).to_plan(np.array([point]))[0].tolist()
        return (x, y)

    def test_a_surface_goes_before_the_modules_on_it(self, site: PickIndex) -> None:
        hits = site.at(self.plan_of(0, (1100.0, 1000.0)), REACH)
        assert [(hit.id, hit.kind) for hit in hits][:2] == [("S1", Kind.SURFACE), ("M1", Kind.MODULE)]

    def test_boxes_and_bridges_go_before_surfaces(self, site: PickIndex) -> None:
        assert site.at(self.plan_of(0, (8000.0, 300.0)), REACH)[0].id == "X2"
        start, end = (self.plan_of(number, (5000.0, 5150.0)) for number in (0, 1))
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        assert site.at(middle, REACH)[0].id == "G1"

    def test_a_window_takes_surfaces_but_no_modules(self, site: PickIndex) -> None:
        assert site.within((-1e6, -1e6, 1e6, 1e6)) == {"S1", "S2", "X1", "X2", "G1"}


def test_an_empty_frame_holds_nothing() -> None:
    index = PickIndex(everything(), planned(), catalog(), BLANK)
    assert index.at((1000.0, 1000.0), 1e6) == ()
    assert index.within((-1e6, -1e6, 1e6, 1e6), crossing=True) == frozenset()


def test_modules_are_where_the_design_has_them_though_the_plan_is_older() -> None:
    design = everything()
    moved = tuple(replace(row, across_mm=row.across_mm + 1000.0) for row in design.rows)
    index = PickIndex(replace(design, rows=moved), planned(), catalog(), EAST)
    assert Kind.MODULE not in kinds_at(index, 1100.0, 1000.0)
    assert Kind.MODULE in kinds_at(index, 1100.0, 3000.0)


@given(x=st.floats(-500, 11000), y=st.floats(-500, 6000), axis=st.sampled_from(RailAxis))
def test_a_module_is_hit_exactly_where_the_plan_would_place_it(x: float, y: float, axis: RailAxis) -> None:
    design = everything()
    surface = replace(design.surfaces[0], rail_axis=axis)
    design = replace(design, surfaces=(surface, design.surfaces[1]))
    placed = place_modules(design, surface, catalog())
    expected = {
        one.id for one in placed if one.rect[0] <= x <= one.rect[2] and one.rect[1] <= y <= one.rect[3]
    }
    hits = PickIndex(design, None, catalog(), EAST).at((x, y), 0.0)
    assert {hit.id for hit in hits if hit.kind is Kind.MODULE} == expected
