"""`trunkline import`: roof faces from a map become surfaces with true lengths, filled when asked."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import Result
from shapely.geometry import Polygon

from designer.core.geometry.geodesy import LocalPlane
from designer.core.model.design import ObstacleKind
from designer.edit.edits.site import frame_of
from designer.io.project import load_project

Run = Callable[..., Result]

PLANE = LocalPlane(lon_deg=11.5, lat_deg=48.1)
ROOFS = Path(__file__).parents[3] / "shared" / "data" / "roofs.geojson"


def lonlat(points: Any) -> list[list[float]]:
    return PLANE.to_lonlat(np.array(points, dtype=float)).tolist()


def feature(name: str, points: Any, **properties: Any) -> dict[str, Any]:
    ring = lonlat(points)
    geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    return {"type": "Feature", "id": name, "properties": properties, "geometry": geometry}


def gable(building: str, east: float = 0.0) -> list[dict[str, Any]]:
    """A gabled house 10 m long and 8 m wide with its ridge from west to east, and a chimney in the south."""
    south = [(east, 0), (east + 10_000, 0), (east + 10_000, 4_000), (east, 4_000)]
    north = [(x, y + 4_000) for x, y in south]
    chimney = [(east + 2_000, 3_000), (east + 2_600, 3_000), (east + 2_600, 3_400), (east + 2_000, 3_400)]
    return [
        feature(f"{building}-south", south, building=building, tilt_deg=60.0, azimuth_deg=180.0),
        feature(f"{building}-north", north, building=building, tilt_deg=60.0, azimuth_deg=0.0),
        feature(f"{building}-chimney", chimney, building=building, kind="obstacle", type="chimney"),
    ]


def written(folder: Path, features: list[dict[str, Any]], name: str = "roofs.geojson") -> Path:
    path = folder / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def test_an_obstacle_on_no_face_is_left_out_and_named(run: Run, tmp_path: Path) -> None:
    corners = [(30_000, 0), (31_000, 0), (31_000, 1_000), (30_000, 1_000)]
    across_the_ridge = [(5_000, 3_800), (5_400, 3_800), (5_400, 4_200), (5_000, 4_200)]
    features = [
        *gable("A"),
        feature("vent", corners, building="A", kind="obstacle"),
        feature("pipe", across_the_ridge, building="A", kind="obstacle"),
        feature("mast", corners, building="B", kind="obstacle"),
    ]
    roofs, why = written(tmp_path, features), "it lies on no imported roof face; check its place and building"
    whole = run("import", roofs, "-o", tmp_path / "whole.trunkline")
    assert whole.exit_code == 0
    assert whole.stderr == f"left out: obstacle 'vent': {why}\nleft out: obstacle 'mast': {why}\n"
    one = run("import", roofs, "-o", tmp_path / "one.trunkline", "--building", "A")
    assert one.stderr == f"left out: obstacle 'vent': {why}\n"


def test_faces_become_surfaces_with_true_lengths_and_obstacles(run: Run, tmp_path: Path) -> None:
    project = tmp_path / "house.trunkline"
    result = run("import", written(tmp_path, gable("A")), "-o", project)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{project}: 2 surfaces, 0 modules\n"
    design = load_project(project)
    assert design.name == "roofs"
    south = design.surfaces[0]
    assert (south.name, south.tilt_deg) == ("A-south", 60.0)
    assert Polygon(south.outline).bounds == pytest.approx((0, 0, 10_000, 8_000), abs=0.01)
    assert south.azimuth_deg == pytest.approx(180.0, abs=0.01)
    (chimney,) = south.obstacles
    assert chimney.kind is ObstacleKind.CHIMNEY
    assert Polygon(chimney.outline).bounds == pytest.approx((2_000, 6_000, 2_600, 6_800), abs=0.01)


def test_all_buildings_share_one_plane_in_which_they_stand_where_they_stood(run: Run, tmp_path: Path) -> None:
    project = tmp_path / "street.trunkline"
    file = written(tmp_path, [*gable("A"), *gable("B", east=500_000.0)])
    assert run("import", file, "-o", project).exit_code == 0
    design = load_project(project)
    assert design.plane is not None
    for surface, features in zip(design.surfaces, (0, 1, 3, 4), strict=True):
        ring = json.loads(file.read_text())["features"][features]["geometry"]["coordinates"][0][:-1]
        drawn = Polygon(design.plane.to_plane(np.array(ring)))
        placed = Polygon(frame_of(surface).to_plan(np.array(surface.outline)))
        assert drawn.symmetric_difference(placed).area < 10_000.0  # 1 cm² per m of outline


def test_only_the_buildings_that_were_named_are_imported(run: Run, tmp_path: Path) -> None:
    project = tmp_path / "house.trunkline"
    file = written(tmp_path, [*gable("A"), *gable("B", 50_000.0), *gable("C", 99_000.0)])
    assert run("import", file, "-o", project, "--building", "C", "--building", "A").exit_code == 0
    names = [surface.name for surface in load_project(project).surfaces]
    assert names == ["C-south", "C-north", "A-south", "A-north"]


def test_filled_faces_get_modules_and_a_box_each(run: Run, tmp_path: Path) -> None:
    project = tmp_path / "house.trunkline"
    result = run("import", written(tmp_path, gable("A")), "-o", project, "--fill", "--setback", "all=400")
    assert result.exit_code == 0
    design = load_project(project)
    assert {row.surface for row in design.rows} == {"S1", "S3"}
    assert [box.surface for box in design.boxes] == ["S1", "S3"]


def test_a_face_too_small_for_a_module_is_told_and_kept(run: Run, tmp_path: Path) -> None:
    small = feature("porch", [(0, 0), (1_500, 0), (1_500, 900), (0, 900)], building="P", tilt_deg=10.0)
    project = tmp_path / "house.trunkline"
    result = run("import", written(tmp_path, [small]), "-o", project, "--fill")
    assert result.exit_code == 0
    assert result.stderr == "surface S1: no module finds room\n"
    assert load_project(project).boxes == ()


def test_a_hole_in_a_face_is_an_obstacle(run: Run, tmp_path: Path) -> None:
    face = gable("A")[0]
    hole = lonlat([(4_000, 1_000), (5_000, 1_000), (5_000, 2_000), (4_000, 2_000)])
    face["geometry"]["coordinates"].append([*hole, hole[0]])
    project = tmp_path / "house.trunkline"
    assert run("import", written(tmp_path, [face]), "-o", project).exit_code == 0
    (obstacle,) = load_project(project).surfaces[0].obstacles
    assert (obstacle.kind, obstacle.clearance_mm) == (ObstacleKind.OTHER, 300.0)


BOW_TIE = feature("bow", [(0, 0), (9_000, 4_000), (9_000, 0), (0, 4_000)], building="X", tilt_deg=30.0)


def test_a_bad_face_is_refused_and_with_skip_bad_left_out(run: Run, tmp_path: Path) -> None:
    file, project = written(tmp_path, [*gable("A"), BOW_TIE]), tmp_path / "house.trunkline"
    refused = run("import", file, "-o", project)
    assert refused.exit_code == 2
    assert refused.stderr.startswith(
        f"error: {file}: features[3] 'bow': its outline crosses or touches itself"
    )
    assert not project.exists()
    skipped = run("import", file, "-o", project, "--skip-bad")
    assert skipped.exit_code == 0
    assert skipped.stderr.startswith(f"left out: {file}: features[3] 'bow'")
    assert len(load_project(project).surfaces) == 2


def test_what_cannot_be_imported_is_one_sentence_and_no_file(run: Run, tmp_path: Path) -> None:
    good = written(tmp_path, gable("A"))
    text = tmp_path / "notes.txt"
    text.write_text("hello")
    broken = tmp_path / "broken.geojson"
    broken.write_bytes(good.read_bytes()[:-30])
    project = tmp_path / "house.trunkline"
    for args, words in (
        ((tmp_path / "none.geojson",), "none.geojson: "),
        ((broken,), "broken.geojson: "),
        (
            (text,),
            "files of kind '.txt' cannot be imported; files that can be imported end in .geojson, .json,",
        ),
        ((good, "--building", "AA"), "there is no building 'AA'; did you mean 'A'"),
        ((good, "--module", "unknown"), "there is no module 'unknown'"),
        ((good, "--setback", "eave=-1"), "the setback of -1 mm"),
    ):
        result = run("import", *args, "-o", project)
        assert result.exit_code == 2
        assert result.stderr.startswith("error: ")
        assert words in result.stderr
        assert result.stderr.count("\n") == 1
        assert not project.exists()


def test_an_existing_project_is_not_replaced(run: Run, tmp_path: Path) -> None:
    file, project = written(tmp_path, gable("A")), tmp_path / "house.trunkline"
    project.write_text("precious")
    assert run("import", file, "-o", project).exit_code == 2
    assert project.read_text() == "precious"
    assert run("import", file, "-o", project, "--force").exit_code == 0
    assert len(load_project(project).surfaces) == 2


def test_the_file_that_is_read_is_never_replaced(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, gable("A"))
    before = file.read_bytes()
    alias = tmp_path / "alias.trunkline"
    alias.symlink_to(file)
    for output in (file, tmp_path / "." / "roofs.geojson", alias):
        for force in ((), ("--force",)):
            result = run("import", file, "-o", output, *force)
            assert result.exit_code == 2
            assert "it is the file that is read; choose another name for the project" in result.stderr
            assert file.read_bytes() == before


def test_a_write_protected_file_is_not_replaced_even_by_force(run: Run, tmp_path: Path) -> None:
    file, project = written(tmp_path, gable("A")), tmp_path / "house.trunkline"
    project.write_text("precious")
    project.chmod(0o444)
    result = run("import", file, "-o", project, "--force")
    assert result.exit_code == 2
    assert result.stderr == f"error: {project}: the file is write-protected; choose another name.\n"
    assert project.read_text() == "precious"


def measured_features() -> list[Any]:
    """Features of the measuring data; empty where the file is missing or another one."""
    content = json.loads(ROOFS.read_text(encoding="utf-8")) if ROOFS.exists() else {}
    return list(content.get("features", ()))


@pytest.mark.skipif(not measured_features(), reason="the measuring data is not here")
def test_buildings_of_the_measuring_data_become_sound_designs(run: Run, tmp_path: Path) -> None:
    project = tmp_path / "some.trunkline"
    features = measured_features()
    names = list(dict.fromkeys(str(one["properties"]["building"]) for one in features))[::30]
    chosen = [part for name in names for part in ("--building", name)]
    result = run("import", ROOFS, "-o", project, *chosen, "--fill")
    assert result.exit_code == 0
    design = load_project(project)
    assert len(design.surfaces) >= len(names)
    assert len(design.boxes) == len({row.surface for row in design.rows})


def test_a_file_whose_faces_tell_no_slope_is_listed_all_the_same(run: Run, tmp_path: Path) -> None:
    corners = "11.5,47.7,0 11.5001,47.7,0 11.5001,47.70005,0 11.5,47.70005,0 11.5,47.7,0"
    ring = f"<outerBoundaryIs><LinearRing><coordinates>{corners}</coordinates></LinearRing></outerBoundaryIs>"
    mark = f"<Placemark><name>South</name><Polygon>{ring}</Polygon></Placemark>"
    file = tmp_path / "roof.kml"
    file.write_text(f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{mark}</Document></kml>')
    listed = run("import", file, "--list")
    assert listed.exit_code == 0
    assert listed.stdout.splitlines()[-1].split()[1:] == ["1", "0"]
    assert listed.stderr == "1 face does not tell its slope: give --tilt DEGREES to import the file\n"
    assert run("import", file, "--list", "--tilt", "30").stderr == ""
