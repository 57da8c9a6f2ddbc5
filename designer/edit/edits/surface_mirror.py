"""A surface seen in a mirror that stands upright on a line of the site plan.

In the mirror a roof face keeps its tilt, and x still runs to the right for who looks up the slope: so
everything on it changes sides, x → left end + right end − x, and its frame goes where the mirror image is.
"""

import math

from msgspec.structs import replace

from designer.core.geometry.axes import Point, RailAxis
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Rafters, Row, Surface
from designer.core.units import rounded
from designer.edit.edits.changing import Change, angle_of, changed
from designer.edit.edits.framing import in_plan
from designer.edit.edits.outlines import committed_edges, committed_outline
from designer.edit.edits.row_parts import extent_of
from designer.edit.edits.underlay_mirror import with_underlays_mirrored


def reflected(point: Point, first: Point, second: Point) -> Point:
    """The mirror image of a point across the line through two others."""
    ux, uy = second[0] - first[0], second[1] - first[1]
    px, py = point[0] - first[0], point[1] - first[1]
    share = 2.0 * (px * ux + py * uy) / (ux * ux + uy * uy)
    return (first[0] + share * ux - px, first[1] + share * uy - py)


def mirror_surface(surface: Surface, first: Point, second: Point) -> Surface:
    """The outline and frame of the mirror image across a line of the site plan; nothing that lies on it."""
    ends = _ends(surface)
    outline = tuple((rounded(ends - x), y) for x, y in surface.outline)
    bearing = math.degrees(math.atan2(second[0] - first[0], second[1] - first[1]))
    azimuth = angle_of(2.0 * bearing - surface.azimuth_deg)
    x_bearing = angle_of(2.0 * bearing - surface.x_bearing_deg + 180.0)
    east, north = reflected(in_plan(surface, ((ends, 0.0),))[0], first, second)
    return replace(
        surface,
        outline=committed_outline(outline),
        edges=committed_edges(outline, surface.edges),
        azimuth_deg=azimuth,
        x_bearing_deg=x_bearing,
        east_mm=rounded(east),
        north_mm=rounded(north),
        rafters=_mirror_rafters(surface, ends),
        obstacles=(),
        water_lines=(),
    )


def with_surface_mirrored(
    design: Design, catalog: Catalog, surface_id: str, first: Point, second: Point
) -> Design:
    """The Design with a surface and all that lies on it mirrored across a line of the site plan."""
    surface = design.surface(surface_id)
    ends = _ends(surface)
    change = Change(
        ids=_everything_on(design, surface_id),
        point=lambda _, point: (ends - point[0], point[1]),
        row=lambda row, on: mirrored_row(design, catalog, on, row, x=ends / 2.0),
        turn_deg=lambda angle: 180.0 - angle,
        flips=True,
        turns_rows=lambda on: on.rail_axis is RailAxis.EAVE,
        on=(surface_id,),
    )
    design = with_underlays_mirrored(changed(design, catalog, change), surface_id, ends)
    contents = design.surface(surface_id)
    image = replace(
        mirror_surface(surface, first, second),
        obstacles=contents.obstacles,
        water_lines=contents.water_lines,
    )
    return replace(design, surfaces=tuple(image if old.id == surface_id else old for old in design.surfaces))


def mirrored_row(
    design: Design,
    catalog: Catalog,
    surface: Surface,
    row: Row,
    *,
    x: float | None = None,
    y: float | None = None,
) -> Row:
    """A row mirrored across an upright line at `x`, a level one at `y`, or both: turned by half a turn."""
    along_size, across_size = extent_of(design, catalog, surface, row)
    u, v = (x, y) if surface.rail_axis is RailAxis.EAVE else (y, x)
    if v is not None:
        across = rounded(2.0 * v - row.across_mm - across_size)
        row = replace(row, across_mm=across, tilt_deg=-row.tilt_deg or 0.0)
    if u is None:
        return row
    middle = u
    modules, removed = (
        tuple(replace(one, along_mm=rounded(2.0 * middle - one.along_mm - along_size)) for one in part)
        for part in (row.modules, row.removed)
    )
    return replace(row, modules=modules, removed=removed)


def _everything_on(design: Design, surface_id: str) -> frozenset[str]:
    """Ids of all that lies on a surface, bridges with an end on it too."""
    surface = design.surface(surface_id)
    lying: tuple[tuple[str, str], ...] = (
        *((row.id, row.surface) for row in design.rows),
        *((box.id, box.surface) for box in design.boxes),
        *((waypoint.id, waypoint.surface) for waypoint in design.waypoints),
        *((note.id, note.surface) for note in design.dimensions),
        *((note.id, note.surface) for note in design.texts),
        *((bridge.id, bridge.from_surface) for bridge in design.bridges),
        *((bridge.id, bridge.to_surface) for bridge in design.bridges),
        *((obstacle.id, surface_id) for obstacle in surface.obstacles),
        *((line.id, surface_id) for line in surface.water_lines),
    )
    return frozenset(name for name, on in lying if on == surface_id)


def _ends(surface: Surface) -> float:
    """Left end plus right end: what x becomes its mirror image by."""
    xs = [x for x, _ in surface.outline]
    return min(xs) + max(xs)


def _mirror_rafters(surface: Surface, ends: float) -> Rafters:
    """Rafters across x change sides with it; battens, which count along y, stay."""
    if surface.rail_axis is RailAxis.SLOPE:
        return surface.rafters
    offset = (ends - surface.rafters.offset_mm) % surface.rafters.spacing_mm
    return replace(surface.rafters, offset_mm=rounded(offset))
