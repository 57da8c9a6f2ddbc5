"""What is no plain file in the place of one: pipes that never end, devices, links in a circle, folders."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.everything import all_threats, run_on
from tests.hostile.runner import Run, Runner
from tests.hostile.threat import Threat

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="pipes and devices of Unix")

_EACH = list({one.reader: one for one in all_threats() if "catalogue" not in one.reader}.values())
"""One file of each reader; of a catalogue folder only plain files are looked at."""

_PLACES: dict[str, Callable[[Path], object]] = {
    "a device": lambda file: file.symlink_to("/dev/zero"),
    "a link in a circle": lambda file: file.symlink_to(file),
    "a folder": Path.mkdir,
}


@pytest.mark.parametrize("threat", _EACH, ids=lambda one: one.reader)
def test_a_pipe_is_not_waited_for(threat: Threat, runner: Runner, tmp_path: Path) -> None:
    _check(run_on(threat, runner, tmp_path, os.mkfifo))


@pytest.mark.parametrize("place", _PLACES)
def test_what_is_no_plain_file_is_not_read(place: str, runner: Runner, tmp_path: Path) -> None:
    _check(run_on(_EACH[0], runner, tmp_path, _PLACES[place]))


def _check(run: Run) -> None:
    assert run.code == 2, run
    assert "it is not a plain file" in run.said or "it cannot be read" in run.said
    assert run.said.count("\n") == 1
