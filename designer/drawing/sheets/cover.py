"""The cover: what is planned, where and for whom, with the list of sheets."""

from collections.abc import Sequence

from designer.core.geometry.axes import Point, Rect
from designer.drawing.model import Item, View
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.context import COLUMN_PAD, Context, Draft, new_draft
from designer.drawing.sheets.flow import tables_into
from designer.drawing.sheets.legend import SAMPLE_MM, Entry, sample, seen_entries
from designer.drawing.sheets.paper import (
    SMALL,
    SUBHEAD,
    TEXT,
    box,
    heading,
    line,
    width_of,
    write,
    write_within,
)
from designer.drawing.sheets.site_plan import ENTRIES
from designer.drawing.sheets.site_view import site_view
from designer.drawing.sheets.symbols import north_arrow
from designer.drawing.sheets.table import Column, Table
from designer.drawing.text_metrics import BOLD, LINE_STEP, fitted_lines, line_width, wrapped_lines
from designer.drawing.totals import Totals, totals

TITLE = "Cover"
_NAME_MM = 8.0
_FOOT_MM = 6.0
_KEY_STEP_MM = 4.0
"""Of the picture: its scale, and each row of its legend."""

_NAME_ROOM_MM = 11.0
_FACT_STEP = 7.0
_LINE_STEP = 3.6
_FACTS_SHARE = 0.45
NOTE = "A planning aid, not an approval: makers' manuals, statics and local rules come first."


def cover_sheet(context: Context, title: str = TITLE) -> Draft:
    """The cover without its list of sheets, which is not known before all others are made."""
    draft = new_draft(context.frame, title)
    x0, y0, x1, y1 = context.frame.area
    left, right = x0 + 3 * COLUMN_PAD, x1 - 3 * COLUMN_PAD
    design = context.directory.design
    draft.add(_title(design.name, left, right, y1 - 24.0))
    top = y1 - 44.0
    foot = y0 + 14.0
    draft.add(_facts(context, left, left + _FACTS_SHARE * (right - left), top))
    _site(context, draft, (left + (_FACTS_SHARE + 0.04) * (right - left), foot, right, top + 4.0))
    draft.add([write(NOTE, (left, y0 + 6.0), SMALL)])
    return draft


def with_contents(context: Context, draft: Draft, titles: Sequence[tuple[str, str, str]]) -> list[Draft]:
    """The cover with the list of sheets: number, title, scale."""
    columns = (Column("No.", 9, number=True), Column("Sheet", 58), Column("Scale", 22, number=True))
    drafts = [draft]
    tables_into(
        context.frame,
        drafts,
        [Table(title="Sheets", columns=columns, rows=tuple(titles))],
        more=f"{draft.title}, sheets",
    )
    return drafts


def _title(text: str, left: float, right: float, y: float) -> list[Item]:
    """The project's name over a strong line; a long one on two lines."""
    wide = (right - left) / BOLD
    lines, size = fitted_lines(text, wide, at_most_mm=_NAME_MM, room_mm=_NAME_ROOM_MM, least_mm=SUBHEAD)
    return [
        write("Photovoltaic system with microinverters", (left, y + 13.0), SUBHEAD),
        *(
            heading(part, (left, y + above * LINE_STEP * size), size)
            for above, part in enumerate(reversed(lines))
        ),
        line(((left, y - 5.0), (right, y - 5.0)), SheetLayer.FRAME),
    ]


def _facts(context: Context, left: float, right: float, top: float) -> list[Item]:
    """Key figures, a label and its value per line."""
    items: list[Item] = []
    y = top
    for label, value in _figures(context):
        wide = 0.3 * (right - left)
        size = SUBHEAD if width_of(value, SUBHEAD) <= right - left - wide else TEXT
        lines = wrapped_lines(value, right - left - wide, size) or [""]
        items.append(write(label, (left, y), SMALL))
        for number, text in enumerate(lines):
            items.append(write(text, (left + wide, y - number * _LINE_STEP), size))
        y -= (len(lines) - 1) * _LINE_STEP
        items.append(line(((left, y - 2.2), (right, y - 2.2))))
        y -= _FACT_STEP
    return items


def _figures(context: Context) -> list[tuple[str, str]]:
    directory = context.directory
    design, catalog, plan = directory.design, directory.catalog, directory.plan
    figures = totals(plan, catalog)
    rated = sum(catalog.inverter(one.product).power_va for one in plan.inverters) / 1000.0
    region = next((one.name for one in catalog.regions if one.id == design.region), design.region)
    names = catalog.names

    def long(metres: float) -> str:
        return context.long_length(1000.0 * metres)

    modules = "; ".join(dict.fromkeys(names[one.product] for one in plan.modules))
    inverters = "; ".join(dict.fromkeys(names[one.product] for one in plan.inverters))
    rails = "; ".join(dict.fromkeys(names[one.product] for one in plan.rails))
    trunks = "; ".join(dict.fromkeys(names.get(one.product, one.product) for one in plan.branches))
    return [
        ("Customer", design.customer.name),
        ("Address", ", ".join(design.customer.address.splitlines())),
        ("Project number", design.customer.project_number),
        ("Market", region),
        ("Power", f"{figures.kwp:.2f} kWp, {rated:.2f} kVA"),
        ("Modules", f"{figures.modules} x {modules}" if figures.modules else "none"),
        ("Inverters", f"{figures.inverters} x {inverters}" if figures.inverters else "none"),
        ("Branches", f"{figures.branches}, {figures.ports} ports, {figures.capped_ports} capped"),
        ("Trunk cable", trunks),
        ("Rails", _rails(context, figures, rails) if rails else "none"),
        (
            "Cable",
            f"trunk {long(figures.trunk_m)}, links {long(figures.link_m)}, ends {long(figures.end_cable_m)}",
        ),
        ("Date", context.date),
    ]


def _rails(context: Context, figures: Totals, names: str) -> str:
    """Pieces, and what they are cut from: the parts list counts the bars that are bought."""
    shelf = f" and {figures.rail_offcuts} offcuts" if figures.rail_offcuts else ""
    cut = f", cut from {figures.rail_stock} new bars{shelf}" if figures.rail_stock or shelf else ""
    return f"{figures.rail_bars} pieces, {context.long_length(1000.0 * figures.rail_m)} of {names}{cut}"


def _site(context: Context, draft: Draft, room: tuple[float, float, float, float]) -> None:
    """A small site plan with a north arrow."""
    if not context.faces or room[3] - room[1] < 30.0:
        return
    rows = _rows(seen_entries(context.drawn, ENTRIES, [_view(context, room)]), room[2] - room[0] - 4.0)
    foot = _FOOT_MM + len(rows) * _KEY_STEP_MM
    view = _view(context, (room[0], room[1] + foot, room[2], room[3]))
    draft.views.append(view)
    draft.add([box(room), *north_arrow((room[2] - 8.0, room[3] - 10.0), 5.0)])
    width = room[2] - room[0] - 4.0
    draft.add([write_within(_about(context, view, width), (room[0] + 2.0, room[1] + 2.0), width, SMALL)])
    for number, row in enumerate(rows):
        draft.add(_keys(row, (room[0] + 2.0, room[1] + foot - 2.5 - number * _KEY_STEP_MM)))


def _about(context: Context, view: View, width: float) -> str:
    """Scale and size of the site plan, in as many words as there is room for."""
    x0, y0, x1, y1 = context.site
    size = f"{context.long_length(x1 - x0)} x {context.long_length(y1 - y0)}"
    scaled = f"from above, {context.order.template.scale_name(view.scale)}, {size}"
    texts = (f"Site {scaled} over all", f"Site {scaled}")
    return next((text for text in texts if line_width(text, SMALL) <= width), f"F{scaled[1:]}")


def _view(context: Context, room: Rect) -> View:
    """The site without its dimensions, whose texts are as large as the site plan asks for."""
    return site_view(context, room, margin=lambda _: 4.0, hidden=(SheetLayer.DIMS_SITE,))


def _rows(entries: Sequence[Entry], width: float) -> list[list[Entry]]:
    """The entries of a legend, as many side by side as there is room for."""
    rows: list[list[Entry]] = []
    taken = width
    for entry in entries:
        wide = _key_width(entry)
        if taken + wide > width:
            rows.append([])
            taken = 0.0
        rows[-1].append(entry)
        taken += wide
    return rows


def _keys(row: Sequence[Entry], at: Point) -> list[Item]:
    """A row of the picture's legend from its left end."""
    items: list[Item] = []
    x, y = at
    for layer, words in row:
        items += [*sample(layer, x, y), write(words, (x + SAMPLE_MM + 1.0, y - SMALL / 2.0), SMALL)]
        x += _key_width((layer, words))
    return items


def _key_width(entry: Entry) -> float:
    return SAMPLE_MM + 5.0 + width_of(entry[1], SMALL)
