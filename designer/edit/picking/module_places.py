"""Where modules stand, straight from the Design: many at once, as an edit is seen before it is planned."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from designer.core.geometry.axes import RailAxis, tilted_extent
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row, RowModule, Surface

Rects = NDArray[np.float64]
"""Rectangles as rows (x0, y0, x1, y1), mm."""


def module_rects(
    design: Design, catalog: Catalog, surface: Surface, *, removed: bool = False
) -> tuple[list[str], Rects]:
    """Ids and rectangles of the modules on a surface; with `removed` of those that were taken out.

    Raises CatalogError for an unknown module product.
    """
    ids: list[str] = []
    rects: list[Rects] = []
    for row in design.rows_on(surface.id):
        modules = row.removed if removed else row.modules
        if modules:
            ids += [module.id for module in modules]
            rects.append(_rects(row, modules, _extent(design, catalog, surface, row), surface.rail_axis))
    return ids, np.concatenate(rects) if rects else np.empty((0, 4))


def quads(rects: Rects) -> NDArray[np.float64]:
    """The corners of rectangles, counter-clockwise, shape (n, 4, 2)."""
    corners: NDArray[np.float64] = rects[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2)
    return corners


def _extent(design: Design, catalog: Catalog, surface: Surface, row: Row) -> tuple[float, float]:
    product = catalog.module(row.module or design.products.module)
    return tilted_extent(
        surface.rail_axis, row.orientation, product.length_mm, product.width_mm, row.tilt_deg
    )


def _rects(row: Row, modules: Sequence[RowModule], extent: tuple[float, float], axis: RailAxis) -> Rects:
    along, across = extent
    starts = np.fromiter(_starts(modules), dtype=np.float64, count=len(modules))
    low = np.full_like(starts, row.across_mm)
    sides = (starts, low, starts + along, low + across)
    if axis is RailAxis.SLOPE:
        sides = (low, starts, low + across, starts + along)
    return np.column_stack(sides)


def _starts(modules: Iterable[RowModule]) -> Iterable[float]:
    return (module.along_mm for module in modules)
