"""Filling and settling rows that share rails."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from shapely.geometry import box

from designer.core.findings import Severity
from designer.core.layout.model import FillMode
from designer.core.layout.placement import place_modules
from designer.core.layout.surface_area import surface_usable_area
from designer.core.model.design import Obstacle, ObstacleKind, Products, Rafters, Settings
from designer.core.model.rail_layout import RailLayout
from designer.core.racking.stage import rack_surface
from designer.edit.edits.fill_choice import FillChoice, FlatRows, fill_options
from designer.edit.edits.filling import fill_surface
from designer.edit.edits.outlines import rectangle
from designer.edit.edits.settling import settled_rows
from tests import sites
from tests.effort import examples

CATALOG = sites.catalog()
SYSTEM = CATALOG.rail("k2-crossrail-48-x")
SHARED_GAP_MM = SYSTEM.profile_width_mm - 19.0
"""The rail's width less what lies on it of both edges."""


def site(spacing=600.0, offset=100.0, layout=RailLayout.SHARED, **own):
    surface = replace(
        sites.surface(width=9600.0, height=7200.0), rafters=Rafters(spacing_mm=spacing, offset_mm=offset)
    )
    products = Products(
        module=sites.MODULE, inverter="hms-1000-2t", family="hoymiles-hms", rail="k2-crossrail-48-x"
    )
    rules = Settings(rail_layout=layout, **({"shared_span_mm": 1200.0} | own))
    return sites.design([surface], [], products=products, settings=rules)


def racking_errors(design):
    surface = design.surfaces[0]
    found = rack_surface(design, surface, CATALOG, place_modules(design, surface, CATALOG)).findings
    return [one for one in found if one.severity is Severity.ERROR]


def test_rows_are_filled_as_far_apart_as_the_rail_between_them_leaves_them():
    design = fill_surface(site(), CATALOG, "S1", FillChoice(mode=FillMode.PORTRAIT))
    heights = [row.across_mm for row in design.rows]
    assert len(heights) > 2
    assert {round(b - a - sites.LENGTH, 3) for a, b in pairwise(heights)} == {SHARED_GAP_MM}


def test_a_gap_of_the_projects_own_goes_first():
    design = fill_surface(site(row_gap_mm=15.0), CATALOG, "S1", FillChoice(mode=FillMode.PORTRAIT))
    heights = [row.across_mm for row in design.rows]
    assert {round(b - a - sites.LENGTH, 3) for a, b in pairwise(heights)} == {15.0}
    assert racking_errors(design) == []


def test_columns_of_rows_that_share_rails_stand_in_line():
    own = site(layout=None)
    design = replace(own, surfaces=(replace(own.surfaces[0], rail_layout=RailLayout.SHARED),))
    options = fill_options(design, CATALOG, design.surfaces[0], FillChoice())
    assert options.aligned_columns
    assert not fill_options(own, CATALOG, own.surfaces[0], FillChoice()).aligned_columns


def test_rows_that_stand_up_from_a_flat_roof_keep_the_gap_of_pairs():
    design = site()
    options = fill_options(design, CATALOG, design.surfaces[0], FillChoice(flat=FlatRows(tilt_deg=10.0)))
    assert options.row_gap_mm == SYSTEM.row_gap_mm
    assert not options.aligned_columns


@settings(max_examples=examples(15), deadline=None)
@given(offset=st.integers(0, 899), spacing=st.sampled_from([600.0, 900.0]))
def test_settling_moves_rows_together_and_never_makes_it_worse(offset, spacing):
    design = site(spacing=spacing, offset=float(offset), layout=RailLayout.PAIRS, max_span_mm=1800.0)
    filled = fill_surface(design, CATALOG, "S1", FillChoice(mode=FillMode.PORTRAIT, aligned_columns=True))
    rules = replace(filled.settings, rail_layout=RailLayout.SHARED, shared_cantilever_mm=250.0)
    before = replace(filled, settings=rules)
    after = settled_rows(before, CATALOG, "S1")
    assert len(racking_errors(after)) <= len(racking_errors(before))
    shifts = {
        round(moved.along_mm - one.along_mm, 3)
        for row, settled in zip(before.rows, after.rows, strict=True)
        for one, moved in zip(row.modules, settled.modules, strict=True)
    }
    assert len(shifts) == 1
    room = surface_usable_area(after, after.surfaces[0]).buffer(0.01)
    assert all(room.covers(box(*one.rect)) for one in place_modules(after, after.surfaces[0], CATALOG))


def short_of_reach():
    """Rails that reach 350 mm beyond their first attachment: 200 mm are allowed, and no roof lies beyond."""
    surface = replace(
        sites.surface(width=5000.0, height=4500.0), rafters=Rafters(spacing_mm=900.0, offset_mm=650.0)
    )
    rows = [
        sites.row(
            f"R{n + 1}", "S1", 3, 3 * n + 1, across=350.0 + n * (sites.LENGTH + SHARED_GAP_MM), along=350.0
        )
        for n in range(2)
    ]
    products = site().products
    rules = Settings(
        rail_layout=RailLayout.SHARED,
        max_span_mm=900.0,
        shared_span_mm=900.0,
        cantilever_mm=200.0,
        shared_cantilever_mm=200.0,
    )
    return sites.design([surface], rows, products=products, settings=rules)


def test_settling_finds_the_shift_that_lets_all_ends_be_carried():
    design = short_of_reach()
    assert {one.code for one in racking_errors(design)} == {"cantilever-too-long"}
    settled = settled_rows(design, CATALOG, "S1")
    assert racking_errors(settled) == []
    assert settled != design


def test_rows_with_a_pinned_module_stay_where_they_are():
    design = short_of_reach()
    first, *rest = design.rows[0].modules
    row = replace(design.rows[0], modules=(replace(first, pinned=True), *rest))
    design = replace(design, rows=(row, *design.rows[1:]))
    assert settled_rows(design, CATALOG, "S1") == design


def long_roof():
    """A roof of three runs between joints, with rails that reach 350 mm beyond their attachments."""
    own = site(max_span_mm=1800.0, cantilever_mm=500.0, shared_cantilever_mm=350.0)
    chimney = Obstacle(id="O1", kind=ObstacleKind.CHIMNEY, outline=rectangle(900.0, 900.0, (12000.0, 5000.0)))
    roof = sites.surface(width=45000.0, height=7200.0, spacing=600.0, obstacles=(chimney,))
    return replace(own, surfaces=(roof,))


def test_runs_between_joints_are_moved_apart_and_joints_stay_wide_enough():
    filled = fill_surface(long_roof(), CATALOG, "S1", FillChoice(mode=FillMode.PORTRAIT))
    assert racking_errors(filled) == []
    columns = sorted({module.along_mm for row in filled.rows for module in row.modules})
    gaps = [b - a - sites.WIDTH for a, b in pairwise(columns)]
    joint_mm = SYSTEM.joint_gap_mm + 2.0 * SYSTEM.end_overhang_mm
    wide = [gap for gap in gaps if gap > 21.0]
    assert len(wide) == 2
    assert min(wide) >= joint_mm - 0.01
    assert all(abs(gap - 20.0) < 0.01 for gap in gaps if gap <= 21.0)


def test_a_mixed_fill_of_rows_that_share_rails_takes_the_better_of_both_ways():
    mixed, best = (
        fill_surface(site(), CATALOG, "S1", FillChoice(mode=mode)) for mode in (FillMode.MIXED, FillMode.BEST)
    )
    assert mixed.rows == best.rows
    assert len({row.orientation for row in mixed.rows}) == 1
