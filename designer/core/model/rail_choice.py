"""Which way the rails of a surface are laid: its own, the project's, or its system's usual one."""

from designer.core.model.design import Settings, Surface
from designer.core.model.rail_layout import RailLayout
from designer.core.model.rail_system import RailSystem


def asked_layout(settings: Settings, surface: Surface, system: RailSystem) -> RailLayout:
    """What a surface, else the project asks for; the usual way of the system where neither does."""
    return surface.rail_layout or project_layout(settings, system)


def project_layout(settings: Settings, system: RailSystem) -> RailLayout:
    """The way of laying rails that holds for surfaces without one of their own."""
    usual = RailLayout.SHARED if system.shared is not None and system.shared.usual else RailLayout.PAIRS
    return settings.rail_layout or usual


def rail_layout(settings: Settings, surface: Surface, system: RailSystem) -> RailLayout:
    """How the rails of a surface lie: as it is asked for, in pairs where the system knows nothing else."""
    return asked_layout(settings, surface, system) if system.shared is not None else RailLayout.PAIRS
