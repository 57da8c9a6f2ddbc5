"""The cut plan: bars, reels and drums to scale with what is cut from them; those cut alike are drawn once."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from designer.core.geometry.axes import Point, Rect
from designer.drawing.cutplan import CutBar, CutGroup, GapKind, cut_groups
from designer.drawing.model import Align, Item
from designer.drawing.sheets.context import COLUMN_PAD, Context, Draft, new_draft
from designer.drawing.sheets.flow import tables_into
from designer.drawing.sheets.paper import (
    LEAST,
    SMALL,
    SUBHEAD,
    box,
    heading,
    line,
    shade,
    width_of,
    write,
    write_within,
)
from designer.drawing.sheets.piece_names import grouped_text, short_stock, span_text
from designer.drawing.sheets.table import Column, Table
from designer.drawing.text_metrics import fitted_height, shortened, wrapped_lines

TITLE = "Cut plan"

_BAR_MM = 6.0
_HEAD_MM = 8.0
_LINE_MM = 3.0
_ROW_GAP_MM = 3.0
_MOST_LINES = 3
_MORE = "  and more: see the cut list"
"""Of names below a bar, and what is said of those that have no room."""

_LABEL_MM = 34.0
"""Left of a bar: how many, and how long."""


class Pattern(Struct, frozen=True):
    """Bars that are cut alike."""

    bars: tuple[CutBar, ...]

    def label(self, length: Callable[[float], str]) -> str:
        """How many, and of what length, in the words of the sheets."""
        bar = self.bars[0]
        kind = "offcut" if bar.offcut else "new"
        return f"{len(self.bars)} x {length(bar.length_mm)} {kind}"

    def pieces(self) -> str:
        """The pieces that come of the bars; bar by bar where more than one comes of each."""
        bars = f"{span_text([short_stock(bar.stock) for bar in self.bars])}:  "
        if all(len(bar.pieces) == 1 for bar in self.bars):
            return bars + grouped_text([bar.pieces[0].id for bar in self.bars])
        return bars + ";  ".join(" + ".join(piece.id for piece in bar.pieces) for bar in self.bars)


def patterns(group: CutGroup) -> list[Pattern]:
    """The bars of a group by how they are cut, in the order of their first."""
    alike: dict[tuple[object, ...], list[CutBar]] = {}
    for bar in group.bars:
        cuts = tuple((round(piece.start_mm, 1), round(piece.length_mm, 1)) for piece in bar.pieces)
        alike.setdefault((round(bar.length_mm, 1), bar.offcut, cuts), []).append(bar)
    return [Pattern(tuple(bars)) for bars in alike.values()]


def cut_sheets(context: Context) -> list[Draft]:
    """All groups below each other, and their figures as a table."""
    groups = cut_groups(context.directory.catalog, context.directory.plan)
    pen = _Pen(context)
    for group in groups:
        pen.group(group)
    if pen.drafts:
        tables_into(context.frame, pen.drafts, [_summary(groups)], more=TITLE)
    return pen.drafts


def _summary(groups: tuple[CutGroup, ...]) -> Table:
    rows = tuple(
        (group.name, str(len(group.bars)), f"{100.0 * group.used:.1f}", group.quality) for group in groups
    )
    columns = (
        Column("Stock", 36, wrapped=True),
        Column("Count", 11, number=True),
        Column("Used %", 13, number=True),
        Column("Cost", 24, wrapped=True),
    )
    return Table(title="Stock", columns=columns, rows=rows)


class _Pen:
    """Draws from the upper edge of a sheet downwards, and goes on on the next."""

    def __init__(self, context: Context) -> None:
        self._frame, self._length = context.frame, context.length
        x0, y0, x1, y1 = context.frame.area
        self._left, self._right = x0 + COLUMN_PAD, x1 - COLUMN_PAD
        self._bottom, self._top = y0 + COLUMN_PAD, y1 - COLUMN_PAD
        self._y = self._top
        self.drafts: list[Draft] = []

    def group(self, group: CutGroup) -> None:
        """Heading and patterns of one sort of stock."""
        longest = max(bar.length_mm for bar in group.bars)
        per_mm = (self._right - self._left - _LABEL_MM) / longest
        found = patterns(group)
        self._need(_HEAD_MM + self._height(found[0]))
        self._heading(group, "")
        for pattern in found:
            if self._need(self._height(pattern)):
                self._heading(group, ", continued")
            self._pattern(pattern, per_mm)
        self._y -= _ROW_GAP_MM

    def _need(self, height: float) -> bool:
        """Make sure of room; whether a new sheet was begun for it."""
        if self.drafts and self._y - height >= self._bottom:
            return False
        self.drafts.append(new_draft(self._frame, TITLE))
        self._y = self._top
        return True

    def _heading(self, group: CutGroup, more: str) -> None:
        text = f"{group.name}{more}"
        self.drafts[-1].add([heading(text, (self._left, self._y - SUBHEAD - 1.5), SUBHEAD)])
        self._y -= _HEAD_MM

    def _height(self, pattern: Pattern) -> float:
        return _BAR_MM + len(self._names(pattern)) * _LINE_MM + _ROW_GAP_MM

    def _names(self, pattern: Pattern) -> list[str]:
        """The names on a few lines; those for which there is no room stand in the cut list."""
        wide = self._right - self._left - _LABEL_MM
        lines = wrapped_lines(pattern.pieces(), wide, SMALL)
        if len(lines) <= _MOST_LINES:
            return lines
        kept, room = lines[: _MOST_LINES - 1], wide - width_of(_MORE, SMALL)
        return [*kept, shortened(" ".join(lines[_MOST_LINES - 1 :]), room, SMALL) + _MORE]

    def _pattern(self, pattern: Pattern, per_mm: float) -> None:
        x, y = self._left + _LABEL_MM, self._y - _BAR_MM
        self.drafts[-1].add(
            [write_within(pattern.label(self._length), (self._left, y + 2.0), _LABEL_MM - 2.0)]
        )
        self.drafts[-1].add(list(_bar(pattern.bars[0], (x, y), per_mm, self._length)))
        for number, text in enumerate(self._names(pattern), start=1):
            self.drafts[-1].add([write(text, (x, y - number * _LINE_MM + 0.2), SMALL)])
        self._y -= self._height(pattern)


def _bar(bar: CutBar, at: Point, per_mm: float, length: Callable[[float], str]) -> Iterator[Item]:
    """The bar with its pieces and their lengths; what remains is grey, what is kept says so."""
    x, y = at

    def part(start: float, long: float) -> Rect:
        return (x + start * per_mm, y, x + (start + long) * per_mm, y + _BAR_MM)

    for gap in bar.gaps:
        rect = part(gap.start_mm, gap.length_mm)
        yield shade(rect)
        if gap.kind is GapKind.REMNANT:
            yield from _figure(f"keep {length(gap.length_mm)}", rect)
    yield box(part(0.0, bar.length_mm))
    for piece in bar.pieces:
        rect = part(piece.start_mm, piece.length_mm)
        yield line(((rect[0], y), (rect[0], y + _BAR_MM)))
        yield line(((rect[2], y), (rect[2], y + _BAR_MM)))
        yield from _figure(length(piece.length_mm), rect)


def _figure(text: str, rect: Rect) -> Iterator[Item]:
    """A text in the middle of a part of a bar, where it can be read."""
    size = fitted_height(text, 0.92 * (rect[2] - rect[0]), at_most_mm=SMALL)
    if size >= LEAST:
        yield write(text, ((rect[0] + rect[2]) / 2.0, (rect[1] + rect[3]) / 2.0), size, Align.MIDDLE)
