"""The DXF keeps the drawing conventions: header, layers, blocks, attributes, looks."""

import io
from collections import Counter

import ezdxf
import pytest
from ezdxf.document import Drawing as Document
from ezdxf.tools.text import plain_text
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.errors import InputError
from designer.core.geometry.axes import RailAxis
from designer.core.model.design import Customer
from designer.core.model.plan import Plan
from designer.drawing.model import Text
from designer.drawing.scene import build_drawing
from designer.export.dxf import VERSIONS, dxf_bytes
from designer.export.dxf_setup import julian_date
from designer.export.dxf_text import one_line
from designer.io.dxf_encoding import unescaped
from tests.drawing.sample import gable
from tests.drawing.sample_parts import catalog
from tests.export.dxf_reader import attributes_of, read_drawing

DATE = "2026-05-04"

LAYER_OF_BLOCK = {
    "PV_MODULE_acme-m440_P": "PV-MODULE",
    "PV_MODULE_acme-m440_L": "PV-MODULE",
    "PV_INVERTER_acme-duo-1000_DOWN": "PV-INVERTER",
    "PV_INVERTER_acme-duo-1000_UP": "PV-INVERTER",
    "PV_CLAMP_MID": "PV-CLAMP",
    "PV_CLAMP_END": "PV-CLAMP",
    "PV_ATTACHMENT": "PV-ATTACHMENT",
    "PV_SPLICE": "PV-SPLICE",
    "PV_JOINT": "PV-JOINT",
    "PV_DROP": "PV-DROP",
    "PV_BOX": "PV-BOX",
    "PV_PIECE": "PV-PIECE",
}
ATTRIBUTES = {
    "PV_MODULE": ["ID", "SURFACE", "ROW", "COL", "TYPE", "INVERTER", "PORT"],
    "PV_INVERTER": ["ID", "SURFACE", "MODEL", "RAIL", "BRANCH", "POSITION", "PHASE", "SERIAL"],
    "PV_DROP": ["ID", "BRANCH", "INDEX", "INVERTER"],
    "PV_PIECE": ["PIECE", "KIND", "PRODUCT", "LENGTH_MM", "PORTS", "BRANCH"],
    "PV_CLAMP": ["ID", "RAIL"],
    "PV_ATTACHMENT": ["ID", "RAIL"],
    "PV_SPLICE": ["ID", "RAIL"],
    "PV_JOINT": ["ID", "RAIL"],
    "PV_BOX": ["ID", "KIND"],
}
PROMISED_LAYERS = {
    *(f"PV-{name}" for name in ("ROOF", "OBSTACLE", "SETBACK", "HATCH", "WATER", "MODULE", "RAIL")),
    *(f"PV-{name}" for name in ("SPLICE", "JOINT", "ATTACHMENT", "CLAMP", "INVERTER", "CLEARANCE")),
    *(f"PV-{name}" for name in ("TRUNK", "LINK", "ENDCABLE", "DC", "DROP", "BOX", "PIECE")),
    *(f"PV-{name}" for name in ("DIMS", "TEXT", "TITLE")),
}
OURS = {
    *("PV-SITE", "PV-SITE-MODULE", "PV-SITE-OBSTACLE"),
    *("PV-DIMS-RAIL", "PV-DIMS-BOX", "PV-DIMS-SITE"),
}
LAYERS_IN_BLOCKS_ONLY = {"PV-CLEARANCE"}


def written(version: str = "R2018", axis: RailAxis = RailAxis.EAVE) -> bytes:
    design, plan = gable(axis)
    return dxf_bytes(build_drawing(design, plan, catalog(), date=DATE), version)


def loaded(data: bytes) -> Document:
    encoding = "utf-8" if b"AC1032" in data[:200] or b"AC1024" in data[:200] else "cp1252"
    return ezdxf.read(io.StringIO(data.decode(encoding)))


def header_value(data: bytes, name: str) -> str:
    """The first value of a header variable as it stands in the file."""
    lines = data.decode("cp1252", errors="replace").splitlines()
    return lines[lines.index(name) + 2].strip()


@pytest.fixture(scope="module", params=VERSIONS)
def document(request: pytest.FixtureRequest) -> Document:
    return loaded(written(request.param))


@pytest.fixture(scope="module")
def newest() -> Document:
    return loaded(written())


def test_versions_are_the_ones_asked_for_and_the_newest_the_default() -> None:
    assert VERSIONS == ("R2018", "R2010", "R2000")
    codes = [header_value(written(version), "$ACADVER") for version in VERSIONS]
    assert codes == ["AC1032", "AC1024", "AC1015"]
    assert written() == written("R2018")


def test_the_audit_finds_nothing(document: Document) -> None:
    audit = document.audit()
    assert (audit.errors, audit.fixes) == ([], [])


def test_units_are_millimetres_everywhere(document: Document) -> None:
    assert document.header["$INSUNITS"] == 4
    assert document.header["$MEASUREMENT"] == 1
    if document.acad_release == "R2000":  # has no field for it, but a place that CADs know
        records = [block.block_record.get_xdata("ACAD") for block in document.blocks]
        assert {(record[0].value, record[3].value) for record in records} == {("DesignCenter Data", 4)}
    else:
        assert {block.units for block in document.blocks} == {4}


def test_everything_lies_in_the_plane(newest: Document) -> None:
    for entity in newest.modelspace():
        for name in ("insert", "elevation", "defpoint", "align_point"):
            if entity.dxf.hasattr(name):
                value = entity.dxf.get(name)
                assert (value.z if hasattr(value, "z") else value) == 0.0
        assert not entity.dxf.hasattr("extrusion") or entity.dxf.extrusion == (0, 0, 1)


def test_colour_linetype_and_lineweight_are_by_layer(document: Document) -> None:
    everything = [
        *document.modelspace(),
        *(entity for block in document.blocks for entity in block),
        *(part for insert in document.modelspace().query("INSERT") for part in insert.attribs),
    ]
    looks = {
        (
            entity.dxf.get("color", 256),
            entity.dxf.get("linetype", "BYLAYER").upper(),
            entity.dxf.get("lineweight", -1),
        )
        for entity in everything
        if entity.dxftype() != "VIEWPORT"
    }
    assert looks == {(256, "BYLAYER", -1)}


def test_all_promised_layers_are_there_and_used(newest: Document) -> None:
    used = {entity.dxf.layer for entity in newest.modelspace()}
    assert used == PROMISED_LAYERS - LAYERS_IN_BLOCKS_ONLY | OURS
    in_blocks = {entity.dxf.layer for block in newest.blocks for entity in block if entity.dxf.layer != "0"}
    assert in_blocks >= LAYERS_IN_BLOCKS_ONLY
    assert used | in_blocks <= {layer.dxf.name for layer in newest.layers}


def test_every_layer_has_a_linetype_that_is_defined(document: Document) -> None:
    names = {linetype.dxf.name.upper() for linetype in document.linetypes}
    assert {layer.dxf.linetype.upper() for layer in document.layers} <= names


def test_block_references_lie_on_the_layers_of_their_kind(document: Document) -> None:
    found = {(entity.dxf.name, entity.dxf.layer) for entity in document.modelspace().query("INSERT")}
    assert dict(found) == LAYER_OF_BLOCK
    assert len(found) == len(LAYER_OF_BLOCK)


def test_layers_of_things_hold_nothing_but_block_references(newest: Document) -> None:
    kinds: dict[str, set[str]] = {}
    for entity in newest.modelspace():
        kinds.setdefault(entity.dxf.layer, set()).add(entity.dxftype())
    for layer in set(LAYER_OF_BLOCK.values()):
        assert kinds[layer] == {"INSERT"}
    for layer in (
        "PV-ROOF",
        "PV-OBSTACLE",
        "PV-SETBACK",
        "PV-RAIL",
        "PV-WATER",
        "PV-TRUNK",
        "PV-LINK",
        "PV-DC",
    ):
        assert kinds[layer] == {"LWPOLYLINE"}
    assert kinds["PV-HATCH"] == {"HATCH"}
    assert kinds["PV-DIMS"] == {"DIMENSION"}


def test_attributes_are_exactly_those_promised_and_defined_in_the_block(document: Document) -> None:
    for insert in document.modelspace().query("INSERT"):
        kind = next(name for name in ATTRIBUTES if insert.dxf.name.startswith(name))
        assert [attribute.dxf.tag for attribute in insert.attribs] == ATTRIBUTES[kind]
        defined = [entity.dxf.tag for entity in insert.block().query("ATTDEF")]
        assert defined == ATTRIBUTES[kind]


def test_a_module_block_is_its_outline_from_the_lower_left_corner(newest: Document) -> None:
    for letter, size in (("P", (1134.0, 1762.0)), ("L", (1762.0, 1134.0))):
        (outline,) = newest.blocks[f"PV_MODULE_acme-m440_{letter}"].query("LWPOLYLINE")
        points = list(outline.get_points("xy"))
        assert outline.closed
        assert points == [(0.0, 0.0), (size[0], 0.0), size, (0.0, size[1])]


def test_the_text_style_has_a_font_of_every_cad_and_all_texts_use_it(document: Document) -> None:
    assert {style.dxf.font for style in document.styles} == {"simplex.shx"}
    texts = [
        *document.modelspace().query("TEXT"),
        *(part for insert in document.modelspace().query("INSERT") for part in insert.attribs),
        *(entity for block in document.blocks for entity in block.query("ATTDEF TEXT")),
    ]
    assert {text.dxf.style for text in texts} == {"PV-TEXT"}


def test_dimensions_are_real_and_keep_their_looks_in_an_own_style(document: Document) -> None:
    dimensions = document.modelspace().query("DIMENSION")
    assert len(dimensions) > 10
    assert {dimension.dxf.dimstyle for dimension in dimensions} == {"PV-DIM", "PV-DIM-SITE"}
    for name in ("PV-DIM-SITE", "PV-DIM"):
        style = document.dimstyles.get(name)
        assert style.dxf.dimlfac == 1.0
        assert style.dxf.dimscale == 1.0
        assert style.dxf.dimtxsty == "PV-TEXT"
    assert style.dxf.dimtxt == 140.0
    assert document.header["$DIMTXT"] == style.dxf.dimtxt
    assert not any(dimension.has_xdata("ACAD") for dimension in dimensions)


def test_dimensions_read_what_they_measure(newest: Document) -> None:
    for record in read_drawing(newest).dimensions:
        assert record.text.split(" (")[0] == f"{record.measurement:.0f}"


def test_the_view_begins_at_the_origin_and_shows_the_whole_drawing(document: Document) -> None:
    """LibreCAD takes a view amiss unless it begins at the origin: its middle has to be half its size."""
    (view,) = document.viewports.get("*Active")
    x0, y0, _ = document.header["$EXTMIN"]
    x1, y1, _ = document.header["$EXTMAX"]
    assert (x0, y0) == (0.0, 0.0)
    assert view.dxf.height == pytest.approx(2.0 * view.dxf.center.y)
    assert view.dxf.height * view.dxf.aspect_ratio == pytest.approx(2.0 * view.dxf.center.x)
    assert (x1, y1) == (2.0 * view.dxf.center.x, 2.0 * view.dxf.center.y)
    assert tuple(document.header["$LIMMAX"])[:2] == (x1, y1)


def test_everything_lies_on_the_sheet(newest: Document) -> None:
    x1, y1, _ = newest.header["$EXTMAX"]
    points = [
        (point[0], point[1])
        for line in newest.modelspace().query("LWPOLYLINE")
        for point in line.get_points("xy")
    ]
    points += [(text.dxf.insert.x, text.dxf.insert.y) for text in newest.modelspace().query("TEXT")]
    assert all(0.0 <= x <= x1 and 0.0 <= y <= y1 for x, y in points)


def test_the_sheet_variables_put_the_whole_drawing_on_paper(document: Document) -> None:
    width, height = document.header["$PLIMMAX"]
    scale = document.header["$PSVPSCALE"]
    x1, y1, _ = document.header["$EXTMAX"]
    assert (width, height) == (420.0, 297.0)
    assert (x1 * scale, y1 * scale) == (pytest.approx(width), pytest.approx(height))
    assert tuple(document.header["$PINSBASE"]) == (0.0, 0.0, 0.0)


def test_names_with_accents_arrive_in_every_version(document: Document) -> None:
    texts = {text.dxf.text for text in document.modelspace().query("TEXT")}
    assert "Gable house Müller" in texts
    assert "Dorfstraße 1, 12345 Neudorf" in texts


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert all(written(version) == written(version) for version in VERSIONS)


def test_another_drawing_has_another_identity_and_the_same_project_keeps_its_own() -> None:
    design, plan = gable()
    first = dxf_bytes(build_drawing(design, plan, catalog(), date=DATE))
    second = dxf_bytes(build_drawing(replace(design, serials={}), plan, catalog(), date=DATE))
    assert header_value(first, "$FINGERPRINTGUID") == header_value(second, "$FINGERPRINTGUID")
    assert header_value(first, "$VERSIONGUID") != header_value(second, "$VERSIONGUID")


def test_the_date_of_the_file_is_the_one_given() -> None:
    assert julian_date("2000-01-01") == 2_451_544.5
    assert julian_date("2026-05-04") == 2_461_164.5
    assert julian_date("yesterday") == julian_date("2000-01-01")
    assert header_value(written(), "$TDCREATE") == "2461164.5"


def test_a_version_that_is_not_written_is_refused_with_the_choice() -> None:
    design, plan = gable()
    with pytest.raises(InputError, match="R2018, R2010, R2000"):
        dxf_bytes(build_drawing(design, plan, catalog()), "R12")


def test_an_empty_project_is_a_sound_file() -> None:
    design, _ = gable()
    empty = replace(design, surfaces=(), rows=(), boxes=(), bridges=())
    document = loaded(dxf_bytes(build_drawing(empty, Plan(surfaces=()), catalog())))
    assert not document.audit().has_errors
    assert len(document.modelspace().query("INSERT")) == 0


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=40), st.sampled_from(VERSIONS))
def test_no_name_can_break_the_file(name: str, version: str) -> None:
    design, _ = gable()
    empty = replace(design, name=name, surfaces=(), rows=(), boxes=(), bridges=())
    drawing = build_drawing(empty, Plan(surfaces=()), catalog())
    document = loaded(dxf_bytes(drawing, version))
    audit = document.audit()
    assert (audit.errors, audit.fixes) == ([], [])
    kinds = Counter(entity.dxftype() for entity in document.modelspace())
    texts = [item for item in drawing.items if isinstance(item, Text) and item.text.strip()]
    assert kinds == {"LWPOLYLINE": 13, "TEXT": len(texts)}


@given(st.text() | st.text(alphabet="%^\\UM+c1 "))
def test_a_text_in_the_file_has_no_control_characters_and_escapes_none(text: str) -> None:
    line = one_line(text)
    assert line.isprintable()
    assert line.replace(" ", "") == "".join(sign for sign in text if sign.isprintable() and sign != " ")
    assert all(after.startswith(" ") for after in line.split("^")[1:])
    assert not any(code in line for code in ("%%c", "%%%", "%%1", "\\U+", "\\M+"))


def test_codes_of_cads_in_names_are_read_as_they_are_written() -> None:
    """Neither a sign for diameters nor a letter, in single and in several lines."""
    names = ("Bau %%c50", "100 %%%c", r"A\U+00C4", "^I")
    assert [plain_text(one_line(name)) for name in names] == ["Bau % %c50", "100 % % %c", r"A\ U+00C4", "^I"]
    assert [unescaped(one_line(name)) for name in names] == [one_line(name) for name in names]


def test_an_empty_field_leaves_no_empty_text() -> None:
    design, plan = gable()
    nameless = replace(design, customer=Customer())
    document = loaded(dxf_bytes(build_drawing(nameless, plan, catalog())))
    assert all(text.dxf.text for text in document.modelspace().query("TEXT"))


def test_attributes_are_carried_but_not_shown(newest: Document) -> None:
    attributes = [part for insert in newest.modelspace().query("INSERT") for part in insert.attribs]
    assert all(attribute.is_invisible for attribute in attributes)
    shown = {text.dxf.text for text in newest.modelspace().query("TEXT")}
    for insert in newest.modelspace().query("INSERT"):
        values = attributes_of(insert)
        if insert.dxf.layer in {"PV-MODULE", "PV-BOX"}:
            assert values["ID"] in shown
        if insert.dxf.layer == "PV-PIECE":
            assert values["PIECE"] in shown
