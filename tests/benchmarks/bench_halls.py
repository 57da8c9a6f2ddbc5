"""Large sites by the clock: halls of 500 inverters beside each other, searched thoroughly, side by side.

    python -m tests.benchmarks.bench_halls [HALLS ...] [--roofs WIDTHxDEPTH ...]

For each number of halls, and for one roof of each size in metres with boxes along two edges: inverters,
branches, cost, bound, gap, and seconds until the whole plan is there.
All processors of the machine work on it.
"""

import argparse
import sys
import time

from msgspec.structs import replace

from designer.core.model.design import TrunkSearch
from designer.core.planning import Planner
from designer.io.catalogs import bundled_catalog
from designer.io.crew import Crew, processors
from tests.benchmarks.trunk_sites import examples, one_roof, several


def _size(text: str) -> tuple[float, float]:
    """Width and depth in mm, from metres such as 75x32."""
    width, depth = text.split("x")
    return 1000 * float(width), 1000 * float(depth)


def main() -> None:
    """Print a line for each site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("halls", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--roofs", type=_size, nargs="*", default=[], metavar="WIDTHxDEPTH")
    asked = parser.parse_args()
    catalog = bundled_catalog()
    hall = next(site for site in examples() if site.name == "hall")
    sys.stdout.write(f"{processors()} processors\n")
    sys.stdout.write("inverters  branches       cost      bound  gap %      s\n")
    sites = [several(hall, times) for times in asked.halls]
    sites += [one_roof(hall, *size, catalog) for size in asked.roofs]
    for site in sites:
        settings = replace(site.design.settings, trunk_search=TrunkSearch.THOROUGH)
        design = replace(site.design, settings=settings)
        begin = time.monotonic()
        plan = Planner(catalog, Crew()).plan(design)
        seconds = time.monotonic() - begin
        trunk = plan.trunk
        sys.stdout.write(
            f"{len(plan.inverters):9}{trunk.circuits:10}{trunk.cost:11.0f}{trunk.bound:11.0f}"
            f"{trunk.gap_pct:7.2f}{seconds:7.1f}\n"
        )


if __name__ == "__main__":
    main()
