"""Running figures: on tiers beyond their line, none on another, lines to them only where the way is clear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.drawing.chains import figure_mm
from designer.drawing.length_units import LengthUnit
from designer.drawing.running import (
    FIRST_STEPS,
    MOST_TIERS,
    TIER_STEPS,
    RunningFigure,
    foot_mm,
    lead_mm,
    running_figures,
    running_room,
)
from designer.drawing.sheets.scales import dimension_style

START = 250.0
STYLES = {unit: dimension_style(100.0, unit) for unit in LengthUnit}

units = st.sampled_from(list(LengthUnit))
stops = st.lists(st.floats(300.0, 90_000.0), unique=True, max_size=60).map(sorted)


def _span(one: RunningFigure, unit: LengthUnit) -> tuple[float, float]:
    half = figure_mm(one.stop - START, STYLES[unit]) / 2.0
    return one.stop - half, one.stop + half


@given(stops, units)
def test_no_figure_lies_on_another_or_in_the_way_to_one(places: list[float], unit: LengthUnit) -> None:
    figures = running_figures(places, START, STYLES[unit], MOST_TIERS[unit])
    for number, one in enumerate(figures):
        for other in figures[:number]:
            a, b = _span(one, unit), _span(other, unit)
            assert one.away_mm != other.away_mm or a[0] >= b[1] or b[0] >= a[1]
        inner = [other for other in figures if other.away_mm < one.away_mm]
        crossed = any(start < one.stop < end for start, end in (_span(other, unit) for other in inner))
        assert not (one.led and crossed)


@given(stops, units)
def test_they_keep_to_the_room_that_is_left_for_them(places: list[float], unit: LengthUnit) -> None:
    style = STYLES[unit]
    room = running_room(MOST_TIERS[unit]) * style.text_mm
    for one in running_figures(places, START, style, MOST_TIERS[unit]):
        assert one.away_mm + style.text_mm / 2.0 <= room + 1e-6
        assert foot_mm(style) <= lead_mm(one, style) + 1e-6 < one.away_mm


def test_steps_of_attachments_are_all_told_on_two_tiers() -> None:
    """650 mm at 1:100, where a figure is 1 m long."""
    style = STYLES[LengthUnit.MILLIMETRES]
    places = [4850.0 + 650.0 * step for step in range(13)]
    figures = running_figures(places, 0.0, style, MOST_TIERS[LengthUnit.MILLIMETRES])
    assert [one.stop for one in figures] == places
    tiers = {round((one.away_mm / style.text_mm - FIRST_STEPS) / TIER_STEPS) for one in figures}
    assert tiers == {0, 1}
    assert all(one.led for one in figures)


@pytest.mark.parametrize("unit", list(LengthUnit))
def test_a_figure_longer_than_what_it_measures_is_left_to_the_chain(unit: LengthUnit) -> None:
    figures = running_figures([START + 300.0, START + 9000.0], START, STYLES[unit], 2)
    assert [one.stop for one in figures] == [START + 9000.0]


@given(stops)
def test_more_tiers_never_tell_less(places: list[float]) -> None:
    style = STYLES[LengthUnit.MILLIMETRES]
    told = [len(running_figures(places, START, style, most)) for most in (1, 2, 3, 4)]
    assert told == sorted(told)
