"""Orders in which the inverters of a box may be strung: rows or columns, back and forth, both ways."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from designer.core.trunk.ports import PortRange

Order = tuple[int, ...]


def orders(ranges: Sequence[PortRange], remoteness: Callable[[int], float]) -> tuple[Order, ...]:
    """Candidate orders as indices into `ranges`; each surface is finished before the next is begun.

    `remoteness(i)` is the way from range i to the box: surfaces are taken farthest first and nearest
    first. Of an order and its reverse only one is given, as branches may be fed from either side.
    """
    by_surface: dict[str, list[int]] = {}
    for index, one in enumerate(ranges):
        by_surface.setdefault(one.slot.surface, []).append(index)
    surfaces = sorted(by_surface, key=lambda name: (-min(remoteness(i) for i in by_surface[name]), name))
    found: dict[Order, None] = {}
    for sequence in (surfaces, surfaces[::-1]):
        for by_rows in (True, False):
            for style in _styles():
                order = tuple(
                    i for name in sequence for i in _serpentine(ranges, by_surface[name], by_rows, *style)
                )
                if order[::-1] not in found:
                    found.setdefault(order)
    return tuple(found)


def _styles() -> Iterator[tuple[bool, bool]]:
    """(lines upwards, first line forwards)."""
    for upwards in (True, False):
        for forwards in (True, False):
            yield upwards, forwards


def _serpentine(
    ranges: Sequence[PortRange], members: Sequence[int], by_rows: bool, upwards: bool, forwards: bool
) -> list[int]:
    """Members line by line, every other line turned round."""
    lines = _rows(ranges, members) if by_rows else _columns(ranges, members)
    result: list[int] = []
    for number, line in enumerate(lines if upwards else lines[::-1]):
        turned = (number % 2 == 0) != forwards
        result += line[::-1] if turned else line
    return result


def _rows(ranges: Sequence[PortRange], members: Sequence[int]) -> list[list[int]]:
    rows: dict[int, list[int]] = {}
    for index in members:
        rows.setdefault(ranges[index].slot.row, []).append(index)
    return [
        sorted(rows[number], key=lambda i: (ranges[i].slot.preferred_mm, ranges[i].slot.id))
        for number in sorted(rows)
    ]


def _columns(ranges: Sequence[PortRange], members: Sequence[int]) -> list[list[int]]:
    """Columns: inverters that stand over each other within half the usual distance in a row."""
    rows = _rows(ranges, members)
    steps = [
        ranges[b].slot.preferred_mm - ranges[a].slot.preferred_mm for row in rows for a, b in pairwise(row)
    ]
    width = min(steps, default=1.0) or 1.0
    columns: dict[int, list[int]] = {}
    for index in members:
        columns.setdefault(round(ranges[index].slot.preferred_mm / width), []).append(index)
    return [
        sorted(columns[key], key=lambda i: (ranges[i].slot.row, ranges[i].slot.preferred_mm))
        for key in sorted(columns)
    ]
