"""The usable area of a Design's surface: which setback each edge has and what each obstacle keeps clear."""

from shapely.geometry import MultiPolygon, Polygon

from designer.core.errors import DesignError
from designer.core.geometry.edges import EdgeKind
from designer.core.geometry.usable import usable_area
from designer.core.model.defaults import DEFAULT_SETBACKS_MM
from designer.core.model.design import Design, Settings, Surface
from designer.core.model.places import place_of


def surface_usable_area(design: Design, surface: Surface) -> Polygon | MultiPolygon:
    """Where modules may lie on a surface, in its frame, mm; may be empty or fall into parts.

    Raises DesignError, naming the surface, when setbacks and edges do not match.
    """
    clearance_mm = design.settings.obstacle_clearance_mm
    obstacles = [
        (Polygon(obstacle.outline), clearance_mm if obstacle.clearance_mm is None else obstacle.clearance_mm)
        for obstacle in surface.obstacles
    ]
    setbacks_mm = [setback_mm(design.settings, surface, edge) for edge in surface.edges]
    try:
        return usable_area(Polygon(surface.outline), setbacks_mm, obstacles)
    except DesignError as error:
        raise error.within(place_of(surface)) from error


def setback_mm(settings: Settings, surface: Surface, edge: EdgeKind) -> float:
    """The setback of a kind of edge: the surface's own, else the project's, else the default."""
    for setbacks in (surface.setbacks_mm, settings.setbacks_mm, DEFAULT_SETBACKS_MM):
        if edge in setbacks:
            return setbacks[edge]
    raise DesignError(f"there is no setback for edges of kind {edge}", where=place_of(surface))
