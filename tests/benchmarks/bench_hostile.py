"""What refusing hostile files costs: `python -m tests.benchmarks.bench_hostile [WORD …]`.

The program is started anew for each file, as a person starts it. Processor seconds and megabytes are of it
and of the processes that it starts; the last lines are the worst of each reader.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile.everything import all_threats, fault_of, run_on
from tests.hostile.runner import Run
from tests.hostile.threat import Threat


def main() -> None:
    worst: dict[str, tuple[float, float]] = {}
    print("| reader | threat | s | MB |")
    print("|---|---|---|---|")
    for threat in all_threats():
        if all(word in f"{threat.reader}: {threat.what}" for word in sys.argv[1:]):
            run = measured(threat)
            fault = fault_of(run, threat)
            print(
                f"| {threat.reader} | {threat.what}{f' ({fault})' if fault else ''} | {_figures(run)} |",
                flush=True,
            )
            seconds, megabytes = worst.get(threat.reader, (0.0, 0.0))
            worst[threat.reader] = (max(seconds, run.seconds), max(megabytes, run.megabytes))
    for reader, (seconds, megabytes) in worst.items():
        print(f"{reader}: {seconds:.2f} s, {megabytes:.0f} MB at most")


def measured(threat: Threat) -> Run:
    """One start of the program on a hostile file."""
    with TemporaryDirectory() as folder:
        return run_on(threat, _Started(), Path(folder), lambda file: _made(threat, file))


def _made(threat: Threat, file: Path) -> None:
    """Make a file in a fork: what a process starts is counted as large as that process has been."""
    if (child := os.fork()) == 0:
        file.write_bytes(threat.make())
        os._exit(0)
    os.waitpid(child, 0)


class _Started:
    """Starts the program for each command line."""

    def run(self, arguments: list[str], variables: dict[str, str]) -> Run:
        """Start it, and wait for its end."""
        command = [sys.executable, "-m", "designer", *arguments]
        with (Path(variables["HOME"]) / "said").open("w+b") as said:
            process = subprocess.Popen(
                command, stdout=subprocess.DEVNULL, stderr=said, env={**os.environ, **variables}
            )
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            said.seek(0)
            text = said.read().decode(errors="replace")
        seconds = usage.ru_utime + usage.ru_stime
        return Run(process.returncode, text, seconds, usage.ru_maxrss / 1024)


def _figures(run: Run) -> str:
    return f"{run.seconds:.2f} | {run.megabytes:.0f}"


if __name__ == "__main__":
    main()
