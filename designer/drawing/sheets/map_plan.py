"""The installation map: every inverter by its number in walking order, and a cell for each serial label."""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct

from designer.core.geometry.axes import Point, RailAxis, Rect
from designer.core.model.plan import PlacedInverter
from designer.core.serials.reports import gateway_number, gateway_of
from designer.drawing.directory import Directory
from designer.drawing.layers import LayerName
from designer.drawing.model import Align, Item, View
from designer.drawing.shapes import bounds, corners
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.context import COLUMN_PAD, Context, Draft, Face, new_draft
from designer.drawing.sheets.module_plan import module_names
from designer.drawing.sheets.paper import (
    LEAST,
    SMALL,
    SUBHEAD,
    box,
    circle,
    heading,
    name,
    paper_rect,
    width_of,
    write,
    write_within,
)
from designer.drawing.sheets.plans import Plan, plan_sheets
from designer.drawing.sheets.rail_plan import HIDDEN as RAIL_HIDDEN
from designer.drawing.sheets.roof_names import roof_names
from designer.drawing.sheets.scales import MAP_SIDES
from designer.drawing.sheets.table import Column, Table
from designer.drawing.sheets.trunk_plan import cable_lines
from designer.drawing.stations import rows_walked, walk

TITLE = "Installation map"

HIDDEN = (
    *(layer for layer in RAIL_HIDDEN if layer is not LayerName.INVERTER),
    LayerName.RAIL,
    LayerName.SPLICE,
    LayerName.JOINT,
    LayerName.ATTACHMENT,
    LayerName.CLAMP,
    LayerName.WIND,
    SheetLayer.DIMS_RAIL,
)

LABEL_MM = (43.0, 12.0)
"""A serial number label as it is peeled off an inverter."""

_LEVELS = {RailAxis.EAVE: 0.14, RailAxis.SLOPE: 0.32}
"""Where in its height the input of a module stands, as far from above its name: clear of the rings, which
stand between modules side by side or above each other.
"""

_CAPTION_MM = 7.5
_CELL_GAP_MM = 3.0
_TITLE_MM = 9.0
_HOW = "Peel the serial number label off every inverter before a module covers it, and stick it on its cell."


def map_sheets(context: Context) -> list[Draft]:
    """The map of all surfaces with the DTU numbers, and the cells on sheets of their own."""
    plan = Plan(title=TITLE, sides=MAP_SIDES, hidden=HIDDEN, names=_names, legend=_LEGEND, tables=_facts)
    return [*plan_sheets(context, plan), *_cell_sheets(context)]


_LEGEND = (
    (LayerName.MODULE, "module; 1, 2: DC input it is plugged into"),
    (LayerName.INVERTER, "inverter; in the ring: number of its cell"),
    (LayerName.BOX, "box"),
    (LayerName.OBSTACLE, "obstacle"),
    (LayerName.WATER, "water line"),
    (LayerName.ROOF, "roof edge"),
)


def numbered(context: Context) -> list[tuple[int, PlacedInverter]]:
    """All inverters with their numbers, from 1: surface by surface as a person walks past them."""
    return list(enumerate(rows_walked(context.directory.plan), start=1))


def _facts(context: Context, faces: Sequence[Face]) -> list[Table]:
    """What commissioning asks for first, on the first sheet: customer, DTUs, types, surfaces."""
    if context.faces and faces and faces[0] is not _first(context):
        return []
    directory = context.directory
    design, catalog = directory.design, directory.catalog
    modules = dict.fromkeys(catalog.names[one.product] for one in directory.plan.modules)
    inverters = dict.fromkeys(catalog.names[one.product] for one in directory.plan.inverters)
    rows = [
        ("Customer", design.customer.name),
        *_gateways(directory),
        ("Panel type", "; ".join(modules)),
        ("Inverter type", "; ".join(inverters)),
    ]
    rows += [
        (face.label, f"azimuth {face.surface.azimuth_deg:g}°, tilt {face.surface.tilt_deg:g}°")
        for face in context.faces
    ]
    rows.append(("Numbers", "in the rings: cells of the following sheets, in walking order"))
    columns = (Column("Field", 28), Column("Value", 56, wrapped=True))
    return [Table(title="For the monitoring", columns=columns, rows=tuple(rows))]


def _first(context: Context) -> Face:
    """The surface that the map begins with."""
    return next((face for face in context.faces if face.plan.modules), context.faces[0])


def _names(context: Context, face: Face, view: View) -> Iterator[Item]:
    yield from cable_lines(context, face, view)
    yield from roof_names(context, face, view)
    numbers = {inverter.id: number for number, inverter in numbered(context)}
    rings = [_ring(context, face, view, one, numbers[one.id]) for one in face.plan.inverters]
    levels = _levels(face, view, rings)
    above = {module: 1.0 - level for module, level in levels.items()}
    yield from module_names(face, view, levels=above, share=0.7, at_most=SMALL, upright=False)
    yield from _inputs(face, view, levels)
    for ring in rings:
        yield name(ring.text, ring.middle, ring.size)
        yield circle(ring.middle, ring.radius, SheetLayer.LABEL)


class _Ring(Struct, frozen=True):
    """The number of an inverter in a ring, on paper."""

    text: str
    middle: Point
    size: float
    radius: float

    @property
    def rect(self) -> Rect:
        """What it takes up."""
        (x, y), r = self.middle, self.radius
        return (x - r, y - r, x + r, y + r)

    def away(self, at: Point, width: float) -> float:
        """How far it is from a text of some width in its usual height, negative where it is on it."""
        x = max(abs(at[0] - self.middle[0]) - width / 2.0, 0.0)
        y = max(abs(at[1] - self.middle[1]) - SMALL / 2.0, 0.0)
        return math.hypot(x, y) - self.radius


def _ring(context: Context, face: Face, view: View, inverter: PlacedInverter, number: int) -> _Ring:
    """The inverter's number in a ring, in the middle of what it serves."""
    modules = context.directory.modules
    rects = [modules[served].rect for served in inverter.modules if served in modules]
    served = bounds(corner for rect in rects for corner in corners(rect)) if rects else inverter.footprint
    x0, y0, x1, y1 = paper_rect(view, face.rect(served))
    high = min(((rect[3] - rect[1]) / view.scale for rect in rects), default=y1 - y0)
    size = max(min(SUBHEAD, 0.16 * high), LEAST)
    text = str(number)
    middle = ((x0 + x1) / 2.0, (y0 + y1) / 2.0)
    return _Ring(text, middle, size, max(0.9 * size, width_of(text, size) / 2.0 + 0.6))


def _levels(face: Face, view: View, rings: Sequence[_Ring]) -> dict[str, float]:
    """Where in each module its input stands: as usual, or where no ring hides it or the name of the module.

    Rings stand within a module where its inverter serves an odd number of them above each other, and between
    two rows where these share an inverter.
    """
    usual = _LEVELS[face.surface.rail_axis]
    ways = sorted(_LEVELS.values(), key=lambda level: level != usual)
    spans = np.array([one.rect for one in rings]).reshape(-1, 4)
    found = {}
    for module in face.plan.modules:
        rect = paper_rect(view, face.rect(module.rect))
        near = [rings[number] for number in _touching(spans, rect)]
        room = [min(_clearance(module.id, rect, level, near), 0.0) for level in ways]
        found[module.id] = ways[room.index(max(room))]
    return found


def _touching(spans: np.ndarray, rect: Rect) -> list[int]:
    """Which of some rectangles lie on another, if only in part."""
    x0, y0, x1, y1 = rect
    apart = (spans[:, 0] > x1) | (spans[:, 2] < x0) | (spans[:, 1] > y1) | (spans[:, 3] < y0)
    return np.flatnonzero(~apart).tolist()


def _clearance(module: str, rect: Rect, level: float, rings: Sequence[_Ring]) -> float:
    """How far name and input of a module are from the nearest ring at a level; endless without one."""
    x0, y0, x1, y1 = rect
    x, high = (x0 + x1) / 2.0, y1 - y0
    texts = (((x, y0 + level * high), SMALL), ((x, y1 - level * high), width_of(module, SMALL)))
    return min((ring.away(at, wide) for ring in rings for at, wide in texts), default=math.inf)


def _inputs(face: Face, view: View, levels: Mapping[str, float]) -> Iterator[Item]:
    """At the foot of each module the DC input that it is plugged into."""
    for module in face.plan.modules:
        if module.inverter:
            x0, y0, x1, y1 = paper_rect(view, face.rect(module.rect))
            size = min(SMALL, 0.18 * (y1 - y0))
            if size >= LEAST:
                at = ((x0 + x1) / 2.0, y0 + levels[module.id] * (y1 - y0))
                yield name(str(module.port), at, size)


def _cell_sheets(context: Context) -> list[Draft]:
    """Label cells in walking order, by columns of a grid over the sheet left of its column."""
    rest = numbered(context)
    drafts: list[Draft] = []
    while rest:
        draft = new_draft(context.frame, "Installation map, serial numbers")
        places = _grid(context.frame.area)
        shown = rest[: len(places)]
        for (number, inverter), place in zip(shown, places, strict=False):
            draft.add(_cell(context, number, inverter, place))
        x0, _, _, y1 = context.frame.area
        draft.add([heading("Serial numbers", (x0 + COLUMN_PAD, y1 - 7.0), SUBHEAD)])
        draft.add([write(_HOW, (x0 + COLUMN_PAD + 34.0, y1 - 6.8), SMALL)])
        rest = rest[len(shown) :]
        drafts.append(draft)
    return drafts


def _grid(area: Rect) -> list[tuple[float, float]]:
    """Lower left corners of the cells, row by row from the upper left."""
    wide, high = LABEL_MM[0] + 2.0, LABEL_MM[1] + _CAPTION_MM
    x0, y0, x1, y1 = area[0] + COLUMN_PAD, area[1] + COLUMN_PAD, area[2] - COLUMN_PAD, area[3] - _TITLE_MM
    across = int((x1 - x0 + _CELL_GAP_MM) // (wide + _CELL_GAP_MM))
    down = int((y1 - y0 + _CELL_GAP_MM) // (high + _CELL_GAP_MM))
    return [
        (x0 + column * (wide + _CELL_GAP_MM), y1 - (row + 1) * (high + _CELL_GAP_MM) + _CELL_GAP_MM)
        for row in range(down)
        for column in range(across)
    ]


def _cell(context: Context, number: int, inverter: PlacedInverter, at: tuple[float, float]) -> list[Item]:
    """A place for a label with its number, the inverter, its seat and its modules by input."""
    directory, (x, y) = context.directory, at
    width, height = LABEL_MM[0] + 2.0, LABEL_MM[1] + _CAPTION_MM
    seat = directory.seats.get(inverter.id)
    where = f"{inverter.id}  {seat.branch}/{seat.position}" if seat else inverter.id
    where += _to_gateway(directory, inverter.id)
    modules = "  ".join(f"{port}: {module}" for port, module in enumerate(inverter.modules, start=1))
    label = (x + 1.0, y + 1.0, x + 1.0 + LABEL_MM[0], y + 1.0 + LABEL_MM[1])
    top = y + height
    return [
        box((x, y, x + width, top)),
        box(label, SheetLayer.VIEW),
        circle((x + 3.6, top - 3.3), 2.6, SheetLayer.LABEL),
        write_within(str(number), (x + 3.6, top - 3.3), 4.2, SMALL, Align.MIDDLE),
        write_within(where, (x + 7.5, top - 2.9), width - 8.5, SMALL),
        write_within(modules, (x + 7.5, top - 5.7), width - 8.5, SMALL),
        *_serial(directory.serial(inverter.id), label),
    ]


def _to_gateway(directory: Directory, inverter: str) -> str:
    """Which of several DTUs an inverter reports to, by its number in the table; empty where there is one."""
    number = gateway_number(directory.design, inverter)
    return f"  DTU {number}" if number else ""


def _gateways(directory: Directory) -> list[tuple[str, str]]:
    """The DTUs with the numbers of the inverters that report to them; an empty line where none is known."""
    serials = directory.design.settings.dtu_serials
    if len(serials) < 2:
        return [("DTU serial number", serials[0] if serials else "")]
    numbers = {name: number for number, name in enumerate(walk(directory.plan), start=1)}
    found = []
    for place, serial in enumerate(serials, start=1):
        own = [numbers[name] for name in numbers if gateway_of(directory.design, name) == serial]
        found.append((f"DTU {place} serial number", f"{serial}, inverters {_spans(own)}" if own else serial))
    return found


def _spans(numbers: Sequence[int]) -> str:
    """Numbers in order, those that follow each other as a span: 1-3, 7."""
    spans: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)


def _serial(serial: str, label: Rect) -> list[Item]:
    """The number that is known, large enough to be compared; nothing where a label is still to come."""
    if not serial:
        return []
    x0, y0, x1, y1 = label
    return [write_within(serial, ((x0 + x1) / 2.0, (y0 + y1) / 2.0), x1 - x0 - 2.0, 3.5, Align.MIDDLE)]
