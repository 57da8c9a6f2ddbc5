"""Give every hostile file to the program and print what it does: `python -m tests.hostile [WORD …]`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile.everything import all_threats, fault_of, tried
from tests.hostile.runner import Runner


def main() -> int:
    runner, faults = Runner(), 0
    for threat in all_threats():
        if all(word in f"{threat.reader} {threat.what}" for word in sys.argv[1:]):
            with TemporaryDirectory() as folder:
                run = tried(threat, runner, Path(folder))
            fault = fault_of(run, threat)
            faults += bool(fault)
            said = run.said.strip().replace("\n", " ⏎ ")
            head = f"{run.seconds:5.2f} s {run.megabytes:5.0f} MB  {threat.reader}: {threat.what}"
            for escape in run.escapes:
                print(f"      ESCAPE {escape}")
            print(f"{head:75} {'FAULT ' + fault if fault else ''}\n      {said[-230:]}", flush=True)
    runner.close()
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
