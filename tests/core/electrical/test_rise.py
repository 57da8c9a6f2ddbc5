"""Voltage rise against the makers' wire tables and the worked figures of the field."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.core.electrical.rise import CableSegment, equal_pitch_rise_v, longest_home_run_mm, rise_v

FOOT_MM = 304.8
KILOFOOT_PER_KM = 1000 / 304.8

M250 = {
    2.05: [585, 293, 195, 146, 117, 98, 84, 73, 65, 59, 53, 49, 45, 42, 39, 37],
    1.29: [930, 465, 310, 233, 186, 155, 133, 116, 103, 93, 85, 78, 72, 66, 62, 58],
    0.809: [1483, 742, 494, 371, 297, 247, 212, 185, 165, 148, 135, 124, 114, 106, 99, 93],
    0.510: [2353, 1176, 784, 588, 471, 392, 336, 294, 261, 235, 214, 196, 181, 168, 157, 147],
    0.321: [3738, 1869, 1246, 935, 748, 623, 534, 467, 415, 374, 340, 312, 288, 267, 249, 234],
}
S280 = {
    1.98: [539, 269, 180, 135, 108, 90, 77, 67, 60, 54, 49, 45, 41, 38],
    1.24: [860, 430, 287, 215, 172, 143, 123, 108, 96, 86, 78, 72, 66, 61],
    0.778: [1371, 686, 457, 343, 274, 229, 196, 171, 152, 137, 125, 114, 105, 98],
    # the sheet prints 392 for six units, a misprint: the formula of the sheet itself gives 362
    0.491: [2172, 1086, 724, 543, 434, 362, 310, 272, 241, 217, 197, 181, 167, 155],
    0.308: [3463, 1732, 1154, 866, 693, 577, 495, 433, 385, 346, 315, 289, 266, 247],
}


@pytest.mark.parametrize(
    ("current_a", "ohm_per_kft", "units", "feet"),
    [
        (current, ohm, units, feet)
        for current, table in ((1.0, M250), (1.125, S280))
        for ohm, row in table.items()
        for units, feet in enumerate(row, start=1)
    ],
)
def test_home_run_table_of_the_maker_is_reproduced(current_a, ohm_per_kft, units, feet):
    run = longest_home_run_mm(0.01, 240.0, units, current_a, ohm_per_kft * KILOFOOT_PER_KM)
    assert math.floor(run / FOOT_MM + 0.5) == feet


@pytest.mark.parametrize(
    ("units", "ohm_per_km", "pitch_mm", "percent"),
    [(7, 4.07, 2000, 0.86), (7, 4.07, 2300, 0.99), (4, 6.49, 2000, 0.49)],
)
def test_worked_figures_for_a_1000_va_unit_at_230_v(units, ohm_per_km, pitch_mm, percent):
    volts = equal_pitch_rise_v(units, 1000 / 230, ohm_per_km, pitch_mm)
    assert 100 * volts / 230 == pytest.approx(percent, abs=0.005)


@given(st.integers(1, 20), st.floats(0.1, 10), st.floats(0.5, 8), st.floats(500, 5000))
def test_sum_over_equal_segments_is_the_closed_formula(units, current, ohm, pitch):
    segments = [CableSegment(pitch, ohm, k * current) for k in range(1, units + 1)]
    assert rise_v(segments, 1) == pytest.approx(equal_pitch_rise_v(units, current, ohm, pitch))


def test_three_phase_rise_uses_root_three():
    segment = [CableSegment(1000.0, 4.0, 10.0)]
    assert rise_v(segment, 3) / rise_v(segment, 1) == pytest.approx(math.sqrt(3) / 2)
