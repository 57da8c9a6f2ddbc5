"""A surface that is too large for its paper, cut into parts where few modules and names are in the way."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from msgspec import Struct

from designer.core.geometry.axes import Rect
from designer.drawing.shapes import bounds, corners
from designer.drawing.sheets.context import Context, Face
from designer.drawing.sheets.scales import ALL_SIDES, Sides, part_counts, shift_mm

_MOST_TRIED = 60
"""Places that are tried for a cut, those next to the wanted one."""


class Part(Struct, frozen=True):
    """A window onto a surface, in model space. Parts count from the upper left, from 1.

    `beyond` are the parts to the left, below, to the right and above, 0 at an edge of the roof.
    """

    face: Face
    window: Rect
    number: int = 1
    count: int = 1
    beyond: tuple[int, int, int, int] = (0, 0, 0, 0)

    @property
    def name(self) -> str:
        """What its view is called: as the surface, with a number where there are several."""
        own = self.face.surface.id
        return f"{own}.{self.number}" if self.count > 1 else own

    @property
    def label(self) -> str:
        """What people call it."""
        more = f", part {self.number} of {self.count}" if self.count > 1 else ""
        return f"{self.face.label}{more}"


def parts_of(context: Context, face: Face, sides: Sides) -> list[Part]:
    """The surface as a whole, or its parts; all sorts of plans are cut alike."""
    rect, axis, scale = face.rect(face.extents), face.surface.rail_axis, context.scale
    window = sides.around(rect, axis, context.style.dimension)
    if context.order.report:
        return [Part(face, window)]
    across, up = part_counts(context.frame, face.extents, axis, ALL_SIDES, scale)
    things = [*_modules(face), *_groups(face)]
    xs = _edges(rect[0], rect[2], across, [(r[0], r[2]) for r in things])
    ys = _edges(rect[1], rect[3], up, [(r[1], r[3]) for r in things])
    xs[0], ys[0], xs[-1], ys[-1] = window
    return [_part(face, xs, ys, column, row) for row in reversed(range(up)) for column in range(across)]


def _part(face: Face, xs: Sequence[float], ys: Sequence[float], column: int, row: int) -> Part:
    across, up = len(xs) - 1, len(ys) - 1

    def number(one: int, other: int) -> int:
        inside = 0 <= one < across and 0 <= other < up
        return (up - 1 - other) * across + one + 1 if inside else 0

    return Part(
        face,
        (xs[column], ys[row], xs[column + 1], ys[row + 1]),
        number(column, row),
        across * up,
        (number(column - 1, row), number(column, row - 1), number(column + 1, row), number(column, row + 1)),
    )


def _modules(face: Face) -> Iterable[Rect]:
    return (face.rect(module.rect) for module in face.plan.modules)


def _groups(face: Face) -> Iterator[Rect]:
    """What each inverter serves: in its middle stands its name."""
    for inverter in face.plan.inverters:
        served = [face.modules[name].rect for name in inverter.modules if name in face.modules]
        if served:
            yield face.rect(bounds(corner for rect in served for corner in corners(rect)))


def _edges(start: float, end: float, count: int, spans: Iterable[tuple[float, float]]) -> list[float]:
    """Where parts begin and end: nearly equal ones, cut where the fewest modules are in the way."""
    if count == 1:
        return [start, end]
    step = (end - start) / count
    taken = np.array([*spans] or [(start, start)])
    return [start, *(_cut(start + number * step, step, taken) for number in range(1, count)), end]


def _cut(wanted: float, step: float, taken: np.ndarray) -> float:
    """The place next to the wanted one that the fewest of some spans lie across."""
    stops = np.unique(np.round(taken, 1))
    near = stops[np.abs(stops - wanted) <= shift_mm(step) / 2.0].tolist()
    tried = sorted([wanted, *near], key=lambda at: abs(at - wanted))[:_MOST_TRIED]
    return min((float(at) for at in tried), key=lambda at: (_crossed(at, taken), abs(at - wanted)))


def _crossed(at: float, taken: np.ndarray) -> int:
    return int(np.count_nonzero((taken[:, 0] + 1.0 < at) & (at < taken[:, 1] - 1.0)))
