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

LARGE = frozenset(
    {
        "project: 65 MB",
        "project: 5 million empty lists",
        "project: 100,000 unknown names",
        "GeoJSON: 70 MB",
        "GeoJSON: a roof of 100,000 corners",
        "GeoJSON: 2,000 obstacles over 1,000 faces",
        "KML: a roof of 100,000 corners",
        "KMZ: 250 MB in a packed KML",
        "KMZ: 20,000 entries",
        "DXF: 41 MB",
        "DXF: a roof of a million corners",
        "DXF: 6 million lines of text",
        "points: 33 MB",
        "points: a surface of 50,000 corners",
        "workbook: 20,000 entries",
        "workbook: a hundred megabytes when unpacked",
        "picture: 90 MB",
        "picture: text packed to 100 MB",
        "label photo: text packed to 100 MB",
    }
)
"""Files that take longer to make than to refuse; with those that are `heavy` they are for long runs."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is measured by Linux")


def _cases() -> list[object]:
    cases = {f"{one.reader}: {one.what}": one for one in all_threats()}
    assert cases.keys() >= LARGE
    return [
        pytest.param(one, id=name, marks=[pytest.mark.long] if one.heavy or name in LARGE else [])
        for name, one in cases.items()
    ]


@pytest.mark.parametrize("threat", _cases())
def test_a_hostile_file_is_refused_with_a_sentence(threat: Threat, runner: Runner, tmp_path: Path) -> None:
    run = tried(threat, runner, tmp_path)
    assert not fault_of(run, threat), run
    assert run.megabytes < MOST_MB
    assert run.escapes == ()
    made = {one.name for one in tmp_path.rglob("*") if one.is_file()}
    assert made <= {threat.name, "numbered.trunkline"}
