"""The cut plan on paper for whoever stands at the saw: bar after bar to scale, then a label for every piece.

Stock comes length by length and the longest pieces first, as the cutting engine orders it.
"""

from collections.abc import Sequence

from msgspec import Struct

from designer.drawing.cutplan import CutBar, CutGroup
from designer.export.pdf_canvas import A4_LANDSCAPE_MM, FAINT, SOFT, Paper, Size, TextStyle, field_mm
from designer.export.pdf_cut_bars import BAR_LEFT, LEFT, bar_height_mm, bar_room_mm, draw_bar, right_mm
from designer.export.pdf_cut_labels import LABELS_PER_PAGE, PieceLabel, draw_labels

_TOP, _FOOT = A4_LANDSCAPE_MM[1] - 26.0, 12.5
_GROUP_HEAD_MM = 9.0
_TITLE = TextStyle(14.0, bold=True)
_STRONG = TextStyle(8.5, bold=True)
_SOFT = TextStyle(6.5, colour=SOFT)


class CutPaper(Struct, frozen=True, kw_only=True):
    """What the paper is about: the project or list, whom it is for, the date, the labels, and its size."""

    title: str
    customer: str = ""
    date: str = ""
    labels: tuple[PieceLabel, ...] = ()
    page_mm: Size = A4_LANDSCAPE_MM


class _Line(Struct, frozen=True):
    """A bar with its number, the longest of its product, and the place of its upper edge.

    The first of a product brings its head.
    """

    group: CutGroup
    bar: CutBar
    number: int
    longest_mm: float
    top: float
    head: bool


def cut_plan_pdf(groups: Sequence[CutGroup], about: CutPaper) -> bytes:
    """The cut plan as a PDF of lying pages, A4 or Letter; the same bytes for the same input."""
    field = field_mm(about.page_mm)
    paper = Paper(field, title=f"Cut plan {about.title}".strip(), page_mm=about.page_mm)
    pages = _pages(groups, bar_room_mm(field[0]))
    label_pages = -(-len(about.labels) // LABELS_PER_PAGE)
    total = len(pages) + label_pages
    for number, lines in enumerate(pages, start=1):
        if number > 1:
            paper.next_page()
        _page(paper, lines, about, number, total)
    for number in range(label_pages):
        paper.next_page()
        paper.bookmark(f"Labels {number + 1}")
        own = about.labels[number * LABELS_PER_PAGE : (number + 1) * LABELS_PER_PAGE]
        draw_labels(paper, own, about.title)
    return paper.finish()


def _pages(groups: Sequence[CutGroup], room_mm: float) -> list[list[_Line]]:
    """Lines on pages: a product begins with its head, which never stands alone at the foot of a page."""
    pages: list[list[_Line]] = [[]]
    top = _TOP
    for group in groups:
        longest = max(bar.length_mm for bar in group.bars)
        for number, bar in enumerate(group.bars, start=1):
            height, head = bar_height_mm(bar, longest, room_mm), number == 1
            if top - height - (_GROUP_HEAD_MM if head else 0.0) < _FOOT:
                pages.append([])
                top, head = _TOP, True
            top -= _GROUP_HEAD_MM if head else 0.0
            pages[-1].append(_Line(group, bar, number, longest, top, head))
            top -= height
    return pages


def _page(paper: Paper, lines: Sequence[_Line], about: CutPaper, number: int, total: int) -> None:
    top, right = A4_LANDSCAPE_MM[1] - 16.0, right_mm(paper.width_mm)
    paper.text((LEFT, top), "Cut plan", _TITLE)
    paper.text((BAR_LEFT, top), about.title, TextStyle(10.0, bold=True), max_mm=130.0)
    paper.text((right, top), about.date, TextStyle(8.0), align="right")
    paper.text((BAR_LEFT, top - 5.0), about.customer, _SOFT, max_mm=130.0)
    paper.text((right, top - 5.0), f"Page {number} of {total}", _SOFT, align="right")
    if number == 1:
        paper.bookmark("Cut plan")
    for line in lines:
        if line.head:
            _group_head(paper, line, top=line.top + _GROUP_HEAD_MM)
        draw_bar(paper, line.group, line.bar, line.number, top=line.top, longest_mm=line.longest_mm)
    note = (
        "Lengths in mm. Figures below a bar: where a piece ends, measured from the left end; "
        "dark: saw cut, trim and tails, grey: waste, hatched: worth keeping, dashed outline: offcut."
    )
    paper.text((LEFT, 8.0), note, _SOFT, max_mm=right - LEFT)


def _group_head(paper: Paper, line: _Line, top: float) -> None:
    group = line.group
    right = right_mm(paper.width_mm)
    bars = sum(bar.count for bar in group.bars)
    paper.line([(LEFT, top - 1.0), (right, top - 1.0)], width_mm=0.2, colour=FAINT)
    more = "" if line.number == 1 else " (continued)"
    paper.text((LEFT, top - 5.6), f"{group.name}{more}", _STRONG, max_mm=150.0)
    count = f"{bars} length{'' if bars == 1 else 's'} of stock"
    told = f"{count} · {100 * group.used:.1f} % used · {group.quality}"
    paper.text((right, top - 5.6), told, _SOFT, align="right")
