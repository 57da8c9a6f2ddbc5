"""Rails with their clamps, splices and attachments, and the rules of their makers.

Lengths in mm, torques in N·m, prices in the catalogue's own currency.
"""

from msgspec import Struct

from designer.core.model.provenance import Provenance
from designer.core.model.rail_layout import RailLayout, SharedRails


class StockBar(Struct, frozen=True):
    """A length in which a rail is sold; without a price it costs its length in metres."""

    length_mm: float
    article: str = ""
    price: float | None = None


class SpliceRules(Struct, frozen=True, kw_only=True):
    """Where a rail may be joined.

    `forbidden_middle_share`: share of every span about its middle where no splice may be (1/3 = the
    middle third). `attachment_distance_mm`: least distance between the joint and an attachment's
    middle. `stagger_mm`: least distance between joints of the two rails of a row. `in_cantilever`:
    whether a joint may lie beyond the outermost attachment. `firm`: whether the middle of spans and the
    stagger are kept even where that takes another piece or more metal.
    """

    min_piece_mm: float = 0.0
    min_supports_per_piece: int = 0
    forbidden_middle_share: float = 0.0
    attachment_distance_mm: float = 0.0
    stagger_mm: float = 0.0
    in_cantilever: bool = True
    firm: bool = True


class RailSystem(Struct, frozen=True, kw_only=True):
    """A rail with its clamps, splices and attachments, and the rules of its maker.

    `max_span_mm` and the cantilevers hold for a rail that carries one half of a row.
    """

    id: str
    maker: str
    model: str
    stock: tuple[StockBar, ...]
    profile_height_mm: float
    profile_width_mm: float
    max_span_mm: float
    mid_gap_mm: float
    end_overhang_mm: float
    row_gap_mm: float
    provenance: Provenance
    cantilever_mm: float | None = None
    cantilever_ratio: float | None = None
    max_run_mm: float | None = None
    joint_gap_mm: float = 0.0
    outside_attachment_overhang_mm: float = 50.0
    splice_length_mm: float = 0.0
    splice: SpliceRules = SpliceRules()
    kerf_mm: float = 0.0
    end_trim_mm: float = 0.0
    least_remnant_mm: float = 0.0
    stand_off_mm: float = 0.0
    clamp_length_mm: float = 50.0
    clamp_overlap_mm: float = 10.0
    end_clamp_outer_mm: float = 30.0
    attachment_along_mm: float = 50.0
    attachment_across_mm: float = 50.0
    attachment_name: str = "roof hook"
    screws_per_attachment: int = 2
    end_caps_per_rail: int = 2
    mid_clamp_torque_nm: float | None = None
    end_clamp_torque_nm: float | None = None
    splice_torque_nm: float | None = None
    attachment_torque_nm: float | None = None
    kg_per_m: float | None = None
    shared: SharedRails | None = None
    articles: dict[str, str] = {}
    note: str = ""

    def gap_between_rows_mm(self, layout: RailLayout) -> float:
        """The gap between rows: the system's own, or what modules leave free on a rail that they share."""
        if layout is RailLayout.SHARED and self.shared is not None:
            return self.profile_width_mm - 2.0 * self.shared.bearing_mm
        return self.row_gap_mm

    def cantilever_limit_mm(self, span_mm: float | None = None) -> float:
        """Longest overhang beyond the outermost attachment, mm, where spans may be `span_mm`.

        Makers print it as a share of the span that they allow; a project's own may be shorter.
        """
        span_mm = self.max_span_mm if span_mm is None else min(span_mm, self.max_span_mm)
        limit = span_mm if self.cantilever_mm is None else min(span_mm, self.cantilever_mm)
        return self.shortened_cantilever_mm(limit, span_mm)

    def shortened_cantilever_mm(self, cantilever_mm: float, span_mm: float) -> float:
        """A cantilever in mm, no longer than the maker's share of a span of `span_mm`."""
        if self.cantilever_ratio is None:
            return cantilever_mm
        return min(cantilever_mm, self.cantilever_ratio * span_mm)
