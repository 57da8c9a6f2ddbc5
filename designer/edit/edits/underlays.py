"""Edits of underlays: put down, scaled by two points, set straight by four, moved, shown, removed."""

import math
from collections.abc import Callable, Collection, Sequence

from msgspec.structs import replace

from designer.core.errors import DesignError
from designer.core.geometry.axes import Point
from designer.core.geometry.homography import homography, mapped, quad_fault
from designer.core.model.design import Design
from designer.core.model.underlay import PictureUnderlay, Quad, Underlay, UnderlayLine, UnderlayText
from designer.core.units import rounded
from designer.edit.edits.numbering import UNDERLAY, Numberer
from designer.edit.edits.outlines import committed_point

LEAST_SCALE, GREATEST_SCALE = 1e-4, 1e4
"""Nobody scales a drawing by more than between millimetres and tens of metres."""

_HOW = "click two points that are farther apart, or check the length"


def add_picture(design: Design, picture: PictureUnderlay) -> Design:
    """The Design with one more picture, whatever id it came with."""
    numbers = Numberer(design)
    places = _quad([committed_point(point) for point in picture.places])
    added = replace(picture, id=numbers.new(UNDERLAY), places=places)
    return numbers.stamped(replace(design, pictures=(*design.pictures, added)))


def plain_corners(width_px: float, height_px: float) -> Quad:
    """The corners of a picture in its pixels, from its lower left one on, counter-clockwise as it is seen."""
    return ((0.0, height_px), (width_px, height_px), (width_px, 0.0), (0.0, 0.0))


def rectangle(at: Point, width_mm: float, height_mm: float) -> Quad:
    """A rectangle by its lower left corner, counter-clockwise."""
    x, y = at
    return ((x, y), (x + width_mm, y), (x + width_mm, y + height_mm), (x, y + height_mm))


def scaled_by_two_points(
    design: Design, underlay_id: str, first: Point, second: Point, length_mm: float
) -> Design:
    """The Design with an underlay made larger or smaller about `first`, so that the points, mm of its frame,
    come to lie `length_mm` apart. With a layer of a drawing all of that drawing on the frame is scaled.

    Raises DesignError where the points are one, or the length is absurd.
    """
    apart = math.dist(first, second)
    factor = length_mm / apart if apart > 0.0 else math.inf
    if not LEAST_SCALE <= factor <= GREATEST_SCALE:
        raise DesignError(f"the underlay cannot be scaled by {factor:.3g}", remedy=_HOW)

    def scaled(point: Point) -> Point:
        return (first[0] + factor * (point[0] - first[0]), first[1] + factor * (point[1] - first[1]))

    return _changed(design, _together(design, underlay_id), scaled, factor)


def straightened(
    design: Design, picture_id: str, corners: Sequence[Point], width_mm: float, height_mm: float
) -> Design:
    """The Design with a picture set straight: what lies at the corners, mm of its frame, becomes a rectangle.

    The corners run counter-clockwise from the lower left one, which stays where it is. Raises DesignError
    where they are no quadrangle, or a size is none.
    """
    picture = _picture(design, picture_id)
    if fault := quad_fault(corners):
        raise DesignError(fault, remedy="click the corners of a rectangle one after the other")
    if not (width_mm > 0.0 and height_mm > 0.0):
        raise DesignError("a rectangle needs a width and a height", remedy="type both")
    back = homography(picture.places, picture.pixels)
    pixels = _quad(mapped(back, corners))
    if fault := quad_fault(pixels):
        raise DesignError(fault, remedy="click corners that lie on the picture, before its horizon")
    places = rectangle(committed_point(corners[0]), rounded(width_mm), rounded(height_mm))
    made = replace(picture, pixels=pixels, places=places)
    pictures = tuple(made if one.id == picture_id else one for one in design.pictures)
    return replace(design, pictures=pictures)


def moved_underlay(design: Design, underlay_id: str, by: Point) -> Design:
    """The Design with an underlay moved in its frame, mm; with it the other layers of the same drawing."""
    return _changed(
        design, _together(design, underlay_id), lambda point: (point[0] + by[0], point[1] + by[1]), 1.0
    )


def with_opacity(design: Design, ids: Collection[str], opacity: float) -> Design:
    """The Design with underlays as dense as this, above 0 and 1 at most."""
    return _each(
        design, ids, lambda one: replace(one, opacity=opacity), lambda one: replace(one, opacity=opacity)
    )


def with_shown(design: Design, ids: Collection[str], *, shown: bool) -> Design:
    """The Design with underlays shown or hidden."""
    return _each(design, ids, lambda one: replace(one, shown=shown), lambda one: replace(one, shown=shown))


def without_underlays(design: Design, ids: Collection[str]) -> Design:
    """The Design without underlays."""
    return replace(
        design,
        underlays=tuple(one for one in design.underlays if one.id not in ids),
        pictures=tuple(one for one in design.pictures if one.id not in ids),
    )


def _together(design: Design, underlay_id: str) -> frozenset[str]:
    """An underlay and the other layers of its drawing in the same frame, which must stay over each other."""
    for one in design.underlays:
        if one.id == underlay_id:
            return frozenset(
                other.id
                for other in design.underlays
                if other.surface == one.surface and _drawing(other) == _drawing(one)
            )
    return frozenset({underlay_id})


def _drawing(underlay: Underlay) -> str:
    """The name of the drawing that a layer is of."""
    return underlay.name.rpartition(": ")[0] or underlay.name


def _picture(design: Design, picture_id: str) -> PictureUnderlay:
    for picture in design.pictures:
        if picture.id == picture_id:
            return picture
    raise DesignError("only a picture can be set straight", remedy="choose a photograph or a page of a PDF")


def _each(
    design: Design,
    ids: Collection[str],
    change_lines: Callable[[Underlay], Underlay],
    change_picture: Callable[[PictureUnderlay], PictureUnderlay],
) -> Design:
    return replace(
        design,
        underlays=tuple(change_lines(one) if one.id in ids else one for one in design.underlays),
        pictures=tuple(change_picture(one) if one.id in ids else one for one in design.pictures),
    )


def _changed(design: Design, ids: Collection[str], put: Callable[[Point], Point], factor: float) -> Design:
    """The Design with underlays put elsewhere; texts are made larger by a factor."""

    def at(point: Point) -> Point:
        return committed_point(put(point))

    def lines(one: Underlay) -> Underlay:
        return replace(
            one,
            lines=tuple(
                UnderlayLine(points=tuple(map(at, line.points)), closed=line.closed) for line in one.lines
            ),
            texts=tuple(
                UnderlayText(
                    at=at(text.at),
                    text=text.text,
                    height_mm=max(rounded(factor * text.height_mm), 0.001),
                    rotation_deg=text.rotation_deg,
                )
                for text in one.texts
            ),
        )

    def picture(one: PictureUnderlay) -> PictureUnderlay:
        return replace(one, places=_quad([at(point) for point in one.places]))

    return _each(design, ids, lines, picture)


def _quad(points: Sequence[Point]) -> Quad:
    first, second, third, fourth = points
    return (first, second, third, fourth)
