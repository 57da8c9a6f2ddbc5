"""A placed row seen along its rails: spans and gaps in rail coordinates."""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from designer.core.geometry.axes import RailAxis, rect_uv
from designer.core.geometry.intervals import Interval
from designer.core.model.plan import PlacedModule


class RowView(Struct, frozen=True, kw_only=True, gc=False):
    """The modules of a row in order along the rail, with their spans (u0, u1) and the row's depth."""

    row_id: str
    number: int
    axis: RailAxis
    modules: tuple[PlacedModule, ...]
    spans: tuple[Interval, ...]
    low_mm: float
    high_mm: float

    def gaps(self) -> tuple[float, ...]:
        """Clear distance between each module and the next."""
        return tuple(right[0] - left[1] for left, right in pairwise(self.spans))


def row_views(modules: Iterable[PlacedModule], axis: RailAxis) -> tuple[RowView, ...]:
    """Group placed modules by row, rows in order of their number."""
    ordered = sorted(modules, key=lambda module: (module.row, module.row_id, module.col))
    return tuple(
        _view(row_id, list(members), axis)
        for (_, row_id), members in groupby(ordered, key=lambda module: (module.row, module.row_id))
    )


def _view(row_id: str, modules: Sequence[PlacedModule], axis: RailAxis) -> RowView:
    rects = [rect_uv(axis, module.rect) for module in modules]
    return RowView(
        row_id=row_id,
        number=modules[0].row,
        axis=axis,
        modules=tuple(modules),
        spans=tuple((rect[0], rect[2]) for rect in rects),
        low_mm=min(rect[1] for rect in rects),
        high_mm=max(rect[3] for rect in rects),
    )
