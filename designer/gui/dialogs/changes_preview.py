"""Roofs before and after changes: what is the same pale, what goes dashed, what comes in the accent."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from designer.core.errors import CatalogError
from designer.core.geometry.axes import Point
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Surface
from designer.drawing.layers import LayerName
from designer.drawing.shapes import corners
from designer.edit.edits.boxes import footprint
from designer.edit.edits.rows import module_rects
from designer.gui.canvas.inks import screen_pen
from designer.gui.theme import current_theme, theme_notifier
from designer.gui.theme.contrast import mixed

MARGIN_PX = 16.0
SAMPLE_PX = 26.0
"""Length of a line in the legend."""

GAP_SHARE = 0.06
"""Between two roofs, by the width of the wider one."""

Ring = tuple[Point, ...]


class ChangesPreview(QWidget):
    """All surfaces side by side, in true lengths."""

    def __init__(self, before: Design, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Preview of the changes")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 220)
        self._catalog = catalog
        self._before = self._after = before
        self._places = _side_by_side(before)
        theme_notifier().theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room to see two roofs."""
        return QSize(560, 380)

    def set_after(self, after: Design) -> None:
        """Show what becomes of the Design."""
        self._after = after
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """What stays lies below what changes."""
        theme = current_theme()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(theme.canvas_background))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            transform, _ = self._transform()
            self._name_surfaces(painter, transform, QColor(theme.muted))
            self._tell_pens(painter, QColor(theme.muted))
            painter.setTransform(transform, combine=True)
            same = screen_pen(
                painter, mixed(theme.layers[LayerName.ROOF], theme.canvas_background, 0.55), 1.0
            )
            gone, new = _pens(painter)
            before, after = self._rings(self._before), self._rings(self._after)
            _draw(painter, same, before & after)
            _draw(painter, gone, before - after)
            _draw(painter, new, after - before)

    def _name_surfaces(self, painter: QPainter, transform: QTransform, ink: QColor) -> None:
        """Below each roof its name, as the list of changes has it."""
        painter.setPen(ink)
        metrics = painter.fontMetrics()
        for surface in self._before.surfaces:
            xs, ys = zip(*surface.outline, strict=True)
            x = self._places[surface.id]
            left = transform.map(QPointF(min(xs) + x, min(ys)))
            wide = transform.map(QPointF(max(xs) + x, min(ys))).x() - left.x()
            name = metrics.elidedText(surface.name, Qt.TextElideMode.ElideRight, int(wide))
            painter.drawText(QPointF(left.x(), left.y() + metrics.height() + 2.0), name)

    def _tell_pens(self, painter: QPainter, ink: QColor) -> None:
        """At the lower edge what dashes and colour mean."""
        y, x = self.height() - MARGIN_PX, MARGIN_PX
        for pen, words in zip(_pens(painter), ("as it was", "as it is drawn"), strict=True):
            painter.setPen(pen)
            painter.drawLine(QPointF(x, y), QPointF(x + SAMPLE_PX, y))
            painter.setPen(ink)
            x += SAMPLE_PX + 6.0
            painter.drawText(QPointF(x, y + painter.fontMetrics().capHeight() / 2.0), words)
            x += painter.fontMetrics().horizontalAdvance(words) + MARGIN_PX

    def _rings(self, design: Design) -> set[tuple[str, Ring]]:
        """Outlines with the surface that they lie on."""
        return {
            (
                surface.id,
                tuple((round(x + self._places.get(surface.id, 0.0), 1), round(y, 1)) for x, y in ring),
            )
            for surface in design.surfaces
            for ring in _outlines(design, surface, self._catalog)
        }

    def _transform(self) -> tuple[QTransform, float]:
        points = [point for _, ring in self._rings(self._before) | self._rings(self._after) for point in ring]
        xs, ys = [x for x, _ in points] or [0.0, 1.0], [y for _, y in points] or [0.0, 1.0]
        bounds = QRectF(min(xs), min(ys), max(max(xs) - min(xs), 1.0), max(max(ys) - min(ys), 1.0))
        foot = MARGIN_PX + 2.0 * self.fontMetrics().height()
        room_x = max(self.width() - 2.0 * MARGIN_PX, 1.0)
        room_y = max(self.height() - 2.0 * MARGIN_PX - foot, 1.0)
        scale = min(room_x / bounds.width(), room_y / bounds.height())
        middle = bounds.center()
        left = self.width() / 2.0 - scale * middle.x()
        top = (self.height() - foot) / 2.0 + scale * middle.y()
        return QTransform(scale, 0.0, 0.0, -scale, left, top), scale


def _pens(painter: QPainter) -> tuple[QPen, QPen]:
    """For what goes, and for what comes."""
    theme = current_theme()
    return screen_pen(painter, theme.error, 1.4, (4.0, 3.0)), screen_pen(painter, theme.accent, 2.0)


def _side_by_side(design: Design) -> dict[str, float]:
    """How far to the right each surface is drawn."""
    places: dict[str, float] = {}
    x = 0.0
    for surface in design.surfaces:
        xs = [point[0] for point in surface.outline]
        places[surface.id] = x - min(xs)
        x += (max(xs) - min(xs)) * (1.0 + GAP_SHARE)
    return places


def _outlines(design: Design, surface: Surface, catalog: Catalog) -> Iterator[Ring]:
    yield surface.outline
    yield from (obstacle.outline for obstacle in surface.obstacles)
    yield from (line.points for line in surface.water_lines)
    yield from (corners(footprint(box)) for box in design.boxes if box.surface == surface.id)
    try:
        yield from (corners(rect) for rect in module_rects(design, catalog, surface.id).values())
    except CatalogError:
        return


def _draw(painter: QPainter, pen: QPen, rings: set[tuple[str, Ring]]) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for _, ring in sorted(rings):
        polygon = QPolygonF([QPointF(x, y) for x, y in ring])
        painter.drawPolygon(polygon) if len(ring) > 2 else painter.drawPolyline(polygon)
