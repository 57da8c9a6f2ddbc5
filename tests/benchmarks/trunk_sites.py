"""Sites to plan trunks for: bundled examples, seeded ones, and the buildings of a GeoJSON file."""

import random
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from shapely.geometry import LineString, Polygon

from designer.core.geometry.axes import RailAxis
from designer.core.geometry.edges import classify_edges
from designer.core.geometry.faces import unfold_building
from designer.core.model.catalog import Catalog
from designer.core.model.design import Box, Bridge, Design, Products, Rafters, Surface
from designer.edit.edits.filling import fill_surface
from designer.edit.edits.mapped_roofs import add_faces
from designer.io.examples import example_names, example_path
from designer.io.geojson import read_roofs
from designer.io.project import load_project
from tests import sites

MODULES = ("ja-solar-jam54d41-440-mb", "q-cells-q-peak-duo-blk-ml-g10-415")
INVERTERS = ("hms-1000-2t", "hms-1000-2t", "hms-500-1t", "hms-2000-4t")
RAFTERS_MM = (400.0, 610.0, 700.0, 850.0)
SEED = 4


class Site(Struct, frozen=True):
    """A named Design."""

    name: str
    design: Design


def examples() -> Iterator[Site]:
    """The bundled examples."""
    for name in example_names():
        yield Site(name, load_project(example_path(name)))


def several(site: Site, times: int) -> Site:
    """The same buildings so many times, each with its own boxes and bridges."""
    design = site.design
    copies = [_named(design, f"-{number}") for number in range(times)]
    return Site(
        f"{site.name} x{times}",
        replace(
            design,
            surfaces=tuple(one for copy in copies for one in copy.surfaces),
            rows=tuple(one for copy in copies for one in copy.rows),
            boxes=tuple(one for copy in copies for one in copy.boxes),
            bridges=tuple(one for copy in copies for one in copy.bridges),
        ),
    )


_BOX_EACH_MM = 12_500.0
"""Boxes along the edges of a roof are so far from each other, about."""


def one_roof(hall: Site, width_mm: float, depth_mm: float, catalog: Catalog) -> Site:
    """One roof as that of a hall, filled, with boxes along the eave and along the opposite edge."""
    first, *_ = hall.design.surfaces
    outline = ((0.0, 0.0), (width_mm, 0.0), (width_mm, depth_mm), (0.0, depth_mm))
    roof = replace(first, outline=outline, edges=classify_edges(outline), obstacles=(), water_lines=())
    count = max(1, round(width_mm / _BOX_EACH_MM))
    boxes = tuple(
        Box(id=f"X{edge}{number}", surface=roof.id, x=width_mm * (number + 0.5) / count, y=y)
        for edge, y in enumerate((150.0, depth_mm - 150.0), start=1)
        for number in range(count)
    )
    bare = replace(hall.design, surfaces=(roof,), rows=(), boxes=(), bridges=())
    name = f"{width_mm / 1000:g} x {depth_mm / 1000:g} m"
    return Site(name, replace(fill_surface(bare, catalog, roof.id), boxes=boxes))


def _named(design: Design, mark: str) -> Design:
    """A Design whose things have a mark after their ids."""

    def on(surface: str) -> str:
        return surface + mark

    return replace(
        design,
        surfaces=tuple(_named_surface(one, mark) for one in design.surfaces),
        rows=tuple(
            replace(
                row,
                id=row.id + mark,
                surface=on(row.surface),
                modules=tuple(replace(one, id=one.id + mark) for one in row.modules),
            )
            for row in design.rows
        ),
        boxes=tuple(replace(box, id=box.id + mark, surface=on(box.surface)) for box in design.boxes),
        bridges=tuple(
            replace(one, id=one.id + mark, from_surface=on(one.from_surface), to_surface=on(one.to_surface))
            for one in design.bridges
        ),
    )


def _named_surface(surface: Surface, mark: str) -> Surface:
    return replace(
        surface,
        id=surface.id + mark,
        obstacles=tuple(replace(one, id=one.id + mark) for one in surface.obstacles),
        water_lines=tuple(replace(one, id=one.id + mark) for one in surface.water_lines),
    )


def generated(number: int, catalog: Catalog, seed: int = SEED) -> Iterator[Site]:
    """Gables, single roofs and L-shapes of 4 to 300 modules with one to three boxes."""
    for place in range(number):
        yield generated_at(place, catalog, seed)


def generated_at(place: int, catalog: Catalog, seed: int = SEED) -> Site:
    """One of the seeded sites."""
    design = _generated(random.Random(seed * 100_003 + place))
    for surface in design.surfaces:
        design = fill_surface(design, catalog, surface.id)
    return Site(f"generated-{place}", design)


def _generated(source: random.Random) -> Design:
    width, height = source.uniform(5e3, 16e3), source.uniform(3e3, 9e3)
    if source.random() < 0.15:
        width, height = width * 2.5, height * 1.6
    roofs = [_roof(source, "S1", width, height, 180.0)]
    bridges: tuple[Bridge, ...] = ()
    if source.random() < 0.4:
        roofs.append(_roof(source, "S2", width, height, 0.0))
        ends = ((width / 2, height - 50.0), (width / 2, height - 50.0))
        bridge = Bridge(
            id="G1", from_surface="S1", from_point=ends[0], to_surface="S2", to_point=ends[1], length_mm=300.0
        )
        bridges = (bridge,)
    places = [source.uniform(0.1, 0.9) for _ in range(source.choice([1, 1, 2, 3]))]
    boxes = [
        Box(id=f"X{number}", surface="S1", x=width * share, y=140.0)
        for number, share in enumerate(sorted(places), start=1)
    ]
    if len(roofs) > 1 and not source.randrange(2):
        boxes.append(Box(id="X9", surface="S2", x=width * source.uniform(0.1, 0.9), y=140.0))
    products = Products(
        module=source.choice(MODULES),
        inverter=source.choice(INVERTERS),
        family="hoymiles-hms",
        rail="k2-singlerail-36",
    )
    return sites.design(roofs, [], boxes, products=products, bridges=bridges)


def _roof(source: random.Random, name: str, width: float, height: float, azimuth: float) -> Surface:
    cut = width * source.uniform(0.1, 0.35)
    outline = source.choice(
        [
            ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height)),
            ((0.0, 0.0), (width, 0.0), (width - cut, height), (cut, height)),
            (
                (0.0, 0.0),
                (width, 0.0),
                (width, height / 2),
                (width - cut, height / 2),
                (width - cut, height),
                (0.0, height),
            ),
        ]
    )
    return Surface(
        id=name,
        name=name,
        outline=outline,
        edges=classify_edges(outline),
        tilt_deg=35.0,
        azimuth_deg=azimuth,
        x_bearing_deg=azimuth - 90,
        rail_axis=source.choice([RailAxis.EAVE, RailAxis.EAVE, RailAxis.SLOPE]),
        rafters=Rafters(spacing_mm=source.choice(RAFTERS_MM), offset_mm=150.0),
    )


def buildings_in(path: Path, catalog: Catalog, most: int) -> Iterator[Site]:
    """The first `most` buildings of a file that hold a module, a box in the middle of each eave."""
    found = 0
    for number, building in enumerate(read_roofs(path, strict=False).buildings()):
        if found >= most:
            return
        design = add_faces(sites.design([], [], ()), unfold_building(building.faces, building.obstacles))
        for roof in design.surfaces:
            design = fill_surface(design, catalog, roof.id)
        boxes = tuple(_box(roof, index) for index, roof in enumerate(design.surfaces, start=1))
        if design.rows:
            found += 1
            yield Site(f"building-{number}", replace(design, boxes=boxes))


def _box(roof: Surface, index: int) -> Box:
    """A box just inside the roof over the middle of its lowest edge."""
    whole = Polygon(roof.outline)
    shape = whole.buffer(-100.0)
    x0, _, x1, _ = whole.bounds
    cut = shape.intersection(LineString([((x0 + x1) / 2, -1e6), ((x0 + x1) / 2, 1e6)]))
    if cut.is_empty:
        cut = whole.representative_point()
    return Box(
        id=f"X{900 + index}", surface=roof.id, x=round((x0 + x1) / 2, 1), y=round(cut.bounds[1] + 20, 1)
    )
