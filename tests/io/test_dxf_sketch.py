"""DXF files as sketches: every kind of line, blocks, units; and no file that hangs, floods or breaks it."""

import io
import math

import ezdxf
import numpy as np
import pytest
from ezdxf.enums import TextEntityAlignment
from ezdxf.xclip import XClip
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.errors import InputError
from designer.core.geometry.left_out import left_out_words
from designer.core.geometry.sketch import layer_counts, size_of
from designer.drawing.style import text_width_mm
from designer.io import dxf_document
from designer.io.dxf_document import MOST_ENTITIES, MOST_LINES
from designer.io.dxf_sketch import dxf_sketch, read_dxf
from tests.io.dxf_texts import LINE, block, chain, doubling, dxf, insert


def written(document) -> bytes:
    stream = io.StringIO()
    document.write(stream)
    return stream.getvalue().encode()


def _rich() -> bytes:
    """A small file with blocks, curves and texts in it."""
    made = ezdxf.new("R2000")
    block = made.blocks.new("A")
    block.add_circle((0, 0), 5)
    block.add_lwpolyline([(0, 0, 0.3), (9, 0, 0), (9, 9, 0)], format="xyb")
    space = made.modelspace()
    space.add_blockref("A", (3, 4), dxfattribs={"rotation": 30, "column_count": 2, "column_spacing": 20})
    space.add_spline([(0, 0), (5, 9), (9, 0), (12, 4)])
    space.add_text("roof", height=2)
    return written(made)


RICH = _rich()


@pytest.fixture
def document():
    made = ezdxf.new("R2010")
    made.units = 4
    return made


def test_kinds_of_lines_keep_their_places(document) -> None:
    space = document.modelspace()
    space.add_line((0, 0), (10, 0))
    space.add_lwpolyline([(0, 0, 1.0), (10, 0, 0.0)], format="xyb")
    space.add_circle((5, 5), 2)
    space.add_arc((0, 0), 10, 0, 90)
    space.add_ellipse((0, 0), (10, 0), 0.5)
    space.add_spline([(0, 0), (5, 5), (10, 0)])
    space.add_solid([(0, 0), (4, 0), (0, 4), (4, 4)])
    space.add_3dface([(0, 0), (4, 0), (4, 4), (0, 4)])
    space.add_polyline3d([(0, 0, 1), (4, 0, 2)])
    hatch = space.add_hatch()
    hatch.paths.add_polyline_path([(0, 0), (3, 0), (3, 3)])
    strokes = dxf_sketch(written(document)).strokes
    assert [stroke.closed for stroke in strokes] == [False] * 2 + [
        True,
        False,
        True,
        False,
        True,
        True,
        False,
        True,
    ]
    assert strokes[1].points[:, 1].min() == pytest.approx(-5.0, abs=1.0)
    assert strokes[3].points[-1, :2].tolist() == pytest.approx([0.0, 10.0])
    assert strokes[6].points[:, :2].tolist() == [[0, 0], [4, 0], [4, 4], [0, 4]]
    assert strokes[8].points[:, 2].tolist() == [1.0, 2.0]


def test_a_mirrored_plane_is_brought_to_that_of_the_drawing(document) -> None:
    document.modelspace().add_circle((10, 5), 1, dxfattribs={"extrusion": (0, 0, -1)})
    (ring,) = dxf_sketch(written(document)).strokes
    assert ring.points[:, :2].mean(axis=0).tolist() == pytest.approx([-10.0, 5.0])


def test_blocks_are_put_in_turned_scaled_and_nested_and_known_as_parts(document) -> None:
    inner = document.blocks.new("PIPE", base_point=(1, 0))
    inner.add_line((1, 0), (2, 0))
    outer = document.blocks.new("SET")
    outer.add_blockref("PIPE", (10, 0), dxfattribs={"rotation": 90, "layer": "PIPES"})
    space = document.modelspace()
    space.add_blockref("SET", (100, 0), dxfattribs={"layer": "ROOF", "xscale": 2, "yscale": 3})
    sketch = dxf_sketch(written(document))
    (stroke,) = sketch.strokes
    assert stroke.points[:, :2].tolist() == pytest.approx(np.array([(120.0, 0.0), (120.0, 3.0)]))
    assert [(part.layer, part.block) for part in sketch.parts] == [("ROOF", "SET"), ("PIPES", "PIPE")]
    assert (stroke.layer, stroke.parts) == ("PIPES", (1, 2))


def test_what_lies_on_layer_0_of_a_block_is_on_the_layer_of_its_reference(document) -> None:
    document.blocks.new("A").add_line((0, 0), (1, 0))
    document.modelspace().add_blockref("A", (0, 0), dxfattribs={"layer": "WINDOWS"})
    assert [stroke.layer for stroke in dxf_sketch(written(document)).strokes] == ["WINDOWS"]


def test_rows_and_columns_of_a_reference_are_turned_with_it(document) -> None:
    document.blocks.new("A").add_line((0, 0), (1, 0))
    grid = {"row_count": 2, "column_count": 3, "row_spacing": 10, "column_spacing": 5, "rotation": 90}
    document.modelspace().add_blockref("A", (0, 0), dxfattribs=grid)
    starts = [tuple(np.round(stroke.points[0, :2], 6)) for stroke in dxf_sketch(written(document)).strokes]
    assert starts == [(0, 0), (0, 5), (0, 10), (-10, 0), (-10, 5), (-10, 10)]


def test_arcs_in_a_scaled_block_are_as_fine_as_others(document) -> None:
    document.blocks.new("A").add_circle((0, 0), 1)
    document.modelspace().add_blockref("A", (0, 0), dxfattribs={"xscale": 1000, "yscale": 1000})
    (ring,) = dxf_sketch(written(document)).strokes
    middles = (ring.points + np.roll(ring.points, -1, axis=0)) / 2
    assert 1000.0 - np.hypot(middles[:, 0], middles[:, 1]).min() <= 1.0


def test_units_of_the_header_and_their_absence(document) -> None:
    document.modelspace().add_line((0, 0), (1, 0))
    for code, unit in ((6, 1000.0), (1, 25.4), (0, None), (20, None)):
        document.header["$INSUNITS"] = code
        assert dxf_sketch(written(document)).unit_mm == unit
    assert dxf_sketch(written(document), 304.8).unit_mm == 304.8


def test_texts_stand_where_their_lower_left_corner_is(document) -> None:
    space = document.modelspace()
    space.add_text("left", height=10).set_placement((5, 7))
    space.add_text("high", height=10).set_placement((5, 7), align=TextEntityAlignment.TOP_LEFT)
    space.add_mtext("{\\fArial;two}\\Plines", dxfattribs={"char_height": 3, "insert": (0, 0)})
    writings = dxf_sketch(written(document)).writings
    assert [one.text for one in writings] == ["left", "high", "two", "lines"]
    assert (writings[0].at, writings[1].at) == ((5.0, 7.0), (5.0, -3.0))
    assert (writings[2].at[1], writings[3].at[1]) == (pytest.approx(-3.0), pytest.approx(-8.0))


def test_texts_between_two_points_run_from_one_to_the_other(document) -> None:
    """What the file says of the height and turn of aligned ones is not used."""
    space = document.modelspace()
    for align in (TextEntityAlignment.ALIGNED, TextEntityAlignment.FIT):
        text = space.add_text("between", height=4, rotation=104)
        text.set_placement((10, 20), (14, 23), align=align)
    aligned, fitted = dxf_sketch(written(document)).writings
    for one in (aligned, fitted):
        assert one.at == (10.0, 20.0)
        assert one.rotation_deg == pytest.approx(math.degrees(math.atan2(3, 4)))
    assert text_width_mm("between", aligned.height) == pytest.approx(5.0)
    assert fitted.height == 4.0


def test_long_paragraphs_are_broken_between_words_at_their_column(document) -> None:
    words = " ".join(["modules"] * 60)
    document.modelspace().add_mtext(words, dxfattribs={"char_height": 2.5, "insert": (0, 0), "width": 60})
    writings = dxf_sketch(written(document)).writings
    assert " ".join(one.text for one in writings) == words
    assert len(writings) > 8
    assert all(text_width_mm(one.text, 2.5) <= 60 * 1.15 for one in writings)
    assert [one.at[1] for one in writings] == sorted((one.at[1] for one in writings), reverse=True)


def test_further_columns_of_older_files_stand_where_they_are(document) -> None:
    space = document.modelspace()
    space.add_mtext_static_columns(["one", "two", "three"], 20, 2, 30, dxfattribs={"char_height": 2.5})
    found = [(one.text, one.at[0]) for one in dxf_sketch(written(document)).writings]
    assert found == [("one", 0.0), ("two", pytest.approx(22.0)), ("three", pytest.approx(44.0))]


def test_a_block_that_is_clipped_is_whole_and_that_is_told(document) -> None:
    block = document.blocks.new("WINDOW")
    block.add_lwpolyline([(0, 0), (8, 0), (8, 8), (0, 8)], close=True)
    space = document.modelspace()
    whole, clipped = (space.add_blockref("WINDOW", (x, 0)) for x in (0, 20))
    XClip(clipped).set_block_clipping_path([(0, 0), (4, 4)])
    sketch = dxf_sketch(written(document))
    assert [len(one.points) for one in sketch.strokes] == [4, 4]
    assert left_out_words(sketch.left_out) == ("1 frame that clips a block",)
    assert whole.dxf.name == "WINDOW"


def test_layers_that_are_off_are_told_and_invisible_things_left_out(document) -> None:
    document.layers.add("FURNITURE").off()
    space = document.modelspace()
    space.add_line((0, 0), (1, 0), dxfattribs={"layer": "FURNITURE"})
    space.add_line((0, 0), (9, 0), dxfattribs={"invisible": 1})
    space.add_ray((0, 0), (1, 0))
    sketch = dxf_sketch(written(document))
    assert [(one.name, one.open, one.hidden) for one in layer_counts(sketch)] == [("FURNITURE", 1, True)]
    assert sketch.left_out == (("construction lines", 1),)


def test_a_whole_turn_that_is_written_a_little_longer_is_one(document) -> None:
    space = document.modelspace()
    space.add_ellipse((0, 0), (10, 0), 0.5, start_param=0.0, end_param=6.283186)
    space.add_arc((0, 0), 10, 90, 450.0000001)
    ellipse, circle = dxf_sketch(written(document)).strokes
    assert (ellipse.closed, circle.closed) == (True, True)
    assert size_of([circle]) == pytest.approx((-10.0, -10.0, 10.0, 10.0), abs=0.1)


def test_points_are_crosses_but_not_within_blocks(document) -> None:
    document.blocks.new("A").add_point((5, 5))
    document.modelspace().add_blockref("A", (0, 0))
    document.modelspace().add_point((100, 0))
    assert size_of(dxf_sketch(written(document)).strokes) == (50.0, -50.0, 150.0, 50.0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (doubling(24), "50,331,647 entities"),
        (doubling(40), "about 10^12 entities"),
        (chain(1500), "more than 48 deep"),
        (dxf(insert("A"), block("A", LINE + insert("A"))), "block 'A' contains itself"),
        (dxf(insert("A"), block("A", insert("B")) + block("B", insert("A"))), "contains itself"),
        (
            dxf(insert("A", " 70\n32767\n 71\n32767\n 44\n1.0\n 45\n1.0\n"), block("A", LINE)),
            "about 10^9 entities",
        ),
        (dxf(LINE.replace("100.0", "nan")), "1 line without sound coordinates only"),
        (dxf(LINE.replace("100.0", "1e300")), "1 line without sound coordinates only"),
        (dxf(LINE * (MOST_ENTITIES + 1)), "250,000 at most"),
        (b"  0\nSECTION\n" + b"\n" * (MOST_LINES + 1), "lines"),
        (b"A" * 41_000_000, "no DXF"),
        (b"AC1027\0\0\0", "it is a DWG file; save it as DXF"),
        (b"PK\3\4 hello", "no DXF"),
        (b"\0" * 100_000, "no DXF"),
        (dxf(""), "holds nothing that can be imported"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else value,
)
def test_hostile_and_foreign_files_are_refused_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        dxf_sketch(content)
    assert words in caught.value.sentence()
    assert caught.value.remedy
    assert "\n" not in caught.value.sentence()


@pytest.mark.parametrize("bad", ["nan", "1e300", "-inf"])
def test_one_broken_line_does_not_cost_the_others(bad: str) -> None:
    sketch = dxf_sketch(dxf(LINE + LINE.replace("100.0", bad) + LINE))
    assert size_of(sketch.strokes) == (0.0, 0.0, 100.0, 50.0)


@pytest.mark.parametrize("bad", ["abc", ""])
def test_an_entity_with_a_place_that_is_no_number_is_left_out_and_told(bad: str) -> None:
    sketch = dxf_sketch(dxf(LINE + LINE.replace("50.0", bad) + LINE))
    assert [stroke.points[:, :2].tolist() for stroke in sketch.strokes] == [[[0, 0], [100, 50]]] * 2
    assert sketch.left_out == (("broken entities", 1),)


def test_a_file_cut_short_is_read_as_far_as_it_goes(document) -> None:
    for number in range(50):
        document.modelspace().add_line((0, 0), (number + 1, 0))
    content = written(document)
    cut = content[: content.index(b"\nLINE", content.index(b"ENTITIES")) + 2500]
    sketch = dxf_sketch(cut)
    assert 10 < len(sketch.strokes) < 50
    assert sketch.left_out == (("entity at the end, where the file was cut short", 1),)


def test_values_that_were_shifted_by_a_line_are_found_again(document) -> None:
    for number in range(20):
        document.modelspace().add_line((0, 0), (number + 1, 0))
    lines = written(document).split(b"\n")
    at = lines.index(b"AcDbLine") + 6
    sketch = dxf_sketch(b"\n".join((*lines[:at], *lines[at + 1 :])))
    assert len(sketch.strokes) == 19
    assert sketch.left_out == (("broken entities", 1),)


DAMAGED = [b"nan", b"1e300", b"-1", b"99999999999", b"", b"INSERT", b"SEQEND", b"*Model_Space", b"\xff\xfe"]


@given(st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_a_damaged_file_is_read_or_refused_with_a_remedy(random) -> None:
    lines = bytearray(RICH).split(b"\n")
    for _ in range(random.randint(1, 12)):
        at = random.randrange(len(lines))
        match random.randrange(4):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, random.choice(lines))
            case _:
                lines[at] = random.choice(DAMAGED)
    try:
        sketch = dxf_sketch(b"\n".join(lines))
    except InputError as error:
        sentence = error.sentence()
    else:
        sentence = "read"
        assert all(np.isfinite(stroke.points).all() for stroke in sketch.strokes)
    assert "\n" not in sentence


def test_one_line_of_far_too_many_points_is_refused_before_it_is_read(monkeypatch) -> None:
    made = ezdxf.new("R2000")
    made.modelspace().add_lwpolyline([(n, n % 7) for n in range(500)])
    monkeypatch.setattr(dxf_document, "LONGEST_ENTITY", 1000)
    monkeypatch.setattr(dxf_document, "MOST_ENTITY_POINTS", 500)
    assert len(dxf_sketch(written(made)).strokes[0].points) == 500
    monkeypatch.setattr(dxf_document, "MOST_ENTITY_POINTS", 499)
    with pytest.raises(InputError, match="a line of it has 500 points"):
        dxf_sketch(written(made))


def test_the_file_is_named_in_what_is_told(tmp_path) -> None:
    file = tmp_path / "none.dxf"
    with pytest.raises(InputError, match=r"none\.dxf: there is no such file"):
        read_dxf(file)
    file.write_bytes(b"hello")
    with pytest.raises(InputError, match=r"none\.dxf: it is no DXF drawing"):
        read_dxf(file)
