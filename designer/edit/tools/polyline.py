"""Lines drawn point by point: what they look like while they grow, and what is wrong with a next point."""

import math
from collections.abc import Sequence
from itertools import pairwise

from shapely.geometry import LineString, Polygon

from designer.core.geometry.axes import Point, middle
from designer.core.geometry.rings import signed_area_mm2
from designer.core.units import TOLERANCE_MM
from designer.edit.figures import length_text
from designer.edit.preview import Note, Path, Shape, Tone
from designer.edit.tools.rubber import rubber

Points = tuple[Point, ...]

CROSSES = "This edge would cross the outline; choose another point"
SAME = "This point is the last one; choose another"
TOO_FEW = "An outline needs three corners or more"
NO_AREA = "The outline encloses no area; choose another point"


def fault_of_next(points: Points, at: Point) -> str:
    """What is wrong with `at` as the next corner of an outline; empty when nothing is."""
    if points and math.dist(points[-1], at) < TOLERANCE_MM:
        return SAME
    if len(points) < 2:
        return ""
    edge = LineString((points[-1], at))
    earlier = points[:-1]
    if len(earlier) > 1 and edge.intersects(LineString(earlier)):
        return CROSSES
    goes_back = edge.intersection(LineString(points[-2:])).length > TOLERANCE_MM
    return CROSSES if goes_back else ""


def fault_of_ring(points: Points) -> str:
    """What is wrong with a closed outline; empty when nothing is."""
    if len(points) < 3:
        return TOO_FEW
    if abs(signed_area_mm2(points)) <= 1.0:
        return NO_AREA
    return "" if Polygon(points).is_valid else CROSSES


def closes(points: Points, at: Point, reach_mm: float) -> bool:
    """Whether a click at a place means the first point, and so the end of an outline."""
    return len(points) >= 3 and math.dist(points[0], at) <= reach_mm


def growing_shapes(points: Points, at: Point | None, *, bad: bool = False) -> tuple[Shape, ...]:
    """The line so far with its lengths, and the rubber band to the cursor."""
    shapes: list[Shape] = [Path(points=points, tone=Tone.GHOST)] if len(points) > 1 else []
    shapes += length_notes(points)
    if at is not None and points and math.dist(points[-1], at) >= TOLERANCE_MM:
        band = rubber(points[-1], at)
        shapes += (Path(points=(points[-1], at), tone=Tone.BAD), *band[1:]) if bad else band
    return tuple(shapes)


def ring_shapes(points: Points, tone: Tone = Tone.GHOST) -> tuple[Shape, ...]:
    """A closed outline with the lengths of its edges."""
    return (Path(points=points, tone=tone, closed=True, filled=True), *length_notes((*points, points[0])))


def length_notes(points: Sequence[Point]) -> list[Shape]:
    """The length of each part at its middle."""
    return [
        Note(at=middle(a, b), text=length_text(math.dist(a, b)), tone=Tone.MEASURE)
        for a, b in pairwise(points)
    ]
