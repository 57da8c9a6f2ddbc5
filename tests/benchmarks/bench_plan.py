"""Time the bundled examples: planning, and everything that leaves the program.

Run as `python -m tests.benchmarks.bench_plan [--rounds N]`; prints processor seconds, the least of N rounds.
"""

import argparse
import sys
import time
from collections.abc import Callable

from designer.core.model.catalog import Catalog
from designer.core.planning import derive
from designer.drawing.scene import build_drawing
from designer.export.csv_lists import bom_csv, cut_list_csv
from designer.export.dxf import dxf_bytes
from designer.export.pdf_installation_map import installation_map_pdf
from designer.export.pdf_installer_sheet import installer_sheet_pdf
from designer.export.plan_json import plan_json
from designer.io.catalogs import bundled_catalog
from designer.io.examples import example_names, example_path
from designer.io.project import load_project

COLUMNS = ("example", "modules", "inverters", "legs", "plan s", "DXF s", "lists s", "map s", "sheet s")


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Least processor time of some rounds."""
    found = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def row(name: str, catalog: Catalog, rounds: int) -> tuple[str, ...]:
    """Figures of one example."""
    design = load_project(example_path(name))
    plan = derive(design, catalog)
    times = (
        seconds(lambda: derive(design, catalog), rounds),
        seconds(lambda: dxf_bytes(build_drawing(design, plan, catalog)), rounds),
        seconds(lambda: (cut_list_csv(plan), bom_csv(plan), plan_json(design, plan, catalog)), rounds),
        seconds(lambda: installation_map_pdf(design, plan, catalog), rounds),
        seconds(lambda: installer_sheet_pdf(design, plan, catalog), rounds),
    )
    counts = (len(plan.modules), len(plan.inverters), len(plan.branches))
    return (name, *map(str, counts), *(f"{value:.2f}" for value in times))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    catalog = bundled_catalog()
    for cells in (COLUMNS, *(row(name, catalog, rounds) for name in example_names())):
        sys.stdout.write("  ".join(cell.rjust(9) for cell in cells) + "\n")


if __name__ == "__main__":
    main()
