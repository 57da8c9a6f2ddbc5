"""Catalogues with prices in any currency: the same branches, at as many times the cost."""

import pytest
from msgspec.structs import replace

from designer.core.planning import Planner
from designer.core.trunk.rules import price_unit
from tests import sites
from tests.benchmarks.trunk_sites import generated_at

CATALOG = sites.catalog()
_ASSUMED = ("cable_price_per_m", "port_price", "port_cap_price", "end_cap_price", "link_price")


def times(price, factor):
    return None if price is None else price * factor


def priced(factor):
    """The bundled catalogue with all prices of the trunk so many times as high."""
    assumed = CATALOG.assumptions
    families = tuple(
        replace(
            family,
            parts=tuple(replace(one, price=times(one.price, factor)) for one in family.parts),
            bulk=tuple(replace(one, price_per_m=times(one.price_per_m, factor)) for one in family.bulk),
            products=tuple(
                replace(one, price_per_reel=times(one.price_per_reel, factor)) for one in family.products
            ),
        )
        for family in CATALOG.families
    )
    own = {name: factor * getattr(assumed, name) for name in _ASSUMED}
    return replace(CATALOG, assumptions=replace(assumed, **own), families=families)


def planned(catalog, number, rise_pct):
    design, heard = generated_at(number, catalog).design, []
    design = replace(design, settings=replace(design.settings, max_rise_pct=rise_pct))
    return Planner(catalog).plan(design, told=heard.append), heard


@pytest.mark.parametrize(
    ("number", "rise_pct", "factor"),
    [
        (8, 0.3, 0.05),
        (8, 0.3, 160.0),
        (8, 0.3, 20_000.0),
        (27, None, 0.05),
        pytest.param(27, None, 160.0, marks=pytest.mark.long),
        pytest.param(27, None, 20_000.0, marks=pytest.mark.long),
    ],
)
def test_in_any_currency_the_branches_are_the_same(number, rise_pct, factor):
    own, _ = planned(CATALOG, number, rise_pct)
    other, heard = planned(priced(factor), number, rise_pct)
    assert other.trunk.circuits == own.trunk.circuits
    assert other.trunk.cost == pytest.approx(factor * own.trunk.cost, rel=1e-3)
    assert other.trunk.bound == pytest.approx(factor * own.trunk.bound, rel=1e-3)
    assert sum(one.cost for one in other.branches) == pytest.approx(other.trunk.cost)
    assert max(heard) <= other.trunk.cost + 0.005 * len(other.branches)  # which are in whole cents
    assert max(heard) > 0.9 * other.trunk.cost


def test_prices_like_those_in_euros_are_counted_as_they_are():
    assert price_unit(CATALOG) == 1.0
    assert price_unit(priced(0.0)) == 1.0
    for factor in (1e-4, 0.01, 1_000.0, 1e7):
        unit = price_unit(priced(factor))
        assert unit != 1.0
        assert price_unit(priced(factor / unit)) == 1.0


def test_reasons_are_told_in_the_catalogues_currency():
    own, other = (Planner(catalog) for catalog in (CATALOG, priced(20_000.0)))
    for planner in (own, other):
        planner.plan(sites.gable())
    for why, dear in zip(own.explain(sites.gable()), other.explain(sites.gable()), strict=True):
        assert dear.chosen.cost == pytest.approx(20_000 * why.chosen.cost, rel=1e-3)
        assert [one.cost for one in dear.options] == pytest.approx(
            [20_000 * one.cost for one in why.options], rel=1e-3
        )
        if why.one_more.cost is not None:
            assert dear.one_more.cost == pytest.approx(20_000 * why.one_more.cost, rel=1e-2)
