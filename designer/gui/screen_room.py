"""Windows and dialogs open no larger than the screen they open on."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(8, 40)
"""What frame and title take, px at most; the system says it only of a window that is shown."""


def open_with(window: QWidget, width: int, height: int) -> None:
    """Let a window open with this size, px, and smaller where the screen is."""
    screen = (window.parentWidget() or window).screen()
    window.resize(QSize(width, height).boundedTo(screen.availableSize() - FRAME))
