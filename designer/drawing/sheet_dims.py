"""The dimensions of a surface in the exported drawing, each sort on lines and on a layer of its own.

Below the eave: boxes, the chain of the lowest row, the whole length, and running figures from the left end.
To the left: rows and the whole height. Above: the chain of attachments and running figures. To the right: the
rails. Other rows are measured from the roof's edge to their first module.
"""

from collections.abc import Iterable, Iterator, Sequence

from designer.core.geometry.axes import Point, RailAxis, to_uv, to_xy
from designer.core.model.design import Box, Surface
from designer.core.model.plan import Hardware, HardwareKind, RailRun, SurfacePlan
from designer.core.units import TOLERANCE_MM
from designer.drawing.chains import Link, chain, distinct, figure_mm, fits, short_text
from designer.drawing.dims import RowSpan, crossings, row_spans
from designer.drawing.layers import LayerName
from designer.drawing.length_units import LengthUnit
from designer.drawing.model import Dimension, DimensionStyle, Role
from designer.drawing.shapes import RIGHT_ANGLE_DEG, bounds
from designer.drawing.sheet_layers import SheetLayer

BOX_STEPS, CHAIN_STEPS, OVERALL_STEPS, RUNNING_STEPS = 3.6, 5.6, 8.6, 10.8
"""Lines below the eave, from the roof outwards in heights of the text."""

BOX_LEFT_STEPS, ROWS_STEPS, HEIGHT_STEPS = 1.6, 3.4, 5.6
"""Lines to the left."""

RAIL_STEPS, RAIL_RUNNING_STEPS = 4.2, 6.4
"""Lines above; to the right the first of them."""

RUNNING_FOOT = 0.8
"""From a line of running figures back to where they are measured."""

RUNNING_ROOM = {LengthUnit.MILLIMETRES: 5.6, LengthUnit.FEET: 10.6}
"""What running figures need beyond their line, written across it: five digits, or 246'-0 11/16"."""

FEET_BESIDE = 7.3
"""What feet and inches written across their line need beyond the room on the right: 12'-10 15/16"."""

LEFT_STEPS = HEIGHT_STEPS + 1.4
RIGHT_STEPS = RAIL_STEPS + 1.5
BOX_ROOM = BOX_STEPS + 0.8
"""Room that the dimensions need on a side without running figures, in heights of the text."""


def sheet_dimensions(
    surface: Surface, part: SurfacePlan, boxes: Iterable[Box], style: DimensionStyle
) -> tuple[Dimension, ...]:
    """All dimensions of a surface, in its frame."""
    ruler = _Ruler(surface, style)
    rows = row_spans(part.modules, surface.rail_axis)
    own = tuple(box for box in boxes if box.surface == surface.id)
    return (
        *ruler.overall(),
        *(ruler.modules(part, rows) if rows else ()),
        *(ruler.rails(part.rails) if part.rails else ()),
        *ruler.attachments(part.hardware),
        *ruler.boxes(own),
    )


class _Ruler:
    """Sets dimensions out in rail coordinates: u along the rails, v across."""

    def __init__(self, surface: Surface, style: DimensionStyle) -> None:
        self._surface, self._style = surface, style
        self._axis = surface.rail_axis
        self._outline = tuple(to_uv(self._axis, x, y) for x, y in surface.outline)
        self._u0, self._v0, self._u1, self._v1 = bounds(self._outline)

    def overall(self) -> list[Dimension]:
        """Length and height of the whole surface."""
        return [
            self._along(Link(self._u0, self._u1), self._v0, self._below(OVERALL_STEPS)),
            self._across(Link(self._v0, self._v1), self._u0, self._left(HEIGHT_STEPS)),
        ]

    def modules(self, part: SurfacePlan, rows: Sequence[RowSpan]) -> list[Dimension]:
        """The lowest row as a chain and running, the rows above each other, the others' beginnings."""
        lowest = rows[0]
        starts = [
            to_uv(self._axis, module.rect[0], module.rect[1])[0]
            for module in part.modules
            if module.row_id == lowest.row_id
        ]
        left, right = self._beside(lowest)
        stops = [stop for stop in (left, *starts, lowest.u1, right) if stop is not None]
        found = self._chain(stops, lowest.v0, self._below(CHAIN_STEPS), LayerName.DIMS)
        running = [*distinct(starts), lowest.u1]
        found += self._running(running, self._below(RUNNING_STEPS), -1.0, LayerName.DIMS)
        return [*found, *self._rows(rows), *self._beginnings(rows)]

    def rails(self, rails: Sequence[RailRun]) -> list[Dimension]:
        """From the lower edge from rail to rail and to the upper edge."""
        line = self._u1 + RAIL_STEPS * self._style.text_mm
        end = max(rail.end_mm for rail in rails)
        stops = distinct([self._v0, *(rail.across_mm for rail in rails), self._v1])
        if self._style.unit is LengthUnit.FEET:
            return self._written_beyond(stops, end, line, SheetLayer.DIMS_RAIL)
        return self._chain_across(stops, end, line, SheetLayer.DIMS_RAIL)

    def attachments(self, hardware: Iterable[Hardware]) -> list[Dimension]:
        """The lines on which attachments stand, from the left end of the surface: as a chain and running."""
        places = [
            to_uv(self._axis, part.x, part.y)[0] for part in hardware if part.kind is HardwareKind.ATTACHMENT
        ]
        stops = distinct([round(place, 1) for place in places])
        if not stops:
            return []
        above = self._v1 + RAIL_STEPS * self._style.text_mm
        running = self._v1 + RAIL_RUNNING_STEPS * self._style.text_mm
        return [
            *self._chain([self._u0, *stops, self._u1], self._v1, above, SheetLayer.DIMS_RAIL),
            *self._running(stops, running, 1.0, SheetLayer.DIMS_RAIL),
        ]

    def boxes(self, boxes: Sequence[Box]) -> list[Dimension]:
        """Along the eave from the left end through the middles of the boxes, and their heights above it."""
        if not boxes:
            return []
        middles = [to_uv(self._axis, box.x, box.y) for box in boxes]
        stops = distinct([self._u0, *(u for u, _ in middles), self._u1])
        line = self._below(BOX_STEPS)
        lowest = min(v for _, v in middles)
        found = self._chain(stops, min(lowest, self._v0), line, SheetLayer.DIMS_BOX)
        heights = distinct([v for _, v in middles if abs(v - self._v0) > TOLERANCE_MM])
        return found + [self._box_height(height) for height in heights]

    def _box_height(self, height: float) -> Dimension:
        """Of the middle of boxes above the eave, at the left end; a short one is written behind its line.

        Others stand on the far side of it: nearer to the roof stands the name of its edge.
        """
        link = Link(min(self._v0, height), max(self._v0, height))
        line = self._left(BOX_LEFT_STEPS)
        away = self._style.gap_mm + self._style.text_mm / 2.0
        at: Point | None = (line, link.end + self._text_half(link))
        if fits(link, self._style):  # beside the eave that is the usual side
            at = (line - away, (link.start + link.end) / 2.0) if self._axis is RailAxis.SLOPE else None
        ends = (self._u0, link.start), (self._u0, link.end)
        return self._dimension(*ends, (line, link.start), SheetLayer.DIMS_BOX, along=False, at=at)

    def _rows(self, rows: Sequence[RowSpan]) -> list[Dimension]:
        """From the lower edge from row to row and to the upper edge."""
        first, top = rows[0], max(row.v1 for row in rows)
        edges = crossings(tuple((v, u) for u, v in self._outline), (first.u0 + first.u1) / 2.0)
        below = [edge for edge in edges if edge <= first.v0 + TOLERANCE_MM]
        above = [edge for edge in edges if edge >= top - TOLERANCE_MM]
        stops = [*below[-1:], *(row.v0 for row in rows), top, *above[:1]]
        line = self._left(ROWS_STEPS)
        return self._chain_across(stops, first.u0, line, LayerName.DIMS)

    def _beginnings(self, rows: Sequence[RowSpan]) -> Iterator[Dimension]:
        """Of each row above the lowest that begins elsewhere than the one below, its first module."""
        last: tuple[float, float] | None = None
        for number, row in enumerate(rows):
            left, _ = self._beside(row)
            if left is None or row.u0 - left <= TOLERANCE_MM:
                continue
            if number and (last is None or max(abs(last[0] - left), abs(last[1] - row.u0)) > TOLERANCE_MM):
                yield self._first_module(row, left)
            last = (left, row.u0)

    def _first_module(self, row: RowSpan, left: float) -> Dimension:
        """From the roof's edge to the row's first module, written beyond the edge where there is no room."""
        link, line = Link(left, row.u0), row.v0 + 0.8 * self._style.text_mm
        return self._along(
            link, row.v0, line, at=None if fits(link, self._style) else self._before(link, line)
        )

    def _chain(self, stops: Sequence[float], v: float, line: float, layer: str) -> list[Dimension]:
        """Links on one line; texts without room stand beyond its ends, within it on both sides by turns."""
        links = chain(stops, self._style)
        found = []
        below = False
        for number, link in enumerate(links):
            at = None
            below = not below and not self._has_room(link)
            if number == 0 and below:
                at = self._before(link, line)
            elif number == len(links) - 1 and not self._has_room(link):
                at = self._behind(link, line)
            elif below:
                at = ((link.start + link.end) / 2.0, line - self._lift)
            found.append(self._along(link, v, line, layer, short_text(link, self._style), at))
        return found

    def _chain_across(self, stops: Sequence[float], u: float, line: float, layer: str) -> list[Dimension]:
        """The same across the rails: texts without room stand on the other side of the line by turns."""
        links = chain(stops, self._style)
        above = line - self._lift
        found = []
        aside = False
        for number, link in enumerate(links):
            at = None
            aside = not aside and not self._has_room(link)
            if number == len(links) - 1 and number and not self._has_room(link):
                at = (above, link.end + self._text_half(link))
            elif aside:
                at = (line + self._lift, (link.start + link.end) / 2.0)
            found.append(self._across(link, u, line, layer, short_text(link, self._style), at))
        return found

    def _written_beyond(self, stops: Sequence[float], u: float, line: float, layer: str) -> list[Dimension]:
        """Figures across their line, beyond it: feet and inches are longer than rails lie apart."""
        found = []
        for link in chain(stops, self._style):
            away = figure_mm(link.end - link.start, self._style) / 2.0 + self._style.gap_mm
            at = (line + away, (link.start + link.end) / 2.0)
            ends = (u, link.start), (u, link.end)
            found.append(self._dimension(*ends, (line, link.start), layer, along=False, at=at, upright=True))
        return found

    def _has_room(self, link: Link) -> bool:
        """Whether at least the figure of a link fits between its ends."""
        return fits(Link(link.start, link.end), self._style)

    def _running(self, stops: Sequence[float], line: float, outward: float, layer: str) -> list[Dimension]:
        """From the left end to each stop, all on one line, each figure across it at its stop.

        They are measured close to the line, so that no extension line crosses what lies between.
        """
        v = line - outward * RUNNING_FOOT * self._style.text_mm
        found = []
        last = None
        for stop in stops:
            if stop - self._u0 <= TOLERANCE_MM or (last is not None and stop - last < self._style.text_mm):
                continue
            last = stop
            reach = figure_mm(stop - self._u0, self._style) / 2.0 + self._style.gap_mm
            at = (stop, line + outward * reach)
            found.append(
                self._dimension(
                    (self._u0, v), (stop, v), (self._u0, line), layer, along=True, at=at, upright=True
                )
            )
        return found

    def _beside(self, row: RowSpan) -> tuple[float | None, float | None]:
        """Where the outline crosses the row's lower edge before its first and after its last module."""
        edges = crossings(self._outline, row.v0)
        before = [edge for edge in edges if edge <= row.u0 + TOLERANCE_MM]
        after = [edge for edge in edges if edge >= row.u1 - TOLERANCE_MM]
        return (before[-1] if before else None, after[0] if after else None)

    def _below(self, steps: float) -> float:
        return self._v0 - steps * self._style.text_mm

    def _left(self, steps: float) -> float:
        return self._u0 - steps * self._style.text_mm

    def _before(self, link: Link, line: float) -> Point:
        """The middle of a text that ends before a link."""
        return (link.start - self._text_half(link), line + self._lift)

    def _behind(self, link: Link, line: float) -> Point:
        return (link.end + self._text_half(link), line + self._lift)

    def _text_half(self, link: Link) -> float:
        return figure_mm(link.end - link.start, self._style) / 2.0 + self._style.gap_mm

    @property
    def _lift(self) -> float:
        return (self._style.gap_mm + self._style.text_mm / 2.0) * (
            1.0 if self._axis is RailAxis.EAVE else -1.0
        )

    def _along(
        self,
        link: Link,
        v: float,
        line: float,
        layer: str = LayerName.DIMS,
        text: str = "",
        at: Point | None = None,
    ) -> Dimension:
        return self._dimension(
            (link.start, v), (link.end, v), (link.start, line), layer, along=True, text=text, at=at
        )

    def _across(
        self,
        link: Link,
        u: float,
        line: float,
        layer: str = LayerName.DIMS,
        text: str = "",
        at: Point | None = None,
    ) -> Dimension:
        return self._dimension(
            (u, link.start), (u, link.end), (line, link.start), layer, along=False, text=text, at=at
        )

    def _dimension(  # noqa: PLR0913 - all that a dimension is made of
        self,
        first: Point,
        second: Point,
        line_at: Point,
        layer: str,
        *,
        along: bool,
        text: str = "",
        at: Point | None = None,
        upright: bool = False,
    ) -> Dimension:
        level = along is (self._axis is RailAxis.EAVE)
        return Dimension(
            first=to_xy(self._axis, *first),
            second=to_xy(self._axis, *second),
            line_at=to_xy(self._axis, *line_at),
            angle_deg=0.0 if level else RIGHT_ANGLE_DEG,
            text=text,
            text_at=None if at is None else to_xy(self._axis, *at),
            upright=upright,
            layer=layer,
            role=Role.DIMENSION,
            owner=self._surface.id,
        )
