"""A CSV file of measured points as a sketch: each outline is a closed line on a layer of its own.

Columns are found by their names: x and y (or east and north), z where there is one, the outline that a point
belongs to, and what the outline is. Without names they are x, y and z, with a name before them or not.
"""

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct

from designer.core.errors import InputError
from designer.core.geometry.sketch import Sketch, Stroke
from designer.core.units import UNITS_MM
from designer.io.csv_rows import csv_rows, csv_text, filled_columns, refuse_more_cells
from designer.io.plain_text import plain

LONGEST_NAME = 100

_REMEDY = "write a first line such as name,x_m,y_m and one point a line"
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "x": ("x", "east", "easting", "e", "rechtswert", "ostwert"),
    "y": ("y", "north", "northing", "n", "hochwert", "nordwert"),
    "z": ("z", "height", "elevation", "h", "höhe", "hoehe"),
    "name": ("outline", "layer", "surface", "name", "id", "group", "code"),
    "kind": ("kind", "type", "is"),
}
_UNIT = re.compile(r"^(.*?)[\s_]*[\[(]?(mm|cm|m|in|ft)?[\])]?$")
_KINDS = ("surface", "obstacle", "water", "underlay")
_OBSTACLES = ("chimney", "window", "dormer", "vent", "other")
_TINY = 1e-9


class _Table(Struct, frozen=True):
    """Which column is what, the rows of points with their line numbers, and the unit that names tell."""

    columns: Mapping[str, int]
    rows: Sequence[tuple[int, Sequence[str]]]
    unit_mm: float | None
    decimal_comma: bool


def read_points(path: Path) -> Sketch:
    """The outlines of a CSV file, in its own unit.

    Raises InputError, naming file, line and remedy, where it holds no points or a line is none.
    """
    try:
        return _sketch(_table(csv_text(path)))
    except InputError as error:
        raise (error if str(path) in error.where else error.within(str(path))) from error


def _table(text: str) -> _Table:
    first = text.lstrip().partition("\n")[0]
    delimiter = next((sign for sign in ";\t" if sign in first), ",")  # a comma may be that of decimals
    stripped = ((line, [cell.strip() for cell in row]) for line, row in csv_rows(text, delimiter))
    listed = [(line, row) for line, row in stripped if any(row)]
    if not listed:
        raise InputError("it holds no points", remedy=_REMEDY)
    comma = delimiter != ","
    if not comma:
        most = filled_columns(listed[0][1])
        for line, row in listed:
            refuse_more_cells(row, most, line)
    if _number(listed[0][1][-1], decimal_comma=comma) is None:
        columns, unit_mm = _named_columns(listed[0][1])
        return _Table(columns, listed[1:], unit_mm, comma)
    return _Table(_plain_columns(listed[0][1], decimal_comma=comma), listed, None, comma)


def _named_columns(names: Sequence[str]) -> tuple[dict[str, int], float | None]:
    found: dict[str, int] = {}
    units: set[str] = set()
    for number, name in enumerate(names):
        stem, unit = _split_unit(name.casefold())
        for column, words in _COLUMNS.items():
            if stem in words and column not in found:
                found[column] = number
                if unit and column in {"x", "y", "z"}:
                    units.add(unit)
    for column in ("x", "y"):
        if column not in found:
            raise InputError(f"it has no column '{column}'", where="line 1", remedy=_REMEDY)
    if len(units) > 1:
        raise InputError("its columns are in different units", where="line 1", remedy="use one unit for all")
    return found, UNITS_MM[units.pop()] if units else None


def _split_unit(name: str) -> tuple[str, str]:
    """A column's name and the unit behind it: ``x_mm`` → x, mm. A name that is all unit is a name."""
    match = _UNIT.match(name)
    stem, unit = (match[1], match[2] or "") if match else (name, "")
    return (stem, unit) if stem and (unit == "" or name[len(stem)] in " _[(") else (name, "")


def _plain_columns(row: Sequence[str], *, decimal_comma: bool) -> dict[str, int]:
    numbers = [_number(cell, decimal_comma=decimal_comma) is not None for cell in row]
    first = 0 if numbers[0] and len(row) < 4 else 1
    if len(row) - first < 2 or not all(numbers[first : first + 2]):
        raise InputError("it does not begin with x and y", where="line 1", remedy=_REMEDY)
    columns = {"x": first, "y": first + 1}
    if len(row) > first + 2 and numbers[first + 2]:
        columns["z"] = first + 2
    return columns | ({"name": 0} if first else {})


def _number(text: str, *, decimal_comma: bool) -> float | None:
    try:
        value = float(text.replace(",", ".") if decimal_comma else text)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) < 1e12 else None


def _sketch(table: _Table) -> Sketch:
    outlines: dict[str, list[tuple[float, float, float]]] = {}
    kinds: dict[str, str] = {}
    rows = [(line, row, _cell(table, row, "name")) for line, row in table.rows]
    named = {name for _, _, name in rows}
    each_its_own = len(named) == len(rows) and "kind" not in table.columns
    for line, row, name in rows:
        kind = _kind(_cell(table, row, "kind"), line)
        layer = "points" if each_its_own or not name else name
        layer = f"{layer} ({kind})" if kind in _OBSTACLES else layer
        if kinds.setdefault(layer, kind) != kind:
            raise InputError(
                f"'{layer}' is of another kind before", where=f"line {line}", remedy="give it one kind"
            )
        outlines.setdefault(layer, []).append(_point(table, row, line))
    strokes = tuple(stroke for layer, points in outlines.items() if (stroke := _stroke(layer, points)))
    if not strokes:
        raise InputError("no outline of it has two points", remedy=_REMEDY)
    meanings = {layer: "obstacle" if kind in _OBSTACLES else kind for layer, kind in kinds.items()}
    return Sketch(strokes=strokes, layers=tuple(outlines), unit_mm=table.unit_mm, meanings=meanings)


def _cell(table: _Table, row: Sequence[str], column: str) -> str:
    number = table.columns.get(column)
    return "" if number is None or number >= len(row) else plain(row[number])[:LONGEST_NAME]


def _kind(text: str, line: int) -> str:
    kind = text.casefold() or "surface"
    if kind not in (*_KINDS, *_OBSTACLES):
        remedy = f"write {', '.join((*_KINDS, *_OBSTACLES[:-1]))}"
        raise InputError(f"'{text}' is no kind of outline", where=f"line {line}", remedy=remedy)
    return kind


def _point(table: _Table, row: Sequence[str], line: int) -> tuple[float, float, float]:
    values = []
    for column in ("x", "y", "z"):
        number = table.columns.get(column)
        text = "0" if number is None else (row[number] if number < len(row) else "")
        value = _number(text or "0" if column == "z" else text, decimal_comma=table.decimal_comma)
        if value is None:
            raise InputError(
                f"'{text[:30]}' is no number",
                where=f"line {line}, column {column}",
                remedy="correct the line",
            )
        values.append(value)
    return (values[0], values[1], values[2])


def _stroke(layer: str, points: Sequence[tuple[float, float, float]]) -> Stroke | None:
    """An outline without the first point repeated; from three points on it is closed."""
    ring = list(points)
    if len(ring) > 3 and math.dist(ring[0], ring[-1]) < _TINY:
        ring.pop()
    return Stroke(layer, np.array(ring), closed=len(ring) > 2) if len(ring) > 1 else None
