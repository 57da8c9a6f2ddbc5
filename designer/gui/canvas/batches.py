"""What the canvas shows of a view, made ready to be painted: batches of lines, and texts.

A picture is made on a worker thread from values alone and is never changed.
"""

from collections.abc import Mapping

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from designer.core.geometry.axes import Rect
from designer.drawing.model import Align, Role
from designer.edit.view import View
from designer.gui.canvas.strokes import Chunk


class Batch(Struct, frozen=True, kw_only=True):
    """Lines that are painted alike. `branch` counts circuits from 1, 0 = of none.

    `outlined` False is an area without an edge. `planned` follows from the plan, which may be older than
    the Design. `size_mm` is what decides on its level of detail where that differs within the layer, else 0.
    """

    layer: str
    role: Role
    branch: int
    filled: bool
    outlined: bool
    planned: bool
    size_mm: float
    chunks: tuple[Chunk, ...]


class Label(Struct, frozen=True, kw_only=True):
    """One line of text. `subject` is the role of what it names, `subject_layer` that thing's layer.

    A text that is longer than `room_mm` is left out; 0 = there is room enough.
    """

    text: str
    owner: str
    align: Align
    rotation_deg: float
    layer: str
    subject: Role
    subject_layer: str
    planned: bool
    room_mm: float = 0.0


class Labels(Struct, frozen=True, kw_only=True):
    """All texts of a picture; places and heights as arrays, so that the few that are seen are found fast."""

    records: tuple[Label, ...]
    at: NDArray[np.float64]
    height_mm: NDArray[np.float64]

    def without(self, ids: frozenset[str]) -> "Labels":
        """The texts but those of these owners."""
        kept = [number for number, record in enumerate(self.records) if record.owner not in ids]
        if len(kept) == len(self.records):
            return self
        return Labels(
            records=tuple(self.records[number] for number in kept),
            at=self.at[kept],
            height_mm=self.height_mm[kept],
        )


class Picture(Struct, frozen=True, kw_only=True):
    """A view ready to be painted, from below to above; texts lie on top. `extents` encloses the roof.

    Its texts are sized for a canvas of `screen_mm`.
    """

    view: View
    batches: tuple[Batch, ...]
    labels: Labels
    extents: Rect
    branches: Mapping[str, int] = {}
    screen_mm: tuple[float, float] = (0.0, 0.0)

    def without(self, ids: frozenset[str]) -> "Picture":
        """The picture without things that give way to a preview."""
        if not ids:
            return self
        return replace(
            self,
            batches=tuple(_thinned(batch, ids) for batch in self.batches),
            labels=self.labels.without(ids),
        )


def _thinned(batch: Batch, ids: frozenset[str]) -> Batch:
    chunks = tuple(chunk for one in batch.chunks if (chunk := one.without(ids)) is not None)
    return batch if chunks == batch.chunks else replace(batch, chunks=chunks)
