"""DXF drawings that refer to themselves, multiply, or hold numbers that are none."""

import io
from collections.abc import Callable, Iterator

from tests.hostile.threat import IMPORT, Threat
from tests.io.dxf_texts import HEADER, LINE, block, chain, doubling, dxf, insert


def threats() -> Iterator[Threat]:
    """All drawings."""
    for what, make, words in _drawings():
        command = (*IMPORT, "--unit", "m", "--layers", "0=surface")
        yield Threat("DXF", what, "a.dxf", make, words, command, heavy=what in _HEAVY)


_HEAVY = frozenset(
    {
        "251,000 entities",
        "249,000 lines and a grid of 10^12",
        "249,000 lines to nowhere",
        "249,000 solids",
        "90,000 points in a spline of 1e300",
    }
)

Made = tuple[str, Callable[[], bytes], str]


def _drawings() -> Iterator[Made]:
    yield "41 MB", lambda: dxf(LINE).ljust(41_000_000), "it is too large"
    yield "6 million lines of text", lambda: dxf(LINE + "999\n\n" * 3_000_000), "5,000,000 lines"
    yield "251,000 entities", lambda: dxf(LINE * 251_000), "250,000 at most"
    yield "a grid of a million times a million", lambda: _grid(10**6, 10**6), "300,000 at most"
    yield "a grid of a million", lambda: _grid(10**6, 1), "300,000 at most"
    yield "a grid of −2^31", lambda: _grid(-(2**31), 2), "300,000 at most"
    yield "a roof of a million corners", lambda: _round_roof(1_000_000), "100,000 at most"
    yield "a roof of 50,000 corners", lambda: _round_roof(50_000), "a surface has 2,000 at most"
    yield "a block in itself", lambda: dxf(insert("A"), block("A", LINE + insert("A"))), "contains itself"
    yield "blocks in a circle", _circle, "contains itself"
    yield "blocks that double 40 times", lambda: doubling(40), "about 10^12"
    yield "blocks 100 deep", lambda: chain(100), "more than 48 deep"
    yield "249,000 lines and a grid of 10^12", lambda: _grid(10**6, 10**6, LINE * 249_000), "at most"
    yield "249,000 lines to nowhere", lambda: dxf(LINE.replace("100.0", "nan") * 249_000), "nothing that can"
    yield "249,000 solids", lambda: dxf("  0\n3DSOLID\n  8\n0\n" * 249_000), "249,000 solids only"
    yield "lines from NaN to 1e300", _no_numbers, "nothing that can be imported"
    yield "a circle of 1e300", lambda: dxf(_round("1e300")), "nothing"
    yield "90,000 points in a spline of 1e300", _spline, "nothing"
    yield "a drawing of AutoCAD", lambda: b"AC1027\0" + bytes(500), "DWG file"
    yield "rubbish", lambda: bytes(range(256)) * 1_000, "no DXF drawing"
    yield "rubbish behind a beginning", lambda: HEADER.encode() + b"\xff\0\n" * 100_000, "it"
    yield "10 MB of binary rubbish", lambda: b"AutoCAD Binary DXF\r\n\x1a\0" + b"\1" * 9_000_000, "broken"


def _round_roof(corners: int) -> bytes:
    import math

    turn = 2.0 * math.pi / corners
    head = f"  0\nLWPOLYLINE\n  5\nA0\n100\nAcDbEntity\n  8\n0\n100\nAcDbPolyline\n 90\n{corners}\n 70\n1\n"
    vertex = " 10\n{:.4f}\n 20\n{:.4f}\n"
    ring = (vertex.format(90.0 * math.cos(n * turn), 90.0 * math.sin(n * turn)) for n in range(corners))
    return dxf(head + "".join(ring)).replace(b"AC1009", b"AC1015")


def _grid(rows: int, columns: int, more: str = "") -> bytes:
    times = f" 70\n{columns}\n 71\n{rows}\n 44\n1.0\n 45\n1.0\n"
    return dxf(more + insert("A", times), block("A", LINE))


def _circle() -> bytes:
    blocks = "".join(block(f"B{n}", LINE + insert(f"B{(n + 1) % 9}")) for n in range(9))
    return dxf(insert("B0"), blocks)


def _no_numbers() -> bytes:
    return dxf(LINE.replace("100.0", "nan") + LINE.replace("100.0", "1e300") + LINE.replace("100.0", "-inf"))


def _round(radius: str) -> str:
    return f"  0\nCIRCLE\n  8\n0\n 10\n0.0\n 20\n0.0\n 40\n{radius}\n"


def _spline() -> bytes:
    import ezdxf

    made = ezdxf.new("R2000")
    made.modelspace().add_spline([(n, 1e300 * (n % 2)) for n in range(90_000)])
    stream = io.StringIO()
    made.write(stream)
    return stream.getvalue().encode()
