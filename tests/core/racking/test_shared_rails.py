"""Rails that rows share, with what makers print of them and what a person counts by hand."""

from itertools import pairwise

import pytest
from msgspec.structs import replace

from designer.core.geometry.axes import Orientation, RailAxis
from designer.core.model.catalog import ClampClass, Zone
from designer.core.model.design import Rafters
from designer.core.model.plan import HardwareKind
from designer.core.model.rail_layout import RailLayout, SharedRails
from tests.core.racking.racking_sample import (
    MODULE,
    chimney,
    codes,
    evenly,
    parts,
    racked,
    roof,
    row_of,
)
from tests.core.racking.shared_sites import (
    BEARING_MM,
    COLUMN_GAP_MM,
    ROW_GAP_MM,
    WIDTH_MM,
    block,
    clamps,
    shared_racked,
    shared_system,
)

MID, END, FOOT = HardwareKind.MID_CLAMP, HardwareKind.END_CLAMP, HardwareKind.ATTACHMENT
PITCH = MODULE.width_mm + COLUMN_GAP_MM
INCH = 25.4


def wide_roof(**how):
    return roof(20000.0, 12000.0, **how)


def across(racking):
    return sorted({rail.across_mm for rail in racking.rails})


@pytest.mark.parametrize(
    ("orientation", "jig_mm"), [(Orientation.PORTRAIT, 1620.0), (Orientation.LANDSCAPE, 981.0)]
)
def test_rails_are_as_far_apart_as_the_makers_jig(orientation, jig_mm):
    """K2 CrossRail shared rail manual, page 17: 1639 less 19 mm upright, 1000 less 19 mm lying."""
    module = replace(MODULE, length_mm=1639.0, width_mm=1000.0)
    depth = 1639.0 if orientation is Orientation.PORTRAIT else 1000.0
    modules = [
        one
        for row in range(1, 4)
        for one in row_of(
            1000.0,
            across_mm=500.0 + row * (depth + ROW_GAP_MM),
            row=row,
            orientation=orientation,
            module=module,
        )
    ]
    racking = shared_racked(wide_roof(), shared_system(), modules, module)
    clear = [after - before - WIDTH_MM for before, after in pairwise(across(racking))]
    assert clear == pytest.approx([jig_mm] * 3)


def test_four_rows_take_five_rails_and_as_much_roof_as_a_maker_prints():
    """Unirac SunFrame, page 16: 12 modules of 60 x 36 in, 4 rows of 3, 5 shared rails, 149 1/4 in high.

    Its outer rails are seen by 1 1/2 in, those between rows by 3/4 in.
    """
    module = replace(MODULE, length_mm=60 * INCH, width_mm=36 * INCH)
    seen, outer = 0.75 * INCH, 1.5 * INCH
    system = shared_system(profile_width_mm=2.25 * INCH, shared=SharedRails(bearing_mm=0.75 * INCH))
    assert system.gap_between_rows_mm(RailLayout.SHARED) == pytest.approx(seen)
    modules = [
        one
        for row in range(4)
        for one in row_of(
            *evenly(3, 1000.0, 60 * INCH),
            across_mm=1000.0 + row * (36 * INCH + seen),
            row=row + 1,
            orientation=Orientation.LANDSCAPE,
            module=module,
        )
    ]
    racking = shared_racked(wide_roof(), system, modules, module)
    lines = across(racking)
    assert len(lines) == len(racking.rails) == 5
    height = lines[-1] - lines[0] + system.profile_width_mm
    assert height == pytest.approx(149.25 * INCH, abs=0.01)
    assert 1000.0 - (lines[0] - system.profile_width_mm / 2.0) == pytest.approx(outer, abs=0.01)


@pytest.mark.parametrize("axis", list(RailAxis))
@pytest.mark.parametrize("orientation", list(Orientation))
@pytest.mark.parametrize(("columns", "rows"), [(1, 1), (3, 1), (1, 4), (4, 3)])
def test_clamps_are_counted_once_where_two_rows_share_them(axis, orientation, columns, rows):
    modules = block(columns, rows, axis=axis, orientation=orientation)
    racking = shared_racked(wide_roof(axis=axis), shared_system(), modules)
    assert len(racking.rails) == rows + 1
    assert len(parts(racking, END)) == 2 * 2 * columns
    assert len(parts(racking, MID)) == 2 * columns * (rows - 1)


def test_a_shared_rail_is_named_after_the_row_below_and_belongs_to_both():
    racking = shared_racked(wide_roof(), shared_system(), block(2, 3))
    assert [rail.id for rail in racking.rails] == ["r1.L1", "r1.S1", "r2.S1", "r3.U1"]
    lines = [[(line.row_id, line.line) for line in rail.lines] for rail in racking.rails]
    assert lines == [[("r1", 0)], [("r1", 1), ("r2", 0)], [("r2", 1), ("r3", 0)], [("r3", 1)]]
    assert racking.rails[1].line_in("r2") == 0
    assert racking.rails[1].line_in("r3") is None
    assert sorted(racking.rails[1].modules) == ["m1-1", "m1-2", "m2-1", "m2-2"]


def test_a_clamp_between_rows_reaches_over_the_edges_of_both():
    system = shared_system(clamp_overlap_mm=10.0, clamp_length_mm=50.0)
    racking = shared_racked(wide_roof(), system, block(1, 2))
    first = parts(racking, MID)[0]
    upper_edge = 500.0 + MODULE.length_mm
    assert first.footprint[1] == upper_edge - 10.0
    assert first.footprint[3] == upper_edge + ROW_GAP_MM + 10.0
    assert first.footprint[2] - first.footprint[0] == 50.0


def spans(racking, rail):
    feet = sorted(part.x for part in parts(racking, FOOT, rail))
    return [after - before for before, after in pairwise(feet)]


def test_a_rail_that_carries_two_rows_has_half_the_span():
    site = wide_roof(rafters=Rafters(spacing_mm=300.0, offset_mm=0.0))
    racking = shared_racked(site, shared_system(max_span_mm=1200.0), block(6, 2))
    lowest, shared, highest = racking.rails
    assert max(spans(racking, lowest)) == max(spans(racking, highest)) == 1200.0
    assert max(spans(racking, shared)) == 600.0
    assert "span-too-long" not in codes(racking)


def test_the_span_of_rails_between_unequal_rows_follows_the_deeper_one():
    """Half of 1762 and half of 1134 mm weigh on it: 1762 / 2896 of 1200 mm are 730 mm."""
    site = wide_roof(rafters=Rafters(spacing_mm=10.0, offset_mm=0.0))
    lower = row_of(*evenly(3, 1000.0, PITCH), across_mm=500.0, row=1)
    above = 500.0 + MODULE.length_mm + ROW_GAP_MM
    upper = row_of(1000.0, 2782.0, across_mm=above, row=2, orientation=Orientation.LANDSCAPE)
    racking = shared_racked(site, shared_system(max_span_mm=1200.0), lower + upper)
    shared = racking.rails[1]
    assert 720.0 <= max(spans(racking, shared)) <= 730.1


def test_a_project_may_give_the_span_and_cantilever_of_shared_rails():
    site = wide_roof(rafters=Rafters(spacing_mm=100.0, offset_mm=0.0))
    own = {"shared_span_mm": 1000.0, "shared_cantilever_mm": 150.0}
    racking = shared_racked(site, shared_system(max_span_mm=1200.0, cantilever_mm=400.0), block(6, 2), **own)
    shared = racking.rails[1]
    feet = sorted(part.x for part in parts(racking, FOOT, shared))
    assert max(spans(racking, shared)) == 1000.0
    assert feet[0] - shared.start_mm <= 150.0
    assert shared.end_mm - feet[-1] <= 150.0


def test_wind_zones_and_shared_loads_shorten_spans_together():
    site = roof(20000.0, 6000.0, rafters=Rafters(spacing_mm=100.0, offset_mm=0.0))
    own = {"building_height_mm": 5000.0, "edge_span_mm": 800.0, "corner_span_mm": 800.0}
    racking = shared_racked(site, shared_system(max_span_mm=1200.0), block(14, 2, first=400.0), **own)
    shared = racking.rails[1]
    feet = sorted(part.x for part in parts(racking, FOOT, shared))
    in_edge = [after - before for before, after in pairwise(feet) if after <= 900.0]
    assert in_edge
    assert max(in_edge) == 400.0
    assert max(spans(racking, shared)) == 600.0


def test_a_rail_is_shared_only_where_both_rows_have_modules():
    """The upper row has two modules over the middle of five: four clamps hold both, the others one."""
    lower = row_of(*evenly(5, 1000.0, PITCH), across_mm=500.0, row=1)
    above = 500.0 + MODULE.length_mm + ROW_GAP_MM
    upper = row_of(*evenly(2, 1000.0 + PITCH, PITCH), across_mm=above, row=2)
    site = wide_roof(rafters=Rafters(spacing_mm=100.0, offset_mm=0.0))
    racking = shared_racked(site, shared_system(max_span_mm=1200.0), lower + upper)
    shared = next(rail for rail in racking.rails if rail.id == "r1.S1")
    assert (shared.start_mm, shared.end_mm) == (950.0, 1000.0 + 5 * PITCH - COLUMN_GAP_MM + 50.0)
    assert len(parts(racking, MID, shared)) == 4
    assert len(parts(racking, END, shared)) == 6
    assert len(racking.rails) == 3
    heavy = (1000.0 + PITCH, 1000.0 + 3 * PITCH - COLUMN_GAP_MM)
    feet = sorted(part.x for part in parts(racking, FOOT, shared))
    inside = [b - a for a, b in pairwise(feet) if a < heavy[1] and b > heavy[0]]
    assert max(inside) <= 600.0
    assert max(spans(racking, shared)) > 600.0


def test_a_hole_about_a_chimney_leaves_the_rails_of_its_neighbours():
    full = evenly(3, 1000.0, PITCH)
    step = MODULE.length_mm + ROW_GAP_MM
    rows = [
        *row_of(*full, across_mm=500.0, row=1),
        *row_of(full[0], full[2], across_mm=500.0 + step, row=2),
        *row_of(*full, across_mm=500.0 + 2 * step, row=3),
    ]
    stack = chimney(full[1] + 200.0, 500.0 + step + 300.0, full[1] + 800.0, 500.0 + step + 900.0)
    racking = shared_racked(wide_roof(obstacles=(stack,)), shared_system(), rows)
    assert len(racking.rails) == 4
    assert "rail-crosses-obstacle" not in codes(racking)
    assert all(len(rail.bars) >= 1 for rail in racking.rails)
    middle = [part for part in clamps(racking) if full[1] < part.x < full[1] + MODULE.width_mm]
    assert {part.kind for part in middle} == {END}
    assert len(middle) == 2 * 4


def test_a_rail_ends_short_of_an_obstacle_in_its_overhang():
    """No clamp stands at its end: 30 mm past the module will do where a chimney is that near."""
    edge = 1000.0 + 2 * PITCH - COLUMN_GAP_MM
    stack = chimney(edge + 30.0, 400.0, edge + 600.0, 489.0)
    site = wide_roof(obstacles=(stack,), rafters=Rafters(spacing_mm=100.0, offset_mm=0.0))
    racking = shared_racked(site, shared_system(), block(2, 1))
    lower, upper = racking.rails
    assert (lower.end_mm, upper.end_mm) == (edge + 30.0, edge + 50.0)
    assert "rail-crosses-obstacle" not in codes(racking)


def test_a_rail_ends_where_both_rows_leave_a_gap():
    starts = [*evenly(2, 1000.0, PITCH), *evenly(2, 1000.0 + 3 * PITCH, PITCH)]
    rows = [
        *row_of(*starts, across_mm=500.0, row=1),
        *row_of(*starts, across_mm=500.0 + MODULE.length_mm + ROW_GAP_MM, row=2),
    ]
    racking = shared_racked(wide_roof(), shared_system(), rows)
    assert [rail.id for rail in racking.rails] == ["r1.L1", "r1.L2", "r1.S1", "r1.S2", "r2.U1", "r2.U2"]


def test_rows_in_line_share_the_rail_with_the_row_above_them_both():
    left = row_of(*evenly(2, 1000.0, PITCH), across_mm=500.0, row=1)
    right = row_of(*evenly(2, 1000.0 + 2 * PITCH, PITCH), across_mm=500.0, row=2)
    above = 500.0 + MODULE.length_mm + ROW_GAP_MM
    upper = row_of(*evenly(4, 1000.0, PITCH), across_mm=above, row=3)
    racking = shared_racked(wide_roof(), shared_system(), left + right + upper)
    shared = next(rail for rail in racking.rails if rail.id == "r1.S1")
    assert [(line.row_id, line.line) for line in shared.lines] == [("r1", 1), ("r2", 1), ("r3", 0)]


def test_rows_that_meet_at_a_corner_lie_on_one_rail():
    lower = row_of(*evenly(3, 1000.0, PITCH), across_mm=500.0, row=1)
    above = 500.0 + MODULE.length_mm + ROW_GAP_MM
    upper = row_of(*evenly(2, 1000.0 + 3 * PITCH, PITCH), across_mm=above, row=2)
    racking = shared_racked(wide_roof(), shared_system(), lower + upper)
    middle = next(rail for rail in racking.rails if rail.id == "r1.U1")
    assert [(line.row_id, line.line) for line in middle.lines] == [("r1", 1), ("r2", 0)]
    assert len(racking.rails) == 3
    assert not parts(racking, MID)


def test_rows_far_apart_share_nothing():
    far = 500.0 + MODULE.length_mm + 2.0 * (WIDTH_MM - BEARING_MM)
    rows = [*row_of(1000.0, across_mm=500.0, row=1), *row_of(1000.0, across_mm=far, row=2)]
    racking = shared_racked(wide_roof(), shared_system(), rows)
    assert len(racking.rails) == 4
    assert not parts(racking, MID)
    assert "shared-bearing-short" not in codes(racking)


def test_rows_too_far_apart_for_one_rail_and_too_near_for_two_are_told_with_their_distances():
    gap = ROW_GAP_MM + 9.0
    above = 500.0 + MODULE.length_mm + gap
    rows = [*row_of(1000.0, across_mm=500.0, row=1), *row_of(1000.0, across_mm=above, row=2)]
    racking = shared_racked(wide_roof(), shared_system(), rows)
    (finding,) = [one for one in racking.findings if one.code == "shared-bearing-short"]
    assert finding.subjects == ("r1", "r2")
    assert finding.params == {"bearing_mm": 5.0, "least_mm": BEARING_MM, "gap_mm": ROW_GAP_MM}
    assert (finding.location.x, finding.location.y) == (1000.0, 500.0 + MODULE.length_mm + gap / 2.0)


def test_tilted_rows_keep_their_pairs():
    modules = [replace(one, tilt_deg=10.0) for one in block(2, 2)]
    racking = shared_racked(wide_roof(), shared_system(), modules)
    assert [rail.id for rail in racking.rails] == ["r1.L1", "r1.U1", "r2.L1", "r2.U1"]


def test_a_system_without_the_layout_is_laid_in_pairs_and_says_so():
    system = shared_system(shared=None)
    racking = shared_racked(wide_roof(), system, block(2, 2))
    assert len(racking.rails) == 4
    assert [one.subjects for one in racking.findings if one.code == "no-shared-rails"] == [("R",)]


def test_the_surface_the_project_and_the_system_are_asked_in_this_order():
    modules, pairs, shared = block(2, 2), RailLayout.PAIRS, RailLayout.SHARED
    usual = shared_system(shared=SharedRails(bearing_mm=BEARING_MM, usual=True))

    def rails(system, own, project):
        surface = replace(wide_roof(), rail_layout=own)
        return len(racked(surface, system, modules, rail_layout=project).rails)

    assert rails(shared_system(), None, None) == 4
    assert rails(usual, None, None) == 3
    assert rails(usual, None, pairs) == 4
    assert rails(usual, shared, pairs) == 3
    assert rails(shared_system(), pairs, shared) == 4


def test_columns_out_of_line_are_told_with_their_distance():
    """Clamps stand 227 to 284 mm from a corner: shifted by 200 mm, two zones are 143 mm apart."""
    lower = row_of(*evenly(3, 1000.0, PITCH), across_mm=500.0, row=1)
    above = 500.0 + MODULE.length_mm + ROW_GAP_MM
    upper = row_of(*evenly(3, 1200.0, PITCH), across_mm=above, row=2)
    racking = shared_racked(wide_roof(), shared_system(), lower + upper)
    (finding,) = [one for one in racking.findings if one.code == "shared-clamps-apart"]
    assert finding.subjects[0] == "r1.S1"
    assert finding.params["missing_mm"] == pytest.approx(200.0 - 0.05 * MODULE.width_mm, abs=0.01)


def test_columns_a_little_out_of_line_still_share_their_clamps():
    lower = row_of(*evenly(3, 1000.0, PITCH), across_mm=500.0, row=1)
    above = 500.0 + MODULE.length_mm + ROW_GAP_MM
    upper = row_of(*evenly(3, 1030.0, PITCH), across_mm=above, row=2)
    racking = shared_racked(wide_roof(), shared_system(), lower + upper)
    assert "shared-clamps-apart" not in codes(racking)
    assert len(parts(racking, MID)) == 6


def test_the_manuals_zone_for_rails_along_the_edge_is_kept():
    """Q.TRON M-G2, CL3: 200 to 350 mm on the long side over rails underneath it."""
    module = replace(MODULE, edge_long=Zone(200.0, 350.0), clamp_long=Zone(100.0, 450.0))
    modules = row_of(1000.0, across_mm=500.0, orientation=Orientation.LANDSCAPE, module=module)
    racking = shared_racked(wide_roof(), shared_system(), modules, module)
    found = sorted({part.x - 1000.0 for part in parts(racking, END)})
    assert found == [275.0, MODULE.length_mm - 275.0]


def test_a_load_that_no_zone_along_the_edge_bears_is_told():
    graded = ClampClass(pressure_pa=1600.0, uplift_pa=1300.0, edge_short=Zone(0.0, 200.0))
    module = replace(MODULE, clamp_classes=(graded,))
    modules = row_of(1000.0, across_mm=500.0, module=module)
    calm = {"design_pressure_pa": 1500.0, "design_uplift_pa": 1000.0}
    storm = {"design_pressure_pa": 1800.0, "design_uplift_pa": 1000.0}
    kept = shared_racked(wide_roof(), shared_system(), modules, module, **calm)
    assert codes(kept) == []
    assert sorted({part.x - 1000.0 for part in parts(kept, END)}) == [100.0, MODULE.width_mm - 100.0]
    told = shared_racked(wide_roof(), shared_system(), modules, module, **storm)
    (finding,) = told.findings
    assert (finding.code, finding.subjects) == ("clamp-load-exceeded", ("r1", "M"))


def test_a_manual_that_asks_for_more_of_the_edge_on_the_rail_is_heard():
    module = replace(MODULE, edge_support_mm=15.0)
    step = MODULE.length_mm + ROW_GAP_MM
    rows = (row_of(1000.0, across_mm=500.0 + n * step, row=n + 1, module=module) for n in range(2))
    modules = [one for row in rows for one in row]
    racking = shared_racked(wide_roof(), shared_system(), modules, module)
    (finding,) = racking.findings
    assert (finding.code, finding.subjects) == ("shared-support-short", ("M", "r1", "r2"))
    assert finding.params == {"bearing_mm": BEARING_MM, "needed_mm": 15.0}
    wide = shared_system(profile_width_mm=60.0, shared=SharedRails(bearing_mm=15.0))
    assert shared_racked(wide_roof(), wide, modules[:1], module).findings == ()


def test_joints_of_all_shared_rails_have_names_of_their_own():
    pitch = MODULE.width_mm + COLUMN_GAP_MM
    starts = [*evenly(2, 1000.0, pitch), *evenly(2, 1000.0 + 2 * pitch + 110.0, pitch)]
    rows = [
        one
        for row in range(3)
        for one in row_of(*starts, across_mm=500.0 + row * (MODULE.length_mm + ROW_GAP_MM), row=row + 1)
    ]
    system = shared_system(joint_gap_mm=30.0, end_overhang_mm=50.0)
    site = wide_roof(rafters=Rafters(spacing_mm=100.0, offset_mm=0.0))
    racking = shared_racked(site, system, rows)
    joints = parts(racking, HardwareKind.JOINT)
    assert len(joints) == len({one.id for one in joints}) == 4
