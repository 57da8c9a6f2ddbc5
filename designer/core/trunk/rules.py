"""What a trunk family, the region and the project ask of a branch, in one value."""

from functools import cached_property
from math import sqrt

from msgspec import Struct

from designer.core.electrical.limits import UnitsLimit, unit_current_a, units_limit
from designer.core.model.catalog import Assumptions, Catalog, Inverter, Region
from designer.core.model.design import Design
from designer.core.model.trunk_family import BulkCable, PartPer, TrunkFamily, TrunkProduct


class Prices(Struct, frozen=True, kw_only=True):
    """Costs of a branch; catalogue prices, else the default weights of the assumptions."""

    port: float
    port_cap: float
    link: float
    bulk_per_mm: float
    end_cap: float


class TrunkRules(Struct, frozen=True, kw_only=True, dict=True):
    """Limits and prices for one product of a family on one site."""

    family: TrunkFamily
    product: TrunkProduct
    bulk: BulkCable
    region: Region
    slack_limit_mm: float
    max_rise_pct: float
    max_units: int | None
    prices: Prices

    def limit(self, inverter: Inverter) -> UnitsLimit:
        """Most units of this kind per branch, the project's own limit included."""
        known = self._limits.get(inverter.id)
        if known is None or known[0] is not inverter:
            found = units_limit(inverter, self.product, self.region).within(self.max_units)
            known = self._limits[inverter.id] = (inverter, found)
        return known[1]

    @cached_property
    def _limits(self) -> dict[str, tuple[Inverter, UnitsLimit]]:
        """Limits by the inverter's id: few kinds are asked for again and again."""
        return {}

    def current_a(self, inverter: Inverter) -> float:
        """Current of one unit per conductor."""
        return unit_current_a(inverter, self.region)

    def rise_pct(self, volts: float) -> float:
        """A rise in per cent of the mains voltage."""
        base = self.region.line_voltage_v if self.family.phases == 3 else self.region.voltage_v
        return 100 * volts / base

    def rises_alike(self, other: "TrunkRules") -> bool:
        """Whether the same legs keep the voltage rise with both: where the least is that of links all along.

        A link is no longer than trunk cable over the same way.
        """
        own = (self.family, self.bulk, self.max_rise_pct, self.region)
        links = self.family.links_allowed and not (self.is_trunk_thicker() or other.is_trunk_thicker())
        return links and own == (other.family, other.bulk, other.max_rise_pct, other.region)

    def is_trunk_thicker(self) -> bool:
        """Whether the voltage rises less in trunk cable than in as much bulk cable."""
        return self.product.ohm_per_km < self.bulk.ohm_per_km

    def rise_pct_per_ohm_a(self) -> float:
        """Voltage rise, %, of a mm of cable per ohm/km of it and A that flows in it.

        k · I · R · L of the planning model, section 6: k = 2, out and back, or √3 for three-phase units.
        """
        return self.rise_pct(sqrt(3) if self.family.phases == 3 else 2.0) * 1e-6


def rules_for(design: Design, catalog: Catalog, family: TrunkFamily, product: TrunkProduct) -> TrunkRules:
    """Rules of one product on the site of `design`."""
    region, settings = catalog.region(design.region), design.settings
    bulk = family.bulk_for(product.conductor)
    return TrunkRules(
        family=family,
        product=product,
        bulk=bulk,
        region=region,
        slack_limit_mm=_first(settings.slack_limit_mm, family.slack_limit_mm),
        max_rise_pct=_first(settings.max_rise_pct, region.max_rise_pct),
        max_units=settings.max_units_per_branch,
        prices=_prices(family, product, bulk, catalog.assumptions),
    )


def _first(own: float | None, default: float) -> float:
    return default if own is None else own


def _prices(family: TrunkFamily, product: TrunkProduct, bulk: BulkCable, assumed: Assumptions) -> Prices:
    per_mm = _first(bulk.price_per_m, assumed.cable_price_per_m) / 1000
    if product.price_per_reel is not None:
        port = product.price_per_reel / product.ports_per_reel
    else:
        port = assumed.port_price + product.pitch_mm * assumed.cable_price_per_m / 1000
    return Prices(
        port=port,
        port_cap=_part_price(family, PartPer.VACANT_PORT, assumed.port_cap_price),
        link=_part_price(family, PartPer.LINK, assumed.link_price),
        bulk_per_mm=per_mm,
        end_cap=_part_price(family, PartPer.BRANCH_END, assumed.end_cap_price),
    )


def _part_price(family: TrunkFamily, per: PartPer, default: float) -> float:
    priced = [
        part.price * part.quantity for part in family.parts if part.per is per and part.price is not None
    ]
    return sum(priced) if priced else default
