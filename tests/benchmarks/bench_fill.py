"""Fill measured: how many modules, how long, and faces that hold fewer than a yardstick.

    python -m tests.benchmarks.bench_fill [ROOFS.geojson] [--yardstick fill-yardstick.csv] [--check]

Without a file, seeded roofs are made up. Module 1.722 × 1.134 m, gap 20 mm, setback 300 mm on every edge,
obstacles grown by 50 mm. The yardstick is a CSV with the columns `face` and `sliding_rows`. Times are of the
processor, with the usable area in them, and no more than one core is used.
"""

import argparse
import csv
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import shapely
from msgspec import Struct
from shapely.geometry import MultiPolygon, Polygon, box

from designer.core.geometry.axes import RailAxis, Rect
from designer.core.geometry.faces import unfold_building
from designer.core.geometry.usable import usable_area
from designer.core.layout.fill import fill, fill_any_axis, module_count
from designer.core.layout.model import FilledRow, FillMode, FillOptions, ModuleSize, row_rectangles
from designer.io.geojson import read_roofs

MODULE = ModuleSize(1722.0, 1134.0)
GAP_MM, SETBACK_MM, CLEARANCE_MM = 20.0, 300.0, 50.0
INSIDE_MM = 1e-5
MADE_UP_ROOFS, SEED = 300, 1


class Roof(Struct, frozen=True):
    """A face in its own frame, with its obstacles."""

    name: str
    outline: Polygon
    obstacles: tuple[Polygon, ...]

    def usable(self) -> Polygon | MultiPolygon:
        setbacks_mm = [SETBACK_MM] * (len(self.outline.exterior.coords) - 1)
        return usable_area(self.outline, setbacks_mm, [(shape, CLEARANCE_MM) for shape in self.obstacles])


class Measured(Struct, frozen=True):
    """What one way of filling gave on one face."""

    name: str
    modules: int
    seconds: float


def roofs_in(path: Path) -> Iterator[Roof]:
    """The faces of a GeoJSON file, obstacles of a building cut to each of its faces."""
    for building in read_roofs(path, strict=False).buildings():
        for face in building.faces:
            for surface in unfold_building((face,), building.obstacles):
                obstacles = tuple(Polygon(part.outline) for part in surface.obstacles)
                yield Roof(surface.id, surface.polygon(), obstacles)


def made_up_roofs(number: int, seed: int) -> Iterator[Roof]:
    """Rectangles, trapezoids and triangles with a few chimneys and windows."""
    source = random.Random(seed)
    for place in range(number):
        width, height = source.uniform(4e3, 18e3), source.uniform(3e3, 9e3)
        left, right = source.choice([(0, width), (width * 0.2, width * 0.8), (width * 0.4, width * 0.4)])
        outline = Polygon([(0, 0), (width, 0), (right, height), (left, height)][: 3 if left == right else 4])
        corners = [(source.uniform(0, width), source.uniform(0, height)) for _ in range(source.randrange(4))]
        shapes = (box(x, y, x + source.uniform(300, 1500), y + source.uniform(300, 1500)) for x, y in corners)
        yield Roof(f"made-up-{place}", outline, tuple(shape for shape in shapes if shape.intersects(outline)))


class Way(Struct, frozen=True):
    """A way of filling: its mode, rails in one direction or in the better one, rows in one or in halves."""

    mode: FillMode
    axis: RailAxis | None
    halves: bool = False

    @property
    def title(self) -> str:
        name = "mixed" if self.mode is FillMode.MIXED else "uniform"
        rails = "better rail direction" if self.axis is None else "rails along the eave"
        return f"{name}, {rails}" + ", two halves" * self.halves


WAYS = (
    Way(FillMode.BEST, RailAxis.EAVE),
    Way(FillMode.MIXED, RailAxis.EAVE),
    Way(FillMode.BEST, None),
    Way(FillMode.MIXED, None),
    Way(FillMode.BEST, RailAxis.EAVE, halves=True),
    Way(FillMode.MIXED, RailAxis.EAVE, halves=True),
)


def measured(roof: Roof, way: Way, *, check: bool) -> Measured:
    """Fill a face in one way, usable area included in the time."""
    axis = way.axis or RailAxis.EAVE
    asked = FillOptions(gap_mm=GAP_MM, row_gap_mm=GAP_MM, mode=way.mode, axis=axis, halves=way.halves)
    begin = time.process_time()
    usable = roof.usable()
    if way.axis is None:
        chosen, rows = fill_any_axis(usable, MODULE, asked)
    else:
        chosen, rows = axis, fill(usable, MODULE, asked)
    seconds = time.process_time() - begin
    if check:
        assert_sound(roof.name, usable, rows, chosen)
    return Measured(roof.name, module_count(rows), seconds)


def assert_sound(name: str, usable: shapely.Geometry, rows: Sequence[FilledRow], axis: RailAxis) -> None:
    """Nothing outside by more than `INSIDE_MM`, and no module over another one."""
    rects = [rect for row in rows for rect in row_rectangles(row, MODULE, axis)]
    if not rects:
        return
    modules = [box(*rect) for rect in rects]
    allowed = shapely.buffer(usable, INSIDE_MM, join_style="mitre")
    shapely.prepare(allowed)
    if not shapely.contains(allowed, modules).all():
        raise AssertionError(f"{name}: a module lies outside the usable area")
    first, second = shapely.STRtree(modules).query(modules, predicate="intersects")
    if any(overlap(rects[i], rects[j]) for i, j in zip(first, second, strict=True) if i < j):
        raise AssertionError(f"{name}: modules overlap")


def overlap(one: Rect, two: Rect) -> bool:
    """Whether two rectangles share more than an edge; comparing numbers rounds nothing."""
    return max(one[0], two[0]) < min(one[2], two[2]) and max(one[1], two[1]) < min(one[3], two[3])


def yardstick(path: Path) -> dict[str, int]:
    """Modules to reach, per face."""
    with path.open(newline="") as file:
        return {row["face"]: int(row["sliding_rows"]) for row in csv.DictReader(file)}


def report(title: str, results: Sequence[Measured], reach: dict[str, int]) -> None:
    """One line of the table."""
    times = [found.seconds for found in results]
    cells = (
        title,
        f"{sum(found.modules for found in results):,}",
        f"{1e3 * statistics.median(times):.1f}",
        f"{1e3 * max(times):.0f}",
        f"{sum(times):.0f}",
        str(len(below(results, reach))) if reach else "–",
    )
    print(f"| {' | '.join(cells)} |", flush=True)


def below(results: Sequence[Measured], reach: dict[str, int]) -> list[Measured]:
    """Faces that hold fewer modules than the yardstick."""
    return [found for found in results if found.modules < reach.get(found.name, 0)]


def main(given: Sequence[str] | None = None) -> None:
    """Read the command line, fill every face in every way, print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("roofs", type=Path, nargs="?")
    parser.add_argument("--yardstick", type=Path)
    parser.add_argument("--check", action="store_true", help="prove every fill sound by exact predicates")
    asked = parser.parse_args(given)
    roofs = list(roofs_in(asked.roofs) if asked.roofs else made_up_roofs(MADE_UP_ROOFS, SEED))
    reach = yardstick(asked.yardstick) if asked.yardstick else {}
    print(f"{len(roofs):,} faces, yardstick {sum(reach.values()):,} modules\n")
    print("| fill | modules | median ms a face | longest ms | s in all | faces below the yardstick |")
    print("|---|---|---|---|---|---|")
    missed: list[str] = []
    for way in WAYS:
        results = [measured(roof, way, check=asked.check) for roof in roofs]
        report(way.title, results, reach)
        missed += [
            f"{way.title}: {found.name} holds {found.modules}, yardstick {reach[found.name]}"
            for found in below(results, reach)
        ]
    print("", *missed, sep="\n")


if __name__ == "__main__":
    main()
