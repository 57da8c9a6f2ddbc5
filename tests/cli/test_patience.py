"""A plan that takes long says so where somebody waits at a terminal."""

import sys

import pytest

from designer.cli import patience
from designer.cli.loading import planned
from designer.io.examples import example_path


@pytest.mark.parametrize(
    ("patient_s", "at_a_terminal", "said"), [(0.0, True, 1), (0.0, False, 0), (600.0, True, 0)]
)
def test_a_plan_that_takes_long_says_so_once_at_a_terminal(
    monkeypatch, capsys, patient_s, at_a_terminal, said
):
    monkeypatch.setattr(patience, "PATIENT_S", patient_s)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: at_a_terminal)
    assert planned(example_path("gable")).plan.branches
    assert capsys.readouterr().err.count("still looking for cheaper branches") == said
