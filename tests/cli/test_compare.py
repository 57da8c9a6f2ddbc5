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
    for way in fill_variants():
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


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--surface", "Sout"), "there is no surface 'Sout'; did you mean 'South'"),
        (("--take", "mixd", "-o", "x.trunkline"), "no way to fill called 'mixd'; did you mean 'mixed'"),
        (("--take", "mixed"), "no file to write to is given; name one with -o"),
        (("--take", "mixed", "-o", HIP, "--force"), "it is the file that is read"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(run: Run, options: tuple[str, ...], sentence: str) -> None:
    result = run("compare", HIP, *options)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1
