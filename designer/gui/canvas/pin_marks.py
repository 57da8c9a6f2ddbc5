"""A pin on every inverter that a person keeps where it hangs."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen

from designer.core.geometry.axes import Point
from designer.edit.picking.objects import outlines_of
from designer.gui.canvas.transform import Viewport
from designer.gui.theme import Theme
from designer.gui.workspace import Workspace

RADIUS_PX = 3.0
LARGEST_MM_PER_PX = 30.0
"""Farther away an inverter is hardly larger than its pin."""


def pinned_places(workspace: Workspace) -> tuple[Point, ...]:
    """The middles of the pinned inverters that are seen in the current view, mm."""
    names = sorted(pin.inverter for pin in workspace.design.pins)
    found = outlines_of(workspace.design, workspace.plan, workspace.catalog, workspace.editor.view, names)
    return tuple(_middle(points) for points in found)


def paint_pins(painter: QPainter, places: Iterable[Point], viewport: Viewport, theme: Theme) -> None:
    """A dot at each place, as small as it is at any scale."""
    if viewport.mm_per_px > LARGEST_MM_PER_PX:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    painter.setPen(QPen(QColor(theme.canvas_background), 1.0))
    painter.setBrush(QColor(theme.text))
    for place in places:
        painter.drawEllipse(QPointF(viewport.to_px(place)), RADIUS_PX, RADIUS_PX)
    painter.restore()


def _middle(points: tuple[Point, ...]) -> Point:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return ((min(xs) + max(xs)) / 2.0, (min(ys) + max(ys)) / 2.0)
