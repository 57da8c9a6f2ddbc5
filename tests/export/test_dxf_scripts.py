"""Chinese, Japanese and Korean names in a DXF: a style with a font that has their letters, and only then."""

import io
from functools import cache

import pytest
from ezdxf import recover
from ezdxf.document import Drawing as Document
from ezdxf.entities import MText
from msgspec.structs import replace

from designer.drawing.scene import build_drawing
from designer.export.dxf import VERSIONS, dxf_bytes
from designer.export.dxf_scripts import style_for
from tests.drawing.sample import gable
from tests.drawing.sample_parts import catalog
from tests.drawing.sheets.sample_set import order

NAMES = {"東側の屋根": ("unicode", "Microsoft YaHei"), "지붕 동쪽": ("PV-TEXT-KO", "Malgun Gothic")}


@cache
def loaded(name: str, version: str = VERSIONS[0]) -> Document:
    design, plan = gable()
    first, *others = design.surfaces
    design = replace(design, surfaces=(replace(first, name=name), *others))
    drawing = build_drawing(design, plan, catalog(), date="2026-05-04", order=order())
    document, _ = recover.read(io.BytesIO(dxf_bytes(drawing, version)))
    return document


def texts(document: Document) -> list[tuple[str, str]]:
    """What all texts of model space and papers say, with their styles."""
    found = [entity for layout in document.layouts for entity in layout.query("TEXT MTEXT")]
    return [
        (entity.text if isinstance(entity, MText) else entity.dxf.text, entity.dxf.style) for entity in found
    ]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", list(NAMES))
def test_texts_with_such_letters_have_a_style_with_a_font_for_them(name: str, version: str) -> None:
    document = loaded(name, version)
    style, family = NAMES[name]
    styles = {style for text, style in texts(document) if name in text}
    assert styles == {style}
    assert document.styles.get(style).get_extended_font_data()[0] == family
    assert {style for text, style in texts(document) if text.isascii()} == {"PV-TEXT"}
    assert document.audit().errors == []


@pytest.mark.parametrize("name", ["East", "Süd °±²", "Юг Ωµ"])
def test_other_drawings_have_the_plain_font_alone(name: str) -> None:
    assert {style.dxf.font for style in loaded(name).styles} == {"simplex.shx"}
    assert style_for(name, "PV-TEXT") == "PV-TEXT"


def test_a_text_of_several_scripts_has_one_style() -> None:
    assert style_for("Dach 屋顶 지붕", "PV-TEXT") == "PV-TEXT-KO"
    assert style_for("Dach 屋顶", "PV-TEXT") == "unicode"
