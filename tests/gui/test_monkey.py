"""Whatever is done to the window, nothing breaks.

The long run, an hour's worth of hands: ``python -m pytest -n 0 -m long tests/gui/test_monkey.py``; other
seeds by the environment variable MONKEY_SEEDS, like 100-140.
"""

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import pytest
from PySide6.QtGui import QDesktopServices

from designer.gui.window import MainWindow
from tests.gui.monkey import Monkey
from tests.gui.recording import RecordingVoice


@pytest.fixture
def complaints(
    qtlog: object, monkeypatch: pytest.MonkeyPatch, voice: RecordingVoice, tmp_path: Path
) -> Callable[[], str]:
    """What was raised, reported or said by Qt so far."""
    monkeypatch.chdir(tmp_path)
    raised: list[str] = []

    def hook(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        raised.append("".join(traceback.format_exception(kind, value, trace)))

    monkeypatch.setattr(sys, "excepthook", hook)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)

    def told() -> str:
        said = [record.message for record in qtlog.records if "plugin does not support" not in record.message]
        return "\n".join((*raised, *(details for details, _, _ in voice.reports), *said))

    return told


def seeds(default: range) -> range:
    given = os.environ.get("MONKEY_SEEDS")
    if not given:
        return default
    low, high = given.split("-")
    return range(int(low), int(high) + 1)


def play(
    window: MainWindow, voice: RecordingVoice, folder: Path, seed: int, steps: int, told: Callable[[], str]
) -> None:
    monkey = Monkey(window, voice, folder, seed, told)
    window.documents.open_example(("gable", "hip")[seed % 2])
    try:
        monkey.run(steps)
    finally:
        if os.environ.get("MONKEY_STORY"):
            Path(os.environ["MONKEY_STORY"]).write_text("\n".join(monkey.told))
        monkey.stop()


@pytest.mark.parametrize("seed", [pytest.param(1, marks=pytest.mark.long), 2])
def test_a_monkey_breaks_nothing(
    seed: int, window: MainWindow, voice: RecordingVoice, tmp_path: Path, complaints: Callable[[], str]
) -> None:
    play(window, voice, tmp_path, seed, 60, complaints)


@pytest.mark.long
@pytest.mark.parametrize("seed", seeds(range(100, 120)))
def test_many_monkeys_break_nothing(
    seed: int, window: MainWindow, voice: RecordingVoice, tmp_path: Path, complaints: Callable[[], str]
) -> None:
    play(window, voice, tmp_path, seed, 400, complaints)
