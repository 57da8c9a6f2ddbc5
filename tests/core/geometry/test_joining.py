"""Rings of lines: found where they meet and cross; not looked for where that is at countless places."""

import numpy as np
import pytest

from designer.core.geometry import joining
from designer.core.geometry.joining import rings_of
from designer.core.geometry.sketch import Stroke


def grid(lines: int) -> list[Stroke]:
    """So many lines each way, which make (lines − 1)² squares of a metre."""
    end = 1000.0 * (lines - 1)
    steps = [1000.0 * number for number in range(lines)]
    level = [Stroke("a", np.array([(0.0, at, 0.0), (end, at, 0.0)])) for at in steps]
    return [*level, *(Stroke("a", stroke.points[:, [1, 0, 2]]) for stroke in level)]


@pytest.mark.parametrize("lines", [2, 3, 10])
def test_lines_that_cross_make_faces(lines: int) -> None:
    assert len(rings_of(grid(lines))) == (lines - 1) ** 2


def test_beyond_a_number_of_crossings_no_faces_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "MOST_CROSSINGS", 100)
    assert len(rings_of(grid(10))) == 81
    monkeypatch.setattr(joining.shapely, "node", lambda _: pytest.fail("they were noded"))
    assert rings_of(grid(20)) == []
