"""A column of a table: how its cells are read from a row."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from msgspec import Struct

R = TypeVar("R")


class Column(Struct, Generic[R], frozen=True, kw_only=True):
    """How a column reads its rows.

    Without `sort` the texts are sorted, figures by `sort`. `right` sets figures flush right. One column of a
    table may be `wide`: it takes the room that is left, `least_px` at any rate. No other column becomes wider
    than `most_px`. One with `room_for` a text is always wide enough for that, as half a number is none. `tip`
    is what the tool tip says; without one the whole text where it is cut off. `icon` names an icon before the
    text, `ink` gives the theme's field that it is tinted by, `swatch` a colour shown before the text.
    """

    title: str
    text: Callable[[R], str]
    sort: Callable[[R], Any] | None = None
    right: bool = False
    wide: bool = False
    room_for: str = ""
    least_px: int = 110
    most_px: int = 320
    tip: Callable[[R], str] | None = None
    icon: Callable[[R], str] | None = None
    ink: Callable[[R], str] | None = None
    swatch: Callable[[R], str] | None = None
    hint: str = ""


def figure(
    title: str,
    text: Callable[[R], str],
    sort: Callable[[R], Any],
    hint: str = "",
    tip: Callable[[R], str] | None = None,
) -> Column[R]:
    """A column of figures, flush right, sorted by their value."""
    return Column(title=title, text=text, sort=sort, right=True, hint=hint, tip=tip)
