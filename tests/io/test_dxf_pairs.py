"""What is kept of broken DXF files, and how much work a file may make that holds nothing."""

import random

import pytest

from designer.core.errors import InputError
from designer.io import dxf_document as reading
from designer.io import dxf_pairs as pairs
from designer.io.dxf_document import dxf_document
from designer.io.dxf_pairs import is_paired, lines_of, mended
from tests.io.dxf_texts import HEADER, LINE, dxf

BINARY = b"AutoCAD Binary DXF\r\n\x1a\x00"


def test_files_with_a_line_too_many_or_too_few_are_told_from_sound_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Wherever the end of a chunk falls."""
    data = dxf(LINE * 3)
    lines = data.split(b"\n")
    for size in range(1, 40):
        monkeypatch.setattr(pairs, "_CHUNK_BYTES", size)
        assert is_paired(data)
        assert is_paired(data + b"\x1a\r\n")
        assert is_paired(data.replace(b"\n", b"\r\n"))
        assert not is_paired(b"\n".join((*lines[:40], b"x", *lines[40:])))
        assert not is_paired(b"\n".join((*lines[:41], *lines[42:])))


def test_a_file_of_spaces_is_not_looked_through_for_each_of_them() -> None:
    """A pattern that goes back for every one of them takes 39 million times 39 million steps."""
    with pytest.raises(InputError, match="no DXF drawing"):
        dxf_document(HEADER.encode().replace(b"SECTION", b" " * 39_000_000))


def test_only_the_entity_with_a_lost_value_is_left_out() -> None:
    lines = lines_of(dxf(LINE * 3))
    second = [at for at, line in enumerate(lines) if line == b"LINE"][1]
    for gone in range(second + 1, second + 10):
        kept = mended([*lines[:gone], *lines[gone + 1 :]])
        kinds = [value for code, value in kept.pairs if code == 0]
        assert kept.left_out in {0, 1}
        assert kinds.count(b"LINE") >= 2
        assert kinds[-2:] == [b"ENDSEC", b"EOF"]


_BARE = "  0\nLWPOLYLINE\n  5\nFF\n  8\nROOF\n 90\n3\n 70\n1\n" + "".join(
    f" 10\n{x}\n 20\n{y}\n" for x, y in ((0, 0), (9, 0), (9, 5))
)
_UNITS = "  9\n$INSUNITS\n 70\n6\n"


@pytest.mark.parametrize("version", ["", "  9\n$ACADVER\n  1\nAC1009\n", "  9\n$ACADVER\n  1\nAC1032\n"])
@pytest.mark.parametrize("header", ["", "  0\nSECTION\n  2\nHEADER\n{}  0\nENDSEC\n"])
def test_polylines_without_the_mark_of_their_subclass_are_read(version: str, header: str) -> None:
    """Simple programs write them so; ezdxf reads nothing of such a file."""
    head = header.format(_UNITS + version)
    body = f"  0\nSECTION\n  2\nENTITIES\n{LINE}{_BARE}  0\nENDSEC\n  0\nEOF\n"
    opened = dxf_document((head + body).encode())
    line, polyline = opened.document.modelspace()
    assert (line.dxftype(), polyline.dxf.layer, polyline.closed) == ("LINE", "ROOF", True)
    assert [point[:2] for point in polyline.get_points()] == [(0, 0), (9, 0), (9, 5)]
    assert opened.left_out == 0
    if header:
        assert opened.document.units == 6


def test_a_table_entry_with_a_lost_value_keeps_the_others() -> None:
    lines = [b"  0", b"LAYER", b"  2", b"ROOF", b" 62", b"red", b" 70", b"0", b"  0", b"EOF"]
    assert mended(lines).pairs == ((0, b"LAYER"), (2, b"ROOF"), (70, b"0"), (0, b"EOF"))


def kept(text: str) -> str:
    """What is kept of lines, pair by pair: `code=value`."""
    lines = [part.encode() for pair in text.split() for part in pair.partition("=")[::2]]
    return " ".join(f"{code}={value.decode()}" for code, value in mended(lines).pairs)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        # a variable of the header goes with its value, and one without a value
        ("0=SECTION 2=HEADER 9=$A 70=x 9=$B 70=1 9=$C 0=ENDSEC", "0=SECTION 2=HEADER 9=$B 70=1 0=ENDSEC"),
        ("0=SECTION 2=HEADER 70=5 9=$B 70=1 9=no 70=1 0=ENDSEC", "0=SECTION 2=HEADER 9=$B 70=1 0=ENDSEC"),
        # of an entry of a table what is left, but not without its name
        ("0=LAYER 2=ROOF 62=red 1001=APP 1000=x 0=ENDTAB", "0=LAYER 2=ROOF 0=ENDTAB"),
        ("0=LAYER 62=red 70=0 0=ENDTAB", "0=ENDTAB"),
        # what follows a polyline or a reference goes with it
        ("0=POLYLINE 66=x 0=VERTEX 10=1 0=SEQEND 8=0 0=LINE 8=0", "0=LINE 8=0"),
        ("0=INSERT 41=x 0=ATTRIB 1=a 0=SEQEND 8=0 0=INSERT 2=A 0=ATTRIB 1=b", "0=INSERT 2=A 0=ATTRIB 1=b"),
        (
            "0=POLYLINE 66=1 0=VERTEX 10=x 0=VERTEX 10=2 0=SEQEND 8=0",
            "0=POLYLINE 66=1 0=VERTEX 10=2 0=SEQEND 8=0",
        ),
        # notes of applications, closed or not, and sections that hold no drawing
        ("0=LINE 102={X 330=1F 102=} 8=0", "0=LINE 8=0"),
        ("0=LINE 102={X 330=1F 100=AcDbEntity 8=0", "0=LINE 100=AcDbEntity 8=0"),
        (
            "0=SECTION 2=OBJECTS 0=X 1=y 0=ENDSEC 0=SECTION 2=ENTITIES 0=ENDSEC",
            "0=SECTION 2=ENTITIES 0=ENDSEC",
        ),
    ],
)
def test_of_what_is_broken_all_that_is_whole_is_kept(given: str, wanted: str) -> None:
    assert kept(given) == wanted


@pytest.mark.parametrize(("code", "value"), [(70, b"4.0"), (10, b" 1e3 "), (310, b"0aFF"), (5, b"1F")])
def test_values_that_others_write_a_little_differently_are_kept(code: int, value: bytes) -> None:
    lines = [b"  0", b"CIRCLE", b"%d" % code, value]
    assert mended(lines).pairs == ((0, b"CIRCLE"), (code, value))


def junk(kind: str) -> bytes:
    chance = random.Random(1)
    head = HEADER.encode()
    words = [b"LINE", b"0", b"10", b"8", b"abc", b"1.0", b"SECTION", b"70", b"-5", b"x1y2"]
    match kind:
        case "words":
            return head + b"\n".join(chance.choice(words) for _ in range(300_000))
        case "prose":
            return head + b"no numbers in this\n" * 200_000 + LINE.encode()
        case "kinds only":
            return head + b"  0\nLINE\n" * (reading.MOST_MENDED + 1)
        case "binary zeros":
            return BINARY + bytes(9_000_000)
        case _:
            return BINARY + b"\x00SECTION\x00" + b"\x08A\x00" * (reading.MOST_BINARY_VALUES + 1)


@pytest.mark.parametrize("kind", ["words", "prose", "kinds only", "binary zeros", "binary without end"])
def test_junk_is_refused_before_much_is_made_of_it(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """Each of these took seconds while ezdxf read all of it, up to three times."""
    monkeypatch.setattr(reading, "MOST_BINARY_VALUES", 1000)
    content, made = junk(kind), []
    real = reading.recover.Recover.run
    monkeypatch.setattr(reading.recover.Recover, "run", lambda *a, **k: made.append(1) or real(*a, **k))
    with pytest.raises(InputError) as caught:
        dxf_document(content)
    assert caught.value.remedy
    assert len(made) <= (kind == "words")
