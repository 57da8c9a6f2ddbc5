"""Racking measured on real faces: how many that a fill has laid out have rails that break a rule.

    python -m tests.benchmarks.bench_racking ROOFS.geojson [--every N] [--layouts]

Each face is filled as a project is, with the products that a new project has, over rafters at usual
distances, once with all modules that fit and once with those only whose rails are carried. `--layouts` lays a
system that knows both in pairs and shared between rows, over rafters 600 mm apart. Times are of the
processor.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from designer.core.findings import Severity
from designer.core.geometry.edges import classify_edges
from designer.core.geometry.faces import UnfoldedFace, unfold_building
from designer.core.layout.placement import place_modules
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Obstacle, ObstacleKind, Rafters, Surface
from designer.core.model.plan import HardwareKind
from designer.core.model.rail_layout import RailLayout
from designer.core.racking.stage import rack_surface
from designer.edit.edits.fill_choice import FillChoice
from designer.edit.edits.filling import fill_surface
from designer.edit.edits.starting import new_design
from designer.edit.fill_outlook import outlook
from designer.io.catalogs import bundled_catalog
from designer.io.geojson import read_roofs

BOTH_LAYOUTS = "k2-crossrail-48-x"
"""A rail system that is laid in pairs and shared between rows."""

SPACINGS_MM = (600.0, 700.0, 800.0)
FIRST_MM = 300.0


class Racked(Struct, frozen=True):
    """What became of one face."""

    modules: int
    errors: int


def faces_in(path: Path) -> Iterator[UnfoldedFace]:
    """The faces of a GeoJSON file, obstacles of a building cut to each of its faces."""
    for building in read_roofs(path, strict=False).buildings():
        for face in building.faces:
            yield from unfold_building((face,), building.obstacles)


def project(face: UnfoldedFace, spacing_mm: float) -> Design:
    """A new project with one face on rafters at a distance."""
    obstacles = tuple(
        Obstacle(id=f"O{number}", kind=ObstacleKind.OTHER, outline=part.outline)
        for number, part in enumerate(face.obstacles, start=1)
    )
    surface = Surface(
        id="S1",
        name=face.id,
        outline=face.outline,
        edges=classify_edges(face.outline),
        tilt_deg=face.frame.tilt_deg,
        azimuth_deg=face.frame.azimuth_deg,
        x_bearing_deg=face.frame.x_bearing_deg,
        rafters=Rafters(spacing_mm=spacing_mm, offset_mm=FIRST_MM),
        obstacles=obstacles,
    )
    return replace(new_design(face.id), surfaces=(surface,))


def racked(face: UnfoldedFace, catalog: Catalog, spacing_mm: float, *, carried_only: bool) -> Racked:
    """Fill a face and look at its rails."""
    choice = FillChoice(carried_only=carried_only)
    figures = outlook(fill_surface(project(face, spacing_mm), catalog, "S1", choice), catalog, "S1")
    return Racked(figures.modules, figures.rail_errors)


class Laid(Struct, frozen=True):
    """What one layout of rails took on one face."""

    modules: int
    rails_mm: float
    parts: Counter[HardwareKind]
    errors: int


def laid(face: UnfoldedFace, catalog: Catalog, layout: RailLayout) -> Laid:
    """Fill a face with rails laid one way, and count what they take."""
    design = project(face, SPACINGS_MM[0])
    design = replace(
        design,
        products=replace(design.products, rail=BOTH_LAYOUTS),
        settings=replace(design.settings, rail_layout=layout),
    )
    design = fill_surface(design, catalog, "S1")
    modules = place_modules(design, design.surfaces[0], catalog)
    racking = rack_surface(design, design.surfaces[0], catalog, modules)
    return Laid(
        len(modules),
        sum(rail.end_mm - rail.start_mm for rail in racking.rails),
        Counter(part.kind for part in racking.hardware),
        sum(finding.severity is Severity.ERROR for finding in racking.findings),
    )


def print_layouts(faces: Sequence[UnfoldedFace], catalog: Catalog) -> None:
    """One line for each way of laying rails."""
    print("| layout | modules | rail m | m a module | attachments | clamps | faces with rail errors | s |")
    print("|---|---|---|---|---|---|---|---|")
    for layout in RailLayout:
        begin = time.process_time()
        found = [laid(face, catalog, layout) for face in faces]
        seconds = time.process_time() - begin
        modules, metres = sum(one.modules for one in found), sum(one.rails_mm for one in found) / 1000.0
        parts = sum((one.parts for one in found), Counter())
        cells = (
            layout.value,
            f"{modules:,}",
            f"{metres:,.0f}",
            f"{metres / max(modules, 1):.2f}",
            f"{parts[HardwareKind.ATTACHMENT]:,}",
            f"{parts[HardwareKind.MID_CLAMP] + parts[HardwareKind.END_CLAMP]:,}",
            str(sum(one.errors > 0 for one in found)),
            f"{seconds:.0f}",
        )
        print(f"| {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Read the command line, fill every face, print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("roofs", type=Path)
    parser.add_argument("--every", type=int, default=1, help="only every so many faces")
    parser.add_argument("--layouts", action="store_true", help="rails in pairs against shared ones")
    asked = parser.parse_args()
    faces, catalog = list(faces_in(asked.roofs))[:: asked.every], bundled_catalog()
    if asked.layouts:
        print_layouts(faces, catalog)
        return
    print("| rafters mm | carried only | faces with modules | modules | faces with rail errors | s |")
    print("|---|---|---|---|---|---|")
    for spacing_mm in SPACINGS_MM:
        for carried_only in (False, True):
            begin = time.process_time()
            found = [racked(face, catalog, spacing_mm, carried_only=carried_only) for face in faces]
            seconds = time.process_time() - begin
            filled = [one for one in found if one.modules]
            wrong = sum(one.errors > 0 for one in filled)
            cells = (
                f"{spacing_mm:g}",
                "yes" if carried_only else "no",
                f"{len(filled):,}",
                f"{sum(one.modules for one in filled):,}",
                f"{wrong} ({100 * wrong / max(len(filled), 1):.1f} %)",
                f"{seconds:.0f}",
            )
            print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
