"""Where each view was last looked at, so that going back to a surface shows what was seen before."""

from msgspec import Struct
from PySide6.QtCore import QRectF

from designer.core.geometry.axes import Rect
from designer.edit.view import View
from designer.gui.canvas.transform import Viewport

BLANK_EXTENTS: Rect = (-500.0, -500.0, 12000.0, 8000.0)
"""What is shown where nothing is drawn yet: room for a usual roof."""


class _Known(Struct, frozen=True):
    viewport: Viewport
    by_hand: bool


class Sights:
    """The viewport of every view; one that nobody has changed keeps showing the whole."""

    def __init__(self) -> None:
        self._known: dict[View, _Known] = {}

    def forget(self) -> None:
        """Another project is open."""
        self._known.clear()

    def keep(self, view: View, viewport: Viewport, *, by_hand: bool) -> None:
        """Remember what is seen; `by_hand` when a person chose it."""
        self._known[view] = _Known(viewport, by_hand)

    def chosen(self, view: View) -> bool:
        """Whether a person chose what is seen of a view."""
        known = self._known.get(view)
        return known is not None and known.by_hand

    def recall(self, view: View, now: Viewport, extents: Rect | None, area: QRectF) -> Viewport:
        """The viewport of a view, for the size of `now`: the one chosen before, else the whole of it."""
        known = self._known.get(view)
        if known is not None and (known.by_hand or extents is None):
            return known.viewport.sized(now.width_px, now.height_px)
        return now.fitted(shown_extents(extents), area)


def shown_extents(extents: Rect | None) -> Rect:
    """Extents of a picture; those of a blank sheet where it shows nothing."""
    return BLANK_EXTENTS if extents is None or is_blank(extents) else extents


def is_blank(extents: Rect) -> bool:
    """Whether a picture shows nothing."""
    return extents[2] <= extents[0] or extents[3] <= extents[1]
