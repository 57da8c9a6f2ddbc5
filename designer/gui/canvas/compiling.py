"""From a draw list to a picture: blocks expanded, like things gathered into batches."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from designer.core.geometry.axes import Point
from designer.drawing.dimension import dimension_shapes, measured_mm
from designer.drawing.hatching import hatch_lines
from designer.drawing.model import (
    BlockReference,
    Dimension,
    DimensionStyle,
    Hatch,
    Item,
    Polyline,
    Role,
    Text,
)
from designer.drawing.shapes import direction
from designer.drawing.views import Sight
from designer.edit.view import View
from designer.gui.canvas.batches import Batch, Label, Labels, Picture
from designer.gui.canvas.strokes import LineBook, Points

FILLED = frozenset({Role.MODULE, Role.INVERTER, Role.BOX, Role.DROP, Role.ROOF, Role.OBSTACLE})
"""What is painted as an area when its outline is closed and no hatch fills it already."""

COLOURED = frozenset({Role.CABLE, Role.DROP, Role.INVERTER})
"""What is painted in the colour of its branch."""


class _Key(NamedTuple):
    layer: str
    role: Role
    branch: int
    filled: bool
    outlined: bool
    planned: bool
    size_mm: float


class Part(Struct, frozen=True):
    """Batches and texts of some items, in the order in which they are painted."""

    batches: tuple[Batch, ...]
    texts: tuple[Label, ...]
    at: tuple[Point, ...]
    heights_mm: tuple[float, ...]


def compiled(sight: Sight, view: View) -> Picture:
    """The picture of a draw list."""
    return _Compiler(sight).picture(view, None, sight.branches)


def compiled_with(sight: Sight, view: View, planned: Part, branches: Mapping[str, int]) -> Picture:
    """The picture of a draw list without a plan, with a planned part and its numbers of branches put in."""
    return _Compiler(sight).picture(view, planned, branches)


def compiled_plan(sight: Sight) -> Part:
    """The planned part of a picture: the same for as long as its draw list is."""
    return _Compiler(sight).part(sight.planned, planned=True)


class _Compiler:
    """Gathers the items of a draw list, in their order, by what is painted alike."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._books: dict[_Key, LineBook] = {}
        self._texts: list[tuple[Text, bool, float]] = []
        self._subjects: dict[str, tuple[Role, str]] = {}
        self._hatched: set[str] = set()
        self._references: dict[tuple[str, int], list[BlockReference]] = {}

    def picture(self, view: View, planned: Part | None, branches: Mapping[str, int]) -> Picture:
        """The picture; `planned` takes the place of what would be made of the planned items."""
        under = self.part(self._sight.under, planned=False)
        middle = planned or self.part(self._sight.planned, planned=True)
        parts = (under, middle, self.part(self._sight.over, planned=False))
        return Picture(
            view=view,
            batches=tuple(batch for part in parts for batch in part.batches),
            labels=Labels(
                records=tuple(label for part in parts for label in part.texts),
                at=np.array([at for part in parts for at in part.at], dtype=np.float64).reshape(-1, 2),
                height_mm=np.array([mm for part in parts for mm in part.heights_mm], dtype=np.float64),
            ),
            extents=self._sight.extents,
            branches=branches,
        )

    def part(self, items: Iterable[Item], *, planned: bool) -> Part:
        """The batches and texts of these items; of those before only what they are names of is remembered."""
        self._books, self._texts = {}, []
        self._gather(items, planned=planned)
        texts = [text for text, _, _ in self._texts]
        return Part(
            batches=tuple(_batch(key, book) for key, book in self._books.items()),
            texts=tuple(
                _label(text, self._subjects, planned=planned, room_mm=room_mm)
                for text, planned, room_mm in self._texts
            ),
            at=tuple(text.at for text in texts),
            heights_mm=tuple(text.height_mm for text in texts),
        )

    def _gather(self, items: Iterable[Item], *, planned: bool) -> None:
        for item in items:
            match item:
                case BlockReference():
                    self._reference(item)
                case Polyline():
                    self._settle(planned=planned)
                    self._line(item, planned=planned)
                case Text():
                    self._texts.append((item, planned, 0.0))
                case Dimension():
                    self._dimension(item, self._sight.style.dimension, planned=planned)
                case Hatch():
                    self._hatch(item, planned=planned)
        self._settle(planned=planned)

    def _book(self, key: _Key) -> LineBook:
        book = self._books.get(key)
        if book is None:
            book = self._books[key] = LineBook(filled=key.filled)
        return book

    def _line(self, line: Polyline, *, planned: bool, size_mm: float = 0.0) -> None:
        self._subjects.setdefault(line.owner, (line.role, line.layer))
        key = self._key(line, line.owner, planned=planned, size_mm=size_mm)
        self._book(key).add(line.points, line.owner, closed=line.closed)

    def _key(self, shape: Polyline, owner: str, *, planned: bool, size_mm: float = 0.0) -> _Key:
        branch = self._sight.branches.get(owner, 0) if shape.role in COLOURED else 0
        filled = shape.closed and shape.role in FILLED and owner not in self._hatched
        return _Key(shape.layer, shape.role, branch, filled, True, planned, size_mm)

    def _dimension(self, item: Dimension, style: DimensionStyle, *, planned: bool) -> None:
        """Lines that vanish together with their text."""
        for shape in dimension_shapes(item, style):
            if isinstance(shape, Text):
                self._texts.append((shape, planned, measured_mm(item)))
            else:
                self._line(shape, planned=planned, size_mm=style.text_mm)

    def _hatch(self, hatch: Hatch, *, planned: bool) -> None:
        """An area without an edge, and the lines on it."""
        self._hatched.add(hatch.owner)
        area = _Key(hatch.layer, hatch.role, 0, True, False, planned, 0.0)
        lines = _Key(hatch.layer, hatch.role, 0, False, True, planned, hatch.spacing_mm)
        self._book(area).add(hatch.rings[0], hatch.owner, closed=True)
        book = self._book(lines)
        for line in hatch_lines(hatch):
            book.add(line, hatch.owner, closed=False)

    def _reference(self, item: BlockReference) -> None:
        self._subjects.setdefault(item.owner, (item.role, item.layer))
        branch = self._sight.branches.get(item.owner, 0) if item.role in COLOURED else 0
        self._references.setdefault((item.block, branch), []).append(item)

    def _settle(self, *, planned: bool) -> None:
        """Expand the references gathered so far, each block at all its places at once."""
        for (name, _), references in self._references.items():
            for shape in self._sight.blocks[name].shapes:
                lines = _placed(shape, references)
                key = self._key(shape, references[0].owner, planned=planned)
                self._book(key).add_many(lines, [reference.owner for reference in references])
        self._references = {}


def _placed(shape: Polyline, references: list[BlockReference]) -> Points:
    """A shape of a block at many places, shape (places, points, 2)."""
    points: tuple[Point, ...] = (*shape.points, shape.points[0]) if shape.closed else shape.points
    unit = np.array(points, dtype=np.float64)
    places = np.array(
        [(*one.at, *direction(one.rotation_deg), one.x_scale, one.y_scale) for one in references],
        dtype=np.float64,
    )
    x, y, cosine, sine, x_scale, y_scale = (column[:, None] for column in places.T)
    along, up = unit[:, 0] * x_scale, unit[:, 1] * y_scale
    return np.stack((x + along * cosine - up * sine, y + along * sine + up * cosine), axis=2)


def _batch(key: _Key, book: LineBook) -> Batch:
    return Batch(
        layer=key.layer,
        role=key.role,
        branch=key.branch,
        filled=key.filled,
        outlined=key.outlined,
        planned=key.planned,
        size_mm=key.size_mm,
        chunks=book.chunks(),
    )


def _label(text: Text, subjects: dict[str, tuple[Role, str]], *, planned: bool, room_mm: float) -> Label:
    role, layer = subjects.get(text.owner, (text.role, text.layer))
    return Label(
        text=text.text,
        owner=text.owner,
        align=text.align,
        rotation_deg=text.rotation_deg,
        layer=text.layer,
        subject=role,
        subject_layer=layer,
        planned=planned,
        room_mm=room_mm,
    )
