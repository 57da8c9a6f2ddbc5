"""The dimensions of a surface: overall, row by row, and from the roof's edges to the first modules."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from designer.core.geometry.axes import Point, RailAxis, to_uv, to_xy
from designer.core.model.design import Surface
from designer.core.model.plan import PlacedModule
from designer.core.units import TOLERANCE_MM
from designer.drawing.layers import LayerName
from designer.drawing.model import Dimension, DimensionStyle, Role
from designer.drawing.shapes import RIGHT_ANGLE_DEG, bounds

CHAIN_STEPS = 3.5
OVERALL_STEPS = 6.0
"""Distance of chain and overall dimensions from the roof, in text heights."""

ROOM_STEPS = 7.5
"""Room that dimensions need beside the roof, in text heights."""


class RowSpan(Struct, frozen=True, kw_only=True):
    """What a row covers along (u) and across (v) the rails."""

    row_id: str
    u0: float
    u1: float
    v0: float
    v1: float


def row_spans(modules: Iterable[PlacedModule], axis: RailAxis) -> tuple[RowSpan, ...]:
    """The rows of one surface, sorted across the rails."""
    corners: dict[str, list[Point]] = {}
    for module in modules:
        x0, y0, x1, y1 = module.rect
        corners.setdefault(module.row_id, []).extend((to_uv(axis, x0, y0), to_uv(axis, x1, y1)))
    spans = []
    for row_id, points in corners.items():
        u0, v0, u1, v1 = bounds(points)
        spans.append(RowSpan(row_id=row_id, u0=u0, u1=u1, v0=v0, v1=v1))
    return tuple(sorted(spans, key=lambda span: (span.v0, span.u0)))


def dimension_items(
    surface: Surface, modules: Sequence[PlacedModule], style: DimensionStyle
) -> tuple[Dimension, ...]:
    """All dimensions of a surface, in its frame."""
    return _Ruler(surface, row_spans(modules, surface.rail_axis), style).dimensions()


def crossings(outline: Sequence[Point], v: float) -> list[float]:
    """The u at which a closed outline crosses the line across = `v`, ascending.

    An edge counts with its lower end and without its upper one, so that a corner is not counted twice.
    """
    found = []
    for (u0, v0), (u1, v1) in zip(outline, (*outline[1:], *outline[:1]), strict=True):
        if (v0 <= v < v1) or (v1 <= v < v0):
            found.append(u0 + (v - v0) / (v1 - v0) * (u1 - u0))
    return sorted(found)


class _Ruler:
    """Sets the dimensions of one surface out in rail coordinates."""

    def __init__(self, surface: Surface, rows: tuple[RowSpan, ...], style: DimensionStyle) -> None:
        self._surface = surface
        self._axis = surface.rail_axis
        self._rows = rows
        self._step = style.text_mm
        self._outline = tuple(to_uv(self._axis, x, y) for x, y in surface.outline)
        self._u0, self._v0, self._u1, self._v1 = bounds(self._outline)

    def dimensions(self) -> tuple[Dimension, ...]:
        overall = OVERALL_STEPS * self._step
        found = [
            self._along((self._u0, self._v0), (self._u1, self._v0), self._v0 - overall),
            self._across((self._u0, self._v0), (self._u0, self._v1), self._u0 - overall),
        ]
        if self._rows:
            found += [*self._lowest_row(), *self._row_positions()]
        found += [dimension for row in self._rows[1:] if (dimension := self._to_first_module(row))]
        return tuple(found)

    def _lowest_row(self) -> list[Dimension]:
        """Edge, first module, last module, edge, on one line beside the roof."""
        row = self._rows[0]
        line = self._v0 - CHAIN_STEPS * self._step
        left, right = self._edges_beside(row)
        stops = [stop for stop in (left, row.u0, row.u1, right) if stop is not None]
        return [self._along((a, row.v0), (b, row.v0), line) for a, b in _steps(stops)]

    def _row_positions(self) -> list[Dimension]:
        """From the lower roof edge from row to row and to the upper edge, on one line beside the roof."""
        line = self._u0 - CHAIN_STEPS * self._step
        first = self._rows[0]
        turned = tuple((v, u) for u, v in self._outline)
        edges = crossings(turned, (first.u0 + first.u1) / 2.0)
        top = max(row.v1 for row in self._rows)
        below = [edge for edge in edges if edge <= first.v0 + TOLERANCE_MM]
        above = [edge for edge in edges if edge >= top - TOLERANCE_MM]
        stops = [*below[-1:], *(row.v0 for row in self._rows), top, *above[:1]]
        return [self._across((first.u0, a), (first.u0, b), line) for a, b in _steps(stops)]

    def _to_first_module(self, row: RowSpan) -> Dimension | None:
        """From the roof's edge to the row's first module, at half the row's depth."""
        left, _ = self._edges_beside(row)
        if left is None or row.u0 - left <= TOLERANCE_MM:
            return None
        return self._along((left, row.v0), (row.u0, row.v0), (row.v0 + row.v1) / 2.0)

    def _edges_beside(self, row: RowSpan) -> tuple[float | None, float | None]:
        """Where the outline crosses the row's lower edge before its first and after its last module."""
        edges = crossings(self._outline, row.v0)
        before = [edge for edge in edges if edge <= row.u0 + TOLERANCE_MM]
        after = [edge for edge in edges if edge >= row.u1 - TOLERANCE_MM]
        return (before[-1] if before else None, after[0] if after else None)

    def _along(self, first: Point, second: Point, line_v: float) -> Dimension:
        return self._dimension(first, second, (first[0], line_v), along=True)

    def _across(self, first: Point, second: Point, line_u: float) -> Dimension:
        return self._dimension(first, second, (line_u, first[1]), along=False)

    def _dimension(self, first: Point, second: Point, line_at: Point, *, along: bool) -> Dimension:
        level = along is (self._axis is RailAxis.EAVE)
        return Dimension(
            first=to_xy(self._axis, *first),
            second=to_xy(self._axis, *second),
            line_at=to_xy(self._axis, *line_at),
            angle_deg=0.0 if level else RIGHT_ANGLE_DEG,
            layer=LayerName.DIMS,
            role=Role.DIMENSION,
            owner=self._surface.id,
        )


def _steps(stops: Sequence[float]) -> list[tuple[float, float]]:
    """Neighbouring pairs of the stops, those that are one place left out."""
    distinct: list[float] = []
    for stop in sorted(stops):
        if not distinct or stop - distinct[-1] > TOLERANCE_MM:
            distinct.append(stop)
    return list(pairwise(distinct))
