"""The inverter and trunk plan: inverters, ports, and every branch in a colour and a dash of its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Point, RailAxis
from designer.core.model.plan import BranchPlan, CablePiece, Drop, PieceKind, PlacedInverter
from designer.drawing.layers import LayerName
from designer.drawing.model import Item, Text, View
from designer.drawing.shapes import bounds, corners, length, middle
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.context import Context, Draft, Face
from designer.drawing.sheets.paper import LEAST, SMALL, TEXT, circle, name, paper_line, width_of
from designer.drawing.sheets.placing import Places
from designer.drawing.sheets.plans import UNSEEN, Plan, plan_sheets
from designer.drawing.sheets.roof_names import roof_names
from designer.drawing.sheets.scales import TRUNK_SIDES
from designer.drawing.sheets.site_plan import box_table
from designer.drawing.sheets.table import Column, Swatch, Table
from designer.drawing.text_metrics import NO_BREAK, fitted_height
from designer.leg_words import amperes_text, titled, units_text

TITLE = "Inverter and trunk plan"

HIDDEN = (
    *UNSEEN,
    LayerName.SETBACK,
    LayerName.WIND,
    LayerName.SPLICE,
    LayerName.JOINT,
    LayerName.ATTACHMENT,
    LayerName.CLAMP,
    LayerName.CLEARANCE,
    LayerName.TRUNK,
    LayerName.LINK,
    LayerName.END_CABLE,
    LayerName.DIMS,
    SheetLayer.DIMS_RAIL,
)
"""Cables of model space are hidden, as they are drawn on the paper in the inks of their branches."""

_LEGEND = (
    (LayerName.INVERTER, "inverter: branch / place from the far end"),
    (LayerName.DROP, "trunk port; cap n: port n is capped"),
    (LayerName.DC, "DC lead"),
    (LayerName.RAIL, "rail"),
    (LayerName.MODULE, "module"),
    (LayerName.BOX, "box"),
    (LayerName.WATER, "water line: no connectors here"),
)

_PIECES = {PieceKind.TRUNK_RUN: "trunk run", PieceKind.LINK: "link", PieceKind.END_CABLE: "end cable"}
_WIDEST_SHARE = 0.95
_LINE_SHARE = 0.11
"""Of the modules' depth for a line of text: two of them fit between the rails, clear of the enclosure."""

_TALLEST_SHARE = 0.9
"""Of the modules' depth for all lines, where they have to be as small as can be read."""

_STEP = 1.5
"""From line to line in heights of the text."""

_LEAST_REACH_MM, _USUAL_REACH_MM = 1100.0, 2000.0
"""Room along the rail for the name of an inverter on one module, and on several."""


def trunk_sheets(context: Context) -> list[Draft]:
    """The trunk plan of all surfaces, with its legend, the branches and the cable pieces."""
    return plan_sheets(context, replace(_PLAN, tables=_tables))


def trunk_views(context: Context) -> list[Draft]:
    """The trunk plan of all surfaces with its legend."""
    return plan_sheets(context, _PLAN)


def _tables(context: Context, faces: Sequence[Face]) -> list[Table]:
    """The branches with a port on the surfaces, and the pieces of those whose first port lies there."""
    own = frozenset(face.surface.id for face in faces)
    plan = context.directory.plan
    branches = [branch for branch in plan.branches if any(drop.surface in own for drop in branch.drops)]
    begun = [branch for branch in branches if branch.drops[0].surface in own]
    pieces = [piece for branch in begun for piece in branch.pieces]
    return [branch_table(context, branches), box_table(context, faces), piece_table(context, pieces)]


def branch_table(context: Context, branches: Iterable[BranchPlan]) -> Table:
    """One line per branch with its ink, inverters, current, protection and voltage rise.

    Inverters and current are those of its circuit, as the protection is.
    """
    layers = context.branch_layers
    loaded = [(branch, context.directory.load_of(branch)) for branch in branches]
    rows = tuple(
        (
            Swatch(layers[branch.id]),
            branch.id,
            branch.box,
            branch.phase or "-",
            units_text(branch, load),
            amperes_text(branch, load, f"{NO_BREAK}/{NO_BREAK}{branch.ocpd_a:g}", digits=1),
            f"{branch.rise_pct:.2f}",
        )
        for branch, load in loaded
    )
    columns = (
        Column("Line", 16),
        Column("Branch", 14),
        Column("Box", 12),
        Column("Phase", 13),
        Column("Inv.", 9, number=True),
        Column("A / OCPD", 20, number=True, wrapped=True),
        Column("Rise %", 13, number=True),
    )
    title = titled("Branches", (load for _, load in loaded))
    return Table(title=title, columns=columns, rows=rows)


def piece_table(context: Context, pieces: Iterable[CablePiece]) -> Table:
    """One line per piece of cable to cut."""
    rows = tuple(
        (
            piece.id,
            _PIECES[piece.kind],
            context.length(piece.length_mm) if piece.length_mm else "-",
            str(piece.ports) if piece.ports else "-",
            f"{piece.from_}{NO_BREAK}-{NO_BREAK}{piece.to}",
        )
        for piece in pieces
    )
    columns = (
        Column("Piece", 18),
        Column("Kind", 19),
        Column(f"Length{context.lengths_note}", 20, number=True),
        Column("Ports", 10, number=True),
        Column("From - to", 30, wrapped=True),
    )
    return Table(title="Cable pieces", columns=columns, rows=rows)


def cable_lines(context: Context, face: Face, view: View) -> Iterator[Item]:
    """The cables on a surface, as routed, each on the layer of its branch."""
    layers = context.branch_layers
    for branch in context.directory.plan.branches:
        for piece in branch.pieces:
            for part in piece.route:
                if part.surface == face.surface.id and length(part.points) > 0.0:
                    points = [face.placed(point) for point in part.points]
                    yield paper_line(view, points, layers[branch.id])


def _names(context: Context, face: Face, view: View) -> Iterator[Item]:
    """Cables below, then the names: inverters first, the others where they keep clear of those."""
    yield from cable_lines(context, face, view)
    roof = list(roof_names(context, face, view))
    yield from roof
    named = list(inverter_names(context, face, view))
    places = Places()
    places.take([*named, *(item for item in roof if isinstance(item, Text) and not item.rotation_deg)])
    yield from named
    for branch in context.directory.plan.branches if named else ():
        yield from _port_names(face, branch, view, places)
    for branch in context.directory.plan.branches:
        yield from _flag(face, branch, view, context.branch_layers, places)


def inverter_names(context: Context, face: Face, view: View) -> Iterator[Text]:
    """Of each inverter its id, and branch and place."""
    seats = context.directory.seats
    found = []
    for inverter in face.plan.inverters:
        seat = seats.get(inverter.id)
        lines = [inverter.id, f"{seat.branch}/{seat.position}"] if seat else [inverter.id]
        found.append((_spot(context, face, inverter, view), lines))
    count = min((_lines_that_fit(spot, lines) for spot, lines in found), default=0)
    for spot, lines in found:
        yield from _stacked(spot, lines[-count:] if count else [])


class _Spot(Struct, frozen=True):
    """Where an inverter's name stands on paper, and the room there."""

    at: Point
    width: float
    height: float


def _spot(context: Context, face: Face, inverter: PlacedInverter, view: View) -> _Spot:
    """At half the modules' depth, between their rails, where nothing else is drawn."""
    modules = context.directory.modules
    rects = [modules[own].rect for own in inverter.modules if own in modules] or [inverter.footprint]
    outer = bounds(point for rect in rects for point in corners(rect))
    x, y = middle(outer)
    at = (inverter.mount[0], y) if inverter.axis is RailAxis.EAVE else (x, inverter.mount[1])
    return _Spot(
        view.point(face.placed(at)),
        _WIDEST_SHARE * _reach_mm(face, inverter) / view.scale,
        (outer[3] - outer[1]) / view.scale,
    )


def _lines_that_fit(spot: _Spot, lines: list[str]) -> int:
    """How many of the last lines can be read there."""
    wide = [fitted_height(text, spot.width, at_most_mm=LEAST) >= LEAST for text in lines]
    high = int((_TALLEST_SHARE * spot.height - LEAST) / (_STEP * LEAST)) + 1 if spot.height > LEAST else 0
    return max((n for n in range(len(lines) + 1) if n <= high and all(wide[len(lines) - n :])), default=0)


def _stacked(spot: _Spot, lines: list[str]) -> Iterator[Text]:
    """Lines of text above each other about a place, all as high."""
    tallest = max(LEAST, min(TEXT, _LINE_SHARE * spot.height))
    size = min((fitted_height(text, spot.width, at_most_mm=tallest) for text in lines), default=0.0)
    top = (len(lines) - 1) / 2.0
    for number, text in enumerate(lines):
        yield name(text, (spot.at[0], spot.at[1] + (top - number) * _STEP * size), size)


def _reach_mm(face: Face, inverter: PlacedInverter) -> float:
    """Room along the rail for a name: some modules' width; two modules are the rule.

    That of a single module reaches over its neighbours, as far as half the way to the next name in its row.
    """
    if len(inverter.modules) > 1:
        return _USUAL_REACH_MM
    if inverter.axis is RailAxis.SLOPE:  # names stand across the rails, those of the next row beside them
        return _LEAST_REACH_MM
    along, across = inverter.mount
    beside = (
        abs(other.mount[0] - along)
        for other in face.plan.inverters
        if other.id != inverter.id and abs(other.mount[1] - across) < _LEAST_REACH_MM
    )
    return min(max(_LEAST_REACH_MM, min(beside, default=_USUAL_REACH_MM)), _USUAL_REACH_MM)


def _port_names(face: Face, branch: BranchPlan, view: View, places: Places) -> Iterator[Item]:
    """Where a port is capped, and what closes the far end."""
    for drop in branch.drops:
        note = _port_note(drop)
        if drop.surface != face.surface.id or not note:
            continue
        x, y = view.point(face.placed((drop.x, drop.y)))
        wide = width_of(note, SMALL)
        around = ((x, y + 2.6), (x, y - 2.6), (x + wide / 2.0 + 1.6, y), (x - wide / 2.0 - 1.6, y))
        if at := places.first_free((wide, SMALL), around):
            yield name(note, at, SMALL)


def _port_note(drop: Drop) -> str:
    notes = []
    if drop.index == 1:
        notes.append("end cap")
    if not drop.inverter:
        notes.append(f"cap {drop.index}")
    return ", ".join(notes)


def _flag(
    face: Face, branch: BranchPlan, view: View, layers: Mapping[str, str], places: Places
) -> Iterator[Item]:
    """The branch's name in a ring near its last port; none where it would lie on other names."""
    last = max(branch.drops, key=lambda drop: drop.index, default=None)
    if last is None or last.surface != face.surface.id:
        return
    x, y = view.point(face.placed((last.x, last.y)))
    radius = max(2.2, width_of(branch.id, TEXT) / 2.0 + 0.8)
    away = radius + 1.2
    around = ((x, y + away), (x, y - away), (x + away, y), (x - away, y), (x, y + 2.0 * away))
    if at := places.first_free((2.0 * radius, 2.0 * radius), around):
        yield name(branch.id, at, TEXT)
        yield circle(at, radius, layers[branch.id])


_PLAN = Plan(
    title=TITLE,
    sides=TRUNK_SIDES,
    hidden=HIDDEN,
    names=_names,
    legend=_LEGEND,
    more="Inverter and trunk plan, branches",
)
