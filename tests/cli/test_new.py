"""`trunkline new`: a project from options, or one sentence and no file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from designer.core.geometry.axes import RailAxis
from designer.core.geometry.edges import EdgeKind
from designer.core.model.design import BoxKind, ObstacleKind, RoofForm
from designer.core.model.rail_layout import RailLayout
from designer.edit.edits.starting import START_PRODUCTS
from designer.io.project import load_project

Run = Callable[..., Result]

EAST = "name=East,width=9.6m,height=5.2m,tilt=35,azimuth=90,rafter=600,rafter-offset=395,rafter-width=100"
WEST = "name=West,outline=0 0;8m 0;6m 4m;2m 4m,edges=eave;hip;ridge;hip,tilt=40,azimuth=270,rails=slope"
ROOF = ("--surface", EAST, "--surface", WEST)


def test_a_project_holds_what_the_options_say(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "house.trunkline"
    result = run(
        "new",
        file,
        *ROOF,
        *("--obstacle", "surface=East,kind=chimney,x=3m,y=2m,width=600,height=500,clearance=100"),
        *("--obstacle", "surface=West,outline=3m 1m;4m 1m;3.5m 2m"),
        *("--box", "surface=East,x=4.8m,y=100,kind=distribution"),
        *("--bridge", "from=East,at=4m 5.2m,to=S2,at2=4m 4m,length=600"),
        *("--setback", "all=250", "--setback", "ridge=457"),
        *("--obstacle-clearance", "80", "--gap", "18", "--min-temperature", "-16"),
        *("--customer", "Zoë", "--address", "Mühlweg 3", "--project-number", "17", "--name", "House"),
        *("--trunk", "hms-trunk-10awg-2.3m"),
    )
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{file}: 2 surfaces, 0 modules\n"
    design = load_project(file)
    east, west = design.surfaces
    assert (east.name, east.outline[2], east.tilt_deg) == ("East", (9600.0, 5200.0), 35.0)
    assert (east.azimuth_deg, east.x_bearing_deg) == (90.0, 0.0)
    assert (east.rafters.spacing_mm, east.rafters.offset_mm, east.rafters.width_mm) == (600.0, 395.0, 100.0)
    assert west.edges == (EdgeKind.EAVE, EdgeKind.HIP, EdgeKind.RIDGE, EdgeKind.HIP)
    assert (west.rail_axis, west.x_bearing_deg) == (RailAxis.SLOPE, 180.0)
    chimney, other = east.obstacles[0], west.obstacles[0]
    assert (chimney.kind, chimney.clearance_mm) == (ObstacleKind.CHIMNEY, 100.0)
    assert chimney.outline == ((3000.0, 2000.0), (3600.0, 2000.0), (3600.0, 2500.0), (3000.0, 2500.0))
    assert (other.kind, other.clearance_mm, len(other.outline)) == (ObstacleKind.OTHER, None, 3)
    assert (design.boxes[0].kind, design.boxes[0].x) == (BoxKind.DISTRIBUTION, 4800.0)
    bridge = design.bridges[0]
    assert (bridge.from_surface, bridge.from_point) == ("S1", (4000.0, 5200.0))
    assert (bridge.to_surface, bridge.to_point, bridge.length_mm) == ("S2", (4000.0, 4000.0), 600.0)
    assert design.settings.setbacks_mm[EdgeKind.EAVE] == 250.0
    assert design.settings.setbacks_mm[EdgeKind.RIDGE] == 457.0
    assert (design.settings.obstacle_clearance_mm, design.settings.module_gap_mm) == (80.0, 18.0)
    assert design.climate.min_c == -16.0
    assert (design.name, design.customer.name, design.customer.project_number) == ("House", "Zoë", "17")
    assert design.products.trunk == "hms-trunk-10awg-2.3m"
    assert design.products.module == START_PRODUCTS.module


def test_a_name_goes_before_an_id_that_another_surface_has(run: Run, tmp_path: Path) -> None:
    """The first surface gets the id S1, whatever it is called."""
    file, size = tmp_path / "house.trunkline", "width=9m,height=5m,tilt=30,azimuth=90"
    roof = ("--surface", f"name=S0,{size}", "--surface", f"name=S1,{size}")
    result = run("new", file, *roof, "--bridge", "from=S0,at=1m 1m,to=S1,at2=2m 1m,length=600")
    assert (result.exit_code, result.stderr) == (0, "")
    bridge = load_project(file).bridges[0]
    assert (bridge.from_surface, bridge.to_surface) == ("S1", "S2")


def test_a_project_without_a_name_is_called_like_its_file(run: Run, tmp_path: Path) -> None:
    assert run("new", tmp_path / "Barn.trunkline").exit_code == 0
    assert load_project(tmp_path / "Barn.trunkline").name == "Barn"


def test_a_place_on_the_site_plan_may_be_given(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "a.trunkline", "--surface", f"{EAST},east=4259.591,north=-2m")
    surface = load_project(tmp_path / "a.trunkline").surfaces[0]
    assert (surface.east_mm, surface.north_mm) == (4259.591, -2000.0)


def test_unmeasured_rafters_stand_half_a_spacing_from_the_origin(run: Run, tmp_path: Path) -> None:
    run(
        "new", tmp_path / "a.trunkline", "--surface", "name=A,width=9m,height=5m,tilt=30,azimuth=0,rafter=700"
    )
    rafters = load_project(tmp_path / "a.trunkline").surfaces[0].rafters
    assert (rafters.spacing_mm, rafters.offset_mm) == (700.0, 350.0)


def test_an_existing_file_is_replaced_only_when_asked_to(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "house.trunkline"
    file.write_text("precious")
    refused = run("new", file, *ROOF)
    assert refused.exit_code == 2
    assert refused.stderr == (
        f"error: {file}: the file exists already; choose another name or add --force to replace it.\n"
    )
    assert file.read_text() == "precious"
    assert run("new", file, "--force", *ROOF).exit_code == 0
    assert len(load_project(file).surfaces) == 2


BAD: list[tuple[str, tuple[str, ...], str]] = [
    (
        "unknown module",
        ("--module", "ja-solar-jam54d41-441-mb"),
        "there is no module 'ja-solar-jam54d41-441-mb'",
    ),
    ("unknown inverter", ("--inverter", "hms-1000"), "did you mean hms-1000-2t"),
    (
        "another maker's trunk",
        ("--family", "enphase-q-12"),
        "hms-1000-2t does not plug into trunk cable of the family enphase-q-12; choose hoymiles-hms.",
    ),
    ("unknown rail", ("--rail", "k3"), "there is no rail system 'k3'"),
    ("unknown trunk", ("--trunk", "x"), "products.trunk: there is no trunk cable"),
    (
        "unknown region",
        ("--region", "eu-231"),
        "region: there is no region 'eu-231' in the catalogue; did you mean eu-230",
    ),
    (
        "crossing outline",
        ("--surface", "name=X,outline=0 0;8m 5m;8m 0;0 4m,tilt=30,azimuth=0"),
        "surface S1: its outline crosses or touches itself at (",
    ),
    (
        "two corners",
        ("--surface", "name=X,outline=0 0;8m 5m,tilt=30,azimuth=0"),
        "only 2 of the three corners",
    ),
    ("no width", ("--surface", "name=X,width=0,height=5m,tilt=30,azimuth=0"), "--surface X: width is 0 mm"),
    ("negative height", ("--surface", "name=X,width=1,height=-5,tilt=30,azimuth=0"), "height is -5 mm"),
    (
        "no length",
        ("--surface", "name=X,width=nan,height=5m,tilt=30,azimuth=0"),
        "width: 'nan' is not a length",
    ),
    (
        "no tilt",
        ("--surface", "name=X,width=5m,height=5m,azimuth=0"),
        "--surface X: the field 'tilt' is missing",
    ),
    ("steep", ("--surface", "name=X,width=5m,height=5m,tilt=95,azimuth=0"), "a tilt of 95° is impossible"),
    (
        "width and outline",
        ("--surface", "name=X,outline=0 0;1m 0;1m 1m,width=3,tilt=1,azimuth=0"),
        "an outline and a width are given; give either",
    ),
    ("name twice", ("--surface", EAST, "--surface", EAST), "--surface East: a surface of this name exists"),
    (
        "too few edges",
        ("--surface", "name=X,width=5m,height=5m,tilt=30,azimuth=0,edges=eave;hip"),
        "surface S1: it has 4 edges but 2 kinds",
    ),
    (
        "tight rafters",
        ("--surface", "name=X,width=5m,height=5m,tilt=30,azimuth=0,rafter=1"),
        "surface S1: a rafter spacing of 1 mm is too small; give 10 mm or more",
    ),
    (
        "obstacle outside",
        ("--surface", EAST, "--obstacle", "surface=East,x=20m,y=0,width=1m,height=1m"),
        "obstacle O2 on surface S1: it reaches outside the surface; keep it inside the surface, which",
    ),
    (
        "obstacle nowhere",
        ("--surface", EAST, "--obstacle", "surface=Eats,x=2m,y=0,width=1m,height=1m"),
        "--obstacle: there is no surface 'Eats'; did you mean 'East'",
    ),
    (
        "obstacle without a roof",
        ("--obstacle", "surface=E,x=0,y=0,width=1,height=1"),
        "add it with --surface",
    ),
    ("box of text", ("--surface", EAST, "--box", "surface=East,x=a,y=1"), "--box: x: 'a' is not a length"),
    (
        "bridge to itself",
        ("--surface", EAST, "--bridge", "from=East,at=0 0,to=East,at2=1 1,length=600"),
        "bridge G2: it joins surface S1 with itself",
    ),
    ("setback without length", ("--setback", "eave"), "--setback: 'eave' is no KIND=LENGTH; write it like"),
    ("setback of nothing", ("--setback", "eve=300"), "--setback: unknown kind 'eve'; did you mean 'eave'"),
    ("negative setback", ("--setback", "eave=-300"), "settings: the setback of -300 mm"),
    ("setback of text", ("--setback", "eave=wide"), "--setback: 'wide' is not a length"),
    ("clearance of text", ("--obstacle-clearance", "x"), "--obstacle-clearance: 'x' is not a length"),
    ("temperature of text", ("--min-temperature", "cold"), "--min-temperature: 'cold' is not a number"),
    (
        "wanted on nothing",
        ("--surface", EAST, "--wanted", "North=3"),
        "--wanted: there is no surface 'North'",
    ),
    (
        "wanted of text",
        ("--surface", EAST, "--wanted", "East=six"),
        "--wanted: 'East=six' is no SURFACE=NUMBER",
    ),
    (
        "module larger than the roof",
        ("--surface", "name=Shed,width=1.5m,height=1.2m,tilt=10,azimuth=180"),
        "is larger than the roof; choose a smaller module",
    ),
    (
        "no room between the setbacks",
        ("--surface", "name=Shed,width=2m,height=1.9m,tilt=10,azimuth=180", "--fill"),
        "finds room on the roof; check its lengths, setbacks",
    ),
    ("control character", ("--name", "a\x07b"), "name: the text holds the character U+0007"),
]


@pytest.mark.parametrize(("args", "words"), [pytest.param(*case[1:], id=case[0]) for case in BAD])
def test_what_cannot_be_used_is_one_sentence_and_no_file(
    run: Run, tmp_path: Path, args: tuple[str, ...], words: str
) -> None:
    result = run("new", tmp_path / "house.trunkline", *args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert words in result.stderr
    assert result.stderr.startswith("error: ")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_missing_or_closed_is_one_sentence(run: Run, tmp_path: Path) -> None:
    result = run("new", tmp_path / "missing" / "house.trunkline")
    assert result.exit_code == 2
    assert "it cannot be written (no such file or directory)" in result.stderr


def test_surfaces_are_filled_and_a_box_is_proposed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "house.trunkline"
    result = run("new", file, *ROOF, "--fill")
    assert (result.exit_code, result.stderr) == (0, "")
    design = load_project(file)
    assert {row.surface for row in design.rows} == {"S1", "S2"}
    assert [box.surface for box in design.boxes] == ["S1", "S2"]
    assert f"{sum(len(row.modules) for row in design.rows)} modules" in result.stdout


def test_a_wanted_number_fills_its_surface_with_so_many(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "house.trunkline"
    assert run("new", file, *ROOF, "--wanted", "East=6", "--orientation", "portrait").exit_code == 0
    design = load_project(file)
    assert sum(len(row.modules) for row in design.rows_on("S1")) == 6
    assert {row.orientation.value for row in design.rows} == {"portrait"}
    assert design.rows_on("S2") == ()


def test_a_wanted_number_that_does_not_fit_is_told(run: Run, tmp_path: Path) -> None:
    result = run("new", tmp_path / "house.trunkline", "--surface", EAST, "--wanted", "East=600")
    assert result.exit_code == 0
    assert "of the 600 wanted modules find room" in result.stderr


def test_a_setback_preset_is_taken_and_single_setbacks_go_before_it(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "house.trunkline"
    result = run("new", file, "--surface", EAST, "--setbacks", "us-irc", "--setback", "verge=300")
    assert result.exit_code == 0
    settings = load_project(file).settings
    assert settings.setback_preset == "us-irc"
    assert settings.setbacks_mm == {EdgeKind.RIDGE: 457.0, EdgeKind.VERGE: 300.0}


def test_an_unknown_setback_preset_is_one_sentence_and_no_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "house.trunkline"
    result = run("new", file, "--surface", EAST, "--setbacks", "us-ircc")
    assert result.exit_code == 2
    assert "--setbacks us-ircc" in result.stderr
    assert "did you mean us-irc" in result.stderr
    assert not file.exists()


def test_wind_zones_are_told_by_height_form_and_spans(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "house.trunkline"
    loads = ("--pressure", "1800", "--uplift", "1200.5")
    lengths = ("--building-height", "7.5m", "--edge-span", "850", "--corner-span", "650")
    assert run("new", file, "--surface", f"{EAST},form=monopitch", *lengths, *loads).exit_code == 0
    design = load_project(file)
    assert design.surfaces[0].roof_form is RoofForm.MONOPITCH
    assert design.settings.building_height_mm == 7500.0
    assert (design.settings.design_pressure_pa, design.settings.design_uplift_pa) == (1800.0, 1200.5)
    assert (design.settings.edge_span_mm, design.settings.corner_span_mm) == (850.0, 650.0)


def test_rail_layouts_are_chosen_for_the_project_and_for_single_surfaces(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "house.trunkline"
    west = "name=West,width=9.6m,height=5.2m,tilt=35,azimuth=270,layout=pairs"
    options = ("--rail", "k2-crossrail-48-x", "--rail-layout", "shared", "--shared-span", "1m")
    assert run("new", file, "--surface", EAST, "--surface", west, *options).exit_code == 0
    design = load_project(file)
    assert design.settings.rail_layout is RailLayout.SHARED
    assert design.settings.shared_span_mm == 1000.0
    assert [one.rail_layout for one in design.surfaces] == [None, RailLayout.PAIRS]


def test_an_unknown_rail_layout_is_one_sentence(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "house.trunkline"
    result = run("new", file, "--surface", f"{EAST},layout=shard")
    assert result.exit_code == 2
    assert "layout: unknown kind 'shard'; did you mean 'shared'" in result.stderr
    assert not file.exists()
