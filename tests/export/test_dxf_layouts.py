"""Layouts of the DXF: paper, viewports, title blocks; and layers under the names of a preset."""

import io
import os
from collections import Counter
from functools import cache
from pathlib import Path

import ezdxf
import pytest
from ezdxf.document import Drawing as Document
from msgspec.structs import replace

from designer.drawing.model import Drawing, Role, Text
from designer.drawing.sheet_layers import SheetLayer
from designer.export.dxf import VERSIONS, dxf_bytes
from designer.export.dxf_layouts import OVERVIEW, layout_name
from designer.export.layer_presets import bundled_presets, preset_for
from tests.drawing.sheets.sample_set import TAGS, TEMPLATE, gable_set
from tests.export.dxf_reader import read_drawing

GOLDEN = Path(__file__).parents[1] / "golden" / "gable-dxf.txt"


@cache
def loaded(version: str, preset: str = "") -> Document:
    data = dxf_bytes(gable_set(), version, preset=preset_for(preset))
    encoding = "cp1252" if version == "R2000" else "utf-8"
    return ezdxf.read(io.StringIO(data.decode(encoding)))


@pytest.fixture(params=VERSIONS)
def document(request: pytest.FixtureRequest) -> Document:
    return loaded(request.param)


@pytest.fixture
def drawing() -> Drawing:
    return gable_set()


def test_the_audit_finds_nothing(document: Document) -> None:
    audit = document.audit()
    assert (audit.errors, audit.fixes) == ([], [])


def test_every_sheet_is_a_layout_of_its_paper(document: Document, drawing: Drawing) -> None:
    names = [layout_name(sheet) for sheet in drawing.sheets]
    assert document.layout_names_in_taborder() == ["Model", OVERVIEW, *names]
    for sheet, name in zip(drawing.sheets, names, strict=True):
        layout = document.layouts.get(name).dxf_layout.dxf
        assert (layout.paper_width, layout.paper_height) == (sheet.width_mm, sheet.height_mm)
        assert (layout.limmax.x, layout.limmax.y) == (sheet.width_mm, sheet.height_mm)


def test_viewports_show_model_space_to_scale_and_hide_what_the_views_hide(
    document: Document, drawing: Drawing
) -> None:
    for sheet in drawing.sheets:
        layout = document.layouts.get(layout_name(sheet))
        _, *viewports = layout.viewports()  # the first one is the paper itself
        assert len(viewports) == len(sheet.views)
        for viewport, view in zip(viewports, sheet.views, strict=True):
            assert viewport.dxf.view_height / viewport.dxf.height == pytest.approx(view.scale)
            assert set(viewport.frozen_layers) == set(view.hidden)
            assert viewport.dxf.layer == "PV-VIEW"


def test_the_title_block_has_its_attributes_where_they_can_be_read(
    document: Document, drawing: Drawing
) -> None:
    for number, sheet in enumerate(drawing.sheets, start=1):
        (block,) = document.layouts.get(layout_name(sheet)).query("INSERT")
        values = {attribute.dxf.tag: attribute.dxf.text for attribute in block.attribs}
        assert tuple(values) == TAGS
        assert values["TITLE"] == sheet.title
        assert values["DRAWING_NO"] == f"PV-7-{number:02}"
        assert all(not attribute.is_invisible for attribute in block.attribs)
        assert all(0.0 < attribute.dxf.height <= 2.5 for attribute in block.attribs)


def test_what_lies_on_paper_is_said_to_and_nothing_of_it_is_in_model_space(document: Document) -> None:
    assert all(not entity.dxf.paperspace for entity in document.modelspace())
    for name in document.layout_names_in_taborder()[2:]:
        assert all(entity.dxf.paperspace for entity in document.layouts.get(name))


def test_the_first_layout_shows_the_sheet_of_model_space(drawing: Drawing) -> None:
    active = loaded("R2018").layouts.active_layout()
    assert active.name == OVERVIEW
    _, viewport = active.viewports()
    x0, y0, x1, y1 = drawing.sheet.rect
    assert tuple(viewport.dxf.view_center_point)[:2] == pytest.approx(((x0 + x1) / 2.0, (y0 + y1) / 2.0))
    assert viewport.dxf.view_height == pytest.approx(y1 - y0)


def test_model_space_lies_beyond_the_papers_and_is_printed_from_there(drawing: Drawing) -> None:
    """Programs without layouts draw papers into model space, about its origin."""
    x0, y0, _, _ = drawing.sheet.rect
    assert all(sheet.width_mm <= x0 and sheet.height_mm <= y0 for sheet in drawing.sheets)
    header = loaded("R2018").header
    base = tuple(header["$PINSBASE"])[:2]
    assert base == pytest.approx((-x0 / drawing.sheet.scale, -y0 / drawing.sheet.scale))
    assert header["$PSVPSCALE"] == pytest.approx(1.0 / drawing.sheet.scale)
    assert tuple(header["$PLIMMAX"]) == (drawing.sheet.width_mm, drawing.sheet.height_mm)


def test_things_are_in_the_file_once(drawing: Drawing) -> None:
    """Sheets show model space and do not repeat it."""
    document = loaded("R2018")
    for layout in document.layouts:
        if layout.name != "Model":
            assert all(
                entity.dxf.name == f"PV_TITLE_{TEMPLATE.id}_SMALL" for entity in layout.query("INSERT")
            )
    contents = read_drawing(document)
    assert len(contents.modules) == sum(
        1 for item in drawing.items if item.layer == "PV-MODULE" and item.role == "module"
    )


def test_dimensions_with_a_place_for_their_text_say_so() -> None:
    flags = Counter()
    for entity in loaded("R2018").modelspace().query("DIMENSION"):
        placed = bool(entity.dxf.dimtype & 128)
        flags[placed] += 1
        assert entity.dxf.dimstyle in {"PV-DIM", "PV-DIM-SITE"}
        assert entity.dxf.text == "" or entity.dxf.text.startswith("<>"), "what is written is measured"
    assert flags[True] > 0
    assert flags[False] > 0


@pytest.mark.parametrize("preset", [one.id for one in bundled_presets()])
def test_a_preset_gives_every_layer_its_name_and_the_audit_finds_nothing(preset: str) -> None:
    document, plain = loaded("R2000", preset), loaded("R2000")
    chosen = preset_for(preset)
    wanted = {chosen.name_of(layer.dxf.name) for layer in plain.layers}
    assert {layer.dxf.name for layer in document.layers} == wanted
    audit = document.audit()
    assert (audit.errors, audit.fixes) == ([], [])
    used = [Counter(entity.dxf.layer for entity in one.modelspace()) for one in (document, plain)]
    assert used[0] == {chosen.name_of(layer): count for layer, count in used[1].items()}


def test_the_file_holds_what_the_golden_one_holds() -> None:
    """Entities by layout, kind and layer: a change of the file is seen where it is."""
    document = loaded("R2018")
    found = [
        f"{name}: {count} {kind} on {layer}"
        for name in document.layout_names_in_taborder()
        for (kind, layer), count in sorted(
            Counter((one.dxftype(), one.dxf.layer) for one in document.layouts.get(name)).items()
        )
    ]
    if os.environ.get("TRUNKLINE_UPDATE_GOLDEN"):
        GOLDEN.write_text("\n".join(found) + "\n", encoding="utf-8", newline="\n")
    assert found == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_the_same_drawing_is_the_same_file() -> None:
    assert dxf_bytes(gable_set()) == dxf_bytes(gable_set())


def test_names_on_plans_hide_what_is_behind_them(document: Document, drawing: Drawing) -> None:
    """As a text with a background where the version knows one, and as a plain text before."""
    sheet = next(sheet for sheet in drawing.sheets if sheet.title == "Inverter and trunk plan")
    wanted = Counter(item.text for item in sheet.items if isinstance(item, Text) and item.masked)
    layout = document.layouts.get(layout_name(sheet))
    masked = [text for text in layout.query("MTEXT") if text.dxf.layer == "PV-LABEL"]
    if document.dxfversion < "AC1018":
        assert masked == []
        assert wanted <= Counter(text.dxf.text for text in layout.query("TEXT"))
        return
    assert Counter(text.plain_text() for text in masked) == wanted
    for text in masked:
        assert text.dxf.bg_fill == 3
        assert text.dxf.box_fill_scale > 1.0
        assert text.dxf.style == "PV-TEXT"


@pytest.mark.parametrize("text", ["{B1}", r"C:\new\{x}", "50 %% °", "x" * 600])
def test_a_masked_text_says_what_it_said(text: str) -> None:
    item = Text(at=(5, 5), text=text, height_mm=2, masked=True, layer=SheetLayer.LABEL, role=Role.TITLE)
    drawing = gable_set()
    sheet = replace(drawing.sheets[0], items=(item,))
    data = dxf_bytes(replace(drawing, sheets=(sheet,)))
    document = ezdxf.read(io.StringIO(data.decode()))
    (written,) = document.layouts.get(layout_name(sheet)).query("MTEXT")
    assert written.plain_text() == text
