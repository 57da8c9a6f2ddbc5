"""Project files, stock files, backups of devices: JSON that floods, lies or never ends."""

import base64
import json
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from tests.hostile.threat import FILE, PLAN, Threat


def threats() -> Iterator[Threat]:
    """All files in JSON that a person may be sent."""
    yield from _of("project", "house.trunkline", PLAN, _projects())
    yield from _of("stock", "stock.json", ("stock", "list"), _stocks(), variable="TRUNKLINE_STOCK")
    serials = ("serials", "{numbered}", "--opendtu", FILE, "-o", "{config}")
    yield from _of("backup", "config.json", serials, _backups())


Made = tuple[str, Callable[[], bytes], str, bool]
"""What it threatens, how it is made, words of the refusal, and whether it is heavy."""


def _of(
    reader: str, name: str, command: tuple[str, ...], made: Iterator[Made], variable: str = ""
) -> Iterator[Threat]:
    for what, make, words, heavy in made:
        yield Threat(reader, what, name, make, words, command, variable, heavy)


def project(**over: Any) -> bytes:
    """The gable with other fields in its design."""
    from designer.io.examples import example_path

    document = json.loads(example_path("gable").read_bytes())
    document["design"].update(over)
    return json.dumps(document).encode()


def _first(kind: str, **over: Any) -> dict[str, Any]:
    return {**json.loads(project())["design"][kind][0], **over}


def _with_number(text: str) -> bytes:
    """A corner of the roof at a number that is written like this."""
    surface = _first("surfaces")
    surface["outline"][0][0] = "HERE"
    return project(surfaces=[surface]).replace(b'"HERE"', text.encode())


def _projects() -> Iterator[Made]:
    yield "65 MB", lambda: b'{"format": "trunkline-project"}'.ljust(68_000_000), "it is too large", False
    yield (
        "5 million empty lists",
        lambda: _inside(b"[" + b"[]," * 5_000_000 + b"1]"),
        "1,200,000 values",
        False,
    )
    yield "200,000 levels", lambda: _inside(b"[" * 200_000), "nested too deeply", False
    for text in ("NaN", "Infinity", "1e999"):
        yield f"{text} as a corner", lambda text=text: _with_number(text), "number", False
    yield "1e300 as a corner", lambda: _with_number("1e300"), "is too large", False
    yield "a number of 5,000 digits", lambda: _with_number("9" * 5000), "is too large a number", False
    yield (
        "a number of a million digits",
        lambda: _with_number("0." + "1" * 10**6 + "e999"),
        "too large",
        False,
    )
    yield "a roof of 220,000 corners", lambda: _round_roof(220_000), "corners; 2,000 at most", True
    yield (
        "100,000 unknown names",
        lambda: project(**{f"zq{n}": 0 for n in range(10**5)}),
        "unknown fields",
        False,
    )
    yield (
        "an unknown name of a megabyte",
        lambda: project(**{"surface" * 150_000: 0, "surfaces": 1}),
        "list",
        False,
    )
    yield "125,000 modules", lambda: _modules(125_000), "more than 120,000 things", True
    yield "2,000 surfaces", lambda: _surfaces(2_000), "2,000 surfaces", False
    yield "20,000 rows of unknown surfaces", _lost_rows, "there is no surface", True
    yield "320,000 points of underlays", lambda: project(underlays=_underlays()), "300,000 at most", True
    yield "a water line of 50,000 points", lambda: _wet(50_000), "1,000 at most", False
    yield "4,000 pieces of a shelf", lambda: project(offcuts=_offcuts(4_000)), "3,000 at most", False
    yield "a text of a megabyte", lambda: project(texts=[_text("a" * 10**6)]), "characters", False
    yield "a picture of 3,600 megapixels", lambda: project(pictures=[_bomb()]), "60000 × 60000 pixels", False
    yield "names that a terminal obeys", lambda: project(**{"surfac\x1b[2Jes": 0}), "unknown field", False
    yield (
        "a field given twice",
        lambda: project().replace(b'"rows"', b'"surfaces": [], "rows"', 1),
        "twice",
        False,
    )
    yield "another encoding", lambda: project().decode().encode("utf-16"), "no Trunkline project", False


def _inside(value: bytes) -> bytes:
    return b'{"format": "trunkline-project", "version": 1, "design": {"x-mine": ' + value + b"}}"


def _round_roof(corners: int) -> bytes:
    import math

    turn = 2.0 * math.pi / corners
    ring = [[9e5 + 8e5 * math.cos(n * turn), 9e5 + 8e5 * math.sin(n * turn)] for n in range(corners)]
    return project(surfaces=[_first("surfaces", outline=ring, edges=["eave"] * corners)], rows=[])


def _modules(number: int) -> bytes:
    modules = [{"id": f"M{n + 1000}", "along_mm": 2.0 * n} for n in range(number)]
    return project(rows=[_first("rows", modules=modules)], next_number=number + 2000, serials={})


def _surfaces(number: int) -> bytes:
    one = _first("surfaces", obstacles=[], water_lines=[])
    return project(surfaces=[{**one, "id": f"S{n}"} for n in range(number)], rows=[], next_number=9999)


def _lost_rows() -> bytes:
    row = _first("rows")
    rows = [
        {**row, "id": f"R{n}x", "surface": f"gone{n}", "modules": [{"id": f"m{n}", "along_mm": 0.0}]}
        for n in range(20_000)
    ]
    return project(rows=rows)


def _underlays() -> list[dict[str, Any]]:
    lines = [{"points": [[1.5 * n, 2.5 * n] for n in range(25)]} for _ in range(3_200)]
    return [{"id": f"u{n}", "name": "plan", "lines": lines} for n in range(4)]


def _wet(points: int) -> bytes:
    line = {"id": "w1", "points": [[n % 7 * 1000.0, n % 5 * 900.0 + n * 0.01] for n in range(points)]}
    return project(surfaces=[_first("surfaces", water_lines=[line])], rows=[])


def _offcuts(number: int) -> list[dict[str, Any]]:
    return [{"id": f"q{n}", "product": "k2-singlerail-36", "length_mm": 1000.0 + n} for n in range(number)]


def _text(text: str) -> dict[str, Any]:
    return {"id": "t1", "surface": _first("surfaces")["id"], "at": [1000.0, 1000.0], "text": text}


def _bomb() -> dict[str, Any]:
    quad = [[0, 0], [9, 0], [9, 9], [0, 9]]
    data = base64.b64encode(png(60_000, 60_000)).decode()
    size = {"width_px": 100, "height_px": 100}
    return {
        "id": "p1",
        "name": "a",
        "media": "image/png",
        "data": data,
        "pixels": quad,
        "places": quad,
        **size,
    }


def png(width: int, height: int, rows: bytes = b"\0" * 1_000_000) -> bytes:
    """A PNG of three colours that says it is so large."""
    return packed_png(width, height, zlib.compress(rows, 1), kind=2)


def packed_png(width: int, height: int, rows: bytes, *, kind: int) -> bytes:
    """A PNG of rows that are packed already; kind 2 has three colours, kind 6 transparency as well."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _stocks() -> Iterator[Made]:
    yield "20 MB", lambda: b" " * 20_000_000, "it is too large", False
    yield "5 million values", lambda: b"[" + b"0," * 5_000_000 + b"0]", "1,200,000 values", False
    yield "200,000 levels", lambda: b"[" * 200_000, "nested too deeply", False
    yield "a length of 1e300", lambda: _stock("1e300"), "the length is 1e+300 mm", False
    yield "a length that is no number", lambda: _stock("NaN"), "NaN is not a number", False


def _stock(length: str) -> bytes:
    piece = '{"id": "shelf-1", "product": "a", "length_mm": ' + length + "}"
    shelf = '{"pieces": [' + piece + '], "next_number": 2}'
    return ('{"format": "trunkline-stock", "version": 1, "shelf": ' + shelf + "}").encode()


def _backups() -> Iterator[Made]:
    yield "2 MB", lambda: b'{"wifi": 1}'.ljust(2_000_000), "it is too large", True
    yield "100,000 levels", lambda: b"[" * 100_000, "nested too deeply", False
    yield "a list in place of an object", lambda: b"[]", "no configuration", True
    yield "inverters that are none", lambda: b'{"inverters": [1, 2]}', "its inverters are no list", False
