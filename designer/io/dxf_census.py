"""How much a DXF document holds once all its block references are put in, counted without putting them in.

A file of 16 kB may stand for 10⁹ lines: by one reference with a million rows and columns, or by blocks of
blocks. Every block is counted once, so the count takes no longer than the file is.
"""

from collections.abc import Iterable
from typing import Any

from ezdxf.document import Drawing as Document
from ezdxf.entities.dxfentity import DXFEntity

from designer.core.errors import InputError

MOST_THINGS = 300_000
"""Entities once all references are put in."""
MOST_POINTS = 2_000_000
"""Points of polylines, hatches and splines, before curves are made of straight parts."""
DEEPEST = 48
"""Blocks within blocks. Drawings have four or five levels."""

_REMEDY = "explode or delete the block in a CAD, or export only the layers that are needed"

Count = tuple[int, int]
"""Entities and points."""


def check_census(document: Document) -> None:
    """InputError where model space stands for more than can be drawn, or a block holds itself."""
    census = _Census(document)
    things, points = census.of(document.modelspace(), ())
    refuse_too_many(things)
    if points > MOST_POINTS:
        what = f"it holds {_figure(points)} points; {MOST_POINTS:,} at most can be read"
        raise InputError(what, remedy=_REMEDY)


def refuse_too_many(things: int) -> None:
    """InputError where so many entities cannot be drawn."""
    if things > MOST_THINGS:
        what = (
            f"with its blocks put in it holds {_figure(things)} entities; {MOST_THINGS:,} at most can be read"
        )
        raise InputError(what, remedy=_REMEDY)


class _Census:
    def __init__(self, document: Document) -> None:
        self._blocks = document.blocks
        self._known: dict[str, Count] = {}

    def of(self, entities: Iterable[DXFEntity], within: tuple[str, ...]) -> Count:
        things = points = 0
        for entity in entities:
            name, times = referred(entity)
            if name:
                inner = self._block(name, within)
                things += times * (1 + inner[0])
                points += times * inner[1]
            else:
                things += 1
                points += _points_of(entity)
        return things, points

    def _block(self, name: str, within: tuple[str, ...]) -> Count:
        key = name.casefold()
        if key in within:
            raise InputError(f"block '{name[:60]}' contains itself", remedy="delete the block in a CAD")
        if len(within) >= DEEPEST:
            what = f"its blocks lie more than {DEEPEST} deep in each other"
            raise InputError(what, where=f"block '{name[:60]}'", remedy=_REMEDY)
        if key not in self._known:
            block = self._blocks.get(name)
            self._known[key] = (0, 0) if block is None else self.of(block, (*within, key))
        return self._known[key]


def referred(entity: DXFEntity) -> tuple[str, int]:
    """The block that an entity stands for and how many times; an empty name for none."""
    kind = entity.dxftype()
    if kind == "INSERT":
        name = str(entity.dxf.get("name", ""))
        rows, columns = (max(1, abs(int(entity.dxf.get(key, 1)))) for key in ("row_count", "column_count"))
        return name, rows * columns
    if kind in {"DIMENSION", "ARC_DIMENSION", "LARGE_RADIAL_DIMENSION", "ACAD_TABLE"}:
        return str(entity.dxf.get("geometry", "") or ""), 1
    return "", 1


def _points_of(entity: Any) -> int:
    kind = entity.dxftype()
    if kind in {"LEADER", "MLINE", "MESH", "POLYLINE"}:
        return len(entity.vertices)
    if kind == "LWPOLYLINE":
        return len(entity)
    if kind == "SPLINE":
        return len(entity.control_points) + len(entity.fit_points)
    if kind in {"HATCH", "MPOLYGON"}:
        return sum(_edges(path) for path in entity.paths)
    return 1


def _edges(path: Any) -> int:
    return len(getattr(path, "vertices", ())) + len(getattr(path, "edges", ()))


def _figure(number: int) -> str:
    """A number in few digits: 12,345, or about 10^9."""
    return f"{number:,}" if number < 10**9 else f"about 10^{len(str(number)) - 1}"
