"""The program's own icons: one-colour drawings, tinted by the theme, sharp at every pixel ratio."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from designer.core.resources import resource_root
from designer.gui.theme import Theme, current_theme

_INK = "currentColor"


def icon_names() -> tuple[str, ...]:
    """Names of all one-colour icons."""
    return tuple(sorted(path.stem for path in _folder().glob("*.svg") if path.stem != "app"))


@lru_cache(maxsize=256)
def icon(name: str, ink: str = "text") -> QIcon:
    """The icon in a colour of the current theme, by the name of the theme's field.

    It follows the theme by itself: disabled ones are pale, checked ones in the accent. KeyError for a name
    that there is no drawing of.
    """
    _source(name)
    return QIcon(_TintedEngine(name, ink))


def app_icon() -> QIcon:
    """The program's icon, in its own colours."""
    return QIcon(str(_folder() / "app.svg"))


def pixmap(name: str, size: int, ratio: float = 1.0, ink: str = "text") -> QPixmap:
    """A picture of `size` logical pixels for places that take no icon; it does not follow the theme."""
    colour: str = getattr(current_theme(), ink)
    return _drawn(name, colour, round(size * ratio), round(size * ratio), ratio)


class _TintedEngine(QIconEngine):
    """Draws from the vector each time the theme, size or state is a new one."""

    def __init__(self, name: str, ink: str) -> None:
        super().__init__()
        self._name, self._ink = name, ink
        self._copies: list[_TintedEngine] = []

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect.topLeft(), self._picture(rect.size(), ratio, mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        # Qt asks for pixels of the screen here, and sets their ratio itself
        return self._picture(size, 1.0, mode, state)

    def _picture(self, size: QSize, ratio: float, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        colour = self._colour(current_theme(), mode, state)
        return _drawn(self._name, colour, round(size.width() * ratio), round(size.height() * ratio), ratio)

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:  # noqa: ARG002, N802
        return size

    def isNull(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def clone(self) -> QIconEngine:
        copy = _TintedEngine(self._name, self._ink)
        self._copies.append(copy)  # Qt keeps the bare pointer, so somebody has to keep the object
        return copy

    def _colour(self, theme: Theme, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode is QIcon.Mode.Disabled:
            return theme.disabled
        if state is QIcon.State.On:
            return theme.accent
        colour: str = getattr(theme, self._ink)
        return colour


@lru_cache(maxsize=2048)
def _drawn(name: str, colour: str, width: int, height: int, ratio: float) -> QPixmap:
    """The drawing in a colour; `width` and `height` in pixels of the device."""
    picture = QPixmap(width, height)
    picture.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace(_INK, colour).encode()))
    side = min(width, height)
    corner = QPoint((width - side) // 2, (height - side) // 2)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(corner.x(), corner.y(), side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    path = _folder() / f"{name}.svg"
    if not path.is_file():
        raise KeyError(name)
    return path.read_text(encoding="utf-8")


def _folder() -> Path:
    return resource_root() / "icons"
