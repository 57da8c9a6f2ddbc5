"""Most modules, least aluminium: the tables of bench_fill and of bench_cutting, one after the other.

    python -m tests.benchmarks.bench_yield ROOFS.geojson CUTTING.json --yardstick fill-yardstick.csv

What docs/measurements.md shows of both; each module prints its own table too, with options of its own.
"""

import argparse
from pathlib import Path

from tests.benchmarks import bench_cutting, bench_fill


def main() -> None:
    """Read the command line, print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("roofs", type=Path)
    parser.add_argument("cutting", type=Path)
    parser.add_argument("--yardstick", type=Path)
    parser.add_argument("--check", action="store_true", help="prove every fill sound by exact predicates")
    parser.add_argument("--seeds", type=int, default=20, help="cutting instances drawn per class")
    parser.add_argument("--peer", metavar="PYTHON", help="an interpreter with OR-Tools")
    asked = parser.parse_args()
    yardstick = ["--yardstick", str(asked.yardstick)] if asked.yardstick else []
    bench_fill.main([str(asked.roofs), *yardstick, *(["--check"] if asked.check else [])])
    print()
    peer = ["--peer", asked.peer] if asked.peer else []
    bench_cutting.main([str(asked.cutting), "--seeds", str(asked.seeds), *peer])


if __name__ == "__main__":
    main()
