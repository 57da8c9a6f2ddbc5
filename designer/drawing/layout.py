"""Where things stand in model space: surfaces side by side, the site plan apart, all on one sheet."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from designer.core.errors import DesignError
from designer.core.geometry.axes import Point, Rect
from designer.drawing.length_units import LengthUnit
from designer.drawing.model import Sheet
from designer.drawing.style import Style, style_at


class Papers(Struct, frozen=True, kw_only=True):
    """What model space may be printed on, from small to large: names, widths and heights in mm, landscape.

    At `fine` scales labels on the roof can still be read; they are tried on every paper. `coarse` ones are
    for what does not fit on the largest, and after them their tenfolds.
    """

    sizes: tuple[tuple[str, float, float], ...]
    fine: tuple[float, ...]
    coarse: tuple[float, ...]


PAPERS: Mapping[LengthUnit, Papers] = {
    LengthUnit.MILLIMETRES: Papers(
        sizes=(("A3", 420.0, 297.0), ("A2", 594.0, 420.0), ("A1", 841.0, 594.0), ("A0", 1189.0, 841.0)),
        fine=(20.0, 25.0, 50.0, 75.0, 100.0),
        coarse=(125.0, 150.0, 200.0, 250.0, 400.0, 500.0, 750.0, 1000.0),
    ),
    LengthUnit.FEET: Papers(
        sizes=(
            ("ANSI B", 431.8, 279.4),
            ("ANSI C", 558.8, 431.8),
            ("ANSI D", 863.6, 558.8),
            ("ANSI E", 1117.6, 863.6),
        ),
        fine=(24.0, 32.0, 48.0, 64.0, 96.0),
        coarse=(120.0, 240.0, 360.0, 480.0, 600.0, 720.0),
    ),
}
"""ISO 216 with metric scales; ANSI/ASME Y14.1 with scales of architects, then of engineers (1" = 10 feet)."""

TENFOLDS = 5
"""The coarsest scale, 1:10,000,000, holds a country; what is larger is a mistake."""

FRAME_MM = 10.0
"""From the edge of the paper to the frame."""

TITLE_WIDTH_MM = 190.0
TITLE_HEIGHT_MM = 44.0
"""The title block, on paper."""

NOTE_HEIGHT_MM = 8.0
"""The line of notes at the foot of the paper."""

GAP_MM = 5.0
"""Between two cells, on paper."""


class Cell(Struct, frozen=True, kw_only=True):
    """A thing to place: its extents in its own frame and the room it needs around them, mm."""

    bounds: Rect
    left_mm: float
    right_mm: float
    bottom_mm: float
    top_mm: float

    @property
    def width_mm(self) -> float:
        """Width with the room around."""
        return self.left_mm + self.bounds[2] - self.bounds[0] + self.right_mm

    @property
    def height_mm(self) -> float:
        """Height with the room around."""
        return self.bottom_mm + self.bounds[3] - self.bounds[1] + self.top_mm


class Arrangement(Struct, frozen=True, kw_only=True):
    """A sheet, its style, and for every cell what to add to its own coordinates."""

    sheet: Sheet
    style: Style
    offsets: tuple[Point, ...]


def arrange(
    cells_at: Callable[[Style], Sequence[Cell]],
    *,
    at: Point = (0.0, 0.0),
    unit: LengthUnit = LengthUnit.MILLIMETRES,
) -> Arrangement:
    """The first paper and scale on which the cells fit, set out in their order from the upper left.

    Papers and scales are those of who reads the `unit`.
    `cells_at` gives the cells at a style, as the room for names and dimensions depends on the scale.
    The paper's lower left corner is put `at` a place of model space.
    Raises DesignError when the cells are too large for any scale.
    """
    for name, width, height, scale in _candidates(PAPERS[unit]):
        style = style_at(scale)
        cells = cells_at(style)
        corners = _packed(cells, _Room(width_mm=width, height_mm=height, scale=scale))
        if corners is not None:
            sheet = Sheet(name=name, width_mm=width, height_mm=height, scale=scale, at=at)
            return _on_sheet(sheet, style, cells, corners)
    raise DesignError(
        "the surfaces lie too far apart to be drawn on one sheet",
        remedy="check their places on the site plan",
    )


def _candidates(papers: Papers) -> Iterator[tuple[str, float, float, float]]:
    for paper in papers.sizes:
        for scale in papers.fine:
            yield (*paper, scale)
    for power in range(TENFOLDS):
        for scale in papers.coarse:
            yield (*papers.sizes[-1], scale * 10.0**power)


class _Room(Struct, frozen=True, kw_only=True):
    """What a paper leaves for drawing: its frame less title block and note. Upper left is (0, 0)."""

    width_mm: float
    height_mm: float
    scale: float

    @property
    def across_mm(self) -> float:
        """Width of the frame in model space."""
        return (self.width_mm - 2 * FRAME_MM) * self.scale

    def holds(self, right: float, bottom: float) -> bool:
        """Whether a cell that ends there is within the frame and clear of the title block."""
        depth = (self.height_mm - 2 * FRAME_MM) * self.scale
        beside_title = right <= self.across_mm - (TITLE_WIDTH_MM + GAP_MM) * self.scale
        taken = (NOTE_HEIGHT_MM if beside_title else TITLE_HEIGHT_MM + GAP_MM) * self.scale
        return right <= self.across_mm and bottom >= taken - depth


def _packed(cells: Sequence[Cell], room: _Room) -> tuple[Point, ...] | None:
    """Lower left corners of the cells, on shelves from the upper left; None when they do not fit."""
    gap = GAP_MM * room.scale
    corners: list[Point] = []
    x = top = shelf = 0.0
    for cell in cells:
        if x > 0.0 and x + cell.width_mm > room.across_mm:
            x, top, shelf = 0.0, top - shelf - gap, 0.0
        if not room.holds(x + cell.width_mm, top - cell.height_mm):
            return None
        corners.append((x, top - cell.height_mm))
        shelf = max(shelf, cell.height_mm)
        x += cell.width_mm + gap
    return tuple(corners)


def _on_sheet(sheet: Sheet, style: Style, cells: Sequence[Cell], corners: Sequence[Point]) -> Arrangement:
    """The cells moved onto the sheet, their own coordinates by whole centimetres."""
    x0, _, _, y1 = sheet.rect
    left, top = x0 + FRAME_MM * sheet.scale, y1 - FRAME_MM * sheet.scale
    offsets = (
        (left + x + cell.left_mm - cell.bounds[0], top + y + cell.bottom_mm - cell.bounds[1])
        for cell, (x, y) in zip(cells, corners, strict=True)
    )
    return Arrangement(
        sheet=sheet, style=style, offsets=tuple((round(x, -1), round(y, -1)) for x, y in offsets)
    )
