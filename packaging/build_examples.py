"""Builds the bundled examples with the program's own edits: `python packaging/build_examples.py`.

resources/examples/ holds what this makes; a test compares the two.
"""

import math
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.core.geometry.edges import EdgeKind
from designer.core.layout.model import FillMode
from designer.core.model.catalog import Catalog
from designer.core.model.design import (
    Box,
    BoxKind,
    Bridge,
    Customer,
    Design,
    Obstacle,
    ObstacleKind,
    Rafters,
    Settings,
    Surface,
    WaterLine,
)
from designer.edit.edits.boxes import add_box, propose_box
from designer.edit.edits.fill_choice import FillChoice
from designer.edit.edits.filling import fill_surface
from designer.edit.edits.outlines import rectangle
from designer.edit.edits.products import set_products
from designer.edit.edits.roof import add_bridge, add_obstacle, add_surface
from designer.edit.edits.starting import new_design
from designer.io.catalogs import load_catalog
from designer.io.project import SUFFIX, encode_project

EXAMPLES_FOLDER = Path(__file__).resolve().parents[1] / "resources" / "examples"


def gable(catalog: Catalog) -> Design:
    """A gabled house: 6 modules east and 8 west on seven inverters and one branch over the ridge."""
    width, slope, tilt = 10_800.0, 5_400.0, 38.0
    depth = slope * math.cos(math.radians(tilt))
    design = _project("Gabled house", "Anna Berger, Am Hang 4, 86899 Landsberg")
    roof = rectangle(width, slope)
    rafters = Rafters(spacing_mm=800.0, offset_mm=400.0, width_mm=100.0)
    design = add_surface(design, _surface("East", roof, tilt, 90.0, rafters, (depth, 0.0)))
    design = add_surface(design, _surface("West", roof, tilt, 270.0, rafters, (-depth, width)))
    east, west = (surface.id for surface in design.surfaces)
    chimney = rectangle(600.0, 500.0, (9_600.0, 4_300.0))
    design = add_obstacle(design, east, Obstacle(id="", kind=ObstacleKind.CHIMNEY, outline=chimney))
    design = fill_surface(design, catalog, east, FillChoice(mode=FillMode.PORTRAIT, wanted=6))
    design = fill_surface(design, catalog, west, FillChoice(mode=FillMode.PORTRAIT, wanted=8))
    over_ridge = Bridge(
        id="",
        from_surface=west,
        from_point=(width / 2, slope),
        to_surface=east,
        to_point=(width / 2, slope),
        length_mm=400.0,
    )
    return propose_box(add_bridge(design, over_ridge), east, BoxKind.DISTRIBUTION)


def hip(catalog: Catalog) -> Design:
    """A hipped roof with chimney, roof windows and a dormer; modules of 1762 × 1134 mm on three faces."""
    length, breadth, tilt = 15_600.0, 11_000.0, 36.0
    half = breadth / 2
    slope = half / math.cos(math.radians(tilt))
    long_face: tuple[Point, ...] = ((0.0, 0.0), (length, 0.0), (length - half, slope), (half, slope))
    short_face: tuple[Point, ...] = ((0.0, 0.0), (breadth, 0.0), (half, slope))
    rafters = Rafters(spacing_mm=650.0, offset_mm=300.0, width_mm=90.0)
    faces = [
        _surface("South", long_face, tilt, 180.0, rafters, (0.0, 0.0)),
        _surface("East", short_face, tilt, 90.0, rafters, (length, 0.0)),
        _surface("North", long_face, tilt, 0.0, rafters, (length, breadth)),
        _surface("West", short_face, tilt, 270.0, rafters, (0.0, breadth)),
    ]
    design = _project("Hipped roof", "Familie Huber, Dorfstraße 12, 83646 Bad Tölz")
    design = set_products(design, module="trina-tsm-440neg9r-28")
    for face in faces:
        design = add_surface(design, face)
    south, east, north, west = (surface.id for surface in design.surfaces)
    design = _with_obstacles(design, south, _SOUTH_OBSTACLES)
    design = _with_obstacles(design, east, _EAST_OBSTACLES)
    design = _with_obstacles(design, north, _NORTH_OBSTACLES)
    design = _with_obstacles(design, west, _WEST_OBSTACLES)
    for face_id in (south, east, west):
        choice = FillChoice(mode=FillMode.PORTRAIT, multiple_of=2)
        design = fill_surface(design, catalog, face_id, choice)
    share = 0.45
    along_hip = (share * half, share * slope)
    for neighbour, leaves, arrives in (
        (east, (along_hip[0], along_hip[1]), (length - along_hip[0], along_hip[1])),
        (west, (breadth - along_hip[0], along_hip[1]), (along_hip[0], along_hip[1])),
    ):
        over_hip = Bridge(
            id="",
            from_surface=neighbour,
            from_point=leaves,
            to_surface=south,
            to_point=arrives,
            length_mm=300.0,
        )
        design = add_bridge(design, over_hip)
    return propose_box(design, south)


_SOUTH_OBSTACLES = (
    (ObstacleKind.DORMER, rectangle(2_000.0, 2_200.0, (3_900.0, 600.0))),
    (ObstacleKind.WINDOW, rectangle(780.0, 1_180.0, (9_000.0, 4_900.0))),
)
_EAST_OBSTACLES = ((ObstacleKind.CHIMNEY, rectangle(700.0, 600.0, (4_600.0, 4_900.0))),)
_NORTH_OBSTACLES = ((ObstacleKind.WINDOW, rectangle(780.0, 1_180.0, (7_400.0, 2_000.0))),)
_WEST_OBSTACLES = ((ObstacleKind.WINDOW, rectangle(780.0, 1_180.0, (5_110.0, 600.0))),)


def hall(catalog: Catalog) -> Design:
    """A hall with a thousand modules on two slopes of trapezoid sheet and a row of boxes on each."""
    width, slope, tilt = 75_000.0, 16_000.0, 7.0
    depth = slope * math.cos(math.radians(tilt))
    design = _project("Logistics hall", "Lager Nord, Hafenstraße 80, 28217 Bremen")
    design = set_products(design, rail="k2-crossrail-48-x")
    ribs = Rafters(spacing_mm=250.0, offset_mm=125.0, width_mm=40.0)
    roof = rectangle(width, slope)
    design = add_surface(design, _surface("South", roof, tilt, 180.0, ribs, (0.0, 0.0)))
    design = add_surface(design, _surface("North", roof, tilt, 0.0, ribs, (width, 2 * depth)))
    for surface in design.surfaces:
        choice = FillChoice(mode=FillMode.PORTRAIT, wanted=500)
        design = fill_surface(design, catalog, surface.id, choice)
        for number in range(_HALL_BOXES):
            x = width * (2 * number + 1) / (2 * _HALL_BOXES)
            design = add_box(design, Box(id="", surface=surface.id, x=x, y=150.0))
    return design


_HALL_BOXES = 6

EXAMPLES: Mapping[str, Callable[[Catalog], Design]] = {"gable": gable, "hip": hip, "hall": hall}


def built() -> dict[str, bytes]:
    """All files of the examples folder by name."""
    catalog = load_catalog()
    index = "".join(f'{name} = "{_description(make)}"\n' for name, make in EXAMPLES.items())
    files = {f"{name}{SUFFIX}": encode_project(make(catalog)) for name, make in EXAMPLES.items()}
    return {"index.toml": index.encode(), **files}


def _description(make: Callable[[Catalog], Design]) -> str:
    return (make.__doc__ or "").strip().rstrip(".")


def _project(name: str, customer: str) -> Design:
    person, address = customer.split(", ", 1)
    setbacks = dict.fromkeys(EdgeKind, 300.0) | {EdgeKind.FIRE_WALL: 500.0, EdgeKind.PARAPET: 500.0}
    return replace(
        new_design(name),
        customer=Customer(name=person, address=address.replace(", ", "\n")),
        settings=Settings(setbacks_mm=setbacks),
    )


def _surface(
    name: str,
    outline: tuple[Point, ...],
    tilt_deg: float,
    azimuth_deg: float,
    rafters: Rafters,
    place: Point,
) -> Surface:
    return Surface(
        id="",
        name=name,
        outline=outline,
        edges=(),
        tilt_deg=tilt_deg,
        azimuth_deg=azimuth_deg,
        x_bearing_deg=(azimuth_deg - 90.0) % 360.0,
        east_mm=place[0],
        north_mm=place[1],
        rafters=rafters,
        water_lines=(WaterLine(id="", points=outline[:2]),),
    )


def _with_obstacles(
    design: Design, surface_id: str, obstacles: Iterable[tuple[ObstacleKind, tuple[Point, ...]]]
) -> Design:
    for kind, outline in obstacles:
        design = add_obstacle(design, surface_id, Obstacle(id="", kind=kind, outline=outline))
    return design


def main() -> None:
    """Write the examples to resources/examples/."""
    for name, content in built().items():
        (EXAMPLES_FOLDER / name).write_bytes(content)
        sys.stdout.write(f"{EXAMPLES_FOLDER / name}\n")


if __name__ == "__main__":
    main()
