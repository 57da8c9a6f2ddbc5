"""Edits of the roof: surfaces, obstacles on them, and bridges between them.

All take a Design and return a new one. What is added gets the next id, whatever id it came with, and stands
last in its list.
"""

from collections.abc import Callable

from msgspec.structs import replace

from designer.core.model.design import Bridge, Design, Obstacle, Surface, WaterLine
from designer.core.units import rounded
from designer.edit.edits.changing import angle_of
from designer.edit.edits.numbering import BRIDGE, OBSTACLE, SURFACE, WATER_LINE, Numberer
from designer.edit.edits.outlines import committed_edges, committed_outline, committed_point


def add_surface(design: Design, surface: Surface) -> Design:
    """The Design with one more surface. Its obstacles and water lines get ids too.

    A clockwise outline is turned round, and its edges with it; without any edges their kinds are read from
    the shape. Bearings are brought to 0 ≤ bearing < 360.
    """
    numbers = Numberer(design)
    added = replace(
        surface,
        id=numbers.new(SURFACE),
        outline=committed_outline(surface.outline),
        edges=committed_edges(surface.outline, surface.edges),
        azimuth_deg=angle_of(surface.azimuth_deg),
        x_bearing_deg=angle_of(surface.x_bearing_deg),
        east_mm=rounded(surface.east_mm),
        north_mm=rounded(surface.north_mm),
        obstacles=tuple(_numbered_obstacle(obstacle, numbers) for obstacle in surface.obstacles),
        water_lines=tuple(_numbered_line(line, numbers) for line in surface.water_lines),
    )
    return numbers.stamped(replace(design, surfaces=(*design.surfaces, added)))


def add_obstacle(design: Design, surface_id: str, obstacle: Obstacle) -> Design:
    """The Design with one more obstacle on a surface. KeyError when there is no such surface."""
    numbers = Numberer(design)
    added = _numbered_obstacle(obstacle, numbers)
    return numbers.stamped(
        with_surface(
            design, surface_id, lambda surface: replace(surface, obstacles=(*surface.obstacles, added))
        )
    )


def add_bridge(design: Design, bridge: Bridge) -> Design:
    """The Design with one more way for cable from one surface to another."""
    numbers = Numberer(design)
    added = replace(
        bridge,
        id=numbers.new(BRIDGE),
        from_point=committed_point(bridge.from_point),
        to_point=committed_point(bridge.to_point),
    )
    return numbers.stamped(replace(design, bridges=(*design.bridges, added)))


def with_surface(design: Design, surface_id: str, change: Callable[[Surface], Surface]) -> Design:
    """The Design with one surface changed. KeyError when there is no such surface."""
    changed = change(design.surface(surface_id))
    return replace(
        design, surfaces=tuple(changed if old.id == surface_id else old for old in design.surfaces)
    )


def _numbered_obstacle(obstacle: Obstacle, numbers: Numberer) -> Obstacle:
    return replace(obstacle, id=numbers.new(OBSTACLE), outline=committed_outline(obstacle.outline))


def _numbered_line(line: WaterLine, numbers: Numberer) -> WaterLine:
    points = tuple(committed_point(point) for point in line.points)
    return replace(line, id=numbers.new(WATER_LINE), points=points)
