"""What an enclosure must keep clear of on a surface, and the holes this leaves in a rail."""

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from designer.core.geometry.axes import RailAxis, Rect, rect_uv
from designer.core.geometry.intervals import Interval
from designer.core.model.catalog import BackBox, Catalog
from designer.core.model.design import Box
from designer.core.model.plan import Hardware, PlacedModule, RailRun


class Hole(Struct, frozen=True):
    """Open interval of mounting points that are lost to `owner`."""

    low: float
    high: float
    owner: str


class Obstructions:
    """Rectangles in rail coordinates with their owners; answers which of them a strip meets."""

    def __init__(self, rects: Sequence[Rect], owners: Sequence[str]) -> None:
        self._rects = np.asarray(rects, dtype=float).reshape(-1, 4)
        self._owners = list(owners)
        self._strips: dict[Interval, NDArray[np.intp]] = {}

    def holes(
        self, strip: Interval, along: Interval, within: Interval, *, ignoring: frozenset[str]
    ) -> list[Hole]:
        """Mounting points lost on a rail, as far as they lie `within` an interval of it.

        `strip` is what the grown enclosure covers across the rail, `along` what it covers along the
        rail about its mounting point. Touching is allowed, so the holes are open.
        """
        rects = self._rects
        inside = self._in_strip(strip)
        near = rects[inside]
        met = inside[(near[:, 0] < within[1] + along[1]) & (near[:, 2] > within[0] + along[0])].tolist()
        return sorted(
            (
                Hole(float(rects[i, 0]) - along[1], float(rects[i, 2]) - along[0], self._owners[i])
                for i in met
                if self._owners[i] not in ignoring
            ),
            key=lambda hole: (hole.low, hole.high),
        )

    def figures(self, strip: Interval) -> tuple[bytes, tuple[str, ...]]:
        """All that holes on rails within a strip follow from."""
        inside = self._in_strip(strip)
        return self._rects[inside].tobytes(), tuple(self._owners[i] for i in inside.tolist())

    def _in_strip(self, strip: Interval) -> NDArray[np.intp]:
        """Rectangles that a strip across the rails meets; asked for once per row and side of a rail."""
        if strip not in self._strips:
            rects = self._rects
            self._strips[strip] = np.flatnonzero((rects[:, 1] < strip[1]) & (rects[:, 3] > strip[0]))
        return self._strips[strip]


def surface_obstructions(
    axis: RailAxis,
    modules: Iterable[PlacedModule],
    rails: Iterable[RailRun],
    hardware: Iterable[Hardware],
    boxes: Iterable[Box],
    catalog: Catalog,
) -> Obstructions:
    """Clamps, attachments, splices, joints, rails, module junction boxes and AC boxes of a surface."""
    named: list[tuple[Rect, str]] = [(rect_uv(axis, part.footprint), part.id) for part in hardware]
    named += [(rail_rect(rail), rail.id) for rail in rails]
    for module in modules:
        named += [(rect_uv(axis, rect), f"{module.id}/box") for rect in back_boxes(module, catalog)]
    for box in boxes:
        half_w, half_h = box.width_mm / 2, box.height_mm / 2
        rect = (box.x - half_w, box.y - half_h, box.x + half_w, box.y + half_h)
        named.append((rect_uv(axis, rect), box.id))
    return Obstructions([rect for rect, _ in named], [owner for _, owner in named])


def rail_rect(rail: RailRun) -> Rect:
    """A rail run in rail coordinates."""
    half = rail.width_mm / 2
    return (rail.start_mm, rail.across_mm - half, rail.end_mm, rail.across_mm + half)


def back_boxes(module: PlacedModule, catalog: Catalog) -> list[Rect]:
    """The junction boxes on a placed module's back, surface coordinates."""
    product = catalog.module(module.product)
    boxes = product.boxes or catalog.assumptions.module_boxes
    return [_box_rect(module.rect, box) for box in boxes]


def _box_rect(rect: Rect, box: BackBox) -> Rect:
    x0, y0, x1, y1 = rect
    upright = y1 - y0 >= x1 - x0
    share_x, share_y = (box.short_share, box.long_share) if upright else (box.long_share, box.short_share)
    size_x, size_y = (box.short_mm, box.long_mm) if upright else (box.long_mm, box.short_mm)
    x, y = x0 + share_x * (x1 - x0), y0 + share_y * (y1 - y0)
    return (x - size_x / 2, y - size_y / 2, x + size_x / 2, y + size_y / 2)
