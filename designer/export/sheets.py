"""Lists as sheets of cells: text stays text, numbers stay numbers, units stand in the header."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

Cell = str | float | None
"""A text, a number, or nothing."""

AS_IT_IS = -1
"""For the digits of a column whose numbers are of many kinds."""

T = TypeVar("T")


class Column(Struct, Generic[T], frozen=True):
    """A column: its header with the unit, what a thing has in it, digits behind the point of a number."""

    title: str
    cell: Callable[[T], Cell]
    digits: int = 0


class Sheet(Struct, frozen=True):
    """A named sheet; every row has as many cells as there are titles."""

    name: str
    titles: tuple[str, ...]
    digits: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheet_of(name: str, columns: Sequence[Column[T]], things: Iterable[T]) -> Sheet:
    """One row per thing."""
    return Sheet(
        name,
        tuple(column.title for column in columns),
        tuple(column.digits for column in columns),
        tuple(tuple(column.cell(thing) for column in columns) for thing in things),
    )


def one_line(text: str) -> str:
    """The text without breaks and other characters that cannot be seen."""
    return "".join(character if character.isprintable() else " " for character in text).strip()
