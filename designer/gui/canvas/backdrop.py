"""The picture, painted once into a pixmap at the screen's own resolution and used until something changes.

While a person pans or zooms, the pixmap is shown shifted and stretched where painting anew takes too long for
every step; the true picture follows soon after.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from designer.gui.canvas.transform import Viewport

AT_ONCE_S = 0.014
"""A picture that takes no longer than this to paint is painted for every step of a zoom."""

Paint = Callable[[QPainter, Viewport], None]


class Backdrop:
    """A pixmap and the part of the plane that it shows."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        """`clock` tells seconds: by it the time that painting takes is measured."""
        self._clock = clock
        self._pixmap = QPixmap()
        self._viewport: Viewport | None = None
        self._took_s = 0.0
        self._valid = False
        self.painted = 0
        """How often the picture was painted anew."""

    def invalidate(self) -> None:
        """What the picture shows has changed; it cannot be used again."""
        self._valid = False

    def is_current(self, viewport: Viewport, ratio: float) -> bool:
        """Whether the pixmap shows exactly this."""
        return self._fits(ratio) and self._viewport is not None and self._viewport.near(viewport)

    def serves(self, ratio: float) -> bool:
        """Whether the pixmap should be shown for now, shifted or stretched, as painting anew takes long."""
        return self._fits(ratio) and self._took_s > AT_ONCE_S

    def render(self, viewport: Viewport, ratio: float, background: str, paint: Paint) -> None:
        """Paint anew. What fails half way is shown as far as it came, and tried again when it changes."""
        size = QSize(round(viewport.width_px * ratio), round(viewport.height_px * ratio))
        if self._pixmap.size() != size:
            self._pixmap = QPixmap(size)
        self._pixmap.setDevicePixelRatio(ratio)
        self._pixmap.fill(QColor(background))
        self._viewport, self._valid = viewport, True
        self.painted += 1
        started = self._clock()
        with QPainter(self._pixmap) as painter:
            paint(painter, viewport)
        self._took_s = self._clock() - started

    def show(self, painter: QPainter, viewport: Viewport, background: str) -> None:
        """Put the pixmap where what it shows lies now."""
        known = self._viewport
        if known is None or known.near(viewport):
            painter.drawPixmap(0, 0, self._pixmap)
            return
        painter.fillRect(QRectF(0.0, 0.0, viewport.width_px, viewport.height_px), QColor(background))
        x0, y0, x1, y1 = known.seen()
        area = QRectF(viewport.to_px((x0, y1)), viewport.to_px((x1, y0)))
        painter.drawPixmap(area, self._pixmap, QRectF(self._pixmap.rect()))

    def _fits(self, ratio: float) -> bool:
        return self._valid and self._pixmap.devicePixelRatio() == ratio
