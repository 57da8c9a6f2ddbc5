"""Units per branch against the makers' tables."""

import math

import pytest
from msgspec.structs import replace

from designer.core.electrical.limits import (
    are_carried,
    device_rating_a,
    most_units,
    unit_current_a,
    units_limit,
)
from designer.core.model.catalog import BranchLimit
from designer.io.catalogs import bundled_catalog

CATALOG = bundled_catalog()
EU = CATALOG.region("eu-230")
FAMILY = CATALOG.family("hoymiles-hms")
SMALL = next(product for product in FAMILY.products if product.conductor == "12 AWG")
LARGE = next(product for product in FAMILY.products if product.conductor == "10 AWG")


def region_at(voltage):
    return replace(EU, voltage_v=float(voltage))


@pytest.mark.parametrize(
    ("model", "voltage", "small", "large"),
    [
        ("hms-1000-2t", 230, 4, 7),
        ("hms-2000-4t", 230, 2, 3),
        ("hms-1800-4t", 230, 2, 4),
        ("hms-1800-4t", 220, 2, 3),
        ("hms-1800-4t", 240, 2, 4),
        ("hms-2000-4t", 220, 2, 3),
        ("hms-2000-4t", 240, 2, 3),
    ],
)
def test_units_per_branch_follow_the_protective_device(model, voltage, small, large):
    unit = replace(CATALOG.inverter(model), branch_limits=())
    assert units_limit(unit, SMALL, region_at(voltage)).units == small
    assert units_limit(unit, LARGE, region_at(voltage)).units == large


@pytest.mark.parametrize(
    ("model", "by_voltage_small", "by_voltage_large"),
    [
        ("hms-600-2t", (7, 7, 8), (11, 12, 12)),
        ("hms-700-2t", (6, 6, 6), (10, 10, 10)),
        ("hms-800-2t", (5, 5, 6), (8, 9, 9)),
        ("hms-900-2t", (4, 5, 5), (7, 8, 8)),
        ("hms-1000-2t", (4, 4, 4), (7, 7, 7)),
    ],
)
def test_derived_table_of_two_input_units(model, by_voltage_small, by_voltage_large):
    unit = CATALOG.inverter(model)
    for voltage, small, large in zip((220, 230, 240), by_voltage_small, by_voltage_large, strict=True):
        assert units_limit(unit, SMALL, region_at(voltage)).computed == small
        assert units_limit(unit, LARGE, region_at(voltage)).computed == large


def test_north_america_sizes_with_125_percent():
    region = CATALOG.region("na-240")
    assert device_rating_a(LARGE, region) == 30
    assert units_limit(CATALOG.inverter("hms-1000-2t"), LARGE, region).computed == 5


def test_a_printed_limit_wins_and_tells_what_would_be_computed():
    printed = BranchLimit(units=6, conductor="10 AWG", voltage_v=230.0)
    unit = replace(CATALOG.inverter("hms-1000-2t"), branch_limits=(printed,))
    limit = units_limit(unit, LARGE, EU)
    assert (limit.units, limit.computed, limit.printed) == (6, 7, True)


def test_a_limit_of_one_market_wins_over_one_for_all_wherever_it_stands():
    everywhere = BranchLimit(units=6, conductor="10 AWG", voltage_v=230.0)
    here = BranchLimit(units=5, conductor="10 AWG", voltage_v=230.0, region="eu-230")
    for limits in ((everywhere, here), (here, everywhere)):
        unit = replace(CATALOG.inverter("hms-1000-2t"), branch_limits=limits)
        assert units_limit(unit, LARGE, EU).units == 5
        assert units_limit(unit, LARGE, replace(EU, id="elsewhere")).units == 6


def test_three_phase_current_is_shared_by_three_conductors():
    unit = replace(CATALOG.inverter("hms-1000-2t"), phases=3, power_va=2250.0)
    assert unit_current_a(unit, EU) == pytest.approx(2250 / (math.sqrt(3) * EU.line_voltage_v))


def shares(product, *models):
    return sum(units_limit(CATALOG.inverter(model), product, EU).share for model in models)


def test_mixed_units_share_a_branch_as_long_as_their_amperes_do():
    # 230 V: 8.70 A, 4.35 A and 2.17 A on a device of 32 A, as the maker's manual allows it
    three, two, one = "hms-2000-4t", "hms-1000-2t", "hms-500-1t"
    assert shares(LARGE, three, three, three, two) == pytest.approx((3 * 8.6957 + 4.3478) / 32, abs=1e-4)
    assert shares(LARGE, three, three, three, two) < 1
    assert shares(LARGE, three, three, three, two, one) > 1
    assert shares(SMALL, three, two, two) < 1
    assert shares(SMALL, three, three, two) > 1


@pytest.mark.parametrize("unit", [one for one in CATALOG.inverters if one.phases == 1], ids=lambda u: u.id)
@pytest.mark.parametrize("product", [SMALL, LARGE], ids=lambda p: p.conductor)
@pytest.mark.parametrize("region", ["eu-230", "na-240", "lat-220"])
def test_shares_of_one_kind_agree_with_its_number_of_units(unit, product, region):
    limit = units_limit(unit, product, CATALOG.region(region))
    assert limit.units * limit.share <= 1 + 1e-9 < (limit.units + 1) * limit.share


def test_a_makers_figure_other_than_the_computed_one_decides_the_share():
    for units in (5, 9):
        printed = BranchLimit(units=units, conductor="10 AWG", voltage_v=230.0)
        unit = replace(CATALOG.inverter("hms-1000-2t"), branch_limits=(printed,))
        assert units_limit(unit, LARGE, EU).share == pytest.approx(1 / units)


def test_a_projects_own_limit_counts_where_it_is_stricter():
    limit = units_limit(CATALOG.inverter("hms-1000-2t"), LARGE, EU)
    assert limit.within(None) is limit
    assert (limit.within(9).units, limit.within(9).filling) == (limit.units, limit.share)
    assert (limit.within(3).units, limit.within(3).filling) == (3, pytest.approx(1 / 3))


@pytest.mark.parametrize(
    ("most", "single", "double", "carried"),
    [
        (10, 6, 4, True),  # 14 of the 14 that the current allows, 10 of the 10 that the project wants
        (10, 8, 3, False),  # 11 units
        (10, 5, 5, False),  # 32.6 of 32 A
        (10, 10, 0, True),
        (10, 0, 7, True),
        (9, 6, 4, False),
        (None, 8, 3, True),
    ],
)
def test_units_of_several_kinds_are_held_to_their_currents_and_to_the_projects_number(
    most, single, double, carried
):
    one, two = (
        units_limit(CATALOG.inverter(model), LARGE, EU).within(most)
        for model in ("hms-500-1t", "hms-1000-2t")
    )
    together = [one] * single + [two] * double
    assert are_carried(together) == carried
    if single and double and carried:
        assert len(together) <= most_units(together) <= (most or 14)


def test_a_unit_beyond_the_device_fills_more_than_a_branch():
    unit = replace(CATALOG.inverter("hms-1000-2t"), power_va=9000.0)
    assert units_limit(unit, LARGE, EU).units == 0
    assert units_limit(unit, LARGE, EU).share > 1
