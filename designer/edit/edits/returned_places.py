"""Where the surfaces of a Design lie in a drawing that came back: by their ids, else by their shapes."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from designer.core.geometry.axes import Point
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Surface
from designer.core.model.returned import ReturnedDrawing, ReturnedKind, ReturnedLine
from designer.edit.edits.rows import module_rects

SAME_MM = 0.5
"""Places that differ by less are the same: CADs save with few digits."""

MOST_MARKS = 400
"""Places of one surface that are looked for; among thousands of modules a sample tells as much."""


class Lying(NamedTuple):
    """A surface's place in the drawing: what to add to its coordinates, and its outline there now."""

    offset: Point
    outline: tuple[Point, ...]


def lying(design: Design, catalog: Catalog, drawing: ReturnedDrawing) -> dict[str, Lying]:
    """The places of those surfaces that are found in the drawing, by id.

    An outline that has kept its shape tells its place; of a changed one the place is where most of the
    corners and modules still are. Outlines without ids are taken in the order in which they are drawn: from
    the upper left, line by line.
    """
    rings = [line for line in drawing.lines if line.kind is ReturnedKind.SURFACE]
    left = sorted(rings, key=lambda ring: (-round(_low(ring)[1], -1), _low(ring)[0]))
    found: dict[str, Lying] = {}
    for surface in design.surfaces:
        own = [ring for ring in left if ring.id == surface.id] or [ring for ring in left if not ring.id]
        match = next(((ring, by) for ring in own if (by := _shift(surface, ring))), None)
        if match is not None:
            left.remove(match[0])
            found[surface.id] = Lying(match[1], match[0].points)
    for surface in design.surfaces:
        own = [ring for ring in left if ring.id == surface.id] or [ring for ring in left if not ring.id]
        if surface.id not in found and own:
            ring, offset = _by_votes(design, catalog, surface, own, drawing)
            left.remove(ring)
            found[surface.id] = Lying(offset, ring.points)
    return found


def _low(ring: ReturnedLine) -> Point:
    """The upper left end of an outline."""
    return (min(x for x, _ in ring.points), max(y for _, y in ring.points))


def _shift(surface: Surface, ring: ReturnedLine) -> Point | None:
    """By how much an outline lies elsewhere; None where it has another shape."""
    if len(ring.points) != len(surface.outline):
        return None
    away = np.array(ring.points) - np.array(surface.outline)
    if float(np.ptp(away, axis=0).max()) > SAME_MM:
        return None
    x, y = away.mean(axis=0).tolist()
    return (x, y)


def _by_votes(
    design: Design,
    catalog: Catalog,
    surface: Surface,
    rings: Sequence[ReturnedLine],
    drawing: ReturnedDrawing,
) -> tuple[ReturnedLine, Point]:
    """The outline that the surface has now, and where most of its corners and modules say that it lies."""
    best = (0, rings[0], (0.0, 0.0))
    for ring in rings:
        votes, offset = _vote(*_marks(design, catalog, surface, ring, drawing))
        if votes > best[0]:
            best = (votes, ring, offset)
    return best[1], best[2]


def _marks(
    design: Design, catalog: Catalog, surface: Surface, ring: ReturnedLine, drawing: ReturnedDrawing
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of places that may belong together: of the Design, and in the drawing."""
    rects = module_rects(design, catalog, surface.id)
    by_id = [(rects[one.id][:2], one.rect[:2]) for one in drawing.modules if one.id in rects]
    corners = [(corner, point) for corner in surface.outline for point in ring.points]
    if by_id:
        pairs = [*by_id, *corners]
    else:
        places = [rect[:2] for rect in rects.values()][:MOST_MARKS]
        held = [one.rect[:2] for one in drawing.modules if _near(one.middle, ring)][: 4 * MOST_MARKS]
        pairs = [*((place, point) for place in places for point in held), *corners]
    return np.array([place for place, _ in pairs]), np.array([point for _, point in pairs])


def _near(point: Point, ring: ReturnedLine) -> bool:
    xs, ys = zip(*ring.points, strict=True)
    return bool(min(xs) <= point[0] <= max(xs) and min(ys) <= point[1] <= max(ys))


def _vote(places: np.ndarray, points: np.ndarray) -> tuple[int, Point]:
    """The difference that most pairs have, to a millimetre, and how many."""
    away = points - places
    steps, which, counts = np.unique(np.round(away), axis=0, return_inverse=True, return_counts=True)
    chosen = int(np.argmax(counts))
    x, y = away[which.reshape(-1) == chosen].mean(axis=0).tolist()
    assert len(steps)
    return int(counts[chosen]), (x, y)
