"""Where the drawing lies on the screen: the change between millimetres, y up, and pixels, y down."""

import math

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from designer.core.geometry.axes import Point, Rect

FINEST_MM_PER_PX, COARSEST_MM_PER_PX = 0.02, 5000.0
"""Limits of the zoom: a hundredth of a screw and a whole village."""

FIT_SHARE = 0.9
"""How much of the area a thing takes that is zoomed to."""

LEAST_EXTENT_MM = 200.0
"""Nothing smaller than this is zoomed to, so that a point is seen among its neighbours."""


def surrounded(rect: Rect, least_mm: float) -> Rect:
    """The rectangle with as much around it as makes it `least_mm` wide and high."""
    x, y = (rect[0] + rect[2]) / 2.0, (rect[1] + rect[3]) / 2.0
    half_x = max(rect[2] - rect[0], least_mm) / 2.0
    half_y = max(rect[3] - rect[1], least_mm) / 2.0
    return (x - half_x, y - half_y, x + half_x, y + half_y)


class Viewport(Struct, frozen=True, kw_only=True):
    """The part of the plane that is seen: its middle, its scale, and the size of the screen in pixels."""

    middle: Point = (0.0, 0.0)
    mm_per_px: float = 10.0
    width_px: float = 1.0
    height_px: float = 1.0

    def to_px(self, point: Point) -> QPointF:
        """The pixel of a point."""
        return QPointF(
            self.width_px / 2.0 + (point[0] - self.middle[0]) / self.mm_per_px,
            self.height_px / 2.0 - (point[1] - self.middle[1]) / self.mm_per_px,
        )

    def to_mm(self, pixel: QPointF) -> Point:
        """The point at a pixel."""
        return (
            self.middle[0] + (pixel.x() - self.width_px / 2.0) * self.mm_per_px,
            self.middle[1] - (pixel.y() - self.height_px / 2.0) * self.mm_per_px,
        )

    def transform(self) -> QTransform:
        """From millimetres to pixels, for painters."""
        scale = 1.0 / self.mm_per_px
        origin = self.to_px((0.0, 0.0))
        return QTransform(scale, 0.0, 0.0, -scale, origin.x(), origin.y())

    def seen(self) -> Rect:
        """What is seen, in millimetres."""
        half_x, half_y = self.width_px / 2.0 * self.mm_per_px, self.height_px / 2.0 * self.mm_per_px
        x, y = self.middle
        return (x - half_x, y - half_y, x + half_x, y + half_y)

    def sized(self, width_px: float, height_px: float) -> "Viewport":
        """The same middle and scale on a screen area of another size."""
        return Viewport(middle=self.middle, mm_per_px=self.mm_per_px, width_px=width_px, height_px=height_px)

    def shifted(self, by: QPointF) -> "Viewport":
        """The drawing moved by pixels, as by a hand."""
        x, y = self.middle
        return self._at((x - by.x() * self.mm_per_px, y + by.y() * self.mm_per_px), self.mm_per_px)

    def zoomed(self, factor: float, about: QPointF) -> "Viewport":
        """Larger by `factor`, with the point at a pixel kept in its place."""
        scale = min(max(self.mm_per_px / factor, FINEST_MM_PER_PX), COARSEST_MM_PER_PX)
        x, y = self.to_mm(about)
        dx, dy = about.x() - self.width_px / 2.0, about.y() - self.height_px / 2.0
        return self._at((x - dx * scale, y + dy * scale), scale)

    def centred(self, point: Point) -> "Viewport":
        """The same scale with a point in the middle."""
        return self._at(point, self.mm_per_px)

    def fitted(self, rect: Rect, area: QRectF) -> "Viewport":
        """A rectangle in the middle of a part of the screen, as large as fits with some room around."""
        width = max(rect[2] - rect[0], LEAST_EXTENT_MM)
        height = max(rect[3] - rect[1], LEAST_EXTENT_MM)
        scale = max(width / max(area.width(), 1.0), height / max(area.height(), 1.0)) / FIT_SHARE
        scale = min(max(scale, FINEST_MM_PER_PX), COARSEST_MM_PER_PX)
        away = area.center() - QPointF(self.width_px / 2.0, self.height_px / 2.0)
        x, y = (rect[0] + rect[2]) / 2.0, (rect[1] + rect[3]) / 2.0
        return self._at((x - away.x() * scale, y + away.y() * scale), scale)

    def near(self, other: "Viewport") -> bool:
        """Whether both show the same to a fraction of a pixel."""
        if (self.width_px, self.height_px) != (other.width_px, other.height_px):
            return False
        apart = math.dist(self.middle, other.middle) / self.mm_per_px
        return apart < 1e-6 and math.isclose(self.mm_per_px, other.mm_per_px, rel_tol=1e-12)

    def _at(self, middle: Point, mm_per_px: float) -> "Viewport":
        return Viewport(middle=middle, mm_per_px=mm_per_px, width_px=self.width_px, height_px=self.height_px)
