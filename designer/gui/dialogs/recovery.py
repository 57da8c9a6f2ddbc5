"""Recovered work: the saved and the recovered state side by side, what differs, what becomes of them."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.edit.view import SITE
from designer.gui.canvas.picture import Picture, compile_picture
from designer.gui.canvas.picture_painter import Painting, paint_picture
from designer.gui.canvas.transform import FINEST_MM_PER_PX, Viewport
from designer.gui.forms.plain import PlainLabel
from designer.gui.theme import current_theme

PICTURE = QSize(300, 200)
MOST_LINES = 7
"""Of many differences the last line says how many more there are."""

FIT_SHARE = 0.9


class RecoveryAnswer(StrEnum):
    """What a person says to recovered work."""

    RESTORE = "restore"
    KEEP_SAVED = "keep saved"
    KEEP_BOTH = "keep both"
    LATER = "later"


class Offer(Struct, frozen=True, kw_only=True, eq=False):
    """Recovered work as it is shown. Without a saved state there is no file, or it cannot be read.

    `written` and `saved_at` are when the two were written, local time; `lines` in what they differ.
    """

    name: str
    file: Path | None
    written: str
    saved_at: str
    catalog: Catalog
    recovered: Design
    saved: Design | None
    lines: tuple[str, ...]
    changed_elsewhere: bool = False
    """Whether the file was written by somebody else after the recovered work had begun."""


class DesignPicture(QFrame):
    """A Design seen from above, as large as it fits, with its modules."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setMinimumSize(PICTURE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        self._picture: Picture | None = None

    def show_design(self, design: Design | None, catalog: Catalog) -> None:
        """Show another one; None = nothing."""
        self._picture = None if design is None else compile_picture(design, None, catalog, SITE)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The ground, the roof, a thin frame."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.canvas_background)
        if self._picture is not None and self._picture.batches:
            view = _fitting(self._picture, self.width(), self.height())
            paint_picture(painter, self._picture, Painting(theme=theme, viewport=view))
        painter.setPen(theme.border)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class RecoveryDialog(QDialog):
    """Asks about one of the offers; closed without an answer, all stay for the next start."""

    def __init__(self, offers: Sequence[Offer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers = offers
        self.chosen = 0
        self.answer = RecoveryAnswer.LATER
        self.setWindowTitle("Recovered work")
        self.which = QComboBox()
        self.which.setAccessibleName("Recovered projects")
        self.which.addItems([f"{one.name} – {one.written}" for one in offers])
        self.which.setVisible(len(offers) > 1)
        self.which.currentIndexChanged.connect(self._show)
        self.head, self.told, self.lines = PlainLabel(), PlainLabel(), PlainLabel()
        self.head.setProperty("role", "heading")
        self.told.setWordWrap(True)
        self.lines.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.lines.setAccessibleName("What differs")
        self.saved, self.recovered = DesignPicture("The saved state"), DesignPicture("The recovered state")
        self.saved_title, self.recovered_title = PlainLabel(), PlainLabel()
        self.restore = self._button("Restore", RecoveryAnswer.RESTORE)
        self.keep_saved = self._button("Keep the saved one", RecoveryAnswer.KEEP_SAVED)
        self.keep_both = self._button("Keep both", RecoveryAnswer.KEEP_BOTH)
        self.later = self._button("Later", RecoveryAnswer.LATER)
        self.restore.setDefault(True)
        self._lay_out()
        self._show(0)

    def _button(self, text: str, answer: RecoveryAnswer) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda: self._take(answer))
        return button

    def _take(self, answer: RecoveryAnswer) -> None:
        self.answer = answer
        self.accept()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        for widget in (self.head, self.told, self.which):
            layout.addWidget(widget)
        sides = QHBoxLayout()
        sides.setSpacing(12)
        self._saved_side = _side(self.saved_title, self.saved)
        sides.addWidget(self._saved_side)
        sides.addWidget(_side(self.recovered_title, self.recovered))
        layout.addLayout(sides, 1)
        layout.addWidget(self.lines)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.later)
        buttons.addStretch(1)
        for button in (self.keep_both, self.keep_saved, self.restore):
            buttons.addWidget(button)
        layout.addLayout(buttons)

    def _show(self, index: int) -> None:
        offer = self._offers[index]
        self.chosen = index
        self.head.setText(f"“{offer.name}” was not saved before Trunkline ended")
        self.told.setText(_told(offer))
        self.saved.show_design(offer.saved, offer.catalog)
        self.recovered.show_design(offer.recovered, offer.catalog)
        self.saved_title.setText(f"Saved {offer.saved_at}")
        self.recovered_title.setText(f"Recovered {offer.written}")
        self.lines.setText(_lines(offer))
        self.lines.setVisible(bool(self.lines.text()))
        is_compared = offer.saved is not None
        self._saved_side.setVisible(is_compared)
        self.keep_both.setVisible(offer.file is not None)
        self.keep_saved.setText("Keep the saved one" if is_compared else "Discard")
        self.restore.setFocus()


def _side(title: QLabel, picture: DesignPicture) -> QWidget:
    title.setProperty("role", "muted")
    title.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    side = QWidget()
    layout = QVBoxLayout(side)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.addWidget(title)
    layout.addWidget(picture, 1)
    return side


def _told(offer: Offer) -> str:
    """Where the work belongs, and what a person should know before choosing."""
    if offer.file is None:
        return "It was in no file yet. Restored, it stays unsaved until you save it."
    where = f"It belongs to {offer.file}."
    if offer.changed_elsewhere:
        return f"{where} Someone else has written that file meanwhile: you are asked before it is replaced."
    if offer.saved is None:
        return f"{where} That file cannot be read now. Restored, the work stays unsaved until you save it."
    return f"{where} Restored, it stays unsaved until you save it, and the saved state stays in the file."


def _lines(offer: Offer) -> str:
    """The differences, one a line."""
    if offer.saved is None:
        return ""
    shown = offer.lines[:MOST_LINES]
    more = len(offer.lines) - len(shown)
    return "\n".join((*(f"•  {line}" for line in shown), *((f"•  and {more} more",) if more else ())))


def _fitting(picture: Picture, width_px: float, height_px: float) -> Viewport:
    """All of a picture in the middle of an area."""
    x0, y0, x1, y1 = picture.extents
    scale = max((x1 - x0) / width_px, (y1 - y0) / height_px) / FIT_SHARE
    return Viewport(
        middle=((x0 + x1) / 2.0, (y0 + y1) / 2.0),
        mm_per_px=max(scale, FINEST_MM_PER_PX),
        width_px=width_px,
        height_px=height_px,
    )
