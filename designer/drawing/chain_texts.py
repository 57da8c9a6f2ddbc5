"""Where the texts of a chain stand that are longer than their links, so that none lies on another.

LibreCAD moves such a text along its line by half of both lengths and the gap, wherever the drawing says that
it stands. So each is put where it is clear of the others in either way.
"""

from collections.abc import Iterator, Sequence
from enum import IntEnum

from msgspec import Struct

from designer.drawing.chains import Link, figure_mm, fits, short_text, text_mm
from designer.drawing.dimension import MEASURED
from designer.drawing.length_units import length_text
from designer.drawing.model import DimensionStyle


class Side(IntEnum):
    """Of the line, as its texts are read."""

    ABOVE = 1
    BELOW = -1


class TextPlace(Struct, frozen=True):
    """The middle of a text along its line, and its side of it."""

    middle: float
    side: Side


class _Taken(Struct, frozen=True):
    """What a text takes up on its side of the line."""

    side: Side
    start: float
    end: float

    def meets(self, other: "_Taken") -> bool:
        return self.side == other.side and self.start < other.end and other.start < self.end


_Drawn = tuple[_Taken, _Taken]
"""A text as it is meant, and as LibreCAD draws it."""


def chain_texts(links: Sequence[Link], style: DimensionStyle, *, beyond: bool) -> list[TextPlace | None]:
    """A place for each text that has no room on its link, None for the others.

    Those of the first and the last link stand `beyond` the ends of the chain where that is free.
    """
    taken = [_drawn(_middle(link), link, style) for link in links if has_room(link, style)]
    found: list[TextPlace | None] = []
    for number, link in enumerate(links):
        if has_room(link, style):
            found.append(None)
            continue
        first, last = beyond and number == 0, beyond and number == len(links) - 1 > 0
        places = list(_places(link, style, first=first, last=last))
        place = _best([(one, _drawn(one, link, style)) for one in places], taken)
        found.append(place)
        taken.append(_drawn(place, link, style))
    return found


def has_room(link: Link, style: DimensionStyle) -> bool:
    """Whether at least the figure of a link fits between its ends."""
    return fits(Link(link.start, link.end), style)


def half_text_mm(link: Link, style: DimensionStyle) -> float:
    """From the end of a link to the middle of its figure beside it."""
    return figure_mm(link.end - link.start, style) / 2.0 + style.gap_mm


def _places(link: Link, style: DimensionStyle, *, first: bool, last: bool) -> Iterator[TextPlace]:
    """Where a text may stand, the best first."""
    sides = (Side.ABOVE, Side.BELOW)
    if first:
        yield from (TextPlace(link.start - half_text_mm(link, style), side) for side in sides)
    if last:
        yield from (TextPlace(link.end + half_text_mm(link, style), side) for side in sides)
    yield TextPlace(_middle(link).middle, Side.BELOW)
    yield _middle(link)


def _middle(link: Link) -> TextPlace:
    return TextPlace((link.start + link.end) / 2.0, Side.ABOVE)


def _best(places: Sequence[tuple[TextPlace, _Drawn]], taken: Sequence[_Drawn]) -> TextPlace:
    """The first that is free in either way, else the first that is free as it is meant, else the first."""
    for ways in ((0, 1), (0,)):
        for place, drawn in places:
            if not any(drawn[way].meets(other[way]) for other in taken for way in ways):
                return place
    return places[0][0]


def _drawn(place: TextPlace, link: Link, style: DimensionStyle) -> _Drawn:
    text = short_text(link, style) or MEASURED
    width = text_mm(text.replace(MEASURED, length_text(link.end - link.start, style.unit)), style)
    long = 0.0 if width <= link.end - link.start else (width + link.end - link.start) / 2.0 + style.gap_mm
    return _taken(place, width, 0.0), _taken(place, width, long)


def _taken(place: TextPlace, width: float, moved: float) -> _Taken:
    return _Taken(place.side, place.middle - width / 2.0 + moved, place.middle + width / 2.0 + moved)
