"""Lines of a hatch."""

import math
from itertools import pairwise

import pytest
from shapely.geometry import LineString, Polygon

from designer.drawing.hatching import hatch_lines
from designer.drawing.layers import LayerName
from designer.drawing.model import Hatch, Role
from designer.drawing.shapes import corners


def _hatch(*rings: tuple[tuple[float, float], ...]) -> Hatch:
    return Hatch(rings=rings, spacing_mm=90.0, layer=LayerName.HATCH, role=Role.OBSTACLE)


def test_lines_lie_within_the_area_at_45_degrees_and_one_spacing_apart() -> None:
    ring = corners((0.0, 0.0, 800.0, 500.0))
    lines = list(hatch_lines(_hatch(ring)))
    area = Polygon(ring).buffer(1e-6)
    assert all(area.covers(LineString(line)) for line in lines)
    across = sorted((line[0][1] - line[0][0]) * math.sqrt(0.5) for line in lines)
    assert all(b - a == pytest.approx(90.0) for a, b in pairwise(across))
    assert sum(LineString(line).length for line in lines) * 90.0 == pytest.approx(800.0 * 500.0, rel=0.1)


def test_an_island_stays_free() -> None:
    outer, island = corners((0.0, 0.0, 800.0, 500.0)), corners((200.0, 200.0, 600.0, 300.0))
    free = Polygon(island).buffer(-1e-6)
    lines = list(hatch_lines(_hatch(outer, island)))
    assert lines
    assert not any(LineString(line).intersects(free) for line in lines)


def test_nothing_to_hatch_gives_no_lines() -> None:
    assert list(hatch_lines(_hatch())) == []
