"""Texts of dimensions before programs that turn none of them: none lies on another, in either way to draw."""

import io
from functools import cache
from pathlib import Path

import ezdxf
import pytest
from ezdxf.document import Drawing as Document
from ezdxf.enums import TextEntityAlignment
from msgspec.structs import replace

from designer.core.planning import derive
from designer.drawing.model import Dimension, Drawing
from designer.drawing.scene import build_drawing
from designer.drawing.sheets.context import SheetOrder
from designer.export.dxf import dxf_bytes
from designer.export.sheet_templates import template_for
from designer.io.examples import example_names
from tests import sites
from tests.export.librecad_dimensions import Written, as_librecad_draws, as_meant, meetings
from tests.export.librecad_prints import MM_PER_INCH, dark_pixels, needs_librecad, printed_by_librecad
from tests.planned import example

EXAMPLES = example_names()
DPI = 100.0


@cache
def drawn(name: str, template: str) -> Drawing:
    """Only the dimensions of an example: what they measure does not depend on its branches."""
    design = sites.keeping_first(example(name))
    order = SheetOrder(template=template_for(template, design.region))
    whole = build_drawing(design, derive(design, sites.catalog()), sites.catalog(), order=order)
    only = tuple(item for item in whole.items if isinstance(item, Dimension))
    return replace(whole, items=only, sheets=())


@cache
def written(name: str, template: str = "iso") -> Document:
    return ezdxf.read(io.StringIO(dxf_bytes(drawn(name, template)).decode()))


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_text_lies_on_another_as_librecad_draws_them(name: str) -> None:
    texts = as_librecad_draws(written(name))
    assert len(texts) > 50
    assert meetings(texts) == []


@pytest.mark.parametrize("template", ["iso", "us"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_no_text_lies_on_another_as_it_is_meant(name: str, template: str) -> None:
    assert meetings(as_meant(written(name, template))) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_all_texts_run_along_their_lines(name: str) -> None:
    for dimension in written(name).modelspace().query("DIMENSION"):
        assert not dimension.dxf.hasattr("text_rotation")
        (text,) = dimension.get_geometry_block().query("TEXT")
        assert abs(text.dxf.rotation - dimension.dxf.angle) % 180.0 == pytest.approx(0.0, abs=1e-6)


def test_texts_on_each_other_are_seen() -> None:
    """The witness itself: two running figures of 650 mm steps on one line, as they once were."""
    document = ezdxf.new("R2018")
    document.header["$DIMTXT"], document.header["$DIMGAP"] = 220.0, 77.0
    for far in (4850.0, 5500.0):
        picture = document.blocks.new_anonymous_block(type_char="D")
        text = picture.add_text(f"{far:.0f}", height=220.0, rotation=90.0)
        text.set_placement((far, 900.0), align=TextEntityAlignment.MIDDLE_CENTER)
        document.modelspace().new_entity(
            "DIMENSION",
            {
                "dimtype": 32 | 128,
                "geometry": picture.name,
                "defpoint": (far, 100.0),
                "defpoint2": (0.0, 0.0),
                "defpoint3": (far, 0.0),
                "text_midpoint": (far, 900.0),
                "text_rotation": 90.0,
            },
        )
    assert meetings(as_meant(document)) == []
    assert meetings(as_librecad_draws(document)) == [("4850", "5500")]


@pytest.mark.long
@needs_librecad
@pytest.mark.parametrize("name", EXAMPLES)
def test_librecad_writes_them_where_that_is_foretold(name: str, tmp_path: Path) -> None:
    """Printed with and without texts: what the texts add lies where they are foretold, and all are there."""
    drawing = drawn(name, "iso")
    silent = tuple(replace(one, text=" ") for one in drawing.items if isinstance(one, Dimension))
    file = tmp_path / "dimensions.dxf"
    pages = []
    for one in (drawing, replace(drawing, items=silent)):
        file.write_bytes(dxf_bytes(one))
        pages.append(dark_pixels(printed_by_librecad(file), DPI))
    added = pages[0] & ~pages[1]
    foretold = [_pixels(text, drawing) for text in as_librecad_draws(written(name))]
    assert all(added[area].any() for area in foretold)
    elsewhere = added.copy()
    for area in foretold:
        elsewhere[area] = False
    assert elsewhere.sum() < 0.02 * added.sum()


def _pixels(text: Written, drawing: Drawing) -> tuple[slice, slice]:
    """The rows and columns of the page that a level or upright text takes up, and a little more."""
    sheet = drawing.sheet
    per_mm = DPI / MM_PER_INCH / sheet.scale
    pad = 0.2 * drawing.dimension_style.text_mm
    x0, y0, x1, y1 = text.area.buffer(pad).bounds
    left, foot = sheet.at
    columns = slice(int((x0 - left) * per_mm), int((x1 - left) * per_mm) + 1)
    return slice(int((y0 - foot) * per_mm), int((y1 - foot) * per_mm) + 1), columns
