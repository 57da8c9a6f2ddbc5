"""Figures that break a limit never read like it."""

import pytest

from designer.core.told import beyond


@pytest.mark.parametrize(
    ("value", "limit", "decimals", "told"),
    [
        (99.7, 100.0, 0, 99),
        (71.4, 100.0, 0, 71),
        (2000.4, 2000.0, 0, 2001),
        (2.004, 2.0, 2, 2.01),
        (0.8019, 0.8, 2, 0.81),
        (0.8119, 0.8, 2, 0.81),
        (100.0, 100.0, 0, 100),
        (-99.7, 100.0, 0, -100),
    ],
)
def test_a_figure_beyond_its_limit_is_told_on_its_own_side(value, limit, decimals, told):
    assert beyond(value, limit, decimals) == told
