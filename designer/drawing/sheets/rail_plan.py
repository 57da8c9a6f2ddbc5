"""The rail and attachment plan: rails with their pieces, attachments, splices and clamps."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import RailAxis, rect_uv, to_uv, to_xy
from designer.core.model.plan import HardwareKind, RailBar, RailRun
from designer.drawing.jigs import jigs, rows_text
from designer.drawing.layers import LayerName
from designer.drawing.length_units import LengthUnit
from designer.drawing.model import Item, View
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.context import Context, Draft, Face
from designer.drawing.sheets.paper import LEAST, SMALL, name
from designer.drawing.sheets.plans import UNSEEN, Plan, plan_sheets
from designer.drawing.sheets.roof_names import roof_names
from designer.drawing.sheets.scales import RAIL_SIDES
from designer.drawing.sheets.table import Column, Table
from designer.drawing.text_boxes import MASK_PAD
from designer.drawing.text_metrics import NO_BREAK, fitted_height

TITLE = "Rail and attachment plan"

HIDDEN = (
    *UNSEEN,
    LayerName.SETBACK,
    LayerName.INVERTER,
    LayerName.CLEARANCE,
    LayerName.TRUNK,
    LayerName.LINK,
    LayerName.END_CABLE,
    LayerName.DC,
    LayerName.DROP,
    LayerName.DIMS,
    SheetLayer.DIMS_BOX,
)

_LEGEND = (
    (LayerName.RAIL, "rail bar, true width"),
    (LayerName.ATTACHMENT, "attachment"),
    (LayerName.SPLICE, "splice"),
    (LayerName.JOINT, "expansion joint"),
    (LayerName.CLAMP, "mid or end clamp"),
    (LayerName.MODULE, "module above"),
    (LayerName.ROOF, "roof edge"),
)

_ROOM_SHARE = 0.94
_AWAY_MM = 1.6
"""From the middle of a rail to its name."""


def rail_sheets(context: Context) -> list[Draft]:
    """The rail plan of all surfaces, with its legend and all rails as a table."""
    plan = Plan(
        title=TITLE,
        sides=RAIL_SIDES,
        hidden=HIDDEN,
        names=_names,
        legend=_legend(context),
        tables=lambda context, faces: [
            hardware_table(faces),
            *_jig_tables(context, faces),
            rail_table(context, faces),
        ],
        more="Rail and attachment plan, rails",
    )
    return plan_sheets(context, plan)


def _legend(context: Context) -> tuple[tuple[str, str], ...]:
    """In feet and inches rails are measured running, which may be taken for what lies between two of them."""
    if context.order.template.lengths is LengthUnit.MILLIMETRES:
        return _LEGEND
    return (*_LEGEND, (SheetLayer.DIMS_RAIL, "to each rail, all from one roof edge"))


def hardware_table(faces: Iterable[Face]) -> Table:
    """How many attachments, splices, joints and clamps each of some surfaces has."""
    kinds = tuple(HardwareKind)
    rows = []
    for face in faces:
        counts = Counter(part.kind for part in face.plan.hardware)
        rows.append((face.label, *(str(counts[kind]) for kind in kinds)))
    titles = [kind.value.replace("-", " ") for kind in kinds]
    columns = (Column("Surface", 20), *(Column(title, 14, number=True) for title in titles))
    return Table(title="Small parts", columns=columns, rows=tuple(rows))


def _jig_tables(context: Context, faces: Sequence[Face]) -> Iterator[Table]:
    """How far apart shared rails of some surfaces lie; no table where none of their rows share rails."""
    own = {face.surface.id for face in faces}
    rows = tuple(
        (context.directory.surface_name(jig.surface), rows_text(jig.rows), context.length(jig.clear_mm))
        for jig in jigs(context.directory)
        if jig.surface in own
    )
    columns = (
        Column("Surface", 28),
        Column("Rows", 26, wrapped=True),
        Column("Face to face", 22, number=True),
    )
    if rows:
        yield Table(title=f"Between shared rails{context.lengths_note}", columns=columns, rows=rows)


def rail_table(context: Context, faces: Sequence[Face]) -> Table:
    """One line per rail of some surfaces: its length, its bars, attachments and overhangs."""
    rows = tuple(row for face in faces for row in _rail_rows(context, face))
    columns: tuple[Column, ...] = (
        Column("Rail", 14),
        Column("Surface", 14),
        Column("Length", 14, number=True),
        Column("Bars", 26, wrapped=True),
        Column("Att.", 9, number=True),
        Column("Overhang", 20, number=True, wrapped=not context.lengths_note),
    )
    title = f"Rails{context.lengths_note}"
    if len(faces) == 1:  # the column that says the same in all lines leaves its room to the others
        columns = (columns[0], *columns[2:])
        rows = tuple((row[0], *row[2:]) for row in rows)
        title += f", {faces[0].label}"
    return Table(title=title, columns=columns, rows=rows)


def _rail_rows(context: Context, face: Face) -> Iterator[tuple[str, ...]]:
    places: dict[str, list[float]] = {}
    for part in face.plan.hardware:
        if part.kind is HardwareKind.ATTACHMENT:
            along, _ = to_uv(face.surface.rail_axis, part.x, part.y)
            places.setdefault(part.rail, []).append(along)
    for rail in face.plan.rails:
        yield _rail_row(context, face, rail, sorted(places.get(rail.id, ())))


def _rail_row(context: Context, face: Face, rail: RailRun, places: Sequence[float]) -> tuple[str, ...]:
    ends = (places[0] - rail.start_mm, rail.end_mm - places[-1]) if places else ()
    overhangs = f"{NO_BREAK}/ ".join(_whole(context.length(round(end))) for end in ends) or "-"
    return (
        rail.id,
        face.label,
        context.length(rail.end_mm - rail.start_mm),
        f"{NO_BREAK}+ ".join(_whole(context.length(bar.length_mm)) for bar in rail.bars),
        str(len(places)),
        overhangs,
    )


def _whole(figure: str) -> str:
    """A figure that is not broken between inches and their fraction."""
    return figure.replace(" ", NO_BREAK)


def _names(context: Context, face: Face, view: View) -> Iterator[Item]:
    yield from roof_names(context, face, view, bridges=False)
    yield from bar_names(context, face, view)


class _Place(Struct, frozen=True):
    """Where the name of a bar may stand along its rail: the middle and the width of the room there."""

    text: str
    middle: float
    room: float


def bar_names(context: Context, face: Face, view: View) -> Iterator[Item]:
    """The names of all bars with their lengths, all alike: within one module where all can be read there."""
    bars = [(rail, bar) for rail in face.plan.rails for bar in rail.bars]
    spans = {rail.id: _spans(face, rail) for rail in face.plan.rails}
    texts = [f"{bar.piece}  {context.length(bar.length_mm)}" for _, bar in bars]
    within = [
        _Place(text, *_between(bar, spans[rail.id])) for text, (rail, bar) in zip(texts, bars, strict=True)
    ]
    along = [
        _Place(text, (bar.start_mm + bar.end_mm) / 2.0, bar.length_mm)
        for text, (_, bar) in zip(texts, bars, strict=True)
    ]
    halves = _half_between(face)
    for places in (within, along):
        height = min((_height(place, view) for place in places), default=0.0)
        if height >= LEAST or places is along:
            for (rail, _), place in zip(bars, places, strict=True):
                half = halves.get(rail.row_id, math.inf)
                yield from _bar_name(face, rail, place, half, max(height, LEAST), view)
            return


def _bar_name(
    face: Face, rail: RailRun, place: _Place, half: float, height: float, view: View
) -> Iterator[Item]:
    """Beside the rail on the side of the modules' middle.

    A short bar goes without its length, a shorter one without the name of its rail; nothing where even that
    cannot be read.
    """
    piece = place.text.split(" ", 1)[0]
    texts = (place.text, piece, piece.rpartition(".")[2])
    text = next((text for text in texts if _height(replace(place, text=text), view) >= LEAST), "")
    if not text:
        return
    away = _away_mm(rail, half, height, view)
    at = to_xy(rail.axis, place.middle, rail.across_mm + away * _side(rail))
    turn = 0.0 if rail.axis is RailAxis.EAVE else 90.0
    yield name(text, view.point(face.placed(at)), height, turn_deg=turn)


def _away_mm(rail: RailRun, half: float, height: float, view: View) -> float:
    """From a rail to the middle of its names, where the middle of its row is `half` away.

    Where that is near on paper they are closer to the rail, lest one name's mask hides the other name.
    """
    usual = rail.width_mm / 2.0 + _AWAY_MM * view.scale
    apart = half - (1.0 + MASK_PAD) / 2.0 * height * view.scale
    beside = (rail.width_mm + height * view.scale) / 2.0
    return min(usual, max(apart, beside))


def _half_between(face: Face) -> dict[str, float]:
    """Half of what lies between the two rails of each row, mm; nothing where a row has but one."""
    lines: dict[str, set[float]] = {}
    for rail in face.plan.rails:
        for line in rail.lines:
            lines.setdefault(line.row_id, set()).add(rail.across_mm)
    return {row: (max(places) - min(places)) / 2.0 for row, places in lines.items() if len(places) > 1}


def _height(place: _Place, view: View) -> float:
    return fitted_height(place.text, _ROOM_SHARE * place.room / view.scale, at_most_mm=SMALL)


def _spans(face: Face, rail: RailRun) -> list[tuple[float, float]]:
    """From where to where the modules on a rail reach along it, on the side where its names stand."""
    rects = [rect_uv(rail.axis, face.modules[name].rect) for name in rail.modules if name in face.modules]
    named = [rect for rect in rects if ((rect[1] + rect[3]) / 2.0 - rail.across_mm) * _side(rail) > 0.0]
    return [(rect[0], rect[2]) for rect in named or rects]


def _side(rail: RailRun) -> float:
    """On which side of a rail its names stand: that of its row's middle."""
    return 1.0 if rail.line == 0 else -1.0


def _between(bar: RailBar, modules: list[tuple[float, float]]) -> tuple[float, float]:
    """Middle and width of the module nearest to a bar's middle, where no edge of a module is in the way."""
    middle = (bar.start_mm + bar.end_mm) / 2.0
    inside = [(a, b) for a, b in modules if a >= bar.start_mm - 1.0 and b <= bar.end_mm + 1.0]
    if not inside:
        return middle, bar.length_mm
    start, end = min(inside, key=lambda span: abs(span[0] + span[1] - 2.0 * middle))
    return (start + end) / 2.0, end - start
