"""What a branch costs is what its ports, parts and cable cost, piece by piece."""

import pytest
from msgspec.structs import replace

from designer.core.model.plan import PieceKind
from designer.core.model.trunk_family import PartPer
from designer.core.planning import Planner
from designer.core.trunk.pieces import rounded_up
from designer.core.trunk.profile import rules_of
from designer.core.trunk.rules import rules_for
from tests import sites
from tests.benchmarks.trunk_sites import generated_at
from tests.planned import example, plan_of_example


@pytest.mark.parametrize("name", ["gable", "hip"])
def test_a_branch_costs_what_its_ports_parts_and_pieces_cost(name):
    """An end cable with its service loop and stripped ends too, as it is cut."""
    design, catalog, plan = example(name), sites.catalog(), plan_of_example(name)
    assert plan.branches
    for branch in plan.branches:
        rules = rules_of(design, catalog, branch)
        family, prices = rules.family, rules.prices
        bulk = [piece for piece in branch.pieces if piece.kind is not PieceKind.TRUNK_RUN]
        links = [piece for piece in bulk if piece.kind is PieceKind.LINK]
        ports = sum(piece.ports for piece in branch.pieces)
        end_cap = prices.leg - (family.beyond_feed_mm + 2 * family.stripping_mm) * prices.bulk_per_mm
        assert end_cap == pytest.approx(catalog.assumptions.end_cap_price)
        parts = len(links) * prices.link + (ports - len(branch.inverters)) * prices.port_cap + end_cap
        cable = sum(piece.needed_mm for piece in bulk) * prices.bulk_per_mm
        assert branch.cost == pytest.approx(ports * prices.port + parts + cable, abs=0.01)


def test_each_leg_pays_for_the_plug_of_its_end_cable():
    """APsystems sells one for each cable that leads to a junction box."""
    family = sites.catalog().family("apsystems-ds3")
    (plug,) = [part for part in family.parts if part.per is PartPer.FEED]
    bare = replace(family, parts=tuple(part for part in family.parts if part.per is not PartPer.FEED))
    design = example("gable")
    with_plug, without = (
        rules_for(design, sites.catalog(), one, one.products[0]).prices for one in (family, bare)
    )
    assert with_plug.leg - without.leg == pytest.approx(plug.price / with_plug.unit)


def test_cable_that_costs_nothing_is_planned_like_cable_that_costs_next_to_nothing():
    """Also where there is no way at all, which is no number of mm."""
    catalog, design = sites.catalog(), generated_at(23, sites.catalog()).design
    family = catalog.family("hoymiles-hms")
    found = []
    for price in (0.0, 1e-6):
        bulk = tuple(replace(one, price_per_m=price) for one in family.bulk)
        found.append(Planner(replace(catalog, families=(replace(family, bulk=bulk),))).plan(design).trunk)
    assert found[0] == found[1]
    assert found[0].gap_pct == 0


@pytest.mark.parametrize(
    ("needed_mm", "cut_mm"),
    [(0.0, 10.0), (0.4, 10.0), (3990.0, 3990.0), (3990.000002, 3990.0), (3990.001, 4000.0), (3991.0, 4000.0)],
)
def test_bulk_cable_is_cut_to_full_centimetres_one_at_least(needed_mm, cut_mm):
    """What rounding a port leaves is no length, and a link between ports side by side is one."""
    assert rounded_up(needed_mm) == cut_mm
