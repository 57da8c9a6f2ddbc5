"""Roof faces are read strictly, sentences name file, feature and remedy, modules are written whole."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

from designer.core.errors import InputError
from designer.core.geometry.faces import unfold_building
from designer.io import geojson_features
from designer.io.geojson import PlacedModule, RoofFile, read_roofs, write_modules

MEASURED_ROOFS = Path(__file__).parents[3] / "shared" / "data" / "roofs.geojson"


def measured_roofs_are_here() -> bool:
    """Whether the measuring data lies beside the project and is what its name says."""
    if not MEASURED_ROOFS.exists():
        return False
    with MEASURED_ROOFS.open("rb") as stream:
        return b"FeatureCollection" in stream.read(200)


RING = [[12.0, 48.0], [12.0001, 48.0], [12.0001, 48.0001], [12.0, 48.0001], [12.0, 48.0]]
CROSSING = [[12.0, 48.0], [12.0001, 48.00012], [12.0001, 48.0], [12.0, 48.0001], [12.0, 48.0]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings or [RING])}


def moved(ring, lon_deg):
    return [[lon + lon_deg, lat] for lon, lat in ring]


def feature(geometry=None, /, name="a", **properties):
    known = {"kind": "roof", "building": "b", "tilt_deg": 35.0, "azimuth_deg": 180.0}
    merged = {key: value for key, value in {**known, **properties}.items() if value is not ...}
    body = {"type": "Feature", "properties": merged, "geometry": geometry or polygon()}
    return body if name is None else {**body, "id": name}


def obstacle(geometry=None, name="o", **properties):
    values = {"kind": "obstacle", "tilt_deg": ..., "azimuth_deg": ..., **properties}
    return feature(geometry, name=name, **values)


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


@pytest.fixture
def stored(tmp_path):
    def store(content):
        path = tmp_path / "roofs.geojson"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return store


def refusal(path, **options):
    with pytest.raises(InputError) as caught:
        read_roofs(path, **options)
    sentence = caught.value.sentence()
    assert sentence.startswith(f"{path}: ")
    assert "\n" not in sentence
    assert caught.value.remedy
    return sentence


def test_a_face_is_read_with_all_that_is_known(stored):
    hole = [[12.00002, 48.00002], [12.00003, 48.00002], [12.00003, 48.00003], [12.00002, 48.00002]]
    eave = [[12.0, 48.0], [12.0001, 48.0]]
    (face,) = read_roofs(stored(collection(feature(polygon(RING, hole), eave=eave)))).faces
    assert (face.id, face.building, face.tilt_deg, face.azimuth_deg) == ("a", "b", 35.0, 180.0)
    assert face.outline == tuple(map(tuple, RING[:-1]))
    assert face.holes == (tuple(map(tuple, hole[:-1])),)
    assert face.eave == tuple(map(tuple, eave))


def test_an_obstacle_is_read_with_its_type(stored):
    (thing,) = read_roofs(stored(collection(feature(), obstacle(type="chimney")))).obstacles
    assert (thing.id, thing.building, thing.type) == ("o", "b", "chimney")
    assert thing.outline == tuple(map(tuple, RING[:-1]))


def test_heights_foreign_properties_and_a_byte_order_mark_are_ignored(stored):
    ring = [[lon, lat, 512.3] for lon, lat in RING]
    content = json.dumps(collection(feature(polygon(ring), owner={"name": "x"}))).encode()
    (face,) = read_roofs(stored(b"\xef\xbb\xbf" + content)).faces
    assert face.outline == tuple(map(tuple, RING[:-1]))


def test_azimuth_eave_kind_and_building_may_be_unknown(stored):
    (face,) = read_roofs(
        stored(collection(feature(kind=..., azimuth_deg=..., eave=None, building=...)))
    ).faces
    assert (face.azimuth_deg, face.eave, face.building) == (None, None, "a")


def test_ids_may_be_numbers_properties_or_missing(stored):
    inside_properties = feature(name=None, id=7.0)
    faces = read_roofs(stored(collection(feature(name=12), inside_properties, feature(name=None)))).faces
    assert [face.id for face in faces] == ["12", "7", "face-3"]


def test_repeated_ids_are_made_unique_without_taking_another_ones(stored):
    names = ["a", "a-2", "a", "a", 1, "1"]
    faces = read_roofs(stored(collection(*(feature(name=name) for name in names)))).faces
    assert [face.id for face in faces] == ["a", "a-2", "a-3", "a-4", "1", "1-2"]


def test_the_parts_of_a_multipolygon_become_faces(stored):
    parts = {"type": "MultiPolygon", "coordinates": [[RING], [moved(RING, 0.001)]]}
    single = {"type": "MultiPolygon", "coordinates": [[RING]]}
    faces = read_roofs(stored(collection(feature(parts), feature(single, name="s")))).faces
    assert [face.id for face in faces] == ["a.1", "a.2", "s"]
    assert faces[1].outline[0] == (12.001, 48.0)


def test_buildings_hold_their_faces_and_obstacles(stored):
    roofs = read_roofs(
        stored(collection(feature(), obstacle(), feature(name="x", building=3), feature(name="y")))
    )
    assert [(b.id, [f.id for f in b.faces], [o.id for o in b.obstacles]) for b in roofs.buildings()] == [
        ("b", ["a", "y"], ["o"]),
        ("3", ["x"], []),
    ]


VALID = json.dumps(collection(feature(), feature(name="c"))).encode()

UNUSABLE_FILES = {
    "empty": (b"", "the file is empty"),
    "truncated": (VALID[: len(VALID) // 2], "truncated"),
    "binary": (bytes(range(256)), "not JSON"),
    "another encoding": (VALID.decode().encode("utf-16"), "not JSON"),
    "broken text": (VALID.replace(b'"b"', b'"\xff"'), "features[0]"),
    "foreign text": (b"<kml></kml>", "not JSON"),
    "not a number": (VALID.replace(b"35.0", b"NaN"), "not JSON"),
    "infinity": (VALID.replace(b"12.0001", b"-Infinity"), "not JSON"),
    "too deep": (b'{"type":"FeatureCollection","features":' + b"[" * 100_000, "nested too deeply"),
    "a list": (b"[1, 2]", "expected an object, got a list"),
    "a lone feature": (json.dumps(feature()).encode(), "not a GeoJSON FeatureCollection"),
    "another object": (b'{"version": 3}', "not a GeoJSON FeatureCollection"),
    "no features": (b'{"type":"FeatureCollection"}', "not a GeoJSON FeatureCollection"),
    "nothing in it": (b'{"type":"FeatureCollection","features":[]}', "it holds no roof face"),
    "obstacles only": (json.dumps(collection(obstacle())).encode(), "it holds no roof face"),
}


@pytest.mark.parametrize("name", UNUSABLE_FILES)
@pytest.mark.parametrize("strict", [True, False])
def test_an_unusable_file_is_refused_in_one_sentence(stored, name, strict):
    content, what = UNUSABLE_FILES[name]
    assert what in refusal(stored(content), strict=strict)


BROKEN_FEATURES = {
    "not an object": (7, "features[1]: expected an object, got a number"),
    "another type": ({"type": "Point"}, "type is 'Point' instead of 'Feature'"),
    "no geometry": ({**feature(name="z"), "geometry": None}, "features[1] 'z': its geometry is missing"),
    "a point": (feature({"type": "Point", "coordinates": [12, 48]}), "its geometry is a Point"),
    "no coordinates": (feature({"type": "Polygon"}), "geometry.coordinates: expected a list, got nothing"),
    "no rings": (feature({"type": "Polygon", "coordinates": []}), "geometry.coordinates: expected a list of"),
    "text as number": (
        feature(polygon([["12", 48], *RING])),
        "geometry.coordinates[0][0][0]: expected a number",
    ),
    "half a position": (feature(polygon([[12.0], *RING])), "geometry.coordinates[0][0]: expected a list of"),
    "two corners": (feature(polygon([*RING[:2], RING[0]])), "fewer than three corners"),
    "empty ring": (feature(polygon([])), "fewer than three corners"),
    "empty hole": (feature(polygon(RING, [])), "fewer than three corners"),
    "no tilt": (feature(tilt_deg=...), "properties: tilt_deg is missing"),
    "null tilt": (feature(tilt_deg=None), "properties: tilt_deg is missing"),
    "text tilt": (feature(tilt_deg="35"), "properties.tilt_deg: expected a number"),
    "upright": (feature(tilt_deg=90), "tilt_deg 90 is out of range"),
    "negative tilt": (feature(tilt_deg=-1), "tilt_deg -1 is out of range"),
    "bad azimuth": (feature(azimuth_deg=-35.0), "azimuth_deg -35 is out of range"),
    "text azimuth": (feature(azimuth_deg="S"), "properties.azimuth_deg: expected a number"),
    "bad eave": (feature(eave=[[12.0]]), "properties.eave[0]: expected a list of"),
    "eave elsewhere": (feature(eave=[[612.0, 48.0], [12.0, 48.0]]), "properties.eave: longitude 612"),
    "projected metres": (
        feature(polygon([[691000.5, 5335000.0], [691010.0, 5335000.0], [691010.0, 5335010.0]])),
        "longitude 691000.5, latitude 5335000 is out of range; give degrees of WGS 84",
    ),
    "at the pole": (
        feature(polygon([[lon, 89.9995] for lon, _ in RING])),
        "latitude 89.9995 is out of range",
    ),
    "huge": (feature(polygon([[12.0, 48.0], [13.0, 48.0], [13.0, 49.0]])), "a ring is longer than 0.02°"),
    "crossing": (feature(polygon(CROSSING)), "its outline crosses or touches itself"),
    "no area": (feature(polygon([[12.0, 48.0], [12.0001, 48.0], [12.00005, 48.0]])), "encloses no area"),
    "hole across": (feature(polygon(RING, moved(RING, 0.00005))), "a hole crosses its outline"),
    "unknown kind": (feature(kind="module"), "its kind is 'module'"),
    "crossing obstacle": (
        obstacle(polygon(CROSSING)),
        "features[1] 'o': its outline crosses or touches itself",
    ),
    "flat obstacle": (obstacle(polygon([RING[0]] * 4)), "features[1] 'o': its outline encloses no area"),
}


@pytest.mark.parametrize("name", BROKEN_FEATURES)
def test_a_broken_feature_is_refused_by_name_or_skipped_with_the_same_sentence(stored, name):
    broken, what = BROKEN_FEATURES[name]
    path = stored(collection(feature(name="good"), broken))
    sentence = refusal(path)
    assert f"{path}: features[1]" in sentence
    assert what in sentence
    roofs = read_roofs(path, strict=False)
    assert [face.id for face in roofs.faces] == ["good"]
    assert roofs.problems == (sentence,)


@pytest.mark.parametrize("number", ["1e999", "-1e400", "1" + "0" * 400])
def test_a_number_beyond_all_measure_is_refused(stored, number):
    broken = json.dumps(collection(feature(name="good"), feature(tilt_deg=35.5))).replace("35.5", number)
    path = stored(broken.encode())
    assert "features[1] 'a': properties.tilt_deg: number out of range" in refusal(path)
    assert len(read_roofs(path, strict=False).faces) == 1


def test_a_file_of_broken_faces_only_is_refused_with_the_first_problem(stored):
    path = stored(collection(feature(tilt_deg=...), feature(tilt_deg=91)))
    assert "features[0] 'a': properties: tilt_deg is missing" in refusal(path, strict=False)


def test_an_obstacle_that_crosses_itself_still_keeps_modules_away(stored):
    roofs = read_roofs(stored(collection(feature(), obstacle(polygon(CROSSING)))), strict=False)
    assert [thing.id for thing in roofs.obstacles] == ["o"]
    assert len(roofs.problems) == 1
    (building,) = roofs.buildings()
    assert len(unfold_building(building.faces, building.obstacles)[0].obstacles) == 1


def test_a_missing_file_is_named(tmp_path):
    assert "there is no such file" in refusal(tmp_path / "missing.geojson")


def test_a_folder_is_no_file(tmp_path):
    assert "it is not a plain file" in refusal(tmp_path)


def test_a_file_too_large_is_refused_before_it_is_read(stored, monkeypatch):
    path = stored(VALID)
    monkeypatch.setattr(geojson_features, "GEOJSON_BYTES", len(VALID) - 1)
    monkeypatch.setattr(Path, "open", lambda _: pytest.fail("it was read"))
    assert "it is too large" in refusal(path)


def test_too_many_positions_are_refused_before_any_is_decoded(stored, monkeypatch):
    path = stored(VALID)
    monkeypatch.setattr(geojson_features, "GEOJSON_POSITIONS", 2 * len(RING))
    assert len(read_roofs(path).faces) == 2
    monkeypatch.setattr(geojson_features, "GEOJSON_POSITIONS", 2 * len(RING) - 1)
    monkeypatch.setattr(geojson_features, "_decoded", lambda *_: pytest.fail("it was decoded"))
    assert "it holds more than 9 positions" in refusal(path)


any_json = st.recursive(
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers()
    | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)
FIELDS = (
    ("type",),
    ("id",),
    ("properties",),
    ("geometry",),
    ("geometry", "coordinates"),
    ("geometry", "type"),
)
PROPERTIES = tuple(
    ("properties", name) for name in ("kind", "tilt_deg", "azimuth_deg", "eave", "building", "type")
)


@settings(max_examples=60, deadline=None)
@given(place=st.sampled_from(FIELDS + PROPERTIES), value=any_json)
def test_whatever_stands_in_a_field_the_answer_is_a_roof_or_a_sentence(tmp_path_factory, place, value):
    broken = feature()
    inner = broken
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = value
    path = tmp_path_factory.getbasetemp() / "fuzzed.geojson"
    path.write_text(json.dumps(collection(feature(name="good"), broken)))
    roofs = read_roofs(path, strict=False)
    assert isinstance(roofs, RoofFile)
    assert roofs.faces[0].id == "good"
    assert len(roofs.faces) + len(roofs.obstacles) == 2 or len(roofs.problems) == 1


@settings(max_examples=40, deadline=None)
@given(cut=st.integers(1, len(VALID) - 1))
def test_a_file_cut_anywhere_is_refused(tmp_path_factory, cut):
    path = tmp_path_factory.getbasetemp() / "cut.geojson"
    path.write_bytes(VALID[:cut])
    assert "truncated" in refusal(path)


CORNERS = ((12.0, 48.0), (12.00001, 48.0), (12.00001, 48.00002), (12.0, 48.00002))


def test_modules_are_written_as_closed_polygons_with_face_row_and_column(tmp_path):
    path = tmp_path / "modules.geojson"
    write_modules(path, [PlacedModule(face='a "1"', row=2, col=3, outline=CORNERS)])
    (written,) = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert {key: written["properties"][key] for key in ("face", "row", "col")} == {
        "face": 'a "1"',
        "row": 2,
        "col": 3,
    }
    ring = written["geometry"]["coordinates"][0]
    assert ring == [*map(list, CORNERS), list(CORNERS[0])]
    assert shape(written["geometry"]).exterior.is_ccw


def test_no_modules_make_an_empty_collection(tmp_path):
    path = tmp_path / "modules.geojson"
    write_modules(path, [])
    assert json.loads(path.read_text()) == {"type": "FeatureCollection", "features": []}


def test_written_modules_are_no_roof_faces(tmp_path):
    path = tmp_path / "modules.geojson"
    write_modules(path, [PlacedModule(face="a", row=1, col=1, outline=CORNERS)])
    assert "its kind is 'module'" in refusal(path)


@pytest.mark.skipif(not measured_roofs_are_here(), reason="the measured roofs are not on this machine")
def test_the_measured_roofs_are_read_and_unfolded_without_a_problem():
    roofs = read_roofs(MEASURED_ROOFS)
    assert (len(roofs.faces), len(roofs.obstacles), len(roofs.buildings())) == (2063, 3907, 755)
    surfaces = [s for b in roofs.buildings() for s in unfold_building(b.faces, b.obstacles)]
    assert [s.id for b in roofs.buildings() for s in b.faces] == [s.id for s in surfaces]
    tilted_the_given_way = [
        abs((surface.frame.azimuth_deg - face.azimuth_deg + 180.0) % 360.0 - 180.0)
        for face, surface in zip((f for b in roofs.buildings() for f in b.faces), surfaces, strict=True)
        if face.azimuth_deg is not None
    ]
    assert max(tilted_the_given_way) < 1.0
    assert all(s.polygon().is_valid for s in surfaces)
