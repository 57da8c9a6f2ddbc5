"""The rail and attachment plan: rails with their pieces, attachments, splices and clamps."""

from collections import Counter
from collections.abc import Iterator

from designer.core.geometry.axes import RailAxis, to_uv, to_xy
from designer.core.model.plan import HardwareKind, RailBar, RailRun
from designer.drawing.layers import LayerName
from designer.drawing.model import Item, View
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.context import Context, Draft, Face
from designer.drawing.sheets.flow import symbols_into, tables_into
from designer.drawing.sheets.legend import legend
from designer.drawing.sheets.paper import LEAST, SMALL, mm_text, name
from designer.drawing.sheets.plans import RAIL_SIDES, UNSEEN, Plan, plan_sheets
from designer.drawing.sheets.roof_names import roof_names
from designer.drawing.sheets.table import Column, Table
from designer.drawing.text_metrics import fitted_height

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

_AWAY_MM = 1.6
"""From the middle of a rail to its name."""


def rail_sheets(context: Context) -> list[Draft]:
    """The rail plan of all surfaces, with its legend and all rails as a table."""
    plan = Plan(title=TITLE, sides=RAIL_SIDES, hidden=HIDDEN, names=_names)
    drafts = plan_sheets(context, plan)
    symbols_into(context.frame, drafts[0], legend(_LEGEND))
    tables = [hardware_table(context), rail_table(context)]
    tables_into(context.frame, drafts, tables, more="Rail and attachment plan, rails")
    return drafts


def hardware_table(context: Context) -> Table:
    """How many attachments, splices, joints and clamps each surface has."""
    kinds = tuple(HardwareKind)
    rows = []
    for face in context.faces:
        counts = Counter(part.kind for part in face.plan.hardware)
        rows.append((face.label, *(str(counts[kind]) for kind in kinds)))
    titles = [kind.value.replace("-", " ") for kind in kinds]
    columns = (Column("Surface", 20), *(Column(title, 14, number=True) for title in titles))
    return Table(title="Small parts", columns=columns, rows=tuple(rows))


def rail_table(context: Context) -> Table:
    """One line per rail: its length, its bars, attachments and overhangs."""
    rows = tuple(_rail_row(face, rail) for face in context.faces for rail in face.plan.rails)
    columns = (
        Column("Rail", 14),
        Column("Surface", 14),
        Column("Length", 14, number=True),
        Column("Bars", 26, wrapped=True),
        Column("Att.", 9, number=True),
        Column("Overhang", 20, number=True),
    )
    return Table(title="Rails, mm", columns=columns, rows=rows)


def _rail_row(face: Face, rail: RailRun) -> tuple[str, ...]:
    places = sorted(
        to_uv(rail.axis, part.x, part.y)[0]
        for part in face.plan.hardware
        if part.kind is HardwareKind.ATTACHMENT and part.rail == rail.id
    )
    overhangs = f"{places[0] - rail.start_mm:.0f} / {rail.end_mm - places[-1]:.0f}" if places else "-"
    return (
        rail.id,
        face.label,
        mm_text(rail.end_mm - rail.start_mm),
        " + ".join(mm_text(bar.length_mm) for bar in rail.bars),
        str(len(places)),
        overhangs,
    )


def _names(context: Context, face: Face, view: View) -> Iterator[Item]:
    yield from roof_names(context, face, view, bridges=False)
    for rail in face.plan.rails:
        yield from _bar_names(face, rail, view)


def _bar_names(face: Face, rail: RailRun, view: View) -> Iterator[Item]:
    """The name of each bar with its length, beside the rail on the side of the modules' middle."""
    side = 1.0 if rail.line == 0 else -1.0
    turn = 0.0 if rail.axis is RailAxis.EAVE else 90.0
    modules = _spans(face, rail)
    for bar in rail.bars:
        middle, room = _between(bar, modules)
        text = f"{bar.piece}  {mm_text(bar.length_mm)}"
        height = fitted_height(text, 0.94 * room / view.scale, at_most_mm=SMALL)
        if height < LEAST:
            middle, room = (bar.start_mm + bar.end_mm) / 2.0, bar.length_mm
            height = fitted_height(text, 0.94 * room / view.scale, at_most_mm=SMALL)
        if height >= LEAST:
            away = (rail.width_mm / 2.0 + _AWAY_MM * view.scale) * side
            at = to_xy(rail.axis, middle, rail.across_mm + away)
            yield name(text, view.point(face.placed(at)), height, turn_deg=turn)


def _spans(face: Face, rail: RailRun) -> list[tuple[float, float]]:
    """From where to where the modules on a rail reach along it."""
    own = frozenset(rail.modules)
    rects = (module.rect for module in face.plan.modules if module.id in own)
    return [(to_uv(rail.axis, x0, y0)[0], to_uv(rail.axis, x1, y1)[0]) for x0, y0, x1, y1 in rects]


def _between(bar: RailBar, modules: list[tuple[float, float]]) -> tuple[float, float]:
    """Middle and width of the module nearest to a bar's middle, where no edge of a module is in the way."""
    middle = (bar.start_mm + bar.end_mm) / 2.0
    inside = [(a, b) for a, b in modules if a >= bar.start_mm - 1.0 and b <= bar.end_mm + 1.0]
    if not inside:
        return middle, bar.length_mm
    start, end = min(inside, key=lambda span: abs(span[0] + span[1] - 2.0 * middle))
    return (start + end) / 2.0, end - start
