"""What can be read and typed of boxes, bridges, waypoints, dimensions and texts."""

import math
from functools import partial

from designer.core.model.design import BoxKind, Design
from designer.edit.properties.edits import boxes as box_edits
from designer.edit.properties.edits import notes as note_edits
from designer.edit.properties.facts import Facts
from designer.edit.properties.field import Field, Ids
from designer.edit.properties.quantities import Quantity, Value
from designer.edit.properties.tables.words import BOXES, choices_of

_PLACE, _SIZE = "Place", "Size"


def box_fields(_facts: Facts, _ids: Ids) -> tuple[Field, ...]:
    """Properties of boxes."""
    return _BOX


def bridge_fields(_facts: Facts, _ids: Ids) -> tuple[Field, ...]:
    """Properties of bridges."""
    return _BRIDGE


def waypoint_fields(_facts: Facts, _ids: Ids) -> tuple[Field, ...]:
    """Properties of waypoints."""
    return _WAYPOINT


def dimension_fields(_facts: Facts, _ids: Ids) -> tuple[Field, ...]:
    """Properties of dimensions."""
    return _DIMENSION


def text_fields(_facts: Facts, _ids: Ids) -> tuple[Field, ...]:
    """Properties of texts."""
    return _TEXT


def _surface_name(facts: Facts, surface: str) -> str:
    found = facts.surfaces.get(surface)
    return found.name if found else surface


def _box_length(key: str, label: str, group: str, hint: str = "") -> Field:
    return Field(
        key=key,
        label=label,
        quantity=Quantity.LENGTH,
        group=group,
        hint=hint,
        read=lambda facts, box: getattr(facts.boxes[box], key),
        write=lambda facts, ids, value: box_edits.set_box_fields(facts.design, ids, **{key: value}),
    )


_BOX = (
    Field(
        key="kind",
        label="Kind",
        quantity=Quantity.CHOICE,
        choices=lambda _: choices_of(BOXES),
        read=lambda facts, box: facts.boxes[box].kind,
        write=lambda facts, ids, value: box_edits.set_box_fields(facts.design, ids, kind=BoxKind(str(value))),
    ),
    Field(key="on", label="Surface", read=lambda facts, box: _surface_name(facts, facts.boxes[box].surface)),
    _box_length("x", "From the left", _PLACE, "Middle of the box along the eave"),
    _box_length("y", "From below", _PLACE, "Middle of the box up the slope"),
    _box_length("width_mm", "Width", _SIZE),
    _box_length("height_mm", "Height", _SIZE),
)

_BRIDGE = (
    Field(
        key="from",
        label="From surface",
        read=lambda facts, bridge: _surface_name(facts, facts.bridges[bridge].from_surface),
    ),
    Field(
        key="to",
        label="To surface",
        read=lambda facts, bridge: _surface_name(facts, facts.bridges[bridge].to_surface),
    ),
    Field(
        key="length_mm",
        label="Cable on it",
        quantity=Quantity.LENGTH,
        hint="Length of cable from one end of the bridge to the other",
        read=lambda facts, bridge: facts.bridges[bridge].length_mm,
        write=lambda facts, ids, value: box_edits.set_bridge_length(facts.design, ids, float(value or 0.0)),
    ),
)


def _waypoint_length(key: str, label: str) -> Field:
    return Field(
        key=key,
        label=label,
        quantity=Quantity.LENGTH,
        read=lambda facts, name: getattr(facts.waypoints[name], key),
        write=lambda facts, ids, value: note_edits.set_waypoint_fields(
            facts.design, ids, **{key: float(value or 0.0)}
        ),
    )


_WAYPOINT = (
    Field(
        key="between",
        label="Between",
        read=lambda facts, name: " and ".join(facts.waypoints[name].between),
    ),
    Field(
        key="on",
        label="Surface",
        read=lambda facts, name: _surface_name(facts, facts.waypoints[name].surface),
    ),
    _waypoint_length("x", "From the left"),
    _waypoint_length("y", "From below"),
)


def _measured(facts: Facts, name: str) -> Value:
    """What a dimension shows: the distance of its points or its part along a direction, to 0.1 mm."""
    note = facts.dimensions[name]
    dx, dy = note.second[0] - note.first[0], note.second[1] - note.first[1]
    if note.angle_deg is None:
        return round(math.hypot(dx, dy), 1)
    angle = math.radians(note.angle_deg)
    return round(abs(dx * math.cos(angle) + dy * math.sin(angle)), 1)


_DIMENSION = (
    Field(
        key="on",
        label="Surface",
        read=lambda facts, name: _surface_name(facts, facts.dimensions[name].surface),
    ),
    Field(key="measured", label="Length", quantity=Quantity.LENGTH, read=_measured),
    Field(
        key="offset_mm",
        label="Offset",
        quantity=Quantity.LENGTH,
        hint="Distance of the dimension line from the first point, to the left of the direction measured in",
        read=lambda facts, name: facts.dimensions[name].offset_mm,
        write=lambda facts, ids, value: note_edits.set_dimension_fields(facts.design, ids, offset_mm=value),
    ),
    Field(
        key="angle_deg",
        label="Direction",
        quantity=Quantity.ANGLE,
        hint="Direction that is measured in; left empty, the line between the points",
        read=lambda facts, name: facts.dimensions[name].angle_deg,
        write=lambda facts, ids, value: note_edits.set_dimension_fields(facts.design, ids, angle_deg=value),
        fallback=lambda _facts, _name: "between the points",
    ),
)


def _text_number(key: str, label: str, quantity: Quantity, hint: str) -> Field:
    return Field(
        key=key,
        label=label,
        quantity=quantity,
        hint=hint,
        read=lambda facts, name: getattr(facts.texts[name], key),
        write=lambda facts, ids, value: note_edits.set_text_fields(facts.design, ids, **{key: value}),
    )


def _text_at(axis: int, facts: Facts, name: str) -> Value:
    return facts.texts[name].at[axis]


def _set_text_x(facts: Facts, ids: Ids, value: Value) -> Design:
    return note_edits.move_texts_to(facts.design, ids, x=float(value or 0.0))


def _set_text_y(facts: Facts, ids: Ids, value: Value) -> Design:
    return note_edits.move_texts_to(facts.design, ids, y=float(value or 0.0))


_TEXT = (
    Field(
        key="text",
        label="Text",
        quantity=Quantity.LINES,
        read=lambda facts, name: facts.texts[name].text,
        write=lambda facts, ids, value: note_edits.set_text_fields(facts.design, ids, text=str(value or "")),
    ),
    _text_number("height_mm", "Height", Quantity.LENGTH, "Height of the capitals"),
    _text_number("rotation_deg", "Rotation", Quantity.ANGLE, "Counter-clockwise from the eave"),
    Field(
        key="x",
        label="From the left",
        quantity=Quantity.LENGTH,
        group=_PLACE,
        read=partial(_text_at, 0),
        write=_set_text_x,
    ),
    Field(
        key="y",
        label="From below",
        quantity=Quantity.LENGTH,
        group=_PLACE,
        read=partial(_text_at, 1),
        write=_set_text_y,
    ),
)
