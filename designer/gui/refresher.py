"""Panels brought up to date once for many signals, and only while they are seen."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget


class Refresher(QObject):
    """Calls `refresh` once per turn of the event loop after signals; not while its widget is hidden.

    A widget that was hidden meanwhile calls `now` in its showEvent.
    """

    def __init__(self, widget: QWidget, refresh: Callable[[], None], *signals: "SignalInstance[Any]") -> None:
        super().__init__(widget)
        self._widget = widget
        self._refresh = refresh
        self._stale = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.now)
        for signal in signals:
            signal.connect(self.ask)

    def ask(self) -> None:
        """What the widget shows has changed."""
        self._stale = True
        if self._widget.isVisible():
            self._timer.start()

    def now(self) -> None:
        """Bring the widget up to date if anything has changed since."""
        self._timer.stop()
        if self._stale:
            self._stale = False
            self._refresh()


class RefreshedPanel(QWidget):
    """A panel that follows signals while it is seen, and is brought up to date just before it is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refresher: Refresher | None = None

    def follow(self, refresh: Callable[[], None], *signals: "SignalInstance[Any]") -> None:
        """Call `refresh` when the panel is shown, and after these signals."""
        self._refresher = Refresher(self, refresh, *signals)

    def outdate(self) -> None:
        """What the panel shows no longer holds, though no signal said so."""
        if self._refresher is not None:
            self._refresher.ask()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing old is seen."""
        if self._refresher is not None:
            self._refresher.now()
        super().showEvent(event)
