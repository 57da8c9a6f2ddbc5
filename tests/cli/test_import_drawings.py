"""`trunkline import` of drawings, points and pictures: what is listed, made of layers, and asked."""

from collections.abc import Callable
from pathlib import Path

import ezdxf
import numpy as np
import pytest
from click.testing import Result
from PIL import Image

from designer.core.geometry.homography import homography, mapped
from designer.core.model.design import ObstacleKind
from designer.io.examples import example_path
from designer.io.project import load_project

Run = Callable[..., Result]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A flat roof of 12 × 8 m with a window as block, a dormer as outline, a gutter and a note; in metres."""
    document = ezdxf.new("R2010")
    document.units = 6
    block = document.blocks.new("VELUX")
    block.add_lwpolyline([(0, 0), (0.8, 0), (0.8, 1.4), (0, 1.4)], close=True)
    space = document.modelspace()
    space.add_lwpolyline([(0, 0), (12, 0), (12, 8), (0, 8)], close=True, dxfattribs={"layer": "A-ROOF"})
    space.add_lwpolyline([(8, 2), (9, 2), (9, 3)], close=True, dxfattribs={"layer": "A-DORMER"})
    space.add_blockref("VELUX", (2, 3), dxfattribs={"layer": "A-GLAZ"})
    space.add_line((0, 0), (12, 0), dxfattribs={"layer": "GUTTER"})
    space.add_text("House 7", height=0.3, dxfattribs={"layer": "TEXT"})
    file = tmp_path / "house.dxf"
    document.saveas(file)
    return file


def test_list_shows_unit_size_and_layers_and_makes_nothing(run: Run, house: Path) -> None:
    result = run("import", house, "--list")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "unit m, 12 × 8 m"
    assert lines[1].split("  ")[0] == "layer"
    assert lines[3].split() == ["A-ROOF", "1", "0", "0", "0"]
    assert lines[5].split() == ["A-GLAZ", "1", "0", "1", "0"]
    assert sorted(house.parent.iterdir()) == [house]


def test_picture_draws_what_is_in_it_to_scale(run: Run, house: Path) -> None:
    picture = house.with_suffix(".svg")
    result = run("import", house, "--picture", picture)
    assert (result.exit_code, result.stderr, result.stdout) == (0, "", f"{picture}\n")
    drawn = picture.read_text(encoding="utf-8")
    assert "house.dxf, 1:50<" in drawn
    assert "House 7" in drawn
    assert drawn.count("<path") == 4
    assert run("import", house, "--picture", house.with_suffix(".png")).exit_code == 0
    assert not house.with_suffix(".trunkline").exists()


def test_a_picture_that_cannot_be_made_is_one_sentence(run: Run, house: Path, tmp_path: Path) -> None:
    wrong = run("import", house, "--picture", tmp_path / "house.bmp")
    assert (wrong.exit_code, "end the name in .svg or .png" in wrong.stderr) == (2, True)
    map_file = tmp_path / "roofs.geojson"
    map_file.write_text("{}", encoding="utf-8")
    wrong = run("import", map_file, "--picture", tmp_path / "map.svg")
    assert "only drawings and points are drawn" in wrong.stderr


def test_layers_become_what_is_said(run: Run, house: Path) -> None:
    project = house.with_suffix(".trunkline")
    layers = (
        "--layers",
        "A-ROOF=surface,A-*=obstacle",
        "--layers",
        "gutter=water",
        "--layers",
        "T*=underlay",
    )
    result = run("import", house, "-o", project, *layers, "--tilt", "35", "--azimuth", "180", "--fill")
    assert (result.exit_code, result.stderr) == (0, "")
    design = load_project(project)
    (surface,) = design.surfaces
    assert (
        result.stdout
        == f"{project}: 1 surface, {sum(len(r.modules) for r in design.rows)} modules, 1 underlay\n"
    )
    assert design.rows
    assert surface.outline[2] == pytest.approx((12_000.0, 8_000.0 / np.cos(np.radians(35.0))))
    assert [one.kind for one in surface.obstacles] == [ObstacleKind.WINDOW, ObstacleKind.DORMER]
    assert len(surface.water_lines) == 1
    assert [text.text for text in design.underlays[0].texts] == ["House 7"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ((), "1 surface taken as flat, as no heights say otherwise; add --tilt where a roof slopes\n"),
        (("--tilt", "0"), ""),
        (("--tilt", "A-ROOF=0"), ""),
        (("--tilt", "35"), ""),
    ],
)
def test_a_roof_that_nobody_said_the_slope_of_is_told_to_be_flat(
    run: Run, house: Path, said: tuple[str, ...], told: str
) -> None:
    result = run("import", house, "-o", house.with_suffix(".trunkline"), "--layers", "A-ROOF=surface", *said)
    assert (result.exit_code, result.stderr) == (0, told)


def test_without_layers_all_that_is_seen_is_underlay_also_in_a_project_that_is_there(
    run: Run, house: Path
) -> None:
    first, second = house.with_name("a.trunkline"), house.with_name("b.trunkline")
    assert run("import", house, "-o", first, "--layers", "A-ROOF=surface").exit_code == 0
    result = run("import", house, "--into", first, "-o", second)
    assert result.stdout == f"{second}: 1 surface, 0 modules, 5 underlays\n"
    assert load_project(second).underlays[0].name == "house.dxf: A-ROOF"


def test_the_unit_is_asked_for_where_the_file_does_not_say(run: Run, house: Path) -> None:
    document = ezdxf.readfile(house)
    document.units = 0
    document.saveas(house)
    project = house.with_suffix(".trunkline")
    result = run("import", house, "-o", project)
    assert result.exit_code == 2
    words = (
        "the file does not say its unit; it would measure in mm 0.012 × 0.008 m, in m 12 × 8 m, in in 0.3048"
    )
    assert words in result.stderr
    assert result.stderr.endswith("give --unit.\n")
    assert run("import", house, "--list").stdout.startswith("unit not stated; it would measure in mm 0.012")
    assert run("import", house, "-o", project, "--unit", "ft", "--layers", "A-ROOF=surface").exit_code == 0
    assert load_project(project).surfaces[0].outline[2] == pytest.approx((12 * 304.8, 8 * 304.8))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            ["--layers", "ROOF=surface"],
            "no layer 'ROOF'; did you mean 'A-ROOF'? --list shows them all",
        ),
        (["--layers", "Z*=surface"], "--layers: there is no layer 'Z*'"),
        (["--layers", "A-ROOF=roof"], "'roof' is nothing that a layer can become"),
        (["--layers", "A-ROOF"], "'A-ROOF' is no NAME=MEANING; write it like ROOF=surface"),
        (["--layers", "A-ROOF=surface", "--tilt", "90"], "--tilt: 90° is out of range; give 0 to 85"),
        (["--layers", "A-ROOF=surface", "--tilt", "steep"], "--tilt: "),
        (["--layers", "A-ROOF=surface", "--azimuth", "X=9"], "--azimuth: there is no layer 'X'"),
        (["--layers", "TEXT=surface"], "nothing of it can be imported as was chosen"),
        (["--layers", "GUTTER=water"], "obstacles and water lines lie on nothing"),
    ],
)
def test_a_mistake_is_one_sentence_and_no_file(run: Run, house: Path, options: list[str], words: str) -> None:
    project = house.with_suffix(".trunkline")
    result = run("import", house, "-o", project, *options)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert not project.exists()


def test_a_project_is_asked_for(run: Run, house: Path) -> None:
    assert "add -o NAME.trunkline" in run("import", house).stderr


def test_measured_points_become_surfaces_with_their_slope(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "points.csv"
    rows = ["outline,kind,x_m,y_m,z_m", "South,,0,0,3", "South,,9,0,3", "South,,9,4,7", "South,,0,4,7"]
    file.write_text("\n".join([*rows, "Pipe,vent,2,1,0", "Pipe,vent,2.2,1,0", "Pipe,vent,2.2,1.2,0"]))
    assert run("import", file, "-o", tmp_path / "p.trunkline").exit_code == 0
    (surface,) = load_project(tmp_path / "p.trunkline").surfaces
    assert (surface.name, surface.tilt_deg) == ("South", pytest.approx(45.0))
    assert [one.kind for one in surface.obstacles] == [ObstacleKind.VENT]


def test_a_map_in_kml_is_read_with_a_slope_for_all(run: Run, tmp_path: Path) -> None:
    ring = "11,48 11.0001,48 11.0001,48.00005 11,48.00005 11,48"
    line = f"<LinearRing><coordinates>{ring}</coordinates></LinearRing>"
    polygon = f"<Polygon><outerBoundaryIs>{line}</outerBoundaryIs></Polygon>"
    file = tmp_path / "roof.kml"
    file.write_text(f"<kml><Placemark><name>East</name>{polygon}</Placemark></kml>")
    assert "tilt_deg is missing" in run("import", file, "-o", tmp_path / "k.trunkline").stderr
    assert run("import", file, "-o", tmp_path / "k.trunkline", "--tilt", "25").exit_code == 0
    assert load_project(tmp_path / "k.trunkline").surfaces[0].tilt_deg == 25.0
    assert run("import", file, "--list", "--tilt", "25").stdout.splitlines()[2].split() == ["East", "1", "0"]


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    file = tmp_path / "roof.png"
    Image.linear_gradient("L").resize((400, 200)).save(file, dpi=(254, 254))
    return file


@pytest.mark.parametrize(
    ("options", "right_mm", "top_mm"),
    [
        (["--between", "0,100", "100,100", "--length", "5m"], 20_000.0, 10_000.0),
        (["--scale", "1:100"], 4_000.0, 2_000.0),
        ([], 20_000.0, 10_000.0),
        (["--corners", "0,200", "400,200", "400,0", "0,0", "--size", "7m", "3m"], 7_000.0, 3_000.0),
    ],
)
def test_a_picture_is_put_to_scale(
    run: Run, photograph: Path, options: list[str], right_mm: float, top_mm: float
) -> None:
    project = photograph.with_suffix(".trunkline")
    result = run("import", photograph, "-o", project, *options)
    assert result.exit_code == 0
    assert ("taken as 20 m long" in result.stderr) is not options
    (picture,) = load_project(project).pictures
    corner = mapped(homography(picture.pixels, picture.places), [(400.0, 0.0)])[0]
    assert corner == pytest.approx((right_mm, top_mm), rel=1e-3)
    assert picture.data == photograph.read_bytes()


@pytest.mark.parametrize(
    "options",
    [
        ("--between", "0,0", "6000,0", "--length", "30m"),
        ("--corners", "0,30", "6000,30", "6000,0", "0,0", "--size", "30m", "150"),
    ],
)
def test_pixels_are_those_of_the_file_also_where_it_was_made_smaller(
    run: Run, tmp_path: Path, options: tuple[str, ...]
) -> None:
    file, project = tmp_path / "drone.png", tmp_path / "drone.trunkline"
    Image.new("L", (6000, 30)).save(file)
    assert run("import", file, "--list").stdout == "6000 × 30 pixels\n"
    assert run("import", file, "-o", project, *options).exit_code == 0
    (picture,) = load_project(project).pictures
    assert (picture.width_px, picture.height_px) == (5000, 25)
    corner = mapped(homography(picture.pixels, picture.places), [(5000.0, 0.0)])[0]
    assert corner == pytest.approx((30_000.0, 150.0), rel=1e-6)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--between", "0,0", "0,0", "--length", "5m"], "--between: both points are the same"),
        (["--between", "0,0", "401,0", "--length", "5m"], "--between: 401,0 is outside of the picture"),
        (["--between", "0,0", "9,9"], "give both --between and --length"),
        (["--between", "0", "9,9", "--length", "5m"], "--between: '0' is no pixel; write it like 120,340"),
        (["--between", "0,0", "9,9", "--length", "-5m"], "--length: -5m is no length above 0"),
        (
            ["--corners", "0,0", "9,0", "18,0", "0,9", "--size", "1m", "1m"],
            "--corners: three of the four points",
        ),
        (["--corners", "0,0", "9,0", "9,9", "0,9"], "give both --corners and --size"),
        (["--scale", "0"], "--scale: '0' is no scale; write it like 1:100"),
        (["--scale", "1:1.000"], "--scale: '1.000' may be 1 or 1000; write 1000 or 1"),
    ],
)
def test_a_mistake_in_placing_a_picture_is_said(
    run: Run, photograph: Path, options: list[str], words: str
) -> None:
    result = run("import", photograph, "-o", photograph.with_suffix(".trunkline"), *options)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_picture_is_listed_by_its_size(run: Run, photograph: Path) -> None:
    assert run("import", photograph, "--list").stdout == "400 × 200 pixels, 254 pixels to an inch\n"


@pytest.mark.parametrize("layers", ["trunkline", "ncs-aia"])
def test_an_exported_drawing_comes_back_with_what_was_changed(run: Run, tmp_path: Path, layers: str) -> None:
    base, folder = example_path("gable"), tmp_path / "papers"
    options = ("--layers", layers, "--only", "drawing.dxf")
    assert run("export", base, "-o", folder, *options).exit_code == 0
    file, project = folder / "drawing.dxf", tmp_path / "again.trunkline"
    same = run("import", file, "--into", base, "--preview")
    assert (same.exit_code, same.stdout) == (0, "nothing was changed\n")
    document = ezdxf.readfile(file)
    blocks = [one for one in document.modelspace().query("INSERT") if one.dxf.name.startswith("PV_MODULE")]
    document.modelspace().delete_entity(blocks[0])
    document.saveas(file)
    result = run("import", file, "--into", base, "-o", project)
    assert result.stdout.splitlines() == [
        "East: 1 module taken out (M6)",
        "1 change",
        f"{project}: 2 surfaces, 13 modules",
    ]
    assert "only changes of an exported drawing" in run("import", file, "--preview").stderr
