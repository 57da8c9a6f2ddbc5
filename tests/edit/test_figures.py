"""Figures as tools write them."""

import pytest

from designer.edit.figures import way_text


@pytest.mark.parametrize(
    ("second", "text"),
    [
        ((1000.0, 0.0), "1000 mm, 0°"),
        ((1000.0, -1e-9), "1000 mm, 0°"),
        ((0.0, -500.0), "500 mm, 270°"),
        ((300.0, 400.0), "500 mm, 53.1°"),
    ],
)
def test_a_way_is_its_length_and_a_direction_below_a_full_turn(second, text) -> None:
    assert way_text((0.0, 0.0), second) == text
