"""Lengths in feet and inches: to the sixteenth, as CADs write architectural units."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.drawing.length_units import MM_PER_INCH, LengthUnit, length_text

FORM = re.compile(r"(?:(\d+)'-)?(\d+)(?: (\d+)/(\d+))?\"")


def inches(text: str) -> Fraction:
    feet, whole, above, below = FORM.fullmatch(text).groups()  # type: ignore[union-attr]
    return 12 * int(feet or 0) + int(whole) + (Fraction(int(above), int(below)) if above else 0)


@given(st.floats(0.0, 200_000.0))
def test_what_is_written_is_the_length_to_a_thirty_second(length_mm: float) -> None:
    text = length_text(length_mm, LengthUnit.FEET)
    assert abs(float(inches(text)) - length_mm / MM_PER_INCH) <= 1 / 32 + 1e-9


@given(st.floats(0.0, 200_000.0))
def test_fractions_are_in_lowest_terms_and_inches_below_a_foot(length_mm: float) -> None:
    feet, whole, above, below = FORM.fullmatch(length_text(length_mm, LengthUnit.FEET)).groups()  # type: ignore[union-attr]
    assert feet is None or int(whole) < 12
    if above:
        assert int(above) % 2 == 1
        assert int(below) in {2, 4, 8, 16}


@pytest.mark.parametrize(
    ("length_mm", "text"),
    [(0.0, '0"'), (25.4, '1"'), (304.8, "1'-0\""), (5770.0, "18'-11 3/16\""), (304.7, "1'-0\"")],
)
def test_lengths_as_they_are_read(length_mm: float, text: str) -> None:
    assert length_text(length_mm, LengthUnit.FEET) == text


def test_millimetres_are_whole() -> None:
    assert length_text(1153.6, LengthUnit.MILLIMETRES) == "1154"
