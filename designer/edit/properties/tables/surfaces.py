"""What can be read and typed of surfaces, obstacles and water lines."""

import math
from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from shapely.geometry import Polygon

from designer.core.geometry.axes import RailAxis
from designer.core.geometry.edges import EdgeKind
from designer.core.model.defaults import DEFAULT_SETBACKS_MM
from designer.core.model.design import Design, ObstacleKind, RoofForm
from designer.edit.edits.rail_direction import with_rail_axis
from designer.edit.properties.edits import obstacles as obstacle_edits
from designer.edit.properties.edits import surfaces as edits
from designer.edit.properties.facts import Facts
from designer.edit.properties.field import Field, Ids
from designer.edit.properties.quantities import Quantity, Value, plain
from designer.edit.properties.tables.rail_layouts import surface_layout_field
from designer.edit.properties.tables.words import AXES, EDGES, FORMS, OBSTACLES, choices_of

_RAFTERS, _SETBACKS, _SITE, _PLACE, _SIZE = "Rafters", "Setbacks", "Place on the site", "Place", "Size"


def surface_fields(facts: Facts, ids: Ids) -> tuple[Field, ...]:
    """Properties of surfaces; a setback for each kind of edge that one of them has."""
    kinds = dict.fromkeys(edge for name in ids for edge in facts.surfaces[name].edges)
    return (*_SURFACE, *_RAFTER, *(_setback(edge) for edge in EdgeKind if edge in kinds), *_ON_SITE)


def _read(name: str, facts: Facts, surface: str) -> Value:
    value: Value = getattr(facts.surfaces[surface], name)
    return value


def _write(name: str, facts: Facts, ids: Ids, value: Value) -> Design:
    return edits.set_surface_fields(facts.design, ids, **{name: value})


def _own(key: str, label: str, quantity: Quantity, group: str = "", hint: str = "") -> Field:
    return Field(
        key=key,
        label=label,
        quantity=quantity,
        group=group,
        hint=hint,
        read=partial(_read, key),
        write=partial(_write, key),
    )


def _named(facts: Facts, ids: Ids, value: Value) -> Design:
    if not value:
        raise ValueError("A surface needs a name")
    return edits.set_surface_fields(facts.design, ids, name=str(value))


def _rafter(key: str, label: str, hint: str) -> Field:
    name = key.removeprefix("rafter_")
    return Field(
        key=key,
        label=label,
        quantity=Quantity.LENGTH,
        group=_RAFTERS,
        hint=hint,
        read=lambda facts, surface: getattr(facts.surfaces[surface].rafters, name),
        write=lambda facts, ids, value: edits.set_rafter_fields(facts.design, ids, **{name: _number(value)}),
    )


def _number(value: Value) -> float:
    return float(value or 0.0)


def _setback(edge: EdgeKind) -> Field:
    return Field(
        key=f"setback_{edge.value}",
        label=EDGES[edge],
        quantity=Quantity.LENGTH,
        group=_SETBACKS,
        hint="Distance of modules from edges of this kind; left empty, the project's holds",
        read=lambda facts, surface: facts.surfaces[surface].setbacks_mm.get(edge),
        write=lambda facts, ids, value: edits.set_surface_setback(
            facts.design, ids, edge, None if value is None else _number(value)
        ),
        fallback=lambda facts, _: project_setback(facts, edge),
    )


def project_setback(facts: Facts, edge: EdgeKind) -> str:
    """The project's setback from a kind of edge, with where it comes from."""
    own = facts.design.settings.setbacks_mm.get(edge)
    return default_setback(edge) if own is None else f"{plain(own, 3)} mm, the project's"


def default_setback(edge: EdgeKind) -> str:
    """The program's own setback from a kind of edge."""
    return f"{plain(DEFAULT_SETBACKS_MM[edge], 3)} mm, default"


_FORM = Field(
    key="roof_form",
    label="Roof form",
    quantity=Quantity.CHOICE,
    choices=lambda _: choices_of(FORMS),
    hint="Whether the slope has a counterpart beyond its ridge; the zones of the wind depend on it",
    read=partial(_read, "roof_form"),
    write=lambda facts, ids, value: edits.set_surface_fields(
        facts.design, ids, roof_form=RoofForm(str(value))
    ),
)

_SURFACE = (
    Field(key="name", label="Name", read=partial(_read, "name"), write=_named),
    _own("tilt_deg", "Tilt", Quantity.ANGLE, hint="Slope against the horizontal, 0° to 90°"),
    Field(
        key="azimuth_deg",
        label="Azimuth",
        quantity=Quantity.BEARING,
        hint="Compass bearing that the surface faces: 90° east, 180° south; the eave turns with it",
        read=partial(_read, "azimuth_deg"),
        write=lambda facts, ids, value: edits.set_azimuth(facts.design, ids, _number(value)),
    ),
    Field(
        key="x_bearing_deg",
        label="Eave bearing",
        quantity=Quantity.BEARING,
        hint="Compass bearing along the eave, from left to right; the surface turns with it",
        read=partial(_read, "x_bearing_deg"),
        write=lambda facts, ids, value: edits.set_eave_bearing(facts.design, ids, _number(value)),
    ),
    Field(
        key="rail_axis",
        label="Rails",
        quantity=Quantity.CHOICE,
        choices=lambda _: choices_of(AXES),
        hint="Direction of the rails that carry the modules",
        read=partial(_read, "rail_axis"),
        write=lambda facts, ids, value: with_rail_axis(
            facts.design, facts.catalog, ids, RailAxis(str(value))
        ),
    ),
    surface_layout_field(),
    _FORM,
    Field(
        key="area",
        label="Area",
        quantity=Quantity.AREA,
        read=lambda facts, surface: Polygon(facts.surfaces[surface].outline).area / 1e6,
    ),
    Field(
        key="modules",
        label="Modules",
        quantity=Quantity.COUNT,
        read=lambda facts, surface: sum(len(row.modules) for row in facts.design.rows_on(surface)),
    ),
)

_RAFTER = (
    _rafter(
        "rafter_spacing_mm",
        "Spacing",
        "From the middle of a rafter to the next; on rails up the slope of battens",
    ),
    _rafter(
        "rafter_offset_mm", "Offset", "Middle of the first rafter from the left end of the surface's frame"
    ),
    _rafter("rafter_width_mm", "Width", "Width of a rafter"),
)

_ON_SITE = (
    _own("east_mm", "East", Quantity.LENGTH, _SITE, "Origin of the surface on the site plan"),
    _own("north_mm", "North", Quantity.LENGTH, _SITE, "Origin of the surface on the site plan"),
)


def obstacle_fields(facts: Facts, ids: Ids) -> tuple[Field, ...]:
    """Properties of obstacles; sides only where all are rectangles, a diameter where all are circles."""
    outlines = [facts.obstacles[name][1].outline for name in ids]
    if all(obstacle_edits.sides(outline) for outline in outlines):
        return (*_OBSTACLE, *_RECTANGLE)
    if all(obstacle_edits.diameter(outline) for outline in outlines):
        return (*_OBSTACLE, _CIRCLE)
    return _OBSTACLE


def _corner(axis: int, facts: Facts, obstacle: str) -> Value:
    return obstacle_edits.extent(facts.obstacles[obstacle][1].outline)[axis]


def _side(axis: int, facts: Facts, obstacle: str) -> Value:
    found = obstacle_edits.sides(facts.obstacles[obstacle][1].outline)
    return found[axis] if found else None


def _clearance(facts: Facts, ids: Ids, value: Value) -> Design:
    return obstacle_edits.set_obstacle_fields(facts.design, ids, clearance_mm=value)


_OBSTACLE = (
    Field(
        key="kind",
        label="Kind",
        quantity=Quantity.CHOICE,
        choices=lambda _: choices_of(OBSTACLES),
        read=lambda facts, obstacle: facts.obstacles[obstacle][1].kind,
        write=lambda facts, ids, value: obstacle_edits.set_obstacle_fields(
            facts.design, ids, kind=ObstacleKind(str(value))
        ),
    ),
    Field(
        key="clearance_mm",
        label="Clearance",
        quantity=Quantity.LENGTH,
        hint="Distance that modules keep; left empty, the project's holds",
        read=lambda facts, obstacle: facts.obstacles[obstacle][1].clearance_mm,
        write=_clearance,
        fallback=lambda facts, _: (
            f"{plain(facts.design.settings.obstacle_clearance_mm, 3)} mm, the project's"
        ),
    ),
    Field(key="on", label="Surface", read=lambda facts, obstacle: facts.obstacles[obstacle][0].name),
    Field(
        key="x",
        label="From the left",
        quantity=Quantity.LENGTH,
        group=_PLACE,
        hint="Left end along the eave, in the surface's frame",
        read=partial(_corner, 0),
        write=lambda facts, ids, value: obstacle_edits.move_obstacles_to(facts.design, ids, x=_number(value)),
    ),
    Field(
        key="y",
        label="From below",
        quantity=Quantity.LENGTH,
        group=_PLACE,
        hint="Lower end up the slope, in the surface's frame",
        read=partial(_corner, 1),
        write=lambda facts, ids, value: obstacle_edits.move_obstacles_to(facts.design, ids, y=_number(value)),
    ),
)

_RECTANGLE = (
    Field(
        key="width_mm",
        label="Width",
        quantity=Quantity.LENGTH,
        group=_SIZE,
        read=partial(_side, 0),
        write=lambda facts, ids, value: obstacle_edits.resize_obstacles(
            facts.design, ids, width_mm=_number(value)
        ),
    ),
    Field(
        key="height_mm",
        label="Height",
        quantity=Quantity.LENGTH,
        group=_SIZE,
        read=partial(_side, 1),
        write=lambda facts, ids, value: obstacle_edits.resize_obstacles(
            facts.design, ids, height_mm=_number(value)
        ),
    ),
)

_CIRCLE = Field(
    key="diameter_mm",
    label="Diameter",
    quantity=Quantity.LENGTH,
    group=_SIZE,
    read=lambda facts, obstacle: obstacle_edits.diameter(facts.obstacles[obstacle][1].outline),
    write=lambda facts, ids, value: obstacle_edits.set_obstacle_diameter(facts.design, ids, _number(value)),
)


def water_line_fields(_facts: Facts, _ids: Ids) -> Sequence[Field]:
    """Properties of water lines."""
    return (
        Field(key="on", label="Surface", read=lambda facts, line: facts.water_lines[line][0].name),
        Field(
            key="corners",
            label="Points",
            quantity=Quantity.COUNT,
            read=lambda facts, line: len(facts.water_lines[line][1].points),
        ),
        Field(
            key="length",
            label="Length",
            quantity=Quantity.METRES,
            read=lambda facts, line: sum(
                math.dist(a, b) for a, b in pairwise(facts.water_lines[line][1].points)
            ),
        ),
    )
