"""A plan that takes long says so where somebody waits at a terminal."""

import sys

import pytest

from designer.cli import patience
from designer.cli.loading import planned
from designer.core.model.design import TrunkSearch
from designer.io.examples import example_path


@pytest.mark.parametrize(
    ("patient_s", "at_a_terminal", "search", "said"),
    [
        (0.0, True, None, 1),
        (0.0, False, None, 0),
        (600.0, True, None, 0),
        (0.0, True, TrunkSearch.FIRST, 0),
    ],
)
def test_a_plan_that_takes_long_says_so_once_at_a_terminal(
    monkeypatch, capsys, patient_s, at_a_terminal, search, said
):
    monkeypatch.setattr(patience, "PATIENT_S", patient_s)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: at_a_terminal)
    assert planned(example_path("gable"), search=search).plan.branches
    assert capsys.readouterr().err.count("still looking for cheaper branches") == said
