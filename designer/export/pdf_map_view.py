"""From a surface to a map sheet: the parts of the sheet, and the transformation onto its plan field."""

from collections.abc import Sequence

from msgspec import Struct
from shapely import LineString, clip_by_rect

from designer.core.geometry.axes import Point, Rect

MARGIN_MM = 7.0
HEIGHT_MM = 210.0
_SIDE_MM, _BETWEEN_MM = 52.0, 3.0
_FOOT_MM, _TOP_MM, _HEAD_MM = 15.0, 174.0, 177.0
_PADDING_MM = 4.0


class Fields(Struct, frozen=True):
    """The parts of a map sheet that is `width_mm` wide and as high as A4 is lying."""

    width_mm: float

    @property
    def header(self) -> Rect:
        """Names, customer, sheet."""
        return (MARGIN_MM, _HEAD_MM, self.width_mm - MARGIN_MM, HEIGHT_MM - MARGIN_MM)

    @property
    def side(self) -> Rect:
        """Compass, key, branches and marks, at the right."""
        right = self.width_mm - MARGIN_MM
        return (right - _SIDE_MM, _FOOT_MM, right, _TOP_MM)

    @property
    def plan(self) -> Rect:
        """What is left for the plan."""
        return (MARGIN_MM, _FOOT_MM, self.side[0] - _BETWEEN_MM, _TOP_MM)

    @property
    def footer(self) -> Rect:
        """A line of notes and the scale."""
        return (MARGIN_MM, MARGIN_MM, self.width_mm - MARGIN_MM, 13.0)

    @property
    def room_mm(self) -> tuple[float, float]:
        """What a tile or a roof may fill of the plan field."""
        x0, y0, x1, y1 = self.plan
        return (x1 - x0 - 2 * _PADDING_MM, y1 - y0 - 2 * _PADDING_MM)


class View(Struct, frozen=True):
    """A surface at 1 : `denominator` with its point `middle` in the middle of the `plan` field."""

    middle: Point
    denominator: float
    plan: Rect

    def point(self, at: Sequence[float]) -> Point:
        """Paper mm of a surface point."""
        x, y = (self.plan[0] + self.plan[2]) / 2, (self.plan[1] + self.plan[3]) / 2
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
        return self.plan[0] <= x <= self.plan[2] and self.plan[1] <= y <= self.plan[3]

    def sees(self, rect: Rect) -> bool:
        """Whether any of a surface rectangle lies in the plan field."""
        x0, y0, x1, y1 = self.rect(rect)
        left, bottom, right, top = self.plan
        return x0 <= right and x1 >= left and y0 <= top and y1 >= bottom

    def visible_part(self, first: Point, second: Point) -> list[Point]:
        """The ends, on paper, of what the plan field shows of a straight edge; empty for nothing."""
        inside = clip_by_rect(LineString(self.points((first, second))), *self.plan)
        return [(x, y) for x, y in inside.coords] if isinstance(inside, LineString) else []


def view_of(window: Rect, denominator: float, plan: Rect) -> View:
    """The view that has `window` in the middle of the `plan` field."""
    return View(((window[0] + window[2]) / 2, (window[1] + window[3]) / 2), denominator, plan)
