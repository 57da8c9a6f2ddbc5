"""`trunkline fill` places modules of the right size inside the faces, apart from each other, and counts."""

import itertools
import json
import math

import numpy as np
import pyproj
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from designer.cli.app import trunkline
from designer.io.catalogs import load_catalog

LON, LAT = 11.5, 48.1
LONG, SHORT = 1722.0, 1134.0
TOLERANCE = 0.1
"""What is written is good to a hundredth of a millimetre."""

_TOPOCENTRIC = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=cart +ellps=WGS84 "
    f"+step +proj=topocentric +ellps=WGS84 +lon_0={LON} +lat_0={LAT} +h_0=0"
)
PROJ = pyproj.Transformer.from_pipeline(_TOPOCENTRIC)
GEOD = pyproj.Geod(ellps="WGS84")


class Roof:
    """A flat-lying test face: surface coordinates in mm, x along the eave, put on the map by its azimuth."""

    def __init__(self, azimuth_deg=180.0, tilt_deg=60.0):
        self.azimuth_deg, self.tilt_deg = azimuth_deg, tilt_deg
        self.cos = math.cos(math.radians(tilt_deg))
        bearing = math.radians(azimuth_deg - 90.0)
        right = np.array((math.sin(bearing), math.cos(bearing)))
        self.axes = np.array((right, (-right[1], right[0])))

    def on_map(self, corners_mm):
        """By geodesics from the origin of the frame, so that nothing of the program is asked."""
        plan = (np.array(corners_mm, dtype=float) * (1.0, self.cos)) @ self.axes
        bearings = np.degrees(np.arctan2(plan[:, 0], plan[:, 1]))
        count = len(plan)
        lon, lat, _ = GEOD.fwd([LON] * count, [LAT] * count, bearings, np.hypot(*plan.T) / 1000.0)
        ring = [list(place) for place in zip(lon, lat, strict=True)]
        return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}

    def from_map(self, geometry):
        lon, lat = np.array(geometry["coordinates"][0])[:, :2].T
        east, north, _ = PROJ.transform(lon, lat, np.zeros(len(lon)))
        return Polygon(np.column_stack((east, north)) * 1000.0 @ self.axes.T / (1.0, self.cos))

    def face(self, corners_mm, name="south", **properties):
        known = {"kind": "roof", "building": "b", "tilt_deg": self.tilt_deg, "azimuth_deg": self.azimuth_deg}
        merged = {**known, **properties}
        return {"type": "Feature", "id": name, "properties": merged, "geometry": self.on_map(corners_mm)}

    def obstacle(self, corners_mm):
        properties = {"kind": "obstacle", "building": "b", "type": "chimney"}
        return {"type": "Feature", "id": "o", "properties": properties, "geometry": self.on_map(corners_mm)}


def rectangle(width, height):
    return [(0, 0), (width, 0), (width, height), (0, height)]


@pytest.fixture
def run(tmp_path):
    def invoke(features, *options, module="1722x1134"):
        source = tmp_path / "roofs.geojson"
        content = (
            features
            if isinstance(features, bytes)
            else json.dumps({"type": "FeatureCollection", "features": features}).encode()
        )
        source.write_bytes(content)
        target = tmp_path / "out.geojson"
        arguments = ["fill", str(source), "--module", module, "-o", str(target), "--json", *options]
        result = CliRunner().invoke(trunkline, arguments)
        placed = json.loads(target.read_text()) if target.exists() else None
        return result, placed

    return invoke


def summary(result):
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert set(answer) == {"faces", "modules", "kwp", "seconds"}
    return answer


def placed_on(roof, placed, name="south"):
    mine = [feature for feature in placed["features"] if feature["properties"]["face"] == name]
    return [roof.from_map(feature["geometry"]) for feature in mine]


def assert_sound(modules, usable, gap):
    assert all(usable.buffer(TOLERANCE, join_style="mitre").covers(module) for module in modules)
    pairs = itertools.combinations(modules, 2)
    assert all(first.distance(second) >= gap - TOLERANCE for first, second in pairs)
    for module in modules:
        x0, y0, x1, y1 = module.bounds
        assert sorted((x1 - x0, y1 - y0)) == pytest.approx([SHORT, LONG], abs=TOLERANCE)
        assert module.area == pytest.approx(LONG * SHORT, rel=1e-4)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    azimuth=st.floats(0.0, 359.9),
    tilt=st.floats(0.0, 70.0),
    width=st.floats(6000.0, 9000.0),
    height=st.floats(3000.0, 5900.0),
    orientation=st.sampled_from(("portrait", "landscape", "best")),
)
def test_a_rectangle_holds_as_many_modules_as_fit_side_by_side(
    run, azimuth, tilt, width, height, orientation
):
    roof = Roof(azimuth, tilt)
    features = [
        roof.face(rectangle(width, height), eave=roof.on_map(rectangle(width, height))["coordinates"][0][:2])
    ]
    result, placed = run(features, "--orientation", orientation)
    usable = box(300.0, 300.0, width - 300.0, height - 300.0)
    answer = summary(result)
    modules = placed_on(roof, placed)
    assert_sound(modules, usable, gap=20.0)
    assert answer["modules"] == len(modules) == len(placed["features"])

    def fitting(along, across, slack):
        columns = (width - 580.0 + slack) // (along + 20.0)
        return columns * ((height - 580.0 + slack) // (across + 20.0))

    def wanted(slack):
        portrait, landscape = fitting(SHORT, LONG, slack), fitting(LONG, SHORT, slack)
        return {"portrait": portrait, "landscape": landscape}.get(orientation, max(portrait, landscape))

    assert wanted(-1.0) <= len(modules) <= wanted(1.0)  # a millimetre may decide on a column


def test_modules_keep_clear_of_obstacles_and_edges_by_the_distances_asked_for(run):
    roof = Roof()
    outline, chimney = rectangle(10_000, 6000), [(4000, 2000), (5000, 2000), (5000, 3000), (4000, 3000)]
    features = [roof.face(outline), roof.obstacle(chimney)]
    result, placed = run(
        features, "--setback", "20cm", "--obstacle-clearance", "150", "--gap", "30", "--orientation", "mixed"
    )
    modules = placed_on(roof, placed)
    usable = Polygon(outline).buffer(-200.0, join_style="mitre")
    assert_sound(modules, usable, gap=30.0)
    assert all(module.distance(Polygon(chimney)) >= 150.0 - TOLERANCE for module in modules)
    assert summary(result)["modules"] == len(modules) > 12


def test_the_row_gap_is_the_gap_unless_another_one_is_given(run):
    features = [Roof().face(rectangle(3000, 6000))]
    for options, gap, count in (([], 50.0, 3), (["--row-gap", "200"], 200.0, 2)):
        _, placed = run(features, "--orientation", "portrait", "--gap", "50", *options)
        modules = placed_on(Roof(), placed)
        assert len(modules) == 2 * count
        lower_edges = sorted(module.bounds[1] for module in modules)[::2]
        assert min(np.diff(lower_edges)) >= LONG + gap - TOLERANCE


def test_halves_hold_more_on_a_stepped_face(run):
    lower = [(0, 0), (3400, 0), (3400, 1000), (6400, 1000)]
    stepped = [*lower, (6400, 9800), (3400, 9800), (3400, 6800), (0, 6800)]
    along_one_line, _ = run([Roof().face(stepped)], "--orientation", "mixed")
    in_halves, placed = run([Roof().face(stepped)], "--orientation", "mixed", "--halves")
    assert summary(in_halves)["modules"] > summary(along_one_line)["modules"]
    assert_sound(placed_on(Roof(), placed), Polygon(stepped).buffer(-300, join_style="mitre"), gap=20.0)


def test_rows_count_from_the_eave_and_columns_from_the_left(run):
    _, placed = run([Roof().face(rectangle(10_000, 6000))])
    assert len(placed["features"]) == 24
    centres = {}
    for feature in placed["features"]:
        properties = feature["properties"]
        centres[properties["row"], properties["col"]] = Roof().from_map(feature["geometry"]).centroid
    assert sorted(centres) == [(row, col) for row in (1, 2, 3) for col in range(1, 9)]
    assert all(centres[r, c].x < centres[r, c + 1].x for r in (1, 2, 3) for c in range(1, 8))
    assert all(centres[r, c].y < centres[r + 1, c].y for r in (1, 2) for c in range(1, 9))


def test_all_faces_of_a_building_are_filled_and_a_hole_stays_free(run):
    south, north = Roof(180.0), Roof(0.0)
    hole = [(4000, 2000), (4000, 3500), (5500, 3500), (5500, 2000)]
    holed = south.face(rectangle(10_000, 6000))
    holed["geometry"]["coordinates"].append(south.on_map(hole)["coordinates"][0])
    result, placed = run([holed, north.face(rectangle(10_000, 6000), name="north")])
    assert summary(result)["faces"] == 2
    assert len(placed_on(north, placed, "north")) == 24
    usable = box(300, 300, 9700, 5700).difference(Polygon(hole).buffer(300.0, join_style="mitre"))
    assert_sound(placed_on(south, placed), usable, gap=20.0)
    assert 0 < len(placed_on(south, placed)) < 24


def test_a_broken_face_is_reported_and_the_others_are_filled(run):
    broken = Roof().face(rectangle(10_000, 6000), name="broken", tilt_deg=120)
    result, placed = run([broken, Roof().face(rectangle(10_000, 6000))])
    assert summary(result)["faces"] == 1
    assert {feature["properties"]["face"] for feature in placed["features"]} == {"south"}
    assert "features[0] 'broken': properties: tilt_deg 120 is out of range" in result.stderr


def test_a_face_without_room_for_its_setbacks_holds_nothing(run):
    result, placed = run([Roof().face(rectangle(10_000, 1300))])
    assert summary(result)["modules"] == 0
    assert placed["features"] == []


def test_without_json_one_line_sums_up(run, tmp_path):
    run([Roof().face(rectangle(10_000, 6000))])
    result = CliRunner().invoke(
        trunkline, ["fill", str(tmp_path / "roofs.geojson"), "--module", "1722 x 1134"]
    )
    assert result.stdout.startswith("1 faces, 24 modules in ")


@pytest.mark.parametrize("module", ["1722x1134", "1134x1722", "1.722m x 113.4cm", "1722×1134", "1722X1134"])
def test_a_size_may_be_typed_in_many_ways(run, module):
    result, _ = run([Roof().face(rectangle(10_000, 6000))], module=module)
    assert summary(result)["modules"] == 24


def test_the_same_roofs_are_filled_the_same_way_twice(run):
    features = [Roof(200.0, 33.0).face([(0, 0), (11_000, 0), (8000, 6000), (2500, 6500)])]
    assert run(features, "--orientation", "mixed")[1] == run(features, "--orientation", "mixed")[1]


def test_a_module_of_the_catalogue_has_its_size_and_power(run):
    product = load_catalog().modules[0]
    result, placed = run([Roof().face(rectangle(10_000, 6000))], module=product.id)
    answer = summary(result)
    assert answer["kwp"] == pytest.approx(answer["modules"] * product.power_w / 1000.0) != 0.0
    sides = np.ptp(np.array(placed_on(Roof(), placed)[0].exterior.coords), axis=0)
    assert sorted(sides) == pytest.approx(sorted((product.width_mm, product.length_mm)), abs=TOLERANCE)


def test_a_size_alone_has_no_power(run):
    assert summary(run([Roof().face(rectangle(10_000, 6000))])[0])["kwp"] is None


GOOD = [Roof().face(rectangle(10_000, 6000))]

REFUSALS = {
    "foreign file": (b"<kml/>", {}, (), "it is not JSON"),
    "no usable face": ([Roof().face(rectangle(10_000, 6000), tilt_deg=120)], {}, (), "tilt_deg 120"),
    "module larger than the roof": (GOOD, {"module": "20mx1m"}, (), "is larger than every roof face"),
    "metres without unit": (GOOD, {"module": "1.722x1.134"}, (), "is too small"),
    "module of nothing": (GOOD, {"module": "0x1134"}, (), "is too small"),
    "negative module": (GOOD, {"module": "-1722x1134"}, (), "is too small"),
    "unknown product": (GOOD, {"module": "no-such-module"}, (), "no-such-module"),
    "no length": (GOOD, {}, ("--gap", "wide"), "--gap: 'wide' is not a length"),
    "not a number": (GOOD, {}, ("--gap", "nan"), "--gap: 'nan' is not a length"),
    "negative setback": (GOOD, {}, ("--setback", "-300"), "--setback: -300 is negative"),
    "negative row gap": (GOOD, {}, ("--row-gap", "-1"), "--row-gap: -1 is negative"),
    "unknown orientation": (GOOD, {}, ("--orientation", "upright"), "'upright' is not one of"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_unusable_input_is_refused_in_one_sentence_and_nothing_is_written(run, name):
    features, module, options, message = REFUSALS[name]
    result, placed = run(features, *options, **module)
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""
    assert placed is None


def test_the_file_that_is_read_is_never_overwritten(tmp_path):
    source = tmp_path / "roofs.geojson"
    source.write_text(json.dumps({"type": "FeatureCollection", "features": GOOD}))
    before = source.read_bytes()
    result = CliRunner().invoke(trunkline, ["fill", str(source), "--module", "1722x1134", "-o", str(source)])
    assert result.exit_code == 2
    assert "it is the file that is read" in result.stderr
    assert source.read_bytes() == before
