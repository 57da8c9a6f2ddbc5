"""Fuzz a reader of foreign files: damaged files are given to it, and nothing may come out but a sentence.

    python -m tests.fuzz READER --seconds 600 [--engine atheris|hypothesis] [--keep]

READER is one of tests/fuzz/readers.py, or `all`. The reader runs in a process of its own, which is started
again when an input kills it, hangs it or fills the memory. With --keep what was found goes, made as small as
possible, to tests/fuzz/corpus, from where every run of the tests reads it. Exit 1 where a fault was found.
"""

import argparse
import importlib.util
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.finds import shrunk
from tests.fuzz.readers import READERS

CORPUS = Path(__file__).parent / "corpus"
WORK = Path("build") / "fuzz"
"""Where inputs that reach new code are kept from run to run."""

GRACE_S = 120.0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("reader", choices=[*READERS, "all"])
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--engine", choices=("atheris", "hypothesis"), default=usual_engine())
    parser.add_argument("--keep", action="store_true", help="keep what was found as tests")
    given = parser.parse_args()
    names = list(READERS) if given.reader == "all" else [given.reader]
    found = [fuzz(name, given.seconds, given.engine, keep=given.keep) for name in names]
    return int(any(found))


def usual_engine() -> str:
    """Guided by coverage where that is installed."""
    return "atheris" if importlib.util.find_spec("atheris") else "hypothesis"


def fuzz(name: str, seconds: float, engine: str, *, keep: bool) -> int:
    """Fuzz one reader and say what was found; the number of faults."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(prefix="trunkline-", dir=memory if memory.is_dir() else None) as folder:
        finds, corpus = Path(folder) / "finds", WORK / name
        finds.mkdir()
        _lay_out(name, corpus)
        tried, deaths = _runs(name, seconds, engine, finds, corpus)
        faults = _told(name, finds, keep=keep)
    print(
        f"{name}: {tried:,} files by {engine} in {seconds:.0f} s, {deaths} deaths, {faults} faults",
        flush=True,
    )
    return faults


def _lay_out(name: str, corpus: Path) -> None:
    """Sound files and former finds to begin with."""
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(READERS[name].seeds()):
        (corpus / f"seed-{number:02}").write_bytes(seed)
    for file in sorted((CORPUS / name).glob("*")):
        (corpus / file.name).write_bytes(file.read_bytes())


def _runs(name: str, seconds: float, engine: str, finds: Path, corpus: Path) -> tuple[int, int]:
    """Files that were tried, and how often the process died of one."""
    end, tried, deaths = time.monotonic() + seconds, 0, 0
    while (left := end - time.monotonic()) > 1.0:
        module = "guided" if engine == "atheris" else "unguided"
        seed = deaths + 1  # another one each time, else it would die of the same input again
        command = [sys.executable, "-m", f"tests.fuzz.{module}", name, f"{left:.0f}", f"{seed}", str(finds)]
        done = _process([*command, str(corpus)], left + GRACE_S, finds)
        tried += sum(map(int, re.findall(r"number_of_executed_units: *(\d+)", done[1])))
        if done[0] == 0:
            break
        deaths += 1
        _note_death(finds, *done)
    return tried, deaths


def _process(command: list[str], seconds: float, scratch: Path) -> tuple[int, str]:
    """Exit code and all that a process said."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(scratch)}
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        said = late.stderr or b""
        return -1, said.decode(errors="replace") if isinstance(said, bytes) else said
    return done.returncode, done.stdout + done.stderr


def _note_death(finds: Path, code: int, said: str) -> None:
    """Keep the input that a process died of; of each way to die the smallest.

    libFuzzer names what it leaves after the way: crash, timeout, oom.
    """
    left = [one for one in finds.iterdir() if re.match(r"(crash|timeout|oom|leak|last)-", one.name)]
    for file in left:
        kept = finds / f"death-{file.name.partition('-')[0]}-{abs(code)}.bin"
        if kept.exists() and kept.stat().st_size <= file.stat().st_size:
            file.unlink()
        else:
            file.rename(kept)
            kept.with_suffix(".txt").write_text(f"exit {code}\n{said[-3000:]}", encoding="utf-8")
    if not left:
        (finds / f"death-{abs(code)}.txt").write_text(f"exit {code}\n{said[-3000:]}", encoding="utf-8")


def _told(name: str, finds: Path, *, keep: bool) -> int:
    """Print what was found, and keep the inputs where that is wanted; their number."""
    from tests.fuzz.trial import fault_in

    told = sorted(finds.glob("*.txt"))
    for text in told:
        print(f"--- {name}: {text.read_text(encoding='utf-8')}", flush=True)
    for file in sorted(finds.glob("*.bin")):
        data = file.read_bytes()
        if not file.name.startswith("death-"):
            fault = fault_in(name, data)[0]
            data = shrunk(data, lambda less: fault_in(name, less)[0], fault) if fault else data
        print(f"    {len(data)} bytes: {data[:300]!r}", flush=True)
        if keep:
            (CORPUS / name).mkdir(parents=True, exist_ok=True)
            (CORPUS / name / file.name.replace(".bin", READERS[name].suffix)).write_bytes(data)
    return len(told)


if __name__ == "__main__":
    sys.exit(main())
