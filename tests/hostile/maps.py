"""Maps: GeoJSON, KML and KMZ that flood, nest, point outside or unpack to gigabytes."""

import io
import json
import math
import zipfile
from collections.abc import Callable, Iterator, Sequence

from tests.hostile.threat import IMPORT, Threat


def threats() -> Iterator[Threat]:
    """All maps."""
    for what, make, words in _geojson():
        yield Threat("GeoJSON", what, "roofs.geojson", make, words, IMPORT, heavy=what in _HEAVY)
    for what, make, words in _kml():
        yield Threat("KML", what, "roofs.kml", make, words, IMPORT)
    for what, make, words in _kmz():
        yield Threat("KMZ", what, "roofs.kmz", make, words, IMPORT)


_HEAVY = frozenset({"the last of 14,500 faces is bad", "2,000 faces of a town"})

Made = tuple[str, Callable[[], bytes], str]


def _geojson() -> Iterator[Made]:
    yield "70 MB", lambda: b'{"type": "FeatureCollection"}'.ljust(70_000_000), "it is too large"
    yield "5 million zeros as features", lambda: _features(b"0," * 5_000_000 + b"0"), "far more values"
    yield "a million corners", lambda: _features(_MILLION), "more than 180,000 positions"
    yield "a roof of 100,000 corners", lambda: _collection([_face(_ring(100_000))]), "2,000 at most"
    yield "200,000 levels", lambda: _features(b"[" * 200_000), "nested too deeply"
    yield "NaN", lambda: _collection([_face(_ring(4))]).replace(b"11.0001", b"NaN", 1), "not JSON"
    yield "1e300", lambda: _collection([_face([[1e300, 48.0], *_ring(4)])]), "is out of range"
    yield "a roof of a continent", lambda: _collection([_face([[11, 48], [19, 48], [19, 55]])]), "longer than"
    yield "2,000 obstacles over 1,000 faces", _crowd, "lie on too many roof faces"
    yield (
        "2,000 faces of a town",
        lambda: _collection([_face(_ring(4))] * 2_000),
        "1,000 at most make a project",
    )
    yield "the last of 14,500 faces is bad", _late, "is out of range"
    yield "an id of a megabyte", lambda: _collection([_face([[1, 2]], id="a" * 10**6)]), "three corners"
    yield (
        "an id that a terminal obeys",
        lambda: _collection([_face([[1, 2]], id="\x1b]0;x\x07")]),
        "three corners",
    )


_MILLION = b'{"type": "Feature", "geometry": {"coordinates": [[' + b"[11.0001, 48.0001], " * 1_000_000


def _features(content: bytes) -> bytes:
    return b'{"type": "FeatureCollection", "features": [' + content + b"]}"


def _collection(features: Sequence[object]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _face(ring: Sequence[object], **properties: object) -> dict[str, object]:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"tilt_deg": 30, **properties}, "geometry": geometry}


def _ring(corners: int, radius_deg: float = 0.0001) -> list[list[float]]:
    turn = 2.0 * math.pi / corners
    return [
        [11.0 + radius_deg * math.cos(n * turn), 48.0 + radius_deg * math.sin(n * turn)]
        for n in range(corners)
    ]


def _crowd() -> bytes:
    small = {**_face(_ring(3, 1e-5))}
    small["properties"] = {"kind": "obstacle"}
    return _collection([_face(_ring(4))] * 1_000 + [small] * 2_000)


def _late() -> bytes:
    return _collection([*[_face(_ring(11))] * 14_500, _face([[999.0, 48.0], *_ring(4)])])


def _kml() -> Iterator[Made]:
    yield "11 MB", lambda: b"<kml></kml>".ljust(11_000_000), "it is too large"
    yield "entities that unfold to 10^9", _laughs, "entities or document types"
    yield (
        "an entity from a file",
        lambda: _entity('SYSTEM "file:///etc/passwd"'),
        "entities or document types",
    )
    yield (
        "an entity from the net",
        lambda: _entity('SYSTEM "http://192.0.2.1/x"'),
        "entities or document types",
    )
    yield "a million elements", lambda: _document("<a/>" * 1_000_000), "more than 200,000 elements"
    yield "100,000 levels", lambda: _document("<Folder>" * 100_000), "more than 60 deep"
    yield "placemarks in placemarks", _nested, "more than 60 deep"
    yield "a million corners", lambda: _document(_polygon("1,2 " * 1_000_000)), "corners"
    yield "a roof of 100,000 corners", lambda: _document(_polygon(_text_ring(100_000))), "2,000 at most"
    yield "NaN", lambda: _document(_polygon("nan,1 2,3 4,5")), "no longitude,latitude"
    yield "1e300", lambda: _document(_polygon("1e300,1 2,3 4,5")), "is out of range"
    yield "100,000 attributes", lambda: _document(f"<a {_attributes()}></a>"), "no polygon"


def _document(inside: str) -> bytes:
    return f"<kml><Document>{inside}</Document></kml>".encode()


def _polygon(coordinates: str) -> str:
    ring = f"<LinearRing><coordinates>{coordinates}</coordinates></LinearRing>"
    data = '<ExtendedData><Data name="tilt_deg"><value>30</value></Data></ExtendedData>'
    return f"<Placemark>{data}<Polygon><outerBoundaryIs>{ring}</outerBoundaryIs></Polygon></Placemark>"


def _text_ring(corners: int) -> str:
    return " ".join(f"{lon:.9f},{lat:.9f}" for lon, lat in _ring(corners))


def _attributes() -> str:
    return " ".join(f'a{n}=""' for n in range(100_000))


def _nested() -> bytes:
    deep = "<Placemark>" * 5_000 + "{}" + "</Placemark>" * 5_000
    return _document(deep.format(_polygon("11,48 11.0001,48 11.0001,48.0001")))


def _laughs() -> bytes:
    lines = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return f'<!DOCTYPE k [<!ENTITY a0 "ha">{"".join(lines)}]><kml>&a9;</kml>'.encode()


def _entity(where: str) -> bytes:
    return f"<!DOCTYPE k [<!ENTITY a {where}>]><kml>&a;</kml>".encode()


def _kmz() -> Iterator[Made]:
    yield "250 MB in a packed KML", lambda: zipped({"doc.kml": b" " * 250_000_000}), "unpacked it is larger"
    yield "20 MB in a packed KML", lambda: zipped({"doc.kml": b" " * 20_000_000}), "larger than 10 MB"
    yield "20,000 entries", lambda: zipped({f"{n}.png": b"" for n in range(20_000)}), "20,000 entries"
    yield "an entry that says less than it holds", _liar, "archive is broken"
    yield "no KML in it", lambda: zipped({"../../../etc/passwd": b"root"}), "no KMZ archive"


def zipped(entries: dict[str, bytes], level: int = 1) -> bytes:
    """A packed archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _liar() -> bytes:
    """The sizes in the directory are changed to a hundred bytes."""
    size = 20_000_000
    return zipped({"doc.kml": b" " * size}).replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
