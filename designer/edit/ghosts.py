"""Things as a preview shows them at the place they would have, modules with a verdict on that place."""

from collections.abc import Collection, Iterator, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from designer.core.geometry.axes import Point, Rect, grown, rect_polygons
from designer.core.layout.placement import place_modules
from designer.core.layout.surface_area import surface_usable_area
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Surface
from designer.core.units import TOLERANCE_MM
from designer.edit.edits.boxes import footprint
from designer.edit.edits.framing import surfaces_in, to_view
from designer.edit.preview import Boxes, Note, Path, Shape, Tone
from designer.edit.view import View, ViewKind

_END_MM = 60.0
"""Half the size of the mark for an end of a bridge or a waypoint."""


class Ground:
    """What stays while something is moved: the usable areas, and the modules that are not meant.

    Made once per gesture, so that each move of the mouse costs a look-up only.
    """

    def __init__(self, design: Design, catalog: Catalog, ids: Collection[str]) -> None:
        self._design, self._catalog, self._ids = design, catalog, frozenset(ids)
        self._rooms: dict[str, shapely.Geometry] = {}
        self._others: dict[str, shapely.STRtree] = {}

    def clear(self, surface: Surface, rects: Sequence[Rect]) -> NDArray[np.bool_]:
        """Which of the module rectangles lie in the usable area and on no other module."""
        if surface.id not in self._rooms:
            self._learn(surface.id)
        inside = shapely.covers(self._rooms[surface.id], rect_polygons(rects))
        tree = self._others[surface.id]
        met, _ = tree.query(rect_polygons(grown(rect, -TOLERANCE_MM) for rect in rects), "intersects")
        clear = np.asarray(inside, dtype=np.bool_)
        clear[met] = False
        return clear

    def _learn(self, surface_id: str) -> None:
        surface = self._design.surface(surface_id)
        room = surface_usable_area(self._design, surface).buffer(TOLERANCE_MM)
        shapely.prepare(room)
        placed = place_modules(self._design, surface, self._catalog)
        others = [one.rect for one in placed if one.id not in self._ids and one.row_id not in self._ids]
        self._rooms[surface_id] = room
        self._others[surface_id] = shapely.STRtree(rect_polygons(others))


def ghosts(
    design: Design, catalog: Catalog, view: View, ids: Collection[str], ground: Ground | None = None
) -> tuple[Shape, ...]:
    """Outlines of everything named in a view; with a ground the modules that cannot lie there are bad.

    In the site view a surface stands for all that lies on it.
    """
    shapes: list[Shape] = []
    for surface in surfaces_in(design, view):
        whole = view.kind is ViewKind.SITE and surface.id in ids
        if whole:
            shapes.append(_ring(surface.outline, surface, view))
        wanted = frozenset(one.id for one in surface.obstacles) if whole else frozenset(ids)
        shapes += _modules(design, catalog, view, surface, wanted, None if whole else ground)
        shapes += _parts(surface, view, wanted)
        shapes += _fixtures(design, surface, view, wanted)
        shapes += _notes(design, surface, view, wanted)
    return tuple(shapes)


def _modules(
    design: Design,
    catalog: Catalog,
    view: View,
    surface: Surface,
    ids: frozenset[str],
    ground: Ground | None,
) -> Iterator[Shape]:
    placed = place_modules(design, surface, catalog)
    rects = [one.rect for one in placed if one.id in ids or one.row_id in ids]
    if not rects:
        return
    clear = np.ones(len(rects), dtype=bool) if ground is None else ground.clear(surface, rects)
    for tone, wanted in ((Tone.GHOST, True), (Tone.BAD, False)):
        chosen = tuple(rect for rect, fits in zip(rects, clear.tolist(), strict=True) if fits is wanted)
        if chosen and view.kind is ViewKind.SITE:
            yield from (_ring(_corners(rect), surface, view, tone) for rect in chosen)
        elif chosen:
            yield Boxes(rects=chosen, tone=tone)


def _parts(surface: Surface, view: View, ids: frozenset[str]) -> Iterator[Shape]:
    for obstacle in surface.obstacles:
        if obstacle.id in ids:
            yield _ring(obstacle.outline, surface, view)
    for line in surface.water_lines:
        if line.id in ids:
            yield Path(points=to_view(surface, view, line.points), tone=Tone.GHOST)


def _fixtures(design: Design, surface: Surface, view: View, ids: frozenset[str]) -> Iterator[Shape]:
    """Boxes, ends of bridges and waypoints."""
    for box in design.boxes:
        if box.id in ids and box.surface == surface.id:
            yield _ring(_corners(footprint(box)), surface, view)
    for bridge in design.bridges:
        if bridge.id not in ids:
            continue
        if bridge.from_surface == surface.id:
            yield _mark(bridge.from_point, surface, view)
        if bridge.to_surface == surface.id:
            yield _mark(bridge.to_point, surface, view)
    for waypoint in design.waypoints:
        if waypoint.id in ids and waypoint.surface == surface.id:
            yield _mark((waypoint.x, waypoint.y), surface, view)


def _notes(design: Design, surface: Surface, view: View, ids: frozenset[str]) -> Iterator[Shape]:
    for note in design.dimensions:
        if note.id in ids and note.surface == surface.id:
            yield Path(points=to_view(surface, view, (note.first, note.second)), tone=Tone.GHOST)
    for text in design.texts:
        if text.id in ids and text.surface == surface.id:
            yield Note(at=to_view(surface, view, (text.at,))[0], text=text.text, tone=Tone.GHOST)


def _ring(points: tuple[Point, ...], surface: Surface, view: View, tone: Tone = Tone.GHOST) -> Path:
    return Path(points=to_view(surface, view, points), tone=tone, closed=True, filled=tone is Tone.BAD)


def _mark(at: Point, surface: Surface, view: View) -> Path:
    x, y = at
    return _ring(((x - _END_MM, y), (x, y - _END_MM), (x + _END_MM, y), (x, y + _END_MM)), surface, view)


def _corners(rect: Rect) -> tuple[Point, ...]:
    x0, y0, x1, y1 = rect
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
