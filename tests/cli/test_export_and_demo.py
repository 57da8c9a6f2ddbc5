"""`trunkline export` and `trunkline demo`: all files or none, into a folder that is made if need be."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from designer.io.examples import example_names, example_path
from designer.io.project import load_project

Run = Callable[..., Result]

FILES = {
    "drawing.dxf",
    "sheets.pdf",
    "cut-list.csv",
    "bom.csv",
    "branches.csv",
    "serials.csv",
    "modules.csv",
    "serials.json",
    "lists.xlsx",
    "labels.pdf",
    "report.pdf",
    "cut-plan.pdf",
    "installation-map.pdf",
    "installer-sheet.pdf",
    "plan.json",
}
GABLE = example_path("gable")


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gabled house, exported by a real process into folders that it makes."""
    folder = tmp_path_factory.mktemp("export") / "new" / "out"
    command = [sys.executable, "-m", "designer", "export", str(GABLE), "-o", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert {Path(line).name for line in done.stdout.splitlines()} == FILES
    return folder


def test_all_files_are_written_and_no_other(exported: Path) -> None:
    assert names(exported) == FILES


def test_every_file_is_what_its_name_says(exported: Path) -> None:
    assert (exported / "drawing.dxf").read_bytes().lstrip().startswith(b"0")
    assert (exported / "lists.xlsx").read_bytes().startswith(b"PK")
    for paper in ("cut-plan.pdf", "installation-map.pdf", "installer-sheet.pdf"):
        assert (exported / paper).read_bytes().startswith(b"%PDF-")
    assert isinstance(json.loads((exported / "plan.json").read_bytes()), dict)


def test_the_lists_have_the_columns_that_others_rely_on(exported: Path) -> None:
    for name, header in (
        (
            "cut-list.csv",
            "piece,kind,product,length_mm,ports,branch,surface,from,to,stock,stock_length_mm,cut_start_mm,quantity",
        ),
        ("bom.csv", "item,product,description,quantity,unit,source"),
    ):
        rows = list(csv.reader(io.StringIO((exported / name).read_text(encoding="utf-8-sig"))))
        assert rows[0] == header.split(",")
        assert len(rows) > 5


def test_an_older_dxf_version_may_be_asked_for(run: Run, tmp_path: Path) -> None:
    assert run("export", GABLE, "-o", tmp_path, "--dxf-version", "R2000").exit_code == 0
    assert "AC1015" in (tmp_path / "drawing.dxf").read_text(encoding="utf-8", errors="replace")[:2000]


def test_a_file_where_the_folder_should_be_is_one_sentence(run: Run, tmp_path: Path) -> None:
    in_the_way = tmp_path / "out"
    in_the_way.write_text("precious")
    for folder in (in_the_way, in_the_way / "deeper"):
        for args in (("export", GABLE, "-o", folder), ("demo", folder)):
            result = run(*args)
            assert result.exit_code == 2
            assert result.stderr == (
                f"error: {in_the_way}: it is a file, not a folder; name a folder, which is made if need be.\n"
            )
    assert in_the_way.read_text() == "precious"


def test_a_folder_in_the_place_of_a_file_stops_the_export_before_it_starts(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.json").mkdir()
    result = run("export", GABLE, "-o", tmp_path)
    assert result.exit_code == 2
    assert "plan.json: it is a folder" in result.stderr
    assert names(tmp_path) == {"plan.json"}


def test_a_project_is_not_overwritten_by_a_paper_of_its_name(run: Run, tmp_path: Path) -> None:
    project = tmp_path / "plan.json"
    project.write_bytes(GABLE.read_bytes())
    result = run("export", project, "-o", tmp_path)
    assert result.exit_code == 2
    assert result.stderr == f"error: {project}: it is the file that is read; choose another folder.\n"
    assert names(tmp_path) == {"plan.json"}
    assert project.read_bytes() == GABLE.read_bytes()


def test_when_one_paper_fails_none_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("designer.export.plan_json.plan_json", fails)
    result = run("export", GABLE, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: no space left on device")
    assert not (tmp_path / "out").exists()


def test_the_demo_is_listed_one_name_a_line_the_gabled_house_first(run: Run) -> None:
    result = run("demo", "--list")
    assert result.stdout.splitlines() == ["gable", "hip", "hall"]
    described = run("demo", "--list", "--describe").stdout.splitlines()
    assert [line.split(": ", 1)[0] for line in described] == list(example_names())


def test_the_demo_writes_the_first_example_with_its_project(run: Run, tmp_path: Path) -> None:
    result = run("demo", tmp_path / "out")
    assert (result.exit_code, result.stderr) == (0, "")
    assert names(tmp_path / "out") == {*FILES, "gable.trunkline"}
    assert load_project(tmp_path / "out" / "gable.trunkline") == load_project(GABLE)
    assert "Total: 14 modules" in result.stdout


def test_a_demo_project_that_was_worked_on_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    assert run("demo", tmp_path).exit_code == 0
    assert run("demo", tmp_path).exit_code == 0
    project = tmp_path / "gable.trunkline"
    project.write_text("worked on")
    result = run("demo", tmp_path)
    assert result.exit_code == 2
    assert result.stderr == f"error: {project}: it differs from the example; choose another folder.\n"
    assert project.read_text() == "worked on"


def test_another_example_may_be_named(run: Run, tmp_path: Path) -> None:
    assert run("demo", tmp_path, "--example", "hip").exit_code == 0
    assert names(tmp_path) == {*FILES, "hip.trunkline"}


def test_an_unknown_example_or_no_folder_is_one_sentence(run: Run, tmp_path: Path) -> None:
    unknown = run("demo", tmp_path / "out", "--example", "hipp")
    assert unknown.exit_code == 2
    assert unknown.stderr == "error: there is no example 'hipp'; did you mean 'hip'?\n"
    assert not (tmp_path / "out").exists()
    assert run("demo").stderr == "error: no folder to write to is named; write `trunkline demo out`.\n"
