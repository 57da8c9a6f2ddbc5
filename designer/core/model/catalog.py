"""Products and their figures. Every figure has a source and says whether it was verified.

Lengths in mm, currents in A, voltages in V, torques in N·m, resistances in Ω/km, prices in the
catalogue's own currency. A figure that no source gives is None; engines then use `Assumptions`.
"""

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from designer.core.model.lookup import find
from designer.core.model.provenance import Provenance
from designer.core.model.rail_system import RailSystem
from designer.core.model.serial_format import SerialFormat
from designer.core.model.setback_preset import SetbackPreset
from designer.core.model.trunk_family import BulkCable, TrunkFamily, TrunkProduct


class Zone(Struct, frozen=True):
    """Where a module may be clamped: distance from its edge to the clamp's middle, mm."""

    min_mm: float
    max_mm: float


class BackBox(Struct, frozen=True, kw_only=True):
    """A junction box on a module's back, as shares of the module's long and short side."""

    long_share: float
    short_share: float
    long_mm: float
    short_mm: float


class ClampClass(Struct, frozen=True, kw_only=True):
    """A load class of a module's manual: where clamps may stand for design loads up to these, Pa.

    `long` and `short` are for clamps over rails that cross the side, `edge_long` and `edge_short` for clamps
    over a rail that runs along under it.
    """

    pressure_pa: float
    uplift_pa: float
    long: Zone | None = None
    short: Zone | None = None
    edge_long: Zone | None = None
    edge_short: Zone | None = None


class Module(Struct, frozen=True, kw_only=True):
    """A photovoltaic module; figures at standard test conditions.

    Clamps stand in `clamp_long` and `clamp_short` along its sides, which are the narrowest zones that its
    manual lists, or wherever its `clamp_classes` allow for the project's loads. `edge_long` and `edge_short`
    are those over a rail that runs along under the side, as rails do that two rows share; of its back
    `edge_support_mm` have to lie on that.
    """

    id: str
    maker: str
    model: str
    power_w: float
    length_mm: float
    width_mm: float
    provenance: Provenance
    frame_mm: float | None = None
    weight_kg: float | None = None
    voc_v: float | None = None
    isc_a: float | None = None
    vmp_v: float | None = None
    imp_a: float | None = None
    beta_voc_pct_per_k: float | None = None
    alpha_isc_pct_per_k: float | None = None
    gamma_p_pct_per_k: float | None = None
    lead_plus_mm: float | None = None
    lead_minus_mm: float | None = None
    clamp_long: Zone | None = None
    clamp_short: Zone | None = None
    edge_long: Zone | None = None
    edge_short: Zone | None = None
    edge_support_mm: float | None = None
    clamp_classes: tuple[ClampClass, ...] = ()
    boxes: tuple[BackBox, ...] = ()
    cells: int | None = None
    note: str = ""


class Mount(Struct, frozen=True, kw_only=True):
    """How an enclosure hangs from a rail: its footprint about the mounting point on the rail.

    `along` counts along the rail, `across` from the rail's middle towards the side it hangs on; the
    screws stand `screw_spacing_mm` apart along the rail, centred on the mounting point.
    """

    along_min_mm: float
    along_max_mm: float
    across_min_mm: float
    across_max_mm: float
    top_below_rail_top_mm: float
    screws: int
    screw: str
    screw_spacing_mm: float
    torque_nm: float


class BranchLimit(Struct, frozen=True, kw_only=True):
    """Most units per branch as a maker prints it."""

    units: int
    conductor: str
    voltage_v: float
    region: str = ""
    source: str = ""
    verified: bool = False


class Inverter(Struct, frozen=True, kw_only=True):
    """A microinverter. `family` names the trunk families it plugs into."""

    id: str
    maker: str
    model: str
    families: tuple[str, ...]
    inputs: int
    mppts: int
    power_va: float
    phases: int
    width_mm: float
    depth_mm: float
    thickness_mm: float
    clearance_mm: float
    mount: Mount
    provenance: Provenance
    weight_kg: float | None = None
    vdc_max_v: float | None = None
    idc_max_a: float | None = None
    isc_max_a: float | None = None
    mppt_min_v: float | None = None
    mppt_max_v: float | None = None
    start_v: float | None = None
    dc_lead_mm: float | None = None
    ac_lead_mm: float | None = None
    branch_limits: tuple[BranchLimit, ...] = ()
    serial_prefixes: tuple[str, ...] = ()
    note: str = ""


class Region(Struct, frozen=True, kw_only=True):
    """Mains voltage, protection and the rules of a market.

    `voltage_v` is what a single-phase unit sees, `line_voltage_v` line to line. `phases` are the
    conductors that single-phase branches are dealt out to. `ocpd_factor` multiplies the current before it is
    compared with the protective device (1.25 in North America). `ocpd_limit_a` is the largest protective
    device the market allows on a conductor, where that is less than the cable's own figure.
    """

    id: str
    name: str
    voltage_v: float
    line_voltage_v: float
    frequency_hz: float
    phases: tuple[str, ...]
    ocpd_factor: float
    max_rise_pct: float
    good_rise_pct: float
    provenance: Provenance
    imbalance_limit_va: float | None = None
    ocpd_limit_a: dict[str, float] = {}


class Assumptions(Struct, frozen=True, kw_only=True):
    """Figures used where no source gives one; each shown to the user as assumed."""

    module_lead_mm: float
    module_frame_mm: float
    module_laminate_mm: float
    module_boxes: tuple[BackBox, ...]
    clamp_long_share: tuple[float, float]
    clamp_short_share: tuple[float, float]
    inverter_dc_lead_mm: float
    inverter_ac_lead_mm: float
    dc_slack_mm: float
    dc_extension_mm: float
    water_distance_mm: float
    tie_spacing_mm: float
    cable_price_per_m: float
    port_price: float
    port_cap_price: float
    end_cap_price: float
    link_price: float
    flat_tilt_deg: float
    flat_sun_deg: float
    flat_ridge_gap_mm: float
    flat_valley_gap_mm: float
    provenance: Provenance


class Catalog(Struct, frozen=True, kw_only=True, dict=True):
    """All products known, bundled ones and the user's own."""

    modules: tuple[Module, ...]
    inverters: tuple[Inverter, ...]
    families: tuple[TrunkFamily, ...]
    rails: tuple[RailSystem, ...]
    regions: tuple[Region, ...]
    assumptions: Assumptions
    setbacks: tuple[SetbackPreset, ...] = ()
    serials: tuple[SerialFormat, ...] = ()

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What a person reads for modules, inverters, rails, cables, trunk families and markets, by id."""
        makes: tuple[Module | Inverter | RailSystem, ...] = (*self.modules, *self.inverters, *self.rails)
        made = {one.id: f"{one.maker} {one.model}" for one in makes}
        for family in self.families:
            cables: tuple[TrunkProduct | BulkCable, ...] = (*family.products, *family.bulk)
            made[family.id] = f"{family.maker} {family.name}"
            made |= {cable.id: cable.description for cable in cables}
        return made | {region.id: region.name for region in self.regions}

    @cached_property
    def articles(self) -> frozenset[str]:
        """The makers' own numbers and names that rails and what holds them are ordered by."""
        bars = {bar.article for rail in self.rails for bar in rail.stock if bar.article}
        return frozenset(bars).union(*(rail.articles.values() for rail in self.rails))

    @cached_property
    def _modules_by_id(self) -> dict[str, Module]:
        return {module.id: module for module in self.modules}

    def module(self, product_id: str) -> Module:
        """The module with this id; CatalogError when unknown."""
        return self._modules_by_id.get(product_id) or find(self.modules, product_id, "module")

    def inverter(self, product_id: str) -> Inverter:
        """The inverter with this id; CatalogError when unknown."""
        return find(self.inverters, product_id, "inverter")

    def family(self, family_id: str) -> TrunkFamily:
        """The trunk family with this id; CatalogError when unknown."""
        return find(self.families, family_id, "trunk family")

    def rail(self, product_id: str) -> RailSystem:
        """The rail system with this id; CatalogError when unknown."""
        return find(self.rails, product_id, "rail system")

    def stock_product(self, product_id: str) -> RailSystem | TrunkProduct | BulkCable:
        """The rail system or cable with this id, which pieces are cut from; CatalogError when unknown."""
        known: list[RailSystem | TrunkProduct | BulkCable] = list(self.rails)
        for family in self.families:
            known += (*family.products, *family.bulk)
        return find(known, product_id, "rail system or cable")

    def setback_preset(self, preset_id: str) -> SetbackPreset:
        """The setback preset with this id; CatalogError when unknown."""
        return find(self.setbacks, preset_id, "setback preset")

    def region(self, region_id: str) -> Region:
        """The region with this id; CatalogError when unknown."""
        return find(self.regions, region_id, "region")
