"""Paint underlays below the drawing: pictures in their perspective, lines and texts in one pale colour."""

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPolygonF, QTransform

from designer.core.geometry.homography import homography, mapped, seen_part
from designer.core.model.underlay import PictureUnderlay, Quad, Underlay, UnderlayText
from designer.drawing.layers import LayerName
from designer.edit.edits.underlays import plain_corners
from designer.edit.underlay_places import Lain
from designer.gui.canvas.inks import screen_pen
from designer.gui.canvas.label_painter import CAPITALS_SHARE
from designer.gui.canvas.lod import LEAST_TEXT_PX
from designer.gui.canvas.strokes import painter_path
from designer.gui.canvas.transform import Viewport
from designer.gui.theme import Theme

KEPT = 64
"""Painter paths and pictures that are remembered; a picture in several sizes counts for each."""

MOST_TEXTS = 3000
"""Texts of one underlay that are painted at a time."""

GREATEST_TEXT_PX = 300.0
SMALLEST_SHARE = 0.5
"""A picture is painted from a copy that has at least this many pixels for one of the screen."""

FINEST_COPY = 5
"""Copies are halved this often at most."""

T = TypeVar("T")


class _Made(Struct, frozen=True):
    """What was made of an underlay, and the underlay itself, so that its identity is not taken by another."""

    source: object
    thing: object


class UnderlayPainter:
    """Paints underlays, and remembers what it has made of each."""

    def __init__(self) -> None:
        self._made: OrderedDict[Hashable, _Made] = OrderedDict()

    def paint(self, painter: QPainter, viewport: Viewport, there: tuple[Lain, ...], theme: Theme) -> None:
        """Paint all that lies in a view, the lowest first."""
        for lain in there:
            painter.save()
            painter.setOpacity(lain.underlay.opacity)
            painter.setTransform(_transform(lain) * viewport.transform(), combine=True)
            if isinstance(lain.underlay, PictureUnderlay):
                self._picture(painter, lain.underlay, viewport)
            else:
                self._lines(painter, lain.underlay, theme)
            painter.restore()
            if isinstance(lain.underlay, Underlay):
                _texts(painter, lain, viewport, theme)

    def _lines(self, painter: QPainter, underlay: Underlay, theme: Theme) -> None:
        path = self._remembered("path", underlay.lines, lambda: _path(underlay))
        if path is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(screen_pen(painter, theme.layers[LayerName.UNDERLAY], 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)

    def _picture(self, painter: QPainter, picture: PictureUnderlay, viewport: Viewport) -> None:
        halved = _halvings(picture, viewport)
        image = self._remembered(f"image {halved}", picture.data, lambda: self._copy(picture, halved))
        if image is None or image.isNull():
            return
        back = QTransform.fromScale(picture.width_px / image.width(), picture.height_px / image.height())
        perspective = QTransform()
        if not QTransform.quadToQuad(_polygon(picture.pixels), _polygon(picture.places), perspective):
            return
        painter.setTransform(back * perspective, combine=True)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(_seen(picture, back), Qt.ClipOperation.IntersectClip)
        painter.drawImage(QPointF(0.0, 0.0), image)

    def _copy(self, picture: PictureUnderlay, halved: int) -> QImage:
        """The picture itself, or a copy with half as many pixels a side as the copy before."""
        if halved == 0:
            return QImage.fromData(picture.data)
        larger = self._remembered(
            f"image {halved - 1}", picture.data, lambda: self._copy(picture, halved - 1)
        )
        size = larger.size() / 2
        ratio = Qt.AspectRatioMode.IgnoreAspectRatio
        return larger.scaled(size, ratio, Qt.TransformationMode.SmoothTransformation)

    def _remembered(self, kind: str, source: object, make: Callable[[], T]) -> T:
        key = (kind, id(source))
        made = self._made.get(key)
        if made is None or made.source is not source:
            made = self._made[key] = _Made(source, make())
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
        self._made.move_to_end(key)
        thing: T = made.thing  # type: ignore[assignment]
        return thing


def _transform(lain: Lain) -> QTransform:
    """The map from an underlay's frame to the view; Qt's points are rows."""
    (a, b, dx), (c, d, dy) = lain.matrix.tolist()
    return QTransform(a, c, b, d, dx, dy)


def _path(underlay: Underlay) -> QPainterPath | None:
    if not underlay.lines:
        return None
    points: list[tuple[float, float]] = []
    starts: list[int] = []
    for line in underlay.lines:
        starts.append(len(points))
        points += line.points
        if line.closed:
            points.append(line.points[0])
    return painter_path(np.array(points, dtype=np.float64), np.array(starts, dtype=np.intp))


def _polygon(quad: Quad) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in quad])


def _seen(picture: PictureUnderlay, back: QTransform) -> QPainterPath:
    """The part of a picture before its horizon, in the pixels of the copy that is painted."""
    matrix = homography(picture.pixels, picture.places)
    ring = seen_part(matrix, picture.pixels, plain_corners(picture.width_px, picture.height_px))
    inverse, _ = back.inverted()
    path = QPainterPath()
    path.addPolygon(inverse.map(QPolygonF([QPointF(x, y) for x, y in ring])))
    path.closeSubpath()
    return path


def _halvings(picture: PictureUnderlay, viewport: Viewport) -> int:
    """How often the picture may be halved before it has fewer pixels than are seen, where it is finest."""
    matrix = homography(picture.pixels, picture.places)
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = picture.pixels
    ends = mapped(matrix, picture.pixels)
    shares = []
    pairs = (((ax, ay), (bx, by), 0, 1), ((cx, cy), (dx, dy), 2, 3), ((bx, by), (cx, cy), 1, 2))
    for start, end, first, second in pairs:
        apart_px = max(math.dist(start, end), 1e-6)
        shares.append(math.dist(ends[first], ends[second]) / viewport.mm_per_px / apart_px)
    finest = max(shares)
    if finest <= 0.0 or not math.isfinite(finest):
        return 0
    return min(max(math.floor(math.log2(SMALLEST_SHARE / finest)) + 1, 0), FINEST_COPY)


def _texts(painter: QPainter, lain: Lain, viewport: Viewport, theme: Theme) -> None:
    """Texts large enough to be read, turned as their lines are."""
    underlay = lain.underlay
    assert isinstance(underlay, Underlay)
    large = [one for one in underlay.texts if one.height_mm >= LEAST_TEXT_PX * viewport.mm_per_px]
    if not large:
        return
    places = lain.put(np.array([text.at for text in large])).tolist()
    x0, y0, x1, y1 = viewport.seen()
    painter.save()
    painter.setOpacity(underlay.opacity)
    painter.setPen(QColor(theme.layers[LayerName.UNDERLAY]))
    seen = ((text, (x, y)) for text, (x, y) in zip(large, places, strict=True) if _near(x, y, x0, y0, x1, y1))
    for number, (text, place) in enumerate(seen):
        if number == MOST_TEXTS:
            break
        _text(painter, text, place, lain, viewport)
    painter.restore()


def _near(x: float, y: float, x0: float, y0: float, x1: float, y1: float) -> bool:
    """Whether a text that begins at a place may reach into what is seen."""
    reach = max(x1 - x0, y1 - y0)
    return x0 - reach <= x <= x1 + reach and y0 - reach <= y <= y1 + reach


def _text(
    painter: QPainter, text: UnderlayText, place: tuple[float, float], lain: Lain, viewport: Viewport
) -> None:
    turn = math.radians(text.rotation_deg)
    along = lain.matrix[:, :2] @ np.array((math.cos(turn), math.sin(turn)))
    size = min(text.height_mm / CAPITALS_SHARE / viewport.mm_per_px, GREATEST_TEXT_PX)
    font = QFont(painter.font())
    font.setPixelSize(max(1, round(size)))
    painter.save()
    painter.setFont(font)
    painter.translate(viewport.to_px(place))
    painter.rotate(-math.degrees(math.atan2(float(along[1]), float(along[0]))))
    painter.drawText(QPointF(0.0, 0.0), text.text)
    painter.restore()
