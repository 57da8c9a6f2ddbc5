"""Names that keep clear of each other on a view."""

from collections.abc import Iterable

from designer.core.geometry.axes import Point, Rect
from designer.drawing.model import Text
from designer.drawing.shapes import RIGHT_ANGLE_DEG
from designer.drawing.text_boxes import text_box
from designer.drawing.text_metrics import line_width

_GAP_MM = 0.4


class Places:
    """Remembers what is taken, in mm of paper."""

    def __init__(self) -> None:
        self._taken: list[Rect] = []

    def take(self, texts: Iterable[Text]) -> None:
        """Keep others away from these texts."""
        self._taken += [extents(text) for text in texts]

    def first_free(self, size: tuple[float, float], middles: Iterable[Point]) -> Point | None:
        """The first of some middles about which a thing of this size is clear of all others; it is taken."""
        half_x, half_y = size[0] / 2.0 + _GAP_MM, size[1] / 2.0 + _GAP_MM
        for x, y in middles:
            rect = (x - half_x, y - half_y, x + half_x, y + half_y)
            if not any(_overlap(rect, other) for other in self._taken):
                self._taken.append(rect)
                return (x, y)
        return None


def extents(text: Text) -> Rect:
    """What a level or upright text takes up; of one turned otherwise what it would if it were level."""
    x, y = text.at
    x0, y0, x1, y1 = text_box(line_width(text.text, text.height_mm), text.height_mm, text.align)
    if text.rotation_deg == RIGHT_ANGLE_DEG:
        x0, y0, x1, y1 = -y1, x0, -y0, x1
    return (x + x0, y + y0, x + x1, y + y1)


def _overlap(first: Rect, second: Rect) -> bool:
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]
