"""The voltage along a branch is the planner's own, point by point."""

import pytest
from msgspec.structs import replace

from designer.core.model.plan import PieceKind, StepKind
from designer.core.planning import derive
from designer.core.trunk.profile import rise_profile, rules_of
from tests import sites
from tests.planned import example, plan_of_example


@pytest.fixture(scope="module", params=["gable", "hip"])
def planned(request):
    return example(request.param), sites.catalog(), plan_of_example(request.param)


def profiles(planned):
    design, catalog, plan = planned
    inverters = {one.id: one for one in plan.inverters}
    for branch in plan.branches:
        yield branch, rise_profile(branch, rules_of(design, catalog, branch), inverters, catalog)


def test_the_far_end_has_the_rise_of_the_branch(planned):
    for branch, points in profiles(planned):
        assert points[0].at == branch.inverters[0]
        assert points[0].rise_pct == pytest.approx(branch.rise_pct, abs=1e-4)
        assert points[0].rise_v == pytest.approx(branch.rise_v, abs=1e-4)


def test_the_box_has_none_and_it_falls_on_the_way(planned):
    for branch, points in profiles(planned):
        assert points[-1].at == branch.box
        assert points[-1].rise_v == 0
        rises = [point.rise_v for point in points]
        assert rises == sorted(rises, reverse=True)


def test_standard_steps_are_as_long_as_their_cable(planned):
    for branch, points in profiles(planned):
        for step, here, there in zip(branch.steps, points, points[1:], strict=False):
            way = step.cable_mm if step.kind is StepKind.STANDARD else step.needed_mm
            assert there.along_mm - here.along_mm == pytest.approx(way)


def test_all_cable_of_the_pieces_counts_without_its_stripped_ends(planned):
    """Service loop and dressing of the end cable too: current flows through all that is cut."""
    design, catalog, _ = planned
    for branch, points in profiles(planned):
        rules = rules_of(design, catalog, branch)
        laid = sum(
            (piece.ports - 1) * rules.product.pitch_mm
            if piece.kind is PieceKind.TRUNK_RUN
            else piece.needed_mm - 2 * rules.family.stripping_mm
            for piece in branch.pieces
        )
        assert points[-1].along_mm == pytest.approx(laid, abs=0.01)


@pytest.mark.parametrize(
    ("inverter", "family", "region"),
    [
        ("iq8", "enphase-q-12", "na-208"),
        ("ds3-s", "apsystems-ds3", "eu-230"),
        ("hmt-1600-4t", "hoymiles-hmt", "eu-230"),
        ("hmt-1600-4t", "hoymiles-hmt", "na-208"),
    ],
)
def test_moulded_and_three_phase_trunks_agree_too(inverter, family, region):
    house = sites.gable()
    products = replace(house.products, inverter=inverter, family=family, trunk=None)
    design = replace(house, region=region, products=products)
    catalog = sites.catalog()
    found = list(profiles((design, catalog, derive(design, catalog))))
    assert found
    for branch, points in found:
        assert points[0].rise_pct == pytest.approx(branch.rise_pct, abs=1e-4)
