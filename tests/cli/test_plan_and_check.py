"""`trunkline plan` and `trunkline check`: a summary, the whole plan as JSON, findings and exit codes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from msgspec.structs import replace

from designer.cli.nouns import number
from designer.cli.summary import counted, summary
from designer.cli.table import table
from designer.core.findings import error, note, warning
from designer.core.model.design import Pin, ShelfOffcut
from designer.core.planning import Planner, derive
from designer.io.catalogs import load_catalog
from designer.io.examples import example_path
from designer.io.project import load_project, save_project
from tests.sites import catalog, fed_in_its_middle

Run = Callable[..., Result]

GABLE = example_path("gable")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the gabled house that may be changed."""
    path = tmp_path / "house.trunkline"
    path.write_bytes(GABLE.read_bytes())
    return path


def test_the_summary_tells_surfaces_branches_totals_cuts_and_findings(run: Run) -> None:
    result = run("plan", GABLE)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "Gabled house: Anna Berger, Am Hang 4, 86899 Landsberg"
    cells = [line.split() for line in lines]
    assert any(row[1:4] == ["East", "6", "2.64"] for row in cells)
    assert any(row[1:4] == ["West", "8", "3.52"] for row in cells)
    assert any(row[:1] == ["B1a"] and row[2:4] == ["7/7", "(4)"] for row in cells)
    assert "Total: 14 modules, 6.16 kWp, 7 inverters, 7.00 kVA, 1 branch" in lines
    assert any(line.startswith("Cut: k2-singlerail-36: ") for line in lines)
    assert lines[-1].startswith("Findings: ")


def test_a_circuit_fed_in_its_middle_is_told_as_a_whole_with_each_leg_beside_it() -> None:
    design, known = fed_in_its_middle(), catalog()
    lines = summary(design, derive(design, known), known).splitlines()
    first, second = (line.split() for line in lines if line.startswith("K1"))
    assert first[2:4] == ["7/6", "(4)"]
    assert second[2:4] == ["7/6", "(3)"]
    assert first[-4:-2] == ["30.4", "(17.4)"]
    assert second[-4:-2] == ["30.4", "(13.0)"]


def test_the_whole_plan_is_one_json_document(run: Run) -> None:
    result = run("plan", GABLE, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert isinstance(json.loads(result.stdout), dict)


def test_the_first_branches_can_be_kept(run: Run) -> None:
    hip = example_path("hip")
    told = json.loads(run("plan", hip, "--first", "--json").stdout)
    first = Planner(load_catalog()).plan(load_project(hip), hasty=True)
    assert [one["inverters"] for one in told["branches"]] == [list(one.inverters) for one in first.branches]
    refused = run("plan", hip, "--first", "--thorough")
    assert refused.exit_code == 2
    assert "--first and --thorough exclude each other" in refused.stderr


def test_a_plan_without_errors_checks_as_sound(run: Run) -> None:
    result = run("check", GABLE)
    assert result.exit_code == 0
    assert "error" not in result.stdout
    assert result.stdout.splitlines()[-1].startswith("Findings: ")


def pinned_astray(path: Path) -> None:
    """Pin the first inverter where none can hang."""
    design = load_project(path)
    first = f"I{design.rows[0].modules[0].id[1:]}"
    save_project(replace(design, pins=(Pin(inverter=first, along_mm=-5_000.0),)), path)


def test_an_error_ends_with_exit_code_1_until_it_is_approved(run: Run, project: Path) -> None:
    pinned_astray(project)
    result = run("check", project)
    assert result.exit_code == 1
    assert result.stdout.startswith("error: ")
    assert "cannot hang where it is pinned, at -5000 mm" in result.stdout
    found = json.loads(run("check", project, "--json").stdout)["findings"]
    keys = tuple(entry["key"] for entry in found if entry["severity"] == "error")
    save_project(replace(load_project(project), approvals=keys), project)
    approved = run("check", project)
    assert approved.exit_code == 0
    assert "error (approved): " in approved.stdout
    assert "approved" in approved.stdout.splitlines()[-1]


def test_findings_as_json_carry_code_place_sentence_and_key(run: Run, project: Path) -> None:
    pinned_astray(project)
    result = run("check", project, "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)["findings"]
    (entry,) = [entry for entry in found if entry["code"] == "pin-not-held"]
    assert entry["severity"] == "error"
    assert entry["location"]["surface"] == "S1"
    assert entry["subjects"]
    assert entry["key"].startswith("pin-not-held:I")
    assert entry["params"]["along_mm"] == -5_000.0
    assert not entry["approved"]
    assert entry["sentence"].startswith("inverter I")


@pytest.mark.parametrize("command", [("plan",), ("check",), ("export", "-o", "out")])
def test_an_unusable_project_is_one_sentence_and_exit_code_2(
    run: Run, project: Path, command: tuple[str, ...]
) -> None:
    design = load_project(project)
    products = replace(design.products, module="ja-solar-jam54d41-441-mb")
    save_project(replace(design, products=products), project)
    result = run(command[0], project, *command[1:])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(
        f"error: {project}: products.module: there is no module 'ja-solar-jam54d41-441"
    )
    assert "did you mean ja-solar-jam54d41-440-mb" in result.stderr
    assert result.stderr.count("\n") == 1


def test_an_offcut_of_an_unknown_product_is_refused(run: Run, project: Path) -> None:
    shelf = (
        ShelfOffcut(id="F9001", product="hms-cable-10awg", length_mm=5000.0),
        ShelfOffcut(id="F9002", product="k2-singlerail-37", length_mm=2000.0),
    )
    save_project(replace(load_project(project), offcuts=shelf, next_number=10_000), project)
    result = run("check", project)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error: {project}: shelf offcut F9002: product: there is no rail")
    assert "did you mean k2-singlerail-36" in result.stderr


def test_findings_are_counted_by_severity_and_approval() -> None:
    found = [error("a", "1"), error("b", "2"), warning("c"), note("d")]
    assert counted(found, ()) == "Findings: 2 errors, 1 warning, 1 note; `trunkline check` lists them"
    assert counted(found[:2], ("a:1",)) == "Findings: 1 error, 1 approved; `trunkline check` lists them"
    assert counted((), ()) == "Findings: none"


def test_a_table_sets_figures_to_the_right_and_words_to_the_left() -> None:
    assert table(("Name", "kWp"), (("East", "2.64"), ("West and more", "13.50"))).splitlines() == [
        "Name             kWp",
        "-------------  -----",
        "East            2.64",
        "West and more  13.50",
    ]


def test_nouns_take_their_plural() -> None:
    assert [number(count, "branch") for count in (0, 1, 2)] == ["0 branches", "1 branch", "2 branches"]
    assert number(2, "module") == "2 modules"
