"""Trunk cables that share connectors, with their bulk cable, parts and rules.

Lengths in mm, currents in A, torques in N·m, resistances in Ω/km, prices in the catalogue's own currency.
"""

from enum import StrEnum

from msgspec import Struct

from designer.core.errors import CatalogError
from designer.core.model.lookup import find
from designer.core.model.provenance import Provenance


class PartPer(StrEnum):
    """What a part of a trunk family is counted by."""

    BRANCH_END = "branch-end"
    VACANT_PORT = "vacant-port"
    FEED = "feed"
    LINK = "link"
    INVERTER = "inverter"
    SCREW = "screw"
    TIE = "tie"
    EXTENSION = "extension"
    UNUSED_INPUT = "unused-input"
    PROJECT = "project"


class Part(Struct, frozen=True, kw_only=True):
    """An accessory and how many are needed per thing counted. `letter` is the quick guide's (A to H)."""

    id: str
    description: str
    per: PartPer
    provenance: Provenance
    quantity: float = 1
    unit: str = "pcs"
    letter: str = ""
    price: float | None = None
    torque_nm: float | None = None
    torque_tolerance_nm: float | None = None


class BulkCable(Struct, frozen=True, kw_only=True):
    """Cable without connectors for links and end cables."""

    id: str
    description: str
    conductor: str
    ohm_per_km: float
    reel_length_mm: float
    provenance: Provenance
    price_per_m: float | None = None


class TrunkProduct(Struct, frozen=True, kw_only=True):
    """Trunk cable with ports at a fixed pitch.

    `confirmed` is False where no list of a maker or dealer names the product itself: the planner takes it
    only when it is asked for by name or nothing confirmed fits.

    A reel of n ports has n − 1 pitches between them and two tails; `reel_length_mm` is all of it, taken
    as n pitches where the maker prints no figure.
    """

    id: str
    description: str
    pitch_mm: float
    conductor: str
    ohm_per_km: float
    ocpd_a: float
    ports_per_reel: int
    provenance: Provenance
    reel_length_mm: float | None = None
    price_per_reel: float | None = None
    regions: tuple[str, ...] = ()
    confirmed: bool = True
    note: str = ""


class TrunkFamily(Struct, frozen=True, kw_only=True):
    """Trunk products that share connectors, with their bulk cable, parts and rules.

    `field_wired`: a length can be taken out of any connector and replaced; moulded ones are cut and
    joined by a pair of splice connectors. `links_allowed`: whether pieces may be joined at all.
    """

    id: str
    maker: str
    name: str
    field_wired: bool
    links_allowed: bool
    phases: int
    products: tuple[TrunkProduct, ...]
    bulk: tuple[BulkCable, ...]
    parts: tuple[Part, ...]
    stripping_mm: float
    service_loop_mm: float
    dressing_mm: float
    slack_limit_mm: float
    provenance: Provenance
    connector_current_a: float | None = None
    bend_radius_mm: float | None = None
    port_length_mm: float = 0.0
    port_width_mm: float = 0.0
    note: str = ""

    @property
    def beyond_feed_mm(self) -> float:
        """What an end cable carries current over beyond its way: dressing and what is kept at the box, mm.

        Its stripped ends lie inside connector and terminal.
        """
        return self.dressing_mm + self.service_loop_mm

    def product(self, product_id: str) -> TrunkProduct:
        """The product with this id; CatalogError when the family has none."""
        return find(self.products, product_id, f"trunk cable of {self.name}")

    def bulk_for(self, conductor: str) -> BulkCable:
        """Bulk cable of a conductor size; CatalogError when the family has none."""
        for cable in self.bulk:
            if cable.conductor == conductor:
                return cable
        what = f"no bulk cable of trunk family '{self.id}' has the conductor '{conductor}'"
        raise CatalogError(what, remedy="add one to the catalogue")
