"""Moving and copying: what is meant goes, what is not stays, and there and back is as before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.errors import DesignError
from designer.core.layout.placement import place_modules
from designer.core.model.design import Pin
from designer.core.model.validate import check_design
from designer.edit.edits.arranging import RowEdge, align_rows
from designer.edit.edits.framing import in_plan
from designer.edit.edits.moving import copied_by, moved, new_ids
from designer.edit.properties.edits.modules import set_module_fields
from designer.edit.properties.edits.rows import start_rows_at
from designer.edit.view import SITE, surface_view
from tests import sites
from tests.edit.furnished import THINGS, furnished

CATALOG = sites.catalog()
EAST, WEST = surface_view("S1"), surface_view("S2")
MODULES = tuple(f"M{number}" for number in range(1, 7))
SHIFTS = st.tuples(*[st.integers(-20_000_000, 20_000_000).map(lambda um: um / 1000)] * 2)


def rects(design, surface="S1"):
    placed = place_modules(design, design.surface(surface), CATALOG)
    return {module.id: module.rect for module in placed}


def moved_rect(rect, by):
    return tuple(round(value + by[k % 2], 3) for k, value in enumerate(rect))


@given(SHIFTS, st.sets(st.sampled_from((*THINGS, *MODULES)), min_size=1))
def test_moving_there_and_back_puts_every_module_and_thing_where_it_was(by, ids):
    design = furnished()
    back = moved(moved(design, CATALOG, ids, by, EAST), CATALOG, ids, (-by[0], -by[1]), EAST)
    check_design(back, CATALOG)
    assert {name: moved_rect(rect, (0, 0)) for name, rect in rects(back).items()} == {
        name: moved_rect(rect, (0, 0)) for name, rect in rects(design).items()
    }
    for field in ("surfaces", "boxes", "bridges", "waypoints", "dimensions", "texts", "pins"):
        assert getattr(back, field) == getattr(design, field)


@given(SHIFTS, st.sets(st.sampled_from(MODULES), min_size=1))
def test_chosen_modules_go_by_the_shift_and_the_others_stay(by, ids):
    design = furnished()
    before, after = rects(design), rects(moved(design, CATALOG, ids, by, EAST))
    for name, rect in before.items():
        goes = by if name in ids else (0.0, 0.0)
        assert after[name] == pytest.approx(moved_rect(rect, goes), abs=2e-3)


def test_a_whole_row_keeps_its_id_and_takes_removed_modules_and_pins_along():
    after = moved(furnished(), CATALOG, MODULES, (100.0, 50.0), EAST)
    first = after.rows[0]
    assert (first.id, first.across_mm) == ("R1", 650.0)
    assert first.removed[0].along_mm == 7624.0
    assert after.pins[0].along_mm == 1600.0


def test_however_modules_are_moved_along_their_rail_pins_go_along():
    """By hand, by a figure, or in line with another row."""
    rows = [sites.row("R1", "S1", 4, 1), sites.row("R2", "S1", 4, 11, along=900.0, across=2500.0)]
    pins = (Pin(inverter="I1", along_mm=1500.0), Pin(inverter="I11", along_mm=1800.0))
    design = sites.design([sites.surface()], rows, pins=pins)
    for after in (
        moved(design, CATALOG, ("R1",), (300.0, 0.0), EAST),
        align_rows(design, CATALOG, ("R1", "R2"), "R2", RowEdge.FIRST),
        start_rows_at(design, CATALOG, ("R1",), 900.0),
        set_module_fields(design, CATALOG, ("M1",), along_mm=900.0),
    ):
        assert [pin.along_mm for pin in after.pins] == [1800.0, 1800.0]


def test_part_of_a_row_moved_across_the_rails_becomes_a_row_with_the_same_products():
    design = sites.gable()
    rows = (replace(design.rows[0], module=sites.MODULE, inverter="hms-1000-2t"), design.rows[1])
    after = moved(replace(design, rows=rows), CATALOG, {"M2", "M3"}, (0.0, 2000.0), EAST)
    rest, part = after.rows[:2]
    assert [module.id for module in rest.modules] == ["M1", "M4", "M5", "M6"]
    assert [module.id for module in part.modules] == ["M2", "M3"]
    assert part.id != rest.id
    assert (part.module, part.inverter, part.orientation) == (rest.module, rest.inverter, rest.orientation)


def test_part_of_a_row_moved_along_its_rail_stays_in_the_row_in_order():
    after = moved(sites.gable(), CATALOG, {"M1"}, (8000.0, 0.0), EAST)
    assert [module.id for module in after.rows[0].modules] == ["M2", "M3", "M4", "M5", "M6", "M1"]
    assert len(after.rows) == 2


def test_part_of_a_row_that_would_overlap_the_rest_leaves_the_row():
    after = moved(sites.gable(), CATALOG, {"M1"}, (500.0, 0.0), EAST)
    check_design(after, CATALOG)
    assert [len(row.modules) for row in after.rows] == [5, 1, 8]


def test_a_bridge_between_two_copied_surfaces_is_copied_and_one_with_an_end_elsewhere_is_not():
    """Also where "select all" means the bridge itself: its copy lay off the roofs it came from."""
    before = sites.gable()
    after = copied_by(before, CATALOG, {"S1", "S2", "G1", "X1"}, (0.0, 20_000.0), SITE)
    old, new = after.bridges
    assert (new.from_surface, new.to_surface) == tuple(one.id for one in after.surfaces[2:])
    assert (new.from_point, new.to_point) == (old.from_point, old.to_point)
    check_design(after, CATALOG)
    assert copied_by(before, CATALOG, {"S1", "G1"}, (0.0, 20_000.0), SITE).bridges == before.bridges


def test_only_the_end_of_a_bridge_in_view_moves():
    bridge = moved(sites.gable(), CATALOG, {"G1"}, (10.0, 0.0), WEST).bridges[0]
    assert bridge.from_point == (5000.0, 5150.0)
    assert bridge.to_point == (5010.0, 5150.0)


def test_a_surface_moves_on_the_site_plan_with_all_that_lies_on_it():
    design = furnished()
    after = moved(design, CATALOG, {"S1", "M1", "O1"}, (1000.0, -500.0), SITE)
    assert (after.surfaces[0].east_mm, after.surfaces[0].north_mm) == (1000.0, -500.0)
    assert after.surfaces[0].obstacles == design.surfaces[0].obstacles
    assert after.rows == design.rows


def test_a_thing_moved_on_the_site_plan_goes_by_that_much_east_and_north():
    design = furnished()
    after = moved(design, CATALOG, {"T1"}, (1000.0, -500.0), SITE)
    (before_at,), (after_at,) = (in_plan(one.surfaces[0], (one.texts[0].at,)) for one in (design, after))
    assert after_at == pytest.approx((before_at[0] + 1000.0, before_at[1] - 500.0), abs=0.01)


def test_a_surface_is_not_moved_in_its_own_view():
    with pytest.raises(DesignError, match="site plan; go to the site view first"):
        moved(sites.gable(), CATALOG, {"S1"}, (1.0, 0.0), EAST)


def test_what_follows_from_the_design_cannot_be_moved():
    with pytest.raises(DesignError, match="nothing of the selection can be moved"):
        moved(sites.gable(), CATALOG, {"I1", "B1"}, (1.0, 0.0), EAST)


def test_copies_get_ids_of_their_own_and_the_sources_stay():
    design = furnished()
    after = copied_by(design, CATALOG, {*THINGS, "M1", "M2"}, (0.0, -2500.0), EAST)
    check_design(after, CATALOG)
    names = new_ids(design, after)
    assert sorted(name[0] for name in names) == ["D", "D", "G", "M", "M", "O", "R", "T", "W"]
    assert after.rows[: len(design.rows)] == design.rows
    assert after.texts[-1].at == (500.0, 1500.0)
    assert [module.along_mm for module in after.rows[-1].modules] == [600.0, 1754.0]
    assert after.rows[-1].across_mm == -1900.0


def test_a_surface_is_copied_with_all_that_lies_on_it_and_a_name_of_its_own():
    design = furnished()
    after = copied_by(design, CATALOG, {"S1"}, (20000.0, 0.0), SITE)
    check_design(after, CATALOG)
    copy = after.surfaces[-1]
    assert copy.east_mm == 20000.0
    assert copy.name not in {surface.name for surface in design.surfaces}
    assert len(copy.obstacles) == len(copy.water_lines) == 1
    assert [len(row.modules) for row in after.rows_on(copy.id)] == [6]
    assert [note.text for note in after.texts if note.surface == copy.id] == ["Antenna"]


def test_a_waypoint_alone_cannot_be_copied():
    with pytest.raises(DesignError, match="nothing of the selection can be copied"):
        copied_by(furnished(), CATALOG, {"P1"}, (1.0, 0.0), EAST)
