"""Round steps of grid, rulers and scale bar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.gui.canvas.furniture import bar_text
from designer.gui.canvas.steps import length_text, places, round_below, round_step, steps_at

LENGTHS = st.floats(1e-3, 1e6)


def _is_round(length: float) -> bool:
    digits = f"{length:.9e}".split("e", maxsplit=1)[0]
    return float(digits) in (1.0, 2.0, 5.0)


@given(LENGTHS)
def test_steps_are_the_nearest_round_ones(length: float) -> None:
    above, below = round_step(length), round_below(length)
    assert _is_round(above)
    assert _is_round(below)
    assert below <= length * (1 + 1e-8)
    assert length * (1 - 1e-8) <= above <= 2.5 * length


@given(st.floats(0.02, 5000.0))
def test_labelled_steps_are_far_enough_apart_and_divide_into_round_parts(mm_per_px: float) -> None:
    steps = steps_at(mm_per_px, 80.0)
    assert 80.0 - 1e-6 <= steps.major_mm / mm_per_px <= 200.0 + 1e-6
    assert _is_round(steps.minor_mm)
    parts = steps.major_mm / steps.minor_mm
    assert parts == pytest.approx(round(parts))


def test_places_are_those_from_start_to_end() -> None:
    assert places(-250.0, 200.0, 100.0) == [-2, -1, 0, 1, 2]


@pytest.mark.parametrize(("mm_per_px", "metres"), [(2.0, False), (6.0, False), (7.0, True), (60.0, True)])
def test_rulers_change_to_metres_when_steps_are_whole_ones(mm_per_px: float, metres: bool) -> None:
    assert steps_at(mm_per_px, 80.0).in_metres is metres


def test_lengths_are_written_without_needless_digits() -> None:
    assert length_text(1500.0, metres=True) == "1.5"
    assert length_text(-0.0, metres=False) == "0"
    assert length_text(250.0, metres=False) == "250"


@pytest.mark.parametrize(("length", "text"), [(500.0, "500 mm"), (1000.0, "1 m"), (20000.0, "20 m")])
def test_the_scale_bar_names_its_unit(length: float, text: str) -> None:
    assert bar_text(length) == text
