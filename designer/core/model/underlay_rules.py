"""Invariants of underlays: lines with two points, pictures that are such and are placed on a plane."""

from collections.abc import Iterable

from designer.core.errors import DesignError
from designer.core.geometry.homography import quad_fault
from designer.core.limits import LONGEST_NOTE, MOST_PICTURES_PX, MOST_UNDERLAY_POINTS
from designer.core.model.picture_sizes import picture_size
from designer.core.model.places import place_of
from designer.core.model.underlay import PictureMedia, PictureUnderlay, Underlay

MOST_POINTS = 200_000
"""Points of one underlay: some 5 MB of a project file."""

MOST_PICTURE_BYTES = 16 * 1024 * 1024
MOST_PICTURE_PX = 50_000_000
"""A picture is kept small enough that it can be shown beside a roof of a thousand modules."""

_SIGNS = {PictureMedia.PNG: b"\x89PNG\r\n\x1a\n", PictureMedia.JPEG: b"\xff\xd8\xff"}
"""The first bytes of a file of each format (PNG specification 5.2; ISO/IEC 10918-1, B.1)."""


def check_underlays(underlays: Iterable[Underlay], pictures: Iterable[PictureUnderlay]) -> None:
    """DesignError, naming the underlay, where one could not be drawn."""
    for underlay in underlays:
        _check_opacity(underlay)
        _check_lines(underlay)
    for picture in pictures:
        _check_opacity(picture)
        _check_picture(picture)


def check_underlay_total(underlays: Iterable[Underlay], pictures: Iterable[PictureUnderlay]) -> None:
    """DesignError where all underlays together are more than a project can be read again and shown with."""
    points = sum(map(points_of, underlays))
    if points > MOST_UNDERLAY_POINTS:
        what = f"the underlays have {points:,} points together; {MOST_UNDERLAY_POINTS:,} at most can be kept"
        raise DesignError(what, remedy="remove some, or import fewer layers")
    pixels = sum(one.width_px * one.height_px for one in pictures)
    if pixels > MOST_PICTURES_PX:
        what = f"its pictures have {pixels / 1e6:,.0f} megapixels together"
        raise DesignError(what, remedy=f"keep {MOST_PICTURES_PX / 1e6:,.0f} at most, or make them smaller")


def points_of(underlay: Underlay) -> int:
    """The points of all its lines and texts."""
    return sum(len(line.points) for line in underlay.lines) + len(underlay.texts)


def _check_opacity(one: Underlay | PictureUnderlay) -> None:
    if not 0.0 < one.opacity <= 1.0:
        what = f"an opacity of {one.opacity:g} is impossible"
        raise DesignError(what, where=place_of(one), remedy="give more than 0 and 1 at most")


def _check_lines(underlay: Underlay) -> None:
    where = place_of(underlay)
    points = points_of(underlay)
    if points > MOST_POINTS:
        what = f"it has {points:,} points; {MOST_POINTS:,} at most can be kept"
        raise DesignError(what, where=where, remedy="import fewer layers")
    if any(len(line.points) < 2 for line in underlay.lines):
        raise DesignError("a line of it has fewer than two points", where=where, remedy="leave the line out")
    if any(text.height_mm <= 0.0 for text in underlay.texts):
        raise DesignError("a text of it has no height", where=where, remedy="leave the text out")
    if any(len(text.text) > LONGEST_NOTE for text in underlay.texts):
        what = f"a text of it has more than {LONGEST_NOTE:,} characters"
        raise DesignError(what, where=where, remedy="leave the text out")


def _check_picture(picture: PictureUnderlay) -> None:
    where = place_of(picture)
    if len(picture.data) > MOST_PICTURE_BYTES:
        what = f"it takes more than {MOST_PICTURE_BYTES >> 20} MB"
        raise DesignError(what, where=where, remedy="import a smaller picture")
    if not picture.data.startswith(_SIGNS[picture.media]):
        raise DesignError(f"it is no {picture.media.name}", where=where, remedy="import the picture again")
    if picture.width_px < 1 or picture.height_px < 1:
        raise DesignError("it has no size", where=where, remedy="import the picture again")
    told = (picture.width_px, picture.height_px)
    for width, height in (told, picture_size(picture.data, picture.media) or told):
        if width * height > MOST_PICTURE_PX:
            what = f"it has {width} × {height} pixels"
            raise DesignError(what, where=where, remedy="import a smaller picture")
    for name in ("pixels", "places"):
        if fault := quad_fault(getattr(picture, name)):
            raise DesignError(fault, where=f"{where}: {name}", remedy="place the picture by other points")
