"""The grid below the picture: round steps that grow with the zoom, every few of them stronger."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QLineF
from PySide6.QtGui import QColor, QPainter, QPen

from designer.gui.canvas.steps import places, steps_at
from designer.gui.canvas.transform import Viewport
from designer.gui.theme import Theme

MAJOR_PX = 80.0
"""Least distance of the strong lines."""


def paint_grid(painter: QPainter, viewport: Viewport, theme: Theme) -> None:
    """Fine lines, strong lines, and the two axes through the origin."""
    steps = steps_at(viewport.mm_per_px, MAJOR_PX)
    every = round(steps.major_mm / steps.minor_mm)
    x0, y0, x1, y1 = viewport.seen()
    columns, rows = places(x0, x1, steps.minor_mm), places(y0, y1, steps.minor_mm)
    kinds: tuple[tuple[str, Callable[[int], bool]], ...] = (
        (theme.grid_minor, lambda number: number % every != 0),
        (theme.grid_major, lambda number: number % every == 0 and number != 0),
        (theme.axis, lambda number: number == 0),
    )
    for colour, chosen in kinds:
        painter.setPen(QPen(QColor(colour), 1.0))
        lines = _upright(viewport, (n * steps.minor_mm for n in columns if chosen(n)))
        lines += _level(viewport, (n * steps.minor_mm for n in rows if chosen(n)))
        painter.drawLines(lines)


def _upright(viewport: Viewport, places_mm: Iterable[float]) -> list[QLineF]:
    lines = (round(viewport.to_px((place, 0.0)).x()) + 0.5 for place in places_mm)
    return [QLineF(x, 0.0, x, viewport.height_px) for x in lines]


def _level(viewport: Viewport, places_mm: Iterable[float]) -> list[QLineF]:
    lines = (round(viewport.to_px((0.0, place)).y()) + 0.5 for place in places_mm)
    return [QLineF(0.0, y, viewport.width_px, y) for y in lines]
