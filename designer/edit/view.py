"""What the canvas looks at: one surface in its own frame, the site in plan, or an empty frame."""

from enum import StrEnum

import numpy as np
from msgspec import Struct
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import Polygon

from designer.core.geometry.axes import Point
from designer.core.model.design import Design
from designer.edit.edits.site import frame_of


class ViewKind(StrEnum):
    """Whose coordinates the canvas shows."""

    SURFACE = "surface"
    """x along the eave, y up the slope, mm."""
    SITE = "site"
    """East and north as seen from above, mm."""
    BLANK = "blank"
    """The frame of a surface that is about to be drawn."""


class View(Struct, frozen=True):
    """A kind of view, and of which surface."""

    kind: ViewKind
    surface: str = ""


SITE = View(ViewKind.SITE)
BLANK = View(ViewKind.BLANK)


def surface_view(surface_id: str) -> View:
    """The view of one surface."""
    return View(ViewKind.SURFACE, surface_id)


def place_in(design: Design, view: View, point: Point) -> tuple[str, Point] | None:
    """Surface and point in its frame that a point of the view stands for; None beside all surfaces.

    In the site view the surface drawn last that holds the point is meant.
    """
    if view.kind is ViewKind.SURFACE:
        return view.surface, point
    if view.kind is ViewKind.SITE:
        for surface in reversed(design.surfaces):
            x, y = frame_of(surface).to_surface(np.array((point,)))[0].tolist()
            if Polygon(surface.outline).covers(ShapelyPoint(x, y)):
                return surface.id, (x, y)
    return None
