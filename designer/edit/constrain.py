"""Which point is meant where no object snap is: ortho, polar, alignment, grid; and the fields at the cursor.

In this order: a direction (ortho, else polar) from the base point, alignment with points of the running
tool, the grid. What was typed into fields goes before all of them.
"""

import math
from collections.abc import Iterable, Mapping

from designer.core.geometry.axes import Point
from designer.core.units import TOLERANCE_MM, rounded
from designer.edit.aids import Aids
from designer.edit.snapping.model import Guide
from designer.edit.tools.base import Fields, Prompt

POLAR_APERTURE_DEG = 3.0
"""A direction within this of a polar step is meant to be that step …"""

POLAR_APERTURE_PX = 16.0
"""… unless the cursor is further from its line than this."""

ALIGN_PX = 6.0
"""The cursor is in line with a point when it is this near to its horizontal or vertical."""

LENGTH, ANGLE, WIDTH, HEIGHT, DISTANCE = "length", "angle", "width", "height", "distance"

_NAMES = {
    Fields.NONE: (),
    Fields.POLAR: (LENGTH, ANGLE),
    Fields.SIZE: (WIDTH, HEIGHT),
    Fields.ALONG: (DISTANCE,),
}

Constrained = tuple[Point, tuple[Guide, ...]]


def constrained(
    raw: Point, prompt: Prompt, aids: Aids, mm_per_px: float, *, tracked: Iterable[Point] = ()
) -> Constrained:
    """The point meant by a cursor place, and the guides that made it.

    `tracked` are points that the cursor may be in line with, besides the prompt's base.
    """
    base = prompt.base
    if base is not None and prompt.fields is Fields.ALONG:
        return _along(raw, base, prompt, aids), ()
    places = _align_places(raw, base, tracked, aids, mm_per_px)
    turn = None if base is None or prompt.fields is Fields.SIZE else _direction(raw, base, aids, mm_per_px)
    if base is not None and turn is not None:
        return _on_ray(raw, base, turn, aids, places)
    point = _on_grid(raw, aids)
    return _aligned(point, places)


def field_names(fields: Fields) -> tuple[str, ...]:
    """Names of the fields at the cursor, in the order of Tab."""
    return _NAMES[fields]


def field_values(prompt: Prompt, at: Point) -> dict[str, float]:
    """What the fields show for a point: mm, and degrees from 0 to below 360; {} without a base."""
    if prompt.base is None:
        return {}
    dx, dy = at[0] - prompt.base[0], at[1] - prompt.base[1]
    match prompt.fields:
        case Fields.POLAR:
            return {LENGTH: math.hypot(dx, dy), ANGLE: _degrees(dx, dy)}
        case Fields.SIZE:
            return {WIDTH: abs(dx), HEIGHT: abs(dy)}
        case Fields.ALONG:
            ux, uy = _unit(prompt.direction)
            return {DISTANCE: abs(dx * ux + dy * uy)}
        case Fields.NONE:
            return {}


def with_fields(prompt: Prompt, cursor: Point, locked: Mapping[str, float]) -> Point:
    """The point that typed fields and the cursor mean together; the cursor itself without a base.

    Widths, heights and distances go to the cursor's side of the base, negative ones to the other side.
    """
    if prompt.base is None:
        return cursor
    dx, dy = cursor[0] - prompt.base[0], cursor[1] - prompt.base[1]
    match prompt.fields:
        case Fields.POLAR:
            dx, dy = _typed_polar(dx, dy, locked)
        case Fields.SIZE:
            dx, dy = _sided(dx, locked.get(WIDTH)), _sided(dy, locked.get(HEIGHT))
        case Fields.ALONG:
            dx, dy = _typed_along(dx, dy, _unit(prompt.direction), locked.get(DISTANCE))
        case Fields.NONE:
            pass
    return (rounded(prompt.base[0] + dx), rounded(prompt.base[1] + dy))


def _typed_polar(dx: float, dy: float, locked: Mapping[str, float]) -> Point:
    length = locked.get(LENGTH, math.hypot(dx, dy))
    turn = math.radians(locked[ANGLE]) if ANGLE in locked else math.atan2(dy, dx)
    if ANGLE in locked and LENGTH not in locked:
        length = dx * math.cos(turn) + dy * math.sin(turn)
    return length * math.cos(turn), length * math.sin(turn)


def _sided(cursor_mm: float, typed_mm: float | None) -> float:
    """A typed length on the cursor's side of the base; what the cursor shows where nothing is typed."""
    if typed_mm is None:
        return cursor_mm
    return -typed_mm if cursor_mm < 0.0 else typed_mm


def _typed_along(dx: float, dy: float, unit: Point, typed_mm: float | None) -> Point:
    along = _sided(dx * unit[0] + dy * unit[1], typed_mm)
    return along * unit[0], along * unit[1]


def _along(raw: Point, base: Point, prompt: Prompt, aids: Aids) -> Point:
    """The cursor with its distance from the base brought to the grid; it may leave the line."""
    if not aids.grid_snap:
        return raw
    ux, uy = _unit(prompt.direction)
    along = (raw[0] - base[0]) * ux + (raw[1] - base[1]) * uy
    shift = _stepped(along, aids.grid_mm) - along
    return (rounded(raw[0] + shift * ux), rounded(raw[1] + shift * uy))


def _direction(raw: Point, base: Point, aids: Aids, mm_per_px: float) -> float | None:
    """The direction that ortho or polar hold the cursor to, degrees; None where neither does."""
    dx, dy = raw[0] - base[0], raw[1] - base[1]
    if math.hypot(dx, dy) < TOLERANCE_MM:
        return None
    if aids.ortho:
        return _nearest_step(_degrees(dx, dy), 90.0)
    if not aids.polar or aids.polar_step_deg <= 0.0:
        return None
    turn = _nearest_step(_degrees(dx, dy), aids.polar_step_deg)
    off_deg = abs((_degrees(dx, dy) - turn + 180.0) % 360.0 - 180.0)
    off_px = math.hypot(dx, dy) * math.sin(math.radians(off_deg)) / mm_per_px
    return turn if off_deg <= POLAR_APERTURE_DEG and off_px <= POLAR_APERTURE_PX else None


def _nearest_step(angle_deg: float, step_deg: float) -> float:
    return round(angle_deg / step_deg) * step_deg


class _Lines:
    """The vertical and the horizontal line that the cursor is in line with, by the point they go through."""

    def __init__(self, vertical: Point | None, horizontal: Point | None) -> None:
        self.vertical, self.horizontal = vertical, horizontal


def _align_places(
    raw: Point, base: Point | None, tracked: Iterable[Point], aids: Aids, mm_per_px: float
) -> _Lines:
    if not aids.tracking:
        return _Lines(None, None)
    points = [*tracked, *(() if base is None else (base,))]
    reach = ALIGN_PX * mm_per_px
    nearest = [
        min(
            (point for point in points if abs(point[axis] - raw[axis]) <= reach),
            key=lambda point: abs(point[axis] - raw[axis]),
            default=None,
        )
        for axis in (0, 1)
    ]
    return _Lines(*nearest)


def _on_ray(raw: Point, base: Point, turn_deg: float, aids: Aids, lines: _Lines) -> Constrained:
    """The cursor on a line of a direction from the base, in line with a tracked point where there is one."""
    ux, uy = math.cos(math.radians(turn_deg)), math.sin(math.radians(turn_deg))
    along = (raw[0] - base[0]) * ux + (raw[1] - base[1]) * uy
    through = None
    if lines.vertical not in (None, base) and lines.vertical and abs(ux) > 0.1:
        along, through = (lines.vertical[0] - base[0]) / ux, lines.vertical
    elif lines.horizontal not in (None, base) and lines.horizontal and abs(uy) > 0.1:
        along, through = (lines.horizontal[1] - base[1]) / uy, lines.horizontal
    elif aids.grid_snap:
        along = _stepped(along, aids.grid_mm)
    point = (rounded(base[0] + along * ux), rounded(base[1] + along * uy))
    return point, tuple(Guide(start, point) for start in (base, through) if start is not None)


def _aligned(point: Point, lines: _Lines) -> Constrained:
    x = point[0] if lines.vertical is None else lines.vertical[0]
    y = point[1] if lines.horizontal is None else lines.horizontal[1]
    at = (rounded(x), rounded(y))
    through = dict.fromkeys(start for start in (lines.vertical, lines.horizontal) if start is not None)
    return at, tuple(Guide(start, at) for start in through)


def _on_grid(raw: Point, aids: Aids) -> Point:
    if not aids.grid_snap:
        return raw
    return (_stepped(raw[0], aids.grid_mm), _stepped(raw[1], aids.grid_mm))


def _stepped(value_mm: float, step_mm: float) -> float:
    return round(value_mm / step_mm) * step_mm if step_mm > 0.0 else value_mm


def _degrees(dx: float, dy: float) -> float:
    return math.degrees(math.atan2(dy, dx)) % 360.0


def _unit(direction: Point) -> Point:
    length = math.hypot(*direction) or 1.0
    return (direction[0] / length, direction[1] / length)
