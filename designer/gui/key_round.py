"""Keys go round the parts of the window: Tab belongs to the drawing, so it leads nowhere from there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def focus_next(parts: Sequence[QWidget]) -> None:
    """Give the keys to the part behind the one that has them, or to the next that can take them."""
    held = QApplication.focusWidget()
    now = next((place for place, part in enumerate(parts) if _holds(part, held)), -1)
    for part in (*parts[now + 1 :], *parts[: now + 1]):
        taker = _taker(part)
        if taker is not None:
            taker.setFocus(Qt.FocusReason.TabFocusReason)
            return


def is_in_front(part: QWidget) -> bool:
    """Whether a panel is seen: neither closed nor behind the others of its stack."""
    return part.isVisible() and not part.visibleRegion().isEmpty()


def _holds(part: QWidget, held: QWidget | None) -> bool:
    return held is not None and (part is held or part.isAncestorOf(held))


def _taker(part: QWidget) -> QWidget | None:
    """What in a part takes keys first."""
    inside = (part, *part.findChildren(QWidget))
    return next((one for one in inside if _takes_keys(one)), None)


def _takes_keys(widget: QWidget) -> bool:
    by_tab = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(by_tab) and widget.isEnabled() and is_in_front(widget)
