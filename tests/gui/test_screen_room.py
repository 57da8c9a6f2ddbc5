"""Small and much scaled screens: nothing opens larger than they are, so that all buttons are in reach."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from designer.gui.dialogs.about import AboutPage
from designer.gui.dialogs.pages import ShortcutPage
from designer.gui.screen_room import FRAME
from designer.gui.window import MainWindow


class SmallScreen:
    """A netbook, or a screen of 2048 × 1200 at 200 %."""

    def availableSize(self) -> QSize:
        return QSize(1024, 600)


@pytest.fixture(autouse=True)
def small_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QWidget, "screen", lambda _: SmallScreen())


def fits(widget: QWidget) -> bool:
    room = SmallScreen().availableSize() - FRAME
    return widget.width() <= room.width() and widget.height() <= room.height()


def test_the_window_opens_no_larger_than_the_screen(window: MainWindow) -> None:
    window.resize(1440, 900)
    window._restore_layout()
    assert fits(window)


@pytest.mark.parametrize("page", [ShortcutPage, AboutPage])
def test_pages_open_no_larger_than_the_screen(window: MainWindow, page: type[QWidget]) -> None:
    assert fits(page(window))


def test_the_export_dialog_scrolls_where_it_is_too_high(window: MainWindow) -> None:
    dialog = window.show_export()
    assert fits(dialog)
    dialog.resize(600, 360)
    assert dialog.height() == 360
    assert dialog.rect().contains(dialog.row.geometry())
    dialog.close()
