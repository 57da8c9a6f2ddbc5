"""The process in which a reader is given damaged files by hypothesis, where atheris is not at hand.

`python -m tests.fuzz.unguided READER SECONDS SEED FINDS CORPUS` is started by `tests.fuzz`.
"""

import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import seed as seeded

from tests.fuzz.damage import damaged
from tests.fuzz.finds import Finds
from tests.fuzz.trial import fault_in

AT_ONCE = 500


def main() -> None:
    name, seconds, seed, finds, _ = sys.argv[1:]
    end, kept = time.monotonic() + float(seconds), Finds(Path(finds))
    last, tried, number = kept.folder / "last-input", 0, 1000 * int(seed)

    def one(data: bytes) -> None:
        nonlocal tried
        if time.monotonic() > end:
            return
        tried += 1
        last.write_bytes(data)  # what a process that is killed has read
        fault, details = fault_in(name, data)
        if fault:
            kept.note(data, fault, details)

    inputs = damaged(name)
    usual = settings(
        max_examples=AT_ONCE, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    while time.monotonic() < end:
        number += 1
        seeded(number)(usual(given(inputs)(one)))()
    last.unlink(missing_ok=True)
    print(f"stat::number_of_executed_units: {tried}")


if __name__ == "__main__":
    main()
