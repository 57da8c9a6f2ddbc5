"""Crash test: the program is worked with, killed and started again, and nothing but what is allowed is lost.

    python -m tests.crash --rounds 500 [--seed 1]

Prints how many rounds there were of each fashion and what was lost in the worst; exit 1 where a promise of
docs/reliability.md was broken.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.crash.harness import Harness, Round


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rounds: list[Round] = []
    with TemporaryDirectory() as folder:
        for one in Harness(Path(folder) / "Häuser", given.seed).rounds(given.rounds):
            rounds.append(one)
            for fault in one.verdict.faults:
                print(f"round {one.number}, {one.fashion}: {fault}", flush=True)
            if one.number % 25 == 24:
                print(f"{one.number + 1} rounds …", file=sys.stderr, flush=True)
    report(rounds)
    return any(one.verdict.faults for one in rounds)


def report(rounds: list[Round]) -> None:
    """The table of docs/reliability.md."""
    print("| fashion | rounds | killed in a save | restored | edits | saves | most edits lost | oldest, s |")
    print("|---|---|---|---|---|---|---|---|")
    for name in sorted(Counter(one.fashion for one in rounds)):
        mine = [one for one in rounds if one.fashion == name]
        figures = (
            len(mine),
            sum(one.in_a_save for one in mine),
            sum(one.restored for one in mine),
            sum(one.edits for one in mine),
            sum(one.saves for one in mine),
            max(one.verdict.lost_edits for one in mine),
            f"{max(one.verdict.lost_s for one in mine):.2f}",
        )
        print(f"| {name} | {' | '.join(str(figure) for figure in figures)} |")
    print(f"{len(rounds)} rounds, {sum(bool(one.verdict.faults) for one in rounds)} with a broken promise")


if __name__ == "__main__":
    sys.exit(main())
