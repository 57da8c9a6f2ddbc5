"""`trunkline compare`: ways to fill side by side, and one of them taken into another project."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from designer.core.findings import Severity
from designer.core.planning import derive
from designer.edit.fill_variants import fill_variants
from designer.io.catalogs import load_catalog
from designer.io.examples import example_path
from designer.io.project import load_project

Run = Callable[..., Result]
HIP = example_path("hip")


def ways(result: Result) -> dict[str, dict[str, float]]:
    assert result.exit_code == 0, result.output
    (surface,) = json.loads(result.stdout)
    return {way["way"]: way for way in surface["ways"]}


def test_every_surface_has_a_table_with_all_ways(run: Run) -> None:
    result = run("compare", HIP)
    assert result.exit_code == 0
    for surface in load_project(HIP).surfaces:
        assert surface.name in result.stdout.splitlines()
    for way in fill_variants(load_project(HIP).surfaces[0]):
        assert result.stdout.count(f"\n{way.word} ") == 4


@pytest.mark.parametrize("way", ["mixed", "halves", "block"])
def test_the_figures_are_those_of_the_plan_that_the_way_leads_to(run: Run, tmp_path: Path, way: str) -> None:
    figures = ways(run("compare", HIP, "--surface", "South", "--json"))[way]
    target = tmp_path / "taken.trunkline"
    assert run("compare", HIP, "--surface", "South", "--take", way, "-o", target).exit_code == 0
    design = load_project(target)
    south = next(surface.id for surface in design.surfaces if surface.name == "South")
    plan = derive(design, load_catalog())
    part = next(part for part in plan.surfaces if part.surface == south)
    assert figures["modules"] == len(part.modules)
    assert figures["kwp"] == pytest.approx(0.44 * len(part.modules))
    assert figures["inverters"] == len(part.inverters)
    assert figures["spare_inputs"] == sum(inverter.spare_inputs for inverter in part.inverters)
    assert figures["rail_m"] == pytest.approx(
        sum(rail.end_mm - rail.start_mm for rail in part.rails) / 1000, abs=1e-3
    )
    faults = [
        finding
        for finding in plan.findings
        if finding.code.startswith("rail") and finding.severity is Severity.ERROR
    ]
    assert figures["rail_errors"] == len(faults) == 0


def test_the_project_compared_is_not_changed_and_other_surfaces_keep_their_rows(
    run: Run, tmp_path: Path
) -> None:
    before = HIP.read_bytes()
    target = tmp_path / "taken.trunkline"
    run("compare", HIP, "--surface", "South", "--take", "landscape", "-o", target)
    assert HIP.read_bytes() == before
    old, new = load_project(HIP), load_project(target)
    south = next(surface.id for surface in old.surfaces if surface.name == "South")
    assert [row for row in new.rows if row.surface != south] == [r for r in old.rows if r.surface != south]
    assert {row.orientation for row in new.rows_on(south)} == {"landscape"}


def test_numbers_hold_for_every_way(run: Run) -> None:
    found = ways(run("compare", HIP, "--surface", "South", "--wanted", "9", "--whole", "--json"))
    assert all(way["modules"] == 8 for way in found.values())
    assert all(way["spare_inputs"] == 0 for way in found.values())


@pytest.fixture
def flat(run: Run, tmp_path: Path) -> Path:
    """A flat roof of 14 m by 12 m without modules."""
    file = tmp_path / "flat.trunkline"
    roof = "name=Roof,width=14m,height=12m,tilt=0,azimuth=180,edges=parapet;parapet;parapet;parapet"
    assert run("new", file, "--surface", roof).exit_code == 0
    return file


def test_flat_roofs_are_compared_with_rows_that_stand_up(run: Run, flat: Path) -> None:
    found = ways(run("compare", flat, "--json"))
    assert found["tilted"]["modules"] < found["tilted-pairs"]["modules"] < found["mixed"]["modules"]
    closer = ways(run("compare", flat, "--json", "--row-pitch", "1.2m", "--tilt", "10"))
    assert closer["tilted"]["modules"] > found["tilted"]["modules"]
    assert "less than the rows are deep" in closer["tilted-pairs"]["problem"]
    text = run("compare", flat, "--row-pitch", "1.2m").stdout
    assert "tilted-pairs: a row pitch of 1200 mm is less than the rows are deep" in text


def test_a_way_of_flat_roofs_is_taken_with_its_walkways(run: Run, flat: Path, tmp_path: Path) -> None:
    target = tmp_path / "taken.trunkline"
    options = ("--tilt", "12", "--walkways", "2=900", "-o", target)
    assert run("compare", flat, "--take", "tilted-pairs", *options).exit_code == 0
    rows = sorted(load_project(target).rows, key=lambda row: row.across_mm)
    assert {row.tilt_deg for row in rows} == {12.0, -12.0}
    depth = rows[1].across_mm - rows[0].across_mm - 20.0
    assert rows[4].across_mm - rows[3].across_mm - depth >= 900.0 - 1e-3


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--surface", "Sout"), "there is no surface 'Sout'; did you mean 'South'"),
        (("--take", "mixd", "-o", "x.trunkline"), "no way to fill called 'mixd'; did you mean 'mixed'"),
        (("--walkways", "six"), "'six' is no ROWS=LENGTH; write it like 6=800"),
        (("--row-pitch", "wide"), "'wide' is not a length"),
        (("--take", "mixed"), "no file to write to is given; name one with -o"),
        (("--take", "mixed", "-o", HIP, "--force"), "it is the file that is read"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(run: Run, options: tuple[str, ...], sentence: str) -> None:
    result = run("compare", HIP, *options)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1
