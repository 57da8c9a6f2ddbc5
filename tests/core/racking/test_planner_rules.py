"""What makers' planners and manuals say of spans, hooks, rail ends and cut plans (racking.md A5 to A8)."""

import math
from itertools import pairwise

import pytest

from designer.core.cutting.engine import solve
from designer.core.cutting.model import CuttingOptions, Piece, Stock
from designer.core.model.design import Rafters
from designer.core.model.plan import HardwareKind
from designer.core.racking.attachments import Stretch, SupportLimits, support
from designer.core.splicing import solve_spliced
from tests.core.racking.racking_sample import (
    codes,
    evenly,
    parts,
    racked,
    rail_system,
    roof,
    row_of,
)
from tests.core.racking.test_planner_oracles import CASES, KERF_MM

WIDTH_MM = 1134.0

# case, zone: largest span and cantilever by the loads, rafters, and the span that was used, m
SPANS = {
    "A field": (1.754, 0.523, 0.600, 1.200),
    "A eave corner": (1.725, 0.513, 0.600, 1.200),
    "B": (0.919, 0.462, 0.900, 0.900),
    "C": (0.831, 0.551, 0.800, 0.800),
    "D1 field": (1.117, 0.522, 0.850, 0.850),
    "D1 ridge corner": (0.856, 0.463, 0.850, 0.850),
    "D2 field": (1.592, 0.560, 0.850, 0.850),
    "D2 eave corner": (1.449, 0.560, 0.850, 0.850),
    "E2": (1.059, 0.481, 0.850, 0.850),
    "F": (1.162, 0.473, 0.650, 0.650),
}


@pytest.mark.parametrize("name", SPANS)
def test_hooks_stand_as_far_apart_as_whole_rafters_allow(name):
    span, cantilever, rafter, used = (1000.0 * metres for metres in SPANS[name])
    system = rail_system(4400.0, max_span_mm=span, cantilever_mm=cantilever)
    site = roof(rafters=Rafters(spacing_mm=rafter, offset_mm=200.0))
    racking = racked(site, system, row_of(*evenly(8, 2000.0, WIDTH_MM + 20.0)))
    for rail in racking.rails:
        hooks = [part.x for part in parts(racking, HardwareKind.ATTACHMENT, rail)]
        spans = [high - low for low, high in pairwise(hooks)]
        assert spans[:-1] == pytest.approx([used] * (len(spans) - 1))  # the last one as the end asks for
        assert spans[-1] <= used + 1e-6


@pytest.mark.parametrize(("name", "per_m2"), [("A", 1.12), ("B", 1.26), ("C1", 1.67), ("D1", 1.67)])
def test_hooks_for_the_modules_area_are_as_many_as_printed(name, per_m2):
    case = CASES[name]
    hooks = len(parts(case.racked(), HardwareKind.ATTACHMENT))
    area_m2 = case.columns * case.rows * case.module.length_mm * case.module.width_mm / 1e6
    assert hooks / area_m2 == pytest.approx(per_m2, abs=0.0065)  # printed to two digits, A's cut off


@pytest.mark.parametrize(("spans", "rail_mm"), [(6, 5199.0), (4, 3499.0)])
def test_with_hooks_outside_at_both_ends_a_rail_is_whole_spans_and_two_overhangs(spans, rail_mm):
    # E2: rafters 850 mm apart, 99 mm of rail past the two outer hooks, wherever the field lies between them
    limits = SupportLimits(span_mm=1059.0, cantilever_mm=481.0, overhang_mm=49.5, least_overhang_mm=25.0)
    last = spans * 850.0
    for before in (100.0, 200.0, 300.0, 368.0):
        field = Stretch(start_mm=before, end_mm=last - 200.0, floor_mm=-math.inf, ceiling_mm=math.inf)
        found = support([850.0 * number for number in range(-2, spans + 3)], field, limits)
        assert len(found.attachments) == spans + 1
        assert found.end_mm - found.start_mm == rail_mm


def test_the_cut_plan_of_case_b_takes_as_many_bars_and_leaves_as_much_as_printed():
    # printed per rail: 3 x 3.650 + 0.956, which puts splices at hooks; our rails have as many of both and
    # the splices off the hooks. 0.956 from a new bar (rest 2.684), from that (1.718), from that (0.752)
    pieces = [
        Piece(name="whole", length_mm=3650.0, quantity=12),
        Piece(name="rest", length_mm=956.0, quantity=4),
    ]
    options = CuttingOptions(kerf_mm=KERF_MM, time_limit_s=20.0)
    plan = solve(pieces, [Stock(name="bar", length_mm=3650.0)], (), options)
    assert plan.stocks_used == CASES["B"].bars
    cut = [bar for bar in plan.bars if bar.cuts[0].length_mm < 3650.0]
    assert len(cut) == 2
    assert sum(bar.remnant_mm for bar in cut) == pytest.approx(2684.0 + 752.0)  # ours in two equal bars


def test_sixteen_columns_on_a_standing_seam_roof_are_blocks_with_rails_30_mm_apart():
    # G: blocks of 3, 4, 4 and 4, the longest rail 4.696 m; 30 mm between rails are 130 mm between modules
    block_mm = 4 * (WIDTH_MM + 20.0) - 20.0 + 130.0
    first = 2000.0 + 3 * (WIDTH_MM + 20.0) - 20.0 + 130.0
    starts = evenly(3, 2000.0, WIDTH_MM + 20.0)
    for number in range(3):
        starts += evenly(4, first + number * block_mm, WIDTH_MM + 20.0)
    system = rail_system(max_run_mm=4696.0, joint_gap_mm=30.0)
    racking = racked(roof(rafters=Rafters(spacing_mm=50.0, offset_mm=0.0)), system, row_of(*starts))
    assert codes(racking) == []
    lower = racking.rails[::2]
    assert [rail.end_mm - rail.start_mm for rail in lower] == pytest.approx([3542.0, *[4696.0] * 3])
    assert [after.start_mm - rail.end_mm for rail, after in pairwise(lower)] == pytest.approx([30.0] * 3)
    assert len(parts(racking, HardwareKind.JOINT)) == 2 * 3


def test_the_base_rails_of_case_f3_have_as_many_hooks_and_no_more_bars_or_splices_than_printed():
    # Printed: 42 hooks, 14 bars, 5 splices with the 16 upper rails of 2.388 m; not printed: how long the two
    # base rails are. Here they reach from the first upper rail to the last, 0.225 of a module from its edge.
    rail_mm = 14126.0 - 2 * 0.225 * 1757.0 + 36.0
    limits = SupportLimits(span_mm=1162.0, cantilever_mm=473.0, overhang_mm=50.0, least_overhang_mm=25.0)
    free = Stretch(start_mm=0.0, end_mm=rail_mm, floor_mm=-math.inf, ceiling_mm=math.inf)
    base = support([100.0 + 650.0 * number for number in range(-2, 24)], free, limits)
    assert 2 * len(base.attachments) == 42
    rails = [
        Piece(name="upper", length_mm=2388.0, quantity=16),
        Piece(name="base", length_mm=base.end_mm - base.start_mm, quantity=2),
    ]
    plan = solve_spliced(
        rails,
        [Stock(name="bar", length_mm=4800.0)],
        (),
        CuttingOptions(kerf_mm=KERF_MM, time_limit_s=20.0),
        700.0,
    )
    assert plan.cutting.stocks_used <= 14
    assert plan.splices <= 5


@pytest.mark.parametrize("modules", range(1, 11))
def test_nextrail_counts_feet_by_length_span_and_cantilever(modules):
    # L = 2 x 50 + n w + (n - 1) x 22; feet = max(1, ceil((L - 700) / 1400)) + 1
    system = rail_system(
        4200.0, mid_gap_mm=22.0, end_overhang_mm=50.0, max_span_mm=1400.0, cantilever_mm=350.0
    )
    site = roof(rafters=Rafters(spacing_mm=2.0, offset_mm=0.0))
    racking = racked(site, system, row_of(*evenly(modules, 2000.0, WIDTH_MM + 22.0)))
    length = 2 * 50.0 + modules * WIDTH_MM + (modules - 1) * 22.0
    feet = max(1, math.ceil((length - 700.0) / 1400.0)) + 1
    for rail in racking.rails:
        assert rail.end_mm - rail.start_mm == pytest.approx(length)
        assert len(parts(racking, HardwareKind.ATTACHMENT, rail)) == feet


@pytest.mark.parametrize("modules", [1, 4, 10])
def test_qrail_is_as_long_as_either_revision_of_its_manual_says(modules):
    def rail_mm(gap_mm):
        system = rail_system(4267.2, mid_gap_mm=gap_mm, end_overhang_mm=30.5)
        site = roof(rafters=Rafters(spacing_mm=50.0, offset_mm=0.0))
        racking = racked(site, system, row_of(*evenly(modules, 2000.0, WIDTH_MM + gap_mm)))
        return racking.rails[0].end_mm - racking.rails[0].start_mm

    assert rail_mm(17.0) == pytest.approx(modules * WIDTH_MM + (modules - 1) * 17.0 + 2 * 30.5)
    # Rev 4.2 prints n (w + 0.75 in) + 2.4 in: it counts a gap more than there are
    assert rail_mm(19.05) == pytest.approx(modules * (WIDTH_MM + 19.05) + 61.0 - 19.05)


def test_case_a_cuts_each_rail_into_two_whole_bars_but_for_the_least_piece():
    # 9.312 m from 4.40 m: the rest of 512 mm is less than 700 mm, so the second bar gives up 188 mm
    for rail in CASES["A"].racked().rails:
        assert sorted(round(bar.length_mm) for bar in rail.bars) == [700, 4212, 4400]


def test_the_planners_kerf_is_lost_with_every_cut():
    # four pieces of 1.1 m and 10 mm a cut are more than a bar of 4.40 m
    def bars(kerf_mm):
        pieces = [Piece(name="P", length_mm=1100.0, quantity=4)]
        stock = [Stock(name="bar", length_mm=4400.0)]
        return solve(pieces, stock, (), CuttingOptions(kerf_mm=kerf_mm, time_limit_s=20.0)).stocks_used

    assert (bars(0.0), bars(KERF_MM)) == (1, 2)
