"""`trunkline explain`: why branches are as they are, in sentences and as JSON."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from msgspec.structs import replace

from designer.core.model.design import BranchLock
from designer.io.examples import example_path
from designer.io.project import load_project, save_project
from tests.core.trunk.test_stage import fourteen
from tests.sites import keeping_first

Run = Callable[..., Result]

TWO_CABLES = """
[[family]]
id = "hoymiles-hms"
maker = "Hoymiles"
name = "two cables"
field_wired = true
links_allowed = true
phases = 1
stripping_mm = 30
service_loop_mm = 300
dressing_mm = 50
slack_limit_mm = 2000
parts = []
provenance = { source = "test" }

[[family.products]]
id = "hms-trunk-10awg-2.0m"
description = "2.0 m"
pitch_mm = 2000
conductor = "10 AWG"
ohm_per_km = 4.07
ocpd_a = 32
ports_per_reel = 20
price_per_reel = 706.72
provenance = { source = "test" }

[[family.products]]
id = "hms-trunk-10awg-4.2m"
description = "4.2 m"
pitch_mm = 4200
conductor = "10 AWG"
ohm_per_km = 4.07
ocpd_a = 32
ports_per_reel = 10
provenance = { source = "test" }

[[family.bulk]]
id = "hms-cable-10awg"
description = "end cable"
conductor = "10 AWG"
ohm_per_km = 4.07
reel_length_mm = 50000
provenance = { source = "test" }
"""


@pytest.fixture
def row(tmp_path: Path) -> Path:
    """The row of fourteen modules as a project file."""
    path = tmp_path / "row.trunkline"
    save_project(fourteen(), path)
    return path


def test_a_branch_is_told_in_sentences_limits_and_options(run: Run, row: Path) -> None:
    result = run("explain", row)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("B1: 7 inverters on hms-trunk-10awg-2.3m, fed at its end from X1\n")
    assert (
        "Limited by current: one inverter more (another hms-1000-2t) would need 34.78 A in all, 32 A are"
        in (result.stdout)
    )
    assert "the runner-up hms-trunk-10awg-4.2m would have cost" in result.stdout
    assert "as planned" in result.stdout


def test_a_lock_over_its_limit_is_said_to_break_it_before_one_more_is(run: Run, row: Path) -> None:
    lock = BranchLock(
        id="K1", inverters=("I9", "I7", "I5", "I3", "I1"), box="X1", product="hms-trunk-12awg-2.3m"
    )
    save_project(replace(fourteen(), locks=(lock,)), row)
    result = run("explain", row, "--branch", "K1")
    first, second = result.stdout.splitlines()[1:3]
    assert first == "  Over the limit of current already: 5 inverters, 4 are allowed: 21.74 A on 20 A."
    assert second.startswith("  Limited by current: one inverter more")
    (branch,) = json.loads(run("explain", row, "--branch", "K1", "--json").stdout)["branches"]
    assert branch["sentences"]["over_limits"] == first.strip()


def test_with_two_cables_skipping_linking_and_the_longer_pitch_have_their_prices(
    run: Run, row: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "two.toml").write_text(TWO_CABLES, encoding="utf-8")
    monkeypatch.setenv("TRUNKLINE_CATALOG", str(own))
    (branch,) = json.loads(run("explain", row, "--json").stdout)["branches"]
    told = [branch["chosen"], *branch["options"]]
    kinds = {(one["pitch_mm"], one["capped"] > 0, one["links"] > 0) for one in told}
    assert {(2000, True, False), (2000, False, True), (4200, False, False)} <= kinds
    assert branch["chosen"]["cost"] == min(one["cost"] for one in told)
    sentences = run("explain", row).stdout
    assert (
        "the runner-up hms-trunk-10awg-2.0m with 1 port skipped and capped and 1 link would have cost"
        in sentences
    )


def test_one_branch_can_be_asked_for_by_its_id_or_that_of_an_inverter(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "hip.trunkline"
    save_project(keeping_first(load_project(example_path("hip"))), path)
    every = json.loads(run("explain", path, "--json").stdout)["branches"]
    assert len(every) > 1
    wanted = every[1]
    for name in (wanted["circuit"], wanted["inverters"][0]):
        (only,) = json.loads(run("explain", path, "--branch", name, "--json").stdout)["branches"]
        assert only == wanted


def test_an_unknown_branch_is_one_sentence_and_exit_code_2(run: Run, row: Path) -> None:
    result = run("explain", row, "--branch", "B77")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no branch or inverter B77 in the plan" in result.stderr


def test_without_branches_it_says_what_is_missing(run: Run, row: Path) -> None:
    save_project(replace(fourteen(), boxes=()), row)
    result = run("explain", row)
    assert result.exit_code == 0
    assert result.stdout == "There are no branches: put modules on a surface and a box beside them.\n"
