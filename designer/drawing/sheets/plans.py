"""Plans: each surface as a view at one scale for the whole set, set out on as many sheets as are needed."""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from designer.drawing.layers import LayerName
from designer.drawing.model import Item, View
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.context import Context, Draft, Face, new_draft
from designer.drawing.sheets.flow import Filling, tables_filled
from designer.drawing.sheets.key_plan import key_plan
from designer.drawing.sheets.legend import Entry, legend, seen_entries
from designer.drawing.sheets.packing import centred, packed
from designer.drawing.sheets.paper import SMALL, SUBHEAD, box, heading, width_of, write_within
from designer.drawing.sheets.parts_of_faces import Part, parts_of
from designer.drawing.sheets.scales import HEADING_MM, Sides, size_on_paper
from designer.drawing.sheets.seen import match_lines, seen_items
from designer.drawing.sheets.symbols import bar_width, north_arrow, north_deg, scale_bar
from designer.drawing.sheets.table import Table

UNSEEN = (LayerName.TEXT, LayerName.PIECE, LayerName.TITLE, *LayerName.site_layers())
"""Names of model space are as large as the things; on sheets they are written anew, as paper asks."""

_BAR_BESIDE_MM = 110.0
"""Narrower views have no scale bar: their headings take the room."""


class Plan(Struct, frozen=True, kw_only=True):
    """A sort of plan: what it shows of model space, and what is written on the paper over a view.

    `tables` are those of some surfaces; they stand on the first sheet that shows one of these, and go on
    behind the plans on sheets called `more`.
    """

    title: str
    sides: Sides
    hidden: tuple[str, ...]
    names: Callable[[Context, Face, View], Iterable[Item]]
    legend: Sequence[Entry] = ()
    tables: Callable[[Context, Sequence[Face]], Sequence[Table]] = lambda _context, _faces: ()
    more: str = ""


def plan_sheets(context: Context, plan: Plan) -> list[Draft]:
    """The surfaces with modules in their order, on as many sheets as they need, with legend and tables."""
    faces = tuple(face for face in context.faces if face.plan.modules) or context.faces
    parts = [part for face in faces for part in parts_of(context, face, plan.sides)]
    sizes = [size_on_paper(part.window, context.scale) for part in parts]
    places = centred(packed(context.frame, sizes), sizes, context.frame)
    drafts: list[Draft] = []
    shown: list[list[Part]] = []
    for part, (sheet, at) in zip(parts, places, strict=True):
        if sheet == len(drafts):
            drafts.append(new_draft(context.frame, plan.title))
            drafts[-1].scale = context.scale
            shown.append([])
        shown[sheet].append(part)
        _draw(context, plan, part, drafts[sheet], (at[0], at[1] + HEADING_MM))
    fillings = [_filling(context, plan, draft, own) for draft, own in zip(drafts, shown, strict=True)]
    tables_filled(context.frame, drafts, fillings, more=plan.more or plan.title)
    return drafts


def _draw(context: Context, plan: Plan, part: Part, draft: Draft, at: tuple[float, float]) -> None:
    """A view of a part with all that is written on it."""
    view = View(name=part.name, window=part.window, at=at, scale=context.scale, hidden=plan.hidden)
    draft.views.append(view)
    names = plan.names(context, part.face, view)
    written = list(names if part.count == 1 else seen_items(names, view))
    draft.add(written)
    figures = context.drawn.figures(view, context.style.dimension) if part.count > 1 else ()
    draft.add([*match_lines(part, view, [*written, *figures]), *view_heading(context, part, view)])


def _filling(context: Context, plan: Plan, draft: Draft, parts: Sequence[Part]) -> Filling:
    """What the column of a sheet is to hold: the legend of what is seen, which parts, the new tables."""
    entries = seen_entries(context.drawn, plan.legend, draft.views)
    symbols = [legend(entries)] if entries else []
    if any(part.count > 1 for part in parts):
        symbols.append(key_plan(context, parts))
    first = [part.face for part in parts if part.number == 1]
    return Filling(tuple(symbols), tuple(plan.tables(context, first)) if first else ())


def view_heading(context: Context, part: Part, view: View) -> list[Item]:
    """Below a view: the surface's name and facts, where north is, the scale and a bar to check it by."""
    x0, y0, x1, _ = view.rect
    surface, plan = part.face.surface, part.face.plan
    count = len(plan.modules)
    facts = (
        surface.id,
        f"tilt {surface.tilt_deg:g}°",
        f"azimuth {surface.azimuth_deg:g}°",
        "1 module" if count == 1 else f"{count} modules",
        context.order.template.scale_name(view.scale),
    )
    below = f"; goes on below in part {part.beyond[1]}" if part.beyond[1] else ""
    left = x0 + 11.0
    bar = bar_width(context.order.template, view.scale)
    with_bar = x1 - x0 > _BAR_BESIDE_MM + bar
    right = x1 - bar - 12.0 if with_bar else x1
    items: list[Item] = [
        *north_arrow((x0 + 3.5, y0 - 5.0), 2.6, north_deg(surface)),
        heading(part.label, (left, y0 - 4.4), SUBHEAD),
        write_within(_whole_facts(facts, below, right - left), (left, y0 - 8.6), right - left, SMALL),
    ]
    if with_bar:
        items += scale_bar(context.order.template, (x1 - bar - 6.0, y0 - 7.5), view.scale)
    return [*items, box(view.rect, SheetLayer.VIEW)]


def _whole_facts(facts: Sequence[str], below: str, width: float) -> str:
    """As many facts as have room, the last left out first: one cut short, as "azimuth 1…", tells another."""
    texts = [", ".join(facts[:count]) + below for count in range(len(facts), 0, -1)]
    return next((text for text in texts if width_of(text, SMALL) <= width), texts[-1])
