"""Every hostile file is refused by the program itself: one sentence, exit code 2, and less than 500 MB.

`python -m tests.benchmarks.bench_hostile` measures how long that takes; a limit of 30 s ends what hangs.
"""

import sys
from pathlib import Path

import pytest

from tests.hostile.everything import all_threats, fault_of, tried
from tests.hostile.runner import Runner
from tests.hostile.threat import Threat

MOST_MB = 500.0

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is measured by Linux")


def _cases() -> list[object]:
    return [
        pytest.param(one, id=f"{one.reader}: {one.what}", marks=[pytest.mark.long] if one.heavy else [])
        for one in all_threats()
    ]


@pytest.mark.parametrize("threat", _cases())
def test_a_hostile_file_is_refused_with_a_sentence(threat: Threat, runner: Runner, tmp_path: Path) -> None:
    run = tried(threat, runner, tmp_path)
    assert not fault_of(run, threat), run
    assert run.megabytes < MOST_MB
    assert run.escapes == ()
    made = {one.name for one in tmp_path.rglob("*") if one.is_file()}
    assert made <= {threat.name, "numbered.trunkline"}
