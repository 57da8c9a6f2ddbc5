"""A DXF file as a sketch: model space with all block references put in, layer by layer."""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from ezdxf.document import Drawing as Document
from ezdxf.entities.dxfentity import DXFEntity
from ezdxf.xclip import XClip
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from designer.core.errors import InputError
from designer.core.geometry.sketch import Part, Sketch, Stroke, Writing
from designer.io.dxf_census import check_census, referred
from designer.io.dxf_document import BROKEN, LARGE, MAX_BYTES, dxf_document, whole
from designer.io.dxf_kinds import BEYOND, UNSEEN, nothing_taken, words_of
from designer.io.dxf_shapes import is_drawn, outlines_of
from designer.io.dxf_texts import is_text, writings_of
from designer.io.plain_text import plain
from designer.limited import limited_bytes

FLATTENED_MM = 1.0
"""Straight parts of arcs and splines stay within this of the curve."""

MOST_STROKE_POINTS = 1_500_000
"""Points of all lines once curves are straight parts."""

UNITS_MM = {
    1: 25.4,
    2: 304.8,
    4: 1.0,
    5: 10.0,
    6: 1000.0,
    8: 25.4e-6,
    9: 0.0254,
    10: 914.4,
    14: 100.0,
    21: 304.8006096,
}
"""$INSUNITS (Autodesk DXF reference, header section) in mm. 21 is the US survey foot, 1200/3937 m. Others,
from ångström to parsec, are no units of a building: the file counts as one that does not say."""

_ZERO_LAYER = "0"
Matrix = NDArray[np.float64]
"""Four rows; points are rows and stand to its left."""


def read_dxf(path: Path, unit_mm: float | None = None) -> Sketch:
    """The drawing in a DXF file, in its own unit; `unit_mm` is one where the file is not to be believed.

    Curves are flattened within `FLATTENED_MM`, where no unit is known as if it were mm. Raises InputError,
    naming the file, where it cannot be read or would be too much.
    """
    try:
        return dxf_sketch(limited_bytes(path, MAX_BYTES, remedy=LARGE), unit_mm)
    except InputError as error:
        raise (error if str(path) in error.where else error.within(str(path))) from error


def dxf_sketch(data: bytes, unit_mm: float | None = None) -> Sketch:
    """As `read_dxf`, of the content of a file."""
    logging.getLogger("ezdxf").setLevel(logging.CRITICAL)  # what it mends is not for the user's screen
    sound = whole(data)
    opened = dxf_document(sound)
    document = opened.document
    try:
        check_census(document)
        with np.errstate(all="ignore"):  # what is not finite is left out and counted
            sketch = _Reading(document, unit_mm or file_unit_mm(document), opened.left_out).sketch()
    except InputError:
        raise
    except MemoryError as error:
        raise InputError("it takes more memory than there is", remedy=LARGE) from error
    except Exception as error:
        # a broken document may fail at any look into it
        raise InputError("it is too broken to be read", remedy=BROKEN) from error
    if sound is not data:
        cut = ("entity at the end, where the file was cut short", 1)
        sketch = replace(sketch, left_out=(*sketch.left_out, cut))
    if not sketch.strokes and not sketch.writings:
        has_layouts = any(len(layout) for layout in document.layouts if layout.name != "Model")
        raise nothing_taken(sketch.left_out, has_layouts=has_layouts)
    return sketch


def file_unit_mm(document: Document) -> float | None:
    """The unit that the file names, in mm; None where it names none."""
    unit = document.header.get("$INSUNITS", 0)
    return UNITS_MM.get(unit) if isinstance(unit, int) else None


class _Place(Struct, frozen=True):
    """Where the content of a block goes: by which matrix, on which layer, as which parts."""

    matrix: Matrix | None = None
    layer: str = _ZERO_LAYER
    parts: tuple[int, ...] = ()
    scale: float = 1.0
    depth: int = 0


class _Reading:
    """Gathers the strokes and texts of a document."""

    def __init__(self, document: Document, unit_mm: float | None, broken: int = 0) -> None:
        self._document = document
        self._unit_mm = unit_mm
        self._tolerance = FLATTENED_MM / (unit_mm or 1.0)
        self._strokes: list[Stroke] = []
        self._writings: list[Writing] = []
        self._parts: list[Part] = []
        self._layers: dict[str, str] = {}
        self._left_out: Counter[str] = Counter({"broken entities": broken} if broken else {})
        self._points = 0
        self._off, self._frozen = _switched_off(document)

    def sketch(self) -> Sketch:
        self._take(self._document.modelspace(), _Place())
        hidden = frozenset(name for key, name in self._layers.items() if key in self._off)
        return Sketch(
            strokes=tuple(self._strokes),
            writings=tuple(self._writings),
            parts=tuple(self._parts),
            layers=tuple(self._layers.values()),
            hidden=hidden,
            unit_mm=self._unit_mm,
            left_out=tuple(self._left_out.most_common()),
        )

    def _take(self, entities: Iterable[DXFEntity], place: _Place) -> None:
        for entity in entities:
            try:
                self._entity(entity, place)
            except InputError:
                raise
            except Exception:
                self._left_out["broken entities"] += 1

    def _entity(self, entity: Any, place: _Place) -> None:
        if int(entity.dxf.get("invisible", 0) or 0):
            return
        kind = entity.dxftype()
        layer = self._layer_of(entity, place)
        if kind == "INSERT":
            self._reference(entity, place, layer)
        elif kind == "POINT" and place.depth:
            pass  # a mark within a symbol, which would make it larger than it is
        elif is_drawn(entity):
            for points, closed in outlines_of(entity, self._tolerance / place.scale, self._unit_mm or 1.0):
                self._stroke(points, layer, place, closed=closed)
        elif is_text(entity):
            self._texts(entity, layer, place)
        elif referred(entity)[0]:
            self._block(referred(entity)[0], _inside(place, place.matrix, layer))
        elif kind not in UNSEEN:
            self._left_out[words_of(kind) or f"{plain(kind)[:30]} entities"] += 1

    def _layer_of(self, entity: Any, place: _Place) -> str:
        """Things of a block on layer 0 stand on the layer of its reference."""
        named = plain(str(entity.dxf.get("layer", _ZERO_LAYER)))[:120] or _ZERO_LAYER
        name = place.layer if named == _ZERO_LAYER and place.depth else named
        return self._layers.setdefault(name.casefold(), name)

    def _stroke(self, points: Any, layer: str, place: _Place, *, closed: bool) -> None:
        placed = points if place.matrix is None else _transformed(points, place.matrix)
        if len(placed) < 2 or not np.isfinite(placed).all() or np.abs(placed).max() > BEYOND:
            self._left_out["lines without sound coordinates"] += 1
            return
        self._points += len(placed)
        if self._points > MOST_STROKE_POINTS:
            what = f"it has more than {MOST_STROKE_POINTS:,} points once its curves are straight parts"
            raise InputError(what, remedy=LARGE)
        self._strokes.append(Stroke(layer, placed, closed and len(placed) > 2, place.parts))

    def _texts(self, entity: Any, layer: str, place: _Place) -> None:
        for writing in writings_of(entity, layer, place.matrix):
            if np.isfinite((*writing.at, writing.height)).all() and max(map(abs, writing.at)) <= BEYOND:
                self._writings.append(writing)

    def _reference(self, insert: Any, place: _Place, layer: str) -> None:
        if layer.casefold() in self._frozen:
            self._left_out["blocks on frozen layers"] += 1
            return
        if _is_clipped(insert):
            self._left_out["frames that clip blocks"] += 1
        name = plain(str(insert.dxf.name))[:120]
        own = _matrix_of(insert)
        for step in _grid(insert):
            shifted = own.copy()
            shifted[3, :3] += step
            matrix = shifted if place.matrix is None else shifted @ place.matrix
            self._parts.append(Part(layer, name))
            self._block(insert.dxf.name, _inside(place, matrix, layer, len(self._parts)))
        for attribute in insert.attribs:
            if is_text(attribute) and not int(attribute.dxf.get("flags", 0)) & 1:
                self._texts(attribute, self._layer_of(attribute, place), place)

    def _block(self, name: str, place: _Place) -> None:
        block: Any = self._document.blocks.get(name)
        if block is None:
            self._left_out["references to missing blocks"] += 1
        elif block.block is not None and getattr(block.block, "is_xref", False):
            self._left_out["external references"] += 1
        else:
            self._take(block, place)


def _switched_off(document: Document) -> tuple[set[str], set[str]]:
    """Layers that are off or frozen, and those that are frozen, in small letters."""
    off: set[str] = set()
    frozen: set[str] = set()
    for layer in document.layers:
        name = plain(str(layer.dxf.name)).casefold()
        if layer.is_frozen():
            frozen.add(name)
        if layer.is_frozen() or layer.is_off():
            off.add(name)
    return off, frozen


def _inside(place: _Place, matrix: Matrix | None, layer: str, part: int = 0) -> _Place:
    """The place of what lies in a block that is put at a place; its parts are counted from 1."""
    parts = (*place.parts, part) if part else place.parts
    scale = 1.0 if matrix is None else float(np.linalg.norm(matrix[:3, :3], axis=1).max())
    return _Place(matrix, layer, parts, scale if 0.0 < scale < np.inf else 1.0, place.depth + 1)


def _is_clipped(insert: Any) -> bool:
    """Whether CADs show only a part of a block: here it is whole, as a part of an outline is no outline."""
    try:
        clip = XClip(insert) if insert.has_extension_dict else None
        return clip is not None and bool(clip.has_clipping_path and clip.is_clipping_enabled)
    except Exception:  # a broken frame clips nothing
        return False


def _matrix_of(insert: Any) -> Matrix:
    return np.array(tuple(insert.matrix44()), dtype=np.float64).reshape(4, 4)


def _transformed(points: Any, matrix: Matrix) -> Any:
    return points @ matrix[:3, :3] + matrix[3, :3]


def _grid(insert: Any) -> Iterator[Any]:
    """Steps to all rows and columns of a reference; the grid is turned with it, but not scaled."""
    rows, columns = (max(1, abs(int(insert.dxf.get(key, 1)))) for key in ("row_count", "column_count"))
    if rows * columns == 1:
        yield np.zeros(3)
        return
    row_step, column_step = (float(insert.dxf.get(key, 0.0)) for key in ("row_spacing", "column_spacing"))
    turn = np.radians(float(insert.dxf.get("rotation", 0.0)))
    ocs = insert.ocs()
    axes = np.array([ocs.ux.xyz, ocs.uy.xyz, ocs.uz.xyz])
    along = np.array((np.cos(turn), np.sin(turn), 0.0)) @ axes * column_step
    across = np.array((-np.sin(turn), np.cos(turn), 0.0)) @ axes * row_step
    for row in range(rows if row_step else 1):
        for column in range(columns if column_step else 1):
            yield column * along + row * across
