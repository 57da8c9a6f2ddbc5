"""Kills the program again and again and looks whether what was promised is still there."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from designer.core.errors import TrunklineError
from designer.io import autosaves
from designer.io.examples import example_path
from designer.io.project import open_project
from tests.crash.fashions import FASHIONS
from tests.crash.judge import MOST_EDITS, Verdict, judge, judge_file
from tests.crash.log import Entry, read_log

ROOT = Path(__file__).parents[2]
START_S, ROUND_S = 90.0, 1.2
"""How long a start may take on a busy machine; how long the program is worked with at most."""

AT_REST = {"house.trunkline", "house.trunkline.bak", ".house.trunkline.lock"}
"""All that may lie beside a project while it is open and nobody is saving."""


UNEXPECTED = ("unexpected", "ended")


class Round(Struct, frozen=True):
    """How a round went."""

    number: int
    fashion: str
    edits: int
    saves: int
    restored: bool
    in_a_save: bool
    verdict: Verdict


class Played(Struct, frozen=True):
    """A program that was started, worked with and killed. `file` is the digest of the file it began with."""

    fashion: str
    file: str | None
    log: list[Entry]
    killed_at: float

    @property
    def start(self) -> Entry:
        return next(entry for entry in self.log if entry.what == "start")


class Harness:
    """One project that is worked at, killed and recovered, round after round.

    The start of each round is the recovery from the one before, so the work of all rounds is one line.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.home = folder / "home"
        site = folder / "site"
        site.mkdir(parents=True)
        self.file = site / "house.trunkline"
        self.file.write_bytes(example_path("gable").read_bytes())

    def rounds(self, count: int, fashions: Sequence[str] = tuple(FASHIONS)) -> Iterator[Round]:
        """Play rounds; a last start only recovers."""
        before: Played | None = None
        for number in range(count + 1):
            played = self._play(number, self._fashion(number, fashions))
            if before is not None:
                yield judged(number - 1, before, played)
            before = played

    def _fashion(self, number: int, fashions: Sequence[str]) -> str:
        """Each once, then any."""
        return fashions[number] if number < len(fashions) else self.random.choice(fashions)

    def _play(self, number: int, name: str) -> Played:
        fashion, file, began = FASHIONS[name], _digest(self.file), time.time()
        log = self.folder / "log"
        log.unlink(missing_ok=True)
        with (
            (self.folder / f"output-{number % 3}").open("wb") as output,
            subprocess.Popen(
                [sys.executable, "-m", "tests.crash.child", str(self.folder), self._seed(), name],
                cwd=ROOT,
                env=self._environment(),
                stdout=output,
                stderr=output,
            ) as program,
        ):
            try:
                self._wait_for_start(program, log)
                _wait(program, ROUND_S if fashion.dies_at_disk else self.random.uniform(0.02, ROUND_S))
            finally:
                killed_at = time.monotonic()
                program.send_signal(signal.SIGKILL)
        if fashion.loses_power:
            self._lose_power(since=began)
        entries = read_log(log)
        return Played(name, file, entries, entries[-1].at if fashion.dies_at_disk else killed_at)

    def _seed(self) -> str:
        return str(self.random.randrange(10**9))

    def _wait_for_start(self, program: "subprocess.Popen[bytes]", log: Path) -> None:
        end = time.monotonic() + START_S
        while not any(entry.what == "start" for entry in read_log(log)):
            if program.poll() is not None or time.monotonic() > end:
                told = "".join(file.read_text(errors="replace") for file in self.folder.glob("output-*"))
                raise AssertionError(f"the program did not start:\n{told[-3000:]}")
            time.sleep(0.01)

    def _environment(self) -> dict[str, str]:
        own = {
            name: str(self.home)
            for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA")
        }
        return {**os.environ, **own, "QT_QPA_PLATFORM": "offscreen"}

    def _lose_power(self, since: float) -> None:
        """Cut the newest autosave off if it was written in this round: the disk may not have had it yet."""
        for folder in sorted({slot.parent for slot in self.home.rglob("*.autosave")}):
            newest = autosaves._newest(folder)
            if newest is not None and (folder / newest.slot).stat().st_mtime >= since:
                slot = folder / newest.slot
                os.truncate(slot, self.random.randrange(slot.stat().st_size))


def judged(number: int, before: Played, after: Played) -> Round:
    """What a round has cost, by the start that followed it."""
    verdict = _verdict(before, after.start)
    restored, present = json.loads(after.start.detail)
    present_before = json.loads(before.start.detail)[1]
    unexpected = [f"{entry.what}: {entry.detail}" for entry in before.log if entry.what in UNEXPECTED]
    left = [f"{name} lies about" for name in sorted({*present} - {*present_before} - AT_REST)]
    file_faults = judge_file([Entry("file", 0.0, before.file or ""), *before.log], after.file)
    whats = [entry.what for entry in before.log]
    return Round(
        number=number,
        fashion=before.fashion,
        edits=whats.count("done"),
        saves=whats.count("saved"),
        restored=restored,
        in_a_save=whats.count("saving") > whats.count("saved"),
        verdict=replace(verdict, faults=(*verdict.faults, *file_faults, *unexpected, *left)),
    )


def _verdict(before: Played, start: Entry) -> Verdict:
    """A power loss may take the newest autosave, and with it as much again."""
    fashion = FASHIONS[before.fashion]
    twice = 2 if fashion.loses_power else 1
    return judge(before.log, start.digest, before.killed_at, twice * fashion.within_s, twice * MOST_EDITS)


def _digest(file: Path) -> str | None:
    """Of a project file that can be read."""
    try:
        return open_project(file)[1]
    except TrunklineError:
        return None


def _wait(program: "subprocess.Popen[bytes]", seconds: float) -> None:
    try:
        program.wait(seconds)
    except subprocess.TimeoutExpired:
        return
