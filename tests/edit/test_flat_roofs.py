"""Rows that stand up from a flat roof: asked for, filled, planned, edited, drawn."""

import math

import pytest
from msgspec.structs import replace

from designer.core.errors import DesignError
from designer.core.geometry.axes import RailAxis
from designer.core.geometry.geodesy import LocalPlane
from designer.core.layout.model import FillMode
from designer.core.model.design import Row
from designer.core.model.plan import HardwareKind
from designer.core.model.validate import check_design
from designer.core.planning import derive
from designer.drawing.blocks import BlockBook
from designer.drawing.modules import module_items
from designer.drawing.style import style_at
from designer.edit.edits.fill_choice import FillChoice, FlatRows, sun_height_deg
from designer.edit.edits.filling import fill_surface
from designer.edit.edits.moving import moved
from designer.edit.edits.turning import mirrored
from designer.edit.fill_variants import facing_deg, fill_variants
from designer.edit.view import surface_view
from tests import sites

CATALOG = sites.catalog()
ROWS = FillChoice(mode=FillMode.LANDSCAPE, flat=FlatRows(tilt_deg=15.0))
PAIRS = FillChoice(mode=FillMode.LANDSCAPE, flat=FlatRows(paired=True))


def flat(axis=RailAxis.EAVE, **more):
    roof = replace(sites.surface(width=14000.0, height=9000.0, axis=axis), tilt_deg=0.0)
    return sites.design([roof], [], **more)


def filled(choice, axis=RailAxis.EAVE, **more):
    design = fill_surface(flat(axis, **more), CATALOG, "S1", choice)
    check_design(design, CATALOG)
    return design


def test_rows_keep_their_tilt_in_the_design_and_their_foreshortened_place_in_the_plan():
    design = filled(ROWS)
    assert {row.tilt_deg for row in design.rows} == {15.0}
    plan = derive(design, CATALOG)
    for module in plan.modules:
        assert module.rect[3] - module.rect[1] == pytest.approx(1134.0 * math.cos(math.radians(15.0)))
    assert [finding for finding in plan.findings if finding.severity == "error"] == []


@pytest.mark.parametrize("axis", list(RailAxis))
def test_pairs_stand_back_to_back(axis):
    design = filled(PAIRS, axis)
    tilts = [row.tilt_deg for row in sorted(design.rows, key=lambda row: row.across_mm)]
    assert tilts == [10.0, -10.0] * (len(tilts) // 2)


def test_rails_lie_in_the_clamp_zone_as_it_is_in_plan():
    plan = derive(filled(ROWS), CATALOG)
    module = next(one for one in plan.modules if one.row == 1)
    lower = min(rail.across_mm for rail in plan.rails if rail.row_id == module.row_id) - module.rect[1]
    low, high = CATALOG.assumptions.clamp_short_share
    cos = math.cos(math.radians(15.0))
    assert low * 1134.0 * cos - 1 <= lower <= high * 1134.0 * cos + 1
    assert any(part.kind is HardwareKind.MID_CLAMP for part in plan.hardware)


def test_the_sun_of_the_shortest_day_follows_from_the_latitude():
    # 90° − 23.44° − 48.14° at Munich
    design = flat(plane=LocalPlane(lon_deg=11.58, lat_deg=48.14))
    assert sun_height_deg(design, CATALOG, FlatRows()) == pytest.approx(18.42)
    assert sun_height_deg(design, CATALOG, FlatRows(sun_deg=25.0)) == 25.0
    assert sun_height_deg(flat(), CATALOG, FlatRows()) == CATALOG.assumptions.flat_sun_deg
    polar = flat(plane=LocalPlane(lon_deg=18.9, lat_deg=69.7))
    with pytest.raises(DesignError, match="does not rise"):
        sun_height_deg(polar, CATALOG, FlatRows())


def test_rows_stand_closer_in_the_south_than_in_the_north():
    def rows_at(latitude):
        return len(filled(ROWS, plane=LocalPlane(lon_deg=10.0, lat_deg=latitude)).rows)

    assert rows_at(20.0) > rows_at(60.0)


def test_only_flat_roofs_offer_rows_that_stand_up_and_say_where_these_face():
    pitched = {way.word for way in fill_variants(sites.surface())}
    ways = {way.word: way.title for way in fill_variants(flat().surfaces[0])}
    assert set(ways) - pitched == {"tilted", "tilted-pairs"}
    assert ways["tilted"] == "Tilted rows, south"
    assert ways["tilted-pairs"] == "Tilted pairs, south and north"
    across = flat(RailAxis.SLOPE).surfaces[0]
    assert facing_deg(across) == 270.0
    assert fill_variants(across)[-1].title == "Tilted pairs, west and east"


def test_a_mirror_turns_the_way_a_row_faces():
    design = filled(ROWS)
    row = design.rows[0]
    ids = {module.id for module in row.modules}
    axis = ((0.0, 4500.0), (1000.0, 4500.0))
    other = mirrored(design, CATALOG, ids, axis, surface_view("S1"))
    assert next(one for one in other.rows if one.id == row.id).tilt_deg == -15.0


def test_modules_moved_out_of_a_tilted_row_keep_their_tilt():
    design = filled(ROWS)
    row = max(design.rows, key=lambda one: one.across_mm)
    apart = moved(design, CATALOG, {row.modules[0].id}, (0.0, 100.0), surface_view("S1"))
    new = next(one for one in apart.rows if one.id not in {old.id for old in design.rows})
    assert new.tilt_deg == 15.0


def test_rows_too_steep_are_refused():
    design = sites.design([sites.surface()], [replace(sites.row("R1", "S1", 2, 1), tilt_deg=85.0)])
    with pytest.raises(DesignError, match="cannot stand 85° steep"):
        check_design(design, CATALOG)


@pytest.mark.parametrize(("axis", "tilt"), [(axis, tilt) for axis in RailAxis for tilt in (10.0, -10.0)])
def test_the_drawing_marks_the_high_edge(axis, tilt):
    row: Row = replace(sites.row("R1", "S1", 1, 1), tilt_deg=tilt)
    design = sites.design([sites.surface(axis=axis)], [row])
    modules = derive(design, CATALOG).modules
    book = BlockBook()
    module_items(modules, axis, book, style_at(100.0))
    (block,) = book.blocks()
    outline, mark = block.shapes
    across = 1 if axis is RailAxis.EAVE else 0
    depth = max(point[across] for point in outline.points)
    assert all((point[across] > depth / 2) is (tilt > 0) for point in mark.points)
