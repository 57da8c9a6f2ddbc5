"""Runs command lines of the program one after the other, each in a fork of its own, and measures them.

`python -m tests.hostile.runner` reads a list of arguments and variables as JSON from each line of standard
input, and answers with one line: exit code, what was said on standard error, processor seconds, and memory.
"""

import contextlib
import importlib
import json
import os
import pkgutil
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, NamedTuple

from tests.hostile.watch import Watch

HANG_S = 30
MOST_ADDRESSES = 4 * 1024**3
"""Of address space, so that a reader that runs wild does not take the machine along."""


READ = "--read"
"""In place of a command: a reader of tests/fuzz, and files for it."""


class Run(NamedTuple):
    """What became of a command line. `megabytes` is the most of it and of the processes that it started;
    `escapes` is what it did that no file may make it do, see `tests.hostile.watch`."""

    code: int
    said: str
    seconds: float
    megabytes: float
    escapes: tuple[str, ...] = ()


class Runner:
    """The process that runs command lines; `close` ends it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.runner"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, arguments: list[str], variables: dict[str, str]) -> Run:
        """Run a command line."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps((arguments, variables)), file=self._process.stdin, flush=True)
        code, said, seconds, megabytes, escapes = json.loads(self._process.stdout.readline())
        return Run(code, said, seconds, megabytes, tuple(escapes))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def main() -> None:
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    _import_all()
    for line in sys.stdin:
        arguments, variables = json.loads(line)
        with tempfile.TemporaryFile() as said:
            print(json.dumps(_forked(arguments, variables, said)), file=answers, flush=True)


def _import_all() -> None:
    """What command lines import, so that forks need not."""
    import openpyxl  # noqa: F401

    import designer.cli
    import designer.export.papers
    import designer.io

    for package in (designer.cli, designer.io):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    importlib.import_module("designer.core.planning")


def _forked(arguments: list[str], variables: dict[str, str], said: IO[bytes]) -> Run:
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        _command(arguments, variables, said, theirs)
    os.close(theirs)
    with os.fdopen(ours, encoding="utf-8") as told:
        escapes = tuple(told.read().splitlines())
    _, status, usage = os.wait4(child, 0)
    said.seek(0)
    text = said.read().decode(errors="replace")
    seconds = usage.ru_utime + usage.ru_stime
    return Run(os.waitstatus_to_exitcode(status), text, seconds, usage.ru_maxrss / 1024, escapes)


def _command(arguments: list[str], variables: dict[str, str], said: IO[bytes], escapes: int) -> None:
    """What the fork does: the command line, and nothing of what was there before."""
    code, watch = 99, None
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(said.fileno(), 2)
        os.environ.update(variables)
        os.chdir(Path(variables["HOME"]))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.alarm(HANG_S)
        watch = Watch(Path(variables["HOME"]))
        _run(arguments)
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        os.write(escapes, "\n".join(watch.noted if watch else ("it was not watched",)).encode()[:4000])
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _read(reader: str, files: list[Path]) -> None:
    """Read files all in this process, also what the program reads in one of its own."""
    from designer.core.errors import TrunklineError
    from designer.io import label_photos, pdf_pages, pictures
    from tests.fuzz.readers import READERS

    for module in (label_photos, pdf_pages, pictures):
        module.guarded = _called
    for file in files:
        with contextlib.suppress(TrunklineError):
            READERS[reader].read(file)


def _called(work: Callable[..., object], *args: object, then: Callable[..., object], **_: object) -> object:
    return then(work(*args))


def _run(arguments: list[str]) -> None:
    """Ends by SystemExit, as command lines do."""
    if arguments[0] == READ:
        _read(arguments[1], [Path(file) for file in arguments[2:]])
        sys.exit(0)
    from designer.cli.app import trunkline

    trunkline.main(arguments, prog_name="trunkline")


if __name__ == "__main__":
    main()
