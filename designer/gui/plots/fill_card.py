"""A card that shows one way to fill a surface: a small picture of it, and its figures."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from designer.core.geometry.axes import Point, Rect
from designer.drawing.layers import LayerName
from designer.edit.figures import counted, kilowatts
from designer.edit.fill_outlook import Outlook
from designer.gui.forms.plain import plain_tip
from designer.gui.plots.view import pen, small_font
from designer.gui.theme import Theme, current_theme

CARD = QSize(172, 162)
PICTURE_PX = 68.0
MARGIN_PX = 8.0


class CardPicture(Struct, frozen=True, eq=False):
    """A surface with the modules that a fill would give it, mm."""

    outline: Sequence[Point]
    obstacles: Sequence[Sequence[Point]]
    modules: Sequence[Rect]


class FillCard(QAbstractButton):
    """A card to pick; a double click takes it over. Until its figures are there it says so."""

    taken = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self.figures: Outlook | None = None
        self._picture: CardPicture | None = None
        self._most = False
        self._problem = ""
        self.setCheckable(True)
        self.set_title(title)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the drawing

    def set_title(self, title: str) -> None:
        """Name the way that the card shows."""
        self._title = title
        self.setAccessibleName(title)
        self.setToolTip(plain_tip(title))
        self.update()

    def show_figures(self, figures: Outlook | None, picture: CardPicture | None) -> None:
        """Show what the way gives; None while that is not known."""
        self.figures, self._picture, self._problem = figures, picture, ""
        lines = () if figures is None else _lines(figures)
        self.setAccessibleDescription(", ".join(lines))
        self.setToolTip(plain_tip("\n".join((self._title, *lines))))
        self.update()

    def show_problem(self, problem: str) -> None:
        """Show that the way is not possible here, and why."""
        self.show_figures(None, None)
        self._problem = problem
        self.setAccessibleDescription(problem)
        self.setToolTip(plain_tip(f"{self._title}\n{problem}"))

    def mark_most(self, most: bool) -> None:
        """Whether no other way holds more modules."""
        if most != self._most:
            self._most = most
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All cards are of one size."""
        return CARD

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """Whether it is checked follows from the fill that is shown, not from the click."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take it over."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.taken.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The frame, the picture, the words."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter, theme)
        inner = QRectF(self.rect()).adjusted(MARGIN_PX, MARGIN_PX, -MARGIN_PX, -MARGIN_PX)
        if self._picture is not None:
            place = QRectF(inner.left(), inner.top(), inner.width(), PICTURE_PX)
            _paint_picture(painter, self._picture, place, theme)
        self._paint_words(painter, inner, theme)
        painter.end()

    def _paint_frame(self, painter: QPainter, theme: Theme) -> None:
        lit = self.underMouse() and self.isEnabled()
        ground = theme.selection if self.isChecked() else theme.hover if lit else theme.base
        strong = self.isChecked() or self.hasFocus()
        painter.setBrush(QBrush(QColor(ground)))
        painter.setPen(pen(theme.accent if strong else theme.border, 1.6 if self.isChecked() else 1.0))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.0, 1.0, -1.0, -1.0), 5.0, 5.0)

    def _paint_words(self, painter: QPainter, inner: QRectF, theme: Theme) -> None:
        top = inner.top() + PICTURE_PX + 4.0
        small = small_font()
        _text(painter, QRectF(inner.left(), top, inner.width(), 16.0), self._title, small, theme.muted)
        if self._problem:
            place = inner.adjusted(0.0, PICTURE_PX + 22.0, 0.0, 0.0)
            _paragraph(painter, place, self._problem, small, theme.muted)
            return
        if self.figures is None:
            _text(painter, QRectF(inner.left(), top + 17.0, inner.width(), 22.0), "…", _big(), theme.muted)
            return
        modules, *others = _lines(self.figures)
        colour = theme.accent if self._most else theme.text
        _text(painter, QRectF(inner.left(), top + 16.0, inner.width(), 20.0), modules, _big(), colour)
        for number, line in enumerate(others):
            wrong = number == len(others) - 1 and self.figures.rail_errors
            place = QRectF(inner.left(), top + 37.0 + 14.0 * number, inner.width(), 15.0)
            _text(painter, place, line, small, theme.error if wrong else theme.muted)


def _lines(figures: Outlook) -> tuple[str, ...]:
    """The figures as they stand on the card, the number of modules first."""
    spare = f", {figures.spare_inputs} spare" if figures.spare_inputs else ""
    errors = (counted(figures.rail_errors, "rail error"),) if figures.rail_errors else ()
    return (
        counted(figures.modules, "module"),
        f"{kilowatts(figures.power_w)} · {figures.rail_mm / 1000:.1f} m rail",
        f"{counted(figures.inverters, 'inverter')}{spare}",
        *errors,
    )


def _paint_picture(painter: QPainter, picture: CardPicture, place: QRectF, theme: Theme) -> None:
    painter.save()
    xs, ys = zip(*picture.outline, strict=True)
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    scale = min(place.width() / max(width, 1.0), place.height() / max(height, 1.0))
    painter.translate(place.center())
    painter.scale(scale, -scale)
    painter.translate(-(max(xs) + min(xs)) / 2.0, -(max(ys) + min(ys)) / 2.0)
    _polygons(painter, [picture.outline], theme.layers[LayerName.ROOF], theme.canvas_background)
    _polygons(painter, picture.obstacles, theme.layers[LayerName.OBSTACLE], theme.obstacle_fill)
    painter.setPen(pen(theme.layers[LayerName.MODULE], 0.8))
    painter.setBrush(QBrush(QColor(theme.module_fill)))
    painter.drawRects([QRectF(x0, y0, x1 - x0, y1 - y0) for x0, y0, x1, y1 in picture.modules])
    painter.restore()


def _polygons(painter: QPainter, rings: Iterable[Sequence[Point]], line: str, fill: str) -> None:
    painter.setPen(pen(line, 1.0))
    painter.setBrush(QBrush(QColor(fill)))
    for ring in rings:
        painter.drawPolygon(QPolygonF([QPointF(*point) for point in ring]))


def _big() -> QFont:
    font = QFont(small_font())
    font.setPointSizeF(font.pointSizeF() + 3.0 if font.pointSizeF() > 0 else 12.0)
    font.setBold(True)
    return font


def _text(painter: QPainter, place: QRectF, text: str, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _paragraph(painter: QPainter, place: QRectF, text: str, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap, text)
