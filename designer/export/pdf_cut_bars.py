"""One bar of the cut plan on a line of paper: to scale, a label for every piece, marks for the saw."""

from string import ascii_lowercase

from msgspec import Struct

from designer.core.geometry.axes import Rect
from designer.drawing.cutplan import CutBar, CutGap, CutGroup, GapKind
from designer.drawing.pieces import length_or_count, number_text
from designer.export.pdf_canvas import FAINT, INK, PT_PER_MM, SOFT, WASH, WHITE, Paper, TextStyle
from designer.export.pdf_fonts import text_width_pt

LEFT = 12.0
"""Margins of the page, mm."""

BAR_LEFT = 58.0
"""Where bars begin; before that stand tick box, number and stock."""

BAR_MM, MARKS_MM, NOTES_MM, GAP_MM = 8.4, 2.9, 2.9, 2.6
"""Heights: the bar, the marks below it, labels that found no room in it, air to the next one."""

_NAME, _LENGTH = TextStyle(6.5, bold=True), TextStyle(6.0)
_LETTER = TextStyle(6.0, halo=WHITE)
_SMALL = TextStyle(5.0, colour=SOFT)
_NOTE = TextStyle(5.5)
_LEAST_PT = 5.0
_PADDING_MM = 1.0


class Label(Struct, frozen=True):
    """What stands in a piece: its own name, or a letter that is explained below the bar."""

    text: str
    length: str
    note: str = ""


def right_mm(width_mm: float) -> float:
    """Where bars end at most on paper of a width."""
    return width_mm - LEFT


def bar_room_mm(width_mm: float) -> float:
    """How long the longest bar is drawn on paper of a width."""
    return right_mm(width_mm) - BAR_LEFT


def bar_height_mm(bar: CutBar, longest_mm: float, room_mm: float) -> float:
    """Height of a bar with all that stands below it; the longest takes `room_mm`."""
    notes = any(label.note for label in labels(bar, room_mm / longest_mm))
    return BAR_MM + MARKS_MM + (NOTES_MM if notes else 0.0) + GAP_MM


def labels(bar: CutBar, scale: float) -> list[Label]:
    """Labels of a bar's pieces at a scale, from left to right; equal pieces without room share a letter."""
    found = []
    letters: dict[str, str] = {}
    for piece in bar.pieces:
        length = number_text(round(piece.length_mm, 1))
        room = (piece.length_mm * scale - _PADDING_MM) * PT_PER_MM
        name_fits = text_width_pt(piece.id, _LEAST_PT, bold=True) <= room
        if name_fits and text_width_pt(length, _LEAST_PT) <= room:
            found.append(Label(piece.id, length))
        else:
            told = f"{piece.id}, {length_or_count(f'{length} mm', piece.length_mm, piece.ports)}"
            letter = letters.setdefault(told, _letter(len(letters)))
            found.append(Label(letter, "", f"{letter}: {told}"))
    return found


def _letter(number: int) -> str:
    """a, b, … z, aa, ab, …"""
    text = ""
    while number >= 0:
        text = ascii_lowercase[number % 26] + text
        number = number // 26 - 1
    return text


def draw_bar(
    paper: Paper, group: CutGroup, bar: CutBar, number: int, *, top: float, longest_mm: float
) -> None:
    """A bar with its upper edge at `top`; `longest_mm` is as long as the paper is wide."""
    room = bar_room_mm(paper.width_mm)
    scale = room / longest_mm
    bottom = top - BAR_MM
    _head(paper, group, bar, number, top)
    paper.rect((BAR_LEFT, bottom, BAR_LEFT + bar.length_mm * scale, top), width_mm=0.0, fill=WASH)
    for gap in bar.gaps:
        _gap(paper, gap, (BAR_LEFT + gap.start_mm * scale, bottom, _end(gap) * scale + BAR_LEFT, top))
    own = labels(bar, scale)
    for piece, label in zip(bar.pieces, own, strict=True):
        left, right = piece.start_mm * scale, (piece.start_mm + piece.length_mm) * scale
        _piece(paper, label, (BAR_LEFT + left, bottom, BAR_LEFT + right, top))
    dash = (1.6, 1.0) if bar.offcut else ()
    paper.rect((BAR_LEFT, bottom, BAR_LEFT + bar.length_mm * scale, top), width_mm=0.35, dash_mm=dash)
    _marks(paper, bar, scale, bottom)
    notes = " · ".join(dict.fromkeys(label.note for label in own if label.note))
    if notes:
        paper.text((BAR_LEFT, bottom - MARKS_MM - 2.2), notes, _NOTE, max_mm=room)


def _head(paper: Paper, group: CutGroup, bar: CutBar, number: int, top: float) -> None:
    """Tick box, number, name and length of the stock."""
    paper.rect((LEFT, top - 5.6, LEFT + 3.6, top - 2.0), width_mm=0.25)
    paper.text((LEFT + 5.4, top - 3.4), str(number), TextStyle(8.0, bold=True), max_mm=13.0)
    if bar.count > 1:
        paper.text((LEFT + 5.4, top - 7.0), f"{bar.count} times", TextStyle(6.0, bold=True), max_mm=13.0)
    name = bar.stock.removesuffix(f"-{group.product}") if group.product else bar.stock
    source = f"{name}, offcut" if bar.offcut and not group.product else name
    paper.text((LEFT + 19.0, top - 3.4), source, TextStyle(7.0), max_mm=26.0)
    kind = "from the shelf, " if bar.offcut and group.product else ""
    paper.text(
        (LEFT + 19.0, top - 7.0), f"{kind}{number_text(round(bar.length_mm, 1))} mm", _SMALL, max_mm=26.0
    )


def _piece(paper: Paper, label: Label, rect: Rect) -> None:
    paper.rect(rect, width_mm=0.25, fill=WHITE)
    left, bottom, right, _ = rect
    middle, room = (left + right) / 2.0, right - left - _PADDING_MM / 2.0
    if label.length:
        paper.text((middle, bottom + 4.6), label.text, _NAME, align="middle", max_mm=room)
        paper.text((middle, bottom + 1.5), label.length, _LENGTH, align="middle", max_mm=room)
    else:
        paper.text((middle, bottom + 3.2), label.text, _LETTER, align="middle")


def _gap(paper: Paper, gap: CutGap, rect: Rect) -> None:
    """Saw cuts and trim are dark, waste is grey, and what is kept is hatched with its length."""
    left, bottom, right, top = rect
    if gap.kind in (GapKind.KERF, GapKind.TRIM):
        paper.rect(rect, width_mm=0.0, fill=SOFT)
        return
    if gap.kind is GapKind.WASTE:
        paper.rect(rect, width_mm=0.0, fill=FAINT)
        return
    with paper.clipped(rect):
        place = left - (top - bottom)
        while place < right:
            paper.line([(place, bottom), (place + top - bottom, top)], width_mm=0.12, colour=FAINT)
            place += 2.2
    text = f"keep {number_text(round(gap.length_mm, 1))}"
    style = TextStyle(6.0, halo=WASH)
    if text_width_pt(text, style.size_pt) <= (right - left - _PADDING_MM) * PT_PER_MM:
        paper.text(((left + right) / 2.0, bottom + 3.2), text, style, align="middle")


def _marks(paper: Paper, bar: CutBar, scale: float, bottom: float) -> None:
    """Where each piece ends, measured from the bar's left end; a figure that finds no room is left out."""
    reached = BAR_LEFT - 10.0
    for piece in bar.pieces:
        end_mm = piece.start_mm + piece.length_mm
        at, text = BAR_LEFT + end_mm * scale, number_text(round(end_mm, 1))
        paper.line([(at, bottom), (at, bottom - 1.0)], width_mm=0.2, colour=INK)
        width = text_width_pt(text, _SMALL.size_pt) / PT_PER_MM
        if at - width > reached:
            paper.text((at, bottom - 2.7), text, _SMALL, align="right")
            reached = at + 0.8


def _end(gap: CutGap) -> float:
    return gap.start_mm + gap.length_mm
