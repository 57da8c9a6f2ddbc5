"""Pages of the installer's sheet: margins, running head and foot, table of contents for the reader."""

from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from designer.export.pdf_canvas import DOCUMENT_AUTHOR, FAINT, PT_PER_MM, SOFT, Size
from designer.export.pdf_fonts import REGULAR, draw_line, fitted, register_fonts
from designer.export.pdf_sheet_style import CHAPTER, MARGIN_MM, PAGE_MM, TITLE, WIDTH_MM

_HEAD_MM, _FOOT_MM = 8.0, 7.0
_SIZE_PT = 6.8
_TOTAL = "number-of-pages"


class _CountingCanvas(Canvas):
    """Knows the number of pages in the end: all pages refer to one form, filled in when the file is saved."""

    def save(self) -> None:
        pages = self.getPageNumber() - 1
        self.beginForm(_TOTAL)
        self.setFont(REGULAR, _SIZE_PT)
        self.setFillColor(HexColor(SOFT))
        self.drawString(0, 0, str(pages))
        self.endForm()
        super().save()


class _Document(BaseDocTemplate):
    """Upright paper with one frame as wide as on A4, a running head and a foot."""

    def __init__(self, buffer: BytesIO, head: tuple[str, str], title: str, page_mm: Size) -> None:
        size = (page_mm[0] * PT_PER_MM, page_mm[1] * PT_PER_MM)
        self._page_mm, self._left_mm = page_mm, (page_mm[0] - WIDTH_MM) / 2.0
        super().__init__(
            buffer, pagesize=size, title=title, author=DOCUMENT_AUTHOR, invariant=1, allowSplitting=1
        )
        self._head = head
        self._chapters = 0
        frame = Frame(
            self._left_mm * PT_PER_MM,
            (MARGIN_MM + _FOOT_MM) * PT_PER_MM,
            WIDTH_MM * PT_PER_MM,
            (page_mm[1] - 2 * MARGIN_MM - _HEAD_MM - _FOOT_MM) * PT_PER_MM,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        self.addPageTemplates([PageTemplate(id="page", frames=[frame], onPage=self._decorate)])

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802
        """Chapters become entries of the reader's table of contents."""
        if isinstance(flowable, Paragraph) and flowable.style.name in {TITLE.name, CHAPTER.name}:
            self._chapters += 1
            key = f"chapter-{self._chapters}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.getPlainText(), key)

    def _decorate(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        left, right = self._left_mm * PT_PER_MM, (self._left_mm + WIDTH_MM) * PT_PER_MM
        top, foot = (self._page_mm[1] - MARGIN_MM) * PT_PER_MM, MARGIN_MM * PT_PER_MM
        canvas.saveState()
        canvas.setFont(REGULAR, _SIZE_PT)
        canvas.setFillColor(HexColor(SOFT))
        canvas.setStrokeColor(HexColor(FAINT))
        canvas.setLineWidth(0.5)
        text, _ = fitted(" ".join(self._head[0].split()), (right - left) * 0.75, _SIZE_PT, least_pt=_SIZE_PT)
        draw_line(canvas, (left, top - 6), text, _SIZE_PT)
        canvas.setFont(REGULAR, _SIZE_PT)
        canvas.drawRightString(right, top - 6, self._head[1])
        canvas.line(left, top - 11, right, top - 11)
        canvas.line(left, foot + 10, right, foot + 10)
        canvas.drawString(left, foot, "Installer's sheet")
        canvas.drawRightString(right - 16, foot, f"Page {document.page} of")
        canvas.translate(right - 14, foot)
        canvas.doForm(_TOTAL)
        canvas.restoreState()


def render(story: list[Flowable], *, head: tuple[str, str], title: str, page_mm: Size = PAGE_MM) -> bytes:
    """The story on upright pages; `head` is what stands at the left and at the right above every page."""
    register_fonts()
    buffer = BytesIO()
    _Document(buffer, head, title, page_mm).build(story, canvasmaker=_CountingCanvas)
    return buffer.getvalue()
