"""The whole set: all sheets in order, numbered, each with frame and title block."""

from collections.abc import Iterable

from designer.drawing.model import Block, PaperSheet
from designer.drawing.sheets.context import Context, Draft
from designer.drawing.sheets.cover import TITLE as COVER
from designer.drawing.sheets.cover import cover_sheet, with_contents
from designer.drawing.sheets.cut_sheets import cut_sheets
from designer.drawing.sheets.frame import frame_items, title_block, title_reference
from designer.drawing.sheets.map_plan import map_sheets
from designer.drawing.sheets.module_plan import module_sheets
from designer.drawing.sheets.notes import note_sheets
from designer.drawing.sheets.parts import parts_sheets
from designer.drawing.sheets.rail_plan import rail_sheets
from designer.drawing.sheets.single_line import single_line_sheets
from designer.drawing.sheets.site_plan import site_sheets
from designer.drawing.sheets.trunk_plan import trunk_sheets

_NUMBER_DIGITS = 2


def sheet_book(context: Context) -> tuple[tuple[PaperSheet, ...], Block]:
    """All sheets, and the title block that they refer to."""
    return bound(context, _parts(context), cover=COVER)


def bound(
    context: Context, parts: Iterable[list[Draft]], *, cover: str
) -> tuple[tuple[PaperSheet, ...], Block]:
    """Parts of a book behind a cover with this title, numbered and framed; and the title block."""
    drafts = _drafts(context, parts, cover)
    block = title_block(context.frame)
    sheets = tuple(
        _sheet(context, draft, number, len(drafts), block.name)
        for number, draft in enumerate(drafts, start=1)
    )
    return sheets, block


def _drafts(context: Context, parts: Iterable[list[Draft]], title: str) -> list[Draft]:
    """The sheets in order; the cover comes to know the others last."""
    cover = cover_sheet(context, title)
    rest = [draft for part in parts for draft in part]
    more = 1
    while True:  # a long list of sheets takes sheets of its own, which it lists as well
        covers = with_contents(context, cover_sheet(context, title), _contents(context, cover, rest, more))
        if len(covers) <= more:
            return [*covers, *rest]
        more = len(covers)


def _parts(context: Context) -> Iterable[list[Draft]]:
    if context.faces:
        yield site_sheets(context)
        yield module_sheets(context)
        yield rail_sheets(context)
        yield trunk_sheets(context)
    yield cut_sheets(context)
    yield single_line_sheets(context)
    if context.faces:
        yield map_sheets(context)
    yield parts_sheets(context)
    yield note_sheets(context)


def _contents(context: Context, cover: Draft, rest: list[Draft], covers: int) -> list[tuple[str, str, str]]:
    titles = [cover.title, *(f"{cover.title}, sheets" for _ in range(covers - 1))]
    drafts = [(title, 0.0) for title in titles] + [(draft.title, draft.scale) for draft in rest]
    scale_name = context.order.template.scale_name
    return [
        (_number(number), title, scale_name(scale)) for number, (title, scale) in enumerate(drafts, start=1)
    ]


def _number(number: int) -> str:
    return f"{number:0{_NUMBER_DIGITS}}"


def _sheet(context: Context, draft: Draft, number: int, count: int, block: str) -> PaperSheet:
    frame = context.frame
    values = _values(context, draft, number, count)
    return PaperSheet(
        name=f"{_number(number)} {draft.title}",
        title=draft.title,
        paper=frame.paper.name,
        width_mm=frame.paper.width_mm,
        height_mm=frame.paper.height_mm,
        scale=draft.scale,
        views=tuple(draft.views),
        items=(*draft.items, *frame_items(frame), title_reference(frame, block, values)),
    )


def _values(context: Context, draft: Draft, number: int, count: int) -> dict[str, str]:
    """What the title block says."""
    design, order = context.directory.design, context.order
    base = order.drawing_number or design.customer.project_number
    return {
        "TITLE": draft.title,
        "PROJECT": design.name,
        "CUSTOMER": design.customer.name,
        "ADDRESS": ", ".join(design.customer.address.splitlines()),
        "DRAWING_NO": f"{base}-{_number(number)}" if base else _number(number),
        "REVISION": order.revision,
        "SHEET": f"{number} of {count}",
        "SCALE": order.template.scale_name(draft.scale),
        "PAPER": context.frame.paper.name,
        "DATE": context.date,
        "DRAWN_BY": order.drawn_by,
    }
