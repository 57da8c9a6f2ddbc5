"""Building blocks of the installer's sheet: headings, paragraphs, check lists and tables."""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Table, TableStyle

from designer.export.pdf_canvas import FAINT, INK, PT_PER_MM, SOFT, WASH
from designer.export.pdf_fonts import BOLD, REGULAR, marked_up, wrapped

PAGE_MM = (210.0, 297.0)
MARGIN_MM = 14.0
WIDTH_MM = PAGE_MM[0] - 2 * MARGIN_MM

CHECK_BOX = "☐"
_CELL_PT, _LEADING_PT, _PADDING_PT = 7.2, 9.0, 3.4
_FACT_PADDING_PT = 4.0
_CHECK_MM = 6.0
_LEAST_BELOW_MM = 28.0
_MOST_LINES = 8
"""Longer text in a cell is cut: a row has to stay on its page."""

TITLE = ParagraphStyle("Title", fontName=BOLD, fontSize=18, leading=22, textColor=HexColor(INK), spaceAfter=2)
CHAPTER = ParagraphStyle(
    "Chapter", fontName=BOLD, fontSize=14, leading=18, textColor=HexColor(INK), spaceAfter=4
)
HEADING = ParagraphStyle(
    "Heading",
    fontName=BOLD,
    fontSize=10,
    leading=13,
    textColor=HexColor(INK),
    spaceBefore=9,
    spaceAfter=3,
)
BODY = ParagraphStyle(
    "Body", fontName=REGULAR, fontSize=8, leading=10.6, textColor=HexColor(INK), spaceAfter=2
)
SMALL = ParagraphStyle("Small", parent=BODY, fontSize=6.8, leading=9, textColor=HexColor(SOFT))
_CELL = ParagraphStyle("Cell", parent=BODY, fontSize=_CELL_PT, leading=_LEADING_PT, spaceAfter=0)
_HEAD = ParagraphStyle("Head", parent=_CELL, fontName=BOLD, fontSize=6.6, leading=8.2)
_HEAD_RIGHT = ParagraphStyle("HeadRight", parent=_HEAD, alignment=TA_RIGHT)

Align = Literal["left", "right"]


class Column(Struct, frozen=True):
    """A column of a table: its head, its width in mm and where its cells stand."""

    head: str
    width_mm: float
    align: Align = "left"


def paragraph(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    """Plain text as a paragraph."""
    return Paragraph(marked_up(text, bold=style.fontName == BOLD), style)


def heading(text: str) -> list[Flowable]:
    """A heading that does not stand alone at the foot of a page."""
    return [CondPageBreak(_LEAST_BELOW_MM * PT_PER_MM), paragraph(text, HEADING)]


def check_list(items: Iterable[str]) -> Flowable:
    """Things to do, each with a box to tick."""
    rows = [[CHECK_BOX, paragraph(item)] for item in items]
    widths = [_CHECK_MM * PT_PER_MM, (WIDTH_MM - _CHECK_MM) * PT_PER_MM]
    style = TableStyle(
        [
            ("FONT", (0, 0), (0, -1), REGULAR, 9),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0.6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0.6),
            ("TOPPADDING", (0, 0), (0, -1), 0),
        ]
    )
    return Table(rows, colWidths=widths, style=style, hAlign="LEFT", spaceBefore=1, spaceAfter=3)


def data_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, ticked: bool = False) -> Flowable:
    """A table with a repeated head; `ticked` puts a box to tick before every row. Long text wraps."""
    if ticked:
        columns = (Column("", _CHECK_MM), *columns)
        rows = [(CHECK_BOX, *row) for row in rows]
    widths = [column.width_mm * PT_PER_MM for column in columns]
    head = [paragraph(column.head, _HEAD_RIGHT if column.align == "right" else _HEAD) for column in columns]
    cells = [[_cell(text, column) for text, column in zip(row, columns, strict=True)] for row in rows]
    return Table(
        [head, *cells],
        colWidths=widths,
        repeatRows=1,
        style=_table_style(columns),
        hAlign="LEFT",
        spaceBefore=1,
        spaceAfter=4,
    )


def facts(pairs: Sequence[tuple[str, str]], *, in_a_row: int = 4) -> Flowable:
    """Names over values, side by side in a frame."""
    padded = [*pairs, *[("", "")] * (-len(pairs) % in_a_row)]
    width = WIDTH_MM / in_a_row * PT_PER_MM
    rows = [
        [_fact(*pair, width) for pair in padded[start : start + in_a_row]]
        for start in range(0, len(padded), in_a_row)
    ]
    style = TableStyle(
        [
            ("BOX", (0, 0), (-1, -1), 0.7, HexColor(INK)),
            ("INNERGRID", (0, 0), (-1, -1), 0.3, HexColor(FAINT)),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ("LEFTPADDING", (0, 0), (-1, -1), _FACT_PADDING_PT),
            ("RIGHTPADDING", (0, 0), (-1, -1), _FACT_PADDING_PT),
        ]
    )
    return Table(rows, colWidths=[width] * in_a_row, style=style, hAlign="LEFT", spaceBefore=2, spaceAfter=5)


def _fact(name: str, value: str, width_pt: float) -> list[Flowable]:
    label = ParagraphStyle("Label", parent=SMALL, fontSize=6.2, leading=8)
    content = ParagraphStyle("Value", parent=BODY, fontName=BOLD, fontSize=8, leading=10, spaceAfter=0)
    lines = wrapped(value, width_pt - 2 * _FACT_PADDING_PT, 8, lines=_MOST_LINES, bold=True)
    return [
        paragraph(name, label),
        Paragraph("<br/>".join(marked_up(line, bold=True) for line in lines), content),
    ]


def _cell(text: str, column: Column) -> str:
    """Text on as many lines as it needs; plain lines are much faster than paragraphs."""
    room = column.width_mm * PT_PER_MM - 2 * _PADDING_PT
    return "\n".join(wrapped(text, room, _CELL_PT, lines=_MOST_LINES))


def _table_style(columns: Sequence[Column]) -> TableStyle:
    aligned = [
        ("ALIGN", (number, 1), (number, -1), "RIGHT" if column.align == "right" else "LEFT")
        for number, column in enumerate(columns)
    ]
    return TableStyle(
        [
            ("FONT", (0, 1), (-1, -1), REGULAR, _CELL_PT, _LEADING_PT),
            ("TEXTCOLOR", (0, 0), (-1, -1), HexColor(INK)),
            ("BACKGROUND", (0, 0), (-1, 0), HexColor(WASH)),
            ("LINEABOVE", (0, 0), (-1, 0), 0.7, HexColor(INK)),
            ("LINEBELOW", (0, 0), (-1, 0), 0.5, HexColor(INK)),
            ("LINEBELOW", (0, 1), (-1, -1), 0.25, HexColor(FAINT)),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("LEFTPADDING", (0, 0), (-1, -1), _PADDING_PT),
            ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING_PT),
            ("TOPPADDING", (0, 0), (-1, -1), 1.6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.8),
            *aligned,
        ]
    )
