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
from designer.drawing.chain_texts import chain_texts, half_text_mm
from designer.drawing.chains import Link, chain, distinct, fits, short_text
from designer.drawing.dims import RowSpan, crossings, row_spans
from designer.drawing.layers import LayerName
from designer.drawing.length_units import LengthUnit
from designer.drawing.model import Dimension, DimensionStyle, Role
from designer.drawing.running import MOST_TIERS, foot_mm, lead_mm, running_figures, running_room
from designer.drawing.shapes import RIGHT_ANGLE_DEG, bounds
from designer.drawing.sheet_layers import SheetLayer

BOX_STEPS, CHAIN_STEPS, OVERALL_STEPS, RUNNING_STEPS = 3.2, 6.0, 8.9, 10.2
"""Lines below the eave, from the roof outwards in heights of the text; chains have texts on both sides."""

BOX_LEFT_STEPS, ROWS_STEPS, HEIGHT_STEPS = 1.4, 4.2, 6.0
"""Lines to the left."""

RAIL_STEPS, RAIL_RUNNING_STEPS = 4.2, 6.4
"""Lines above; to the right the first of them."""

_RAIL_TIERS = 4
FEET_BESIDE = running_room(_RAIL_TIERS) - 1.4
"""What running figures of rails in feet and inches need beyond the room on the right."""

LEFT_STEPS = HEIGHT_STEPS + 1.4
RIGHT_STEPS = RAIL_STEPS + 1.5
BOX_ROOM = BOX_STEPS + 1.5
"""Room that the dimensions need on a side without running figures, in heights of the text.

With rails up the slope the figures stand on the far side of these lines, as they are read.
"""


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
            self._measured(
                Link(self._u0, self._u1), self._v0, self._below(OVERALL_STEPS), LayerName.DIMS, along=True
            ),
            self._measured(
                Link(self._v0, self._v1), self._u0, self._left(HEIGHT_STEPS), LayerName.DIMS, along=False
            ),
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
        """From the lower edge from rail to rail and to the upper edge, or running from rail to rail."""
        line = self._u1 + RAIL_STEPS * self._style.text_mm
        end = max(rail.end_mm for rail in rails)
        stops = distinct([self._v0, *(rail.across_mm for rail in rails), self._v1])
        if self._style.unit is LengthUnit.FEET:
            return self._rails_running(stops[:-1], end, line, SheetLayer.DIMS_RAIL)
        return self._chain(stops, end, line, SheetLayer.DIMS_RAIL, along=False)

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
        at: Point | None = (link.end + half_text_mm(link, self._style), line)
        if fits(link, self._style):  # beside the eave that is the usual side
            at = ((link.start + link.end) / 2.0, line - away) if self._axis is RailAxis.SLOPE else None
        return self._measured(link, self._u0, line, SheetLayer.DIMS_BOX, along=False, at=at)

    def _rows(self, rows: Sequence[RowSpan]) -> list[Dimension]:
        """From the lower edge from row to row and to the upper edge."""
        first, top = rows[0], max(row.v1 for row in rows)
        edges = crossings(tuple((v, u) for u, v in self._outline), (first.u0 + first.u1) / 2.0)
        below = [edge for edge in edges if edge <= first.v0 + TOLERANCE_MM]
        above = [edge for edge in edges if edge >= top - TOLERANCE_MM]
        stops = [*below[-1:], *(row.v0 for row in rows), top, *above[:1]]
        line = self._left(ROWS_STEPS)
        return self._chain(stops, first.u0, line, LayerName.DIMS, along=False)

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
        before = (link.start - half_text_mm(link, self._style), line + self._above)
        at = None if fits(link, self._style) else before
        return self._measured(link, row.v0, line, LayerName.DIMS, along=True, at=at)

    def _chain(
        self,
        stops: Sequence[float],
        foot: float,
        line: float,
        layer: str,
        *,
        along: bool = True,
    ) -> list[Dimension]:
        """Links on one line, along or across the rails, measured at `foot`."""
        links = chain(stops, self._style)
        places = chain_texts(links, self._style, beyond=along)
        above = self._above if along else -self._above
        return [
            self._measured(
                link,
                foot,
                line,
                layer,
                along=along,
                at=None if place is None else (place.middle, line + place.side * above),
            )
            for link, place in zip(links, places, strict=True)
        ]

    def _rails_running(self, stops: Sequence[float], u: float, line: float, layer: str) -> list[Dimension]:
        """Running figures up the roof: feet and inches are longer than rails lie apart.

        The last that is too short for its figure is measured as a link.
        """
        short = [Link(stops[0], stop) for stop in stops[1:] if not fits(Link(stops[0], stop), self._style)]
        first = [self._measured(link, u, line, layer, along=False) for link in short[-1:]]
        return first + self._running(stops, line, 1.0, layer, along=False, measured_at=u)

    def _running(
        self,
        stops: Sequence[float],
        line: float,
        outward: float,
        layer: str,
        *,
        along: bool = True,
        measured_at: float | None = None,
    ) -> list[Dimension]:
        """From the left end, or the lower edge, to each stop, all on one line, each figure beyond its stop.

        They are measured beyond the line too, so that no extension line crosses what lies before it; where no
        chain tells the same stops they are `measured_at` the things themselves, to show which is meant.
        """
        start = self._u0 if along else self._v0
        most = MOST_TIERS[self._style.unit] if along else _RAIL_TIERS
        told = [stop for stop in stops if stop - start > TOLERANCE_MM]
        found = []
        for figure in running_figures(told, start, self._style, most):
            foot, lead = measured_at, measured_at
            if foot is None or lead is None:
                foot = line + outward * foot_mm(self._style)
                lead = line + outward * lead_mm(figure, self._style)
            at = line + outward * figure.away_mm
            ends = (start, foot), (figure.stop, lead), (start, line)
            found.append(self._dimension(*ends, layer, along=along, at=(figure.stop, at)))
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

    @property
    def _above(self) -> float:
        """From a line along the rails to the middle of the texts above it, as they are read."""
        away = self._style.gap_mm + self._style.text_mm / 2.0
        return away if self._axis is RailAxis.EAVE else -away

    def _measured(
        self, link: Link, foot: float, line: float, layer: str, *, along: bool, at: Point | None = None
    ) -> Dimension:
        """A link measured at `foot`, on a line along or across the rails."""
        text = short_text(link, self._style)
        ends = (link.start, foot), (link.end, foot), (link.start, line)
        return self._dimension(*ends, layer, along=along, text=text, at=at)

    def _dimension(
        self,
        first: Point,
        second: Point,
        line_at: Point,
        layer: str,
        *,
        along: bool,
        text: str = "",
        at: Point | None = None,
    ) -> Dimension:
        """A dimension along or across the rails; its places are (in its direction, across it)."""
        return Dimension(
            first=self._point(first, along=along),
            second=self._point(second, along=along),
            line_at=self._point(line_at, along=along),
            angle_deg=0.0 if along is (self._axis is RailAxis.EAVE) else RIGHT_ANGLE_DEG,
            text=text,
            text_at=None if at is None else self._point(at, along=along),
            layer=layer,
            role=Role.DIMENSION,
            owner=self._surface.id,
        )

    def _point(self, place: Point, *, along: bool) -> Point:
        return to_xy(self._axis, *(place if along else place[::-1]))
