"""Designs with something below them to trace; no file or picture is read."""

from msgspec.structs import replace

from designer.core.model.design import Design
from designer.core.model.underlay import PictureMedia, PictureUnderlay, Underlay, UnderlayLine, UnderlayText
from designer.edit.edits.underlays import add_picture, plain_corners, rectangle

WIDTH, HEIGHT = 640, 400
ROOF = ((120.0, 300.0), (560.0, 260.0), (470.0, 110.0), (180.0, 130.0))
"""Corners of the roof on the photograph, in pixels, from its lower left one counter-clockwise."""


def with_photograph(
    design: Design, surface: str, pixel_mm: float = 20.0, data: bytes = b"\x89PNG\r\n\x1a\n"
) -> Design:
    """The Design with a photograph on a surface, or on the site plan for an empty id."""
    picture = PictureUnderlay(
        id="",
        name="roof.png",
        surface=surface,
        media=PictureMedia.PNG,
        data=data,
        width_px=WIDTH,
        height_px=HEIGHT,
        pixels=plain_corners(WIDTH, HEIGHT),
        places=rectangle((0.0, 0.0), WIDTH * pixel_mm, HEIGHT * pixel_mm),
    )
    return add_picture(design, picture)


def with_plan(design: Design, surface: str = "") -> Design:
    """The Design with two layers of a plan below it."""
    walls = UnderlayLine(points=((0.0, 0.0), (9000.0, 0.0), (9000.0, 6000.0), (0.0, 6000.0)), closed=True)
    ridge = UnderlayLine(points=((0.0, 3000.0), (9000.0, 3000.0)))
    text = UnderlayText(at=(300.0, 300.0), text="House 7", height_mm=400.0)
    number = design.next_number
    layers = (
        Underlay(id=f"U{number}", name="plan.dxf: WALLS", surface=surface, lines=(walls,), texts=(text,)),
        Underlay(id=f"U{number + 1}", name="plan.dxf: RIDGE", surface=surface, lines=(ridge,)),
    )
    return replace(design, underlays=(*design.underlays, *layers), next_number=number + 2)
