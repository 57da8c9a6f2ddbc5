"""Blocks of modules, the clamps in their gaps, the ends of their rails and what is said about them."""

from itertools import pairwise

import pytest
from msgspec.structs import replace

from designer.core.errors import CatalogError, DesignError
from designer.core.model.design import Rafters
from designer.core.model.plan import HardwareKind
from designer.core.model.rail_system import SpliceRules
from tests.core.racking.racking_sample import (
    chimney,
    codes,
    evenly,
    parts,
    racked,
    rail_system,
    roof,
    row_of,
)

MID, END = HardwareKind.MID_CLAMP, HardwareKind.END_CLAMP
WIDTH = 1134.0
FINE = Rafters(spacing_mm=50.0, offset_mm=0.0)


def two_modules(gap_mm, **site):
    return racked(
        roof(rafters=FINE, **site), rail_system(joint_gap_mm=30.0), row_of(2000.0, 2000.0 + WIDTH + gap_mm)
    )


@pytest.mark.parametrize(("columns", "rail_mm"), [(1, 1234.0), (2, 2388.0), (3, 3542.0), (4, 4696.0)])
def test_a_rail_ends_its_overhang_past_the_outer_modules(columns, rail_mm):
    # a maker's planner: 1 / 2 / 3 / 4 modules of 1134 mm at 20 mm (racking.md A7.1)
    racking = racked(roof(rafters=FINE), rail_system(4800.0), row_of(*evenly(columns, 2000.0, 1154.0)))
    assert {rail.end_mm - rail.start_mm for rail in racking.rails} == {rail_mm}


def test_neighbours_at_the_clamp_gap_share_a_mid_clamp_on_both_rails():
    racking = two_modules(20.0)
    assert len(racking.rails) == 2
    assert (len(parts(racking, MID)), len(parts(racking, END))) == (2, 4)
    x0, _, x1, _ = parts(racking, MID)[0].footprint
    assert (x0, x1) == (2000.0 + WIDTH - 10.0, 2000.0 + WIDTH + 30.0)


def test_the_projects_own_module_gap_takes_the_place_of_the_clamps():
    row = row_of(2000.0, 2000.0 + WIDTH + 35.0)
    racking = racked(roof(rafters=FINE), rail_system(), row, module_gap_mm=35.0)
    assert len(parts(racking, MID)) == 2


def test_over_a_gap_too_narrow_for_two_rail_ends_the_rail_runs_on_between_end_clamps():
    racking = two_modules(129.0)
    assert [rail.modules for rail in racking.rails] == [("m1-1", "m1-2")] * 2
    assert (len(parts(racking, MID)), len(parts(racking, END))) == (0, 8)
    assert codes(racking) == []


def test_over_a_gap_with_room_for_two_rail_ends_and_a_joint_the_rail_is_broken():
    racking = two_modules(130.0)
    assert [rail.id for rail in racking.rails] == ["r1.L1", "r1.U1", "r1.L2", "r1.U2"]
    assert len(parts(racking, END)) == 8
    joints = parts(racking, HardwareKind.JOINT)
    assert [(joint.id, joint.rail) for joint in joints] == [("r1/J1", "r1.L1"), ("r1/J2", "r1.U1")]
    left, right = racking.rails[0], racking.rails[2]
    assert joints[0].footprint[0::2] == (left.end_mm, right.start_mm)
    assert joints[0].x == (left.end_mm + right.start_mm) / 2.0


@pytest.mark.parametrize(("module_gap_mm", "joints"), [(200.0, 2), (210.0, 0)])
def test_rail_ends_no_farther_apart_than_two_overhangs_were_parted_by_a_joint(module_gap_mm, joints):
    # 100 mm and 110 mm of air between the rail ends
    assert len(parts(two_modules(module_gap_mm), HardwareKind.JOINT)) == joints


def test_rails_on_both_sides_of_a_left_out_module_are_not_called_a_joint():
    racking = two_modules(20.0 + WIDTH + 20.0)
    assert len(racking.rails) == 4
    assert parts(racking, HardwareKind.JOINT) == []


def test_an_obstacle_in_a_narrow_gap_breaks_the_rail():
    obstacle = chimney(2000.0 + WIDTH + 40.0, 1000.0, 2000.0 + WIDTH + 60.0, 2762.0)
    racking = two_modules(100.0, obstacles=(obstacle,))
    assert len(racking.rails) == 4
    assert racking.rails[0].end_mm <= racking.rails[2].start_mm - 30.0


def test_end_clamps_that_would_meet_in_a_gap_are_a_warning_with_the_room_they_need():
    racking = two_modules(50.0)
    (finding,) = racking.findings
    assert (finding.code, finding.subjects) == ("end-clamps-meet", ("m1-1", "m1-2"))
    assert finding.params == {"gap_mm": 50.0, "needed_mm": 60.0, "shared_mm": 20.0}


def test_a_run_over_the_limit_is_an_error_with_the_module_after_which_to_leave_a_gap():
    system = rail_system(max_run_mm=4000.0, joint_gap_mm=30.0)
    racking = racked(roof(rafters=FINE), system, row_of(*evenly(5, 2000.0, 1154.0)))
    (finding,) = racking.findings
    assert finding.code == "rail-run-too-long"
    assert finding.params["run_mm"] == 5 * 1154.0 - 20.0 + 100.0
    assert finding.params["limit_mm"] == 4000.0
    assert finding.params["after"] == "m1-3"
    assert finding.location.x == 2000.0 + 3 * 1154.0 - 20.0


def test_a_run_of_the_limit_itself_is_no_error():
    system = rail_system(max_run_mm=3542.0)
    assert codes(racked(roof(rafters=FINE), system, row_of(*evenly(3, 2000.0, 1154.0)))) == []


def test_attachments_stand_on_rafters_clear_of_obstacles():
    window = chimney(
        2900.0, 1200.0, 3700.0, 1300.0
    )  # beside the lower rail at 1396, within half an attachment
    obstacle = replace(
        window, outline=tuple((x, y + (75.0 if y == 1300.0 else 0.0)) for x, y in window.outline)
    )
    system = rail_system(max_span_mm=1500.0)
    racking = racked(roof(obstacles=(obstacle,)), system, row_of(*evenly(3, 2000.0, 1154.0)))
    lower, upper = racking.rails
    feet = {
        rail.id: [part.x for part in parts(racking, HardwareKind.ATTACHMENT, rail)] for rail in (lower, upper)
    }
    assert not [x for x in feet[lower.id] if 2875.0 < x < 3725.0]
    assert [x for x in feet[upper.id] if 2875.0 < x < 3725.0]
    assert all((x - 300.0) % 600.0 == 0.0 for row in feet.values() for x in row)
    assert codes(racking) == []


def test_a_rail_across_an_obstacle_is_an_error_with_the_length_of_the_crossing():
    obstacle = chimney(2900.0, 1300.0, 3200.0, 1500.0)
    racking = racked(
        roof(rafters=FINE, obstacles=(obstacle,)), rail_system(), row_of(*evenly(3, 2000.0, 1154.0))
    )
    (finding,) = racking.findings
    assert (finding.code, finding.subjects) == ("rail-crosses-obstacle", ("r1.L1", "O"))
    assert finding.params["length_mm"] == pytest.approx(300.0, abs=0.01)
    assert (finding.location.x, finding.location.y) == pytest.approx((3050.0, 1396.0), abs=0.01)


def test_a_rail_that_leaves_the_roof_is_an_error_with_the_length_off_it():
    racking = racked(roof(rafters=FINE), rail_system(), row_of(20.0, 1174.0))
    assert codes(racking) == ["rail-off-roof"] * 2
    assert racking.findings[0].params["length_mm"] == pytest.approx(30.0, abs=0.01)
    assert racking.findings[0].location.x == pytest.approx(-15.0, abs=0.01)


def test_no_attachment_stands_in_the_air_where_the_roof_recedes():
    outline = ((0.0, 0.0), (3000.0, 0.0), (3000.0, 2000.0), (4000.0, 2000.0), (4000.0, 0.0), (9000.0, 0.0))
    site = replace(roof(9000.0, 8000.0), outline=(*outline, (9000.0, 8000.0), (0.0, 8000.0)))
    racking = racked(site, rail_system(max_span_mm=2000.0), row_of(*evenly(4, 2000.0, 1154.0)))
    lower, upper = racking.rails
    feet = {
        rail.id: [part.x for part in parts(racking, HardwareKind.ATTACHMENT, rail)] for rail in (lower, upper)
    }
    assert not [x for x in feet[lower.id] if 3000.0 < x < 4000.0]
    assert [(finding.code, finding.subjects) for finding in racking.findings] == [
        ("rail-off-roof", (lower.id,))
    ]
    assert racking.findings[0].params["length_mm"] == pytest.approx(1000.0, abs=0.01)


def test_rafters_too_far_apart_are_an_error_with_the_span_and_its_limit():
    rafters = Rafters(spacing_mm=1300.0, offset_mm=700.0)
    racking = racked(roof(rafters=rafters), rail_system(), row_of(*evenly(4, 2000.0, 1154.0)))
    finding = next(finding for finding in racking.findings if finding.code == "span-too-long")
    assert finding.subjects == ("r1.L1",)
    assert finding.params == {"span_mm": 1300.0, "limit_mm": 1200.0}


def test_the_projects_own_span_and_cantilever_take_the_place_of_the_makers():
    racking = racked(
        roof(), rail_system(), row_of(*evenly(4, 2000.0, 1154.0)), max_span_mm=600.0, cantilever_mm=900.0
    )
    feet = [part.x for part in parts(racking, HardwareKind.ATTACHMENT, racking.rails[0])]
    assert {high - low for low, high in pairwise(feet)} == {600.0}
    assert feet[0] == 2700.0


def test_a_cantilever_is_the_makers_share_of_the_span_that_the_project_allows():
    row = row_of(*evenly(4, 2000.0, 1154.0))
    racking = racked(roof(), rail_system(cantilever_ratio=0.4), row, max_span_mm=600.0)
    feet = [part.x for part in parts(racking, HardwareKind.ATTACHMENT, racking.rails[0])]
    # from 2000 - 50 to 2000 + 4 * 1154 - 20 + 50 = 6646: the foot at 6300 is more than 0.4 * 600 away
    assert (feet[0], feet[-1], racking.rails[0].end_mm) == (2100.0, 6900.0, 6950.0)


def test_a_joint_leaves_each_rail_its_own_cantilever_and_no_rail_enters_it():
    system = rail_system(max_run_mm=4000.0, joint_gap_mm=30.0)
    starts = [*evenly(3, 2000.0, 1154.0), *evenly(3, 2000.0 + 3 * 1154.0 + 110.0, 1154.0)]
    racking = racked(roof(rafters=Rafters(spacing_mm=400.0, offset_mm=0.0)), system, row_of(*starts))
    assert codes(racking) == []
    left, _, right, _ = racking.rails
    assert right.start_mm - left.end_mm >= 30.0
    assert not [
        part
        for part in racking.hardware
        if left.end_mm < part.x < right.start_mm and part.kind is not HardwareKind.JOINT
    ]


def test_a_rail_that_cannot_be_lengthened_over_the_joint_is_told_as_a_cantilever():
    system = rail_system(max_run_mm=4000.0, joint_gap_mm=30.0, cantilever_mm=100.0)
    starts = [*evenly(3, 2000.0, 1154.0), *evenly(3, 2000.0 + 3 * 1154.0 + 110.0, 1154.0)]
    rafters = Rafters(spacing_mm=1000.0, offset_mm=2050.0 - 2000.0)
    racking = racked(roof(rafters=rafters), system, row_of(*starts))
    left, _, right, _ = racking.rails
    assert left.end_mm + 30.0 <= right.start_mm
    assert "cantilever-too-long" in codes(racking)


def test_two_rows_in_one_line_keep_their_rails_apart():
    rafters = Rafters(spacing_mm=700.0, offset_mm=0.0)
    rows = [*row_of(2000.0, 3154.0, row=1), *row_of(4508.0, 5662.0, row=2)]
    racking = racked(roof(rafters=rafters), rail_system(cantilever_mm=200.0, joint_gap_mm=30.0), rows)
    first, second = racking.rails[0], racking.rails[2]
    assert first.end_mm + 30.0 <= second.start_mm


def test_an_attachment_between_two_rails_is_left_to_the_one_that_took_it():
    # the rafter at 4838 lies 700 mm beyond the end of one rail and 700 mm before the start of the other; no
    # other lies within a cantilever of either
    left_end = 2000.0 + 2 * 1154.0 - 20.0 + 50.0
    right = left_end + 1400.0 + 50.0
    site = roof(rafters=Rafters(spacing_mm=1000.0, offset_mm=left_end + 700.0 - 4000.0))
    system = rail_system(cantilever_mm=200.0, joint_gap_mm=30.0)
    racking = racked(site, system, row_of(2000.0, 3154.0, right, right + 1154.0))
    first, second = racking.rails[0], racking.rails[2]
    assert first.end_mm == left_end + 700.0 + 50.0
    assert second.start_mm == right - 50.0
    assert ("cantilever-too-long", second.id) in {
        (found.code, found.subjects[0]) for found in racking.findings
    }


def test_pieces_are_named_after_their_rail_and_parts_numbered_by_kind():
    racking = racked(roof(rafters=FINE), rail_system(2000.0), row_of(2000.0, 3154.0))
    lower = racking.rails[0]
    assert [bar.piece for bar in lower.bars] == ["r1.L1-1", "r1.L1-2"]
    names = {part.id for part in racking.hardware if part.rail == lower.id}
    assert {"r1.L1/E1", "r1.L1/E2", "r1.L1/M1", "r1.L1/S1", "r1.L1/A1", "r1.L1/A2"} <= names
    assert len({part.id for part in racking.hardware}) == len(racking.hardware)


def test_splices_of_the_two_rails_are_staggered_where_the_system_asks_for_it():
    system = rail_system(splice=SpliceRules(stagger_mm=500.0))
    racking = racked(roof(rafters=FINE), system, row_of(*evenly(6, 2000.0, 1154.0)))
    lower, upper = ([bar.end_mm for bar in rail.bars[:-1]] for rail in racking.rails)
    assert codes(racking) == []
    assert all(abs(low - high) >= 500.0 for low in lower for high in upper)


@pytest.mark.parametrize(("in_cantilever", "pieces"), [(True, [4400.0, 296.0]), (False, [296.0, 4400.0])])
def test_a_splice_lies_in_the_cantilever_only_where_the_system_allows_it(in_cantilever, pieces):
    site = roof(rafters=Rafters(spacing_mm=600.0, offset_mm=1950.0 + 100.0 - 1800.0))
    rules = SpliceRules(in_cantilever=in_cantilever)
    system = rail_system(cantilever_mm=500.0, splice_length_mm=1.0, splice=rules)
    racking = racked(site, system, row_of(*evenly(4, 2000.0, 1154.0)))
    lower = racking.rails[0]
    feet = [part.x - lower.start_mm for part in parts(racking, HardwareKind.ATTACHMENT, lower)]
    assert feet == [100.0, 1300.0, 2500.0, 3700.0, 4300.0]
    assert [bar.length_mm for bar in lower.bars] == pieces


@pytest.mark.parametrize(
    ("rules", "rule"),
    [
        (SpliceRules(stagger_mm=3000.0), "stagger"),
        (SpliceRules(min_supports_per_piece=9), "supports"),
        (SpliceRules(forbidden_middle_share=1.0, in_cantilever=False), "place"),
        (SpliceRules(min_piece_mm=4300.0), "min-piece"),
    ],
)
def test_a_splice_rule_that_cannot_be_kept_is_named_and_the_rail_is_built_all_the_same(rules, rule):
    racking = racked(roof(rafters=FINE), rail_system(splice=rules), row_of(*evenly(5, 2000.0, 1154.0)))
    found = [finding for finding in racking.findings if finding.code == "splice-rule-broken"]
    assert {finding.params["rule"] for finding in found} == {rule}
    for rail in racking.rails:
        assert rail.bars[0].start_mm == rail.start_mm
        assert rail.bars[-1].end_mm == rail.end_mm
        assert all(bar.length_mm <= 4400.0 for bar in rail.bars)


def test_no_piece_is_shorter_than_a_splice_is_long_whatever_the_rules_say():
    # 4696 mm of rail from bars of 4640 mm: longest first would leave 56 mm, less than a connector's half
    system = rail_system(4640.0, splice_length_mm=200.0)
    racking = racked(roof(rafters=FINE), system, row_of(*evenly(4, 2000.0, 1154.0)))
    assert codes(racking) == []
    assert all(bar.length_mm >= 200.0 for rail in racking.rails for bar in rail.bars)


def test_where_attachments_are_too_few_for_the_rule_each_piece_still_has_one():
    # feet at 100, 1300, 2500, 3700 and 4600 mm of 4696: longest first would leave a piece behind the last one
    site = roof(rafters=Rafters(spacing_mm=300.0, offset_mm=250.0))
    system = rail_system(4650.0, splice_length_mm=1.0, splice=SpliceRules(min_supports_per_piece=4))
    racking = racked(site, system, row_of(*evenly(4, 2000.0, 1154.0)))
    assert {finding.params["rule"] for finding in racking.findings} == {"supports"}
    for rail in racking.rails:
        feet = [part.x for part in parts(racking, HardwareKind.ATTACHMENT, rail)]
        assert all(any(bar.start_mm < foot < bar.end_mm for foot in feet) for bar in rail.bars)


def test_the_same_pieces_are_laid_in_an_order_that_keeps_splices_clear_of_clamps_and_attachments():
    # longest first, 4400 + 4212 + 700 mm, would put the second splice 56 mm from the attachment at 8795
    system = rail_system(max_span_mm=1754.0, cantilever_mm=513.0, splice=SpliceRules(min_piece_mm=700.0))
    site = roof(9790.0, rafters=Rafters(spacing_mm=600.0, offset_mm=395.0))
    racking = racked(site, system, row_of(*evenly(8, 289.0, 1154.0)))
    for rail in racking.rails:
        assert sorted(bar.length_mm for bar in rail.bars) == [700.0, 4212.0, 4400.0]
        for splice in parts(racking, HardwareKind.SPLICE, rail):
            others = [
                part for part in racking.hardware if part.rail == rail.id and part.kind is not splice.kind
            ]
            assert all(
                part.footprint[2] <= splice.footprint[0] or splice.footprint[2] <= part.footprint[0]
                for part in others
            )


def test_a_trimmed_bar_gives_no_longer_piece_than_what_is_left_of_it():
    racking = racked(
        roof(rafters=FINE), rail_system(4400.0, end_trim_mm=10.0), row_of(*evenly(6, 2000.0, 1154.0))
    )
    assert max(bar.length_mm for rail in racking.rails for bar in rail.bars) == 4380.0


def test_an_empty_surface_needs_no_racking():
    racking = racked(roof(), rail_system(), [])
    assert (racking.rails, racking.hardware, racking.findings) == ((), (), ())


def test_rafters_without_spacing_are_refused_with_the_surfaces_name():
    with pytest.raises(DesignError, match=r"'South'.*rafter spacing is 0 mm"):
        racked(roof(rafters=Rafters(spacing_mm=0.0)), rail_system(), row_of(2000.0))


def test_a_span_of_zero_is_refused():
    with pytest.raises(DesignError, match="0 mm is no span"):
        racked(roof(), rail_system(), row_of(2000.0), max_span_mm=0.0)


def test_a_rail_system_without_usable_stock_is_refused_by_name():
    with pytest.raises(CatalogError, match=r"^R: .*no stock bar"):
        racked(roof(), rail_system(20.0, end_trim_mm=10.0), row_of(2000.0))
