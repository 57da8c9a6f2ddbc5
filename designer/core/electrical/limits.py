"""Currents of units and how many of them a branch may carry."""

import math
from collections.abc import Sequence

from msgspec import Struct

from designer.core.model.catalog import Inverter, Region
from designer.core.model.trunk_family import TrunkProduct


def unit_current_a(inverter: Inverter, region: Region) -> float:
    """Rated output current per conductor: P / V, or P / (√3 · V line to line) for three-phase units."""
    if inverter.phases == 3:
        return inverter.power_va / (math.sqrt(3) * region.line_voltage_v)
    return inverter.power_va / region.voltage_v


def device_rating_a(product: TrunkProduct, region: Region) -> float:
    """Rating of the branch's protective device: the cable's, or the region's limit for its conductor."""
    return min(product.ocpd_a, region.ocpd_limit_a.get(product.conductor, math.inf))


class UnitsLimit(Struct, frozen=True):
    """Most units of one kind on a branch; `printed` when a maker's table says so, else computed.

    `share` is how much of a branch one unit fills. Shares of different units add up, to 1 at most: units
    with 1, 2 and 4 inputs may hang on one branch as long as their currents together keep within the
    protective device (Hoymiles HMS-1800 user manual, page 10).
    """

    units: int
    computed: int
    printed: bool
    share: float

    def within(self, most: int | None) -> "UnitsLimit":
        """The limit with a project's own number of units, where that is stricter."""
        if most is None or most >= self.units:
            return self
        return UnitsLimit(most, self.computed, self.printed, _share(most))


def units_limit(inverter: Inverter, product: TrunkProduct, region: Region) -> UnitsLimit:
    """The maker's figure for (model, region, conductor, voltage) where printed, else floor(OCPD / I).

    The region's factor multiplies the current (1.25 in North America). The rule without a factor
    reproduces all twelve cells that Hoymiles prints for the HMS-1800/2000-4T.
    """
    load = unit_current_a(inverter, region) * region.ocpd_factor / device_rating_a(product, region)
    computed = math.floor(1 / load + 1e-9)
    voltage = region.line_voltage_v if inverter.phases == 3 else region.voltage_v
    fitting = [
        limit
        for limit in inverter.branch_limits
        if limit.conductor == product.conductor
        and math.isclose(limit.voltage_v, voltage)
        and limit.region in {"", region.id}
    ]
    if not fitting:
        return UnitsLimit(computed, computed, False, load)
    units = max(fitting, key=lambda limit: limit.region).units  # one of this market before one for all
    return UnitsLimit(units, computed, True, load if units == computed else _share(units))


def _share(units: int) -> float:
    return 1 / units if units > 0 else math.inf


FULL = 1 + 1e-9
"""A load of a branch up to this is allowed; the excess over 1 only absorbs rounding."""


def most_units(limits: Sequence[UnitsLimit]) -> int:
    """How many units fit on a branch that has units with these limits.

    For units of one kind their own limit; for mixed ones as many as there are and those that fit on top (or
    are too many), counted in units of the kind that fills most.
    """
    if len(set(limits)) == 1:
        return limits[0].units
    load, largest = sum(limit.share for limit in limits), max(limit.share for limit in limits)
    return len(limits) + math.floor((FULL - load) / largest + 1e-9)
