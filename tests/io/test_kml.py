"""Roofs in KML and KMZ: polygons with properties or heights; no entity, archive or text that floods it."""

import io
import math
import zipfile
from pathlib import Path

import pytest

from designer.core.errors import InputError
from designer.core.limits import KML_BYTES as MAX_BYTES
from designer.io.geojson import read_roofs

METRE = 1.0 / 111_195.0


def ring(points, height=None) -> str:
    return " ".join(
        f"{11 + x * METRE:.9f},{y * METRE:.9f},{0 if height is None else height(y)}" for x, y in points
    )


def placemark(points, *, name="South", height=None, data="", hole="") -> str:
    inner = (
        f"<innerBoundaryIs><LinearRing><coordinates>{hole}</coordinates></LinearRing></innerBoundaryIs>"
        if hole
        else ""
    )
    mode = "<altitudeMode>absolute</altitudeMode>" if height else ""
    line = f"<LinearRing><coordinates>{ring((*points, points[0]), height)}</coordinates></LinearRing>"
    polygon = f"<Polygon>{mode}<outerBoundaryIs>{line}</outerBoundaryIs>{inner}</Polygon>"
    return f"<Placemark><name>{name}</name>{data}{polygon}</Placemark>"


def kml(*placemarks: str) -> str:
    content = f"<Document>{''.join(placemarks)}</Document>"
    return f'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2">{content}</kml>'


def data(**values: object) -> str:
    parts = "".join(f'<Data name="{name}"><value>{value}</value></Data>' for name, value in values.items())
    return f"<ExtendedData>{parts}</ExtendedData>"


FACE = [(0, 0), (10, 0), (10, 4), (0, 4)]


def read(folder: Path, text: str | bytes, name="roofs.kml", **options):
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_roofs(file, **options)


def test_polygons_have_their_properties_from_extended_data(tmp_path) -> None:
    chimney = placemark(
        [(2, 1), (3, 1), (3, 2)], name="Stack", data=data(kind="obstacle", type="chimney", building="A")
    )
    roofs = read(
        tmp_path, kml(placemark(FACE, data=data(tilt_deg="35,5", azimuth_deg=180, building="A")), chimney)
    )
    (face,) = roofs.faces
    assert (face.id, face.building, face.tilt_deg, face.azimuth_deg) == ("South", "A", 35.5, 180.0)
    assert len(face.outline) == 4
    assert [(one.id, one.type) for one in roofs.obstacles] == [("Stack", "chimney")]


def test_the_slope_follows_from_heights(tmp_path) -> None:
    roofs = read(tmp_path, kml(placemark(FACE, height=lambda y: 500 + y * math.tan(math.radians(30)))))
    (face,) = roofs.faces
    assert face.tilt_deg == pytest.approx(30.0, abs=0.2)
    assert face.azimuth_deg == pytest.approx(180.0, abs=0.01)


def test_without_any_slope_the_one_given_counts_or_it_is_asked_for(tmp_path) -> None:
    text = kml(placemark(FACE, hole=ring([(2, 1), (3, 1), (3, 2), (2, 1)])))
    assert read(tmp_path, text, tilt_deg=20.0).faces[0].tilt_deg == 20.0
    assert len(read(tmp_path, text, tilt_deg=20.0).faces[0].holes) == 1
    with pytest.raises(InputError, match=r"polygons\[0\] 'South': properties: tilt_deg is missing.*--tilt"):
        read(tmp_path, text)


def archive(content: bytes, name="doc.kml") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return stream.getvalue()


def test_a_kmz_is_unpacked(tmp_path) -> None:
    packed = archive(kml(placemark(FACE, data=data(tilt_deg=10))).encode())
    assert len(read(tmp_path, packed, "roofs.kmz").faces) == 1


BOMB = '<!DOCTYPE k [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><kml>&b;</kml>'
OUTSIDE = '<!DOCTYPE k [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml>&a;</kml>'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BOMB, "it defines entities or document types"),
        (OUTSIDE, "it defines entities or document types"),
        ("<kml><Placemark>", "line 1, column 17: it is no sound XML"),
        ("<gpx></gpx>", "it is no KML"),
        (kml(), "it holds no polygon"),
        (kml(placemark(FACE, data=data(tilt_deg="steep"))), "tilt_deg: 'steep' is no number"),
        (kml(placemark(FACE)).replace("11.000000000", "nan"), "is no longitude,latitude"),
        (kml(placemark(FACE, data=data(tilt_deg=5))).replace("11.000000000", "999"), "out of range"),
        ("<kml>" + "<a/>" * 700_000 + "</kml>", "elements"),
        ("<a>" * 190_000, "more than 60 deep in each other"),
        (archive(b" " * (MAX_BYTES + 1)), "its KML is larger than 10 MB"),
        (archive(b"hello", "doc.txt"), "no KMZ archive"),
        (archive(b"<kml></kml>" * 50)[:-30], "it is no sound XML"),
    ],
    ids=lambda value: "" if len(value) > 90 else value,
)
def test_what_is_no_map_of_roofs_is_refused_in_one_sentence(tmp_path, text, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert words in caught.value.sentence()
    assert caught.value.where.startswith(str(tmp_path))
    assert caught.value.remedy
