"""The figures of a rail system as one project uses them: what a person overrides, and what follows."""

from msgspec import Struct

from designer.core.errors import CatalogError, DesignError
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Settings
from designer.core.model.rail_system import RailSystem
from designer.core.racking.clamp_zones import Loads


class Figures(Struct, frozen=True, kw_only=True):
    """A rail system with the project's own figures in place of its own."""

    system: RailSystem
    mid_gap_mm: float
    max_span_mm: float
    cantilever_mm: float
    longest_bar_mm: float
    """The longest piece that can be cut: the longest stock bar less its two trimmed ends."""
    loads: Loads | None = None
    """What the modules have to bear; None where nobody said."""
    shared_span_mm: float | None = None
    """The longest span of a rail that carries two rows; None = as the load asks."""
    shared_cantilever_mm: float | None = None

    @property
    def least_break_mm(self) -> float:
        """The least gap between modules in which two rail ends and a joint find room."""
        return 2.0 * self.system.end_overhang_mm + self.system.joint_gap_mm

    @property
    def bearing_mm(self) -> float:
        """How far modules lie on rails along their edges; 0 for a system without such a layout."""
        return self.system.shared.bearing_mm if self.system.shared else 0.0

    @property
    def room_for_two_mm(self) -> float:
        """The least gap between rows that lie on a rail each with their edges."""
        return 2.0 * (self.system.profile_width_mm - self.bearing_mm)

    @property
    def splice_length_mm(self) -> float:
        """Length of the splice's outline; twice the profile's width where the maker prints none."""
        return self.system.splice_length_mm or 2.0 * self.system.profile_width_mm

    @property
    def widest_joint_mm(self) -> float:
        """Rail ends nearer to each other than this were parted by a joint, not by a gap in the row.

        Twice the larger of joint gap and end overhang: in less room than that no module was left out.
        """
        return 2.0 * max(self.system.joint_gap_mm, self.system.end_overhang_mm)


def project_figures(design: Design, catalog: Catalog) -> Figures:
    """Figures of the project's rail system.

    Raises CatalogError for an unknown rail system or one without usable stock, DesignError for a span that
    is not a length.
    """
    system, settings = catalog.rail(design.products.rail), design.settings
    gap, cantilever = settings.module_gap_mm, settings.cantilever_mm
    span = _positive_or_none(settings.max_span_mm, "settings.max_span_mm") or system.max_span_mm
    return Figures(
        system=system,
        mid_gap_mm=system.mid_gap_mm if gap is None else gap,
        max_span_mm=span,
        cantilever_mm=system.cantilever_limit_mm(span) if cantilever is None else cantilever,
        longest_bar_mm=_longest_bar_mm(system),
        loads=design_loads(settings),
        shared_span_mm=_positive_or_none(settings.shared_span_mm, "settings.shared_span_mm"),
        shared_cantilever_mm=settings.shared_cantilever_mm,
    )


def design_loads(settings: Settings) -> Loads | None:
    """The project's loads; one that is not given counts as none, and None where neither is."""
    pressure, uplift = settings.design_pressure_pa, settings.design_uplift_pa
    if pressure is None and uplift is None:
        return None
    return Loads(pressure_pa=pressure or 0.0, uplift_pa=uplift or 0.0)


def _positive(value_mm: float, where: str) -> float:
    if value_mm > 0.0:
        return value_mm
    raise DesignError(
        f"{value_mm:g} mm is no span", where=where, remedy="give a length above 0 or leave it out"
    )


def _positive_or_none(value_mm: float | None, where: str) -> float | None:
    return None if value_mm is None else _positive(value_mm, where)


def _longest_bar_mm(system: RailSystem) -> float:
    longest = max((bar.length_mm for bar in system.stock), default=0.0) - 2.0 * system.end_trim_mm
    if longest > 0.0:
        return longest
    raise CatalogError(
        "the rail system has no stock bar to cut from",
        where=system.id,
        remedy="give it at least one stock length that is longer than its two trimmed ends",
    )
