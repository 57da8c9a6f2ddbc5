"""Files with something to trace, for scenes and tests of the window."""

import io
from pathlib import Path

import ezdxf
from PIL import Image, ImageDraw

from designer.core.model.design import Design
from tests.edit import underlaid
from tests.edit.underlaid import HEIGHT, ROOF, WIDTH, with_plan

__all__ = ["house_dxf", "photograph", "with_photograph", "with_plan"]


def photograph() -> bytes:
    """A roof seen aslant, with seams and a chimney."""
    image = Image.new("RGB", (WIDTH, HEIGHT), (150, 190, 230))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 200, WIDTH, HEIGHT), fill=(96, 124, 84))
    draw.polygon(ROOF, fill=(150, 84, 62))
    draw.rectangle((280, 170, 320, 210), fill=(60, 60, 68))
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def with_photograph(design: Design, surface: str) -> Design:
    """The Design with the photograph on a surface, or on the site plan for an empty id."""
    return underlaid.with_photograph(design, surface, data=photograph())


def house_dxf(folder: Path, *, units: int = 6) -> Path:
    """A drawing of two roof faces with a dormer and a note; in metres unless other units are said."""
    document = ezdxf.new("R2010")
    document.units = units
    document.layers.add("FURNITURE").off()
    space = document.modelspace()
    for low in (0, 4):
        ring = [(0, low), (9, low), (9, low + 4), (0, low + 4)]
        space.add_lwpolyline(ring, close=True, dxfattribs={"layer": "ROOF"})
    space.add_lwpolyline([(2, 1), (3, 1), (3, 2), (2, 2)], close=True, dxfattribs={"layer": "DORMER"})
    space.add_text("House 7", height=0.3, dxfattribs={"layer": "NOTES"}).set_placement((1, 3))
    space.add_line((0, 0), (1, 1), dxfattribs={"layer": "FURNITURE"})
    file = folder / "house.dxf"
    document.saveas(file)
    return file
