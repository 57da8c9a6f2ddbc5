"""The edit that takes a drawing over into a Design: surfaces, what stands on them, water lines, underlays."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import shapely
from msgspec import Struct
from msgspec.structs import replace
from shapely.geometry import LineString, Polygon

from designer.core.errors import InputError
from designer.core.geometry.edges import EdgeKind
from designer.core.geometry.rings import clean_ring
from designer.core.geometry.sketch import Sketch
from designer.core.model.defaults import DEFAULT_SETBACKS_MM
from designer.core.model.design import Design, Obstacle, ObstacleKind, WaterLine
from designer.edit.edits.duplicating import free_name
from designer.edit.edits.obstacles import CLEARANCE_MM
from designer.edit.edits.roof import add_surface
from designer.edit.edits.site import placed_beside
from designer.edit.edits.sketch_choices import Meaning, SketchChoices
from designer.edit.edits.sketch_obstacles import DrawnObstacle, drawn_obstacles
from designer.edit.edits.sketch_surfaces import DrawnSurface, drawn_surfaces
from designer.edit.edits.sketch_underlay import with_underlays

LEAST_AREA_MM2 = 100.0
"""An obstacle of which less (1 cm²) lies on a surface only touches it."""

MOST_THINGS = 5_000
"""Obstacles and water lines; a layer with more is no layer of obstacles."""


class Taken(Struct, frozen=True):
    """The Design with what was taken from a drawing, and what was not, in sentences without a full stop."""

    design: Design
    told: tuple[str, ...] = ()


def take_sketch(design: Design, sketch: Sketch, choices: SketchChoices) -> Taken:
    """The Design with a drawing taken over, in mm, layer by layer as was chosen.

    Raises InputError where a layer cannot be what it is said to be, or nothing is left to take over.
    """
    found = drawn_surfaces(sketch, choices)
    standing, lines = drawn_obstacles(sketch, choices), _water_lines(sketch, choices)
    obstacles = standing.obstacles
    if max(len(obstacles), len(lines)) > MOST_THINGS:
        what = f"its layers hold {max(len(obstacles), len(lines)):,} obstacles or water lines"
        raise InputError(
            what, remedy=f"choose layers with {MOST_THINGS:,} at most, or import them as underlay"
        )
    _check_roofs(found.surfaces, len(obstacles) + len(lines))
    before = design
    for drawn in found.surfaces:
        design = _with_surface(design, drawn, obstacles, lines, choices)
    design = _with_underlays(design, found.surfaces, sketch, choices, known=len(before.surfaces))
    if design == before:
        raise InputError("nothing of it can be imported as was chosen", remedy=_remedy(sketch, choices))
    told = (*found.told, *standing.told, *_beside(found.surfaces, obstacles, lines))
    return Taken(design, told)


def _remedy(sketch: Sketch, choices: SketchChoices) -> str:
    if any(choices.meaning(layer) is Meaning.SURFACE for layer in sketch.layers):
        return "choose a layer with closed lines as surface, or import it as underlay and trace it"
    return "choose what its layers become"


def _check_roofs(surfaces: Sequence[DrawnSurface], things: int) -> None:
    if things and not surfaces:
        what = "it holds no closed line that is a surface, so obstacles and water lines lie on nothing"
        raise InputError(
            what, remedy="choose the layer of the roof outlines as surface, or import it as underlay"
        )


def _water_lines(sketch: Sketch, choices: SketchChoices) -> tuple[LineString, ...]:
    return tuple(
        LineString(
            stroke.points[:, :2]
            if not stroke.closed
            else np.vstack((stroke.points, stroke.points[:1]))[:, :2]
        )
        for stroke in sketch.strokes
        if choices.meaning(stroke.layer) is Meaning.WATER
    )


def _with_surface(
    design: Design,
    drawn: DrawnSurface,
    obstacles: Iterable[DrawnObstacle],
    lines: Iterable[LineString],
    choices: SketchChoices,
) -> Design:
    hole_mm = design.settings.setbacks_mm.get(EdgeKind.VERGE, DEFAULT_SETBACKS_MM[EdgeKind.VERGE])
    holes = (DrawnObstacle(ObstacleKind.OTHER, hole) for hole in drawn.holes)
    surface = replace(
        drawn.surface,
        name=free_name(design, drawn.surface.name),
        obstacles=(
            *(part for one in obstacles for part in _parts(drawn, one, CLEARANCE_MM[one.kind])),
            *(part for hole in holes for part in _parts(drawn, hole, hole_mm)),
        ),
        water_lines=tuple(part for line in lines for part in _wet(drawn, line)),
    )
    return add_surface(design, placed_beside(design, surface) if choices.true_lengths else surface)


def _parts(drawn: DrawnSurface, one: DrawnObstacle, clearance_mm: float | None) -> Iterator[Obstacle]:
    """The parts of an obstacle that lie on a surface. A hole in one is filled: nothing stands there."""
    if not one.area.intersects(drawn.area):
        return
    for part in shapely.get_parts(one.area.intersection(drawn.area)):
        if isinstance(part, Polygon) and part.area >= LEAST_AREA_MM2:
            outline = clean_ring(drawn.on_it(np.array(part.exterior.coords[:-1])), tolerance_mm=0.1)
            if outline:
                yield Obstacle(id="", kind=one.kind, outline=outline, clearance_mm=clearance_mm)


def _wet(drawn: DrawnSurface, line: LineString) -> Iterator[WaterLine]:
    """The stretches of a water line on a surface; on its edge counts, for gutters."""
    for part in shapely.get_parts(line.intersection(drawn.area.buffer(1.0))):
        if isinstance(part, LineString) and part.length >= 1.0:
            yield WaterLine(id="", points=drawn.on_it(np.array(part.coords)))


def _with_underlays(
    design: Design, surfaces: Sequence[DrawnSurface], sketch: Sketch, choices: SketchChoices, *, known: int
) -> Design:
    """Seen from above all lies on the site plan; in true lengths each surface has its part below it."""
    if not choices.true_lengths or not surfaces:
        return with_underlays(design, sketch, choices)
    for number, drawn in enumerate(surfaces):
        surface = design.surfaces[known + number]
        by = (-drawn.frame.origin_east_mm, -drawn.frame.origin_north_mm)
        design = with_underlays(
            design, sketch, choices, surface=surface.id, moved=by, within=drawn.area.bounds
        )
    return design


def _beside(
    surfaces: Sequence[DrawnSurface], obstacles: Iterable[DrawnObstacle], lines: Iterable[LineString]
) -> Iterator[str]:
    """What lies on no surface and is lost."""
    roof = shapely.union_all([drawn.area for drawn in surfaces]).buffer(1.0)
    missed = sum(1 for one in obstacles if not one.area.intersects(roof))
    dry = sum(1 for line in lines if not line.intersects(roof))
    if missed:
        yield f"{missed} of the obstacles lie on no surface and are left out"
    if dry:
        yield f"{dry} of the water lines lie on no surface and are left out"
