"""The options of `trunkline new` that describe the roof, read into edits of a Design."""

from msgspec.structs import replace

from designer.cli.specs import Spec
from designer.core.errors import InputError
from designer.core.geometry.axes import Point, RailAxis
from designer.core.geometry.edges import EdgeKind
from designer.core.model.design import (
    Box,
    BoxKind,
    Bridge,
    Design,
    Obstacle,
    ObstacleKind,
    Rafters,
    RoofForm,
    Surface,
)
from designer.core.model.names import nearest_remedy
from designer.core.model.rail_layout import RailLayout
from designer.edit.edits.boxes import add_box
from designer.edit.edits.outlines import rectangle
from designer.edit.edits.roof import add_bridge, add_obstacle, add_surface
from designer.edit.edits.site import placed_beside
from designer.edit.edits.starting import START_RAFTER_SPACING_MM, start_rafters

SURFACE_FIELDS = (
    "name",
    "width",
    "height",
    "outline",
    "edges",
    "tilt",
    "azimuth",
    "rafter",
    "rafter-offset",
    "rafter-width",
    "rails",
    "layout",
    "form",
    "east",
    "north",
)
OBSTACLE_FIELDS = ("surface", "x", "y", "width", "height", "outline", "kind", "clearance")
BOX_FIELDS = ("surface", "x", "y", "kind", "width", "height")
BRIDGE_FIELDS = ("from", "at", "to", "at2", "length")

SURFACE_HELP = (
    "A rectangle 'name=East,width=9.6m,height=5.2m,tilt=35,azimuth=90' or a polygon "
    "'name=N,outline=0 0;8m 0;6m 4m;2m 4m,edges=eave;hip;ridge;hip,tilt=40,azimuth=0'. More fields: "
    f"rafter (spacing, {START_RAFTER_SPACING_MM:g}), rafter-offset (half of it), rafter-width, "
    "rails=eave|slope, layout=pairs|shared (rails under rows, else as the project), form=gable|monopitch, "
    "east and north (place of the frame's origin on the site plan)."
)
OBSTACLE_HELP = "'surface=East,kind=chimney,x=3m,y=2m,width=600,height=600[,clearance=100]' or with outline=."
BOX_HELP = "'surface=East,x=4.8m,y=100[,kind=junction|distribution,width=200,height=150]', its middle."
BRIDGE_HELP = "A way for cable: 'from=East,at=4m 5.2m,to=West,at2=5.6m 5.2m,length=600'."


def add_surface_text(design: Design, text: str) -> Design:
    """The Design with the surface that `--surface` describes. InputError for a text that cannot be used."""
    spec = Spec("--surface", text, SURFACE_FIELDS)
    name = spec.text("name")
    if any(surface.name == name for surface in design.surfaces):
        raise InputError("a surface of this name exists", where=f"--surface {name}", remedy="give it another")
    azimuth = spec.bearing("azimuth")
    surface = Surface(
        id="",
        name=name,
        outline=_outline(spec, None),
        edges=spec.kinds("edges", EdgeKind) if "edges" in spec else (),
        tilt_deg=spec.number("tilt"),
        azimuth_deg=azimuth,
        x_bearing_deg=(azimuth - 90.0) % 360.0,
        rail_axis=spec.kind("rails", RailAxis, RailAxis.EAVE),
        rail_layout=spec.kind("layout", RailLayout, RailLayout.PAIRS) if "layout" in spec else None,
        roof_form=spec.kind("form", RoofForm, RoofForm.GABLE),
        rafters=_rafters(spec),
    )
    if "east" in spec or "north" in spec:
        surface = replace(surface, east_mm=spec.length("east", 0.0), north_mm=spec.length("north", 0.0))
        return add_surface(design, surface)
    return add_surface(design, placed_beside(design, surface))


def add_obstacle_text(design: Design, text: str) -> Design:
    """The Design with the obstacle that `--obstacle` describes. InputError for a text that cannot be used."""
    spec = Spec("--obstacle", text, OBSTACLE_FIELDS)
    obstacle = Obstacle(
        id="",
        kind=spec.kind("kind", ObstacleKind, ObstacleKind.OTHER),
        outline=_outline(spec, (spec.length("x", 0.0), spec.length("y", 0.0))),
        clearance_mm=spec.length("clearance") if "clearance" in spec else None,
    )
    return add_obstacle(design, surface_id(design, spec, "surface"), obstacle)


def add_box_text(design: Design, text: str) -> Design:
    """The Design with the box that `--box` describes. InputError for a text that cannot be used."""
    spec = Spec("--box", text, BOX_FIELDS)
    box = Box(
        id="",
        surface=surface_id(design, spec, "surface"),
        x=spec.length("x"),
        y=spec.length("y"),
        kind=spec.kind("kind", BoxKind, BoxKind.JUNCTION),
        width_mm=spec.positive("width", 200.0),
        height_mm=spec.positive("height", 150.0),
    )
    return add_box(design, box)


def add_bridge_text(design: Design, text: str) -> Design:
    """The Design with the bridge that `--bridge` describes. InputError for a text that cannot be used."""
    spec = Spec("--bridge", text, BRIDGE_FIELDS)
    bridge = Bridge(
        id="",
        from_surface=surface_id(design, spec, "from"),
        from_point=spec.point("at"),
        to_surface=surface_id(design, spec, "to"),
        to_point=spec.point("at2"),
        length_mm=spec.positive("length"),
    )
    return add_bridge(design, bridge)


def surface_id(design: Design, spec: Spec, field: str) -> str:
    """The id of the surface that a field names, by its name or id."""
    return named_surface(design, spec.text(field), spec.option).id


def named_surface(design: Design, name: str, option: str) -> Surface:
    """The surface of this name, else of this id. InputError, with the nearest names, when there is none.

    Names come first: a person gave them, and may have called the second surface as the first one's id is.
    """
    by_id = {surface.id: surface for surface in design.surfaces}
    by_name = {surface.name: surface for surface in reversed(design.surfaces)}
    found = by_name.get(name) or by_id.get(name)
    if found is not None:
        return found
    names = [surface.name for surface in design.surfaces]
    remedy = nearest_remedy(name, names) if names else "add it with --surface"
    raise InputError(f"there is no surface '{name}'", where=option, remedy=remedy)


def _rafters(spec: Spec) -> Rafters:
    known = start_rafters(spec.positive("rafter", START_RAFTER_SPACING_MM))
    return Rafters(
        spacing_mm=known.spacing_mm,
        offset_mm=spec.length("rafter-offset", known.offset_mm),
        width_mm=spec.positive("rafter-width", known.width_mm),
    )


def _outline(spec: Spec, corner: Point | None) -> tuple[Point, ...]:
    if "outline" in spec:
        for other in ("width", "height"):
            if other in spec:
                remedy = "give either an outline or width and height"
                raise InputError(f"an outline and a {other} are given", where=spec.option, remedy=remedy)
        return spec.points("outline")
    return rectangle(spec.positive("width"), spec.positive("height"), corner or (0.0, 0.0))
