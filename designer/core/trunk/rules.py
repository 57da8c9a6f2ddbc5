"""What a trunk family, the region and the project ask of a branch, in one value."""

from collections.abc import Sequence
from functools import cached_property
from math import floor, inf, log10, sqrt

from msgspec import Struct

from designer.core.electrical.limits import UnitsLimit, unit_current_a, units_limit
from designer.core.model.catalog import Assumptions, Catalog, Inverter, Region
from designer.core.model.design import Design
from designer.core.model.trunk_family import BulkCable, PartPer, TrunkFamily, TrunkProduct

_MOST_IN_EUROS = 1_000
"""A port costs no more in euros, whatever the cable."""


class Prices(Struct, frozen=True, kw_only=True):
    """Costs of a branch; catalogue prices, else the default weights of the assumptions.

    They are counted in `unit`s of the catalogue's currency. `leg` is what each leg costs besides its ports
    and ways: its end cap, the plug of its end cable, and what that has beyond its way.
    """

    port: float
    port_cap: float
    link: float
    bulk_per_mm: float
    leg: float
    unit: float = 1.0


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

    def most_of_any_kind(self) -> float:
        """The project's own number of units on a branch, of whatever kind; inf where it has none."""
        return inf if self.max_units is None else self.max_units

    def current_a(self, inverter: Inverter) -> float:
        """Current of one unit per conductor."""
        return unit_current_a(inverter, self.region)

    def rise_pct(self, volts: float) -> float:
        """A rise in per cent of the mains voltage."""
        base = self.region.line_voltage_v if self.family.phases == 3 else self.region.voltage_v
        return 100 * volts / base

    def in_currency(self, cost: float) -> float:
        """A cost of these prices in the catalogue's currency."""
        return cost * self.prices.unit

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
        prices=_prices(family, product, bulk, catalog.assumptions, price_unit(catalog)),
    )


class SiteRules:
    """The rules of all products on one site."""

    def __init__(self, design: Design, catalog: Catalog) -> None:
        self._design, self._catalog = design, catalog
        self._known: dict[tuple[str, str], TrunkRules] = {}

    def family_of(self, inverter: Inverter) -> TrunkFamily:
        """The project's family where the inverter plugs into it, else the inverter's own."""
        chosen = self._design.products.family
        return self._catalog.family(chosen if chosen in inverter.families else inverter.families[0])

    def asked(self, family: TrunkFamily, *, only_confirmed: bool = False) -> list[TrunkRules]:
        """Those of the project's product, or of all in question."""
        return self.named(family, self._design.products.trunk, only_confirmed=only_confirmed)

    def named(
        self, family: TrunkFamily, product: str | None, *, only_confirmed: bool = False
    ) -> list[TrunkRules]:
        """Rules of the products in question: the one that is named, or all that are sold in the region."""
        products: Sequence[TrunkProduct] = family.products
        if product is not None and any(one.id == product for one in family.products):
            products = [family.product(product)]
        else:
            region = self._design.region
            products = [p for p in products if not p.regions or region in p.regions] or products
            if only_confirmed:
                products = [p for p in products if p.confirmed] or products
        return [self.of(family, one) for one in products]

    def of(self, family: TrunkFamily, product: TrunkProduct) -> TrunkRules:
        """Rules of one product."""
        key = (family.id, product.id)
        if key not in self._known:
            self._known[key] = rules_for(self._design, self._catalog, family, product)
        return self._known[key]


def price_unit(catalog: Catalog) -> float:
    """A power of ten that makes prices of the trunk like those in euros, whatever the currency.

    What stands for missing or impossible in the engine is far more than any branch costs, and what counts as
    the same cost is far less, as long as a port costs from 1 to 1,000.
    """
    dearest = max(
        (_port_price(one, catalog.assumptions) for f in catalog.families for one in f.products), default=0
    )
    if dearest <= 0 or 1 <= dearest <= _MOST_IN_EUROS:
        return 1.0
    return 10.0 ** (floor(log10(dearest)) - 1)


def _first(own: float | None, default: float) -> float:
    return default if own is None else own


def _prices(
    family: TrunkFamily, product: TrunkProduct, bulk: BulkCable, assumed: Assumptions, unit: float
) -> Prices:
    bulk_per_mm = _first(bulk.price_per_m, assumed.cable_price_per_m) / 1000 / unit
    end_cap = _part_price(family, PartPer.BRANCH_END, assumed.end_cap_price) / unit
    plug = _part_price(family, PartPer.FEED, 0.0) / unit  # some end cables are bare: nothing is assumed
    return Prices(
        port=_port_price(product, assumed) / unit,
        port_cap=_part_price(family, PartPer.VACANT_PORT, assumed.port_cap_price) / unit,
        link=_part_price(family, PartPer.LINK, assumed.link_price) / unit,
        bulk_per_mm=bulk_per_mm,
        leg=end_cap + plug + (family.beyond_feed_mm + 2 * family.stripping_mm) * bulk_per_mm,
        unit=unit,
    )


def _port_price(product: TrunkProduct, assumed: Assumptions) -> float:
    """A port with its pitch of trunk cable."""
    if product.price_per_reel is not None:
        return product.price_per_reel / product.ports_per_reel
    return assumed.port_price + product.pitch_mm * assumed.cable_price_per_m / 1000


def _part_price(family: TrunkFamily, per: PartPer, default: float) -> float:
    priced = [
        part.price * part.quantity for part in family.parts if part.per is per and part.price is not None
    ]
    return sum(priced) if priced else default
