"""The site plan: all surfaces and modules as seen from above, north up."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from designer.core.units import rounded
from designer.drawing.layers import LayerName
from designer.drawing.length_units import MM_PER_FOOT, LengthUnit
from designer.drawing.model import Item, Text, View
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.context import Context, Draft, Face, new_draft
from designer.drawing.sheets.flow import symbols_into, tables_into
from designer.drawing.sheets.legend import legend, seen_entries
from designer.drawing.sheets.paper import (
    SMALL,
    SUBHEAD,
    box,
    circle,
    heading,
    name,
    on_paper,
    width_of,
    write,
)
from designer.drawing.sheets.placing import Places
from designer.drawing.sheets.site_view import site_margin, site_room, site_view
from designer.drawing.sheets.symbols import bar_width, north_arrow, scale_bar
from designer.drawing.sheets.table import Column, Table
from designer.drawing.siteplan import in_plan, site_name

TITLE = "Site plan"
_BOX_MM = 1.2
"""Of the dot of a box."""

ENTRIES = (
    (LayerName.SITE, "roof surface"),
    (LayerName.SITE_MODULE, "module"),
    (LayerName.SITE_OBSTACLE, "obstacle"),
)


def site_sheets(context: Context) -> list[Draft]:
    """One sheet with the site as large as it fits, and the surfaces as a table."""
    draft = new_draft(context.frame, TITLE)
    view = site_view(context, site_room(context.frame), margin=site_margin(context.scale))
    draft.scale = view.scale
    draft.views.append(view)
    draft.add(_names(context, view))
    draft.add(_heading(context, view))
    drafts = [draft]
    boxes = ((LayerName.BOX, "box"),) if context.directory.design.boxes else ()
    entries = (*seen_entries(context.drawn, ENTRIES, [view]), *boxes)
    symbols_into(context.frame, draft, legend(entries))
    tables_into(
        context.frame, drafts, [surface_table(context), box_table(context, context.faces)], more=TITLE
    )
    return drafts


def surface_table(context: Context) -> Table:
    """The surfaces with their sizes."""
    metric = context.order.template.lengths is LengthUnit.MILLIMETRES
    unit, unit_m2 = ("m²", 1.0) if metric else ("ft²", (MM_PER_FOOT / 1000.0) ** 2)
    rows = tuple(
        (
            face.surface.id,
            face.label,
            f"{face.surface.tilt_deg:g}°",
            f"{face.surface.azimuth_deg:g}°",
            f"{face.plan.area_m2 / unit_m2:.1f}",
            str(len(face.plan.modules)),
            str(len(face.plan.inverters)),
        )
        for face in context.faces
    )
    columns = (
        Column("Id", 9),
        Column("Surface", 24),
        Column("Tilt", 11, number=True),
        Column("Azimuth", 15, number=True),
        Column(f"Area, {unit}", 15, number=True),
        Column("Modules", 15, number=True),
        Column("Inv.", 10, number=True),
    )
    return Table(title="Surfaces", columns=columns, rows=rows)


def box_table(context: Context, faces: Iterable[Face]) -> Table:
    """The boxes on some surfaces by the place of their middles."""
    names = {face.surface.id: face.label for face in faces}
    rows = tuple(
        (
            box.id,
            box.kind.value,
            names[box.surface],
            context.length(round(rounded(box.x))),
            context.length(round(rounded(box.y))),
        )
        for box in context.directory.design.boxes
        if box.surface in names
    )
    columns = (
        Column("Box", 14),
        Column("Kind", 24),
        Column("Surface", 22),
        Column(f"x{context.lengths_note}", 16, number=True),
        Column(f"y{context.lengths_note}", 16, number=True),
    )
    return Table(title="Boxes", columns=columns, rows=rows)


def _names(context: Context, view: View) -> list[Item]:
    """The surfaces' names along their eaves, and the boxes."""
    items: list[Item] = []
    style = replace(context.style, note_mm=SUBHEAD * view.scale)
    for face in context.faces:
        text = site_name(face.surface, style)
        at = (text.at[0] + context.site_offset[0], text.at[1] + context.site_offset[1])
        items.append(on_paper(view, replace(text, at=at), least=SUBHEAD))
    places = Places()
    places.take([item for item in items if isinstance(item, Text)])
    return [*items, *_boxes(context, view, places)]


def _boxes(context: Context, view: View, places: Places) -> Iterator[Item]:
    """A dot for each box with its name beside it, where that keeps clear of other names."""
    surfaces = {face.surface.id: face.surface for face in context.faces}
    for one in context.directory.design.boxes:
        if one.surface not in surfaces:
            continue
        ((east, north),) = in_plan(surfaces[one.surface], ((one.x, one.y),))
        x, y = view.point((east + context.site_offset[0], north + context.site_offset[1]))
        yield circle((x, y), _BOX_MM, LayerName.BOX)
        wide = width_of(one.id, SMALL)
        beside, above = _BOX_MM + 1.0 + wide / 2.0, _BOX_MM + 1.0 + SMALL / 2.0
        around = ((x, y - above), (x, y + above), (x + beside, y), (x - beside, y))
        if at := places.first_free((wide, SMALL), around):
            yield name(one.id, at, SMALL)


def _heading(context: Context, view: View) -> list[Item]:
    x0, y0, x1, y1 = view.rect
    scale, template = view.scale, context.order.template
    facts = (
        f"seen from above, {context.order.template.scale_name(scale)}; slopes are foreshortened by their tilt"
    )
    return [
        heading("Site", (x0 + 2.0, y0 - 4.4), SUBHEAD),
        write(facts, (x0 + 2.0, y0 - 8.6), SMALL),
        *scale_bar(template, (x1 - bar_width(template, scale) - 6.0, y0 - 7.5), scale),
        *north_arrow((x1 - 11.0, y1 - 14.0), 7.0),
        box(view.rect, SheetLayer.VIEW),
    ]
