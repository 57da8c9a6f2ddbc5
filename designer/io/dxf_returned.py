"""An exported drawing read back: modules and boxes by their blocks, outlines and water lines by layers.

Ids stand in attributes of blocks and in extended data of lines. CADs that know neither drop them; then block
names, layers and places are left.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from ezdxf.document import Drawing as Document

from designer.core.errors import InputError
from designer.core.model.returned import (
    ReturnedBox,
    ReturnedDrawing,
    ReturnedKind,
    ReturnedLine,
    ReturnedModule,
)
from designer.drawing.layers import LAYERS, LayerName
from designer.io.dxf_census import check_census
from designer.io.dxf_document import BROKEN, LARGE, MAX_BYTES, dxf_document, whole
from designer.io.dxf_shapes import outlines_of
from designer.io.plain_text import plain
from designer.limited import limited_bytes

MODULE_BLOCK, BOX_BLOCK = "PV_MODULE", "PV_BOX"
APP_ID = "TRUNKLINE"
"""The name under which lines carry the id of what they stand for."""

KINDS: Mapping[LayerName, ReturnedKind] = {
    LayerName.ROOF: ReturnedKind.SURFACE,
    LayerName.OBSTACLE: ReturnedKind.OBSTACLE,
    LayerName.WATER: ReturnedKind.WATER,
}
"""What lies on the layers that are read back."""

_FLATTENED_MM = 1.0
_STRAIGHT_DEG = 0.01
"""Blocks turned by less than this from a right angle are not turned."""


def read_returned(
    path: Path, names: Mapping[str, LayerName] = MappingProxyType({})
) -> ReturnedDrawing | None:
    """The program's own things in a DXF file; None where it holds none, being another drawing.

    `names` are those of layers in other presets than the default one. Raises InputError, naming the file,
    where it cannot be read.
    """
    try:
        data = limited_bytes(path, MAX_BYTES, remedy=LARGE)
        return returned_drawing(data, names)
    except InputError as error:
        raise (error if str(path) in error.where else error.within(str(path))) from error


def returned_drawing(
    data: bytes, names: Mapping[str, LayerName] = MappingProxyType({})
) -> ReturnedDrawing | None:
    """As `read_returned`, of the content of a file."""
    if LayerName.ROOF.encode() not in data and MODULE_BLOCK.encode() not in data:
        return None
    sound = whole(data)
    opened = dxf_document(sound)
    if sound is not data or opened.left_out:
        what = "it is broken or was cut short, and what is missing would count as deleted"
        raise InputError(what, remedy=BROKEN)
    document = opened.document
    try:
        check_census(document)
        with np.errstate(all="ignore"):  # what is not finite is left out
            found = _found(document, _kinds(document, names))
    except InputError:
        raise
    except Exception as error:  # a broken document may fail at any look into it
        raise InputError("it is too broken to be read", remedy=BROKEN) from error
    has_roof = any(line.kind is ReturnedKind.SURFACE for line in found.lines)
    return found if has_roof else None


def _kinds(document: Document, names: Mapping[str, LayerName]) -> dict[str, ReturnedKind]:
    """What lies on which layer, by names in capitals: known ones, and those that say what they hold."""
    known = {name.upper(): layer for name, layer in names.items()} | {
        name.upper(): name for name in LayerName
    }
    said = {layer.holds: LayerName(layer.name) for layer in LAYERS}
    for entry in document.layers:
        if entry.description in said:
            known[str(entry.dxf.name).upper()] = said[entry.description]
    return {name: KINDS[layer] for name, layer in known.items() if layer in KINDS}


def _found(document: Document, kinds: Mapping[str, ReturnedKind]) -> ReturnedDrawing:
    modules: list[ReturnedModule] = []
    boxes: list[ReturnedBox] = []
    lines: list[ReturnedLine] = []
    for entity in document.modelspace():
        kind = entity.dxftype()
        if kind == "INSERT":
            name = str(entity.dxf.get("name", "")).upper()
            if name.startswith(MODULE_BLOCK):
                modules += _module(document, entity)
            elif name.startswith(BOX_BLOCK):
                boxes.append(ReturnedBox(id=_attribute(entity), at=tuple(entity.dxf.insert)[:2]))
        elif kind in {"LWPOLYLINE", "POLYLINE"}:
            lines += _line(entity, kinds)
    return ReturnedDrawing(modules=tuple(modules), lines=tuple(lines), boxes=tuple(boxes))


def _module(document: Document, insert: Any) -> Iterator[ReturnedModule]:
    """The rectangle of a module's block where it lies; nothing of an empty block."""
    block: Any = document.blocks.get(insert.dxf.name)
    outlines = [points for part in block or () for points, _ in outlines_of(part, _FLATTENED_MM, 1.0)]
    if outlines:
        matrix = np.array(tuple(insert.matrix44())).reshape(4, 4)
        points = (np.concatenate(outlines) @ matrix[:3, :3] + matrix[3, :3])[:, :2]
        (x0, y0), (x1, y1) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        if np.isfinite((x0, y0, x1, y1)).all():
            turned = (float(insert.dxf.get("rotation", 0.0)) + 45.0) % 90.0 - 45.0
            slanting = turned if abs(turned) > _STRAIGHT_DEG else 0.0
            yield ReturnedModule(id=_attribute(insert), rect=(x0, y0, x1, y1), turned_deg=slanting)


def _attribute(insert: Any) -> str:
    """The value of the attribute ID; empty where there is none."""
    for attribute in insert.attribs:
        if str(attribute.dxf.tag).upper() == "ID":
            return plain(str(attribute.dxf.text))[:64]
    return ""


def _line(entity: Any, kinds: Mapping[str, ReturnedKind]) -> Iterator[ReturnedLine]:
    kind = kinds.get(str(entity.dxf.get("layer", "")).upper())
    if kind is None:
        return
    for points, closed in outlines_of(entity, _FLATTENED_MM, 1.0):
        if np.isfinite(points).all() and (closed or kind is ReturnedKind.WATER):
            flat = tuple((x, y) for x, y, _ in points.tolist())
            yield ReturnedLine(kind=kind, id=_owner(entity), points=flat)


def _owner(entity: Any) -> str:
    if entity.has_xdata(APP_ID):
        for code, value in entity.get_xdata(APP_ID):
            if code == 1000:
                return plain(str(value))[:64]
    return ""
