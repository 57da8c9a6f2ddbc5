"""One branch: pitch, positions and skipped ports, against plain enumeration over a grid."""

from itertools import product as combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.geometry.axes import RailAxis
from designer.core.inverters.slots import InverterSlot
from designer.core.model.plan import RailRun, StepKind
from designer.core.trunk.hops import StraightHop
from designer.core.trunk.matching import OVER_LIMIT, match_branch, matched_step, step_cost
from designer.core.trunk.ports import port_range
from designer.core.trunk.rules import rules_for
from tests import sites

CATALOG = sites.catalog()
UNIT = CATALOG.inverter("hms-1000-2t")
FAMILY = CATALOG.family("hoymiles-hms")
RAIL = RailRun(
    id="R1.L1",
    surface="S1",
    row_id="R1",
    line=0,
    product="k2-singlerail-36",
    axis=RailAxis.EAVE,
    across_mm=500,
    start_mm=0,
    end_mm=60000,
    bars=(),
    width_mm=40,
)


class LowerEnd:
    """The box at the rail's lower end."""

    def ways(self, starts):
        return np.abs(starts)


def slot(name, low, high):
    return InverterSlot(
        id=name,
        surface="S1",
        row_id="R1",
        row=1,
        axis=RailAxis.EAVE,
        product=UNIT,
        line=0,
        side=1,
        across_mm=500,
        clearance_mm=20,
        rails=(RAIL,),
        allowed=((low, high),),
        preferred_mm=(low + high) / 2,
        modules=(),
    )


def rules(pitch=2300.0, **more):
    product = replace(FAMILY.products[0], pitch_mm=pitch, conductor="10 AWG", ports_per_reel=50)
    family = replace(FAMILY, dressing_mm=0.0, **more)
    return rules_for(sites.gable(), CATALOG, family, product)


def ranges(windows, reach=0.0):
    return [port_range(slot(f"I{i}", low, high), reach, ()) for i, (low, high) in enumerate(windows)]


def match(windows, limits, reach=0.0):
    hops = [StraightHop()] * (len(windows) - 1)
    return match_branch(ranges(windows, reach), hops, LowerEnd(), limits)


def test_drift_of_eight_millimetres_a_step_is_taken_up_by_the_windows():
    centres = [1154 + 2308 * k for k in range(7)]
    found = match([(c - 24, c + 24) for c in centres], rules())
    assert [(step.kind, step.pitches) for step in found.steps] == [(StepKind.STANDARD, 1)] * 6
    assert all(step.distance_mm <= 2300 + 1e-6 for step in found.steps)


def test_one_millimetre_less_of_window_and_it_cannot_be_done_without_more():
    centres = [1154 + 2308 * k for k in range(7)]
    found = match([(c - 23, c + 23) for c in centres], rules())
    assert any(step.pitches != 1 for step in found.steps)


def test_ports_within_reach_of_the_inverters_help():
    centres = [1154 + 2308 * k for k in range(7)]
    found = match([(c, c) for c in centres], rules(), reach=24.0)
    assert all(step.pitches == 1 for step in found.steps)
    for port, along in zip(found.ports, found.alongs, strict=True):
        assert abs(port - along) <= 24 + 1e-6


def test_skipping_a_port_or_linking_is_decided_by_price():
    windows = [(1000.0, 1000.0), (4000.0, 4000.0)]
    skip = match(windows, rules(links_allowed=False))
    assert (skip.steps[0].kind, skip.steps[0].pitches) == (StepKind.STANDARD, 2)
    cheap = rules()
    cheap = replace(cheap, prices=replace(cheap.prices, link=0.0, bulk_per_mm=0.0))
    assert match(windows, cheap).steps[0].kind is StepKind.LINK


def test_a_step_over_the_slack_limit_is_taken_only_when_nothing_else_is_possible():
    tight = replace(rules(pitch=4200.0, links_allowed=False), slack_limit_mm=100.0)
    found = match([(1000.0, 1000.0), (3308.0, 3308.0)], tight)
    assert found.violations() == 1
    assert found.cost > OVER_LIMIT


def test_no_way_to_the_box_makes_the_branch_impossible():
    class Nowhere:
        def ways(self, starts):
            return np.full(len(starts), np.inf)

    assert match_branch(ranges([(0.0, 10.0)]), [], Nowhere(), rules()).cost == np.inf


windows = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda t: (t[0] * 25.0, t[1] * 25.0)),
    min_size=2,
    max_size=4,
)


@settings(max_examples=40, deadline=None)
@given(windows, st.sampled_from([1000.0, 2000.0, 2300.0]), st.booleans())
def test_never_costlier_than_enumeration_over_the_same_grid(offsets, pitch, links):
    limits = rules(pitch, links_allowed=links)
    spans = [(2308.0 * k + a, 2308.0 * k + a + b) for k, (a, b) in enumerate(offsets)]
    found = match(spans, limits)
    grids = [
        np.unique(np.concatenate([np.arange(lo, hi + 1, 100.0), [lo, hi, (lo + hi) / 2]])) for lo, hi in spans
    ]
    best = np.inf
    for places in combinations(*grids):
        gaps = np.abs(np.diff(places))
        shift = sum(abs(p - (lo + hi) / 2) for p, (lo, hi) in zip(places, spans, strict=True))
        cost = step_cost(gaps, limits).sum() + places[-1] * limits.prices.bulk_per_mm + 1e-4 * shift
        best = min(best, cost)
    fixed = limits.prices.port + limits.prices.end_cap
    assert found.cost <= best + fixed + 1e-6


@given(st.floats(0, 20000))
def test_a_standard_step_covers_its_way(distance):
    limits = rules()
    step = matched_step(distance, limits)
    if step.kind is StepKind.STANDARD:
        assert step.pitches * 2300 >= distance - 1e-5
        assert (step.pitches - 1) * 2300 < distance + 1e-5 or step.pitches == 1
    assert float(step_cost(np.array([distance]), limits)[0]) == pytest.approx(
        float(step_cost(np.array([step.distance_mm]), limits)[0])
    )
