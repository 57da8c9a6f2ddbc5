"""Currents of units and how many of them a branch may carry."""

import math
from collections.abc import Iterable

from msgspec import Struct

from designer.core.model.catalog import Inverter, Region, TrunkProduct


def unit_current_a(inverter: Inverter, region: Region) -> float:
    """Rated output current per conductor: P / V, or P / (√3 · V line to line) for three-phase units."""
    if inverter.phases == 3:
        return inverter.power_va / (math.sqrt(3) * region.line_voltage_v)
    return inverter.power_va / region.voltage_v


def device_rating_a(product: TrunkProduct, region: Region) -> float:
    """Rating of the branch's protective device: the cable's, or the region's limit for its conductor."""
    return min(product.ocpd_a, region.ocpd_limit_a.get(product.conductor, math.inf))


class UnitsLimit(Struct, frozen=True):
    """Most units of one kind on a branch; `printed` when a maker's table says so, else computed."""

    units: int
    computed: int
    printed: bool


def units_limit(inverter: Inverter, product: TrunkProduct, region: Region) -> UnitsLimit:
    """The maker's figure for (model, region, conductor, voltage) where printed, else floor(OCPD / I).

    The region's factor multiplies the current (1.25 in North America). The rule without a factor
    reproduces all twelve cells that Hoymiles prints for the HMS-1800/2000-4T.
    """
    current = unit_current_a(inverter, region) * region.ocpd_factor
    computed = math.floor(device_rating_a(product, region) / current + 1e-9)
    voltage = region.line_voltage_v if inverter.phases == 3 else region.voltage_v
    for limit in inverter.branch_limits:
        fits = limit.conductor == product.conductor and math.isclose(limit.voltage_v, voltage)
        if fits and limit.region in {"", region.id}:
            return UnitsLimit(limit.units, computed, printed=True)
    return UnitsLimit(computed, computed, printed=False)


def load_share(limits: Iterable[int]) -> float:
    """How full a branch is: the sum of 1 / limit over its units; at most 1 is allowed.

    For units of one kind this is count / limit; for mixed units it keeps the sum of currents within the
    protective device.
    """
    return sum(math.inf if limit <= 0 else 1 / limit for limit in limits)


FULL = 1 + 1e-9
"""A load share up to this is allowed; the excess over 1 only absorbs rounding."""
