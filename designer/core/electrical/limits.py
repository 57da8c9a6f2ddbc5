"""Currents of units and how many of them a branch may carry."""

import math
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

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
    protective device (Hoymiles HMS-1800 user manual, page 10). `most` is a project's own number of units on
    a branch, of whatever kind; None where it has none.
    """

    units: int
    computed: int
    printed: bool
    share: float
    most: int | None = None

    def within(self, most: int | None) -> "UnitsLimit":
        """The limit with a project's own number of units."""
        if most is None:
            return self
        return replace(self, units=min(self.units, most), most=most)

    @property
    def filling(self) -> float:
        """How much of a branch one unit fills, be it by current or by number.

        Units whose fillings add up to 1 at most are always carried. Of several kinds more may be, where the
        own number lies between theirs.
        """
        return max(self.share, 1 / self.most) if self.most else self.share


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


def are_carried(limits: Iterable[UnitsLimit]) -> bool:
    """Whether a branch carries units with these limits, by their currents and by their number."""
    together = list(limits)
    load = sum(limit.share for limit in together)
    return load <= FULL and len(together) <= _most_of_any_kind(together)


def _most_of_any_kind(limits: Iterable[UnitsLimit]) -> float:
    """The project's own number of units on a branch; inf where it has none."""
    return min((limit.most for limit in limits if limit.most is not None), default=math.inf)


def most_units(limits: Sequence[UnitsLimit]) -> int:
    """How many units fit on a branch that has units with these limits.

    For units of one kind their own limit; for mixed ones as many as there are and those that fit on top (or
    are too many), counted in units of the kind that fills most, and no more than the project's own number.
    """
    if len(set(limits)) == 1:
        return limits[0].units
    load, largest = sum(limit.share for limit in limits), max(limit.share for limit in limits)
    by_current = len(limits) + math.floor((FULL - load) / largest + 1e-9)
    return int(min(by_current, _most_of_any_kind(limits)))
