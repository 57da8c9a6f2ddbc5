"""A branch unrolled along its cable."""

import pytest
from msgspec.structs import replace

from designer.core.geometry.axes import Orientation
from designer.core.planning import derive
from designer.drawing.strip import branches_by_id, rise_at, strip_of
from designer.io.examples import example_path
from designer.io.project import load_project
from tests import sites

CATALOG = sites.catalog()


@pytest.fixture(scope="module")
def gable():
    design = load_project(example_path("gable"))
    return design, derive(design, CATALOG)


@pytest.fixture(scope="module")
def strip(gable):
    design, plan = gable
    return strip_of(design, CATALOG, plan, plan.branches[0])


def short_pitched_site():
    """Wide modules, two on a unit, on a trunk with a port every two metres: every other port stays empty."""
    lying = sites.row("R1", "S1", 6, 1, orientation=Orientation.LANDSCAPE)
    design = sites.design([sites.surface()], [lying])
    return replace(design, products=replace(design.products, trunk="hms-trunk-10awg-2.0m"))


def test_every_port_and_inverter_of_the_branch_is_on_it_in_order(gable, strip):
    branch = gable[1].branches[0]
    assert [port.id for port in strip.ports] == [drop.id for drop in branch.drops]
    assert [one.id for one in strip.inverters] == list(branch.inverters)
    alongs = [port.along_mm for port in strip.ports]
    assert alongs == sorted(alongs)
    assert alongs[0] == 0.0
    assert strip.length_mm > alongs[-1]


def test_the_curve_starts_at_the_branch_s_rise_and_ends_at_the_box(strip):
    assert strip.curve[0] == (0.0, pytest.approx(strip.rise_pct, abs=1e-4))
    assert strip.curve[-1] == (strip.length_mm, 0.0)


def test_between_two_points_the_rise_falls_evenly(strip):
    (start, high), (end, low) = strip.curve[:2]
    assert rise_at(strip, (start + end) / 2) == pytest.approx((high + low) / 2)
    assert rise_at(strip, -50.0) == high
    assert rise_at(strip, strip.length_mm + 1) == 0.0


def test_the_limit_is_the_project_s_own_where_it_has_one(gable):
    design, plan = gable
    assert (
        strip_of(design, CATALOG, plan, plan.branches[0]).limit_pct == CATALOG.region("eu-230").max_rise_pct
    )
    strict = replace(design, settings=replace(design.settings, max_rise_pct=0.7))
    assert strip_of(strict, CATALOG, plan, plan.branches[0]).limit_pct == 0.7


def test_inverters_hang_within_reach_of_their_ports(strip):
    assert all(abs(one.along_mm - one.port_mm) <= 1000.0 for one in strip.inverters)
    assert any(one.along_mm != one.port_mm for one in strip.inverters)


def test_skipped_ports_are_capped_and_lie_evenly_between_their_neighbours():
    design = short_pitched_site()
    plan = derive(design, CATALOG)
    found = strip_of(design, CATALOG, plan, plan.branches[0])
    step = next(step for step in found.steps if step.skipped)
    inside = [port for port in found.ports if step.start_mm < port.along_mm < step.end_mm]
    assert len(inside) == step.skipped
    assert found.capped == sum(step.skipped for step in found.steps)
    assert not any(port.inverter for port in inside)
    gaps = {round(b.along_mm - a.along_mm, 3) for a, b in zip(found.ports, found.ports[1:], strict=False)}
    assert len(gaps) == 1


def test_slack_over_the_limit_is_marked(gable):
    design, plan = gable
    tight = replace(design, settings=replace(design.settings, slack_limit_mm=100.0))
    steps = strip_of(tight, CATALOG, plan, plan.branches[0]).steps
    assert {step.over for step in steps} == {True, False}
    assert all(step.over == (step.slack_mm > 100.0) for step in steps)


def test_everything_of_a_branch_leads_to_it(gable):
    plan = gable[1]
    branch = plan.branches[0]
    inverter = next(one for one in plan.inverters if one.id == branch.inverters[0])
    names = (branch.id, branch.drops[0].id, branch.pieces[0].id, inverter.id, inverter.modules[0])
    found = branches_by_id(plan)
    assert {found[name] for name in names} == {branch.id}
    assert set(found) >= {one.id for one in plan.inverters}
