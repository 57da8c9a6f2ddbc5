"""Filling a surface: gaps and blocks of the rail system, pinned modules kept, ids never reused."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from shapely import STRtree
from shapely.geometry import box

from designer.core.errors import DesignError
from designer.core.geometry.axes import Orientation, Point, RailAxis
from designer.core.geometry.edges import EdgeKind
from designer.core.layout.model import FillMode
from designer.core.layout.surface_area import setback_mm, surface_usable_area
from designer.core.model.catalog import Catalog
from designer.core.model.design import (
    Design,
    Obstacle,
    ObstacleKind,
    Rafters,
    Row,
    RowModule,
    Settings,
    Surface,
)
from designer.core.model.excerpts import inverter_id
from designer.core.model.identity import all_ids
from designer.core.model.validate import check_design
from designer.edit.edits.fill_choice import FillChoice, fill_options, row_rects
from designer.edit.edits.filling import fill_surface, require_room
from designer.edit.edits.inverters import pin
from designer.edit.edits.outlines import rectangle
from designer.edit.edits.reshaping import with_surface_corner
from designer.edit.edits.roof import add_obstacle, add_surface
from designer.edit.edits.starting import new_design
from designer.io.catalogs import load_catalog


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def roof(*outlines: tuple[Point, ...], **changes: Any) -> Design:
    design = new_design("House")
    for outline in outlines:
        surface = Surface(
            id="",
            name="South",
            outline=outline,
            edges=(),
            tilt_deg=35.0,
            azimuth_deg=180.0,
            x_bearing_deg=90.0,
            rafters=Rafters(spacing_mm=600.0),
        )
        design = add_surface(design, replace(surface, **changes))
    return design


def rectangles(design: Design, catalog: Catalog) -> list[Any]:
    return [
        box(*rect)
        for row in design.rows
        for rect in row_rects(row, design.surface(row.surface), design, catalog)
    ]


def assert_apart(found: list[Any], gap_mm: float) -> None:
    """Each one, grown by the gap less a hundredth, meets none but itself."""
    tree = STRtree([one.buffer(gap_mm - 0.01, join_style="mitre") for one in found])
    assert all(len(tree.query(one, predicate="intersects")) == 1 for one in found)


def count(design: Design) -> int:
    return sum(len(row.modules) for row in design.rows)


def test_a_filled_surface_keeps_every_invariant(catalog: Catalog) -> None:
    design = fill_surface(roof(rectangle(9600.0, 5200.0)), catalog, "S1")
    check_design(design, catalog)
    assert count(design) > 10


def test_modules_lie_in_the_usable_area_and_apart(catalog: Catalog) -> None:
    design = roof(((0.0, 0.0), (12_000.0, 0.0), (9_000.0, 5_000.0), (3_000.0, 5_000.0)))
    window = Obstacle(id="", kind=ObstacleKind.WINDOW, outline=rectangle(800.0, 1200.0, (5000.0, 1500.0)))
    design = fill_surface(add_obstacle(design, "S1", window), catalog, "S1", FillChoice(mode=FillMode.MIXED))
    found = rectangles(design, catalog)
    usable = surface_usable_area(design, design.surfaces[0]).buffer(0.01)
    assert all(usable.covers(one) for one in found)
    assert_apart(found, 0.0)


def test_gaps_blocks_and_axis_come_from_the_design_and_its_rail_system(catalog: Catalog) -> None:
    design = roof(rectangle(9600.0, 5200.0), rail_axis=RailAxis.SLOPE)
    rail = catalog.rail(design.products.rail)
    limited = replace(rail, max_run_mm=20_000.0, joint_gap_mm=30.0)
    other = replace(catalog, rails=(limited,))
    options = fill_options(design, other, design.surfaces[0], FillChoice(min_run=2))
    assert (options.gap_mm, options.row_gap_mm) == (rail.mid_gap_mm, rail.row_gap_mm)
    assert options.max_block_mm == 20_000.0 - 2 * rail.end_overhang_mm
    assert options.block_gap_mm == 30.0 + 2 * rail.end_overhang_mm
    assert (options.axis, options.min_run) == (RailAxis.SLOPE, 2)
    own = replace(design, settings=Settings(module_gap_mm=25.0, row_gap_mm=60.0))
    options = fill_options(own, other, design.surfaces[0], FillChoice())
    assert (options.gap_mm, options.row_gap_mm) == (25.0, 60.0)
    free = replace(catalog, rails=(replace(rail, max_run_mm=None),))
    assert fill_options(design, free, design.surfaces[0], FillChoice()).max_block_mm is None


def test_a_setback_is_the_surfaces_own_else_the_projects_else_the_default() -> None:
    settings = Settings(setbacks_mm={EdgeKind.EAVE: 200.0, EdgeKind.RIDGE: 210.0})
    surface = roof(rectangle(1, 1), setbacks_mm={EdgeKind.EAVE: 100.0}).surfaces[0]
    assert setback_mm(settings, surface, EdgeKind.EAVE) == 100.0
    assert setback_mm(settings, surface, EdgeKind.RIDGE) == 210.0
    assert setback_mm(settings, surface, EdgeKind.FIRE_WALL) == 500.0


def test_setbacks_and_clearances_shape_the_usable_area() -> None:
    design = roof(rectangle(10_000.0, 6_000.0), setbacks_mm={EdgeKind.EAVE: 1_000.0})
    assert surface_usable_area(design, design.surfaces[0]).bounds == (300.0, 1_000.0, 9_700.0, 5_700.0)
    vent = Obstacle(id="", kind=ObstacleKind.VENT, outline=rectangle(100.0, 100.0, (5_000.0, 3_000.0)))
    own = replace(vent, clearance_mm=200.0)
    for obstacle, clearance in ((vent, 50.0), (own, 200.0)):
        area = surface_usable_area(*with_obstacle(design, obstacle))
        assert area.area == pytest.approx(9_400.0 * 4_700.0 - (100.0 + 2 * clearance) ** 2)


def with_obstacle(design: Design, obstacle: Obstacle) -> tuple[Design, Surface]:
    changed = add_obstacle(design, "S1", obstacle)
    return changed, changed.surfaces[0]


def test_another_surface_is_left_alone(catalog: Catalog) -> None:
    design = fill_surface(roof(*[rectangle(9600.0, 5200.0)] * 2), catalog, "S1")
    both = fill_surface(design, catalog, "S2")
    assert both.rows_on("S1") == design.rows_on("S1")
    assert len(both.rows_on("S2")) == len(design.rows_on("S1"))


def test_a_second_fill_leaves_all_ids_as_they_are(catalog: Catalog) -> None:
    once = fill_surface(roof(rectangle(9600.0, 5200.0)), catalog, "S1")
    assert fill_surface(once, catalog, "S1") == once


def test_modules_keep_ids_and_what_was_decided_of_them_where_a_new_fill_covers_most_of_them(
    catalog: Catalog,
) -> None:
    filled = fill_surface(roof(rectangle(9600.0, 2400.0)), catalog, "S1", FillChoice(mode=FillMode.PORTRAIT))
    (row,) = filled.rows
    first, second, *others = row.modules
    row = replace(row, inverter="hms-500-1t", modules=(first, *others), removed=(second,))
    before = pin(replace(filled, rows=(row,)), inverter_id(first.id), first.along_mm + 300.0)
    before = with_surface_corner(before, "S1", 0, (-40.0, 0.0))
    before = with_surface_corner(before, "S1", 3, (-40.0, 2400.0))

    after = fill_surface(before, catalog, "S1", FillChoice(mode=FillMode.PORTRAIT))

    (again,) = after.rows
    assert (again.id, again.inverter, again.removed) == (row.id, row.inverter, ())
    assert [one.id for one in again.modules] == [one.id for one in filled.rows[0].modules]
    assert again.modules[0].along_mm != first.along_mm
    assert after.pins[0].along_mm == pytest.approx(again.modules[0].along_mm + 300.0)


def test_modules_that_lie_the_other_way_are_new_ones(catalog: Catalog) -> None:
    once = fill_surface(roof(rectangle(9600.0, 5200.0)), catalog, "S1", FillChoice(mode=FillMode.PORTRAIT))
    twice = fill_surface(once, catalog, "S1", FillChoice(mode=FillMode.LANDSCAPE))
    old, new = ({name for kind, name in all_ids(one) if kind in {"row", "module"}} for one in (once, twice))
    assert not old & new
    check_design(twice, catalog)


def test_the_same_fill_gives_the_same_rows(catalog: Catalog) -> None:
    design = roof(((0.0, 0.0), (12_000.0, 0.0), (9_000.0, 5_000.0), (3_000.0, 5_000.0)))
    assert fill_surface(design, catalog, "S1") == fill_surface(design, catalog, "S1")


def test_pinned_modules_stay_and_new_ones_keep_clear_of_them(catalog: Catalog) -> None:
    design = roof(rectangle(9600.0, 5200.0))
    pinned = RowModule(id="M3", along_mm=4000.0, pinned=True)
    loose = RowModule(id="M4", along_mm=5154.0)
    row = Row(
        id="R2", surface="S1", orientation=Orientation.LANDSCAPE, across_mm=2000.0, modules=(pinned, loose)
    )
    design = fill_surface(replace(design, rows=(row,), next_number=5), catalog, "S1")
    kept = next(row for row in design.rows if row.id == "R2")
    assert pinned in kept.modules
    assert "M4" not in {module.id for row in design.rows for module in row.modules}
    check_design(design, catalog)
    found = rectangles(design, catalog)
    assert_apart(found, 0.0)
    assert count(design) > 8


def test_new_modules_in_line_with_pinned_ones_join_their_row(catalog: Catalog) -> None:
    filled = fill_surface(roof(rectangle(9600.0, 2400.0)), catalog, "S1", FillChoice(mode=FillMode.PORTRAIT))
    (row,) = filled.rows
    first = replace(row.modules[0], pinned=True)
    pinned = replace(filled, rows=(replace(row, modules=(first, *row.modules[1:])),))
    again = fill_surface(pinned, catalog, "S1", FillChoice(mode=FillMode.PORTRAIT))
    assert [part.id for part in again.rows] == [row.id]
    assert len(again.rows[0].modules) == len(row.modules)
    assert again.rows[0].modules[0] == first


def test_a_wanted_number_is_met(catalog: Catalog) -> None:
    design = fill_surface(roof(rectangle(9600.0, 5200.0)), catalog, "S1", FillChoice(wanted=7))
    assert count(design) == 7


def test_a_surface_without_room_stays_empty(catalog: Catalog) -> None:
    assert fill_surface(roof(rectangle(1000.0, 1000.0)), catalog, "S1").rows == ()


def test_a_module_larger_than_the_roof_is_refused(catalog: Catalog) -> None:
    require_room(roof(), catalog)
    require_room(roof(rectangle(1000.0, 1000.0), rectangle(1200.0, 1800.0)), catalog)
    with pytest.raises(
        DesignError, match=r"surface S1: module .* \(1722 × 1134 mm\) is larger than the roof"
    ):
        require_room(roof(rectangle(1000.0, 6000.0)), catalog)


def test_an_unknown_surface_is_a_key_error(catalog: Catalog) -> None:
    with pytest.raises(KeyError):
        fill_surface(roof(), catalog, "S1")


@settings(max_examples=15, deadline=None)
@given(
    st.floats(2000, 14_000),
    st.floats(2000, 8_000),
    st.sampled_from(FillMode),
    st.sampled_from(RailAxis),
    st.data(),
)
def test_any_filled_rectangle_keeps_the_invariants_and_the_gaps(
    width: float, height: float, mode: FillMode, axis: RailAxis, data: st.DataObject
) -> None:
    catalog = load_catalog()
    design = roof(rectangle(width, height), rail_axis=axis)
    design = fill_surface(design, catalog, "S1", FillChoice(mode=mode))
    check_design(design, catalog)
    if design.rows and data.draw(st.booleans()):
        design = fill_surface(with_pins(design, data), catalog, "S1", FillChoice(mode=mode))
        check_design(design, catalog)
    found = rectangles(design, catalog)
    least = min(catalog.rail(design.products.rail).mid_gap_mm, catalog.rail(design.products.rail).row_gap_mm)
    assert_apart(found, least)


def with_pins(design: Design, data: st.DataObject) -> Design:
    rows = []
    for row in design.rows:
        modules = tuple(replace(module, pinned=data.draw(st.booleans())) for module in row.modules)
        rows.append(replace(row, modules=modules))
    return replace(design, rows=tuple(rows))
