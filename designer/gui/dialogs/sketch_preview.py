"""A drawing before it is imported, in the colours of what its layers become."""

from collections.abc import Iterable, Mapping

import numpy as np
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from designer.core.geometry.sketch import Sketch, Stroke, size_of
from designer.drawing.layers import LayerName
from designer.edit.edits.sketch_choices import Meaning
from designer.gui.canvas.inks import screen_pen
from designer.gui.canvas.strokes import painter_path
from designer.gui.theme import Theme, current_theme, theme_notifier
from designer.gui.theme.contrast import mixed

MARGIN_PX = 16.0
_ORDER = (Meaning.NOTHING, Meaning.UNDERLAY, Meaning.WATER, Meaning.OBSTACLE, Meaning.SURFACE)
_LAYERS = {
    Meaning.SURFACE: LayerName.ROOF,
    Meaning.OBSTACLE: LayerName.OBSTACLE,
    Meaning.WATER: LayerName.WATER,
    Meaning.UNDERLAY: LayerName.UNDERLAY,
}
_WIDTHS = {Meaning.SURFACE: 2.2, Meaning.OBSTACLE: 1.8, Meaning.WATER: 1.8}


class SketchPreview(QWidget):
    """The whole drawing, as large as there is room; layers that become nothing stand back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Preview of the drawing")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 240)
        self._paths: dict[str, QPainterPath] = {}
        self._meanings: Mapping[str, Meaning] = {}
        self._bounds = QRectF()
        theme_notifier().theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room to see a plan."""
        return QSize(520, 460)

    def set_sketch(self, sketch: Sketch) -> None:
        """Show another drawing."""
        by_layer: dict[str, list[Stroke]] = {}
        for stroke in sketch.strokes:
            by_layer.setdefault(stroke.layer, []).append(stroke)
        self._paths = {layer: path_of(strokes) for layer, strokes in by_layer.items()}
        bounds = size_of(sketch.strokes) or (0.0, 0.0, 1.0, 1.0)
        x0, y0, x1, y1 = bounds
        self._bounds = QRectF(x0, y0, max(x1 - x0, 1e-9), max(y1 - y0, 1e-9))
        self.update()

    def set_meanings(self, meanings: Mapping[str, Meaning]) -> None:
        """Colour the layers by what they become."""
        self._meanings = dict(meanings)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """What is most important lies on top."""
        theme = current_theme()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(theme.canvas_background))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setTransform(self._transform(), combine=True)
            for meaning in _ORDER:
                painter.setPen(screen_pen(painter, _colour(theme, meaning), _WIDTHS.get(meaning, 1.0)))
                for layer, path in self._paths.items():
                    if self._meanings.get(layer, Meaning.NOTHING) is meaning:
                        painter.drawPath(path)

    def _transform(self) -> QTransform:
        """The drawing in the middle of the widget, y upward."""
        room_x, room_y = (max(side - 2.0 * MARGIN_PX, 1.0) for side in (self.width(), self.height()))
        scale = min(room_x / self._bounds.width(), room_y / self._bounds.height())
        middle = self._bounds.center()
        return QTransform(
            scale,
            0.0,
            0.0,
            -scale,
            self.width() / 2.0 - scale * middle.x(),
            self.height() / 2.0 + scale * middle.y(),
        )


def path_of(strokes: Iterable[Stroke]) -> QPainterPath:
    """Strokes as one path; closed ones come back to their first point."""
    parts = [
        np.vstack((stroke.points, stroke.points[:1]))[:, :2] if stroke.closed else stroke.points[:, :2]
        for stroke in strokes
    ]
    if not parts:
        return QPainterPath()
    starts = np.cumsum([0, *(len(part) for part in parts)])[:-1]
    return painter_path(np.concatenate(parts), starts.astype(np.intp))


def _colour(theme: Theme, meaning: Meaning) -> str:
    layer = _LAYERS.get(meaning)
    if layer is None:
        return mixed(theme.layers[LayerName.UNDERLAY], theme.canvas_background, 0.72)
    return theme.layers[layer]


def swatch(meaning: Meaning) -> str:
    """The colour in which things of a meaning are shown."""
    return _colour(current_theme(), meaning)
