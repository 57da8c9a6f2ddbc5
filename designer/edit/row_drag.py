"""A row of modules dragged out along the rails: where it starts, how many fit, why it stops.

Rail coordinates throughout: u along the rail, v across it, mm.
"""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from designer.core.geometry.axes import Point, Rect
from designer.core.geometry.intervals import Interval
from designer.core.units import TOLERANCE_MM, rounded
from designer.edit.edits.rows import NewModules
from designer.edit.room import Room


class Stop(StrEnum):
    """Why a row ends where it does."""

    CURSOR = "cursor"
    AREA = "area"
    """A setback or an obstacle."""
    MODULE = "module"
    INVERTER = "inverter"
    """One more module would begin an inverter that cannot be filled."""


class Draft(Struct, frozen=True, kw_only=True):
    """Modules that would be added: their lower edges along the rail; none where there is no room."""

    across_mm: float
    along_mm: tuple[float, ...]
    stop: Stop = Stop.CURSOR
    room_for: int = 0
    """Most modules in this direction."""

    def rects(self, room: Room) -> tuple[Rect, ...]:
        """The modules as rectangles on the surface."""
        return tuple(room.rect(u, self.across_mm) for u in self.along_mm)

    def modules(self, room: Room) -> NewModules:
        """The modules as an edit adds them."""
        return NewModules(
            surface=room.surface_id,
            orientation=room.orientation,
            across_mm=self.across_mm,
            along_mm=self.along_mm,
            module=room.product,
            tilt_deg=room.tilt_deg,
        )


def settled(room: Room, uv: Point, reach_mm: float, *, leftward: bool = False) -> Point:
    """Where a person means to start who points at `uv`: in line with rows, columns and ends of the area.

    `leftward` rows run towards smaller u, and their corner is the far one. Without anything near, or where
    nothing near leaves room, the point itself.
    """
    v = _settled_v(room, uv, reach_mm, leftward=leftward)
    return (rounded(_settled_u(room, uv[0], v, reach_mm, leftward=leftward)), rounded(v))


def drag(room: Room, start: Point, to_u: float, *, inputs: int = 1) -> Draft:
    """The row from a corner up to the cursor; with `inputs` above 1 only whole inverters.

    A module appears as soon as the cursor has passed its beginning. Whole inverters count the modules that
    the row joins; where not even one can be filled, what fits is offered all the same.
    """
    leftward = to_u < start[0]
    most = _most(room, start, leftward=leftward)
    asked = _passed(room, abs(to_u - start[0]))
    number = min(asked, most)
    stop = Stop.CURSOR if asked <= most else _what_stops(room, start, leftward=leftward)
    if inputs > 1 and number:
        whole = _whole(room, start, number, most, inputs, leftward=leftward)
        stop = Stop.INVERTER if whole < asked and whole < most else stop
        number = whole
    return _draft(room, start, number, most, leftward=leftward, stop=stop)


def drag_number(room: Room, start: Point, number: int, *, leftward: bool = False) -> Draft:
    """The row with a typed number of modules, or as many as there is room for."""
    most = _most(room, start, leftward=leftward)
    return _draft(room, start, min(number, most), most, leftward=leftward)


def number_in(room: Room, length_mm: float) -> int:
    """How many modules a typed length holds."""
    return room.rule.fitting(length_mm)


def _draft(
    room: Room, start: Point, number: int, most: int, *, leftward: bool, stop: Stop = Stop.CURSOR
) -> Draft:
    u, v = start
    low = u - room.rule.length_mm(number) if leftward and number else u
    offsets = room.rule.offsets_mm(number) if number else []
    along = tuple(rounded(low + offset) for offset in offsets)
    return Draft(across_mm=v, along_mm=along, stop=stop, room_for=most)


def _room_span(room: Room, start: Point, *, leftward: bool) -> Interval | None:
    """The free stretch that a row from this corner may take."""
    u, v = start
    for low, high in room.spans(v):
        if low - TOLERANCE_MM <= u <= high + TOLERANCE_MM:
            span = (low, u) if leftward else (u, high)
            if span[1] - span[0] >= room.along_mm - TOLERANCE_MM:
                return span
    return None


def _most(room: Room, start: Point, *, leftward: bool) -> int:
    span = _room_span(room, start, leftward=leftward)
    return 0 if span is None else int(room.rule.fitting(span[1] - span[0] + TOLERANCE_MM))


def _passed(room: Room, distance_mm: float) -> int:
    """Modules whose beginning the cursor has passed, the first one included."""
    lengths = room.rule.lengths_mm(distance_mm + room.along_mm)
    return 1 + int((lengths + room.rule.gap_mm < distance_mm).sum())


def _what_stops(room: Room, start: Point, *, leftward: bool) -> Stop:
    """Whether the free stretch ends at a standing module or at the end of the usable area."""
    span = _room_span(room, start, leftward=leftward)
    if span is None:
        return Stop.AREA
    end = span[0] if leftward else span[1]
    edges = [edge for pair in room.area_spans(start[1]) for edge in pair]
    return Stop.AREA if any(abs(edge - end) < TOLERANCE_MM for edge in edges) else Stop.MODULE


def _whole(room: Room, start: Point, number: int, most: int, inputs: int, *, leftward: bool) -> int:
    """The number nearest above, else below, that leaves no input free; `number` where there is none."""
    tries: list[int] = [*range(number, min(number + inputs, most + 1)), *range(number - 1, 0, -1)]
    for count in tries:
        along = _draft(room, start, count, most, leftward=leftward).along_mm
        if _block_size(room, start[1], along) % inputs == 0:
            return count
    return number


def _block_size(room: Room, v: float, along: Iterable[float]) -> int:
    """Modules of the run that new ones make together with those they stand beside."""
    new = [(u, True) for u in along]
    old = [(one.rect[0], False) for one in room.standing if room.in_line(one.row, v)]
    size, holds_new = 0, False
    end = None
    for u, is_new in sorted(new + old):
        if end is not None and u - end > room.along_mm / 2:
            if holds_new:
                return size
            size, holds_new = 0, False
        size, holds_new, end = size + 1, holds_new or is_new, u + room.along_mm
    return size


def _settled_v(room: Room, uv: Point, reach_mm: float, *, leftward: bool) -> float:
    """The height of a row within reach, else the nearest other one that is meant and leaves room."""
    u, v = uv
    lines = room.row_heights()
    ranked = sorted((height not in lines, abs(height - v), height) for height in lines | room.heights())
    for _, away, height in ranked:
        if away <= reach_mm and _has_start(room, u, height, reach_mm, leftward=leftward):
            return height
    return v


def _has_start(room: Room, u: float, v: float, reach_mm: float, *, leftward: bool) -> bool:
    place = _settled_u(room, u, v, reach_mm, leftward=leftward)
    return _room_span(room, (place, v), leftward=leftward) is not None


def _settled_u(room: Room, u: float, v: float, reach_mm: float, *, leftward: bool) -> float:
    """The nearest end of a free stretch or column of another row within reach that leaves room."""
    ends = [span[1] if leftward else span[0] for span in room.spans(v)]
    edge = 2 if leftward else 0
    columns = [one.rect[edge] for one in room.standing if one.row.orientation is room.orientation]
    near = sorted((abs(place - u), place) for place in {*ends, *columns} if abs(place - u) <= reach_mm)
    for _, place in near:
        if _room_span(room, (place, v), leftward=leftward) is not None:
            return place
    return u


def settled_module(room: Room, uv: Point, reach_mm: float) -> Point:
    """Where a single module is meant whose lower edges are pointed at: in line, a gap from its neighbours."""
    u, v = settled(room, uv, reach_mm)
    if room.fits(u, v) and abs(u - uv[0]) > 0:
        return (u, v)
    ends = [high - room.along_mm for _, high in room.spans(v)]
    near = [end for end in ends if abs(end - uv[0]) <= reach_mm and room.fits(end, v)]
    return (rounded(min(near, key=lambda end: abs(end - uv[0]))), v) if near else (u, v)
