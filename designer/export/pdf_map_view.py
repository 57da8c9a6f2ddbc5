"""From a surface to a map sheet: the parts of the sheet, and the transformation onto its plan field."""

from collections.abc import Sequence

from msgspec import Struct
from shapely import LineString, clip_by_rect

from designer.core.geometry.axes import Point, Rect
from designer.export.pdf_canvas import A4_LANDSCAPE_MM

MARGIN_MM = 7.0
HEADER: Rect = (MARGIN_MM, 177.0, A4_LANDSCAPE_MM[0] - MARGIN_MM, A4_LANDSCAPE_MM[1] - MARGIN_MM)
SIDE: Rect = (238.0, 15.0, A4_LANDSCAPE_MM[0] - MARGIN_MM, 174.0)
PLAN: Rect = (MARGIN_MM, 15.0, 235.0, 174.0)
FOOTER: Rect = (MARGIN_MM, MARGIN_MM, A4_LANDSCAPE_MM[0] - MARGIN_MM, 13.0)

_PADDING_MM = 4.0
PLAN_ROOM_MM = (PLAN[2] - PLAN[0] - 2 * _PADDING_MM, PLAN[3] - PLAN[1] - 2 * _PADDING_MM)
"""What a tile or a roof may fill of the plan field."""


class View(Struct, frozen=True):
    """A surface at 1 : `denominator` with its point `middle` in the middle of the plan field."""

    middle: Point
    denominator: float

    def point(self, at: Sequence[float]) -> Point:
        """Paper mm of a surface point."""
        x, y = (PLAN[0] + PLAN[2]) / 2, (PLAN[1] + PLAN[3]) / 2
        return (
            x + (at[0] - self.middle[0]) / self.denominator,
            y + (at[1] - self.middle[1]) / self.denominator,
        )

    def points(self, points: Sequence[Sequence[float]]) -> list[Point]:
        """Paper mm of surface points."""
        return [self.point(at) for at in points]

    def rect(self, rect: Rect) -> Rect:
        """Paper rectangle of a surface rectangle."""
        return (*self.point(rect[:2]), *self.point(rect[2:]))

    def shows(self, at: Sequence[float]) -> bool:
        """Whether a surface point lies in the plan field."""
        x, y = self.point(at)
        return PLAN[0] <= x <= PLAN[2] and PLAN[1] <= y <= PLAN[3]

    def sees(self, rect: Rect) -> bool:
        """Whether any of a surface rectangle lies in the plan field."""
        x0, y0, x1, y1 = self.rect(rect)
        return x0 <= PLAN[2] and x1 >= PLAN[0] and y0 <= PLAN[3] and y1 >= PLAN[1]

    def visible_part(self, first: Point, second: Point) -> list[Point]:
        """The ends, on paper, of what the plan field shows of a straight edge; empty for nothing."""
        inside = clip_by_rect(LineString(self.points((first, second))), *PLAN)
        return [(x, y) for x, y in inside.coords] if isinstance(inside, LineString) else []


def view_of(window: Rect, denominator: float) -> View:
    """The view that has `window` in its middle."""
    return View(((window[0] + window[2]) / 2, (window[1] + window[3]) / 2), denominator)
