"""An area parted by one line across the rails, so that rows may stand at other heights on either side of it.

The line may lie anywhere, on no grid: the most modules before it only grow as it moves on, and those behind
it only shrink. So where the ends of a stretch of lines promise no more than is known already, nothing between
them does, and halving the rest finds the line that lets both sides hold most.
"""

from collections.abc import Callable
from typing import NamedTuple

from shapely.geometry.base import BaseGeometry

from designer.core.geometry.axes import RailAxis, rect_polygon, rect_xy

RESOLUTION_MM = 0.01
"""Lines nearer to each other than this are not told apart."""

Count = Callable[[BaseGeometry], int]
"""Most modules in an area; no fewer in a larger one."""

Halves = tuple[BaseGeometry, BaseGeometry]


class _Line(NamedTuple):
    """A line at u, with the most modules before it and behind it."""

    u: float
    before: int
    behind: int


def best_halves(usable: BaseGeometry, axis: RailAxis, gap_mm: float, count: Count) -> Halves | None:
    """The area before and behind the line that lets the two hold most, `gap_mm` apart along the rails.

    None where no line holds more than the area does in one.
    """
    return None if usable.is_empty else _Halving(usable, axis, gap_mm, count).best()


class _Halving:
    """The search on one area. A line at u keeps the gap behind it: the second half begins at u + gap."""

    def __init__(self, usable: BaseGeometry, axis: RailAxis, gap_mm: float, count: Count) -> None:
        self._usable, self._axis, self._gap_mm, self._count = usable, axis, gap_mm, count
        x0, y0, x1, y1 = usable.bounds
        self._u, self._v = ((x0, x1), (y0, y1)) if axis is RailAxis.EAVE else ((y0, y1), (x0, x1))

    def best(self) -> Halves | None:
        whole = most = self._count(self._usable)
        found: float | None = None
        stretches = [(_Line(self._u[0] - self._gap_mm, 0, whole), _Line(self._u[1], whole, 0))]
        while stretches:
            low, high = stretches.pop()
            if high.before + low.behind <= most or high.u - low.u < RESOLUTION_MM:
                continue
            middle = self._between(low, high)
            if middle.before + middle.behind > most:
                found, most = middle.u, middle.before + middle.behind
            stretches += [(middle, high), (low, middle)]
        return None if found is None else (self._before(found), self._behind(found))

    def _between(self, low: _Line, high: _Line) -> _Line:
        """The line half way. What is equal at both ends is so between them."""
        u = (low.u + high.u) / 2
        before = low.before if low.before == high.before else self._count(self._before(u))
        behind = low.behind if low.behind == high.behind else self._count(self._behind(u))
        return _Line(u, before, behind)

    def _before(self, u: float) -> BaseGeometry:
        return self._within(self._u[0], u)

    def _behind(self, u: float) -> BaseGeometry:
        return self._within(u + self._gap_mm, self._u[1])

    def _within(self, low: float, high: float) -> BaseGeometry:
        strip = rect_xy(self._axis, min(low, high), self._v[0], max(low, high), self._v[1])
        return self._usable.intersection(rect_polygon(strip))
