"""Underlays: put down, scaled by two points, set straight by four, moved together, shown and removed."""

import math

import numpy as np
import pytest
from msgspec.structs import replace

from designer.core.errors import DesignError
from designer.core.geometry.axes import Point
from designer.core.geometry.homography import homography, mapped
from designer.core.model.underlay import PictureMedia, PictureUnderlay, Underlay, UnderlayLine, UnderlayText
from designer.core.model.validate import check_structure
from designer.drawing.style import text_width_mm
from designer.edit.edits.starting import new_design
from designer.edit.edits.surface_mirror import reflected
from designer.edit.edits.turning import mirrored
from designer.edit.edits.underlays import (
    add_picture,
    moved_underlay,
    plain_corners,
    rectangle,
    scaled_by_two_points,
    straightened,
    with_opacity,
    with_shown,
    without_underlays,
)
from designer.edit.underlay_places import Lain, underlays_in
from designer.edit.view import SITE
from designer.io.catalogs import bundled_catalog
from tests.edit.underlaid import with_photograph, with_plan
from tests.sites import gable

CATALOG = bundled_catalog()
PICTURE = PictureUnderlay(
    id="",
    name="roof.png",
    media=PictureMedia.PNG,
    data=b"\x89PNG\r\n\x1a\n",
    width_px=400,
    height_px=300,
    pixels=plain_corners(400, 300),
    places=rectangle((0.0, 0.0), 4_000.0, 3_000.0),
)


def layers(*names):
    line = UnderlayLine(points=((0.0, 0.0), (1_000.0, 500.0)))
    text = UnderlayText(at=(100.0, 0.0), text="A", height_mm=50.0)
    made = [
        Underlay(id=f"U{n}", name=name, lines=(line,), texts=(text,)) for n, name in enumerate(names, start=1)
    ]
    return replace(new_design("house"), underlays=tuple(made), next_number=len(names) + 1)


def where(picture, pixel):
    (place,) = mapped(homography(picture.pixels, picture.places), [pixel])
    return place


def test_a_picture_gets_an_id_and_lies_where_it_is_put() -> None:
    design = add_picture(new_design("house"), PICTURE)
    check_structure(design)
    assert (design.pictures[0].id, design.next_number) == ("U1", 2)
    assert where(design.pictures[0], (0, 0)) == pytest.approx((0.0, 3_000.0))


def test_two_points_come_to_lie_a_length_apart_about_the_first() -> None:
    design = scaled_by_two_points(
        add_picture(new_design("house"), PICTURE), "U1", (1_000, 1_000), (2_000, 1_000), 2_500
    )
    assert where(design.pictures[0], (100, 200)) == pytest.approx((1_000.0, 1_000.0))
    assert where(design.pictures[0], (200, 200)) == pytest.approx((3_500.0, 1_000.0))


def test_layers_of_one_drawing_are_scaled_and_moved_together() -> None:
    design = layers("a.dxf: WALLS", "a.dxf: DOORS", "b.dxf: WALLS")
    scaled = scaled_by_two_points(design, "U2", (0, 0), (100, 0), 200)
    ends = [one.lines[0].points[1] for one in scaled.underlays]
    assert ends == [(2_000.0, 1_000.0), (2_000.0, 1_000.0), (1_000.0, 500.0)]
    assert [one.texts[0].height_mm for one in scaled.underlays] == [100.0, 100.0, 50.0]
    moved = moved_underlay(design, "U3", (5.0, -5.0))
    assert [one.lines[0].points[0] for one in moved.underlays] == [(0.0, 0.0), (0.0, 0.0), (5.0, -5.0)]


def test_a_slanting_photograph_is_set_straight_and_again() -> None:
    design = add_picture(new_design("house"), PICTURE)
    slanting = [(500.0, 200.0), (3_500.0, 100.0), (2_600.0, 2_400.0), (1_200.0, 2_600.0)]
    pixels = mapped(homography(PICTURE.places, PICTURE.pixels), slanting)
    made = straightened(design, "U1", slanting, 12_000.0, 7_500.0)
    check_structure(made)
    corners = [where(made.pictures[0], pixel) for pixel in pixels]
    assert np.array(corners) == pytest.approx(
        np.array(rectangle((500.0, 200.0), 12_000.0, 7_500.0)), abs=0.01
    )
    again = straightened(made, "U1", corners, 6_000.0, 3_000.0)
    assert math.dist(
        where(again.pictures[0], pixels[0]), where(again.pictures[0], pixels[2])
    ) == pytest.approx(math.hypot(6_000, 3_000), abs=0.01)


def test_opacity_and_showing_are_of_those_named() -> None:
    design = with_shown(with_opacity(layers("a: X", "a: Y"), ["U1"], 0.25), ["U2"], shown=False)
    assert [(one.opacity, one.shown) for one in design.underlays] == [(0.25, True), (0.6, False)]
    assert [one.id for one in without_underlays(design, ["U1"]).underlays] == ["U2"]


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda d: scaled_by_two_points(d, "U1", (1, 1), (1, 1), 5.0), "cannot be scaled by inf"),
        (lambda d: scaled_by_two_points(d, "U1", (0, 0), (1, 0), 1e6), "cannot be scaled by 1e+06"),
        (lambda d: scaled_by_two_points(d, "U1", (0, 0), (1, 0), -1.0), "cannot be scaled by -1"),
        (
            lambda d: straightened(d, "U1", [(0, 0), (1, 0), (2, 0), (0, 9)], 1.0, 1.0),
            "three of the four points",
        ),
        (lambda d: straightened(d, "U1", rectangle((0, 0), 9, 9), 0.0, 1.0), "needs a width and a height"),
        (
            lambda d: straightened(d, "U9", rectangle((0, 0), 9, 9), 1.0, 1.0),
            "only a picture can be set straight",
        ),
    ],
)
def test_what_cannot_be_done_is_said(edit, words: str) -> None:
    with pytest.raises(DesignError) as caught:
        edit(add_picture(new_design("house"), PICTURE))
    assert words in caught.value.sentence()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"opacity": 0.0}, "picture underlay U1: an opacity of 0 is impossible"),
        ({"data": b"hello"}, "it is no PNG"),
        ({"width_px": 0}, "it has no size"),
        ({"width_px": 60_000, "height_px": 60_000}, "60000 × 60000 pixels"),
        (
            {"places": ((0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (0.0, 1.0))},
            "picture underlay U1: places: three of",
        ),
        ({"surface": "S9"}, "picture underlay U1: there is no surface 'S9'"),
    ],
)
def test_a_picture_that_could_not_be_drawn_is_refused(change, words: str) -> None:
    design = add_picture(new_design("house"), PICTURE)
    with pytest.raises(DesignError) as caught:
        check_structure(replace(design, pictures=(replace(design.pictures[0], **change),)))
    assert words in caught.value.sentence()


@pytest.mark.parametrize("below", [with_photograph, with_plan])
def test_what_lies_below_a_surface_is_mirrored_with_it_and_twice_is_as_before(below) -> None:
    axis = ((-500.0, 0.0), (-400.0, 7_000.0))
    design = below(gable(), "S1")
    once = mirrored(design, CATALOG, ["S1"], axis, SITE)
    twice = mirrored(once, CATALOG, ["S1"], axis, SITE)
    assert (twice.underlays, twice.pictures) == (design.underlays, design.pictures)
    for before, after in zip(underlays_in(design, SITE), underlays_in(once, SITE), strict=True):
        for old, new in zip(_points(before), _points(after), strict=True):
            assert new == pytest.approx(reflected(old, *axis), abs=0.01)


def _points(lain: Lain) -> list[Point]:
    """Corners of lines and places of pictures on the site plan."""
    one = lain.underlay
    points = (
        one.places if isinstance(one, PictureUnderlay) else [p for line in one.lines for p in line.points]
    )
    return [(x, y) for x, y in lain.put(np.array(points)).tolist()]


def test_texts_below_a_mirrored_surface_stay_readable() -> None:
    design = with_plan(gable(), "S1")
    (text,) = design.underlays[0].texts
    once = mirrored(design, CATALOG, ["S1"], ((0.0, 0.0), (0.0, 1.0)), SITE)
    (image,) = once.underlays[0].texts
    assert (image.text, image.rotation_deg, image.at[1]) == (text.text, 0.0, text.at[1])
    xs = [x for x, _ in design.surfaces[0].outline]
    end = text.at[0] + text_width_mm(text.text, text.height_mm)
    assert image.at[0] == pytest.approx(min(xs) + max(xs) - end, abs=0.01)
