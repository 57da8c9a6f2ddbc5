"""Whether a sheet can be read: texts large enough, on the paper, and none on another."""

from collections.abc import Iterator

from shapely import Polygon, STRtree

from designer.drawing.marks import Flattener, Mark, Writing
from designer.drawing.model import Drawing, PaperSheet
from designer.drawing.shapes import corners, turned
from designer.drawing.text_boxes import text_box
from designer.drawing.text_metrics import LEAST_MM, line_width

COVERED_SHARE = 0.1
"""Of a text that another may cover: boxes are larger than letters."""


def faults(drawing: Drawing) -> Iterator[str]:
    """What is wrong with the sheets of a drawing, one by one."""
    flattener = Flattener(drawing)
    for sheet in drawing.sheets:
        marks = list(flattener.marks(sheet))
        texts = [mark for mark in marks if isinstance(mark, Writing) and mark.text.strip()]
        yield from (
            f"{sheet.name}: '{text.text}' is {text.height_mm:.2f} mm high"
            for text in texts
            if text.height_mm < LEAST_MM - 1e-6
        )
        yield from (f"{sheet.name}: {mark} leaves the paper" for mark in marks if _beyond(mark, sheet))
        yield from (f"{sheet.name}: '{one}' stands on '{other}'" for one, other in _covered(texts))


def _beyond(mark: Mark, sheet: PaperSheet) -> bool:
    points = [mark.at] if isinstance(mark, Writing) else mark.points
    return not all(0.0 <= x <= sheet.width_mm and 0.0 <= y <= sheet.height_mm for x, y in points)


def _covered(texts: list[Writing]) -> Iterator[tuple[str, str]]:
    """Texts that share a part of their places."""
    shapes = [_shape(text) for text in texts]
    for first, second in zip(*STRtree(shapes).query(shapes, predicate="intersects"), strict=True):
        if first < second:
            shared = shapes[first].intersection(shapes[second]).area
            if shared > COVERED_SHARE * min(shapes[first].area, shapes[second].area):
                yield texts[first].text, texts[second].text


def _shape(mark: Writing) -> Polygon:
    """What a text covers, without the mask around it."""
    width = line_width(mark.text, mark.height_mm, bold=mark.bold)
    around = corners(text_box(width, mark.height_mm, mark.align))
    there = (turned(point, mark.rotation_deg) for point in around)
    return Polygon([(mark.at[0] + x, mark.at[1] + y) for x, y in there])
