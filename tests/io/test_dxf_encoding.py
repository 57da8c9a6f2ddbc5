r"""Letters in DXF files: code pages, UTF-8, and escapes such as `\U+00C4`, wherever they stand."""

import io

import ezdxf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.io.dxf_encoding import ascii_of, encoding_of, unescaped
from designer.io.dxf_sketch import dxf_sketch
from tests.effort import examples
from tests.io.dxf_texts import LINE

PAGES = {
    "ANSI_1250": ("cp1250", "Střecha ąęł"),
    "ansi_1251": ("cp1251", "Крыша"),
    "ANSI_1252": ("cp1252", "Dachfläche Süd"),
    "ANSI_1253": ("cp1253", "Στέγη"),
    "ANSI_932": ("cp932", "屋根"),
    "ANSI_936": ("gbk", "屋顶"),
    "dos850": ("cp850", "Dachfläche"),
    "dos852": ("cp852", "Střecha"),
    "iso8859_2": ("iso8859-2", "Dach główny"),
    "mac-roman": ("mac_roman", "Dachfläche"),
}


def drawing(layer: bytes, page: str | None = None, version: str = "AC1015", text: bytes = b"x") -> bytes:
    """A file with one line and one text on one layer, which is switched off."""
    named = f"  9\n$DWGCODEPAGE\n  3\n{page}\n" if page else ""
    head = f"  0\nSECTION\n  2\nHEADER\n  9\n$ACADVER\n  1\n{version}\n{named}  0\nENDSEC\n".encode()
    table = b"  0\nTABLE\n  2\nLAYER\n 70\n1\n  0\nLAYER\n  2\n%s\n 70\n0\n 62\n-7\n  0\nENDTAB\n"
    tables = b"  0\nSECTION\n  2\nTABLES\n" + table % layer + b"  0\nENDSEC\n"
    line = LINE.encode().replace(b"  8\n0\n", b"  8\n" + layer + b"\n")
    words = b"  0\nTEXT\n  8\n" + layer + b"\n 10\n0.0\n 20\n0.0\n 40\n2.5\n  1\n" + text + b"\n"
    return head + tables + b"  0\nSECTION\n  2\nENTITIES\n" + line + words + b"  0\nENDSEC\n  0\nEOF\n"


def read(data: bytes) -> tuple[str, str, bool]:
    """Name of the layer, the text, and whether the layer is known to be off."""
    sketch = dxf_sketch(data)
    (layer,) = sketch.layers
    return layer, sketch.writings[0].text, layer in sketch.hidden


@pytest.mark.parametrize("page", PAGES)
def test_letters_are_those_of_the_code_page_that_the_file_names(page: str) -> None:
    encoding, word = PAGES[page]
    coded = word.encode(encoding)
    assert read(drawing(coded, page, text=coded)) == (word, word, True)


@pytest.mark.parametrize("version", ["AC1009", "AC1015", "AC1027"])
def test_escapes_are_read_in_names_of_layers_and_in_texts(version: str) -> None:
    layer, text = rb"Dachfl\U+00E4che", rb"\U+5C4B\U+6839 \M+18CEA \U+20AC"
    assert read(drawing(layer, "ANSI_1252", version, text)) == ("Dachfläche", "屋根 語 €", True)


def test_an_escaped_name_of_a_layer_is_the_same_as_one_that_is_not() -> None:
    """Some programs write both in one file."""
    data = drawing(rb"S\U+00FCd").replace(rb"\U+00FC", b"\xfc", 1)
    assert read(data)[0] == "Süd"


def test_blocks_with_escaped_names_are_found() -> None:
    made = ezdxf.new("R2000")
    made.blocks.new("屋根窓").add_line((0, 0), (1, 0))
    made.modelspace().add_blockref("屋根窓", (0, 0), dxfattribs={"layer": "屋根"})
    stream = io.StringIO()
    made.write(stream)
    data = stream.getvalue().encode("cp1252", errors="dxfreplace")
    assert b"\\U+5c4b" in data
    (part,) = dxf_sketch(data).parts
    assert (part.layer, part.block) == ("屋根", "屋根窓")


def test_escapes_are_read_in_broken_and_in_binary_files() -> None:
    layer, text = rb"Dachfl\U+00E4che", b"S\x81d"
    broken = drawing(layer, "dos850", text=text).replace(b"  0\nLINE", b"stray\n  0\nLINE")
    assert read(broken) == ("Dachfläche", "Süd", True)
    made = ezdxf.new("R2000")
    made.modelspace().add_line((0, 0), (1, 0), dxfattribs={"layer": "屋根"})
    stream = io.BytesIO()
    made.write(stream, fmt="bin")
    assert dxf_sketch(stream.getvalue()).layers == ("屋根",)


def test_files_that_are_utf_8_although_they_name_a_page_and_the_other_way_round() -> None:
    word = "Dachfläche Süd"
    utf_8, western = word.encode(), word.encode("cp1252")
    assert read(drawing(utf_8, "ANSI_1252", text=utf_8)) == (word, word, True)
    assert read(drawing(western, "ANSI_1252", "AC1027", western)) == (word, word, True)
    assert read(b"\xef\xbb\xbf" + drawing(utf_8, None, "AC1027", utf_8)) == (word, word, True)


@pytest.mark.parametrize("page", ["undefined", "ANSI_99999", "ANSI_037x", "hex", "rot13", "dos1"])
def test_pages_that_nobody_knows_are_western_ones(page: str) -> None:
    assert encoding_of(drawing(b"\xe4", page)) == "cp1252"


@pytest.mark.parametrize("escape", [r"\U+000A", r"\U+0000", r"\U+D800", r"\U+2028", r"\U+FFF", r"\u+00C4"])
def test_what_would_break_a_line_or_is_no_letter_stays_as_it_is_written(escape: str) -> None:
    assert unescaped(f"a{escape}b") == f"a{escape}b"


@settings(max_examples=examples(60))
@given(st.text(st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters="\\")))
def test_what_was_escaped_is_read_again(text: str) -> None:
    escaped = ascii_of(text.encode())
    assert escaped.isascii()
    assert unescaped(escaped.decode()) == text
