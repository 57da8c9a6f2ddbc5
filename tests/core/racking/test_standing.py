"""Where the modules of a row may stand so that the ends of its rails are carried."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.racking.attachments import (
    Stretch,
    SupportLimits,
    ZoneLimits,
    excess_cantilever,
    excess_span,
    support,
)
from designer.core.racking.standing import Chain, RailLine, _Standing, carried_places

OVERHANG = 50.0
LIMITS = SupportLimits(span_mm=1000.0, cantilever_mm=300.0, overhang_mm=50.0, least_overhang_mm=25.0)
IN_ZONES = SupportLimits(
    span_mm=1000.0,
    cantilever_mm=300.0,
    overhang_mm=50.0,
    least_overhang_mm=25.0,
    zones=(
        ZoneLimits(start_mm=-500.0, end_mm=900.0, span_mm=950.0, cantilever_mm=120.0),
        ZoneLimits(start_mm=2600.0, end_mm=3100.0, span_mm=1000.0, cantilever_mm=200.0),
    ),
)
JOINT = 130.0


def chain(modules, low, high, per_block=math.inf):
    return Chain(
        modules=modules, module_mm=1134.0, gap_mm=20.0, joint_mm=JOINT, per_block=per_block, room=(low, high)
    )


def rafters(spacing, offset):
    return tuple(offset + spacing * number for number in range(-5, 60))


def carried(line, low, high):
    """Whether a rail over modules from `low` to `high` keeps span and cantilevers; asked of the racking."""
    floor, ceiling = line.ground
    stretch = Stretch(start_mm=low - OVERHANG, end_mm=high + OVERHANG, floor_mm=floor, ceiling_mm=ceiling)
    found = support(line.places, stretch, line.limits)
    return (
        len(found.attachments) > 0
        and excess_span(found, line.limits) is None
        and excess_cantilever(found, line.limits) is None
    )


@st.composite
def sites(draw):
    low = draw(st.integers(0, 500)) * 1.0
    modules = draw(st.integers(1, 6))
    high = low + modules * 1154.0 - 20.0 + draw(st.integers(0, 700))
    lines = [
        RailLine(
            rafters(draw(st.sampled_from([450.0, 700.0, 900.0])), draw(st.integers(0, 899)) * 1.0),
            (low - draw(st.integers(50, 400)), high + draw(st.integers(50, 400))),
            draw(st.sampled_from([LIMITS, IN_ZONES])),
        )
        for _ in range(2)
    ]
    return chain(modules, low, high), lines


@settings(max_examples=150)
@given(sites(), st.floats(0.0, 1.0))
def test_places_are_carried_and_none_are_missed(site, share):
    modules, lines = site
    low, high = modules.room
    length = modules.length_mm(modules.modules)
    near = [low + share * (high - low - length) + 1154.0 * number for number in range(modules.modules)]
    found = carried_places(modules, lines, OVERHANG, near)
    if found is not None:
        assert low - 1e-3 <= found[0]
        assert found[-1] + 1134.0 <= high + 1e-3
        assert all(carried(line, found[0], found[-1] + 1134.0) for line in lines)
    tried = [u for u in np.arange(low, high - length, 10.0) if all(carried(x, u, u + length) for x in lines)]
    assert found is not None or not tried
    if tried:
        assert abs(found[0] - near[0]) <= min(abs(u - near[0]) for u in tried) + 1e-3


def test_joints_move_to_where_rail_ends_are_carried():
    # six modules with a joint and no room to spare: of the cuts 1|5 to 5|1 few have rafters near both ends
    cuts = set()
    for offset in range(0, 500, 20):
        line = RailLine(rafters(500.0, float(offset)), (-500.0, 7600.0), LIMITS)
        modules = chain(6, 0.0, 6904.0 + JOINT - 20.0, per_block=5)
        found = carried_places(modules, [line, line], OVERHANG, [1154.0 * n for n in range(6)])
        if found is None:
            continue
        steps = [after - before for before, after in itertools.pairwise(found)]
        (size,) = (place for place, step in enumerate(steps, start=1) if step > 1155.0)
        end, begin = found[size - 1] + 1134.0, found[size]
        assert begin - end >= JOINT - 1e-3
        assert carried(RailLine(line.places, (-500.0, end + OVERHANG), LIMITS), found[0], end)
        assert carried(RailLine(line.places, (begin - OVERHANG, 7600.0), LIMITS), begin, found[-1] + 1134.0)
        cuts.add(size)
    assert len(cuts) > 1


def test_where_no_place_is_carried_none_is_found():
    line = RailLine((500.0, 5000.0), (-50.0, 1300.0), LIMITS)
    assert carried_places(chain(1, 0.0, 1134.0), [line, line], OVERHANG, [0.0]) is None


@pytest.mark.parametrize("modules", [1, 3])
def test_modules_without_a_fault_stay_where_they_are(modules):
    line = RailLine(rafters(100.0, 0.0), (-500.0, 9000.0), LIMITS)
    near = [300.0 + 1154.0 * number for number in range(modules)]
    found = carried_places(chain(modules, 0.0, 8000.0), [line, line], OVERHANG, near)
    assert found == pytest.approx(near)


def test_a_row_like_one_before_is_not_looked_through_again(monkeypatch):
    looked = []
    starts = _Standing._earliest_start

    def looking(self, size, *rest, **options):
        looked.append(size)
        return starts(self, size, *rest, **options)

    monkeypatch.setattr(_Standing, "_earliest_start", looking)
    line = RailLine(rafters(500.0, 130.0), (-500.0, 9100.0), LIMITS)
    row, near = chain(7, 0.0, 8765.4, per_block=5), [1154.0 * n for n in range(7)]
    first = carried_places(row, [line, line], OVERHANG, near)
    after_one = len(looked)
    moved = carried_places(row, [line, line], OVERHANG, [at + 400.0 for at in near])
    assert first is not None
    assert moved is not None
    assert moved[0] > first[0], "it is set as near as may be to where this one stands"
    assert len(looked) == after_one > 0
