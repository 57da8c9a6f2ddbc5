"""Filling the roof faces of a map with modules, face by face, without a project."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
from shapely.geometry import Polygon

from designer.core.errors import InputError
from designer.core.geometry.faces import UnfoldedFace, unfold_building
from designer.core.geometry.usable import usable_area
from designer.core.layout.fill import fill_any_axis
from designer.core.layout.model import FillOptions, ModuleSize, row_rectangles
from designer.core.units import parse_length
from designer.io.geojson import PlacedModule, RoofFile, read_roofs

LEAST_SIDE_MM = 100.0
"""A shorter side of a module means that metres were typed without their unit."""

_TIMES = re.compile(r"[x×X]")


class FillTask(Struct, frozen=True, kw_only=True):
    """What every face is filled with, and what is kept free."""

    size: ModuleSize
    options: FillOptions
    setback_mm: float
    obstacle_clearance_mm: float


class Filling(Struct, frozen=True, kw_only=True):
    """The modules of all faces that could be used, and sentences about what could not."""

    faces: int
    modules: tuple[PlacedModule, ...]
    problems: tuple[str, ...]


def module_of(text: str) -> tuple[ModuleSize, float | None]:
    """Size and, for a product of the catalogue, power in W, of ``LENGTHxWIDTH`` or of a product id.

    Raises InputError for an unusable length and CatalogError for an unknown product.
    """
    if sides := _typed_sides(text):
        if min(sides) < LEAST_SIDE_MM:
            what = f"a module of {sides[0]:g} × {sides[1]:g} mm is too small"
            raise InputError(what, where="--module", remedy="write it like 1722x1134 or 1.722mx1.134m")
        return ModuleSize(max(sides), min(sides)), None
    from designer.io.catalogs import load_catalog

    module = load_catalog().module(text)
    return ModuleSize(module.length_mm, module.width_mm), module.power_w


def fill_file(path: Path, task: FillTask) -> Filling:
    """Fill every face of a GeoJSON file that can be used.

    Raises InputError where the file or all of its faces are unusable, or smaller than the module.
    """
    roofs = read_roofs(path, strict=False)
    surfaces = list(_surfaces(roofs))
    _require_room(path, surfaces, task.size)
    modules = tuple(module for surface in surfaces for module in _placed_on(surface, task))
    return Filling(faces=len(surfaces), modules=modules, problems=roofs.problems)


def _typed_sides(text: str) -> tuple[float, float] | None:
    """The sides typed as ``LENGTHxWIDTH``, mm; None where the text is something else, such as an id."""
    parts = _TIMES.split(text)
    try:
        length_mm, width_mm = (parse_length(part) for part in parts)
    except ValueError:
        return None
    return length_mm, width_mm


def _surfaces(roofs: RoofFile) -> Iterator[UnfoldedFace]:
    """All faces unfolded, each on a plane of its own: faces of a "building" may be far apart on a map."""
    for building in roofs.buildings():
        for face in building.faces:
            yield from unfold_building((face,), building.obstacles)


def _require_room(path: Path, surfaces: Sequence[UnfoldedFace], size: ModuleSize) -> None:
    """Refuse a module that, however it is turned, is larger than every face."""
    for surface in surfaces:
        width, height = np.ptp(np.array(surface.outline), axis=0)
        if size.length_mm <= max(width, height) and size.width_mm <= min(width, height):
            return
    what = f"the module ({size.length_mm:g} × {size.width_mm:g} mm) is larger than every roof face"
    raise InputError(what, where=str(path), remedy="choose a smaller module or check the coordinates")


def _placed_on(surface: UnfoldedFace, task: FillTask) -> Iterator[PlacedModule]:
    """The modules of one face, with rails along the eave or up the slope, whichever holds more.

    Rows are counted across the rails, from the eave or from the left, and columns along them.
    """
    polygon = surface.polygon()
    setbacks_mm = [task.setback_mm] * len(surface.outline)
    obstacles = [(Polygon(part.outline), task.obstacle_clearance_mm) for part in surface.obstacles]
    usable = usable_area(polygon, setbacks_mm, obstacles)
    axis, filled = fill_any_axis(usable, task.size, task.options)
    rows = sorted(filled, key=lambda row: row.across_mm)
    for row_number, row in enumerate(rows, start=1):
        rects = np.array(row_rectangles(row, task.size, axis))
        corners = surface.to_lonlat(rects[:, [0, 1, 2, 1, 2, 3, 0, 3]]).reshape(-1, 4, 2).tolist()
        for col_number, outline in enumerate(corners, start=1):
            ring = tuple((lon, lat) for lon, lat in outline)
            yield PlacedModule(face=surface.id, row=row_number, col=col_number, outline=ring)
