"""The limits that attachments keep along a rail: those of its system, and others in zones of the wind."""

from designer.core.geometry.axes import RailAxis
from designer.core.model.design import Settings, Surface
from designer.core.model.plan import WindZone
from designer.core.model.rail_system import RailSystem
from designer.core.racking.attachments import SupportLimits, ZoneLimits
from designer.core.racking.figures import Figures
from designer.core.racking.wind_areas import stretches, wind_areas


class WindLimits:
    """Span, cantilever and overhang on one surface, asked for once per line across."""

    def __init__(self, settings: Settings, surface: Surface, figures: Figures) -> None:
        self._axis: RailAxis = surface.rail_axis
        self._half_mm = figures.system.profile_width_mm / 2.0
        self._plain = _plain(figures)
        self._own = _own_limits(settings, self._plain, figures.system)
        self._areas = wind_areas(settings, surface) if self._own else ()
        self._known: dict[float, SupportLimits] = {}

    def on(self, across_mm: float) -> SupportLimits:
        """The limits of a rail whose middle lies here."""
        if not self._areas:
            return self._plain
        known = self._known.get(across_mm)
        if known is None:
            known = self._known[across_mm] = self._along(across_mm)
        return known

    def _along(self, across_mm: float) -> SupportLimits:
        met = stretches(self._areas, self._axis, across_mm, self._half_mm)
        zones = (
            ZoneLimits(start_mm=low, end_mm=high, span_mm=span, cantilever_mm=cantilever)
            for zone, (span, cantilever) in self._own.items()
            for low, high in met[zone]
        )
        plain = self._plain
        return SupportLimits(
            span_mm=plain.span_mm,
            cantilever_mm=plain.cantilever_mm,
            overhang_mm=plain.overhang_mm,
            least_overhang_mm=plain.least_overhang_mm,
            zones=tuple(zones),
        )


def _plain(figures: Figures) -> SupportLimits:
    system = figures.system
    overhang = system.outside_attachment_overhang_mm
    return SupportLimits(
        span_mm=figures.max_span_mm,
        cantilever_mm=figures.cantilever_mm,
        overhang_mm=overhang,
        least_overhang_mm=min(system.attachment_along_mm / 2.0, overhang),
    )


def _own_limits(
    settings: Settings, plain: SupportLimits, system: RailSystem
) -> dict[WindZone, tuple[float, float]]:
    """Span and cantilever of the zones that have limits of their own; a corner without has its edge's.

    Where only the span is given, the cantilever is that of the roof's middle, but no longer than the maker's
    share of the span here.
    """
    edge = settings.edge_span_mm, settings.edge_cantilever_mm
    given = settings.corner_cantilever_mm
    if given is None and edge[1] is not None and settings.corner_span_mm is not None:
        given = system.shortened_cantilever_mm(edge[1], settings.corner_span_mm)
    corner = settings.corner_span_mm or edge[0], edge[1] if given is None else given
    limits = {}
    for zone, (own, cantilever) in ((WindZone.EDGE, edge), (WindZone.CORNER, corner)):
        if own is not None or cantilever is not None:
            span = own or plain.span_mm
            shortened = system.shortened_cantilever_mm(plain.cantilever_mm, span)
            limits[zone] = span, shortened if cantilever is None else cantilever
    return limits
