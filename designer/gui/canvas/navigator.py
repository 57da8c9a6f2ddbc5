"""Moving about in the drawing: what is seen of which view, and how large."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF

from designer.core.findings import Location
from designer.core.geometry.axes import Point, Rect
from designer.edit.picking.objects import outlines_of, surface_of
from designer.edit.view import View, surface_view
from designer.gui.canvas.batches import Picture
from designer.gui.canvas.sights import Sights, shown_extents
from designer.gui.canvas.transform import Viewport, surrounded
from designer.gui.workspace import Workspace

NEAREST_MM = 1600.0
"""Things smaller than this are shown with what lies about them."""

LOOK_MM = 3000.0
"""How much of the roof is seen about a place that a finding points at, at most."""

EDGE_SHARE = 0.12
"""A place nearer than this to the edge of the drawing is not seen well: what lies about it is cut off."""


class Navigator:
    """Keeps the viewport, per view, and tells the editor how many millimetres a pixel is.

    `moved` is called whenever something else may be seen.
    """

    def __init__(
        self, workspace: Workspace, pictures: Mapping[View, Picture], moved: Callable[[], None]
    ) -> None:
        self._workspace = workspace
        self._pictures = pictures
        self._moved = moved
        self._sights = Sights()
        self.view = workspace.editor.view
        self.viewport = Viewport()
        self.area = QRectF(0.0, 0.0, 1.0, 1.0)
        """The part of the canvas that shows the drawing, px."""

    def forget(self) -> None:
        """Another project is open: nothing of it has been looked at."""
        self._sights.forget()
        self.enter()

    def enter(self) -> None:
        """Look at the editor's view, as it was last looked at."""
        self.view = self._workspace.editor.view
        self.restore()

    def restore(self) -> None:
        """What was seen of the view before; the whole of it where nobody chose otherwise."""
        picture = self._pictures.get(self.view)
        extents = picture.extents if picture else None
        wanted = self._sights.recall(self.view, self.viewport, extents, self.area)
        self._show(wanted, by_hand=self._sights.chosen(self.view))

    def resize(self, width_px: float, height_px: float, area: QRectF) -> None:
        """The canvas has another size."""
        self.area = area
        self.viewport = self.viewport.sized(width_px, height_px)
        self.restore()

    def zoom_extents(self) -> None:
        """Show the whole view."""
        picture = self._pictures.get(self.view)
        extents = shown_extents(picture.extents if picture else None)
        self._show(self.viewport.fitted(extents, self.area), by_hand=False)

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Enlarge about a pixel, or about the middle."""
        self._show(self.viewport.zoomed(factor, about or self.area.center()), by_hand=True)

    def zoom_to(self, rect: Rect) -> None:
        """Show a rectangle of the view."""
        self._show(self.viewport.fitted(rect, self.area), by_hand=True)

    def zoom_to_ids(self, ids: frozenset[str]) -> None:
        """Show things, on their own surface when they cannot be seen here."""
        extent = self._extent(ids)
        if extent is None and self._goes_to_surface_of(ids):
            extent = self._extent(ids)
        if extent is not None:
            self.zoom_to(surrounded(extent, NEAREST_MM))

    def bring_into_sight(self, ids: frozenset[str]) -> None:
        """Go where things are, unless they are seen already, at least in part."""
        extent = self._extent(ids)
        if extent is None and self._goes_to_surface_of(ids):
            extent = self._extent(ids)
        if extent is not None and not _meet(extent, self.viewport.seen()):
            self.zoom_to(surrounded(extent, NEAREST_MM))

    def look_at(self, place: Location) -> None:
        """Show a place, as near as it is now or nearer."""
        half = min(LOOK_MM, self.area.width() * self.viewport.mm_per_px) / 2.0
        self.zoom_to((place.x - half, place.y - half, place.x + half, place.y + half))

    def keep_seen(self, place: Location) -> None:
        """Move the drawing until a place is in its middle, unless it lies well inside of what is seen."""
        margin_x, margin_y = EDGE_SHARE * self.area.width(), EDGE_SHARE * self.area.height()
        inside = self.area.adjusted(margin_x, margin_y, -margin_x, -margin_y)
        pixel = self.viewport.to_px((place.x, place.y))
        if not inside.contains(pixel):
            self.pan(self.area.center() - pixel)

    def pan(self, by: QPointF) -> None:
        """Move the drawing by pixels."""
        self._show(self.viewport.shifted(by), by_hand=True)

    def _show(self, viewport: Viewport, *, by_hand: bool) -> None:
        self.viewport = viewport
        self._sights.keep(self.view, viewport, by_hand=by_hand)
        self._workspace.editor.mm_per_px = viewport.mm_per_px
        self._moved()

    def _extent(self, ids: Iterable[str]) -> Rect | None:
        space = self._workspace
        lines = outlines_of(space.design, space.plan, space.catalog, self.view, sorted(ids))
        return _bounds([point for line in lines for point in line])

    def _goes_to_surface_of(self, ids: Iterable[str]) -> bool:
        """Whether another surface is looked at now, because something of these lies on it."""
        space = self._workspace
        found = (surface_of(space.design, space.plan, name) for name in sorted(ids))
        other = next((name for name in found if name and surface_view(name) != self.view), None)
        if other is not None:
            space.editor.look(surface_view(other))
        return other is not None


def _meet(one: Rect, other: Rect) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _bounds(points: list[Point]) -> Rect | None:
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))
