"""Where modules of one orientation may stand: the usable area less the standing modules and their gaps."""

from collections.abc import Collection, Iterable, Iterator

import numpy as np
import shapely
from msgspec import Struct
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry.base import BaseGeometry

from designer.core.geometry.axes import (
    Orientation,
    Point,
    RailAxis,
    Rect,
    rect_polygon,
    rect_uv,
    rect_xy,
    tilted_extent,
    to_uv,
    to_xy,
)
from designer.core.geometry.intervals import EMPTY, Interval, IntervalSet, normalized, without_open
from designer.core.layout.placing import SLACK_MM, free_spans
from designer.core.layout.runs import RunRule
from designer.core.layout.slabs import Slabs, decompose
from designer.core.layout.surface_area import surface_usable_area
from designer.core.layout.ways import run_rule
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row
from designer.core.units import TOLERANCE_MM
from designer.edit.edits.fill_choice import FillChoice, fill_options, row_rects


class Standing(Struct, frozen=True):
    """A module that is there, as a rectangle in rail coordinates."""

    id: str
    row: Row
    rect: Rect


class Room:
    """Room for modules of one orientation on one surface, in rail coordinates (u along, v across), mm.

    Modules whose ids are in `ignoring` count as not there: they are about to move. `product` is another
    module than the project's. Raises KeyError for an unknown surface and CatalogError for an unknown product.
    """

    def __init__(
        self,
        design: Design,
        catalog: Catalog,
        surface_id: str,
        orientation: Orientation,
        *,
        product: str | None = None,
        tilt_deg: float = 0.0,
        ignoring: Collection[str] = frozenset(),
    ) -> None:
        surface = design.surface(surface_id)
        module = catalog.module(product or design.products.module)
        options = fill_options(design, catalog, surface, FillChoice())
        self.surface_id = surface_id
        self.axis: RailAxis = surface.rail_axis
        self.orientation, self.product, self.tilt_deg = orientation, product, tilt_deg
        along, self.depth_mm = tilted_extent(
            self.axis, orientation, module.length_mm, module.width_mm, tilt_deg
        )
        self.rule: RunRule = run_rule(along, options)
        self.row_gap_mm = options.row_gap_mm
        self.area: BaseGeometry = surface_usable_area(design, surface)
        self.standing = tuple(_standing(design, catalog, surface_id, ignoring))
        self._slabs: Slabs = decompose(self.area, self.axis)
        self._rects = np.array([one.rect for one in self.standing], dtype=float).reshape(-1, 4)

    @classmethod
    def for_row(
        cls, design: Design, catalog: Catalog, row: Row, *, ignoring: Collection[str] = frozenset()
    ) -> "Room":
        """Room for modules like those of a row, on its surface."""
        return cls(
            design,
            catalog,
            row.surface,
            row.orientation,
            product=row.module,
            tilt_deg=row.tilt_deg,
            ignoring=ignoring,
        )

    @property
    def along_mm(self) -> float:
        """Size of a module along the rail."""
        return self.rule.module_mm

    def rect(self, u: float, v: float) -> Rect:
        """The module with its lower edges at (u, v) as a rectangle on the surface."""
        return rect_xy(self.axis, u, v, u + self.along_mm, v + self.depth_mm)

    def to_uv(self, at: Point) -> Point:
        """Rail coordinates of a point of the surface."""
        return to_uv(self.axis, *at)

    def to_xy(self, uv: Point) -> Point:
        """The point of the surface with these rail coordinates."""
        return to_xy(self.axis, *uv)

    def in_line(self, row: Row, v: float) -> bool:
        """Whether modules at height v would share the rails of a row."""
        same = row.orientation is self.orientation and row.module == self.product
        same = same and row.tilt_deg == self.tilt_deg
        return same and row.surface == self.surface_id and abs(row.across_mm - v) < TOLERANCE_MM

    def area_spans(self, v: float) -> IntervalSet:
        """Spans of the usable area free over the depth of a row at v; standing modules not regarded."""
        levels = self._slabs.levels
        if len(levels) < 2 or v < levels[0] - SLACK_MM or v + self.depth_mm > levels[-1] + SLACK_MM:
            return EMPTY
        low, depth = v + TOLERANCE_MM, self.depth_mm - 2.0 * TOLERANCE_MM  # rows stand at rounded places
        return normalized(free_spans(self._slabs, low, depth, self.rule.shortest_mm))

    def spans(self, v: float) -> IntervalSet:
        """Spans in which modules of a row at v may lie, with the gaps to the modules that stand."""
        free = self.area_spans(v)
        return without_open(free, self._holes(v)) if free else EMPTY

    def span_at(self, u: float, v: float) -> Interval | None:
        """The free span in which a module's lower edge at u lies; None where there is none."""
        tolerance = TOLERANCE_MM
        spans = self.spans(v)
        return next((s for s in spans if s[0] - tolerance <= u <= s[1] + tolerance), None)

    def fits(self, u: float, v: float) -> bool:
        """Whether a module may stand with its lower edges at (u, v)."""
        end = u + self.along_mm
        return any(low - TOLERANCE_MM <= u and end <= high + TOLERANCE_MM for low, high in self.spans(v))

    def fault(self, u: float, v: float) -> str:
        """Why no module may stand at (u, v), without a full stop; empty where one may."""
        if self.fits(u, v):
            return ""
        rect = self.rect(u, v)
        beyond = self._beyond_mm(rect)
        if beyond > TOLERANCE_MM:
            return f"{beyond:.0f} mm outside the usable area" if beyond >= 1 else "outside the usable area"
        near = self._nearest(rect)
        return f"too near to module {near}" if near else "the free place is too small"

    def row_heights(self) -> frozenset[float]:
        """Heights v of the rows whose rails modules of this kind could share."""
        rows = {one.row.id: one.row for one in self.standing}.values()
        return frozenset(row.across_mm for row in rows if self.in_line(row, row.across_mm))

    def heights(self) -> frozenset[float]:
        """Other heights v that a person may mean: a gap from rows, at the ends of the usable area."""
        found: set[float] = set()
        for low, high in {(one.rect[1], one.rect[3]) for one in self.standing}:
            found |= {high + self.row_gap_mm, low - self.row_gap_mm - self.depth_mm}
        for level in self._slabs.levels.tolist():
            found |= {level, level - self.depth_mm}
        return frozenset(found)

    def _holes(self, v: float) -> list[Interval]:
        """Stretches of a row at v that standing modules and their gaps take."""
        rects, near = self._rects, self.row_gap_mm - TOLERANCE_MM
        met = (rects[:, 1] < v + self.depth_mm + near) & (rects[:, 3] > v - near)
        gap = self.rule.gap_mm
        return [(float(low) - gap, float(high) + gap) for low, high in rects[met][:, [0, 2]]]

    def _beyond_mm(self, rect: Rect) -> float:
        """How far the outermost corner of a rectangle lies outside the usable area; 0 inside."""
        if self.area.is_empty:
            return 0.0
        outside = rect_polygon(rect).difference(self.area)
        corners = shapely.get_coordinates(outside)
        return max((self.area.distance(ShapelyPoint(x, y)) for x, y in corners), default=0.0)

    def _nearest(self, rect: Rect) -> str:
        """The standing module that a rectangle on the surface is nearest to."""
        u0, v0, u1, v1 = rect_uv(self.axis, rect)
        if not self.standing:
            return ""
        rects = self._rects
        du = np.maximum(0.0, np.maximum(rects[:, 0] - u1, u0 - rects[:, 2]))
        dv = np.maximum(0.0, np.maximum(rects[:, 1] - v1, v0 - rects[:, 3]))
        return self.standing[int(np.argmin(np.hypot(du, dv)))].id


def _standing(
    design: Design, catalog: Catalog, surface_id: str, ignoring: Collection[str]
) -> Iterator[Standing]:
    surface = design.surface(surface_id)
    for row in design.rows_on(surface_id):
        rects: Iterable[Rect] = row_rects(row, surface, design, catalog)
        for module, rect in zip(row.modules, rects, strict=True):
            if module.id not in ignoring:
                yield Standing(module.id, row, rect_uv(surface.rail_axis, rect))
