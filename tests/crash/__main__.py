"""Crash test: the program is worked with, killed and started again, and nothing but what is allowed is lost.

    python -m tests.crash --rounds 500 [--seed 1] [--jobs 2]

Prints how many rounds there were of each fashion and what was lost in the worst; exit 1 where a promise of
docs/reliability.md was broken.
"""

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.crash.harness import Harness, Round


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="so many at once, each on a project of its own")
    given = parser.parse_args()
    shares = [len(range(job, given.rounds, given.jobs)) for job in range(given.jobs)]
    seeds = range(given.seed, given.seed + given.jobs)
    with ProcessPoolExecutor(given.jobs) as pool:
        rounds = [one for played in pool.map(play, shares, seeds) for one in played]
    report(rounds)
    return any(one.verdict.faults for one in rounds)


def play(count: int, seed: int) -> list[Round]:
    """So many rounds on one project; what is broken is printed at once."""
    rounds: list[Round] = []
    with TemporaryDirectory() as folder:
        for one in Harness(Path(folder) / "Häuser", seed).rounds(count):
            rounds.append(one)
            for fault in one.verdict.faults:
                print(f"seed {seed}, round {one.number}, {one.fashion}: {fault}", flush=True)
            if one.number % 25 == 24:
                print(f"seed {seed}: {one.number + 1} rounds …", file=sys.stderr, flush=True)
    return rounds


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
